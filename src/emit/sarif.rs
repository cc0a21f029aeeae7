//! SARIF 2.1.0, with what GitHub code scanning asks for.
//!
//! All findings are in it. An accepted one has a suppression with its reason, so
//! that an auditor finds both in one place. Columns count Unicode scalar values, as
//! `columnKind` says.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::base::path::encode_path;
use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::check::{AcceptedBy, Finding, Novelty, Rule, find_rule, fingerprints};

use super::json::write_line;
use super::located::Locator;

/// The most findings that GitHub takes in one run.
const MOST_RESULTS: usize = 25_000;

/// The longest description of a rule that GitHub takes, in characters.
const DESCRIPTION: usize = 1_024;

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    automation_details: AutomationDetails,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

/// What tells this analysis of a commit from those of other tools.
#[derive(Debug, Serialize)]
struct AutomationDetails {
    id: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_execution_notifications: Option<[Notification; 1]>,
}

#[derive(Debug, Serialize)]
struct Notification {
    level: &'static str,
    message: Message<String>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

/// A rule that has a result.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message<String>,
    full_description: Message<String>,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Debug, Serialize)]
struct Help {
    text: String,
    markdown: &'static str,
}

#[derive(Debug, Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct RuleProperties {
    tags: [&'static str; 1],
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    problem_severity: &'static str,
}

#[derive(Debug, PartialEq, Serialize)]
struct Message<T> {
    text: T,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<String>,
    locations: [Place<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place<'a>>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix<'a>>,
}

/// GitHub reads this key alone, and fills it in from the line if it is missing:
/// then every edit of the line makes a new alert.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints {
    primary_location_line_hash: String,
}

#[derive(Debug, Serialize)]
struct Suppression<'a> {
    kind: &'static str,
    status: &'static str,
    justification: &'a str,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<&'a str>>,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Debug, PartialEq, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix<'a> {
    artifact_changes: [ArtifactChange<'a>; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Message<&'a str>,
}

/// Writes the report.
pub(super) fn write(locator: &Locator<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let rules = rules(locator);
    let mut findings: Vec<_> =
        locator.report.findings.iter().zip(fingerprints(locator.report)).collect();
    let left_out = findings.len().saturating_sub(MOST_RESULTS);
    if left_out > 0 {
        findings.sort_by_key(|(finding, _)| std::cmp::Reverse(finding.severity));
        findings.truncate(MOST_RESULTS);
    }
    let results = findings.into_iter().map(|(finding, fingerprint)| {
        let at = rules.iter().position(|rule| rule.name == finding.rule);
        result(locator, finding, at, fingerprint)
    });
    let run = Run {
        results: results.collect(),
        tool: Tool { driver: driver(&rules) },
        automation_details: AutomationDetails { id: "trustpress/" },
        invocations: [Invocation {
            execution_successful: true,
            tool_execution_notifications: notifications(left_out),
        }],
        column_kind: "unicodeCodePoints",
    };
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    write_line(out, &log)
}

fn notifications(left_out: usize) -> Option<[Notification; 1]> {
    (left_out > 0).then(|| {
        let text = format!(
            "{left_out} findings of the least level are left out, as GitHub takes no \
             more than {MOST_RESULTS}"
        );
        [Notification { level: "warning", message: Message { text } }]
    })
}

/// Returns the rules that found something, sorted.
fn rules(locator: &Locator<'_>) -> Vec<&'static Rule> {
    let names: BTreeSet<_> =
        locator.report.findings.iter().map(|finding| finding.rule).collect();
    names.into_iter().filter_map(find_rule).collect()
}

fn driver(rules: &[&'static Rule]) -> Driver {
    Driver {
        name: "trustpress",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules.iter().copied().map(descriptor).collect(),
    }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    let part = |heading: &str| {
        let mut parts = rule.docs.trim().split("## ");
        let text = parts.find_map(|part| part.strip_prefix(heading));
        let words: Vec<_> = text.unwrap_or(rule.summary).split_whitespace().collect();
        words.join(" ").chars().take(DESCRIPTION).collect::<String>()
    };
    let severity = rule.level.severity();
    Descriptor {
        id: rule.name,
        short_description: Message { text: rule.summary.to_owned() },
        full_description: Message { text: part("What it does\n") },
        help: Help { text: part("How to fix\n"), markdown: rule.docs.trim() },
        default_configuration: Configuration {
            enabled: severity.is_some(),
            level: severity.map_or("none", level),
        },
        properties: RuleProperties {
            tags: [rule.family()],
            precision: "high",
            problem_severity: match severity {
                Some(Severity::Error) => "error",
                Some(Severity::Warning) => "warning",
                Some(Severity::Info) | None => "recommendation",
            },
        },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(
    locator: &Locator<'_>,
    finding: &'a Finding,
    rule_index: Option<usize>,
    fingerprint: String,
) -> SarifResult<'a> {
    let help = finding.help.as_deref().map(|help| format!("\nhelp: {help}"));
    let mut related_locations = Vec::new();
    for other in &finding.related {
        let place = Place {
            message: Some(Message { text: other.label.as_str() })
                .filter(|message| !message.text.is_empty()),
            physical_location: physical(locator, other.source, other.span),
        };
        // The schema of SARIF 2.1.0 takes each once.
        if !related_locations.contains(&place) {
            related_locations.push(place);
        }
    }
    let suppressions = finding.accepted.iter().map(|accepted| Suppression {
        kind: match accepted.by {
            AcceptedBy::Document => "inSource",
            AcceptedBy::Waiver => "external",
        },
        status: "accepted",
        justification: &accepted.reason,
    });
    let text = format!("{}{}", finding.message, help.unwrap_or_default());
    SarifResult {
        rule_id: finding.rule,
        rule_index,
        level: level(finding.severity),
        message: Message { text },
        locations: [Place {
            physical_location: physical(locator, finding.source, finding.span),
            message: None,
        }],
        related_locations,
        partial_fingerprints: Fingerprints { primary_location_line_hash: fingerprint },
        baseline_state: finding.novelty.map(|novelty| match novelty {
            Novelty::New => "new",
            Novelty::Known(_) => "unchanged",
        }),
        suppressions: suppressions.collect(),
        fixes: fix(locator, finding).into_iter().collect(),
    }
}

fn physical(locator: &Locator<'_>, source: SourceId, span: Span) -> PhysicalLocation {
    let place = locator.at(source, span);
    // GitHub does not take a place without a line.
    let whole =
        Region { start_line: 1, start_column: None, end_line: None, end_column: None };
    let region = region(locator, source, span).unwrap_or(whole);
    PhysicalLocation { artifact_location: artifact(&place.path), region }
}

fn region(locator: &Locator<'_>, source: SourceId, span: Span) -> Option<Region> {
    let (start, end) = locator.at(source, span).range?;
    Some(Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    })
}

/// Returns a path as a relative URI reference; what stands before a colon would be
/// the scheme.
fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation { uri: encode_path(path).replace(':', "%3A") }
}

/// Returns the edits, if all of their places are known.
fn fix<'a>(locator: &Locator<'_>, finding: &'a Finding) -> Option<SarifFix<'a>> {
    let fix = finding.fix.as_ref()?;
    let replacements = fix.edits.iter().map(|edit| {
        let deleted_region = region(locator, finding.source, edit.span)?;
        Some(Replacement {
            deleted_region,
            inserted_content: Message { text: &edit.insert },
        })
    });
    let path = locator.of(finding).path;
    Some(SarifFix {
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(&path),
            replacements: replacements.collect::<Option<_>>()?,
        }],
    })
}
