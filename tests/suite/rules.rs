//! Each rule in a small site of its own, and what decides whether a finding
//! counts.

use trustpress::check::{RULES, Safety};

use crate::example::Example;
use crate::support::{Checked, files_below, read_text, repository, rules};

#[test]
fn every_rule_has_a_fixture_and_a_file_of_its_name() {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    let fixtures: Vec<_> = files_below("tests/rules")
        .into_iter()
        .filter_map(|path| path.strip_suffix("/tree.txt").map(str::to_owned))
        .collect();
    assert_eq!(fixtures, names);

    let mut files: Vec<_> = files_below("src/check/rules")
        .into_iter()
        .filter(|path| path.contains('/') && !path.ends_with("/mod.rs"))
        .map(|path| path.trim_end_matches(".rs").replace(['/', '_'], "-"))
        .collect();
    files.sort();
    assert_eq!(files, names);
}

#[test]
fn each_fixture_is_reported_by_its_rule_and_by_no_other() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let checked = fixture(rule.name);
        let mut rules = checked.rules();
        rules.dedup();
        if rules != [rule.name] {
            let lines = checked.lines().join("\n  ");
            wrong.push(format!("{}:\n  {lines}", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_fixture_is_reported_in_these_words() {
    for rule in rules() {
        let checked = fixture(rule.name);
        for finding in &checked.report.findings {
            assert!(!finding.subject.is_empty(), "{}", checked.line(finding));
        }
        insta::with_settings!({
            snapshot_path => repository().join("tests/rules").join(rule.name),
            snapshot_suffix => "",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("report", checked.printed());
        });
    }
}

#[test]
fn a_rule_says_how_sure_its_edits_are() {
    for rule in RULES {
        let report = fixture(rule.name).report;
        let fixes = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
        let safeties: Vec<_> = fixes.map(|fix| fix.safety).collect();
        let surest = safeties.iter().find(|safety| **safety == Safety::Safe);
        let surest = surest.or(safeties.first()).copied();
        assert_eq!(rule.fix(), surest, "{}: see `MENDED_SAFELY`", rule.name);
    }
}

fn fixture(name: &str) -> Checked {
    let text = read_text(&format!("tests/rules/{name}/tree.txt"));
    if name.starts_with("output-") {
        return Example::built(&text);
    }
    Example::tree(&text).check()
}

#[test]
fn comments_and_waivers_accept_what_they_name_where_and_while_they_say() {
    #[rustfmt::skip]
    let cases: [(&str, &str, &[&str]); 16] = [
        // line of a.md that links to a missing page, waiver, rules that count
        ("[x](no.md)", "", &["link-page-missing"]),
        ("[x](no.md) <!-- check: ignore link-page-missing -- x -->", "", &[]),
        ("[x](no.md) <!-- check: ignore link -- x -->", "", &[]),
        ("[x](no.md) <!-- check: ignore link-asset -- x -->", "",
            &["link-page-missing", "suppression-unused"]),
        ("[x](no.md) <!-- check: ignore lin -- x -->", "",
            &["link-page-missing", "suppression-unknown-rule"]),
        ("<!-- check: ignore-next-line link -- x -->\n\n[x](no.md)", "", &[]),
        ("<!-- check: ignore link -- x -->\n\n[x](no.md)", "",
            &["suppression-unused", "link-page-missing"]),
        ("[x](no.md) [y](nor.md) <!-- check: ignore link -- x -->", "", &[]),
        ("[x](no.md) <!-- check: ignore link, link-page -- x -->", "",
            &["suppression-unused"]),
        ("[x](no.md) <!-- check: ignore suppression, link -->", "",
            &["suppression-no-reason", "suppression-unused"]),
        ("[x](no.md)", "rule = 'link'", &[]),
        ("[x](no.md)", "rule = 'link'\npath = 'content/a.md'\ntarget = 'no.md'", &[]),
        ("[x](no.md)", "rule = 'link'\npath = 'content/b.md'",
            &["link-page-missing", "waiver-unused"]),
        ("[x](no.md)", "rule = 'link'\ntarget = 'nor.md'",
            &["link-page-missing", "waiver-unused"]),
        ("[x](no.md) <!-- check: ignore link -- x -->", "rule = 'link'",
            &["waiver-unused"]),
        ("[x](no.md) <!-- check: ignore link -->", "rule = 'suppression-no-reason'",
            &["suppression-no-reason", "waiver-unused"]),
    ];
    for (line, waiver, expected) in cases {
        let waiver = if waiver.is_empty() {
            String::new()
        } else {
            format!("[[waivers]]\nreason = 'x'\nuntil = 2025-06-02\n{waiver}\n")
        };
        let site = format!(
            "-- site.toml --\n[site]\ntitle = 'Example'\n{waiver}\
             -- content/a.md --\n# A\n\n{line}\n"
        );
        let checked = Example::tree(&site).check();
        assert_eq!(checked.rules(), expected, "{line} {waiver}");
    }
}

#[test]
fn a_block_ends_where_it_says_and_a_file_is_all_of_it() {
    #[rustfmt::skip]
    let cases: [(&str, &[&str]); 10] = [
        ("<!-- check: off link -- x -->\n[x](no.md)\n<!-- check: on -->\n", &[]),
        ("<!-- check: off link -- x -->\n\n[x](no.md)\n\n<!-- check: on link -->\n\n[y](no.md)",
            &["link-page-missing"]),
        ("<!-- check: off link -- x -->\n\n[x](no.md)", &["suppression-unclosed"]),
        ("<!-- check: off link -- x -->\n\n[x](no.md)\n\n<!-- check: on page -->",
            &["suppression-unclosed", "suppression-malformed"]),
        ("[x](no.md)\n\n<!-- check: on -->", &["link-page-missing", "suppression-malformed"]),
        // Blocks nest, and of two about one rule the outer one counts.
        ("<!-- check: off link -- x -->\n<!-- check: off link, page -- y -->\n\n[x](no.md)\n\n\
          <!-- check: on -->\n\n[y](no.md)\n\n<!-- check: on -->", &["suppression-unused"]),
        ("[x](no.md)\n\n<!-- check: ignore-file link-page -- x -->\n\n[y](no.md)", &[]),
        ("# B\n\n<!-- check: ignore-file page-orphan, link -- x -->", &["suppression-unused"]),
        // The narrowest counts, so that what is not needed shows.
        ("[x](no.md) <!-- check: ignore link -- x -->\n\n<!-- check: ignore-file link -- y -->",
            &["suppression-unused"]),
        ("<!-- check: ignore-file link-page until=2025-06-01 -- x -->\n\n[y](no.md)",
            &["suppression-expired", "link-page-missing"]),
    ];
    for (body, expected) in cases {
        let site = format!("-- content/index.md --\n# A\n\n{body}\n");
        assert_eq!(Example::tree(&site).check().rules(), expected, "{body}");
    }
}

#[test]
fn front_matter_accepts_what_is_anywhere_in_its_document() {
    let site = "\
-- content/index.md --
---
title: A
owner: x
check:
  allow:
    - {rule: [link-page-missing, page-orphan], reason: by May, until: 2025-06-02}
    - {rule: link-empty, reason: gone, until: 2025-06-01}
    - link
---
[x](no.md) and [y](nor.md)
";
    let checked = Example::tree(site).check();
    let reasons: Vec<_> = checked
        .report
        .accepted()
        .map(|finding| (finding.rule, finding.excuse().unwrap_or_default()))
        .collect();
    let twice = ("link-page-missing", "by May");
    assert_eq!(reasons, [twice, twice]);
    assert_eq!(
        checked.lines(),
        [
            "suppression-unused content/index.md:6:34 no finding of `page-orphan` is here",
            "suppression-expired content/index.md:7:7 this entry has expired on 2025-06-01",
            "suppression-malformed content/index.md:8:7 this entry is not understood",
        ]
    );
}

#[test]
fn an_accepted_finding_stays_in_the_report_with_its_reason() {
    let site =
        "-- content/a.md --\n[x](no.md) # A <!-- check: ignore link -- by May -->\n";
    let report = Example::tree(site).check().report;
    let accepted: Vec<_> = report
        .findings
        .iter()
        .filter_map(|finding| Some((finding.rule, &finding.accepted.as_ref()?.reason)))
        .collect();
    assert_eq!(accepted, [("link-page-missing", &"by May".to_owned())]);
}

#[test]
fn a_rule_that_is_off_says_nothing_and_needs_no_comment() {
    let site = "\
-- site.toml --
[site]
title = 'Example'
[rules]
link = 'off'
link-empty = { level = 'info', paths = 'content/b.md' }
-- content/a.md --
# A

[x]() and [y](no.md) <!-- check: ignore link-page-missing -- by May -->
-- content/b.md --
# B

[x]() and [y](no.md)
";
    let lines = Example::tree(site).check().lines();
    assert_eq!(
        lines,
        [
            "suppression-unused content/a.md:3:22 this comment accepts nothing",
            "link-empty content/b.md:3:5 link `x` has no target",
        ]
    );
}
