//! Links to other sites.

use std::collections::BTreeSet;

use crate::external::{Answer, Answers};
use crate::resolve::{Site, Target};

use super::walk::{LinkPlace, links};

/// Returns the addresses on the web that documents link to and that are not ours.
pub fn external_urls(site: &Site) -> BTreeSet<&str> {
    outward(site).map(|place| place.link.href.as_str()).collect()
}

/// Returns the links to other sites with what those answered.
pub(super) fn answered<'a>(
    site: &'a Site,
    answers: &'a Answers,
) -> impl Iterator<Item = (LinkPlace<'a>, &'a Answer)> {
    outward(site)
        .filter_map(|place| Some((place, answers.answers.get(&place.link.href)?)))
}

fn outward(site: &Site) -> impl Iterator<Item = LinkPlace<'_>> {
    links(site).filter(|place| {
        place.settled.target == Target::External
            && place.settled.defect.is_none()
            && place.link.href.contains("://")
    })
}
