//! What pagefind is given, and what is kept of what it gives.

use std::fmt::Display;

use pagefind::api::{PagefindIndex, SyntheticFile};
use pagefind::options::PagefindServiceConfig;
use tokio::runtime::Builder;

use crate::base::html::escape_text_into;
use crate::parse::{Body, Document};
use crate::resolve::{Page, Publication, Site};

/// What is in a document's HTML and is not its text: links to a heading, and back
/// from a footnote.
const LINKS_ALONE: [&str; 2] = [".anchor", ".footnote-back"];

/// The files for all languages that the browser needs; the others are pagefind's
/// own boxes and lists, in place of which the theme has its own.
const SCRIPTS: [&str; 3] = ["pagefind.js", "pagefind-worker.js", "pagefind-entry.json"];

/// What searches in a language of which pagefind does not know the endings.
const ANY_LANGUAGE: &str = "wasm.unknown.pagefind";

/// The name of a file in the folder, and its bytes.
type File = (String, Vec<u8>);

/// Makes the index of a site: its files by name, sorted.
pub(super) fn index(site: &Site) -> Result<Vec<File>, String> {
    // All texts are in one index, in whatever language one may be: a reader who
    // searches does not know which.
    let language = site.config.site.language.to_lowercase();
    let config = PagefindServiceConfig::builder()
        .force_language(language.clone())
        .exclude_selectors(LINKS_ALONE.map(str::to_owned).to_vec())
        .build();
    let runtime = Builder::new_current_thread().build().map_err(said)?;
    let files = runtime.block_on(async {
        let mut index = PagefindIndex::new(Some(config)).map_err(said)?;
        for (url, text) in texts(site) {
            index.add_html_file(None, Some(url), text).await.map_err(said)?;
        }
        index.get_files().await.map_err(said)
    })?;
    let mut files: Vec<File> = files.into_iter().filter_map(file).collect();
    let knows_language = |(name, _): &File| is_of_language(name) && name != ANY_LANGUAGE;
    if files.iter().any(knows_language) {
        files.retain(|(name, _)| name != ANY_LANGUAGE);
    }
    files.sort();
    Ok(files)
}

/// Returns every text that everybody may read, with the path of its page.
fn texts(site: &Site) -> impl Iterator<Item = (String, String)> {
    let readable =
        site.published().filter(|(_, _, page)| page.publication == Publication::Full);
    readable.filter_map(|(_, document, page)| {
        let body = document.body.as_ref()?;
        Some((page.url.encoded(), text(document, page, body)))
    })
}

/// Returns the text of a document as a page of its own.
fn text(document: &Document, page: &Page, body: &Body) -> String {
    let mut html =
        "<!doctype html><html><body><h1 data-pagefind-meta=\"title\">".to_owned();
    escape_text_into(&mut html, &page.title);
    html.push_str("</h1>");
    if let Some(summary) = &document.front_matter.summary {
        html.push_str("<p>");
        escape_text_into(&mut html, &summary.value);
        html.push_str("</p>");
    }
    // The document's own heading is its title.
    html.push_str(body.html.get(body.title_end as usize..).unwrap_or_default());
    html.push_str("</body></html>");
    html
}

/// Returns a file if the browser needs it.
fn file(file: SyntheticFile) -> Option<File> {
    let name = file.filename.to_str()?.replace('\\', "/");
    let is_data = name.contains('/') || name.ends_with(".pf_meta");
    let is_needed = is_data || is_of_language(&name) || SCRIPTS.contains(&&*name);
    is_needed.then_some((name, file.contents))
}

/// Returns whether a file is the part that searches, for a language.
fn is_of_language(name: &str) -> bool {
    name.starts_with("wasm.")
}

fn said(error: impl Display) -> String {
    error.to_string()
}
