//! Former URLs: aliases in front matter, and the lines of `_redirects`.
//!
//! `_redirects` has the form that static hosts share: `from to [status]` on a
//! line, `#` begins a comment. A line with a `*` or a `:placeholder` is a
//! pattern; it is passed on to the host and not checked.

use std::sync::Arc;

use crate::base::hash::{HashMap, HashSet};
use crate::base::path::{ContentPath, UrlPath};
use crate::base::span::{SourceId, Span, Spanned};
use crate::load::SourceFile;
use crate::parse::Document;

use super::lineage::Lineage;
use super::{Conflict, Page, PageIndex, Redirect};

/// Every redirect of the site, sorted by where it starts.
pub(super) struct Redirects {
    /// The redirects.
    pub(super) list: Vec<Redirect>,
    /// What cannot be one.
    pub(super) conflicts: Vec<Conflict>,
}

/// Collects the redirects; those of `_redirects` are not yet checked.
pub(super) fn collect(
    documents: &[Arc<Document>],
    pages: &[Page],
    file: Option<&SourceFile>,
    source: SourceId,
) -> Redirects {
    let mut taken: HashMap<String, PageIndex> = (0..)
        .map(PageIndex)
        .zip(pages)
        .filter(|(_, page)| page.publication.is_listed())
        .map(|(at, page)| (page.url.as_str().to_owned(), at))
        .collect();
    let mut redirects = Redirects { list: Vec::new(), conflicts: Vec::new() };
    for (at, document) in (0..).map(PageIndex).zip(documents) {
        if !pages[at.index()].publication.is_listed() {
            continue;
        }
        for alias in &document.front_matter.aliases {
            redirects.add_alias(at, &document.path, alias, (&mut taken, pages));
        }
    }
    if let Some(Ok(text)) = file.map(|file| &file.text) {
        redirects.add_file(text, source, &mut taken);
    }
    redirects.list.sort_by(|a, b| a.from.cmp(&b.from));
    redirects
}

impl Redirects {
    /// Adds what leads from where a document was frozen to where it is, unless
    /// something is there already. The lock knows it, so that nobody has to.
    pub(super) fn add_moved(
        &mut self,
        lineages: &[Lineage],
        pages: &[Page],
        source: SourceId,
    ) {
        let mut taken: HashSet<UrlPath> =
            self.list.iter().map(|redirect| redirect.from.clone()).collect();
        let listed = pages.iter().filter(|page| page.publication.is_listed());
        taken.extend(listed.map(|page| page.url.clone()));
        for lineage in lineages {
            for former in &lineage.former_urls {
                let pairs = [
                    (former.clone(), &lineage.url, lineage.page),
                    (former.below("history/"), &lineage.history_url(), None),
                ];
                for (from, to, page) in pairs {
                    if taken.insert(from.clone()) {
                        let (to, span) = (to.encoded(), Span::default());
                        self.list.push(Redirect { from, to, page, source, span });
                    }
                }
            }
        }
        self.list.sort_by(|a, b| a.from.cmp(&b.from));
    }

    fn add_alias(
        &mut self,
        page: PageIndex,
        path: &ContentPath,
        alias: &Spanned<String>,
        (taken, pages): (&mut HashMap<String, PageIndex>, &[Page]),
    ) {
        let Some(from) = alias_url(path, &alias.value) else {
            self.conflicts.push(Conflict::AliasInvalid { page, alias: alias.clone() });
            return;
        };
        if let Some(&with) = taken.get(from.as_str()) {
            self.conflicts.push(Conflict::AliasCollision {
                page,
                alias: alias.clone(),
                with,
            });
            return;
        }
        taken.insert(from.as_str().to_owned(), page);
        self.list.push(Redirect {
            from,
            to: pages[page.index()].url.encoded(),
            page: Some(page),
            source: SourceId(page.0),
            span: alias.span,
        });
    }

    fn add_file(
        &mut self,
        text: &str,
        source: SourceId,
        taken: &mut HashMap<String, PageIndex>,
    ) {
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            let content = line.split('#').next().unwrap_or_default();
            let mut words = content.split_whitespace();
            let Some(from) = words.next() else { continue };
            let to = words.next();
            let place = |word: &str| {
                let at = start + line.rfind_word(word);
                Span::new(at..at + word.len())
            };
            let (Ok(url), Some(to)) = (UrlPath::new(from), to) else {
                let (span, found) = (place(from), from.to_owned());
                self.conflicts.push(Conflict::RedirectMalformed { source, span, found });
                continue;
            };
            let (from, span) = (url, place(to));
            if taken.contains_key(from.as_str()) {
                continue; // what is published is never redirected away
            }
            self.list.push(Redirect {
                from,
                to: to.to_owned(),
                page: None,
                source,
                span,
            });
        }
    }
}

/// Where a word stands in a line.
trait FindWord {
    /// Returns the offset of the last word equal to `word`; 0 if there is none.
    fn rfind_word(&self, word: &str) -> usize;
}

impl FindWord for str {
    fn rfind_word(&self, word: &str) -> usize {
        let mut matches = self.rmatch_indices(word);
        let is_word = |at: usize| {
            let before = self.get(..at).is_none_or(|text| {
                text.is_empty() || text.ends_with(char::is_whitespace)
            });
            let after = self.get(at + word.len()..).is_none_or(|text| {
                text.is_empty() || text.starts_with(char::is_whitespace)
            });
            before && after
        };
        matches.find(|(at, _)| is_word(*at)).map_or(0, |(at, _)| at)
    }
}

/// Returns the URL that an alias names: a URL path from the site's root, or a
/// path relative to the document, whose `.md` or `index.md` is dropped.
pub(super) fn alias_url(path: &ContentPath, alias: &str) -> Option<UrlPath> {
    if alias.contains("://") || alias.contains(['?', '#']) {
        return None;
    }
    let decoded = super::href::decode(alias)?;
    let joined = path.join(&decoded).ok()??;
    let key = joined.key();
    let stem =
        key.strip_suffix("/index.md").or_else(|| key.strip_suffix(".md")).unwrap_or(&key);
    let is_file = stem == key
        && !decoded.ends_with('/')
        && !joined.extension().is_empty()
        && joined.extension().chars().all(char::is_alphabetic);
    let text = if is_file { format!("/{stem}") } else { format!("/{stem}/") };
    UrlPath::new(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_names_a_former_url() {
        #[rustfmt::skip]
        let cases = [
            // alias in policies/access.md    URL
            ("/old/",                         Some("/old/")),
            ("/old",                          Some("/old/")),
            ("/old.html",                     Some("/old.html")),
            ("former.md",                     Some("/policies/former/")),
            ("../former/index.md",            Some("/former/")),
            ("/v1.2/",                        Some("/v1.2/")),
            ("/",                             None),
            ("../../outside",                 None),
            ("https://example.com/old/",      None),
            ("/old/#part",                    None),
        ];
        let path = ContentPath::new("policies/access.md").unwrap();
        for (alias, expected) in cases {
            let got = alias_url(&path, alias);
            assert_eq!(got.as_ref().map(UrlPath::as_str), expected, "{alias}");
        }
    }

    #[test]
    fn a_redirects_file_keeps_good_lines_and_reports_bad_ones() {
        let text = "# former\n/a /b/ 301\n/lonely\nrelative /b/\n/c https://example.com/c\n/d/* /e/:splat\n";
        let mut redirects = Redirects { list: Vec::new(), conflicts: Vec::new() };
        redirects.add_file(text, SourceId(7), &mut HashMap::default());
        let list: Vec<_> =
            redirects.list.iter().map(|r| (r.from.as_str(), r.to.as_str())).collect();
        assert_eq!(
            list,
            [("/a", "/b/"), ("/c", "https://example.com/c"), ("/d/*", "/e/:splat")]
        );
        let spans: Vec<_> = redirects.list.iter().map(|r| r.span.of(text)).collect();
        assert_eq!(spans, ["/b/", "https://example.com/c", "/e/:splat"]);
        assert_eq!(redirects.conflicts.len(), 2);
        assert!(redirects.list[2].is_pattern() && !redirects.list[0].is_pattern());
    }
}
