//! A site that is made in the folder of the one before the last is the one that is
//! made from scratch.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use trustpress::base::path::UrlPath;
use trustpress::config::{Config, ConfigOrigin};
use trustpress::emit::disk::{self, Known, Ledger};
use trustpress::error::Error;
use trustpress::render::{Output, OutputFile, Recipe};

/// A site that is written again and again.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("cache")).unwrap();
        Self { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn spare(&self) -> PathBuf {
        self.path("cache/spare")
    }

    fn try_write(&self, files: Vec<OutputFile<'_>>) -> Result<(), Error> {
        let mut config = Config::bare(self.folder.path());
        config.origin = ConfigOrigin::File;
        "content".clone_into(&mut config.content.dir);
        let known = Known { ledger: Ledger::default(), spare: Some(self.spare()) };
        let output = Output::new(files);
        disk::write(&output, &config, &self.path("public"), &known).map(drop)
    }

    fn write(&self, files: &[(&str, &str)]) {
        self.try_write(files.iter().map(|(url, text)| file(url, text)).collect())
            .unwrap();
        let mut names = names(self.folder.path());
        names.retain(|name| !["cache", "mine", "public"].contains(&&**name));
        assert!(names.is_empty(), "left beside the site: {names:?}");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }
}

fn file<'a>(url: &str, text: &'a str) -> OutputFile<'a> {
    let bytes = Recipe::Bytes(Cow::Borrowed(text.as_bytes()));
    OutputFile::new(UrlPath::new(url).unwrap(), bytes)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.collect()
}

/// What is below a folder: the text of a file, and what else is there by what it is.
fn tree(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(path) = waiting.pop() {
        let kind = fs::symlink_metadata(&path).unwrap().file_type();
        let what = if kind.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            waiting.extend(entries.map(|entry| entry.unwrap().path()));
            "a folder".to_owned()
        } else if kind.is_file() {
            format!("a file: {}", fs::read_to_string(&path).unwrap())
        } else {
            format!("{kind:?}")
        };
        found.insert(path.strip_prefix(folder).unwrap().to_owned(), what);
    }
    found
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn inode(path: PathBuf) -> u64 {
        fs::metadata(path).unwrap().ino()
    }

    #[test]
    fn two_folders_take_turns() {
        let place = Place::new();
        let write = |text: &str| {
            place.write(&[("/", text), ("/a/", "A"), ("/b/c/", "C")]);
            assert_eq!(place.read("public/index.html"), text);
            (inode(place.path("public")), inode(place.path("public/b/c")))
        };
        let first = write("1");
        assert!(!place.spare().exists(), "there was no site before the first");
        let second = write("2");
        let page = inode(place.path("public/a/index.html"));
        assert_ne!(first, second);
        assert_eq!(write("3"), first);
        assert_eq!(write("4"), second);
        assert_eq!(inode(place.path("public/a/index.html")), page);
        assert_eq!(inode(place.spare().join("a/index.html")), page);
        // Nothing has changed, and nothing is touched.
        assert_eq!(write("4"), second);
        assert_eq!(inode(place.spare()), first.0);
    }

    #[test]
    fn who_reads_an_old_site_reads_it_to_the_end() {
        let place = Place::new();
        place.write(&[("/", "old"), ("/a/", "A")]);
        let mut reader = File::open(place.path("public/index.html")).unwrap();
        fs::create_dir(place.path("mine")).unwrap();
        fs::hard_link(place.path("public/index.html"), place.path("mine/copy")).unwrap();
        for text in ["newer", "longer than before", "", "last"] {
            place.write(&[("/", text), ("/a/", "A")]);
            assert_eq!(place.read("mine/copy"), "old", "{text}");
        }
        let mut read = String::new();
        reader.read_to_string(&mut read).unwrap();
        assert_eq!(read, "old");
    }

    #[test]
    fn a_link_in_the_spare_leads_nowhere() {
        let place = Place::new();
        let files = |text| [("/", text), ("/a/b/", "B"), ("/a/c/", text)];
        for spare in ["cache/spare", "cache/spare/a", "cache/spare/a/b/index.html"] {
            place.write(&files("1"));
            place.write(&files("2"));
            fs::create_dir_all(place.path("mine/b")).unwrap();
            fs::write(place.path("mine/b/thesis.txt"), "years of work").unwrap();
            let before = tree(&place.path("mine"));
            fs::rename(place.path(spare), place.path("cache/was")).unwrap();
            symlink(place.path("mine"), place.path(spare)).unwrap();
            place.write(&files("3"));
            assert_eq!(tree(&place.path("mine")), before, "{spare}");
            assert_eq!(place.read("public/a/b/index.html"), "B");
            assert_eq!(place.read("public/a/c/index.html"), "3");
            if place.path("cache/was").is_dir() {
                fs::remove_dir_all(place.path("cache/was")).unwrap();
            }
        }
    }

    #[test]
    fn a_folder_of_the_spare_has_the_permissions_of_a_new_one() {
        let place = Place::new();
        let mode = |path: &str| fs::metadata(place.path(path)).unwrap().mode() & 0o777;
        let set = |path: &str, mode| {
            fs::set_permissions(place.path(path), fs::Permissions::from_mode(mode))
        };
        place.write(&[("/", "1"), ("/a/", "A")]);
        let new = mode("public/a");
        set("public/a", 0o700).unwrap();
        place.write(&[("/", "2"), ("/a/", "A")]);
        set("public", 0o750).unwrap();
        place.write(&[("/", "3"), ("/a/", "A")]);
        assert_eq!((mode("public"), mode("public/a")), (0o750, new));
    }

    #[test]
    fn without_a_place_for_it_there_is_no_spare() {
        let place = Place::new();
        fs::remove_dir(place.path("cache")).unwrap();
        for text in ["1", "2", "3"] {
            place.write(&[("/", text), ("/a/", "A")]);
            assert_eq!(names(place.folder.path()), ["public"]);
        }
        // Something else is in its place.
        fs::create_dir(place.path("cache")).unwrap();
        fs::write(place.spare(), "mine").unwrap();
        for text in ["4", "5"] {
            place.write(&[("/", text), ("/a/", "A")]);
            assert_eq!(place.read("public/index.html"), text);
        }
    }
}

#[test]
fn an_error_leaves_the_site_and_the_next_run_puts_the_spare_right() {
    let place = Place::new();
    place.write(&[("/", "1"), ("/a/", "A")]);
    place.write(&[("/", "2"), ("/a/", "A")]);
    let before = tree(&place.path("public"));
    let fail = || Err(Error::Template { report: "no such field".to_owned() });
    let broken =
        OutputFile::new(UrlPath::new("/z/").unwrap(), Recipe::Render(Box::new(fail)));
    place.try_write(vec![file("/", "3"), file("/a/", "A"), broken]).unwrap_err();
    assert_eq!(tree(&place.path("public")), before);
    place.write(&[("/", "3"), ("/a/", "A")]);
    assert_eq!(place.read("public/index.html"), "3");
}

/// What somebody does to the spare.
#[derive(Clone, Debug)]
enum Deed {
    /// Deletes what is there.
    Delete,
    /// Writes a text into the file that is there, or a new one.
    Alter,
    /// Puts another file in its place.
    Replace,
    /// Puts a folder with a file in its place.
    Folder,
    /// Puts a link to a folder outside in its place.
    Link,
}

fn do_it(deed: &Deed, path: &Path, outside: &Path) {
    // Folders on the way may have become something else.
    let Some(parent) = path.parent().filter(|parent| parent.is_dir()) else { return };
    if parent.canonicalize().unwrap().starts_with(outside) {
        return;
    }
    if !matches!(deed, Deed::Alter) {
        drop(fs::remove_dir_all(path));
        drop(fs::remove_file(path));
    }
    match deed {
        Deed::Delete => (),
        Deed::Alter | Deed::Replace if path.is_dir() => (),
        Deed::Alter | Deed::Replace => fs::write(path, "z").unwrap(),
        Deed::Folder => {
            fs::create_dir(path).unwrap();
            fs::write(path.join("e"), "z").unwrap();
        }
        Deed::Link => link(outside, path),
    }
}

#[cfg(unix)]
fn link(to: &Path, path: &Path) {
    std::os::unix::fs::symlink(to, path).unwrap();
}

#[cfg(not(unix))]
fn link(_to: &Path, _path: &Path) {}

fn deeds() -> impl Strategy<Value = Vec<(String, Deed)>> {
    let deed = prop_oneof![
        Just(Deed::Delete),
        Just(Deed::Alter),
        Just(Deed::Replace),
        Just(Deed::Folder),
        Just(Deed::Link),
    ];
    prop::collection::vec(("(/[ab](/[cd])?(/e|/index\\.html)?)?", deed), 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_becomes_of_the_spare_the_site_is_the_one_from_scratch(
        runs in prop::collection::vec(
            (
                prop::collection::btree_map("/[ab](/[cd])?(/|/e)?", "[xy]", 0..8),
                deeds(),
            ),
            3..7,
        ),
    ) {
        let place = Place::new();
        let outside = place.path("mine").canonicalize().unwrap_or(place.path("mine"));
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("e"), "mine").unwrap();
        let mine = tree(&outside);
        for (files, deeds) in &runs {
            let files: Vec<_> =
                files.iter().map(|(url, text)| (&**url, &**text)).collect();
            place.write(&files);
            let fresh = Place::new();
            fresh.write(&files);
            prop_assert_eq!(tree(&place.path("public")), tree(&fresh.path("public")));
            prop_assert_eq!(tree(&outside), mine.clone());
            for (path, deed) in deeds {
                do_it(deed, &place.path(&format!("cache/spare{path}")), &outside);
            }
        }
    }
}
