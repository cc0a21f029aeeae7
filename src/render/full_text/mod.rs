//! The index of every word, for `[search] index = "full-text"`.
//!
//! Comes in: a [`Site`]. Goes out: the files that the browser reads in order to
//! search, below [`FOLDER`]; their names are those of the library that made them.
//!
//! It is made of the texts of documents and not of their pages, so that no word
//! of the theme is found, and no frozen version or redline. Only what everybody
//! may read has a text here.

#[cfg(feature = "search")]
mod pagefind;

use crate::error::Error;
use crate::resolve::Site;

use super::OutputFile;

/// The folder of the index.
pub const FOLDER: &str = "/pagefind/";

/// The module that answers questions about the index.
pub(super) const SCRIPT: &str = "/pagefind/pagefind.js";

/// Plans the files of the index; none where the site does not ask for one, or
/// this program cannot make one, which a rule reports.
///
/// The index is made at once: what its files are called depends on what is in
/// them. It takes longer than all pages together.
pub fn full_text<'a>(site: &Site) -> Result<Vec<OutputFile<'a>>, Error> {
    if site.config.search.is_full_text() { files(site) } else { Ok(Vec::new()) }
}

#[cfg(feature = "search")]
fn files<'a>(site: &Site) -> Result<Vec<OutputFile<'a>>, Error> {
    use crate::base::path::UrlPath;

    use super::Recipe;

    let failed = |message: String| Error::Search { message };
    let files = pagefind::index(site).map_err(failed)?;
    let planned = files.into_iter().map(|(name, bytes)| {
        let url = UrlPath::new(&format!("{FOLDER}{name}"));
        let url = url.map_err(|error| failed(error.to_string()))?;
        Ok(OutputFile::new(url, Recipe::Bytes(bytes.into())))
    });
    planned.collect()
}

#[cfg(not(feature = "search"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
fn files<'a>(_: &Site) -> Result<Vec<OutputFile<'a>>, Error> {
    Ok(Vec::new())
}
