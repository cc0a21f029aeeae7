//! Makes the published site: pages, files that belong to them, and data.
//!
//! Comes in: a [`Site`] and a [`Theme`] that was compiled for it. Goes out: an
//! [`Output`], a plan of files whose bytes are made when somebody asks.
//!
//! 1. `outline` works out where each page and section stands.
//! 2. `view` gathers what a page shows, typed and worked out.
//! 3. `engine` puts it into a template.
//!
//! # Invariants
//!
//! - A page is a pure function of the site and the theme.
//! - What a page costs does not depend on how many others there are; what
//!   several pages share (`navigation`, the list of versions, the `texts` of a
//!   history) is made once.
//! - Of two files with one URL, the one from the content is published.

mod apart;
mod assets;
mod body;
pub mod data;
mod engine;
mod fonts;
mod fragment;
mod full_text;
mod functions;
mod history;
mod markup;
mod navigation;
mod outline;
mod output;
mod pages;
mod recent;
mod texts;
mod theme;
mod tokens;
mod view;

pub use full_text::{FOLDER as FULL_TEXT_FOLDER, full_text};
pub use output::{Content, Output, OutputFile, Recipe};
pub use theme::{Templates, Theme};

use std::sync::Arc;

use crate::base::path::UrlPath;
use crate::error::Error;
use crate::resolve::Site;

/// The path of the policy library.
const LIBRARY: &str = "/library/";

/// The path of the search.
const SEARCH: &str = "/search/";

/// The path of what the search knows.
const SEARCH_INDEX: &str = "/search/index.json";

/// The path of the guide to the data.
const GUIDE: &str = "/api/";

/// The page that hosts serve for addresses that lead nowhere.
const NOT_FOUND: &str = "/404.html";

/// Plans the whole site.
pub fn render<'a>(site: &'a Site, theme: &'a Theme) -> Result<Output<'a>, Error> {
    let mut files = quick_files(site, theme, data::Entries::of_all(site))?;
    files.extend(full_text(site)?);
    Ok(Output::new(files))
}

/// Plans the site but for the [`full_text()`] index, which takes longer to make than
/// a page takes to appear.
pub fn render_quickly<'a>(site: &'a Site, theme: &'a Theme) -> Result<Output<'a>, Error> {
    quick_files(site, theme, data::Entries::new(site)).map(Output::new)
}

fn quick_files<'a>(
    site: &'a Site,
    theme: &'a Theme,
    entries: data::Entries<'a>,
) -> Result<Vec<OutputFile<'a>>, Error> {
    let mut files: Vec<OutputFile<'a>> = content_files(site).collect();
    let entries = Arc::new(entries);
    let (pages, data) = rayon::join(
        || pages::files(site, theme).collect::<Vec<_>>(),
        || data::files(site, &entries),
    );
    files.extend(pages);
    files.push(pages::guide(site, theme, &entries));
    files.extend(data);
    for (url, bytes) in theme.assets.files()? {
        files.push(OutputFile::new(url, Recipe::Bytes(bytes.into())));
    }
    Ok(files)
}

/// Plans the files of the content that are published as they are.
fn content_files(site: &Site) -> impl Iterator<Item = OutputFile<'_>> {
    site.assets.iter().filter_map(|asset| {
        // Two spellings of one name are one file: see `ContentPath::key`.
        let url = UrlPath::new(&format!("/{}", asset.path.key())).ok()?;
        Some(OutputFile::new(url, Recipe::Copy(&asset.file)))
    })
}
