//! The rules about finished sites.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::built::Built;
use crate::config::{Config, Context};

use super::rule::Check;
use super::{Finding, Findings, RULES, Report, Rule, accept, level};

/// Runs every rule about finished sites. `[rules]` and waivers of the
/// configuration count as they do for the site's sources.
pub fn check_built(built: &Built, config: &Config, context: &Context) -> Report {
    let found = RULES.par_iter().flat_map_iter(|rule| {
        let mut findings = Findings::new(rule);
        if let Check::Output(check) = rule.check {
            check(built, &mut findings);
        }
        let found = findings.into_vec().into_iter();
        found.filter_map(|finding| with_level(built, config, rule, finding))
    });
    let mut findings: Vec<Finding> = found.collect();
    accept::accept_built(built, config, context, &mut findings);
    Report::of_built(built, findings)
}

fn with_level(
    built: &Built,
    config: &Config,
    rule: &Rule,
    mut finding: Finding,
) -> Option<Finding> {
    let path = built.file(finding.source);
    finding.severity = level::level(rule, path, &config.rules).severity()?;
    if finding.subject.is_empty() {
        path.clone_into(&mut finding.subject);
    }
    Some(finding)
}
