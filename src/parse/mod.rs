//! Turns each file, on its own, into a [`Document`].
//!
//! Parsing never fails: what is wrong becomes a [`Problem`]. It is a pure
//! function of one file's text and the configuration, run on all cores, in an
//! order that does not depend on them.

use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::{Archive, Frozen, FrozenText};
use crate::base::path::ContentPath;
use crate::base::share::AT_A_TIME;
use crate::config::{Config, Kind};
use crate::load::SourceFile;

pub mod block;

mod aliases;
mod as_json;
mod body_date;
mod claim;
mod document;
mod field;
mod front_matter;
mod kept;
mod markdown;
mod problem;
mod prose;
mod read;
pub mod register;
mod security_txt;
mod shown;
mod suppression;

pub use block::Blocks;
pub use claim::*;
pub use document::*;
pub use field::{ALIASES, FLAGS, Field, Flag, WEAK};
pub use kept::{Kept, KeptTexts};
pub use markdown::commonmark;
pub use register::{
    Facts, RegisterText, Registers, parse_register_texts, parse_registers,
};
pub use security_txt::{SecurityFields, parse_security_txt};
pub use shown::Shown;

/// The file that what a release says would be, if it were in the content.
const SUMMARY: &str = "releases.md";

/// What parsing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To check: facts without HTML.
    Check,
    /// To publish: facts and HTML.
    Publish,
    /// To know a frozen text again: facts without HTML. Nobody can mend such a
    /// text, so what is wrong with it and what it claims is not looked for.
    Recall,
    /// To show a frozen text: what recalling it finds, its HTML and its blocks.
    Show,
}

impl Purpose {
    /// Returns whether a text is of the past.
    fn is_of_past(self) -> bool {
        matches!(self, Self::Recall | Self::Show)
    }
}

/// Parses every document, whose texts can name the facts; each text is dropped as
/// soon as it is understood.
pub fn parse(
    sources: Vec<SourceFile>,
    config: &Config,
    purpose: Purpose,
    facts: &Facts,
) -> Vec<Arc<Document>> {
    let sources = sources.into_par_iter().with_max_len(AT_A_TIME);
    let read = sources.map(|source| read::read(source, config, purpose, facts));
    read.map(Arc::new).collect()
}

/// Finds the facts in every frozen text, at the positions of
/// [`Archive::versions`]; to show them all, also what pages show of each. What is
/// shown of one alone, [`shown`](fn@shown) finds.
///
/// Each is understood as the document that it was, of the kind that it had then
/// and with the facts of its time. Nothing is known of a text that the archive has
/// lost. What is only to be recalled is taken from what an earlier run has kept, as
/// far as that goes.
pub fn parse_archive(
    archive: &Archive,
    config: &Config,
    purpose: Purpose,
    kept: Option<&KeptTexts>,
) -> (Vec<Arc<Document>>, Vec<Arc<Shown>>) {
    let versions = archive.versions.par_iter().with_max_len(AT_A_TIME);
    if purpose == Purpose::Show {
        let parsed = versions.map(|frozen| {
            let (text, place, facts) = recalled(frozen);
            let (document, shown) = parse_shown(text, place, config, &facts);
            (Arc::new(document), Arc::new(shown))
        });
        return parsed.unzip();
    }
    let parsed = versions.map(|frozen| {
        let is_intact = matches!(frozen.text, FrozenText::Intact(_));
        let known = kept.filter(|_| is_intact).and_then(|kept| kept.find(&frozen.entry));
        known.unwrap_or_else(|| {
            let (text, place, facts) = recalled(frozen);
            Arc::new(read::understand(text, place, config, Purpose::Recall, &facts))
        })
    });
    (parsed.collect(), Vec::new())
}

/// Returns what pages show of a frozen text.
pub fn shown(frozen: &Frozen, config: &Config) -> Shown {
    let (text, place, facts) = recalled(frozen);
    parse_shown(text, place, config, &facts).1
}

/// Understands a text of the past, and what pages show of it.
pub fn parse_shown(
    text: &str,
    place: (ContentPath, Kind),
    config: &Config,
    facts: &Facts,
) -> (Document, Shown) {
    let (mut document, blocks) =
        read::understand_blocks(text, place, config, Purpose::Show, facts);
    let shown = Shown::new(text, &mut document, blocks);
    (document, shown)
}

/// Returns a frozen text, where it was and what it was, and the facts that it
/// names.
fn recalled(frozen: &Frozen) -> (&str, (ContentPath, Kind), Facts) {
    let text = match &frozen.text {
        FrozenText::Intact(text) => text.as_str(),
        _ => "",
    };
    let place = (frozen.entry.source_path.clone(), frozen.entry.kind);
    (text, place, Facts::of(frozen.entry.facts.iter().cloned()))
}

/// Understands a text that a document had once, of `kind` unless it says
/// otherwise. What the facts were then is not known.
pub fn parse_past(
    text: &str,
    (path, kind): (ContentPath, Kind),
    config: &Config,
) -> Document {
    read::understand(text, (path, kind), config, Purpose::Check, Facts::none())
}

/// Understands what each release says to readers, at the positions of
/// [`Archive::summaries`]. Links in it start at the content folder.
pub fn parse_summaries(
    archive: &Archive,
    config: &Config,
    purpose: Purpose,
) -> Vec<Arc<Document>> {
    let Ok(path) = ContentPath::new(SUMMARY) else { return Vec::new() };
    let place = (path, Kind::Page);
    let summaries = archive.summaries.par_iter();
    summaries
        .map(|it| {
            let (text, place) = (&it.text, place.clone());
            Arc::new(read::understand(text, place, config, purpose, Facts::none()))
        })
        .collect()
}

/// Returns the body of a published text as blocks.
pub fn blocks_of(text: &PublishedText) -> Blocks {
    markdown::blocks(&text.markdown, 0..text.markdown.len())
}

/// Returns the body of a document as blocks, from the text of its file.
///
/// For comparing two versions of it, of which at most one is a [`Document`].
pub fn blocks(text: &str) -> Blocks {
    markdown::blocks(text, front_matter::body(text))
}
