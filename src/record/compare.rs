//! `diff`: two texts of one document, side by side.

use crate::base::nearest::nearest;
use crate::parse::{Blocks, Document, PublishedText, blocks_of};
use crate::resolve::{Site, VersionPage};

use super::Refusal;

/// What the text in the content folder is called among the versions.
pub const CURRENT: &str = "current";

/// One of two texts.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// Its version; `None` for the text in the content folder.
    pub version: Option<&'a str>,
    /// The facts in the text.
    pub document: &'a Document,
    /// What is compared of it.
    pub blocks: Blocks,
}

/// Why nothing can be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
pub enum CompareRefusal {
    /// There is nothing to compare the text with.
    #[error("{id} was never frozen")]
    NeverFrozen { id: String },

    /// The archive has no such version.
    #[error("{id} has no frozen version `{version}`")]
    VersionUnknown { id: String, version: String, known: Vec<String> },

    /// The content has no such document any more.
    #[error("no document of the content has the id `{id}` any more")]
    Gone { id: String },

    /// The text is not there, or has no words that can be compared.
    #[error("{id} {version} has no text that can be compared")]
    NoText { id: String, version: String },
}

impl CompareRefusal {
    /// Returns what to do; starts with a verb.
    pub fn help(&self) -> String {
        match self {
            Self::NeverFrozen { .. } => "freeze it first".to_owned(),
            Self::VersionUnknown { known, .. } => {
                format!("give one of {}, or `{CURRENT}`", known.join(", "))
            }
            Self::Gone { .. } => "give two versions".to_owned(),
            Self::NoText { .. } => {
                "run `trustpress check`: it says what is wrong with it".to_owned()
            }
        }
    }
}

/// Finds two texts of a document. Without `old`, the last frozen version is the
/// earlier one; without `new`, the text in the content folder is the later one.
pub fn sides<'a>(
    site: &'a Site,
    id: &str,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<(Side<'a>, Side<'a>), Refusal> {
    let lineage = site.lineage(id);
    let ids = site.ids.keys().map(String::as_str);
    if lineage.is_none() && !site.ids.contains_key(id) {
        let frozen = site.lineages.iter().map(|lineage| lineage.id.as_str());
        let meant = nearest(id, ids.chain(frozen)).map(str::to_owned);
        return Err(Refusal::Unknown { id: id.to_owned(), meant });
    }
    let last = lineage.and_then(|lineage| lineage.versions.last());
    let last = last.map(|last| last.version.as_str());
    let never = || CompareRefusal::NeverFrozen { id: id.to_owned() };
    let old = old.or(last).ok_or_else(never)?;
    Ok((side(site, id, old)?, side(site, id, new.unwrap_or(CURRENT))?))
}

fn side<'a>(site: &'a Site, id: &str, version: &str) -> Result<Side<'a>, CompareRefusal> {
    let id = id.to_owned();
    if version == CURRENT {
        let Some(&index) = site.ids.get(&id) else {
            return Err(CompareRefusal::Gone { id });
        };
        let document = site.document(index);
        let text = document.text.published.as_ref().filter(|it| has_words(it));
        let blocks = text.map(blocks_of);
        let side = blocks.map(|blocks| Side { version: None, document, blocks });
        return side.ok_or(CompareRefusal::NoText { id, version: version.to_owned() });
    }
    let versions = site.lineage(&id).map_or(&[][..], |lineage| &lineage.versions);
    let Some(found) = versions.iter().find(|it| it.version.as_str() == version) else {
        if versions.is_empty() {
            return Err(CompareRefusal::NeverFrozen { id });
        }
        let known = versions.iter().map(|it| it.version.to_string()).collect();
        return Err(CompareRefusal::VersionUnknown {
            id,
            version: version.to_owned(),
            known,
        });
    };
    let no_text = CompareRefusal::NoText { id, version: version.to_owned() };
    frozen(site, found).ok_or(no_text)
}

/// Takes a frozen version, if it has words; one that the archive has lost has none.
fn frozen<'a>(site: &'a Site, version: &'a VersionPage) -> Option<Side<'a>> {
    let document = &site.frozen.get(version.frozen)?.document;
    let shown = site.shown(version.frozen)?;
    shown.published.as_ref().filter(|it| has_words(it))?;
    let blocks = shown.blocks.clone();
    Some(Side { version: Some(version.version.as_str()), document, blocks })
}

fn has_words(text: &PublishedText) -> bool {
    !text.markdown.is_empty()
}
