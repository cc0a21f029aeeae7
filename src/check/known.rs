//! The baseline: which findings were there before.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::span::{SourceId, Span};
use crate::baseline::{Baseline, KnownFinding};

use super::fingerprint::fingerprints;
use super::rule::Check;
use super::{Finding, Novelty, Report, find_rule};

/// Whether a baseline that is written again may take in findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growth {
    /// It takes in every finding that counts.
    Allowed,
    /// It loses what is mended, and takes in nothing.
    Forbidden,
}

/// Tells the findings that are known from those that are new. Returns the known
/// ones that nothing is found of any more, in the order of the file.
pub(super) fn compare<'a>(
    report: &mut Report,
    baseline: &'a Baseline,
) -> Vec<&'a KnownFinding> {
    let mut left: BTreeMap<&str, &KnownFinding> =
        baseline.known.iter().map(|(name, known)| (name.as_str(), known)).collect();
    let fingerprints = fingerprints(report);
    for (finding, fingerprint) in report.findings.iter_mut().zip(&fingerprints) {
        if !can_be_known(finding) {
            continue;
        }
        finding.novelty = match left.remove(fingerprint.as_str()) {
            Some(known) => Some(Novelty::Known(known.added)),
            None => Some(Novelty::New),
        };
    }
    let mut left: Vec<_> = left.into_values().collect();
    left.sort_by_key(|known| known.span);
    left
}

/// Returns the baseline in which the findings of a report are known that count or
/// were known before.
pub fn baseline(report: &Report, old: Baseline, today: Date, growth: Growth) -> Baseline {
    let findings = report.findings.iter().zip(fingerprints(report));
    let findings = findings.filter(|(finding, _)| can_be_known(finding));
    let known = findings.filter_map(|(finding, fingerprint)| {
        let before = old.known.get(&fingerprint).map(|known| known.added);
        let added = match growth {
            Growth::Allowed => before.unwrap_or(today),
            Growth::Forbidden => before?,
        };
        let known = KnownFinding {
            rule: finding.rule.to_owned(),
            file: report.path_of(finding).to_owned(),
            target: finding.subject.clone(),
            added,
            span: Span::default(),
        };
        Some((fingerprint, known))
    });
    Baseline { known: known.collect(), path: old.path }
}

/// Returns whether a finding may be in a baseline: not where somebody has accepted
/// it, and not where it says that an acceptance or the archive is wrong.
fn can_be_known(finding: &Finding) -> bool {
    let is_about_site =
        find_rule(finding.rule).is_some_and(|rule| matches!(rule.check, Check::Site(_)));
    is_about_site && finding.accepted.is_none()
}

/// Returns the baseline as a file that findings can point into.
pub(super) fn source_of(report: &mut Report, baseline: &Baseline) -> SourceId {
    let sources = &mut report.sources;
    let at = sources.iter().position(|path| *path == baseline.path);
    let at = at.unwrap_or_else(|| {
        sources.push(baseline.path.clone());
        sources.len() - 1
    });
    SourceId(u32::try_from(at).unwrap_or(u32::MAX))
}
