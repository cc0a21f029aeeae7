//! Reusing earlier work gives what starting from nothing gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use trustpress::config::{Config, Context, Drafts};
use trustpress::emit::kept;
use trustpress::error::Error;
use trustpress::load::{Reloaded, Seen, find, load, load_since, reload};
use trustpress::pipeline::{self, Draft};
use trustpress::render::{Content, render};

use crate::archive::{SITE, frozen};
use crate::support::Fixture;

/// What somebody does to a site.
#[derive(Clone, Debug)]
enum Deed {
    Write(&'static str, String),
    Delete(&'static str),
    Rename(&'static str, &'static str),
    /// Bring a file back as it was at first, or take it away if there was none.
    Restore(&'static str),
}

/// The one document that was frozen.
const FROZEN: &str = "content/access.md";

/// Files of the site, some of which do not exist at first.
const FILES: [&str; 16] = [
    "content/index.md",
    FROZEN,
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
    "themes/own/css/own.css",
    "static/hello.txt",
    "archive/access/1.0.md",
    "archive/versions.lock",
];

/// Most numbers change a text without changing what other pages know of it.
fn text_of(file: &str, number: u8) -> String {
    let n = number % 7;
    let rare = u8::from(number > 200);
    match file {
        "site.toml" => format!(
            "[site]\ntitle = 'Site {rare}'\ntheme = 'own'\n\
             [[collections]]\npath = 'policies/**'\nkind = 'policy'\n"
        ),
        "content/_redirects" => format!("/old-{n}/ /policies/access/ 301\n"),
        "content/registers/facts.yaml" => format!("staff:\n  number: {rare}\n"),
        "archive/versions.lock" => format!("# {n}\n"),
        FROZEN => format!(
            "---\nid: access\ntitle: Access\nkind: policy\nowner: Security\n\
             version: \"1.{rare}\"\neffective_on: 2025-02-01\n---\n\n\
             Lock the [door](index.md) {n} times.\n"
        ),
        _ if file.contains(".md") => format!(
            "---\ntitle: Title {rare}\nid: {}\nversion: \"1.{rare}\"\n---\n# Title {rare}\n\n\
             See [it](/policies/access.md#title-{rare}), [that](missing-{n}.md), [{n}](/access.md)\n\
             and [here](/guides/start.md#again).\n\n![](/image.svg)\n\n\
             We are {{{{ fact.staff.number }}}}, and <script>{n}</script> since May 202{n}.\n{}",
            file.replace(['/', '.'], "-"),
            "\n## Again\n\n[back](/)\n".repeat(usize::from(n == 6)),
        ),
        _ => format!("text {n}\n"),
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    let file = || prop::sample::select(&FILES[..]);
    let page = || prop::sample::select(&FILES[..4]);
    let is_needed = |file: &&str| *file == "site.toml";
    prop_oneof![
        5 => (page(), 0..200_u8).prop_map(|(file, n)| Deed::Write(file, text_of(file, n))),
        4 => (file(), any::<u8>()).prop_map(|(file, n)| Deed::Write(file, text_of(file, n))),
        2 => file().prop_filter("needed", move |it| !is_needed(it)).prop_map(Deed::Delete),
        3 => file().prop_map(Deed::Restore),
        1 => (file(), file())
            .prop_filter("needed", move |(a, b)| !is_needed(a) && !is_needed(b))
            .prop_map(|(from, to)| Deed::Rename(from, to)),
    ]
}

impl Deed {
    fn carry_out(&self, root: &Path, first: &Path) {
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
            Self::Restore(file) => match fs::read_to_string(first.join(file)) {
                Ok(text) => write(root, file, &text),
                Err(_) => drop(fs::remove_file(root.join(file))),
            },
        }
    }
}

/// Writes the site as it is at first.
fn write_first(root: &Path) {
    frozen(Fixture::from_text(SITE)).write_to(root);
    for (file, number) in FILES.iter().zip(0..) {
        let is_archived = *file == FROZEN || file.starts_with("archive/");
        if number % 3 != 0 && !is_archived {
            write(root, file, &text_of(file, number));
        }
    }
    write(root, "site.toml", &text_of("site.toml", 0));
    write(root, "content/index.md", &text_of("content/index.md", 0));
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Judges the site as `check` does after another run of it, and keeps what it has found
/// for the next one.
fn judge_since_last(config: &Arc<Config>) -> Result<String, Error> {
    let (seen, kept) = kept::recall(config);
    let (sources, now) = load_since(config, find(config)?, &seen)?;
    let (site, report) = pipeline::judge_since(sources, &kept, config, context());
    kept::keep(config, &now, &site);
    kept::keep_frozen(config, &site, Some(&kept.frozen));
    Ok(format!("{:#?}", report.findings))
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
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// After any series of changes, looking only at what has changed gives the
    /// same site and the same findings, byte for byte.
    #[test]
    fn what_is_reused_is_what_would_be_made(
        series in prop::collection::vec(prop::collection::vec(deed(), 1..3), 1..8),
    ) {
        let (folder, first) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let root = folder.path();
        write_first(root);
        write_first(first.path());
        let mut last: Option<(Draft, Seen)> = None;
        for deeds in std::iter::once(Vec::new()).chain(series) {
            for deed in deeds {
                deed.carry_out(root, first.path());
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
            let previous = last.as_ref().map(|(draft, _)| draft);
            let reused = pipeline::draft(sources, &config, context(), previous).unwrap();
            prop_assert_eq!(&everything(&reused), &fresh);
            let since_last = judge_since_last(&config).unwrap();
            let (_, judged) = pipeline::judge(load(&config).unwrap(), &config, context());
            prop_assert_eq!(since_last, format!("{:#?}", judged.findings));
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
    assert_eq!(changed.sources.unchanged.documents.len(), 1);

    fs::write(root.join("content/image.svg"), "<svg/>").unwrap();
    let other = reload(&config, &changed.seen).unwrap();
    assert!(other.is_changed && names(&other).is_empty());
}
