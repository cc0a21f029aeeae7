//! The reports for other programs: each is what its reader's documentation says,
//! and holds what was found.

use std::collections::BTreeSet;

use serde_json::Value;
use trustpress::base::severity::Severity;
use trustpress::base::span::Span;
use trustpress::check::{Counts, find_rule};
use trustpress::emit::{Format, Options, Quotations, github_summary};

use crate::report_cases::{Case, oddities, shapes};
use crate::support::foreign_schema;

fn options() -> Options<'static> {
    Options { repository_path: "docs/trust/", ..Options::default() }
}

fn json(case: &Case, format: Format) -> Value {
    serde_json::from_str(&case.print(format, &options())).unwrap()
}

#[test]
fn sarif_is_valid() {
    let Some(schema) = foreign_schema("sarif-2.1.0.json") else { return };
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("https://example.com/sarif.json", schema).unwrap();
    let schema =
        compiler.compile("https://example.com/sarif.json", &mut schemas).unwrap();
    for case in [shapes(), oddities(), Case::new(&[])] {
        let log = json(&case, Format::Sarif);
        if let Err(error) = schemas.validate(&log, schema) {
            panic!("{error:#}");
        }
    }
    let mut broken = json(&shapes(), Format::Sarif);
    broken["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(schemas.validate(&broken, schema).is_err(), "the schema is looked at");
}

#[test]
fn sarif_has_what_github_asks_for() {
    let case = shapes();
    let log = json(&case, Format::Sarif);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            let text = rule[text]["text"].as_str().unwrap();
            assert!(!text.is_empty() && text.chars().count() <= 1024, "{rule}");
        }
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), case.report.findings.len());
    for (result, finding) in results.iter().zip(&case.report.findings) {
        let index = result["ruleIndex"].as_u64();
        let rule = index.map(|at| &rules[usize::try_from(at).unwrap()]["id"]);
        assert_eq!(rule.is_some(), find_rule(finding.rule).is_some(), "{}", finding.rule);
        assert!(rule.is_none_or(|rule| rule == finding.rule), "{}", finding.rule);
        assert!(
            result["message"]["text"].as_str().unwrap().starts_with(&finding.message)
        );
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("docs/trust/handbook/"), "{uri}");
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        let reason = finding.accepted.as_ref().map(|accepted| accepted.reason.as_str());
        assert_eq!(result["suppressions"][0]["justification"].as_str(), reason);
    }
}

#[test]
fn gitlab_has_its_required_fields() {
    for case in [shapes(), oddities(), Case::new(&[])] {
        let issues = json(&case, Format::Gitlab);
        let issues = issues.as_array().unwrap();
        assert_eq!(issues.len(), case.report.open().count());
        let mut fingerprints = BTreeSet::new();
        for (issue, finding) in issues.iter().zip(case.report.open()) {
            let text = |key: &str| issue[key].as_str().unwrap();
            assert!(text("description").starts_with(finding.rule));
            assert_eq!(text("check_name"), finding.rule);
            assert!(fingerprints.insert(text("fingerprint").to_owned()), "{issue}");
            let known = ["info", "minor", "major", "critical", "blocker"];
            assert!(known.contains(&text("severity")));
            let path = issue["location"]["path"].as_str().unwrap();
            assert!(path.starts_with("docs/trust/"), "{path}");
            let line = &issue["location"]["positions"]["begin"]["line"];
            assert!(line.as_u64().unwrap() >= 1);
        }
    }
}

#[test]
fn rdjson_has_its_required_fields_and_counts_bytes() {
    let mut case = Case::new(&[("a.md", "x\n\u{e9}\u{1f469} [y](no.md)\n")]);
    let at = case.place(0, "no.md", 0);
    case.add("link-page-missing", (0, at), "no page at `no.md`")
        .replace(trustpress::check::Safety::Suggestion, "yes.md");
    let report = json(&case, Format::Rdjson);
    assert_eq!(report["source"]["name"], "trustpress");
    let range = serde_json::json!({
        "start": {"line": 2, "column": 12},
        "end": {"line": 2, "column": 17},
    });
    let expected = serde_json::json!([{
        "message": "no page at `no.md`",
        "location": {"path": "docs/trust/a.md", "range": range},
        "severity": "ERROR",
        "code": {"value": "link-page-missing"},
        "suggestions": [{"range": range, "text": "yes.md"}],
    }]);
    assert_eq!(report["diagnostics"], expected);
    for case in [shapes(), oddities()] {
        let report = json(&case, Format::Rdjson);
        let diagnostics = report["diagnostics"].as_array().unwrap();
        assert_eq!(diagnostics.len(), case.report.open().count());
        for diagnostic in diagnostics {
            assert!(diagnostic["message"].is_string());
            assert!(diagnostic["location"]["path"].is_string());
        }
    }
}

#[test]
fn junit_is_xml_whose_numbers_agree_with_its_cases() {
    let mut case = shapes();
    case.report.counts = Counts { documents: 3, links: 0, anchors: 0 };
    case.report.sources.push("handbook/clean.md".to_owned());
    for (case, passed) in [(case, 1), (oddities(), 0)] {
        let printed = case.print(Format::Junit, &options());
        let document = roxmltree::Document::parse(&printed)
            .unwrap_or_else(|error| panic!("{error}\n{printed}"));
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let mut names = BTreeSet::new();
        for suite in root.children().filter(roxmltree::Node::is_element) {
            let count = |tag: &str| {
                suite
                    .descendants()
                    .filter(|node| node.has_tag_name(tag))
                    .count()
                    .to_string()
            };
            assert_eq!(suite.attribute("tests"), Some(count("testcase").as_str()));
            assert_eq!(suite.attribute("failures"), Some(count("failure").as_str()));
            assert_eq!(suite.attribute("skipped"), Some(count("skipped").as_str()));
            for test in suite.children().filter(roxmltree::Node::is_element) {
                let name = (test.attribute("classname"), test.attribute("name"));
                assert!(names.insert(name), "{name:?} is there twice");
            }
        }
        let findings = &case.report.findings;
        assert_eq!(names.len(), findings.len() + passed);
        // What fails the run fails, what is accepted is skipped.
        let errors = case.report.count(Severity::Error).to_string();
        assert_eq!(root.attribute("failures"), Some(errors.as_str()));
        let skipped = findings.iter().filter(|finding| !finding.counts()).count();
        assert_eq!(root.attribute("skipped"), Some(skipped.to_string().as_str()));
    }
}

#[test]
fn github_sees_the_worst_first_and_no_more_than_it_shows() {
    let mut case = Case::new(&[("a.md", "one\ntwo\n")]);
    for number in 0..12 {
        let severity = if number % 2 == 0 { Severity::Warning } else { Severity::Error };
        let at = case.place(0, "two", 0);
        case.add("link-page-missing", (0, at), &format!("no page {number}: 100 %"))
            .severity = severity;
    }
    for _ in 0..5 {
        case.add("page-orphan", (0, Span::default()), "warned").severity =
            Severity::Warning;
    }
    let printed = case.print(Format::Github, &options());
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(
        lines[0],
        "::error file=docs/trust/a.md,line=2,endLine=2,col=1,endColumn=4,\
         title=link-page-missing::no page 1: 100 %25"
    );
    let starts = |with: &str| lines.iter().filter(|line| line.starts_with(with)).count();
    assert_eq!((starts("::error "), starts("::warning ")), (6, 10));
    assert!(lines[5].starts_with("::error ") && lines[6].starts_with("::warning "));
    assert_eq!(
        lines[16],
        "not annotated, as GitHub shows 10 of each for a step: 1 warning"
    );

    let quotations = Quotations::new(case.files.clone());
    let table = github_summary(&case.report, &quotations, &options());
    assert_eq!(table.matches("| error | docs/trust/a.md:2:1 |").count(), 6);
    assert_eq!(table.matches("| warning | docs/trust/a.md |").count(), 5);
}

#[test]
fn the_formats_of_other_programs() {
    for (name, format) in
        [("sarif", Format::Sarif), ("gitlab", Format::Gitlab), ("rdjson", Format::Rdjson)]
    {
        let pretty = serde_json::to_string_pretty(&json(&shapes(), format)).unwrap();
        insta::assert_snapshot!(name, pretty);
    }
    insta::assert_snapshot!("junit", shapes().print(Format::Junit, &options()));
    insta::assert_snapshot!("github", shapes().print(Format::Github, &options()));
}
