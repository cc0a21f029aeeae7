//! Everything that was found, in order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::base::severity::Severity;
use crate::built::{Built, BuiltCounts};
use crate::resolve::Site;

use super::{Finding, Rule, find_rule};

/// Everything that was found, sorted by path and place.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, accepted ones included.
    pub findings: Vec<Finding>,
    /// The paths that findings refer to by their source's number.
    pub sources: Vec<String>,
    /// What was looked at.
    pub counts: Counts,
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents.
    pub documents: usize,
    /// Links.
    pub links: usize,
    /// Anchors.
    pub anchors: usize,
}

impl Report {
    pub(super) fn new(site: &Site, findings: Vec<Finding>) -> Self {
        let counts = Counts {
            documents: site.documents.len(),
            links: site.documents.iter().map(|document| document.links.len()).sum(),
            anchors: site.documents.iter().map(|document| document.anchors.len()).sum(),
        };
        Self::sorted(findings, site.sources.to_vec(), counts)
    }

    pub(super) fn of_built(built: &Built, findings: Vec<Finding>) -> Self {
        let BuiltCounts { pages, links, anchors, .. } = built.counts;
        let counts = Counts { documents: pages, links, anchors };
        Self::sorted(findings, built.files.clone(), counts)
    }

    fn sorted(findings: Vec<Finding>, sources: Vec<String>, counts: Counts) -> Self {
        let mut report = Self { findings, sources, counts };
        report.sort();
        report
    }

    /// Sorts the findings.
    pub(super) fn sort(&mut self) {
        let sources = &self.sources;
        let path = |finding: &Finding| sources.get(finding.source.index());
        let paths = |a: &Finding, b: &Finding| {
            if a.source == b.source { Ordering::Equal } else { path(a).cmp(&path(b)) }
        };
        let rest = |it: &Finding| (it.span.start, it.span.end, it.rule);
        self.findings.par_sort_by(|a, b| {
            let order = paths(a, b).then_with(|| rest(a).cmp(&rest(b)));
            order.then_with(|| a.message.cmp(&b.message))
        });
    }

    /// Returns the findings that count.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.counts())
    }

    /// Returns the findings that somebody has accepted.
    pub fn accepted(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.accepted.is_some())
    }

    /// Returns the findings that are in the baseline.
    pub fn known(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_known())
    }

    /// Returns how many findings of a severity count.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|finding| finding.severity == severity).count()
    }

    /// Returns whether any finding that counts is at least this severe.
    pub fn has_at_least(&self, severity: Severity) -> bool {
        self.open().any(|finding| finding.severity >= severity)
    }

    /// Returns whether what was published is no longer what it was, so that no
    /// site may be written.
    pub fn breaks_integrity(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| find_rule(finding.rule).is_some_and(Rule::is_about_integrity))
    }

    /// Returns the path of the file that a finding is in.
    pub fn path_of(&self, finding: &Finding) -> &str {
        self.sources.get(finding.source.index()).map_or("", String::as_str)
    }

    /// Returns the paths of all files that some findings point into.
    pub fn quoted_paths<'a>(
        &'a self,
        findings: impl Iterator<Item = &'a Finding>,
    ) -> BTreeSet<&'a str> {
        let sources = findings.flat_map(|finding| {
            let related = finding.related.iter().map(|related| related.source);
            related.chain([finding.source])
        });
        sources
            .filter_map(|source| self.sources.get(source.index()))
            .map(String::as_str)
            .collect()
    }
}
