//! The pages of versions, histories and releases.

use trustpress::archive::{
    self, ChangeClass, Entry, LOCK, Outcome, RELEASES, REVIEWS, Release, Review,
};
use trustpress::base::path::UrlPath;
use trustpress::base::span::Span;
use trustpress::pipeline;

use crate::example::locked_as;
use crate::support::{Built, Fixture, attributes};
use crate::theme::well_formed;

/// What nobody may read any more: it stands in every text and title of what is
/// internal, restricted or withdrawn.
const CANARY: &str = "goldfinch";

const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
base_url = \"https://t.example/x/\"
contact = \"ask@t.example\"

[[withdrawals]]
id = \"backup\"
version = \"1.1\"
on = 2025-03-04
note = \"It named a supplier.\"
-- content/index.md --
# Security
-- content/rules/access.md --
---
id: access
title: Access Rules
kind: policy
version: \"1.10\"
effective_on: 2025-05-01
---

## Main

Lock every door. See [backup](../backup.md).
-- content/plan.md --
---
id: plan
title: Plan
kind: plan
version: \"2\"
effective_on: 2025-07-01
---

Run, then hide.
-- content/backup.md --
---
id: backup
title: Backup
kind: policy
version: \"2.1\"
change_summary: Three copies.
---

Copy thrice.
-- content/secret.md --
---
id: secret
title: goldfinch
kind: policy
classification: internal
version: \"1\"
---

goldfinch
-- content/pentest.md --
---
id: pentest
title: Test
kind: guide
classification: restricted
version: \"1\"
---

goldfinch
";

/// A frozen text: id, version, front matter, body.
type Text = (&'static str, &'static str, &'static str, &'static str);

const TEXTS: [Text; 10] = [
    (
        "access",
        "1.2",
        "title: Access\nkind: policy\neffective_on: 2024-01-05\n",
        "## Main\n\nLock the door. See [keys](keys.md#where) and [backup](backup.md).\n\n## Where\n\nHere.\n",
    ),
    (
        "access",
        "1.9",
        "title: Access\nkind: policy\neffective_on: 2024-06-07\napprover: CTO\n",
        "## Main\n\nLock the doors.\n",
    ),
    (
        "access",
        "1.10",
        "title: Access Rules\nkind: policy\neffective_on: 2025-05-01\n",
        "## Main\n\nLock every door. See [backup](../backup.md).\n",
    ),
    (
        "backup",
        "1.0",
        "title: Backup\nkind: policy\neffective_on: 2024-01-01\n",
        "Copy.\n",
    ),
    (
        "backup",
        "1.1",
        "title: goldfinch\nkind: policy\neffective_on: 2024-02-01\nowner: goldfinch\nsummary: goldfinch\n",
        "goldfinch\n",
    ),
    (
        "keys",
        "1",
        "title: Keys\nkind: policy\neffective_on: 2024-01-05\nsuperseded_by: access\n",
        "## Where\n\nUnder the mat.\n",
    ),
    (
        "pentest",
        "1",
        "title: Test\nkind: guide\neffective_on: 2024-01-05\n",
        "goldfinch\n",
    ),
    ("plan", "1", "title: Plan\nkind: plan\neffective_on: 2024-01-05\n", "Hide.\n"),
    (
        "plan",
        "2",
        "title: Plan\nkind: plan\neffective_on: 2025-07-01\n",
        "Run, then hide.\n",
    ),
    (
        "secret",
        "1",
        "title: goldfinch\nkind: policy\nowner: goldfinch\nsummary: goldfinch\n",
        "goldfinch\n",
    ),
];

fn entry((id, version, matter, body): Text) -> (Entry, String) {
    let source = format!("---\nid: {id}\n{matter}---\n\n{body}");
    let mut entry = locked_as(id, version, &source);
    if (id, version) == ("access", "1.10") {
        entry.url = UrlPath::new("/rules/access/").unwrap();
        entry.source_path = "rules/access.md".parse_path();
        entry.change_class = Some(ChangeClass::Material);
        entry.change_summary = Some("All <doors>.".to_owned());
    }
    if id != "pentest" && source.contains(CANARY) {
        entry.change_summary = Some(CANARY.to_owned());
    }
    (entry, source)
}

/// Reads a text as a path of the content.
trait ParsePath {
    fn parse_path(&self) -> trustpress::base::path::ContentPath;
}

impl ParsePath for str {
    fn parse_path(&self) -> trustpress::base::path::ContentPath {
        trustpress::base::path::ContentPath::new(self).unwrap()
    }
}

fn site() -> Fixture {
    let texts = TEXTS.map(entry);
    let files = texts.iter().map(|(entry, source)| (entry.path(), source.clone()));
    let site = files
        .fold(Fixture::from_text(SITE), |site, (path, source)| site.file(&path, source));
    let entries = texts.map(|(entry, _)| entry);
    let release = |name: &str, day: &str, pins: &[(&str, &str)]| Release {
        name: name.to_owned(),
        on: day.parse().unwrap(),
        note: None,
        documents: pins
            .iter()
            .map(|(id, version)| ((*id).to_owned(), version.parse().unwrap()))
            .collect(),
        span: Span::default(),
    };
    #[rustfmt::skip]
    let releases = [
        release("spring", "2024-03-01", &[("access", "1.2"), ("backup", "1.1"), ("keys", "1"), ("secret", "1")]),
        release("next", "2025-05-02", &[("access", "1.10"), ("pentest", "1"), ("plan", "1")]),
    ];
    let review = Review {
        id: "access".to_owned(),
        on: "2024-09-10".parse().unwrap(),
        by: "Head of <Security>".to_owned(),
        outcome: Outcome::NoChange,
        version: "1.9".parse().ok(),
        words_sha256: "0".repeat(64),
        span: Span::default(),
    };
    site.file(LOCK, archive::lock(&entries))
        .file(RELEASES, archive::releases(&releases))
        .file(REVIEWS, archive::reviews([&review]))
        .file(
            "archive/releases/next.md",
            "## Main\n\nEvery door, says [access](rules/access.md).\n",
        )
}

/// Returns the text of a page without its tags, on one line.
fn words(html: &str) -> String {
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |it| it.1));
    let text: String = parts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the notice on a page as readers read it.
fn notice(built: &Built, url: &str) -> String {
    let page = built.page(url);
    let from = page.split("<p class=\"notice\"").nth(1).unwrap_or_default();
    words(&format!("<p{}", from.split("</p>").next().unwrap()))
}

#[test]
fn every_address_of_a_history_answers() {
    let site = site();
    let config = site.valid_config();
    let (known, _) = pipeline::judge(site.sources(&config), &config, site.context());
    let built = site.build();
    let mut count = 0;
    for lineage in known.lineages.iter() {
        for url in lineage.urls().into_iter().chain([lineage.url.clone()]) {
            assert!(built.files.contains_key(url.as_str()), "{url}");
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
    for url in ["/releases/", "/releases/spring/", "/releases/next/"] {
        assert!(built.files.contains_key(url), "{url}");
    }
    assert_eq!(built.loose_ends(), Vec::<String>::new());
}

#[test]
fn every_page_of_a_history_is_well_formed() {
    let built = site().build();
    let pages = built.pages().filter(|(_, html)| !html.contains("http-equiv"));
    for (url, html) in pages {
        well_formed(url, html);
        for empty in ["<ul>\n</ul>", "<ol>\n</ol>", "href=\"\"", "<h1></h1>", "<p></p>"] {
            assert!(!html.contains(empty), "{url}: {empty}\n{html}");
        }
    }
}

#[test]
fn the_pages_of_a_history_have_the_versions_beside_them() {
    let built = site().build();
    let beside = |url: &str| {
        let page = built.page(url);
        let links = page.split("<details class=\"beside\">").nth(1).unwrap_or_default();
        let links = links.split("</details>").next().unwrap_or_default();
        let mut marked = links.split(" aria-current=\"").skip(1);
        let (mark, rest) = marked.next().unwrap().split_once("\">").unwrap();
        assert!(marked.next().is_none(), "{url}");
        let marked = rest.split("</a>").next().unwrap_or_default();
        (words(links), mark.to_owned(), words(&format!("<a>{marked}")))
    };
    let all = "Versions and history Access Rules Version 1.10, in force Version 1.9 \
               Version 1.2 History";
    #[rustfmt::skip]
    let cases = [
        ("/access/v/1.2/",                "page", "Version 1.2"),
        ("/access/v/1.2/changes/",        "true", "Version 1.2"),
        ("/rules/access/diff/1.9...1.10/", "true", "Version 1.10, in force"),
        ("/rules/access/history/",        "page", "History"),
    ];
    for (url, mark, marked) in cases {
        let expected = (all.to_owned(), mark.to_owned(), marked.to_owned());
        assert_eq!(beside(url), expected, "{url}");
    }
}

#[test]
fn a_version_says_in_dates_whether_it_is_in_force() {
    let later = "2025-07-01";
    #[rustfmt::skip]
    let cases = [
        ("2025-06-02", "/access/v/1.2/", "Superseded. This is version 1.2, in force from 5 January 2024 until 7 June 2024. Version 1.10 is in force. Compare with the current text."),
        ("2025-06-02", "/rules/access/v/1.10/", "In force since 1 May 2025. This is the permanent address of version 1.10; Access Rules always has the current text."),
        ("2025-06-02", "/plan/v/1/", "In force since 5 January 2024 and until 1 July 2025. This is the permanent address of version 1; Plan always has the current text. Compare with the current text."),
        ("2025-06-02", "/plan/v/2/", "Not yet in force. This is version 2, in force from 1 July 2025. Until then Version 1 is."),
        ("2025-06-02", "/plan/", "Not yet in force. This text is in force from 1 July 2025. Until then Version 1 is. As of 2 June 2025."),
        (later,        "/plan/v/1/", "Superseded. This is version 1, in force from 5 January 2024 until 1 July 2025. Version 2 is in force. Compare with the current text."),
        (later,        "/plan/v/2/", "In force since 1 July 2025. This is the permanent address of version 2; Plan always has the current text."),
        ("2025-06-02", "/keys/v/1/", "Retired. This document is no longer valid. This is its last version, 1, in force from 5 January 2024 until 2 May 2025. It was replaced by Access Rules."),
        ("2025-06-02", "/keys/", "Retired. This document is no longer part of Example. Its last version was in force from 5 January 2024 until 2 May 2025. It was replaced by Access Rules."),
    ];
    for (day, url, expected) in cases {
        assert_eq!(notice(&site().as_of(day).build(), url), expected, "{url} on {day}");
    }
}

#[test]
fn what_was_taken_back_is_in_no_byte_of_the_output() {
    let built = site().build();
    for (url, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains(CANARY), "{url}");
    }
    let tombstone = words(built.page("/backup/v/1.1/"));
    let told = "withdrawn on 4 March 2025 and is no longer published. It named a supplier. Questions: ask@t.example";
    assert!(tombstone.contains(told), "{tombstone}");
    assert!(tombstone.contains("Backup"), "the document still has a title: {tombstone}");
    for url in ["/secret/", "/secret/v/1/", "/secret/history/"] {
        let page = words(built.page(url));
        assert!(
            page.contains("ithdrawn document") && page.contains("ask@t.example"),
            "{url}: {page}"
        );
    }
    let restricted = words(built.page("/pentest/v/1/"));
    assert!(
        restricted.contains("The text of this document is given on request."),
        "{restricted}"
    );
}

#[test]
fn search_engines_are_told_what_the_site_decides() {
    let (document, own) =
        ("https://t.example/x/rules/access/", "https://t.example/x/access/v/1.2/");
    let in_force = "https://t.example/x/rules/access/v/1.10/";
    #[rustfmt::skip]
    let cases = [
        // [versions]                                        page                     canonical       listed
        ("",                                                 "/access/v/1.2/",        Some(document), false),
        ("",                                                 "/rules/access/v/1.10/", Some(document), false),
        ("canonical = \"version\"",                          "/access/v/1.2/",        Some(own),      false),
        ("canonical = \"version\"",                          "/rules/access/v/1.10/", Some(document), false),
        ("search_engines = \"all\"",                         "/access/v/1.2/",        Some(document), true),
        ("canonical = \"version\"\nsearch_engines = \"all\"", "/access/v/1.2/",       Some(own),      true),
        ("search_engines = \"all\"",                         "/backup/v/1.1/",        None,           false),
        ("",                                                 "/keys/v/1/",            Some("https://t.example/x/keys/v/1/"), false),
        ("",                                                 "/keys/",                None,           false),
        ("",                                                 "/rules/access/",        Some(document), true),
        ("",                                                 "/access/diff/1.2...1.9/", Some("https://t.example/x/access/diff/1.2...1.9/"), false),
    ];
    for (setting, url, canonical, is_listed) in cases {
        let toml =
            SITE.split("-- content").next().unwrap().replace("-- site.toml --\n", "");
        let site = site().file("site.toml", format!("{toml}\n[versions]\n{setting}\n"));
        let built = site.build();
        let page = built.page(url);
        let all = attributes(page);
        let link = page.split("<link rel=\"canonical\" href=\"").nth(1);
        let found = link.and_then(|rest| rest.split('"').next());
        assert_eq!(found, canonical, "{url} {setting}");
        let noindex = all.iter().any(|(element, name, value)| {
            element == "meta" && name == "content" && value == "noindex"
        });
        assert_eq!(!noindex, is_listed, "{url} {setting}");
        let sitemap = built.page("/sitemap.xml");
        let listed = sitemap.contains(&format!("<loc>https://t.example/x{url}</loc>"));
        assert!(!(listed && noindex), "{url} is in the sitemap");
    }
    assert_ne!(document, in_force);
}

#[test]
fn a_version_leads_to_the_versions_around_it() {
    let built = site().build();
    let page = built.page("/access/v/1.9/");
    #[rustfmt::skip]
    let relations = [
        ("predecessor-version", "/x/access/v/1.2/"),
        ("successor-version",   "/x/rules/access/v/1.10/"),
        ("latest-version",      "/x/rules/access/"),
        ("version-history",     "/x/rules/access/history/"),
    ];
    for (rel, href) in relations {
        assert!(
            page.contains(&format!("<link rel=\"{rel}\" href=\"{href}\">")),
            "{rel}\n{page}"
        );
    }
    let marked = "<a href=\"/x/access/v/1.9/\" aria-current=\"page\">Version 1.9</a>";
    assert!(page.contains(marked), "{page}");
    assert!(page.contains("<dt>Approved by</dt><dd>CTO</dd>"), "{page}");
    // Links lead to what the text meant in its time.
    assert_eq!(built.href("/access/v/1.2/", "keys"), "/x/keys/v/1/#where");
    assert_eq!(built.href("/access/v/1.2/", "backup"), "/x/backup/v/1.1/");
    // Without a release, to what there is.
    assert_eq!(built.href("/rules/access/v/1.10/", "backup"), "/x/backup/");
    let digest =
        trustpress::base::digest::sha256(&built.files["/access/v/1.9/index.txt"]);
    assert!(page.contains(&format!("<code>{digest}</code>")), "{page}");
    assert!(
        page.contains("curl -s https://t.example/x/access/v/1.9/index.txt | sha256sum")
    );
}

#[test]
fn a_document_leads_to_its_history() {
    let built = site().build();
    let page = built.page("/rules/access/");
    #[rustfmt::skip]
    let links = [
        ("1.10",                              "/x/rules/access/history/"),
        ("Permanent address of this version", "/x/rules/access/v/1.10/"),
        ("Changes in this version",           "/x/rules/access/diff/1.9...1.10/"),
        ("History",                           "/x/rules/access/history/"),
    ];
    for (label, href) in links {
        assert_eq!(built.href("/rules/access/", label), href);
    }
    assert_eq!(page.matches("<li><a href=\"/x/access/v/").count(), 2, "{page}");
    assert_eq!(built.href("/library/", "1.10"), "/x/rules/access/history/");
    // A text that is not frozen has no address of its own.
    let unfrozen = built.page("/backup/");
    assert!(!unfrozen.contains("Permanent address"), "{unfrozen}");
    assert!(
        unfrozen.contains(
            "<a href=\"/x/backup/\">Version 2.1</a> <small>current text</small>"
        )
    );
    assert!(!built.page("/").contains("Permanent address"));
}

#[test]
fn a_history_has_everything_that_happened_the_newest_first() {
    let built = site().build();
    let told = |url: &str| {
        let list = built.page(url).split("<ol class=\"timeline\">").nth(1).unwrap();
        let events = list.split("<li data-kind=\"").skip(1);
        let events = events.map(|event| words(&format!("<li \"{event}")));
        events
            .map(|event| event.split(" Made with").next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let access = told("/rules/access/history/");
    #[rustfmt::skip]
    let expected = [
        "1 May 2025 Version 1.10 In force All &lt;doors&gt;. Material change. Called “Access” before. Moved here from /access/. Changes from 1.9 Release next",
        "10 September 2024 Reviewed by Head of &lt;Security&gt; (version 1.9): no change was needed.",
        "7 June 2024 Version 1.9 Superseded In force until 1 May 2025. Changes from 1.2 Compare with the current text",
        "5 January 2024 Version 1.2 Superseded In force until 7 June 2024. Compare with the current text Release spring",
    ];
    assert_eq!(access.len(), expected.len());
    for (found, expected) in access.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
    let backup = told("/backup/history/");
    assert!(backup[0].contains("Version 2.1 current text"), "{backup:?}");
    assert!(
        backup[1]
            .contains("The text was withdrawn on 4 March 2025. It named a supplier."),
        "{backup:?}"
    );
    let keys = told("/keys/history/");
    assert!(keys[0].starts_with("2 May 2025 Retired This document is no longer valid. It was replaced by Access Rules."), "{keys:?}");
}

#[test]
fn a_comparison_says_what_there_is_to_compare() {
    let built = site().build();
    #[rustfmt::skip]
    let cases = [
        ("/rules/access/v/1.10/changes/",    "Access Rules: changes since version 1.10 Nothing has changed since: the current text has the words of version 1.10."),
        ("/keys/v/1/changes/",               "Keys: changes since version 1 The site does not show Keys any more, so there is nothing to compare with."),
        ("/rules/access/diff/1.9...1.10/",   "Access Rules: changes from version 1.9 to 1.10"),
        ("/access/v/1.2/changes/",           "Access Rules: changes since version 1.2"),
    ];
    for (url, expected) in cases {
        let page = words(built.page(url));
        assert!(page.contains(expected), "{url}: {page}");
    }
    let step = words(built.page("/rules/access/diff/1.9...1.10/"));
    assert!(step.contains("All &lt;doors&gt;. Material change."), "{step}");
    assert!(step.contains("5 words added, 3 removed"), "{step}");
    let redline = built.page("/access/diff/1.2...1.9/");
    assert!(redline.contains("<ins>doors</ins>"), "{redline}");
    assert!(redline.contains("<th scope=\"row\">Approved by</th><td></td><td>CTO</td>"));
    // What cannot be read is not compared.
    assert!(!built.files.contains_key("/backup/diff/1.0...1.1/"));
    assert!(!built.files.contains_key("/pentest/v/1/changes/"));
}

#[test]
fn a_release_lists_what_was_published_and_what_came_of_it() {
    let built = site().build();
    let rows = |name: &str| {
        let page = built.page(&format!("/releases/{name}/"));
        let rows = page.split("<tr data-id=\"").skip(1);
        rows.map(|row| words(&format!("<tr \"{}", row.split("</tr>").next().unwrap())))
            .collect::<Vec<_>>()
    };
    #[rustfmt::skip]
    assert_eq!(rows("next"), [
        "Access Rules Policy 1.10 1 May 2025 Revised: 1.2 to 1.9, 1.9 to 1.10called “Access” beforemoved from /access/",
        "Plan Plan 1 5 January 2024 New",
        "Test Guide 1 5 January 2024 New",
    ]);
    #[rustfmt::skip]
    assert_eq!(rows("spring"), [
        "Access Policy 1.2 5 January 2024",
        "Backup 1.1 1 February 2024",
        "Keys Policy 1 5 January 2024",
        "Withdrawn document 1 1 April 2025",
    ]);
    let next = built.page("/releases/next/");
    assert_eq!(built.href("/releases/next/", "access"), "/x/rules/access/v/1.10/");
    assert_eq!(built.href("/releases/next/", "Access Rules"), "/x/rules/access/v/1.10/");
    assert_eq!(built.href("/releases/next/", "1.2 to 1.9"), "/x/access/diff/1.2...1.9/");
    assert!(words(next).contains("No longer part of it Backup, version 1.1 Keys, version 1 Withdrawn document, version 1"), "{next}");
    assert_eq!(built.href("/", "Releases"), "/x/releases/");
    let list = words(built.page("/releases/"));
    assert!(list.contains("2 May 2025 next 3 documents, 2 new, 1 revised, 3 withdrawn 1 March 2024 spring 4 documents The same for machines: JSON"), "{list}");
}

#[test]
fn where_a_document_was_something_else_may_be() {
    let taken =
        site().file("content/keys.md", "---\nid: lost\n---\n\n# Lost keys\n").build();
    assert!(taken.page("/keys/").contains("Lost keys"));
    assert!(taken.page("/keys/history/").contains("History of Keys"));
    let moved = site().file("content/_redirects", "/keys/ /rules/access/\n").build();
    assert!(moved.page("/keys/").contains("http-equiv=\"refresh\""));
}

#[test]
fn a_page_does_not_grow_with_the_number_of_versions() {
    let build = |count: usize| {
        let mut site = Fixture::from_text(
            "-- site.toml --\n[site]\ntitle = 'A'\n-- content/index.md --\n# A\n",
        );
        let mut entries = Vec::new();
        for number in 100..100 + count {
            let version = number.to_string();
            let source = "---\nid: a\ntitle: A\nkind: policy\n---\n\nWords.\n";
            let entry = locked_as("a", &version, source);
            site = site.file(&entry.path(), source);
            entries.push(entry);
        }
        site.file(LOCK, archive::lock(&entries)).build()
    };
    let sizes = [30, 60].map(|count| build(count).page("/a/v/101/").len());
    assert_eq!(sizes[0], sizes[1]);
}
