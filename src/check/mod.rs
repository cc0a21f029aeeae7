//! Judges the site: runs every rule and gives one [`Report`].
//!
//! Comes in: a [`Site`]. Goes out: every finding, sorted by path and place. In
//! between, in this order:
//!
//! 1. the rules that look at the site, all at once;
//! 2. `[rules]` gives each finding its level, or drops it;
//! 3. comments and waivers accept findings, which stay in the report;
//! 4. the rules that look at comments and waivers, whose findings get a level
//!    as well but cannot be accepted;
//! 5. the rules that ask whether what was published is still the same, whose
//!    findings are errors, whatever anybody says;
//! 6. the baseline: what is in it is known and does not count, and a rule reports
//!    what is mended.
//!
//! Checking never fails and never changes the site.

mod accept;
mod built;
pub mod docs;
mod fingerprint;
mod known;
mod level;
mod mend;
mod report;
mod rule;
mod rules;

use rayon::prelude::*;

use crate::baseline::Baseline;
use crate::external::Answers;
use crate::resolve::Site;

use rule::Check;

pub use built::check_built;
pub use fingerprint::fingerprints;
pub use known::{Growth, baseline};
pub use mend::{Mended, Wanted, mend};
pub use report::{Counts, Report};
pub use rule::{
    Accepted, AcceptedBy, Edit, Finding, Findings, Fix, Novelty, Related, Rule, Safety,
};
pub use rules::{RULES, external_urls, find_rule};

/// Runs every rule over the site, and compares what they find with the baseline.
pub fn check(site: &Site, baseline: Option<&Baseline>) -> Report {
    check_with(site, baseline, None)
}

/// Runs every rule over the site, and over what other sites have answered.
pub fn check_external(
    site: &Site,
    baseline: Option<&Baseline>,
    answers: &Answers,
) -> Report {
    check_with(site, baseline, Some(answers))
}

fn check_with(
    site: &Site,
    baseline: Option<&Baseline>,
    answers: Option<&Answers>,
) -> Report {
    let about_site =
        run(site, &site.sources, |rule, findings| match (rule.check, answers) {
            (Check::Site(check), _) => check(site, findings),
            (Check::External(check), Some(answers)) => check(site, answers, findings),
            _ => (),
        });
    let (mut findings, acceptances) = accept::accept(site, about_site);
    findings.extend(run(site, &site.sources, |rule, findings| {
        if let Check::Acceptances(check) = rule.check {
            check(site, &acceptances, findings);
        }
    }));
    findings.extend(integrity(site));
    let mut report = Report::new(site, findings);
    if let Some(baseline) = baseline {
        let gone = known::compare(&mut report, baseline);
        let source = known::source_of(&mut report, baseline);
        let about_baseline = run(site, &report.sources, |rule, findings| {
            if let Check::Baseline(check) = rule.check {
                check(source, &gone, findings);
            }
        });
        report.findings.extend(about_baseline);
        report.sort();
    }
    report
}

/// Runs the rules about what was published, which nobody can switch off.
fn integrity(site: &Site) -> Vec<Finding> {
    let mut all = Vec::new();
    for rule in RULES {
        if let Check::Integrity(check) = rule.check {
            let mut findings = Findings::new(rule);
            check(site, &mut findings);
            all.extend(findings.into_vec());
        }
    }
    all
}

/// Runs every rule as `look` does, and applies `[rules]` to what it finds in the
/// files.
fn run(
    site: &Site,
    files: &[String],
    look: impl Fn(&Rule, &mut Findings) + Sync,
) -> Vec<Finding> {
    RULES
        .par_iter()
        .with_max_len(1)
        .flat_map_iter(|rule| {
            let mut findings = Findings::new(rule);
            look(rule, &mut findings);
            let found = findings.into_vec().into_iter();
            found.filter_map(|finding| with_level(site, files, rule, finding))
        })
        .collect()
}

/// Returns a finding with the severity that `[rules]` gives it, unless that is
/// none.
fn with_level(
    site: &Site,
    files: &[String],
    rule: &Rule,
    mut finding: Finding,
) -> Option<Finding> {
    let path = files.get(finding.source.index()).map_or("", String::as_str);
    finding.severity = level::level(rule, path, &site.config.rules).severity()?;
    // What is about the file as a whole.
    if finding.subject.is_empty() {
        path.clone_into(&mut finding.subject);
    }
    Some(finding)
}
