//! The two doors to the disk: what is read, and how the site is written.

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk themselves")]
#![expect(clippy::unwrap_used, reason = "that is how a test fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSetBuilder};
use tempfile::TempDir;
use trustpress::config::{Config, ConfigOrigin};

mod read {
    use proptest::prelude::*;
    use trustpress::error::Error;
    use trustpress::load::{
        SourceFile, Sources, ThemeFile, Unreadable, WithheldReason, load, quotations,
    };

    use super::*;

    #[test]
    fn a_tree_is_sorted_into_what_is_read_published_and_withheld() {
        use WithheldReason::{Configuration, Excluded, Hidden};

        let tree = Tree::new();
        tree.files(&[
            ("site.toml", ""),
            ("content/index.md", "# Front\n"),
            ("content/policies/access.md", "# Access\n"),
            ("content/policies/access.md~", "old"),
            ("content/policies/old.markdown", "# Old\n"),
            ("content/policies/soc2.pdf", "%PDF"),
            ("content/registers/people.yaml", "- a\n"),
            ("content/registers/reports.yml", "- b\n"),
            ("content/_redirects", "/a /b\n"),
            ("content/site.toml", ""),
            ("content/.env", "S=1"),
            ("content/.git/objects/00/11", "x"),
            ("content/drafts/notes.txt", "x"),
            ("content/drafts/plan.md", "# Plan\n"),
            ("content/vendor/lib/a.md", "# A\n"),
            ("content/old/site/.trustpress", ""),
            ("content/old/site/policies/a.md", "# A\n"),
            ("templates/page.html", "x"),
            ("elsewhere/secret.md", "# Secret\n"),
        ]);
        let config = exclude(tree.config(), &["drafts/**", "vendor"]);
        let sources = load(&config).unwrap();

        assert_eq!(
            texts(&sources.documents),
            [("index.md", "# Front\n"), ("policies/access.md", "# Access\n")]
        );
        assert_eq!(
            texts(&sources.registers),
            [("registers/people.yaml", "- a\n"), ("registers/reports.yml", "- b\n")]
        );
        assert_eq!(texts(sources.redirects.as_slice()), [("_redirects", "/a /b\n")]);
        let content = fs::canonicalize(tree.path("content")).unwrap();
        let assets: Vec<_> =
            sources.assets.iter().map(|a| (a.path.as_str(), a.file.clone())).collect();
        assert_eq!(
            assets,
            ["policies/old.markdown", "policies/soc2.pdf"]
                .map(|path| (path, content.join(path)))
        );
        assert_eq!(
            withheld(&sources),
            [
                (".env", Hidden),
                (".git", Hidden),
                ("_redirects", Configuration),
                ("drafts/notes.txt", Excluded),
                ("drafts/plan.md", Excluded),
                ("old/site", Excluded),
                ("policies/access.md~", Hidden),
                ("registers/people.yaml", Configuration),
                ("registers/reports.yml", Configuration),
                ("site.toml", Configuration),
                ("vendor", Excluded),
            ]
        );
    }

    #[test]
    fn a_bare_folder_is_read_without_what_tools_leave() {
        let tree = Tree::new();
        tree.files(&[
            ("README.md", "# Read me\n"),
            ("templates/policy.md", "# Policy\n"),
            ("archive/2019.md", "# 2019\n"),
            ("node_modules/a/README.md", "# A\n"),
            ("docs/node_modules/b/README.md", "# B\n"),
            ("target/doc/help.md", "# Help\n"),
            ("public/index.md", "# Built\n"),
            (".github/pull.md", "# Pull\n"),
        ]);
        let sources = load(&Config::bare(&tree.path(""))).unwrap();
        let documents: Vec<_> = texts(&sources.documents).iter().map(|t| t.0).collect();
        assert_eq!(documents, ["README.md", "archive/2019.md", "templates/policy.md"]);
        let withheld: Vec<_> = withheld(&sources).iter().map(|w| w.0).collect();
        let expected =
            [".github", "docs/node_modules", "node_modules", "public", "target"];
        assert_eq!(withheld, expected);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_a_fact_and_not_a_failure() {
        let tree = Tree::new();
        tree.files(&[("content/a.md", "# A\n"), ("content/big.md", "0123456789")]);
        fs::write(tree.path("content/latin.md"), b"one\ncaf\xe9\n").unwrap();
        let mut config = tree.config();
        config.output.max_document_bytes = 9;
        let sources = load(&config).unwrap();
        let problems: Vec<_> =
            sources.documents.into_iter().map(|d| (d.path.to_string(), d.text)).collect();
        assert_eq!(
            problems,
            [
                ("a.md".to_owned(), Ok("# A\n".to_owned())),
                ("big.md".to_owned(), Err(Unreadable::TooLarge { bytes: 10, limit: 9 })),
                ("latin.md".to_owned(), Err(Unreadable::NotUtf8 { offset: 7, line: 2 })),
            ]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_cannot_be_a_path_is_reported_under_the_nearest_one() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;

        let tree = Tree::new();
        tree.files(&[("content/a.md", "# A\n"), ("content/x\\y.md", "# X\n")]);
        let odd = tree.path("content").join(OsStr::from_bytes(b"caf\xe9.md"));
        // Some systems have no such names.
        let is_possible = fs::write(odd, "# Odd\n").is_ok();
        let sources = load(&tree.config()).unwrap();
        let unreadable = |path: &str| {
            let found = sources.documents.iter().find(|d| d.path.as_str() == path);
            found.map(|document| document.text.clone().unwrap_err())
        };
        let reason = |text: &str| Some(Unreadable::Io(text.to_owned()));
        assert_eq!(unreadable("x\u{fffd}y.md"), reason("its name has a backslash"));
        if is_possible {
            assert_eq!(unreadable("caf\u{fffd}.md"), reason("its name is not UTF-8"));
        }
    }

    #[test]
    fn a_missing_content_folder_says_what_to_do() {
        let tree = Tree::new();
        tree.files(&[("site.toml", "")]);
        let message = |config: &Config| match load(config) {
            Err(Error::Usage { message }) => message,
            other => panic!("{other:?}"),
        };
        let missing = message(&tree.config());
        assert!(missing.contains("content` does not exist: create it"), "{missing}");
        assert!(missing.contains("`[content] dir`"), "{missing}");

        let bare = message(&Config::bare(&tree.path("gone")));
        assert!(bare.ends_with("gone` does not exist"), "{bare}");
        let file = message(&Config::bare(&tree.path("site.toml")));
        assert!(file.ends_with("site.toml` is not a folder"), "{file}");
    }

    #[test]
    fn a_symbolic_link_publishes_nothing_that_is_not_published_anyway() {
        use WithheldReason::{Configuration, Excluded, Hidden, Outside};

        let tree = Tree::new();
        tree.files(&[
            ("secret.md", "# Secret\n"),
            ("content/b.md", "# B\n"),
            ("content/img/logo.png", "x"),
            ("content/.env", "S=1"),
            ("content/drafts/plan.md", "# Plan\n"),
            ("content/registers/people.yaml", "- a\n"),
            ("content/NOTICE", "# Notice\n"),
        ]);
        let config = exclude(tree.config(), &["drafts/**"]);
        #[rustfmt::skip]
        let cases = [
            // link         target                     becomes
            ("link.md",     "b.md",                    Ok("document")),
            ("notice.md",   "NOTICE",                  Ok("document")),
            ("l.png",       "img/logo.png",            Ok("asset")),
            ("logos",       "img",                     Ok("asset logos/logo.png")),
            ("gone.md",     "nowhere.md",              Ok("nothing")),
            ("self.md",     "self.md",                 Ok("nothing")),
            ("out.md",      "../secret.md",            Err(Outside)),
            ("etc",         "/etc",                    Err(Outside)),
            ("up",          ".",                       Err(Outside)),
            ("raw.txt",     "b.md",                    Err(Outside)),
            ("people.txt",  "registers/people.yaml",   Err(Outside)),
            ("env.txt",     ".env",                    Err(Hidden)),
            (".hidden.md",  "b.md",                    Err(Hidden)),
            ("plan.md",     "drafts/plan.md",          Err(Excluded)),
            ("site.toml",   "b.md",                    Err(Configuration)),
        ];
        for (link, target, expected) in cases {
            if !tree.link(&format!("content/{link}"), target) {
                return skipped("symbolic links");
            }
            let sources = load(&config).unwrap();
            let is_here =
                |path: &str| path == link || path.starts_with(&format!("{link}/"));
            let document = sources.documents.iter().find(|d| is_here(d.path.as_str()));
            let asset = sources.assets.iter().find(|a| is_here(a.path.as_str()));
            let withheld = sources.withheld.iter().find(|w| is_here(w.path.as_str()));
            let got = match (document, asset, withheld) {
                (Some(document), None, None) => {
                    assert!(document.text.is_ok());
                    Ok("document".to_owned())
                }
                (None, Some(asset), None) if asset.path.as_str() == link => {
                    assert!(asset.file.ends_with(target), "{asset:?}");
                    Ok("asset".to_owned())
                }
                (None, Some(asset), None) => Ok(format!("asset {}", asset.path)),
                (None, None, Some(withheld)) => Err(withheld.reason),
                (None, None, None) => Ok("nothing".to_owned()),
                other => panic!("{link}: {other:?}"),
            };
            assert_eq!(got, expected.map(str::to_owned), "{link} -> {target}");
            fs::remove_file(tree.path(&format!("content/{link}"))).unwrap();
        }
    }

    #[test]
    fn folders_that_link_to_each_other_come_to_an_end() {
        let tree = Tree::new();
        for folder in 0..10 {
            tree.files(&[(&format!("content/d{folder}/a.md"), "# A\n")]);
            for other in 0..10 {
                let link = format!("content/d{folder}/l{other}");
                if !tree.link(&link, &format!("../d{other}")) {
                    return skipped("symbolic links");
                }
            }
        }
        let sources = load(&tree.config()).unwrap();
        // Each folder under its own name, and through 64 links at most.
        let count = sources.documents.len();
        assert!((100..=10 * 65).contains(&count), "{count}");
    }

    #[test]
    fn quotations_are_of_texts_below_the_root_alone() {
        let tree = Tree::new();
        tree.files(&[
            ("site/a.md", "# A\n"),
            ("site/b/c.md", "# C\n"),
            ("x.md", "# X\n"),
        ]);
        fs::write(tree.path("site/binary"), b"\xff").unwrap();
        let paths = ["b/c.md", "a.md", "gone.md", "b", "../x.md", "binary", "", "a.md"];
        let got = quotations(&tree.path("site"), paths);
        let expected = [("a.md", "# A\n"), ("b/c.md", "# C\n")];
        assert_eq!(got, expected.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_theme_is_laid_layer_over_layer() {
        let tree = Tree::new();
        tree.files(&[
            ("content/index.md", "# A\n"),
            ("themes/acme/theme.toml", "name = 'acme'"),
            ("themes/acme/README.md", "ignored"),
            ("themes/acme/templates/page.html", "acme"),
            ("themes/acme/templates/partials/foot.html", "acme"),
            ("themes/acme/css/tokens.css", "acme"),
            ("themes/acme/js/a.js", "acme"),
            ("themes/acme/static/logo.svg", "acme"),
            ("themes/acme/static/.DS_Store", "ignored"),
            ("themes/other/css/other.css", "ignored"),
            ("templates/page.html", "site"),
            ("templates/page.html~", "ignored"),
            ("static/logo.svg", "site"),
            ("static/.well-known/gpc.json", "site"),
            ("css/site.css", "ignored"),
        ]);
        let mut config = tree.config();
        "acme".clone_into(&mut config.site.theme);
        for sources in [load(&config).unwrap(), in_memory(&config, &tree)] {
            let theme = sources.theme;
            assert_eq!(
                own(&theme.templates),
                [
                    ("page.html", "templates/page.html", "site"),
                    (
                        "partials/foot.html",
                        "themes/acme/templates/partials/foot.html",
                        "acme"
                    ),
                ]
            );
            assert_eq!(
                own(&theme.assets),
                [
                    ("css/tokens.css", "themes/acme/css/tokens.css", "acme"),
                    ("js/a.js", "themes/acme/js/a.js", "acme"),
                ]
            );
            assert_eq!(
                own(&theme.statics),
                [
                    (".well-known/gpc.json", "static/.well-known/gpc.json", "site"),
                    ("logo.svg", "static/logo.svg", "site"),
                ]
            );
            let manifests: Vec<_> = theme.manifests.iter().map(|m| &*m.origin).collect();
            assert_eq!(
                manifests,
                ["<default theme>/theme.toml", "themes/acme/theme.toml"]
            );
        }
        "default".clone_into(&mut config.site.theme);
        assert_eq!(own(&load(&config).unwrap().theme.assets), []);
        config.origin = ConfigOrigin::Defaults;
        assert_eq!(own(&load(&config).unwrap().theme.statics), []);
    }

    #[test]
    fn a_theme_that_cannot_be_used_stops_the_run() {
        let message = |prepare: fn(&Tree), theme: &str| {
            let tree = Tree::new();
            tree.files(&[("content/a.md", ""), ("themes/acme/css/a.css", "")]);
            prepare(&tree);
            let mut config = tree.config();
            theme.clone_into(&mut config.site.theme);
            match load(&config).unwrap_err() {
                Error::Read { path, source } => format!("{}: {source}", path.display()),
                error => error.to_string(),
            }
        };
        let missing = message(|_| (), "acne");
        assert!(missing.contains("no folder `themes/acne`"), "{missing}");
        assert!(missing.ends_with("one of `acme`, `default`"), "{missing}");
        assert!(message(|_| (), "../content").contains("has no folder"));

        let latin = |tree: &Tree| {
            tree.files(&[("templates/x/y.html", "")]);
            fs::write(tree.path("templates/x/y.html"), b"a\n\xe9").unwrap();
        };
        assert_eq!(
            message(latin, "default"),
            "templates/x/y.html:2: the template is not UTF-8"
        );

        let links: [fn(&Tree); 3] = [
            |tree| {
                tree.files(&[("static/a", "")]);
                tree.link("static/key", "../themes/acme/css/a.css");
            },
            |tree| {
                tree.link("static", "content");
            },
            |tree| {
                tree.link("themes/acme/js", "/etc");
            },
        ];
        if !Tree::new().link("a", "b") {
            return skipped("symbolic links");
        }
        for link in links {
            let refused = message(link, "acme");
            assert!(refused.contains("symbolic link"), "{refused}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// The two ways to get a tree judge it alike.
        #[test]
        fn memory_and_disk_agree(paths in prop::collection::btree_set(path(), 0..12)) {
            let tree = Tree::new();
            tree.files(&[("content/a.md", ""), ("themes/acme/css/a.css", "")]);
            for path in &paths {
                tree.try_file(path);
            }
            for dir in ["content", "."] {
                let mut config = exclude(tree.config(), &["x/**", "b.md"]);
                dir.clone_into(&mut config.content.dir);
                "acme".clone_into(&mut config.site.theme);
                let disk = load(&config).unwrap();
                let memory = in_memory(&config, &tree);
                prop_assert_eq!(texts(&disk.documents), texts(&memory.documents));
                prop_assert_eq!(texts(&disk.registers), texts(&memory.registers));
                prop_assert_eq!(
                    texts(disk.redirects.as_slice()),
                    texts(memory.redirects.as_slice())
                );
                prop_assert_eq!(withheld(&disk), withheld(&memory));
                let assets = |sources: &Sources| {
                    sources.assets.iter().map(|a| a.path.clone()).collect::<Vec<_>>()
                };
                prop_assert_eq!(assets(&disk), assets(&memory));
                prop_assert_eq!(disk.theme.templates, memory.theme.templates);
                prop_assert_eq!(disk.theme.assets, memory.theme.assets);
                prop_assert_eq!(disk.theme.statics, memory.theme.statics);
            }
        }

        /// Whatever a path is made of, nothing breaks.
        #[test]
        fn any_path_is_survived(path in "(content/)?.{0,30}", bytes: Vec<u8>) {
            let config = Tree::new().config();
            let sources = Sources::from_files(&config, vec![(path, bytes)]);
            prop_assert!(sources.documents.len() + sources.assets.len() <= 1);
        }
    }

    fn path() -> impl Strategy<Value = String> {
        let folder = "content|templates|static|themes|acme|css|registers|x|\\.git|target|node_modules";
        let name = "a|b\\.md|c\\.yaml|_redirects|site\\.toml|\\.env|\\.trustpress|d\\.md~|e\\.css";
        (prop::collection::vec(folder, 0..4), name).prop_map(|(folders, name)| {
            folders.into_iter().chain([name]).collect::<Vec<_>>().join("/")
        })
    }

    fn in_memory(config: &Config, tree: &Tree) -> Sources {
        let files = tree.content("").into_iter();
        Sources::from_files(config, files.rev().collect())
    }

    fn texts(files: &[SourceFile]) -> Vec<(&str, &str)> {
        let texts = files.iter().map(|file| file.text.as_deref().unwrap_or("?"));
        files.iter().map(|file| file.path.as_str()).zip(texts).collect()
    }

    fn withheld(sources: &Sources) -> Vec<(&str, WithheldReason)> {
        sources.withheld.iter().map(|w| (w.path.as_str(), w.reason)).collect()
    }

    fn own(files: &[ThemeFile]) -> Vec<(&str, &str, &str)> {
        let own = files.iter().filter(|file| !file.is_builtin);
        own.map(|file| {
            let text = str::from_utf8(&file.bytes).unwrap();
            (&*file.name, &*file.origin, text)
        })
        .collect()
    }
}

mod write {
    use std::borrow::Cow;
    use std::thread;

    use proptest::prelude::*;
    use trustpress::base::digest::Inputs;
    use trustpress::base::path::UrlPath;
    use trustpress::emit::disk::{self, Changes, Known, Ledger};
    use trustpress::error::Error;
    use trustpress::load::OUTPUT_MARKER;
    use trustpress::render::{Output, OutputFile, Recipe};

    use super::*;

    #[test]
    fn the_folder_holds_the_output_and_nothing_else() {
        let tree = Tree::new();
        let first = [("/", "front"), ("/a/", "A"), ("/b/c.txt", "C"), ("/gone/", "gone")];
        let changes = publish(&tree, &first).unwrap();
        assert_eq!(changes, Changes { written: 4, bytes: 11, ..Changes::default() });
        let expected = [
            ("a/index.html", "A"),
            ("b/c.txt", "C"),
            ("gone/index.html", "gone"),
            ("index.html", "front"),
        ];
        assert_eq!(site(&tree), expected.map(owned).into());

        let next = [("/", "FRONT"), ("/a/", "A"), ("/b/c.txt", "C"), ("/d/", "")];
        let changes = publish(&tree, &next).unwrap();
        assert_eq!(changes, Changes { written: 2, unchanged: 2, removed: 1, bytes: 5 });
        let expected = [
            ("a/index.html", "A"),
            ("b/c.txt", "C"),
            ("d/index.html", ""),
            ("index.html", "FRONT"),
        ];
        assert_eq!(site(&tree), expected.map(owned).into());
        assert_eq!(tree.names(""), ["public"], "something is left beside it");
    }

    #[test]
    fn a_build_that_changes_nothing_touches_nothing() {
        let tree = Tree::new();
        let files = [("/", "front"), ("/a/", "A")];
        publish(&tree, &files).unwrap();
        // A folder that is replaced is another one; a file of ours would be gone.
        fs::create_dir(tree.path("public/witness")).unwrap();
        let changes = publish(&tree, &files).unwrap();
        assert_eq!(changes, Changes { unchanged: 2, ..Changes::default() });
        assert!(tree.path("public/witness").exists());
        assert_eq!(tree.names(""), ["public"]);
    }

    #[cfg(unix)]
    #[test]
    fn what_did_not_change_is_not_written_again() {
        use std::os::unix::fs::MetadataExt as _;

        let tree = Tree::new();
        let inode = |path: &str| fs::metadata(tree.path(path)).unwrap().ino();
        publish(&tree, &[("/", "1"), ("/a/", "A")]).unwrap();
        let before = inode("public/a/index.html");
        publish(&tree, &[("/", "2"), ("/a/", "A")]).unwrap();
        assert_eq!(inode("public/a/index.html"), before);
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let tree = Tree::new();
        tree.files(&[("public/thesis.txt", "years of work"), ("file", "")]);
        let error = publish(&tree, &[("/", "front")]).unwrap_err();
        assert!(matches!(error, Error::ForeignOutput { .. }), "{error:?}");
        assert_eq!(site(&tree), [owned(("thesis.txt", "years of work"))].into());
        let error = publish_to(&tree, "file", &[("/", "front")]).unwrap_err();
        assert!(matches!(error, Error::ForeignOutput { .. }), "{error:?}");
        assert_eq!(tree.names(""), ["file", "public"]);

        // Once ours, but now somebody keeps a repository there.
        publish_to(&tree, "pages", &[("/", "front")]).unwrap();
        tree.files(&[("pages/.git/HEAD", "ref: refs/heads/pages")]);
        let error = publish_to(&tree, "pages", &[("/", "new")]).unwrap_err();
        assert!(error.to_string().contains("holds the repository"), "{error}");
        assert_eq!(tree.read("pages/index.html"), "front");

        fs::create_dir(tree.path("empty")).unwrap();
        publish_to(&tree, "empty", &[("/", "front")]).unwrap();
        publish_to(&tree, "not/there/yet", &[("/", "front")]).unwrap();
        assert!(tree.path("not/there/yet/index.html").exists());
    }

    #[test]
    fn a_folder_that_holds_the_sources_is_refused() {
        let tree = Tree::new();
        tree.files(&[
            ("public/site/content/a.md", "# A\n"),
            ("public/site/static/b", ""),
        ]);
        // Even if it looks like ours.
        tree.files(&[("public/.trustpress", ""), ("public/site/.trustpress", "")]);
        tree.files(&[("public/site/content/.trustpress", "")]);
        tree.files(&[("public/site/static/.trustpress", "")]);
        let mut config = tree.config();
        config.root = tree.path("public/site");
        let folders =
            ["", "/site", "/site/content", "/site/static", "/site/content/../.."];
        for folder in folders {
            let output = plan(&[("/", "front")]);
            let folder = tree.path(&format!("public{folder}"));
            let error = write(&output, &config, &folder).unwrap_err();
            assert!(matches!(error, Error::Usage { .. }), "{folder:?} {error:?}");
        }
        assert_eq!(tree.read("public/site/content/a.md"), "# A\n");
        let below = tree.path("public/site/content/out");
        write(&plan(&[("/", "front")]), &config, &below).unwrap();
    }

    #[test]
    fn an_error_leaves_the_old_site_as_it_was() {
        let tree = Tree::new();
        publish(&tree, &[("/", "1"), ("/a/", "A"), ("/b/", "B")]).unwrap();
        let before = site(&tree);
        for broken in ["/", "/b/", "/z/"] {
            let mut files = files(&[("/", "2"), ("/a/", "A2"), ("/b/", "B2")]);
            let fail = || Err(Error::Template { report: "no such field".to_owned() });
            let url = UrlPath::new(broken).unwrap();
            files.insert(0, OutputFile::new(url, Recipe::Render(Box::new(fail))));
            let error = write(&Output::new(files), &tree.config(), &tree.path("public"));
            assert!(matches!(error, Err(Error::Template { .. })), "{broken}: {error:?}");
            assert_eq!(site(&tree), before, "{broken}");
            assert_eq!(tree.names(""), ["public"], "{broken}");
        }
    }

    #[test]
    fn of_several_errors_the_first_is_told_each_time() {
        let tree = Tree::new();
        let fail = |at: usize| {
            let report = format!("error {at}");
            let recipe = move || Err(Error::Template { report: report.clone() });
            let url = UrlPath::new(&format!("/{at:03}/")).unwrap();
            OutputFile::new(url, Recipe::Render(Box::new(recipe)))
        };
        let output = Output::new((0..300).map(fail).collect());
        let error = write(&output, &tree.config(), &tree.path("public")).unwrap_err();
        assert_eq!(error.to_string(), "error 0");
    }

    #[test]
    fn a_missing_source_names_the_source() {
        let tree = Tree::new();
        let gone = tree.path("gone.pdf");
        let url = UrlPath::new("/a.pdf").unwrap();
        let output = Output::new(vec![OutputFile::new(url, Recipe::Copy(&gone))]);
        match write(&output, &tree.config(), &tree.path("public")) {
            Err(Error::Read { path, .. }) => assert_eq!(path, gone),
            other => panic!("{other:?}"),
        }
        assert!(tree.names("").is_empty());
    }

    #[test]
    fn what_a_killed_run_left_is_cleared_away() {
        let tree = Tree::new();
        publish(&tree, &[("/", "old")]).unwrap();
        tree.files(&[
            (".public.trustpress-new/half/index.html", "half"),
            (".public.trustpress-lock", ""),
        ]);
        publish(&tree, &[("/", "new")]).unwrap();
        assert_eq!(site(&tree), [owned(("index.html", "new"))].into());
        assert_eq!(tree.names(""), ["public"]);

        // Killed between the two renames, and once more before the clearing.
        fs::rename(tree.path("public"), tree.path(".public.trustpress-old")).unwrap();
        let changes = publish(&tree, &[("/", "new")]).unwrap();
        assert_eq!(changes.unchanged, 1, "the old site was not brought back");
        tree.files(&[(".public.trustpress-old/index.html", "older")]);
        publish(&tree, &[("/", "new")]).unwrap();
        assert_eq!(site(&tree), [owned(("index.html", "new"))].into());
        assert_eq!(tree.names(""), ["public"]);
    }

    #[test]
    fn a_link_in_place_of_our_own_folders_is_deleted_and_not_what_it_leads_to() {
        let tree = Tree::new();
        tree.files(&[("mine/thesis/chapter/1.txt", "years of work")]);
        for name in [".public.trustpress-new", ".public.trustpress-old"] {
            if !tree.link(name, "mine") {
                return skipped("symbolic links");
            }
        }
        publish(&tree, &[("/", "1")]).unwrap();
        publish(&tree, &[("/", "2")]).unwrap();
        assert_eq!(tree.names(""), ["mine", "public"]);
        assert_eq!(tree.read("mine/thesis/chapter/1.txt"), "years of work");
    }

    #[test]
    fn two_runs_at_once_do_not_mix() {
        let tree = Tree::new();
        let run = |name: &str| {
            let urls: Vec<_> = (0..40).map(|at| format!("/p{at}/")).collect();
            let files: Vec<_> = urls.iter().map(|url| (&**url, name)).collect();
            for _ in 0..4 {
                publish(&tree, &files).unwrap();
            }
        };
        thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                scope.spawn(move || run(name));
            }
        });
        let site = site(&tree);
        let mut texts: Vec<_> = site.into_values().collect();
        assert_eq!(texts.len(), 40);
        texts.dedup();
        assert_eq!(texts.len(), 1);
        assert_eq!(tree.names(""), ["public"]);
    }

    #[test]
    fn of_two_urls_that_need_one_place_the_page_has_it() {
        let tree = Tree::new();
        let files = [
            ("/a/", "page"),
            ("/a/index.html", "file"),
            ("/a", "file"),
            ("/a-b", "file"),
            ("/c", "file"),
            ("/c/d/e", "file"),
        ];
        for _ in 0..2 {
            publish(&tree, &files).unwrap();
            let expected = [("a-b", "file"), ("a/index.html", "page"), ("c/d/e", "file")];
            assert_eq!(site(&tree), expected.map(owned).into());
        }
    }

    #[test]
    fn a_linked_output_folder_stays_a_link() {
        let tree = Tree::new();
        tree.files(&[("srv/other", "")]);
        if !tree.link("public", "srv/site") {
            return skipped("symbolic links");
        }
        for text in ["1", "2"] {
            publish(&tree, &[("/", text)]).unwrap();
            assert_eq!(tree.read("srv/site/index.html"), text);
            assert!(fs::symlink_metadata(tree.path("public")).unwrap().is_symlink());
            assert_eq!(tree.names("srv"), ["other", "site"]);
            assert_eq!(tree.names(""), ["public", "srv"]);
        }
        assert!(tree.link("circle", "circle"));
        let error = publish_to(&tree, "circle", &[("/", "x")]).unwrap_err();
        assert!(matches!(error, Error::Write { .. }), "{error:?}");
    }

    #[test]
    fn links_in_the_old_site_are_replaced_and_not_followed() {
        let tree = Tree::new();
        let files = [("/a/", "A"), ("/b", "B")];
        publish(&tree, &files).unwrap();
        fs::remove_dir_all(tree.path("public/a")).unwrap();
        fs::remove_file(tree.path("public/b")).unwrap();
        tree.files(&[("mine/index.html", "A"), ("mine/b", "B")]);
        if !tree.link("public/a", "../mine") || !tree.link("public/b", "../mine/b") {
            return skipped("symbolic links");
        }
        let changes = publish(&tree, &files).unwrap();
        assert_eq!(changes, Changes { written: 2, removed: 2, bytes: 2, unchanged: 0 });
        assert!(fs::symlink_metadata(tree.path("public/b")).unwrap().is_file());
        assert_eq!(tree.names("mine"), ["b", "index.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_a_site_and_not_of_its_sources() {
        use std::os::unix::fs::PermissionsExt as _;

        let tree = Tree::new();
        tree.files(&[("report.pdf", "%PDF")]);
        let report = tree.path("report.pdf");
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        let mode =
            |path: &str| fs::metadata(tree.path(path)).unwrap().permissions().mode();
        set(&report, 0o600);
        let url = UrlPath::new("/report.pdf").unwrap();
        let mut files = files(&[("/", "front")]);
        files.push(OutputFile::new(url, Recipe::Copy(&report)));
        write(&Output::new(files), &tree.config(), &tree.path("public")).unwrap();
        assert_eq!(mode("public/report.pdf"), mode("public/index.html"));

        set(&tree.path("public"), 0o750);
        publish(&tree, &[("/", "new")]).unwrap();
        assert_eq!(mode("public") & 0o777, 0o750);
    }

    #[test]
    fn a_copied_file_is_compared_to_its_end() {
        let tree = Tree::new();
        let path = tree.path("big.bin");
        let mut bytes = vec![7; 200_000];
        let run = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            let url = UrlPath::new("/big.bin").unwrap();
            let output = Output::new(vec![OutputFile::new(url, Recipe::Copy(&path))]);
            let changes = write(&output, &tree.config(), &tree.path("public")).unwrap();
            assert_eq!(fs::read(tree.path("public/big.bin")).unwrap(), bytes);
            changes.written
        };
        assert_eq!(run(&bytes), 1);
        assert_eq!(run(&bytes), 0);
        bytes[199_999] = 8;
        assert_eq!(run(&bytes), 1);
        bytes.truncate(64 << 10);
        assert_eq!(run(&bytes), 1);
        assert_eq!(run(&bytes), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// After any series of runs the folder is what one run would have made,
        /// and the counts tell the difference.
        #[test]
        fn the_last_output_counts(
            runs in prop::collection::vec(
                prop::collection::btree_map("/[ab]/([cd]/)?([ef]\\.txt)?", "[xy]{0,2}", 0..6),
                1..5,
            ),
        ) {
            let tree = Tree::new();
            let mut before = BTreeMap::new();
            for files in &runs {
                let files: Vec<_> = files.iter().map(|(url, text)| (&**url, &**text)).collect();
                let changes = publish(&tree, &files).unwrap();
                let after = site(&tree);
                let fresh = Tree::new();
                publish(&fresh, &files).unwrap();
                prop_assert_eq!(&after, &site(&fresh));
                let same = after.iter().filter(|(path, text)| before.get(*path) == Some(*text));
                let gone = before.keys().filter(|path| !after.contains_key(*path));
                prop_assert_eq!(changes.unchanged, same.count());
                prop_assert_eq!(changes.removed, gone.count());
                prop_assert_eq!(changes.written + changes.unchanged, after.len());
                before = after;
            }
        }
    }

    fn files<'a>(files: &[(&str, &'a str)]) -> Vec<OutputFile<'a>> {
        let file = |(url, text): &(&str, &'a str)| {
            let bytes = Recipe::Bytes(Cow::Borrowed(text.as_bytes()));
            OutputFile::new(UrlPath::new(url).unwrap(), bytes)
        };
        files.iter().map(file).collect()
    }

    fn plan<'a>(planned: &[(&str, &'a str)]) -> Output<'a> {
        Output::new(files(planned))
    }

    fn publish(tree: &Tree, files: &[(&str, &str)]) -> Result<Changes, Error> {
        publish_to(tree, "public", files)
    }

    /// Writes a site without knowing what it was before.
    fn write(
        output: &Output<'_>,
        config: &Config,
        folder: &Path,
    ) -> Result<Changes, Error> {
        let written = disk::write(output, config, folder, &Known::default());
        written.map(|(changes, _)| changes)
    }

    #[test]
    fn what_was_made_from_the_same_is_not_made_again() {
        let tree = Tree::new();
        let run = |bytes: &'static str, inputs: &str, known: &Ledger| {
            let make = move || match bytes {
                "" => Err(Error::Template { report: "made again".to_owned() }),
                _ => Ok(bytes.as_bytes().to_vec()),
            };
            let url = UrlPath::new("/a/").unwrap();
            let file = OutputFile::new(url, Recipe::Render(Box::new(make)));
            let output = Output::new(vec![file.with_inputs(|| Some(Inputs::of(inputs)))]);
            let known = Known { ledger: known.clone(), spare: None };
            disk::write(&output, &tree.config(), &tree.path("public"), &known)
        };
        let (changes, known) = run("A", "1", &Ledger::default()).unwrap();
        assert_eq!(changes.written, 1);
        let (changes, known) = run("", "1", &known).unwrap();
        assert_eq!((changes.written, changes.unchanged), (0, 1));
        // Made from something else; or somebody has changed or deleted it.
        run("", "2", &known).unwrap_err();
        run("", "1", &Ledger::default()).unwrap_err();
        fs::write(tree.path("public/a/index.html"), "mine").unwrap();
        run("", "1", &known).unwrap_err();
        let (_, known) = run("A", "1", &known).unwrap();
        fs::remove_file(tree.path("public/a/index.html")).unwrap();
        run("", "1", &known).unwrap_err();
        assert_eq!(run("A", "1", &known).unwrap().0.written, 1);
    }

    fn publish_to(
        tree: &Tree,
        folder: &str,
        files: &[(&str, &str)],
    ) -> Result<Changes, Error> {
        write(&plan(files), &tree.config(), &tree.path(folder))
    }

    /// The published files, the marker apart.
    fn site(tree: &Tree) -> BTreeMap<String, String> {
        let mut files: BTreeMap<_, _> = tree.content("public").into_iter().collect();
        files.remove(OUTPUT_MARKER);
        let text = |(path, bytes)| (path, String::from_utf8(bytes).unwrap());
        files.into_iter().map(text).collect()
    }

    fn owned((path, text): (&str, &str)) -> (String, String) {
        (path.to_owned(), text.to_owned())
    }
}

/// A folder of files that is deleted in the end.
#[derive(Debug)]
struct Tree {
    folder: TempDir,
}

impl Tree {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn files(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.path(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Makes a file that says its own name, unless a folder is in its way.
    fn try_file(&self, path: &str) {
        let file = self.path(path);
        if fs::create_dir_all(file.parent().unwrap()).is_ok() {
            drop(fs::write(file, path));
        }
    }

    /// Returns whether the system has symbolic links.
    fn link(&self, link: &str, target: &str) -> bool {
        let link = self.path(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        #[cfg(unix)]
        return std::os::unix::fs::symlink(target, link).is_ok();
        #[cfg(not(unix))]
        return false;
    }

    /// A site in this folder, as `site.toml` would describe it.
    fn config(&self) -> Config {
        let mut config = Config::bare(self.folder.path());
        config.origin = ConfigOrigin::File;
        "content".clone_into(&mut config.content.dir);
        config
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The names in a folder, sorted.
    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    /// The files below a folder.
    fn content(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let top = self.path(folder);
        let mut files = Vec::new();
        let mut waiting = vec![top.clone()];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                let entries = fs::read_dir(path).unwrap();
                waiting.extend(entries.map(|entry| entry.unwrap().path()));
            } else {
                let name = path.strip_prefix(&top).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read(&path).unwrap()));
            }
        }
        files
    }
}

fn exclude(mut config: Config, patterns: &[&str]) -> Config {
    let mut globs = GlobSetBuilder::new();
    for pattern in patterns {
        globs.add(Glob::new(pattern).unwrap());
    }
    config.content.exclude = globs.build().unwrap();
    config
}

#[expect(clippy::print_stderr, reason = "a test that proves nothing must say so")]
fn skipped(what: &str) {
    eprintln!("skipped: this system has no {what}");
}
