//! Comments and waivers: which findings somebody has accepted.
//!
//! A comment accepts what begins on its lines, a waiver in `site.toml` what has
//! its rule, path and target, both until the end of the day that they name. An
//! accepted finding stays in the report with its reason.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::config::Waiver;
use crate::parse::Suppression;
use crate::resolve::{PageIndex, Site};

use super::{Accepted, Finding, find_rule};

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
    let mut acceptances = Acceptances::default();
    for finding in &mut findings {
        if let Some((name, comment)) = comment_for(site, finding) {
            acceptances.comments.insert(name);
            finding.accepted = Some(accepted(comment.reason.as_deref()));
        } else if let Some((at, waiver)) = waiver_for(site, finding) {
            acceptances.waivers.insert(at);
            finding.accepted = Some(accepted(waiver.reason.as_deref()));
        }
    }
    (findings, acceptances)
}

/// Returns whether an end has passed; its day is the last one that counts.
pub(super) fn has_ended(until: Option<Date>, site: &Site) -> bool {
    until.is_some_and(|until| until < site.context.as_of)
}

fn accepted(reason: Option<&str>) -> Accepted {
    Accepted { reason: reason.unwrap_or(NO_REASON).to_owned() }
}

fn comment_for<'a>(
    site: &'a Site,
    finding: &Finding,
) -> Option<(CommentName, &'a Suppression)> {
    let document = site.documents.get(finding.source.index())?;
    let page = PageIndex(finding.source.0);
    let start = finding.span.start;
    let comments = document.suppressions.iter().enumerate();
    comments
        .filter(|(_, comment)| {
            (comment.covers.start..=comment.covers.end).contains(&start)
        })
        .filter(|(_, comment)| !has_ended(comment.until, site))
        .find_map(|(at, comment)| {
            let mut names = comment.rules.iter();
            let name = names.position(|name| names_rule(&name.value, finding))?;
            Some(((page, at, name), comment))
        })
}

fn waiver_for<'a>(site: &'a Site, finding: &Finding) -> Option<(usize, &'a Waiver)> {
    let path = site.source_path(finding.source);
    let holds = |waiver: &Waiver| {
        names_rule(&waiver.rule.value, finding)
            && waiver.paths.as_ref().is_none_or(|paths| paths.is_match(path))
            && waiver.target.as_ref().is_none_or(|target| *target == finding.subject)
            && !has_ended(waiver.until, site)
    };
    site.config.waivers.iter().enumerate().find(|(_, waiver)| holds(waiver))
}

fn names_rule(name: &str, finding: &Finding) -> bool {
    find_rule(finding.rule).is_some_and(|rule| rule.is_named(name))
}
