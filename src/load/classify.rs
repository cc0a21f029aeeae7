//! What a file below the content folder is, by its path alone.
//!
//! The one place that decides what is read, what is published and what is
//! neither. The walk over the disk and the in-memory tree both ask it, so that
//! they cannot disagree.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use globset::GlobSet;

use super::WithheldReason;
use crate::base::slug::nfc;
use crate::baseline::BASELINE_FILE;
use crate::config::{CONFIG_FILE, Config, ConfigOrigin};

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// It is a page's source.
    Document,
    /// It is a register of facts.
    Register,
    /// It is the list of redirects.
    Redirects,
    /// It is published as it is.
    Asset,
    /// It is not published.
    Withheld(WithheldReason),
}

/// The rules of one site.
#[derive(Debug)]
pub(super) struct Classifier<'a> {
    exclude: &'a GlobSet,
    /// Paths below the content folder that belong to the site's machinery.
    reserved: BTreeMap<String, WithheldReason>,
    is_content_the_root: bool,
}

/// The file that says that a folder is a built site, and ours to replace.
pub const OUTPUT_MARKER: &str = ".trustpress";

/// The folders beside `site.toml` that say how the site is made.
pub const SITE_FOLDERS: [&str; 4] = ["archive", "themes", "templates", "static"];

impl<'a> Classifier<'a> {
    pub(super) fn new(config: &'a Config) -> Self {
        let content = config.content_dir();
        let is_content_the_root = content.components().eq(config.root.components());
        let mut reserved = BTreeMap::new();
        let mut reserve = |path: &Path, reason: WithheldReason| {
            if let Some(path) = path.strip_prefix(&content).ok().and_then(slashed) {
                reserved.entry(path).or_insert(reason);
            }
        };
        reserve(&content.join(CONFIG_FILE), WithheldReason::Configuration);
        reserve(&content.join(BASELINE_FILE), WithheldReason::Configuration);
        reserve(&config.root.join(&config.output.dir), WithheldReason::Excluded);
        // A bare folder has no site around it: its `templates/` may well be
        // templates of policies, and its `archive/` old minutes.
        if config.origin == ConfigOrigin::File {
            for folder in SITE_FOLDERS {
                reserve(&config.root.join(folder), WithheldReason::Configuration);
            }
        }
        if is_content_the_root {
            reserve(&content.join("target"), WithheldReason::Excluded);
        }
        Self { exclude: &config.content.exclude, reserved, is_content_the_root }
    }

    /// Withholds a folder that bears [`OUTPUT_MARKER`]: a site that was built
    /// there once is not content.
    pub(super) fn reserve_output(&mut self, path: &str) {
        self.reserved.entry(path.to_owned()).or_insert(WithheldReason::Excluded);
    }

    /// Returns what becomes of a file, no folder above which is withheld.
    pub(super) fn class(&self, path: &str) -> Class {
        if let Some(reason) = self.withheld(path) {
            return Class::Withheld(reason);
        }
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension == "md" {
            return Class::Document;
        }
        let below_registers = path.strip_prefix("registers/");
        let is_register = below_registers.is_some_and(|name| !name.contains('/'));
        if is_register && matches!(extension, "yaml" | "yml") {
            return Class::Register;
        }
        if path == "_redirects" { Class::Redirects } else { Class::Asset }
    }

    /// Returns why a file or folder, no folder above which is withheld, is
    /// never published; `None` if it may be.
    pub(super) fn withheld(&self, path: &str) -> Option<WithheldReason> {
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        // Editors leave the text of yesterday beside today's, as `access.md~`.
        if name.starts_with('.') || name.ends_with('~') {
            return Some(WithheldReason::Hidden);
        }
        if let Some(reason) = self.reserved.get(path) {
            return Some(*reason);
        }
        if self.is_content_the_root && name == "node_modules" {
            return Some(WithheldReason::Excluded);
        }
        self.is_excluded(path).then_some(WithheldReason::Excluded)
    }

    /// Returns the topmost withheld part of a path: itself or a folder above.
    pub(super) fn topmost_withheld<'p>(
        &self,
        path: &'p str,
    ) -> Option<(&'p str, WithheldReason)> {
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        folders
            .chain([path])
            .find_map(|part| self.withheld(part).map(|reason| (part, reason)))
    }

    /// A pattern is typed in NFC; the disk may have the name in another form,
    /// which must not publish what the pattern means to hide.
    fn is_excluded(&self, path: &str) -> bool {
        self.exclude.is_match(path)
            || !path.is_ascii() && self.exclude.is_match(nfc(path))
    }
}

/// Returns a relative path with `/`; `None` where it is empty, leaves its
/// folder or is not UTF-8.
pub(super) fn slashed(path: &Path) -> Option<String> {
    let mut text = String::new();
    for component in path.components() {
        let Component::Normal(name) = component else { return None };
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(name.to_str()?);
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use globset::{Glob, GlobSetBuilder};

    use super::*;

    fn site(dir: &str) -> Config {
        let mut config = Config::bare(Path::new("/site"));
        dir.clone_into(&mut config.content.dir);
        config.origin = ConfigOrigin::File;
        config
    }

    fn excluding(mut config: Config, pattern: &str) -> Config {
        let mut globs = GlobSetBuilder::new();
        globs.add(Glob::new(pattern).unwrap());
        config.content.exclude = globs.build().unwrap();
        config
    }

    #[test]
    fn a_path_says_what_a_file_is() {
        use Class::{Asset, Document, Redirects, Register, Withheld};
        use WithheldReason::{Configuration, Excluded, Hidden};

        let config = excluding(site("content"), "drafts/**");
        let classifier = Classifier::new(&config);
        #[rustfmt::skip]
        let cases = [
            ("a.md",                      Document),
            ("a.b.md",                    Document),
            ("registers/README.md",       Document),
            ("b.markdown",                Asset),
            ("README.MD",                 Asset),
            ("md",                        Asset),
            ("registers/people.yaml",     Register),
            ("registers/people.yml",      Register),
            ("registers/old/people.yaml", Asset),
            ("x/registers/people.yaml",   Asset),
            ("registers/logo.png",        Asset),
            ("_redirects",                Redirects),
            ("x/_redirects",              Asset),
            (".env",                      Withheld(Hidden)),
            ("policies/.draft.md",        Withheld(Hidden)),
            ("policies/access.md~",       Withheld(Hidden)),
            ("site.toml",                 Withheld(Configuration)),
            ("examples/site.toml",        Asset),
            ("drafts/notes.txt",          Withheld(Excluded)),
            ("drafts/a/b.md",             Withheld(Excluded)),
            ("templates/policy.md",       Document),
            ("target/a.md",               Document),
            ("public/a.md",               Document),
        ];
        for (path, expected) in cases {
            assert_eq!(classifier.class(path), expected, "{path}");
        }
    }

    #[test]
    fn machinery_beside_the_documents_is_withheld() {
        use WithheldReason::{Configuration, Excluded, Hidden};

        #[rustfmt::skip]
        let cases = [
            // path                   in a site whose content is the root, in a bare folder
            ("templates",             Some(Configuration), None),
            ("static",                Some(Configuration), None),
            ("themes",                Some(Configuration), None),
            ("archive",               Some(Configuration), None),
            ("site.toml",             Some(Configuration), Some(Configuration)),
            ("public",                Some(Excluded),      Some(Excluded)),
            ("target",                Some(Excluded),      Some(Excluded)),
            ("guides/target",         None,                None),
            ("node_modules",          Some(Excluded),      Some(Excluded)),
            ("tools/node_modules",    Some(Excluded),      Some(Excluded)),
            (".git",                  Some(Hidden),        Some(Hidden)),
            ("guides/templates",      None,                None),
        ];
        let (site, bare) = (site("."), Config::bare(Path::new("/site")));
        for (path, in_site, in_bare) in cases {
            assert_eq!(Classifier::new(&site).withheld(path), in_site, "site: {path}");
            assert_eq!(Classifier::new(&bare).withheld(path), in_bare, "bare: {path}");
        }
    }

    #[test]
    fn an_output_folder_below_the_content_is_withheld() {
        let mut config = site("./docs");
        "docs/./build/site".clone_into(&mut config.output.dir);
        let classifier = Classifier::new(&config);
        assert_eq!(classifier.withheld("build/site"), Some(WithheldReason::Excluded));
        assert_eq!(classifier.withheld("build"), None);
    }

    #[test]
    fn a_pattern_hides_a_name_in_any_unicode_form() {
        let config = excluding(site("content"), "r\u{e9}sum\u{e9}s/**");
        let classifier = Classifier::new(&config);
        assert!(classifier.withheld("re\u{301}sume\u{301}s/a.md").is_some());
    }

    #[test]
    fn the_topmost_withheld_folder_answers_for_what_is_below() {
        let config = site("content");
        let classifier = Classifier::new(&config);
        let cases = [
            ("a/.git/objects/.x/y", Some("a/.git")),
            (".env", Some(".env")),
            ("a/b/c.md", None),
        ];
        for (path, expected) in cases {
            let got = classifier.topmost_withheld(path).map(|(part, _)| part);
            assert_eq!(got, expected, "{path}");
        }
    }
}
