//! Turns each file, on its own, into a [`Document`].
//!
//! Parsing never fails: what is wrong becomes a [`Problem`]. It is a pure
//! function of one file's text and the configuration, run on all cores, in an
//! order that does not depend on them.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::config::Config;
use crate::load::SourceFile;

pub mod block;

mod aliases;
mod body_date;
mod document;
mod field;
mod front_matter;
mod markdown;
mod read;

pub use block::Blocks;
pub use document::*;
pub use field::{ALIASES, FLAGS, Field, Flag, WEAK};
pub use markdown::commonmark;

/// What parsing is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To check: facts without HTML.
    Check,
    /// To publish: facts and HTML.
    Publish,
}

/// Parses every document; each text is dropped as soon as it is understood.
pub fn parse(
    sources: Vec<SourceFile>,
    config: &Config,
    purpose: Purpose,
) -> Vec<Document> {
    sources.into_par_iter().map(|source| read::read(source, config, purpose)).collect()
}

/// Returns the body of a document as blocks, from the text of its file.
///
/// For comparing two versions of it, of which at most one is a [`Document`].
pub fn blocks(text: &str) -> Blocks {
    markdown::blocks(text, front_matter::body(text))
}
