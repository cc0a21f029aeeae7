//! `diff`: two texts of one document, side by side.

use crate::base::nearest::nearest;
use crate::parse::Document;
use crate::resolve::Site;

use super::Refusal;

/// What the text in the content folder is called among the versions.
pub const CURRENT: &str = "current";

/// One of two texts.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its version; `None` for the text in the content folder.
    pub version: Option<&'a str>,
    /// The text, understood.
    pub document: &'a Document,
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
    let side = if version == CURRENT {
        let Some(index) = site.ids.get(&id) else {
            return Err(CompareRefusal::Gone { id });
        };
        Side { version: None, document: site.document(*index) }
    } else {
        let versions = site.lineage(&id).map_or(&[][..], |lineage| &lineage.versions);
        let Some(found) = versions.iter().find(|it| it.version.as_str() == version)
        else {
            if versions.is_empty() {
                return Err(CompareRefusal::NeverFrozen { id });
            }
            let known = versions.iter().map(|it| it.version.to_string()).collect();
            let version = version.to_owned();
            return Err(CompareRefusal::VersionUnknown { id, version, known });
        };
        let Some(frozen) = site.frozen.get(found.frozen) else {
            return Err(CompareRefusal::NoText { id, version: version.to_owned() });
        };
        Side { version: Some(found.version.as_str()), document: &frozen.document }
    };
    if is_text(side.document) {
        Ok(side)
    } else {
        Err(CompareRefusal::NoText { id, version: version.to_owned() })
    }
}

/// Returns whether a document has words; one that the archive has lost is empty.
fn is_text(document: &Document) -> bool {
    document.text.published.as_ref().is_some_and(|text| !text.markdown.is_empty())
}
