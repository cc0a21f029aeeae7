//! Comments and waivers: which findings somebody has accepted.
//!
//! A comment accepts what begins on its lines, in its block or in its file, front
//! matter what is in the file, a waiver in `site.toml` what has
//! its rule, path and target, both until the end of the day that they name. An
//! accepted finding stays in the report with its reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::span::{SourceId, Span};
use crate::built::Built;
use crate::config::{Config, Context, Waiver};
use crate::parse::{Suppression, SuppressionScope};
use crate::resolve::Site;

use super::{Accepted, AcceptedBy, Finding, find_rule};

/// What stands for a reason where none is given, which is a finding itself.
const NO_REASON: &str = "no reason is given";

/// What comments and waivers have accepted.
#[derive(Debug, Default)]
pub(super) struct Acceptances {
    comments: BTreeSet<CommentName>,
    waivers: BTreeSet<usize>,
}

/// One name in a comment: the file, the comment's position in its suppressions, and
/// the name's position in `Suppression::rules`.
pub(super) type CommentName = (SourceId, usize, usize);

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

/// What has not ended, from the narrow to the wide: that about lines, about blocks,
/// and about a file.
struct Comments<'a> {
    tiers: [Tier<'a>; 3],
}

/// The suppressions of one width that name something in a page: by where what they
/// are about begins, its end and which they are. The first of two that overlap counts,
/// so that many of them and many findings are not compared in pairs.
type Tier<'a> = BTreeMap<(SourceId, &'a str), BTreeMap<u32, (u32, CommentName)>>;

impl<'a> Comments<'a> {
    fn new(site: &'a Site) -> Self {
        let mut tiers = [Tier::new(), Tier::new(), Tier::new()];
        for source in (0..).map(SourceId).take(site.sources.len()) {
            for (at, comment) in site.suppressions(source).iter().enumerate() {
                if has_ended(comment.until, site) {
                    continue;
                }
                let [lines, blocks, files] = &mut tiers;
                let tier = match comment.scope {
                    SuppressionScope::Line(_) | SuppressionScope::NextLine(_) => lines,
                    SuppressionScope::Block(_) => blocks,
                    SuppressionScope::File | SuppressionScope::FrontMatter => files,
                };
                let Span { start, end } = comment.covers;
                for (nth, name) in comment.rules.iter().enumerate() {
                    let known = tier.entry((source, name.value.as_str())).or_default();
                    let before = known.range(..=start).next_back();
                    if before
                        .is_none_or(|(first, (last, _))| *last < start && *first < start)
                    {
                        known.insert(start, (end, (source, at, nth)));
                    }
                }
            }
        }
        Self { tiers }
    }

    /// Returns the first suppression of the narrowest sort that names a finding's
    /// rule where it is.
    fn find(
        &self,
        site: &'a Site,
        finding: &Finding,
    ) -> Option<(CommentName, &'a Suppression)> {
        if self.tiers.iter().all(Tier::is_empty) {
            return None;
        }
        let source = finding.source;
        let place = finding.span.start;
        let rule = find_rule(finding.rule)?;
        let at = |tier: &Tier<'a>, name: &'static str| {
            let known = tier.get(&(source, name))?;
            let (_, (end, found)) = known.range(..=place).next_back()?;
            (place <= *end).then_some(*found)
        };
        let first = |tier| rule.names().filter_map(|name| at(tier, name)).min();
        let name = self.tiers.iter().find_map(first)?;
        Some((name, site.suppressions(source).get(name.1)?))
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
