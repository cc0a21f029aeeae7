//! Reusing earlier work gives what starting from nothing gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use trustpress::config::{Config, Context, Drafts};
use trustpress::load::{Reloaded, Seen, load, reload};
use trustpress::pipeline::{self, Draft};
use trustpress::render::{Content, render};

use crate::support::Fixture;

/// What somebody does to a site.
#[derive(Clone, Debug)]
enum Deed {
    Write(&'static str, String),
    Delete(&'static str),
    Rename(&'static str, &'static str),
}

/// Files of the site, some of which do not exist at first.
const FILES: [&str; 15] = [
    "content/index.md",
    "content/policies/access.md",
    "content/policies/backup.md",
    "content/policies/new.md",
    "content/policies/moved/access.md",
    "content/guides/start.md",
    "content/image.svg",
    "content/_redirects",
    "content/registers/facts.yaml",
    "site.toml",
    "templates/partials/colophon.html",
    "static/hello.txt",
    "archive/access/1.0.md",
    "archive/versions.lock",
    "themes/default/theme.toml",
];

fn text_of(file: &str, number: u8) -> String {
    let n = number % 7;
    match file {
        "site.toml" => format!(
            "[site]\ntitle = 'Site {n}'\n[[collections]]\npath = 'policies/**'\nkind = 'policy'\n"
        ),
        "content/_redirects" => format!("/old-{n}/ /policies/access/ 301\n"),
        "content/registers/facts.yaml" => format!("staff:\n  number: {n}\n"),
        "archive/versions.lock" | "themes/default/theme.toml" => format!("# {n}\n"),
        _ if file.contains(".md") => format!(
            "---\ntitle: Title {n}\nid: {}\nversion: \"1.{n}\"\n---\n# Title {n}\n\n\
             See [it](../policies/access.md#title-{n}) and [that](missing-{n}.md).\n\n\
             ![](/image.svg)\n\nWe are {{{{ fact.staff.number }}}}.\n",
            file.replace(['/', '.'], "-"),
        ),
        _ => format!("text {n}\n"),
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let file = || prop::sample::select(&FILES[..]);
    prop_oneof![
        6 => (file(), any::<u8>()).prop_map(|(file, n)| Deed::Write(file, text_of(file, n))),
        // Under the default theme's name these are nobody's files.
        2 => file().prop_filter("needed", |it| *it != "site.toml").prop_map(Deed::Delete),
        1 => (file(), file())
            .prop_filter("needed", |(a, b)| *a != "site.toml" && *b != "site.toml")
            .prop_map(|(from, to)| Deed::Rename(from, to)),
    ]
}

impl Deed {
    fn carry_out(&self, root: &Path) {
        match self {
            Self::Write(file, text) => write(root, file, text),
            // What is not there stays away.
            Self::Delete(file) => drop(fs::remove_file(root.join(file))),
            Self::Rename(from, to) => {
                if let Some(folder) = root.join(to).parent() {
                    fs::create_dir_all(folder).unwrap();
                }
                drop(fs::rename(root.join(from), root.join(to)));
            }
        }
    }
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn context() -> Context {
    let as_of = "2025-06-02".parse().unwrap();
    Context { as_of, drafts: Drafts::Include, revision: None }
}

/// Returns every byte of a site, or why there is none, and what is wrong with it.
fn everything(draft: &Draft) -> BTreeMap<String, String> {
    let output = match render(&draft.site, &draft.theme) {
        Ok(output) => output,
        Err(error) => return BTreeMap::from([("error".to_owned(), error.to_string())]),
    };
    let mut all = BTreeMap::new();
    for file in output.files() {
        let bytes = match file.content() {
            Ok(Content::Bytes(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Ok(Content::File(path)) => fs::read_to_string(path).unwrap(),
            Err(error) => error.to_string(),
        };
        all.insert(file.url.to_string(), bytes);
    }
    let report = draft.judge();
    all.insert("report".to_owned(), format!("{:#?}", report.findings));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// After any series of changes, looking only at what has changed gives the
    /// same site and the same findings, byte for byte.
    #[test]
    fn what_is_reused_is_what_would_be_made(
        series in prop::collection::vec(prop::collection::vec(deed(), 1..4), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (file, number) in FILES.iter().zip(0..).filter(|(_, number)| number % 3 != 0) {
            write(root, file, &text_of(file, number));
        }
        write(root, "site.toml", &text_of("site.toml", 0));
        write(root, "content/index.md", &text_of("content/index.md", 0));
        let mut last: Option<(Draft, Seen)> = None;
        for deeds in std::iter::once(Vec::new()).chain(series) {
            for deed in deeds {
                deed.carry_out(root);
            }
            let config = Arc::new(Config::load(root).unwrap());
            let fresh = load(&config).map(|sources| {
                pipeline::draft(sources, &config, context(), None).map(|it| everything(&it))
            });
            let nothing = Seen::default();
            let seen = last.as_ref().map_or(&nothing, |(_, seen)| seen);
            let reloaded = reload(&config, seen);
            let (Ok(Ok(fresh)), Ok(Reloaded { sources, seen, is_changed })) = (fresh, reloaded)
            else {
                // Without a content folder both refuse.
                continue;
            };
            let previous = last.as_ref().map(|(draft, _)| &draft.site);
            let reused = pipeline::draft(sources, &config, context(), previous).unwrap();
            prop_assert_eq!(everything(&reused), fresh);
            if let Some((draft, _)) = last.as_ref().filter(|_| !is_changed) {
                prop_assert_eq!(everything(draft), everything(&reused));
            }
            last = Some((reused, seen));
        }
    }
}

#[test]
fn only_what_has_changed_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let site = Fixture::from_text(
        "
-- site.toml --
[site]
title = 'Example'
-- content/index.md --
# Home
-- content/a.md --
# A
",
    );
    site.write_to(root);
    let config = Config::load(root).unwrap();
    let first = reload(&config, &Seen::default()).unwrap();
    let names = |reloaded: &Reloaded| -> Vec<String> {
        reloaded.sources.documents.iter().map(|it| it.path.to_string()).collect()
    };
    assert_eq!(names(&first), ["a.md", "index.md"]);

    let same = reload(&config, &first.seen).unwrap();
    assert!(!same.is_changed && names(&same).is_empty());

    // The same size, and perhaps the same time.
    fs::write(root.join("content/a.md"), "# B\n").unwrap();
    let changed = reload(&config, &same.seen).unwrap();
    assert!(changed.is_changed);
    assert_eq!(names(&changed), ["a.md"]);
    assert_eq!(changed.sources.unchanged.len(), 1);

    fs::write(root.join("content/image.svg"), "<svg/>").unwrap();
    let other = reload(&config, &changed.seen).unwrap();
    assert!(other.is_changed && names(&other).is_empty());
}
