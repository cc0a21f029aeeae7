//! The files of the archive, and how they hold together.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::base::lines::{digest_of_source, with_line_feeds};
use crate::base::span::Span;
use crate::base::version::Version;
use crate::load::{ArchiveAsset, ArchiveFile, ArchiveSources, SourceFile};

use super::table::{File, Row};
use super::{
    Archive, Entry, FOLDER, Frozen, FrozenAsset, FrozenText, LOCK, Problem, ProblemKind,
    RELEASES, REVIEWS, Release, Review, Sameness, Summary, Surface, asset_path, entry,
    surface_path,
};

/// The folder of what releases published and say.
const RELEASES_FOLDER: &str = "archive/releases/";

/// A list in a file, as far as it could be read.
#[derive(Debug)]
struct Listed<T> {
    rows: Vec<(T, Span)>,
    problems: Vec<Problem>,
}

/// Reads everything that is in the archive.
pub fn read(sources: ArchiveSources) -> Archive {
    let mut paths: Vec<_> =
        sources.files.iter().map(|file| file.path().as_str().to_owned()).collect();
    let mut files: BTreeMap<String, ArchiveFile> =
        paths.iter().cloned().zip(sources.files).collect();

    let versions = lock(files.remove(LOCK).as_ref());
    let releases = releases(files.remove(RELEASES).as_ref());
    let reviews = reviews(files.remove(REVIEWS).as_ref());
    let (assets, damaged) = assets(sources.assets);
    paths.extend(damaged.iter().map(|problem| problem.path.clone()));
    paths.sort();
    let mut archive = Archive { paths, assets, problems: damaged, ..Archive::default() };
    archive.problems.extend(versions.problems);
    archive.problems.extend(releases.problems);
    archive.problems.extend(reviews.problems);
    archive.reviews = reviews.rows.into_iter().map(|(review, _)| review).collect();
    archive.releases = releases.rows.into_iter().map(|(release, _)| release).collect();
    archive.releases.sort_by(|a, b| (a.on, &a.name).cmp(&(b.on, &b.name)));
    archive.versions = frozen(versions.rows, &mut files);
    add_rest(&mut archive, files);
    // Not the order of the files: `1-a.toml` comes before `1.toml`.
    archive.surfaces.sort_by(|a, b| a.release.cmp(&b.release));
    archive.summaries.sort_by(|a, b| a.release.cmp(&b.release));
    check_pins(&mut archive);
    check_assets(&mut archive);
    archive.problems.sort_by(|a, b| (&a.path, a.span).cmp(&(&b.path, b.span)));
    archive
}

/// Returns the digest of each source, as [`digest_of_source`] has it; empty for
/// one that could not be read.
pub fn digests_of_sources(sources: &[SourceFile]) -> Vec<String> {
    let texts = sources.into_par_iter().map(|source| source.text.as_deref());
    texts.map(|text| text.map(digest_of_source).unwrap_or_default()).collect()
}

fn lock(source: Option<&ArchiveFile>) -> Listed<Entry> {
    let key = |entry: &Entry| (entry.id.clone(), entry.version.clone());
    let name = |entry: &Entry| format!("{} {}", entry.id, entry.version);
    let known = ("version", entry::VERSION_KEYS.as_slice());
    list(source, LOCK, known, &[], entry::version).unique(LOCK, key, name, |a, b| a == b)
}

fn releases(source: Option<&ArchiveFile>) -> Listed<Release> {
    let same = |a: &Release, b: &Release| {
        (&a.name, a.on, &a.note, &a.documents) == (&b.name, b.on, &b.note, &b.documents)
    };
    let known = ("release", entry::RELEASE_KEYS.as_slice());
    let key = |release: &Release| release.name.clone();
    list(source, RELEASES, known, &[], entry::release).unique(RELEASES, key, key, same)
}

fn reviews(source: Option<&ArchiveFile>) -> Listed<Review> {
    let same = |a: &Review, b: &Review| {
        (a.outcome, &a.version, &a.words_sha256)
            == (b.outcome, &b.version, &b.words_sha256)
    };
    let known = ("review", entry::REVIEW_KEYS.as_slice());
    let key = |review: &Review| (review.id.clone(), review.on, review.by.clone());
    let name = |review: &Review| format!("{} on {}", review.id, review.on);
    list(source, REVIEWS, known, &[], entry::review).unique(REVIEWS, key, name, same)
}

/// Reads a file that is a list of tables; without the file there are none.
fn list<T>(
    source: Option<&ArchiveFile>,
    path: &str,
    (name, keys): (&str, &[&str]),
    more: &[&str],
    read: impl Fn(&mut File<'_>, Row<'_>) -> Option<T>,
) -> Listed<T> {
    let mut file = File::new(path);
    let mut rows = Vec::new();
    if let Some(document) = source.and_then(|source| file.document(source)) {
        file.check_top(&document, &[&["format", name], more].concat());
        for row in file.rows(&document, name, keys) {
            rows.extend(read(&mut file, row).map(|entry| (entry, row.span)));
        }
    }
    Listed { rows, problems: file.problems }
}

impl<T> Listed<T> {
    /// Sorts the rows by a key. Of two with one key both are reported and
    /// neither counts, unless they say the same.
    fn unique<K: Ord>(
        mut self,
        path: &str,
        key: impl Fn(&T) -> K,
        name: impl Fn(&T) -> String,
        same: impl Fn(&T, &T) -> bool,
    ) -> Self {
        let mut by_key: BTreeMap<K, Vec<(T, Span)>> = BTreeMap::new();
        for (row, span) in std::mem::take(&mut self.rows) {
            by_key.entry(key(&row)).or_default().push((row, span));
        }
        for group in by_key.into_values() {
            let mut group = group.into_iter();
            let Some((first, first_span)) = group.next() else { continue };
            let mut is_clear = true;
            for (other, span) in group {
                let is_same = same(&first, &other);
                is_clear &= is_same;
                let sameness = if is_same { Sameness::Same } else { Sameness::Different };
                let of = name(&first);
                let kind = ProblemKind::Duplicate { of, first: first_span, sameness };
                self.problems.push(Problem { path: path.to_owned(), span, kind });
            }
            if is_clear {
                self.rows.push((first, first_span));
            }
        }
        self
    }
}

/// Pairs each entry of the lock with its text.
fn frozen(
    rows: Vec<(Entry, Span)>,
    files: &mut BTreeMap<String, ArchiveFile>,
) -> Vec<Frozen> {
    let pairs: Vec<_> = rows
        .into_iter()
        .map(|(entry, span)| {
            let file = files.remove(&entry.path());
            (entry, span, file)
        })
        .collect();
    let frozen = pairs.into_par_iter().map(|(entry, span, file)| {
        let text = file.map_or(FrozenText::Missing, |file| compare(file, &entry));
        Frozen { entry, span, text }
    });
    frozen.collect()
}

fn compare(file: ArchiveFile, entry: &Entry) -> FrozenText {
    let found = file.sha256().to_owned();
    match file.into_text() {
        Err(reason) => FrozenText::Unreadable(reason),
        Ok(_) if found != entry.source_sha256 => FrozenText::Altered { found },
        Ok(text) => match with_line_feeds(&text) {
            Cow::Owned(changed) => FrozenText::Intact(changed),
            Cow::Borrowed(_) => FrozenText::Intact(text),
        },
    }
}

/// Reads what no entry of the lock has taken: what releases published, and texts
/// that are not locked.
fn add_rest(archive: &mut Archive, files: BTreeMap<String, ArchiveFile>) {
    let is_lock_whole = archive.is_lock_whole();
    for (path, source) in files {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let is_of_release = path.starts_with(RELEASES_FOLDER);
        if is_of_release && extension == "md" {
            let release = path.get(RELEASES_FOLDER.len()..path.len() - ".md".len());
            let release = release.unwrap_or_default().to_owned();
            match source.into_text() {
                Ok(text) => archive.summaries.push(Summary { release, text }),
                Err(reason) => {
                    let kind = ProblemKind::Unreadable(reason);
                    archive.problems.push(Problem { path, span: Span::default(), kind });
                }
            }
        } else if extension == "toml" {
            let (surface, problems) = surface(&path, &source);
            archive.surfaces.extend(surface);
            archive.problems.extend(problems);
        } else if extension == "md" && is_lock_whole {
            let is_text = source.text().is_ok();
            let source_sha256 = is_text.then(|| source.sha256().to_owned());
            let kind = ProblemKind::Unlocked { source_sha256 };
            archive.problems.push(Problem { path, span: Span::default(), kind });
        } else if path == FOLDER {
            // The folder itself could not be listed.
            let kind = match source.into_text() {
                Err(reason) => ProblemKind::Unreadable(reason),
                Ok(_) => continue,
            };
            archive.problems.push(Problem { path, span: Span::default(), kind });
        }
    }
}

fn surface(path: &str, source: &ArchiveFile) -> (Option<Surface>, Vec<Problem>) {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let name = name.strip_suffix(".toml").unwrap_or(name);
    let known = ("url", entry::URL_KEYS.as_slice());
    let listed = list(Some(source), path, known, &["release"], entry::published_url);
    let is_named =
        Version::new(name).is_ok_and(|version| surface_path(version.as_str()) == path);
    let urls = listed.rows.into_iter().map(|(url, _)| url).collect();
    let surface = is_named.then(|| entry::surface(name.to_owned(), urls));
    (surface, listed.problems)
}

/// Tells the stored images and files that are what their names say from those
/// that are not.
fn assets(sources: Vec<ArchiveAsset>) -> (Vec<FrozenAsset>, Vec<Problem>) {
    let mut assets = Vec::new();
    let mut problems = Vec::new();
    for ArchiveAsset { name, file, sha256 } in sources {
        let kind = match sha256 {
            Ok(sha256) if sha256 == name => {
                assets.push(FrozenAsset { sha256, file });
                continue;
            }
            Ok(found) => ProblemKind::AssetAltered { found },
            Err(reason) => ProblemKind::Unreadable(reason),
        };
        let path = asset_path(&name);
        problems.push(Problem { path, span: Span::default(), kind });
    }
    assets.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    (assets, problems)
}

/// Finds the images and files that frozen texts need and the archive lacks.
fn check_assets(archive: &mut Archive) {
    let mut lost = Vec::new();
    for Frozen { entry, span, .. } in &archive.versions {
        for (asset, sha256) in &entry.assets {
            if archive.asset(sha256).is_some() {
                continue;
            }
            let of = format!("{} {}", entry.id, entry.version);
            let (asset, sha256) = (asset.clone(), sha256.clone());
            let kind = ProblemKind::AssetMissing { of, asset, sha256 };
            lost.push(Problem { path: LOCK.to_owned(), span: *span, kind });
        }
    }
    archive.problems.extend(lost);
}

/// Finds the versions that releases name and the lock does not have.
fn check_pins(archive: &mut Archive) {
    if !archive.is_lock_whole() {
        return;
    }
    let known: BTreeSet<(&str, &Version)> = archive
        .versions
        .iter()
        .map(|frozen| (frozen.entry.id.as_str(), &frozen.entry.version))
        .collect();
    let mut lost = Vec::new();
    for release in &archive.releases {
        let gone = release
            .documents
            .iter()
            .filter(|(id, version)| !known.contains(&(id.as_str(), version)));
        for (id, version) in gone {
            let (id, version) = (id.clone(), version.clone());
            let kind =
                ProblemKind::PinUnknown { release: release.name.clone(), id, version };
            lost.push(Problem { path: RELEASES.to_owned(), span: release.span, kind });
        }
    }
    archive.problems.extend(lost);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::digest::sha256;
    use crate::base::path::ContentPath;
    use crate::base::span::LineIndex;
    use crate::load::Unreadable;

    const TEXT: &str = "---\ntitle: Access\n---\n\nLock the door.\n";
    const OTHER: &str = "---\ntitle: Access\n---\n\nLock both doors.\n";

    /// Two versions of one document, and a release that names the first.
    fn files() -> BTreeMap<String, Vec<u8>> {
        let lock = format!(
            "format = 1\n\n{}\n{}",
            entry("1.0", TEXT, ""),
            entry("1.1", OTHER, "change_class = \"material\"\n")
        );
        let releases = "format = 1\n\n[[release]]\nname = \"spring\"\non = 2026-03-01\n\n\
                        [release.documents]\naccess = \"1.0\"\n";
        let reviews = format!(
            "format = 1\n\n[[review]]\nid = \"access\"\non = 2026-03-02\nby = \"CISO\"\n\
             outcome = \"no_change\"\nwords_sha256 = \"{}\"\n",
            sha256(b"")
        );
        let surface = "format = 1\nrelease = \"spring\"\n\n[[url]]\npath = \"/access/\"\nanchors = [\"b\", \"a\"]\n";
        [
            (LOCK, lock.as_str()),
            (RELEASES, releases),
            (REVIEWS, &reviews),
            ("archive/releases/spring.toml", surface),
            ("archive/access/1.0.md", TEXT),
            ("archive/access/1.1.md", OTHER),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    fn entry(version: &str, text: &str, more: &str) -> String {
        format!(
            "[[version]]\nid = \"access\"\nversion = \"{version}\"\ntitle = \"Access\"\n\
             kind = \"policy\"\nfrozen_on = 2026-03-01\nurl = \"/access/\"\n\
             source_path = \"access.md\"\n\
             source_sha256 = \"{}\"\nwords = \"words-1\"\nwords_sha256 = \"{}\"\n{more}",
            digest_of_source(text),
            sha256(b"words")
        )
    }

    fn read_files(files: &BTreeMap<String, Vec<u8>>) -> Archive {
        let files = files.iter().map(|(path, bytes)| {
            let text = String::from_utf8(bytes.clone())
                .map_err(|_not_text| Unreadable::NotUtf8 { offset: 0, line: 1 });
            SourceFile { path: ContentPath::new(path).unwrap(), text }
        });
        read(ArchiveSources::new(files.collect(), Vec::new()))
    }

    /// Changes a text in a file; without the file, the file is added.
    fn with(path: &str, from: &str, to: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = files();
        let text = files.get(path).map(|bytes| String::from_utf8(bytes.clone()).unwrap());
        let text = text.unwrap_or_default();
        assert!(text.contains(from), "{path} has no {from}");
        files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        files
    }

    /// Returns each problem as its file, its line and what it is.
    fn told(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
        let archive = read_files(files);
        let frozen = archive.versions.iter().filter_map(|frozen| {
            let what = match &frozen.text {
                FrozenText::Intact(_) => return None,
                FrozenText::Altered { .. } => "altered",
                FrozenText::Missing => "missing",
                FrozenText::Unreadable(_) => "unreadable",
            };
            Some(format!("{}: {what}", frozen.entry.path()))
        });
        let problems = archive.problems.iter().map(|problem| {
            let text = files
                .get(&problem.path)
                .map_or("", |bytes| std::str::from_utf8(bytes).unwrap_or_default());
            let line = LineIndex::new(text).line_at(problem.span.start);
            format!("{}:{line}: {}", problem.path, name(&problem.kind))
        });
        frozen.chain(problems).collect()
    }

    fn name(kind: &ProblemKind) -> String {
        match kind {
            ProblemKind::Unreadable(_) => "unreadable".to_owned(),
            ProblemKind::MergeConflict => "merge conflict".to_owned(),
            ProblemKind::Syntax { .. } => "syntax".to_owned(),
            ProblemKind::FormatMissing => "no format".to_owned(),
            ProblemKind::FormatUnknown { found } => format!("format {found}"),
            ProblemKind::Value { message } => message.clone(),
            ProblemKind::Duplicate { of, sameness, .. } => format!("{of} {sameness:?}"),
            ProblemKind::Unlocked { .. } => "unlocked".to_owned(),
            ProblemKind::AssetAltered { .. } => "asset altered".to_owned(),
            ProblemKind::AssetMissing { of, asset, .. } => format!("{of} lacks {asset}"),
            ProblemKind::PinUnknown { release, id, version } => {
                format!("{release} names {id} {version}")
            }
        }
    }

    #[test]
    fn an_archive_in_order_is_read_whole() {
        let archive = read_files(&files());
        assert_eq!(archive.problems, []);
        let versions: Vec<_> = archive
            .of("access")
            .iter()
            .map(|frozen| (frozen.entry.version.as_str(), frozen.text.clone()))
            .collect();
        let intact = |text: &str| FrozenText::Intact(text.to_owned());
        assert_eq!(versions, [("1.0", intact(TEXT)), ("1.1", intact(OTHER))]);
        assert_eq!(archive.latest("access", None).unwrap().entry.version.as_str(), "1.1");
        assert_eq!(archive.releases[0].documents[0].1.as_str(), "1.0");
        assert_eq!(archive.reviews[0].by, "CISO");
        assert_eq!(archive.surfaces[0].urls[0].anchors, ["a", "b"]);
        assert_eq!(archive.of("acces"), []);
        assert!(read(ArchiveSources::default()).is_empty());
    }

    #[test]
    fn the_ends_of_lines_are_not_part_of_a_text() {
        let intact = files();
        let mut files = intact.clone();
        let crlf = TEXT.replace('\n', "\r\n").into_bytes();
        files.insert("archive/access/1.0.md".to_owned(), crlf);
        assert_eq!(told(&files), [""; 0]);
        assert_eq!(read_files(&files), read_files(&intact));
    }

    #[test]
    fn damage_is_told_once_and_where_it_is() {
        let digest = sha256(b"words");
        let digest_line = format!("words_sha256 = \"{digest}\"");
        let another = entry("1.0", OTHER, "");
        let twice = entry("1.0", TEXT, "");
        let text = "archive/access/1.0.md";
        #[rustfmt::skip]
        let cases = [
            // file, what is in it, what is put there, what is told
            (text, "door.", "doors.", "archive/access/1.0.md: altered"),
            (text, "Lock", "lock", "archive/access/1.0.md: altered"),
            ("archive/access/0.9.md", "", "x", "archive/access/0.9.md:1: unlocked"),
            (LOCK, "format = 1\n", "", "archive/versions.lock:1: no format"),
            (LOCK, "format = 1", "format = 2", "archive/versions.lock:1: format 2"),
            (LOCK, "format = 1", "format = \"1\"", "archive/versions.lock:1: format \"1\""),
            (LOCK, "\"Access\"", "\"Access", "archive/versions.lock:6: syntax"),
            (LOCK, "title", "<<<<<<< HEAD\ntitle", "archive/versions.lock:6: merge conflict"),
            (LOCK, "title", "=======\ntitle", "archive/versions.lock:6: merge conflict"),
            (LOCK, "title = ", "titel = ", "archive/versions.lock:3: `title` is missing|archive/versions.lock:6: unknown key `titel`"),
            (LOCK, "1.0", "1..0", "archive/versions.lock:5: `version` has two dots in a row"),
            (LOCK, "\"1.0\"", "1.0", "archive/versions.lock:5: `version` is not a text in quotes"),
            (LOCK, "\"1.0\"", "\"../1\"", "archive/versions.lock:5: `version` has `/`, and may only have letters, digits and `.`, `+`, `_`, `-`"),
            (LOCK, "\"access\"", "\"../x\"", "archive/versions.lock:4: `id` is `../x`, which is not an id"),
            (LOCK, "\"policy\"", "\"polcy\"", "archive/versions.lock:7: `kind` is `polcy`, which is not a kind of document"),
            (LOCK, "2026-03-01", "2026-02-30", "archive/versions.lock:8: syntax"),
            (LOCK, "2026-03-01", "\"2026-03-01\"", "archive/versions.lock:8: `frozen_on` is not a date: write it as YYYY-MM-DD, without quotes"),
            (LOCK, "2026-03-01", "2026-03-01T10:00:00Z", "archive/versions.lock:8: `frozen_on` is `2026-03-01T10:00:00Z`, which is not a day"),
            (LOCK, "\"/access/\"", "\"access\"", "archive/versions.lock:9: `url` is `access`, which is not the path of a page"),
            (LOCK, "\"access.md\"", "\"../access.md\"", "archive/versions.lock:10: `source_path` is not a path below the content folder"),
            (LOCK, "words-1", "words-2", "archive/versions.lock:12: `words` is `words-2`, which is not a form of words that this trustpress knows (`words-1`)"),
            (LOCK, &digest_line, "words_sha256 = \"abc\"", "archive/versions.lock:13: `words_sha256` is `abc`, which is not a SHA-256 in 64 lower-case hexadecimal digits"),
            (LOCK, "material", "big", "archive/versions.lock:26: `change_class` is `big`, which is not a class of changes"),
            (LOCK, "[[version]]", "[version]", "archive/versions.lock:15: syntax"),
            (LOCK, "format = 1\n", &format!("format = 1\n\n{another}"), "archive/versions.lock:15: access 1.0 Different"),
            (LOCK, "format = 1\n", &format!("format = 1\n\n{twice}"), "archive/versions.lock:15: access 1.0 Same"),
            (RELEASES, "\"1.0\"", "\"2.0\"", "archive/releases.toml:3: spring names access 2.0"),
            (RELEASES, "\"1.0\"", "1", "archive/releases.toml:8: `access` is not a text in quotes"),
            (RELEASES, "[[release]]", "[[releases]]", "archive/releases.toml:3: unknown key `releases`|archive/releases.toml:7: `release` is a list of tables: `[[release]]`"),
            (REVIEWS, "no_change", "fine", "archive/reviews.toml:7: `outcome` is `fine`, which is not an outcome of a review"),
            ("archive/releases/spring.toml", "\"/access/\"", "\"//\"", "archive/releases/spring.toml:5: `path` is `//`, which is not the path of a page"),
        ];
        for (path, from, to, expected) in cases {
            let told = told(&with(path, from, to)).join("|");
            assert_eq!(told, expected, "{path}: {from} -> {to}");
        }
    }

    #[test]
    fn files_that_are_gone_or_no_text_are_told() {
        #[rustfmt::skip]
        let cases = [
            ("archive/access/1.0.md", None, "archive/access/1.0.md: missing"),
            ("archive/access/1.0.md", Some(b"\xff"), "archive/access/1.0.md: unreadable"),
            (LOCK, Some(b"\xff"), "archive/versions.lock:1: unreadable"),
            (REVIEWS, Some(b"\xff"), "archive/reviews.toml:1: unreadable"),
            (REVIEWS, None, ""),
        ];
        for (path, bytes, expected) in cases {
            let mut files = files();
            match bytes {
                Some(bytes) => files.insert(path.to_owned(), bytes.to_vec()),
                None => files.remove(path),
            };
            assert_eq!(told(&files).join("|"), expected, "{path} {bytes:?}");
        }
    }

    #[test]
    fn without_its_lock_every_text_is_unlocked_and_every_pin_is_lost() {
        let mut files = files();
        files.remove(LOCK);
        assert_eq!(
            told(&files),
            [
                "archive/access/1.0.md:1: unlocked",
                "archive/access/1.1.md:1: unlocked",
                "archive/releases.toml:3: spring names access 1.0",
            ]
        );
    }

    proptest! {
        /// Whatever happens to one file, reading ends, and what does not agree
        /// with the lock is never handed out.
        #[test]
        fn no_damage_makes_a_text_other_than_the_frozen_one(
            at in 0..6_usize, place in 0..2_000_usize, junk in "(?s).{0,12}",
        ) {
            let mut files = files();
            let path = files.keys().nth(at).unwrap().clone();
            let mut text = String::from_utf8(files[&path].clone()).unwrap();
            let mut place = place.min(text.len());
            while !text.is_char_boundary(place) {
                place -= 1;
            }
            text.insert_str(place, &junk);
            files.insert(path, text.into_bytes());
            for frozen in read_files(&files).versions {
                if let FrozenText::Intact(text) = frozen.text {
                    prop_assert_eq!(digest_of_source(&text), frozen.entry.source_sha256);
                }
            }
        }
    }
}
