//! The frameworks that documents map their controls to, as the data files name them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::framework::Framework;

use super::PolicyEntry;

/// A framework that some document maps to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct FrameworkEntry {
    /// The id that `controls` use.
    pub id: String,
    /// The edition that the ids are of; `null` for a framework that we do not
    /// know.
    pub version: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
}

/// Returns the edition that the ids of a framework are of.
pub(super) fn version(id: &str) -> Option<String> {
    Framework::named(id).map(|known| known.version.to_owned())
}

/// Returns the name of a framework that we know, whatever its spelling.
pub(in crate::render) fn title(name: &str) -> Option<&'static str> {
    Framework::named(name).map(|known| known.title)
}

/// Returns every framework that some entry maps to, by id.
pub(super) fn used<'a>(
    entries: impl Iterator<Item = &'a PolicyEntry>,
) -> Vec<FrameworkEntry> {
    let controls = entries.flat_map(|entry| &entry.controls);
    let mut ids: Vec<String> =
        controls.filter_map(|control| control.framework.clone()).collect();
    ids.sort();
    ids.dedup();
    let describe = |id: String| {
        let known = Framework::named(&id);
        FrameworkEntry {
            version: known.map(|known| known.version.to_owned()),
            title: known.map(|known| known.title.to_owned()),
            url: known.map(|known| known.url.to_owned()),
            id,
        }
    };
    ids.into_iter().map(describe).collect()
}
