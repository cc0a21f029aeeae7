//! What to write instead of a link that does not work.
//!
//! A suggestion is written the way the link was: `./` stays, a path from the
//! root stays one, query and fragment are kept.

use crate::base::nearest::within;
use crate::base::path::ContentPath;
use crate::parse::Link;

use super::PageIndex;
use super::anchors::nearest_anchor;
use super::href::{self, Reference};
use super::links::Links;

/// Suggestions for one link of one document.
pub(super) struct Suggest<'a, 's> {
    pub(super) links: &'a Links<'s>,
    pub(super) from: &'a ContentPath,
    pub(super) link: &'a Link,
}

/// Characters that are in a target only by accident.
const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

impl Suggest<'_, '_> {
    /// Returns a link to a page, as a path to its file.
    pub(super) fn page(&self, page: PageIndex, reference: Reference<'_>) -> String {
        let path = &self.links.documents[page.index()].path;
        self.written(path.as_str(), reference)
    }

    /// Returns a link to a content path, if there is a file.
    pub(super) fn path(&self, key: &str, reference: Reference<'_>) -> Option<String> {
        self.exists(key).then(|| self.written(key, reference))
    }

    /// Returns a link to a content path.
    pub(super) fn path_or_same(&self, key: &str, reference: Reference<'_>) -> String {
        self.written(key, reference)
    }

    /// Returns the link with the separators that every browser knows, if it
    /// then leads somewhere.
    pub(super) fn with_plain_separators(
        &self,
        decoded: &str,
        reference: Reference<'_>,
    ) -> Option<String> {
        let plain = decoded.replace('\\', "/").replace('\0', "");
        let joined = self.from.join(&plain).ok()??;
        self.path(&joined.key(), reference)
    }

    /// Returns the link with another fragment.
    pub(super) fn with_fragment(&self, id: &str) -> String {
        let before = self.link.href.split('#').next().unwrap_or_default();
        format!("{before}#{}", href::encode_fragment(id))
    }

    /// Returns what was probably meant by a path that leads nowhere: another
    /// extension, a mail address, the same file name elsewhere, a similar name.
    pub(super) fn for_missing(
        &self,
        key: &str,
        reference: Reference<'_>,
    ) -> Option<String> {
        let decoded = href::decode(reference.path).unwrap_or_default();
        if href::is_mail_address(&decoded) {
            return Some(format!("mailto:{decoded}"));
        }
        let visible: String = key.chars().filter(|c| !INVISIBLE.contains(c)).collect();
        let stem = strip_page_extension(&visible);
        let others = [
            visible.clone(),
            format!("{stem}.md"),
            format!("{stem}/index.md"),
            format!("{stem}/README.md"),
            format!("{stem}.markdown"),
            // A path from the root, without its slash.
            format!("{}.md", strip_page_extension(decoded.trim_matches('/'))),
        ];
        let other =
            others.iter().find(|other| other.as_str() != key && self.exists(other));
        let found = other.map(String::as_str);
        let found = found.or_else(|| self.same_name_elsewhere(&visible));
        let found = found.or_else(|| self.similar(&visible));
        found.map(|found| self.written(found, reference))
    }

    /// Returns a link to an anchor near the missing one, or to the only page
    /// that has it, where the section can have moved there.
    pub(super) fn anchor(&self, page: PageIndex, missing: &str) -> Option<String> {
        let document = &self.links.documents[page.index()];
        if let Some(id) = nearest_anchor(missing, &document.anchors) {
            return Some(self.with_fragment(id));
        }
        let elsewhere = self.links.routes.only_page_with(missing)?;
        let to = &self.links.documents[elsewhere.index()].path;
        if !is_telling(missing) && !can_have_moved([&document.path, self.from], to) {
            return None;
        }
        let fragment = Some(missing);
        let reference = Reference { path: "", query: "", fragment };
        Some(self.page(elsewhere, reference))
    }

    fn exists(&self, key: &str) -> bool {
        matches!(
            self.links.routes.place(key),
            Some(super::routes::Place::Document(_) | super::routes::Place::Asset(_))
        )
    }

    /// Returns the only file of the same name in another folder.
    fn same_name_elsewhere(&self, key: &str) -> Option<&str> {
        let name = key.rsplit('/').next().filter(|name| name.contains('.'))?;
        if matches!(name, "index.md" | "README.md" | "_index.md") {
            return None;
        }
        match self.links.routes.with_name(name) {
            [path] => Some(path.as_str()),
            _ => None,
        }
    }

    /// Returns a file with a similar path, in the same folder if there is one.
    fn similar(&self, key: &str) -> Option<&str> {
        let (folder, name) = key.rsplit_once('/').unwrap_or(("", key));
        let limit = (strip_page_extension(name).chars().count() / 3).clamp(1, 4);
        let siblings = self.links.routes.in_folder(folder);
        let sibling = within(name, siblings.iter().map(|path| path.file_name()), limit)?;
        siblings.iter().find(|path| path.file_name() == sibling).map(|path| path.as_str())
    }

    /// Writes a content path the way the link was written. Pages are named by
    /// their file, so that the link also works where the source is read.
    fn written(&self, key: &str, reference: Reference<'_>) -> String {
        let fragment = reference.fragment.map(|fragment| format!("#{fragment}"));
        let is_page = strip_page_extension(key) != key;
        let style =
            if reference.path.starts_with("./") { Style::Dotted } else { Style::Bare };
        let path = if reference.path.starts_with('/') && !is_page {
            format!("/{key}")
        } else {
            relative(self.from, key, style)
        };
        let fragment = fragment.unwrap_or_default();
        format!("{}{}{fragment}", href::encode(&path), reference.query)
    }
}

/// Returns a content path relative to the folder of the document `from`,
/// beginning with `./` where it stays in that folder and `style` asks for it.
fn relative(from: &ContentPath, key: &str, style: Style) -> String {
    let own: Vec<&str> =
        from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let target: Vec<&str> = key.split('/').collect();
    let shared = own.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let shared = shared.min(target.len().saturating_sub(1));
    let up = std::iter::repeat_n("..", own.len() - shared);
    let parts: Vec<&str> = up.chain(target.into_iter().skip(shared)).collect();
    let path = parts.join("/");
    if style == Style::Dotted && !path.starts_with("..") {
        format!("./{path}")
    } else {
        path
    }
}

/// How a relative path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `a.md`
    Bare,
    /// `./a.md`
    Dotted,
}

/// Returns whether an anchor says so much that another page with the same one has
/// the same section. `#roadmap` and `#use-cases` are sections of many subjects.
fn is_telling(anchor: &str) -> bool {
    const WORDS: usize = 4;
    anchor.split('-').filter(|word| !word.is_empty()).count() >= WORDS
}

/// Returns whether a section that is looked for on one page, from another, can have
/// moved to a third: it is beside one of the two, or one folder above. A page that
/// links elsewhere does not mean itself.
fn can_have_moved([page, from]: [&ContentPath; 2], to: &ContentPath) -> bool {
    let is_near = |path: &ContentPath| {
        let folder = path.folder();
        let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
        to.folder() == folder || to.folder() == above
    };
    to != from && (is_near(page) || is_near(from))
}

/// Returns a path without the extension under which a page may be looked for.
fn strip_page_extension(key: &str) -> &str {
    let extensions = [".md", ".markdown", ".html", ".htm", ".mdx"];
    extensions.iter().find_map(|extension| key.strip_suffix(extension)).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path() -> impl Strategy<Value = String> {
        "[a-c]{1,2}(/[a-c.]{1,2}[a-c]){0,3}"
    }

    #[test]
    fn a_section_moves_to_a_page_nearby() {
        #[rustfmt::skip]
        let cases = [
            // looked for on         from                to                    moved
            ("people/exits.md",      "index.md",         "people/leaving.md",  true),
            ("people/exits.md",      "it/laptops.md",    "it/returns.md",      true),
            ("people/a/exits.md",    "it/laptops.md",    "people/index.md",    true),
            ("people/exits.md",      "it/laptops.md",    "it/laptops.md",      false),
            ("plans/search/road.md", "it/laptops.md",    "plans/own/road.md",  false),
            ("people/exits.md",      "it/laptops.md",    "legal/exits.md",     false),
        ];
        for (page, from, to, expected) in cases {
            let [page, from, to] =
                [page, from, to].map(|it| ContentPath::new(it).unwrap());
            assert_eq!(
                can_have_moved([&page, &from], &to),
                expected,
                "{page} {from} {to}"
            );
        }
        assert!(is_telling("how-to-request-leave") && !is_telling("use--cases"));
    }

    proptest! {
        /// A relative path, read where it was written, is the path it came from.
        #[test]
        fn a_relative_path_leads_back(from in path(), target in path(), dotted in any::<bool>()) {
            let style = if dotted { Style::Dotted } else { Style::Bare };
            let from = ContentPath::new(&from).unwrap();
            let written = relative(&from, &target, style);
            let joined = from.join(&written).unwrap().unwrap();
            prop_assert_eq!(joined.as_str(), target);
        }
    }
}
