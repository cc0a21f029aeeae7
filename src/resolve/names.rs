//! Documents that other documents name by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::nearest::nearest;
use crate::base::span::Spanned;
use crate::parse::{Document, Field};

use super::lineage::Lineage;
use super::{Conflict, PageIndex};

/// Finds the ids in `related`, `supersedes` and `superseded_by` that no
/// document has. Values that are paths or URLs are links, and judged as such. A
/// document that is gone and has frozen versions can still be what was replaced.
pub(super) fn unknown(
    documents: &[Arc<Document>],
    ids: &BTreeMap<String, PageIndex>,
    lineages: &[Lineage],
) -> Vec<Conflict> {
    let was_there = |id: &str| {
        lineages.binary_search_by(|lineage| lineage.id.as_str().cmp(id)).is_ok()
    };
    let mut conflicts = Vec::new();
    for (page, document) in (0..).map(PageIndex).zip(documents) {
        let front_matter = &document.front_matter;
        let fields: [(Field, &[Spanned<String>]); 3] = [
            (Field::Related, &front_matter.related),
            (Field::Supersedes, &front_matter.supersedes),
            (Field::SupersededBy, &front_matter.superseded_by),
        ];
        for (field, names) in fields {
            let linked = |name: &Spanned<String>| {
                document.links.iter().any(|link| link.span == name.span)
            };
            let is_known = |name: &str| {
                ids.contains_key(name) || (field == Field::Supersedes && was_there(name))
            };
            let unknown =
                |name: &&Spanned<String>| !is_known(&name.value) && !linked(name);
            for name in names.iter().filter(unknown) {
                let suggestion = nearest(&name.value, ids.keys().map(String::as_str));
                conflicts.push(Conflict::DocumentUnknown {
                    page,
                    field,
                    name: name.clone(),
                    suggestion: suggestion.map(str::to_owned),
                });
            }
        }
    }
    conflicts
}
