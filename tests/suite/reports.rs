//! What a report looks like in each format.

use std::time::Duration;

use proptest::prelude::*;
use trustpress::base::severity::Severity;
use trustpress::base::span::{SourceId, Span};
use trustpress::check::{Counts, Edit, Finding, Fix, Related, Safety, fingerprints};
use trustpress::config::{Config, ConfigError};
use trustpress::emit::{Color, Format, GitDates, Notes, Options, full};

use crate::report_cases::{Case, FORMATS, oddities, shapes};

fn shown(width: usize, color: Color) -> Options<'static> {
    let duration = Some(Duration::from_millis(38));
    Options { width, color, notes: Notes::Show, duration, ..Options::default() }
}

#[test]
fn full_has_the_layout_of_a_compiler() {
    insta::assert_snapshot!(
        "full_80",
        shapes().print(Format::Full, &shown(80, Color::Never))
    );
    insta::assert_snapshot!(
        "full_120",
        shapes().print(Format::Full, &shown(120, Color::Never))
    );
    let colored = shapes().print(Format::Full, &shown(80, Color::Always));
    insta::assert_snapshot!("full_color", colored.replace('\u{1b}', "^"));
    insta::assert_snapshot!(
        "full_odd",
        oddities().print(Format::Full, &shown(80, Color::Never))
    );
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    for case in [shapes(), oddities()] {
        for format in FORMATS {
            let plain = case.print(format, &shown(80, Color::Never));
            let colored = case.print(format, &shown(80, Color::Always));
            let mut stripped = String::new();
            for (at, part) in colored.split("\u{1b}[").enumerate() {
                stripped.push_str(if at == 0 {
                    part
                } else {
                    part.split_once('m').unwrap().1
                });
            }
            assert_eq!(stripped, plain);
        }
    }
}

#[test]
fn concise_has_one_line_for_each_finding() {
    insta::assert_snapshot!(
        "concise",
        shapes().print(Format::Concise, &shown(80, Color::Never))
    );
    let odd = oddities().print(Format::Concise, &Options::default());
    insta::assert_snapshot!("concise_odd", odd);
    assert_eq!(odd.lines().count(), oddities().report.findings.len() + 1);
}

#[test]
fn jsonl_has_the_fields_of_its_schema() {
    let options = Options { git_dates: Some(GitDates::Full), ..shown(80, Color::Never) };
    let printed = shapes().print(Format::Jsonl, &options);
    insta::assert_snapshot!("jsonl", printed);
    let diagnostic = [
        "type",
        "schema",
        "rule",
        "severity",
        "message",
        "file",
        "byte_start",
        "byte_end",
        "line",
        "col",
        "end_line",
        "end_col",
        "col_utf16",
        "target",
        "related",
        "help",
        "fix",
        "fingerprint",
        "baseline",
        "suppressed",
    ];
    let summary = [
        "type",
        "schema",
        "files",
        "links",
        "anchors",
        "errors",
        "warnings",
        "suppressed",
        "baselined",
        "fixable",
        "checked",
        "duration_ms",
    ];
    for line in printed.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let keys: Vec<&str> =
            line.as_object().unwrap().keys().map(String::as_str).collect();
        let expected: &[&str] =
            if line["type"] == "summary" { &summary } else { &diagnostic };
        assert_eq!(keys, expected);
    }
    let silent = shapes().print(Format::Jsonl, &Options::default());
    assert!(!silent.contains("duration_ms"), "the same report gives the same bytes");
}

#[test]
fn jsonl_reads_back_as_what_was_found() {
    let case = oddities();
    let printed = case.print(Format::Jsonl, &Options::default());
    for (line, finding) in printed.lines().zip(&case.report.findings) {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(line["message"], finding.message.as_str());
        assert_eq!(line["byte_start"], finding.span.start);
        assert_eq!(line["help"].as_str(), finding.help.as_deref());
    }
    assert!(!printed.contains(['\u{1b}', '\u{202e}']));
}

#[test]
fn notes_are_counted_and_shown_only_when_asked_for() {
    let hidden = shapes().print(Format::Concise, &Options::default());
    assert!(!hidden.contains("field-missing"), "{hidden}");
    assert!(hidden.contains(", 1 note hidden ("), "{hidden}");
    let options = Options { notes: Notes::Show, ..Options::default() };
    let listed = shapes().print(Format::Concise, &options);
    assert!(listed.contains("info[field-missing]") && listed.contains(", 1 note ("));
}

#[test]
fn full_shows_the_first_findings_and_counts_the_others() {
    let options = Options { max: Some(2), ..Options::default() };
    let printed = shapes().print(Format::Full, &options);
    assert_eq!(printed.matches("\nhelp: ").count(), 2);
    assert!(printed.contains("\n\nand 2 more findings\n\n889 pages"), "{printed}");
    let all = shapes().print(Format::Full, &Options { max: None, ..options });
    assert!(!all.contains("more finding"), "{all}");
}

#[test]
fn totals_say_what_was_looked_at_and_found() {
    let mut case = Case::new(&[("a.md", "text\n")]);
    case.report.counts = Counts { documents: 1, links: 0, anchors: 1 };
    let print = |case: &Case, options: &Options<'_>| case.print(Format::Concise, options);
    let quiet = Options::default();
    assert_eq!(
        print(&case, &quiet),
        "1 page, 0 links, 1 anchor: no errors, no warnings\n"
    );

    let slow = Options { duration: Some(Duration::from_millis(12_340)), ..quiet };
    let line = "1 page, 0 links, 1 anchor in 12.3 s: no errors, no warnings\n";
    assert_eq!(print(&case, &slow), line);

    case.add("a", (0, Span::default()), "").severity = Severity::Info;
    let line = "1 page, 0 links, 1 anchor: no errors, no warnings, 1 note hidden\n";
    assert_eq!(print(&case, &quiet), line);
}

#[test]
fn a_fingerprint_survives_text_above_and_tells_twins_apart() {
    let twins = |text: &str| {
        let mut case = Case::new(&[("a.md", text), ("b.md", text)]);
        for source in [0, 0, 1] {
            let at = case.place(source, "x.md", 0);
            case.add("link-page-missing", (source, at), "").about("x.md");
        }
        fingerprints(&case.report)
    };
    let before = twins("[x](x.md)\n");
    assert_eq!(before, twins("# New\n\n[x](x.md)\n"));
    let digest = trustpress::base::digest::sha256(b"link-page-missing\0a.md\0x.md\x001");
    assert_eq!(Some(before[1].as_str()), digest.get(..32));
    assert!(before[0] != before[1] && before[0] != before[2]);
}

#[test]
fn a_configuration_is_quoted_like_a_document() {
    let text = "[site]\ntitel = \"Acme\"\n\n[rules]\nlink = 'warn'\n";
    let error = Config::from_text(std::path::Path::new(""), text).unwrap_err();
    insta::assert_snapshot!(
        "config",
        full::config_error(&error, "site.toml", Color::Never)
    );
    let missing =
        full::config_error(&ConfigError::Missing, "docs/site.toml", Color::Never);
    assert_eq!(missing, "error: there is no site.toml\n --> docs/site.toml\n");
}

prop_compose! {
    fn finding(sources: u32)(
        (source, start, length) in (0..=sources, 0_u32..300, 0_u32..80),
        message in "[a-z `\n\u{1b}\u{202e}]{0,20}",
        label in prop::option::of("[a-z\n\t]{0,20}"),
        related in prop::collection::vec((0..=sources, 0_u32..300, 0_u32..80), 0..9),
        edits in prop::collection::vec((0_u32..300, 0_u32..40, "[a-z\n\t\u{e9}]{0,9}"), 0..7),
        help in prop::option::of("[a-z\n]{0,9}"),
        severity in prop::sample::select(vec![
            Severity::Info, Severity::Warning, Severity::Error,
        ]),
    ) -> Finding {
        let span = |start, length| Span { start, end: start + length };
        Finding {
            rule: "link-page-missing",
            severity,
            source: SourceId(source),
            span: span(start, length),
            message,
            label,
            related: related
                .into_iter()
                .map(|(source, start, length)| Related {
                    source: SourceId(source),
                    span: span(start, length),
                    label: "see".to_owned(),
                })
                .collect(),
            notes: vec!["a note".to_owned()],
            help,
            fix: Some(Fix {
                safety: Safety::Safe,
                edits: edits
                    .into_iter()
                    .map(|(start, length, insert)| Edit { span: span(start, length), insert })
                    .collect(),
            }),
            subject: String::new(),
            accepted: None,
            novelty: None,
        }
    }
}

proptest! {
    /// No finding about any text, however wrong its spans, stops the report or
    /// reaches the terminal as anything but text.
    #[test]
    fn every_report_prints_as_text(
        texts in prop::collection::vec(
            "([a-z #]{0,40}|[\u{e9}\u{4e00}\u{1f469}\t\r\n\u{1b}\u{202e}\u{feff}]|\n\n\n|y{90}){0,12}",
            2,
        ),
        findings in prop::collection::vec(finding(2), 1..4),
        width in 0_usize..200,
    ) {
        let files = [("a.md", texts[0].as_str()), ("b.md", texts[1].as_str()), ("c.md", "")];
        let mut case = Case::new(&files);
        case.report.findings = findings;
        let options = shown(width, Color::Never);
        for format in FORMATS {
            let printed = case.print(format, &options);
            let raw = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            prop_assert!(!printed.contains(raw), "{printed:?}");
        }
    }
}
