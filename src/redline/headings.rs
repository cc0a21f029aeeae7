//! What became of each heading.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::{Blocks, Heading};

use super::{Entry, Redline};

/// What became of a heading that is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingChange<'a> {
    /// It is gone.
    Removed {
        /// The heading as it was.
        old: &'a Heading,
        /// The heading under which most of its section stands now, where that
        /// was kept.
        now: Option<&'a Heading>,
    },
    /// It is called otherwise, or has another anchor.
    Renamed {
        /// The heading as it was.
        old: &'a Heading,
        /// The heading as it is.
        new: &'a Heading,
    },
    /// It is new.
    Added {
        /// The heading as it is.
        new: &'a Heading,
    },
}

/// Returns what became of each heading that is not as it was.
pub(super) fn changes<'a>(redline: &Redline<'a>) -> Vec<HeadingChange<'a>> {
    let mut now = vec![None; redline.old.list().len()];
    for entry in &redline.entries {
        if let Entry::Same { old, new }
        | Entry::Edited { old, new, .. }
        | Entry::MovedAway { old, new } = *entry
            && let Some(slot) = now.get_mut(old)
        {
            *slot = Some(new);
        }
    }
    let (gone, fresh) = unpaired(redline);
    let changes = redline.entries.iter().filter_map(|entry| match *entry {
        Entry::Same { old, new }
        | Entry::Edited { old, new, .. }
        | Entry::MovedHere { old, new, .. } => {
            match (heading(redline.old, old), heading(redline.new, new)) {
                (Some(old), Some(new)) => {
                    let is_same = old.anchor == new.anchor && old.text == new.text;
                    (!is_same).then_some(HeadingChange::Renamed { old, new })
                }
                (Some(was), None) => {
                    let now = redline.new.section(new);
                    Some(HeadingChange::Removed { old: was, now })
                }
                (None, Some(new)) => Some(HeadingChange::Added { new }),
                (None, None) => None,
            }
        }
        Entry::Deleted { old } => {
            let was =
                heading(redline.old, old).filter(|was| !fresh.contains(&name(was)))?;
            Some(HeadingChange::Removed { old: was, now: successor(redline, old, &now) })
        }
        Entry::Inserted { new } => {
            let is = heading(redline.new, new).filter(|is| !gone.contains(&name(is)))?;
            Some(HeadingChange::Added { new: is })
        }
        Entry::MovedAway { .. } => None,
    });
    changes.collect()
}

/// Returns the headings that are in one version only, as far as blocks tell: one
/// of the same name may stand elsewhere, over another section.
fn unpaired<'a>(redline: &Redline<'a>) -> (BTreeSet<Name<'a>>, BTreeSet<Name<'a>>) {
    let (mut gone, mut fresh) = (BTreeSet::new(), BTreeSet::new());
    for entry in &redline.entries {
        match *entry {
            Entry::Deleted { old } => gone.extend(heading(redline.old, old).map(name)),
            Entry::Inserted { new } => fresh.extend(heading(redline.new, new).map(name)),
            _ => (),
        }
    }
    (gone, fresh)
}

/// The anchor and the text of a heading.
type Name<'a> = (&'a str, &'a str);

fn name(heading: &Heading) -> Name<'_> {
    (&heading.anchor, &heading.text)
}

fn heading(blocks: &Blocks, at: usize) -> Option<&Heading> {
    blocks.heading(blocks.list().get(at)?)
}

/// Returns the heading under which most blocks of a section stand now; the first
/// one, where several have as many.
fn successor<'a>(
    redline: &Redline<'a>,
    old: usize,
    now: &[Option<usize>],
) -> Option<&'a Heading> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let below = old + 1..redline.old.list().len();
    for at in below.take_while(|&at| heading(redline.old, at).is_none()) {
        let place = now.get(at).copied().flatten();
        let place = place.and_then(|new| redline.new.section_start(new));
        if let Some(place) = place {
            *counts.entry(place).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(place, count)| (count, std::cmp::Reverse(place)));
    most.and_then(|(place, _)| heading(redline.new, place))
}
