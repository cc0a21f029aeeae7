//! Comments and waivers: which findings somebody has accepted.
//!
//! A comment accepts what begins on its lines, a waiver in `site.toml` what has
//! its rule, path and target, both until the end of the day that they name. An
//! accepted finding stays in the report with its reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::span::Span;
use crate::built::Built;
use crate::config::{Config, Context, Waiver};
use crate::parse::Suppression;
use crate::resolve::{PageIndex, Site};

use super::{Accepted, AcceptedBy, Finding, find_rule};

/// What stands for a reason where none is given, which is a finding itself.
const NO_REASON: &str = "no reason is given";

/// What comments and waivers have accepted.
#[derive(Debug, Default)]
pub(super) struct Acceptances {
    comments: BTreeSet<CommentName>,
    waivers: BTreeSet<usize>,
}

/// One name in a comment: the document, the comment's position in
/// `Document::suppressions`, and the name's position in `Suppression::rules`.
pub(super) type CommentName = (PageIndex, usize, usize);

impl Acceptances {
    /// Returns whether a name in a comment has accepted a finding.
    pub(super) fn used_comment(&self, name: CommentName) -> bool {
        self.comments.contains(&name)
    }

    /// Returns whether a waiver, by its position, has accepted a finding.
    pub(super) fn used_waiver(&self, waiver: usize) -> bool {
        self.waivers.contains(&waiver)
    }
}

/// Marks the findings that somebody has accepted.
///
/// A comment comes before a waiver, and the first of several alike counts, so
/// that what is not needed comes out as unused.
pub(super) fn accept(
    site: &Site,
    mut findings: Vec<Finding>,
) -> (Vec<Finding>, Acceptances) {
    let comments = Comments::new(site);
    let mut acceptances = Acceptances::default();
    for finding in &mut findings {
        let path = site.source_path(finding.source);
        if let Some((name, comment)) = comments.find(site, finding) {
            acceptances.comments.insert(name);
            finding.accepted =
                Some(accepted(comment.reason.as_deref(), AcceptedBy::Document));
        } else if let Some((at, waiver)) =
            waiver_for(&site.config, &site.context, path, finding)
        {
            acceptances.waivers.insert(at);
            finding.accepted =
                Some(accepted(waiver.reason.as_deref(), AcceptedBy::Waiver));
        }
    }
    (findings, acceptances)
}

/// Marks the findings about a finished site that a waiver accepts.
pub(super) fn accept_built(
    built: &Built,
    config: &Config,
    context: &Context,
    findings: &mut [Finding],
) {
    for finding in findings {
        let path = built.file(finding.source);
        if let Some((_, waiver)) = waiver_for(config, context, path, finding) {
            finding.accepted =
                Some(accepted(waiver.reason.as_deref(), AcceptedBy::Waiver));
        }
    }
}

/// Returns whether an end has passed; its day is the last one that counts.
pub(super) fn has_ended(until: Option<Date>, site: &Site) -> bool {
    is_over(until, &site.context)
}

fn is_over(until: Option<Date>, context: &Context) -> bool {
    until.is_some_and(|until| until < context.as_of)
}

fn accepted(reason: Option<&str>, by: AcceptedBy) -> Accepted {
    Accepted { reason: reason.unwrap_or(NO_REASON).to_owned(), by }
}

/// The comments that have not ended, by the line that they are about, so that
/// many comments and many findings on one line are not compared in pairs.
struct Comments<'a> {
    lines: BTreeMap<(PageIndex, Span), BTreeMap<&'a str, CommentName>>,
}

impl<'a> Comments<'a> {
    fn new(site: &'a Site) -> Self {
        let mut lines: BTreeMap<_, BTreeMap<&str, CommentName>> = BTreeMap::new();
        for (page, document, _) in site.each() {
            for (at, comment) in document.suppressions.iter().enumerate() {
                if has_ended(comment.until, site) {
                    continue;
                }
                let names = lines.entry((page, comment.covers)).or_default();
                for (nth, name) in comment.rules.iter().enumerate() {
                    names.entry(name.value.as_str()).or_insert((page, at, nth));
                }
            }
        }
        Self { lines }
    }

    /// Returns the first comment on a finding's line that names its rule.
    fn find(
        &self,
        site: &'a Site,
        finding: &Finding,
    ) -> Option<(CommentName, &'a Suppression)> {
        let page = PageIndex(finding.source.0);
        let start = finding.span.start;
        let up_to_here =
            (page, Span { start: 0, end: 0 })..=(page, Span { start, end: u32::MAX });
        let (_, names) = self
            .lines
            .range(up_to_here)
            .next_back()
            .filter(|((_, covers), _)| start <= covers.end)?;
        let rule = find_rule(finding.rule)?;
        let naming = rule.names().filter_map(|name| names.get(name));
        let name = *naming.min()?;
        let document = site.documents.get(page.index())?;
        Some((name, document.suppressions.get(name.1)?))
    }
}

fn waiver_for<'a>(
    config: &'a Config,
    context: &Context,
    path: &str,
    finding: &Finding,
) -> Option<(usize, &'a Waiver)> {
    let holds = |waiver: &Waiver| {
        find_rule(finding.rule).is_some_and(|rule| rule.is_named(&waiver.rule.value))
            && waiver.paths.as_ref().is_none_or(|paths| paths.is_match(path))
            && waiver.target.as_ref().is_none_or(|target| *target == finding.subject)
            && !is_over(waiver.until, context)
    };
    config.waivers.iter().enumerate().find(|(_, waiver)| holds(waiver))
}
