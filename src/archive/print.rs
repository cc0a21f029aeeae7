//! The files of the archive, as text.
//!
//! One table for each entry, one line for each value, sorted: two branches that
//! add different entries merge in git, and two that disagree about one conflict.

use std::fmt::{Display, Write as _};

use crate::base::visible::is_hidden;

use super::{ChangeClass, Entry, FORMAT, Release, Review, Surface, WORDS_FORM};

/// What stands at the head of each file.
const HEAD: &str = "\
# Written by trustpress and append-only: an edit here is found by the next build.
# docs/archive-format.md says what each line means, and how to check it.
";

/// A file in the making.
#[derive(Debug)]
struct Text(String);

impl Text {
    fn new() -> Self {
        Self(format!("{HEAD}format = {FORMAT}\n"))
    }

    fn table(&mut self, header: &str) {
        self.0.push('\n');
        self.0.push_str(header);
        self.0.push('\n');
    }

    /// Writes a value that needs no quotes, such as a date.
    fn bare(&mut self, key: &str, value: impl Display) {
        // Writing to a string cannot fail.
        _ = writeln!(self.0, "{key} = {value}");
    }

    fn text(&mut self, key: &str, value: &str) {
        self.bare(key, quoted(value));
    }

    fn optional_date(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.bare(key, value);
        }
    }

    fn optional_text(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }
}

/// Returns `archive/versions.lock` for these entries.
pub fn lock<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by(|a, b| (&a.id, &a.version).cmp(&(&b.id, &b.version)));
    let mut text = Text::new();
    for entry in entries {
        text.table("[[version]]");
        text.text("id", &entry.id);
        text.text("version", entry.version.as_str());
        text.text("title", &entry.title);
        text.text("kind", entry.kind.as_str());
        text.optional_date("issued_on", entry.issued_on);
        text.optional_date("effective_on", entry.effective_on);
        text.optional_date("approved_on", entry.approved_on);
        text.optional_date("last_updated", entry.last_updated);
        text.bare("frozen_on", entry.frozen_on);
        text.optional_text("commit", entry.commit.as_deref());
        text.text("url", entry.url.as_str());
        text.text("source_path", entry.source_path.as_str());
        text.text("source_sha256", &entry.source_sha256);
        text.text("words", WORDS_FORM);
        text.text("words_sha256", &entry.words_sha256);
        text.optional_text("change_class", entry.change_class.map(ChangeClass::as_str));
        text.optional_text("change_summary", entry.change_summary.as_deref());
        if !entry.assets.is_empty() {
            text.table("[version.assets]");
            let mut assets: Vec<_> = entry.assets.iter().collect();
            assets.sort();
            for (path, sha256) in assets {
                text.text(&quoted(path.as_str()), sha256);
            }
        }
        if !entry.facts.is_empty() {
            text.table("[version.facts]");
            let mut facts: Vec<_> = entry.facts.iter().collect();
            facts.sort();
            for (name, value) in facts {
                text.text(&quoted(name), value);
            }
        }
    }
    text.0
}

/// Returns `archive/releases.toml` for these releases.
pub fn releases<'a>(releases: impl IntoIterator<Item = &'a Release>) -> String {
    let mut releases: Vec<_> = releases.into_iter().collect();
    releases.sort_by(|a, b| (a.on, &a.name).cmp(&(b.on, &b.name)));
    let mut text = Text::new();
    for release in releases {
        text.table("[[release]]");
        text.text("name", &release.name);
        text.bare("on", release.on);
        text.optional_text("note", release.note.as_deref());
        text.table("[release.documents]");
        let mut documents: Vec<_> = release.documents.iter().collect();
        documents.sort();
        for (id, version) in documents {
            text.text(id, version.as_str());
        }
    }
    text.0
}

/// Returns `archive/reviews.toml` for these reviews.
pub fn reviews<'a>(reviews: impl IntoIterator<Item = &'a Review>) -> String {
    let mut reviews: Vec<_> = reviews.into_iter().collect();
    reviews.sort_by(|a, b| (&a.id, a.on, &a.by).cmp(&(&b.id, b.on, &b.by)));
    let mut text = Text::new();
    for review in reviews {
        text.table("[[review]]");
        text.text("id", &review.id);
        text.bare("on", review.on);
        text.text("by", &review.by);
        text.text("outcome", review.outcome.as_str());
        text.optional_text("version", review.version.as_ref().map(AsRef::as_ref));
        text.text("words_sha256", &review.words_sha256);
    }
    text.0
}

/// Returns `archive/releases/<name>.toml` for what a release published.
pub fn surface(surface: &Surface) -> String {
    let mut urls: Vec<_> = surface.urls.iter().collect();
    urls.sort_by(|a, b| a.path.cmp(&b.path));
    let mut text = Text::new();
    text.text("release", &surface.release);
    for url in urls {
        text.table("[[url]]");
        text.text("path", url.path.as_str());
        if !url.anchors.is_empty() {
            text.0.push_str("anchors = [\n");
            for anchor in &url.anchors {
                _ = writeln!(text.0, "  {},", quoted(anchor));
            }
            text.0.push_str("]\n");
        }
    }
    text.0
}

/// Returns a text as a TOML basic string of one line, in which nothing is
/// hidden from whoever reviews the file.
fn quoted(text: &str) -> String {
    let mut shown = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => shown.push_str("\\\""),
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            _ if is_hidden(character) => {
                // Writing to a string cannot fail.
                _ = write!(shown, "\\U{:08X}", u32::from(character));
            }
            _ => shown.push(character),
        }
    }
    shown.push('"');
    shown
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;
    use crate::archive::{
        Archive, LOCK, Outcome, PublishedUrl, RELEASES, REVIEWS, read, surface_path,
    };
    use crate::base::date::Date;
    use crate::base::digest::sha256;
    use crate::base::path::{ContentPath, UrlPath};
    use crate::base::span::Span;
    use crate::base::version::Version;
    use crate::config::Kind;
    use crate::load::{ArchiveAsset, ArchiveSources, SourceFile};

    fn read_back(files: &[(&str, String)]) -> Archive {
        let files = files.iter().map(|(path, text)| SourceFile {
            path: ContentPath::new(path).unwrap(),
            text: Ok(text.clone()),
        });
        // Whatever a test names is stored.
        let stored = ["1", "2"].map(|bytes| sha256(bytes.as_bytes()));
        let assets = stored.map(|sha256| ArchiveAsset {
            name: sha256.clone(),
            file: PathBuf::new(),
            sha256: Ok(sha256),
        });
        let (files, assets) = (files.collect(), assets.into());
        read(ArchiveSources::new(files, assets))
    }

    fn day() -> impl Strategy<Value = Date> {
        (0..40_000_i64).prop_map(|day| Date::from_unix(day * 86_400).unwrap())
    }

    fn version() -> impl Strategy<Value = Version> {
        "[0-9]{1,2}(\\.[0-9]{1,2}){0,2}(-[a-z]{1,3})?"
            .prop_map(|text| text.parse().unwrap())
    }

    /// Any text with something to see in it.
    fn words() -> impl Strategy<Value = String> {
        "(?s).{0,20}[a-z\"\\\\\u{202e}é].{0,20}"
            .prop_filter("blank", |text| !text.trim().is_empty())
    }

    prop_compose! {
        fn any_entry()(
            id in "[a-z]{1,3}(-[a-z0-9]{1,2})?",
            version in version(),
            title in words(),
            kind in prop::sample::select(Kind::ALL.to_vec()),
            dates in [prop::option::of(day()), prop::option::of(day()), prop::option::of(day()), prop::option::of(day())],
            frozen_on in day(),
            class in prop::option::of(prop::sample::select(ChangeClass::ALL.map(|(class, _)| class).to_vec())),
            summary in prop::option::of(words()),
        ) -> Entry {
            let [issued_on, effective_on, approved_on, last_updated] = dates;
            Entry {
                url: UrlPath::new(&format!("/{id}/")).unwrap(),
                source_path: ContentPath::new(&format!("{id}.md")).unwrap(),
                assets: vec![
                    (ContentPath::new("a b/é \"x\".png").unwrap(), sha256(b"1")),
                    (ContentPath::new(&format!("{id}.svg")).unwrap(), sha256(b"2")),
                ],
                facts: vec![("a.\"é".to_owned(), title.clone())],
                commit: summary.is_none().then(|| sha256(b"commit")),
                source_sha256: sha256(title.as_bytes()),
                words_sha256: sha256(id.as_bytes()),
                id, version, title, kind, issued_on, effective_on, approved_on,
                last_updated, frozen_on, change_class: class, change_summary: summary,
            }
        }
    }

    proptest! {
        /// What is written is what is read, in one order.
        #[test]
        fn a_lock_is_read_as_it_was_written(mut entries in prop::collection::vec(any_entry(), 0..6)) {
            entries.sort_by(|a, b| (&a.id, &a.version).cmp(&(&b.id, &b.version)));
            entries.dedup_by(|a, b| (&a.id, &a.version) == (&b.id, &b.version));
            let text = lock(entries.iter().rev());
            prop_assert_eq!(&text, &lock(&entries));
            let archive = read_back(&[(LOCK, text)]);
            prop_assert_eq!(&archive.problems, &Vec::new());
            let read: Vec<_> = archive.versions.into_iter().map(|it| it.entry).collect();
            prop_assert_eq!(read, entries);
        }

        /// The same of the other files.
        #[test]
        fn the_other_files_are_read_as_they_were_written(
            name in version(), on in day(), note in prop::option::of(words()), by in words(), anchor in words(),
        ) {
            let name = name.as_str().to_owned();
            let release = Release { name: name.clone(), on, note, documents: Vec::new(), span: Span::default() };
            let review = Review {
                id: "a".to_owned(), on, by, outcome: Outcome::Revised,
                version: Some(Version::new(&name).unwrap()), words_sha256: sha256(b""), span: Span::default(),
            };
            let urls = vec![
                PublishedUrl { path: UrlPath::new("/a b/").unwrap(), anchors: vec![anchor], span: Span::default() },
                PublishedUrl { path: UrlPath::new("/é.pdf").unwrap(), anchors: Vec::new(), span: Span::default() },
            ];
            let published = Surface { release: name.clone(), urls };
            let path = surface_path(&name);
            let archive = read_back(&[
                (&path, surface(&published)),
                (RELEASES, releases([&release])),
                (REVIEWS, reviews([&review])),
            ]);
            prop_assert_eq!(&archive.problems, &Vec::new());
            let mut found = archive.releases[0].clone();
            found.span = Span::default();
            prop_assert_eq!(found, release);
            let mut found = archive.reviews[0].clone();
            found.span = Span::default();
            prop_assert_eq!(found, review);
            let mut found = archive.surfaces[0].clone();
            found.urls.iter_mut().for_each(|url| url.span = Span::default());
            prop_assert_eq!(found, published);
        }
    }

    #[test]
    fn the_lock_is_laid_out_for_reviewers_and_for_git() {
        let entry = Entry {
            id: "access".to_owned(),
            version: Version::new("1.10").unwrap(),
            title: "Say \"please\"\u{202e}".to_owned(),
            kind: Kind::Policy,
            issued_on: None,
            effective_on: "2026-03-01".parse().ok(),
            approved_on: None,
            last_updated: None,
            frozen_on: "2026-03-02".parse().unwrap(),
            commit: Some("3".repeat(40)),
            url: UrlPath::new("/policies/access/").unwrap(),
            source_path: ContentPath::new("policies/access.md").unwrap(),
            assets: vec![(
                ContentPath::new("policies/doors.png").unwrap(),
                "2".repeat(64),
            )],
            facts: vec![("soc2.period_end".to_owned(), "31 May 2026".to_owned())],
            source_sha256: "0".repeat(64),
            words_sha256: "1".repeat(64),
            change_class: Some(ChangeClass::ReviewOnly),
            change_summary: Some("line one\nline two".to_owned()),
        };
        let zeros = "0".repeat(64);
        let ones = "1".repeat(64);
        let twos = "2".repeat(64);
        let threes = "3".repeat(40);
        let expected = format!(
            r#"{HEAD}format = 1

[[version]]
id = "access"
version = "1.10"
title = "Say \"please\"\U0000202E"
kind = "policy"
effective_on = 2026-03-01
frozen_on = 2026-03-02
commit = "{threes}"
url = "/policies/access/"
source_path = "policies/access.md"
source_sha256 = "{zeros}"
words = "words-1"
words_sha256 = "{ones}"
change_class = "review_only"
change_summary = "line one\nline two"

[version.assets]
"policies/doors.png" = "{twos}"

[version.facts]
"soc2.period_end" = "31 May 2026"
"#
        );
        assert_eq!(lock([&entry]), expected);
    }
}
