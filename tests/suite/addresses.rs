//! What a site says that it publishes, and what it publishes.

use std::collections::BTreeSet;
use std::fs;

use trustpress::archive::{PublishedUrl, Surface, surface, surface_path};
use trustpress::base::span::Span;
use trustpress::pipeline::{self, Pages};
use trustpress::render::render;

use crate::example::Example;
use crate::support::{Fixture, files_below, repository};

/// A site with everything that has an address: a list of a folder, an alias,
/// redirects, a file, versions of a document that is there and of one that is
/// not, a release, and a version that was withdrawn.
const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"

[[withdrawals]]
id = \"gone\"
version = \"1\"
-- content/_redirects --
/former /guides/
/old/* /guides/:splat
-- content/guides/start.md --
---
title: Start
aliases: [/begin/]
---

See [access](../access.md).
-- content/guides/sign.svg --
<svg/>
-- content/access.md --
---
id: access
title: Access
kind: policy
version: \"1.1\"
---

Lock both doors.
-- content/plan.md --
---
title: Plan
kind: policy
classification: restricted
---

Run.
-- content/hidden/secret.md --
---
title: Secret
classification: internal
---

Nothing.
-- archive/releases.toml --
format = 1

[[release]]
name = \"spring\"
on = 2025-04-01

[release.documents]
access = \"1.0\"
-- frozen: access 1.0 --
---
id: access
title: Access
kind: policy
version: \"1.0\"
---

Lock the door.
-- frozen: access 1.1 --
---
id: access
title: Access
kind: policy
version: \"1.1\"
---

Lock both doors.
-- frozen: gone 1 --
---
id: gone
title: Gone
kind: policy
version: \"1\"
---

Nothing.
-- frozen: gone 2 --
---
id: gone
title: Gone
kind: policy
version: \"2\"
---

Nothing more.
";

/// Where the theme has its files.
const OF_THE_THEME: [&str; 2] = ["/assets/", "/favicon."];

/// Returns what a site says that it publishes and does not, and the other way
/// round. The files of the theme and those for the host are not given to
/// readers, so they are in neither.
fn differences(fixture: &Fixture) -> (Vec<String>, Vec<String>) {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config);
    let build = pipeline::build(sources, &config, fixture.context(), Pages::All).unwrap();
    let output = render(&build.site, &build.theme).unwrap();
    let is_for_readers = |url: &String| {
        !OF_THE_THEME.iter().any(|start| url.starts_with(start))
            && url != "/_headers"
            && url != "/_redirects"
    };
    let published = output.files().iter().map(|file| file.url.as_str().to_owned());
    let published: BTreeSet<String> = published.filter(is_for_readers).collect();
    let said: BTreeSet<String> =
        build.site.addresses.iter().map(ToString::to_string).collect();
    let only =
        |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
    (only(&said, &published), only(&published, &said))
}

/// Returns the site of the invented company.
pub(crate) fn example_site() -> Fixture {
    let folders = ["content", "archive"].into_iter();
    let there = folders.filter(|folder| repository().join(folder).is_dir());
    let files = there.flat_map(|folder| {
        let paths = files_below(folder).into_iter();
        paths.map(move |path| format!("{folder}/{path}"))
    });
    let files = files.chain(["site.toml".to_owned()]).map(|path| {
        let bytes = fs::read(repository().join(&path)).unwrap();
        (path, bytes)
    });
    Fixture::from_files(files)
}

#[test]
fn every_address_of_a_site_is_published_and_known() {
    let sites = [
        ("the golden site", Fixture::from_dir("tests/golden/site")),
        ("the example", example_site()),
        ("an archive", Example::tree(SITE).fixture()),
    ];
    for (name, site) in sites {
        let (promised, forgotten) = differences(&site);
        assert_eq!(promised, [""; 0], "{name}: promised and not published");
        assert_eq!(forgotten, [""; 0], "{name}: published and not known");
    }
}

/// Adds to a site the list of what it publishes, as that of its release.
fn released(fixture: Fixture) -> Fixture {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config);
    let (site, _) = pipeline::judge(sources, &config, fixture.context());
    let urls = site.addresses.iter().map(|path| PublishedUrl {
        path: path.clone(),
        anchors: Vec::new(),
        span: Span::default(),
    });
    let published = Surface { release: "spring".to_owned(), urls: urls.collect() };
    fixture.file(&surface_path("spring"), surface(&published))
}

#[test]
fn what_a_release_published_is_lost_only_when_nobody_answers_for_it() {
    let site = released(Example::tree(SITE).fixture());
    let access = "content/access.md";
    let text = SITE.split("-- content/access.md --\n").nth(1).unwrap();
    let text = text.split("-- ").next().unwrap();
    let with = |line: &str| text.replacen("kind: policy", line, 1);
    let settings = "[site]\ntitle = 'Example'\n";
    let withdrawn = format!("{settings}[[withdrawals]]\nid = 'access'\n");
    #[rustfmt::skip]
    let cases = [
        ("nothing changes", site.clone(), vec![]),
        ("a version is given back", site.clone().file("site.toml", settings), vec![]),
        ("all versions are withdrawn", site.clone().file("site.toml", &withdrawn), vec![]),
        ("the text is restricted",
            site.clone().file(access, with("kind: policy\nclassification: restricted")), vec![]),
        ("the text is internal",
            site.clone().file(access, with("kind: policy\nclassification: internal")), vec![]),
        ("the text is withdrawn",
            site.clone().file(access, with("kind: policy\nstatus: withdrawn")), vec![]),
        ("the document is gone", site.clone().without(access), vec![]),
        ("the document moves",
            site.clone().without(access).file("content/rules/access.md", text), vec![]),
        ("a page without versions moves",
            site.clone().without("content/plan.md").file("content/rules/plan.md", "# Plan\n"),
            vec!["/plan/"]),
        ("a folder is gone",
            site.without("content/guides/start.md").without("content/guides/sign.svg"),
            vec!["/begin/", "/guides/"]),
    ];
    for (what, site, expected) in cases {
        let report = site.check().report;
        let lost = report.findings.iter().filter(|it| it.rule == "version-url-lost");
        let lost: Vec<_> = lost.map(|finding| finding.subject.as_str()).collect();
        assert_eq!(lost, expected, "{what}");
    }
}
