//! What a site says that it publishes, and what it publishes.

use std::collections::BTreeSet;
use std::fs;

use trustpress::pipeline;
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
    let build = pipeline::build(sources, &config, fixture.context()).unwrap();
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
fn example_site() -> Fixture {
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
        let promised: Vec<_> =
            promised.into_iter().filter(|url| !is_planned(url)).collect();
        assert_eq!(promised, [""; 0], "{name}: promised and not published");
        assert_eq!(forgotten, [""; 0], "{name}: published and not known");
    }
}

/// Returns whether an address is one that links may lead to already and that
/// rendering does not make yet.
fn is_planned(url: &str) -> bool {
    let parts =
        ["/changes.", "/v/", "/history/", "/diff/", "/releases", "/releases-", "/gone"];
    parts.iter().any(|part| url.contains(part))
}
