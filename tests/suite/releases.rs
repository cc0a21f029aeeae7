//! What a release pins and lists, and what it refuses.

use trustpress::archive::{LOCK, RELEASES, surface_path};
use trustpress::pipeline;
use trustpress::record::{Refusal, ReleaseDraft, ReleasePlan, ReleaseRefusal};

use crate::archive::{SITE, apply, archive_of, edited};
use crate::support::Fixture;

const KEYS: &str = "\
---
id: keys
title: Keys & [locks]
kind: policy
owner: Security
summary: Keys are kept.
version: \"3\"
effective_on: 2025-03-01
last_updated: 2025-03-01
last_reviewed: 2025-03-01
---

# Keys

Keep the key. See [access](access.md).
";

/// Two policies, a page that links to both, and a page without a version.
fn site() -> Fixture {
    let index = "# Security\n\nSee [access](access.md), [keys](keys.md), [us](us.md).\n";
    Fixture::from_text(SITE)
        .file("content/index.md", index)
        .file("content/keys.md", KEYS)
        .file("content/us.md", "# Us\n\n## Where we are\n\nHere.\n")
}

fn plan(
    fixture: &Fixture,
    name: &str,
    note: Option<&str>,
) -> Result<ReleasePlan, Vec<Refusal>> {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config);
    pipeline::release(sources, &config, fixture.context(), (name, note)).unwrap()
}

#[track_caller]
fn draft(fixture: &Fixture, name: &str) -> ReleaseDraft {
    match plan(fixture, name, None) {
        Ok(ReleasePlan::Release(draft)) => *draft,
        other => panic!("{other:?}"),
    }
}

fn released(fixture: Fixture, name: &str) -> Fixture {
    let change = draft(&fixture, name).change;
    apply(fixture, &change)
}

#[test]
fn a_release_freezes_and_pins_every_version() {
    let draft = draft(&site(), "spring");
    let pins = draft.release.documents.iter();
    let pins: Vec<_> = pins.map(|(id, version)| format!("{id} {version}")).collect();
    assert_eq!(pins, ["access 1.0", "keys 3"]);
    assert_eq!(
        draft.change.paths().collect::<Vec<_>>(),
        [
            "archive/access/1.0.md",
            "archive/keys/3.md",
            "archive/releases/spring.md",
            "archive/releases/spring.toml",
            LOCK,
            RELEASES
        ]
    );
    let site = apply(site(), &draft.change);
    let archive = archive_of(&site);
    assert_eq!(archive.problems, []);
    assert_eq!((archive.versions.len(), archive.releases.len()), (2, 1));
    assert!(matches!(plan(&site, "spring", None), Ok(ReleasePlan::Released(_))));
    let later = site.as_of("2025-07-01");
    assert!(matches!(plan(&later, "spring", None), Ok(ReleasePlan::Released(_))));
}

#[test]
fn the_surface_is_what_the_site_publishes_with_the_release() {
    let site = released(site(), "spring");
    let [surface] = archive_of(&site).surfaces.try_into().unwrap();
    let listed: Vec<_> = surface.urls.iter().map(|url| url.path.as_str()).collect();
    let built = site.build();
    let of_theme = |url: &str| url.starts_with("/assets/") || url == "/favicon.svg";
    let is_lasting = |url: &&str| !of_theme(url) && *url != "/_headers";
    let published: Vec<_> = built.files.keys().map(String::as_str).collect();
    let published: Vec<_> = published.into_iter().filter(is_lasting).collect();
    assert_eq!(listed, published);
    assert!(published.len() < built.files.len());

    let anchors = |path: &str| {
        let url = surface.urls.iter().find(|url| url.path.as_str() == path);
        url.map_or(Vec::new(), |url| url.anchors.clone())
    };
    assert_eq!(anchors("/us/"), ["us", "where-we-are"]);
    assert_eq!(anchors("/us/index.md"), [""; 0]);
    assert_eq!(anchors("/keys/"), ["keys"]);
}

#[test]
fn the_summary_says_what_changed_and_stays_as_people_leave_it() {
    let summary = |fixture: &Fixture, name: &str| {
        let draft = draft(fixture, name);
        let path = format!("archive/releases/{name}.md");
        let file = draft.change.added.into_iter().find(|file| file.path == path);
        let text = file.map(|file| file.text).unwrap_or_default();
        text.split_once("-->\n").map_or(text.clone(), |(_, rest)| rest.to_owned())
    };
    assert_eq!(summary(&site(), "spring"), "\nThe first release.\n");
    let first = released(site(), "spring");
    let edits = [
        ("\"1.0\"", "\"1.1\""),
        ("the [door]", "both [doors]"),
        ("First text.", "Both *doors*."),
    ];
    let index =
        "# Security\n\nSee [access](entry/access.md), [us](us.md), [more](more.md).\n";
    let second = edited(first, &edits).without("content/keys.md");
    let second = moved(second).file("content/index.md", index).file(
        "content/more.md",
        KEYS.replace("id: keys", "id: more").replace("access.md", "entry/access.md"),
    );
    assert_eq!(
        summary(&second, "summer"),
        "\n## New\n\n- Keys \\& \\[locks\\], version 3\n\n\
         ## Revised\n\n- Access, version 1.1 after 1.0: 3 words added, 3 removed\n  - 1.1 (material): Both \\*doors\\*.\n\n\
         ## Withdrawn\n\n- Keys \\& \\[locks\\], version 3\n\n\
         ## Renamed or moved\n\n- Access, from `/access/` to `/entry/access/`\n"
    );
    let written = second.file("archive/releases/summer.md", "Ours.\n");
    assert_eq!(summary(&written, "summer"), "");
    let written = released(written, "summer");
    assert_eq!(archive_of(&written).summaries[1].text, "Ours.\n");
}

/// Moves the policy about access, and leaves a redirect.
fn moved(fixture: Fixture) -> Fixture {
    let config = fixture.valid_config();
    let sources = fixture.sources(&config).documents;
    let source = sources.into_iter().find(|source| source.path.as_str() == "access.md");
    let text = source.unwrap().text.unwrap();
    let text = text.replace("id: access", "id: access\naliases: [/access/]");
    let text = text.replace("(index.md)", "(../index.md)");
    fixture.without("content/access.md").file("content/entry/access.md", text)
}

#[test]
fn everything_that_stands_in_the_way_is_told_at_once() {
    let site = released(site(), "spring");
    let keys = KEYS.replace("\"3\"", "\"2\"").replace("Keep", "Hide");
    let site = edited(site, &[("the [door]", "both [doors]")])
        .file("content/keys.md", keys)
        .file("content/us.md", "# Us\n\n[here](here.md)\n");
    let refusals = plan(&site, "spring", None).unwrap_err();
    let told: Vec<_> = refusals.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "content/access.md: the text was changed after version 1.0 was frozen on 2025-06-02",
            "content/keys.md: version 2 does not come after version 3, which is frozen",
            "the site has 1 open error\n  content/us.md: link-page-missing: no page at `here.md`",
            "release spring was made on 2025-06-02, with other versions or another note",
        ]
    );
}

#[test]
fn a_release_comes_after_the_others_and_says_something_new() {
    let site = released(site(), "2025-06");
    let next =
        edited(site.clone(), &[("\"1.0\"", "\"1.1\""), ("the [door]", "both [doors]")]);
    let derived = next.clone().file("content/keys.md", KEYS.replace("id: keys\n", ""));
    let without = Fixture::from_text(SITE).without("content/access.md");
    let taken =
        next.clone().file(&surface_path("summer"), "format = 1\nrelease = \"summer\"\n");
    #[rustfmt::skip]
    let cases = [
        (&site, "summer", None, "no version has changed since release 2025-06"),
        (&site, "summer", Some("We moved."), "no version has changed since release 2025-06"),
        (&site, "2025-06", Some("We moved."), "release 2025-06 was made on 2025-06-02, with other versions or another note"),
        (&next, "2025-06", None, "release 2025-06 was made on 2025-06-02, with other versions or another note"),
        (&next, "a/b", None, "a release cannot be called `a/b`: it has `/`, and may only have letters, digits and `.`, `+`, `_`, `-`"),
        (&next.clone().as_of("2025-06-01"), "summer", None, "release 2025-06 was made on 2025-06-02, which is after 2025-06-01"),
        (&derived, "summer", None, "content/keys.md has no `id` in its front matter"),
        (&without.file("content/index.md", "# S\n"), "summer", None, "no controlled document that is published has a `version`"),
        (&taken, "summer", None, "archive/releases/summer.toml is there already, with other addresses, and no release has it"),
        (&next.clone().file("archive/keys/3.md", "other\n"), "summer", None, "the archive is damaged: 1 problem"),
    ];
    for (site, name, note, reason) in cases {
        let refusals = plan(site, name, note).unwrap_err();
        let told: Vec<_> = refusals.iter().map(ToString::to_string).collect();
        assert_eq!(told, [reason], "{name}");
        assert!(!refusals[0].help().is_empty());
    }
    let twin = released(self::site(), "Spring");
    let twin = edited(twin, &[("\"1.0\"", "\"1.1\""), ("the [door]", "both [doors]")]);
    let refusals = plan(&twin, "spring", None).unwrap_err();
    assert!(
        matches!(
            refusals[..],
            [Refusal::Release(ReleaseRefusal::NameSameButForCase { .. })]
        ),
        "{refusals:?}"
    );
}

#[test]
fn what_an_interrupted_release_left_is_taken_over() {
    let whole = draft(&site(), "spring");
    let left = whole.change.added.iter();
    let left = left.fold(site(), |site, file| site.file(&file.path, &file.text));
    let again = draft(&left, "spring");
    assert_eq!(again.change.added, []);
    assert_eq!(again.change.lists, whole.change.lists);
}
