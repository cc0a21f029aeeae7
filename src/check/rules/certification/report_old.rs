//! `certification-report-old`: a report is about a period that ended more than a year ago.

use crate::base::date::{Date, Interval};
use crate::base::severity::Level;
use crate::base::span::{SourceId, Span};
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::{CertificationStatus, Entry, Id, Report};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "certification-report-old",
    summary: "a report is about a period that ended more than a year ago",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a certification or an audit report, the newest of its certification, whose
`period_end` is more than twelve months ago, and the newest penetration test that is older
than that.

## Why it matters

An audit says nothing about the time after its period. Security reviewers ask for a report
of the last twelve months, or a bridge letter.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type II
    period_start: 2023-06-01
    period_end: 2024-05-31
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type II
    period_start: 2024-04-01
    period_end: 2025-03-31
```

## How to fix

Put in the newest report; where there is none yet, add a `bridge_letter` to
`registers/reports.yaml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let today = site.context.as_of;
    let is_old = |day: Date| day.after(Interval::Months(12)) < today;
    for entry in &site.registers.certifications {
        let certification = &entry.value;
        let is_held = !matches!(
            certification.status,
            Some(CertificationStatus::InProgress | CertificationStatus::Lapsed)
        );
        let Some(end) = certification.period_end.filter(|_| is_held) else { continue };
        if is_old(end) && !has_newer(site, certification.id.as_ref(), today) {
            let source = site.register_source(entry.file);
            let name = certification.name.as_deref().unwrap_or("this audit");
            add(findings, (source, entry.place("period_end")), name, end);
        }
    }
    for entry in newest_reports(&site.registers.reports) {
        let report = &entry.value;
        let Some(end) = report.period_end.or(report.issued_on) else { continue };
        if is_old(end) && !has_newer(site, report.certification.as_ref(), today) {
            let source = site.register_source(entry.file);
            let key =
                if report.period_end.is_some() { "period_end" } else { "issued_on" };
            let name = report.title.as_deref().unwrap_or("this report");
            add(findings, (source, entry.place(key)), name, end);
        }
    }
}

fn add(findings: &mut Findings, at: (SourceId, Span), name: &str, end: Date) {
    findings
        .add(at.0, at.1, format!("{} says nothing after {}", code(name), end.long()))
        .note("reviewers ask for a report of the last twelve months")
        .help("put in the newest report, or add a `bridge_letter`")
        .about(name);
}

/// Returns whether a report of a certification says something about the last
/// twelve months.
fn has_newer(site: &Site, certification: Option<&Id>, today: Date) -> bool {
    certification.is_some()
        && site.registers.reports.iter().any(|entry| {
            let report = &entry.value;
            let end = report.period_end.or(report.issued_on);
            report.certification.as_ref() == certification
                && end.is_some_and(|end| end.after(Interval::Months(12)) >= today)
        })
}

/// Returns the reports that no other of their kind, for the same certification,
/// comes after. Older ones stay on the page as a history.
fn newest_reports(reports: &[Entry<Report>]) -> impl Iterator<Item = &Entry<Report>> {
    let end = |report: &Report| report.period_end.or(report.issued_on);
    reports.iter().filter(move |entry| {
        let one = &entry.value;
        reports.iter().all(|other| {
            let other = &other.value;
            other.kind != one.kind
                || other.certification != one.certification
                || end(other) <= end(one)
        })
    })
}
