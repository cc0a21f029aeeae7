//! What registers say, and where it shows.

use std::collections::BTreeSet;

use trustpress::pipeline::{self, Pages};

use crate::archive::frozen;
use crate::support::{Fixture, ids};

const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
-- content/registers/facts.yaml --
soc2:
  period_end: 2025-05-31
-- content/audits.md --
---
id: access
title: Audits
kind: policy
owner: Security
summary: What is audited.
version: \"1.0\"
effective_on: 2025-02-01
last_updated: 2025-02-01
last_reviewed: 2025-02-01
change_summary: First text.
---

The last audit ended on {{ fact.soc2.period_end }}, as `{{ fact.soc2.period_end }}` says.
";

#[test]
fn a_fact_shows_on_the_page_in_the_words_and_in_the_source() {
    let built = Fixture::from_text(SITE).build();
    assert!(built.page("/audits/").contains("ended on 31 May 2025, as"));
    let words =
        "The last audit ended on 31 May 2025, as {{ fact.soc2.period_end }} says.\n";
    assert_eq!(built.page("/audits/index.txt"), words);
    let source = "ended on 31 May 2025, as `{{ fact.soc2.period_end }}` says.\n";
    assert!(built.page("/audits/index.md").ends_with(source));
}

#[test]
fn a_comment_in_a_register_accepts_a_finding_there() {
    let site = |comment: &str| {
        let register = format!(
            "contacts:\n  {comment}\n  - id: security\n    name: Security\n    \
             e_mail: x@example.com\n"
        );
        Fixture::from_text(SITE).file("content/registers/contacts.yaml", &register)
    };
    #[rustfmt::skip]
    let cases = [
        ("# a comment",                                                      vec!["register-key-unknown"]),
        ("# check: ignore-file register-key-unknown -- as the tool wrote it", vec![]),
        ("# check: off register -- as the tool wrote it",                    vec!["suppression-unclosed"]),
        ("# check: ignore-file register-key-unknown",                        vec!["suppression-no-reason"]),
        ("# check: ignore-next-line register-key-unknown -- elsewhere",      vec!["register-key-unknown", "suppression-unused"]),
        ("# check: ignore-file register until=2025-01-01 -- over",           vec!["register-key-unknown", "suppression-expired"]),
        ("# check: ignore-file registr -- misspelt",                         vec!["register-key-unknown", "suppression-unknown-rule"]),
        ("# check: ignroe register -- misspelt",                             vec!["register-key-unknown", "suppression-malformed"]),
    ];
    for (comment, expected) in cases {
        let checked = site(comment).check();
        let mut counting: Vec<_> = checked.report.findings.iter().collect();
        counting.retain(|finding| finding.counts());
        let mut rules: Vec<_> = counting.iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        assert_eq!(rules, expected, "{comment}");
    }
}

#[test]
fn a_frozen_version_keeps_the_facts_of_its_time() {
    let site = frozen(Fixture::from_text(SITE));
    assert_eq!(site.check().rules(), [""; 0]);
    let later =
        site.file("content/registers/facts.yaml", "soc2: {period_end: 2026-05-31}");
    let checked = later.check();
    assert_eq!(checked.rules(), ["version-not-bumped"]);
    let note =
        "the fact `soc2.period_end` was `31 May 2025` then, and is `31 May 2026` now";
    assert_eq!(checked.report.findings[0].notes, [note]);
    let built = later.build();
    assert!(built.page("/audits/").contains("ended on 31 May 2026"));
    assert!(built.page("/audits/v/1.0/").contains("ended on 31 May 2025"));
    let words =
        "The last audit ended on 31 May 2025, as {{ fact.soc2.period_end }} says.\n";
    assert_eq!(built.page("/audits/v/1.0/index.txt"), words);
}

#[test]
fn whatever_a_register_says_its_text_is_checked_as_that_of_a_page_is() {
    let site = Fixture::from_text(
        "-- site.toml --
[site]
title = \"Example\"
-- content/registers/faq.yaml --
faq:
  - id: where
    question: Where is the data?
    answer: |
      In [Frankfurt](/no.md), says {{ fact.hosting }}.
",
    );
    let found = site.check();
    let lines = found.lines();
    assert_eq!(
        lines,
        [
            "register-fact-unknown content/registers/faq.yaml:5:7 no register has the fact \
             `hosting`",
            "register-link-broken content/registers/faq.yaml:5:7 `/no.md` in this text leads \
             nowhere",
        ]
    );
}

/// Entries that are called like a part of the page, like each other, and like
/// what stands in their texts.
const NAMESAKES: &str = "\
-- site.toml --
[site]
title = \"Example\"
-- content/registers/certifications.yaml --
certifications:
  - {id: main, name: One}
  - {id: soc2, name: Two}
-- content/registers/reports.yaml --
reports:
  - {id: soc2, title: Of it, certification: soc2}
  - {id: main, title: Other}
-- content/registers/subprocessors.yaml --
subprocessors:
  - {id: main, legal_name: One}
  - {id: content, legal_name: Two}
-- content/registers/updates.yaml --
updates:
  - {id: main, on: 2025-01-01, title: One, text: '## Main'}
  - {id: main-1, on: 2025-01-02, title: Two, text: '## Main'}
-- content/registers/faq.yaml --
faq:
  - id: main
    question: One?
    answer: |
      ## Main

      See [above](#main), [below](#suggestions) and a note[^1].

      [^1]: So.
  - id: suggestions
    question: Two?
    answer: |
      ## Main

      And a note[^1].

      [^1]: So.
  - {id: main, question: Three?, answer: Words.}
";

#[test]
fn every_id_of_a_page_of_registers_is_there_once_whatever_entries_are_called() {
    let built = Fixture::from_text(NAMESAKES).build();
    for page in ["certifications", "subprocessors", "updates", "faq"] {
        let html = built.page(&format!("/{page}/"));
        let all = ids(html);
        let once: BTreeSet<&String> = all.iter().collect();
        assert_eq!(all.len(), once.len(), "{page}: {all:?}");
        assert!(html.contains("<main id=\"_main\"") && html.contains("href=\"#_main\""));
    }
    assert_eq!(built.loose_ends(), [""; 0]);
    let faq = built.page("/faq/");
    assert_eq!(ids(faq).iter().filter(|id| *id == "main").count(), 1);
    assert!(faq.contains("<a href=\"#_main.main\">above</a>"), "{faq}");
    assert!(faq.contains("<a href=\"#suggestions\">below</a>"), "{faq}");
}

#[test]
fn the_search_finds_what_registers_say_where_it_stands() {
    let built = Fixture::from_text(NAMESAKES)
        .file("content/advisories/one.md", "---\nkind: advisory\ntitle: Leak\n\
             advisory: {severity: low, cves: [CVE-2025-10001], affected: [{product: Box}]}\n---\n")
        .file("content/updates.md", "# Our updates\n")
        .file("content/registers/contacts.yaml", "contacts: [{id: dpo, name: Officer}]")
        .build();
    let index = built.page("/search/index.json");
    let index: serde_json::Value = serde_json::from_str(index).unwrap();
    let told = index["entries"].as_array().unwrap().iter().map(|entry| {
        let text = |key: &str| entry[key].as_str().unwrap_or("-").to_owned();
        format!("{} | {} | {}", text("title"), text("href"), text("place"))
    });
    let expected = "\
Leak | /advisories/one/ | Advisories
Our updates | /updates/ | -
Data for programs | /api/ | -
Certifications | /certifications/ | -
One | /certifications/#main | Certifications
Two | /certifications/#soc2 | Certifications
Of it | /certifications/#_report-soc2 | Certifications
Other | /certifications/#_report-main | Certifications
Sub-processors | /subprocessors/ | -
One | /subprocessors/#main | Sub-processors
Two | /subprocessors/#content | Sub-processors
Advisories | /advisories/ | -
FAQ | /faq/ | -
One? | /faq/#main | FAQ
Two? | /faq/#suggestions | FAQ
Three? | /faq/#main | FAQ
Officer | /#_contacts | Contacts";
    assert_eq!(told.collect::<Vec<_>>().join("\n"), expected);
    let terms = serde_json::json!(["advisories-one", "CVE-2025-10001", "Box"]);
    assert_eq!(index["entries"][0]["terms"], terms);
}

#[test]
fn a_link_to_an_entry_is_proved_as_one_to_a_heading_is() {
    let site = Fixture::from_text(
        "
-- site.toml --
[site]
title = 'Example'
-- content/index.md --
# Home

[1](/subprocessors/#acme) [2](/subprocessors/#Acme) [3](/subprocessors/#acne)
[4](/subprocessors/#_current) [5](/faq/#_where.eu) [6](/faq/#where) [7](/faq/#we)
[8](/#_contacts) [9](/library/#anything) [10](/certifications/#_report-soc2)
[11](/updates/#gone)
-- content/registers/subprocessors.yaml --
subprocessors: [{id: acme, brand: Acme}]
-- content/registers/faq.yaml --
faq: [{id: where, question: Where?, answer: \"## EU\\n\\nThere.\"}]
-- content/registers/contacts.yaml --
contacts: [{id: security, name: Security, email: s@example.com}]
-- content/registers/certifications.yaml --
certifications: [{id: soc2, name: SOC 2}]
-- content/registers/reports.yaml --
reports: [{id: soc2, title: Report}]
-- content/registers/updates.yaml --
updates: [{id: new, title: New, text: New.}]
",
    );
    let checked = site.check();
    let lines = checked.lines();
    let lines: Vec<_> = lines.iter().filter(|line| line.starts_with("link-")).collect();
    let fixes = checked.report.findings.iter().filter_map(|it| it.fix.as_ref());
    let meant: Vec<_> =
        fixes.flat_map(|fix| &fix.edits).map(|edit| edit.insert.as_str()).collect();
    assert!(meant.contains(&"/subprocessors/#acme"), "{meant:?}");
    assert_eq!(
        lines,
        [
            "link-anchor-noncanonical content/index.md:3:31 `/subprocessors/#Acme` is not how the page writes `#acme`",
            "link-anchor-missing content/index.md:3:57 `/subprocessors/`, which is made of a register, has no `#acne`",
            "link-anchor-missing content/index.md:4:73 `/faq/`, which is made of a register, has no `#we`",
            "link-anchor-missing content/index.md:6:6 `/updates/`, which is made of a register, has no `#gone`",
        ]
    );
}

#[test]
fn the_ids_that_links_can_name_are_those_of_the_pages() {
    let fixture = Fixture::from_dir("tests/golden/site");
    let config = fixture.valid_config();
    let sources = fixture.sources(&config);
    let build = pipeline::build(sources, &config, fixture.context(), Pages::All).unwrap();
    let built = fixture.build();
    for page in build.site.register_pages() {
        let html = std::str::from_utf8(&built.files[page.url().as_str()]).unwrap();
        let main = html.split_once("<main id=\"").unwrap().1;
        let shown: BTreeSet<_> = ids(main).into_iter().collect();
        let known = build.site.register_ids.on(page).iter().map(|known| known.id.clone());
        let known: BTreeSet<_> = known.collect();
        assert_eq!(shown.difference(&known).count(), 0, "{page:?}: {shown:?} {known:?}");
        // A part of a page is there if there is something in it.
        let missing: Vec<_> =
            known.difference(&shown).filter(|id| !id.starts_with('_')).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{page:?}");
        assert!(!known.is_empty(), "{page:?}");
    }
}
