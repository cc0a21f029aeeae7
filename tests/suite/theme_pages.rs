//! What the pages of the default theme show, and for whom.

use std::fmt::Write as _;

use crate::support::{Built, Fixture, attributes};

const SITE: &str = include_str!("../theme/site.txt");

/// How many entries of one section the navigation shows at once.
const PART: usize = 80;

/// The most bytes that the page of a document has beside its text.
const HTML_BUDGET: usize = 30 << 10;

#[test]
fn a_document_shows_its_facts_in_words_and_for_machines() {
    let page = site().page("policies/large.md").to_owned();
    #[rustfmt::skip]
    let facts = [
        ("Version",         "10.4-rc.1"),
        ("In force since",  "<time datetime=\"2025-01-15\">15 January 2025</time>"),
        ("Last reviewed",   "<time datetime=\"2025-01-12\">12 January 2025</time>"),
        ("Owner",           "Head of &lt;Security&gt;, Head of IT"),
        ("Last updated",    "<time datetime=\"2025-01-10\">10 January 2025</time>"),
        ("Next review",     "<time datetime=\"2025-05-30\">30 May 2025</time>"),
        ("Valid until",     "<time datetime=\"2030-01-01\">1 January 2030</time>"),
        ("Approved by",     "CTO &amp; COO"),
        ("Approved on",     "<time datetime=\"2025-01-11\">11 January 2025</time>"),
        ("Reference",       "ISMS-A&amp;5"),
        ("Applies to",      "staff &amp; &lt;guests&gt;"),
    ];
    for (term, value) in facts {
        let row = format!("<div><dt>{term}</dt><dd>{value}</dd></div>");
        assert!(page.contains(&row), "{row}\n{page}");
    }
    #[rustfmt::skip]
    let parts = [
        "This document has been replaced by <a href=\"/trust/policies/backup/\">Backup Policy</a>.",
        "<p>Keys are changed &lt;yearly&gt; &amp; on loss.</p>",
        "<dt>NIST Cybersecurity Framework</dt>\n<dd>PR.AA-01, PR.AA-02</dd>",
        "<dt>own &amp; &lt;x&gt;</dt>\n<dd>A&amp;1</dd>",
        "<li><a href=\"/trust/policies/change/\">Change Policy</a></li>",
        "Written by Ann O&#39;Hara, Bo &lt;b&gt;. License: CC-BY-4.0.",
        "href=\"https://github.com/acme/trust/edit/main/content/policies/large.md\"",
        "href=\"https://github.com/acme/trust/issues/new?title=",
        "href=\"/trust/policies/large/index.md\" type=\"text/markdown\"",
        "href=\"/trust/api/v1/policies/large.json\" type=\"application/json\"",
        "<link rel=\"canonical\" href=\"https://acme.example/trust/policies/large/\">",
        "<meta name=\"description\" content=\"Who may reach what &amp; &lt;why&gt;.\">",
        "<li><a href=\"#blocks\">",
    ];
    for part in parts {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn the_heading_of_a_document_stands_above_its_facts() {
    let built = site();
    let page = built.page("policies/large.md");
    let heading = page.find("<h1 id=").unwrap();
    let facts = page.find("<dl class=\"facts\">").unwrap();
    let body = page.find("<p>A paragraph").unwrap();
    assert!(heading < facts && facts < body);
    let plain = built.page("policies/plain.md");
    assert!(plain.contains("<em>plain</em>") && !plain.contains("<dl"), "{plain}");
}

#[test]
fn a_state_is_shown_only_where_it_is_not_fresh() {
    #[rustfmt::skip]
    let cases = [
        // front matter                                       words on the page                                 due
        ("next_review: 2025-09-01",                           None,                                             Some("2025-09-01")),
        ("next_review: 2025-06-02",                           Some("Next review is due on <time datetime=\"2025-06-02\">2 June 2025</time>."), Some("2025-06-02")),
        ("next_review: 2025-06-01",                           Some("Next review was due on <time datetime=\"2025-06-01\">1 June 2025</time>."), None),
        ("next_review: 2025-06-01\nkind: page",               None,                                             None),
        ("next_review: 2025-06-01\nstatus: withdrawn",        Some("This document is no longer valid."),        None),
        ("next_review: 2025-09-01\nexpires_on: 2025-06-01",   Some("This document was valid until <time datetime=\"2025-06-01\">"), None),
        ("next_review: 2025-09-01\nexpires_on: 2025-06-02",   None,                                             Some("2025-09-01")),
        ("next_review: 2025-09-01\neffective_on: 2025-06-03", Some("This text is in force from <time datetime=\"2025-06-03\">"), Some("2025-09-01")),
        ("next_review: 2025-09-01\nstatus: in_review",        Some("<strong>In review.</strong>"),              Some("2025-09-01")),
        ("next_review: 2025-09-01\nstatus: superseded",       Some("This document has been replaced."),         None),
        ("title: A",                                          None,                                             None),
    ];
    for (front_matter, words, due) in cases {
        let text = format!("---\nkind: policy\n{front_matter}\n---\n\nText.\n");
        let text = if front_matter.contains("kind") {
            text.replacen("kind: policy\n", "", 1)
        } else {
            text
        };
        let built = Fixture::from_text(SITE).file("content/policies/x.md", text).build();
        let page = built.page("policies/x.md");
        let notices = page.matches("<p class=\"notice\"").count();
        assert_eq!(notices, usize::from(words.is_some()), "{front_matter}\n{page}");
        if let Some(words) = words {
            assert!(page.contains(words), "{front_matter}\n{page}");
        }
        let found = attributes(page).into_iter().find(|(_, name, _)| name == "data-due");
        assert_eq!(found.map(|it| it.2).as_deref(), due, "{front_matter}");
    }
}

#[test]
fn drafts_are_marked_where_they_are_shown() {
    let text = "---\nkind: policy\ndraft: true\n---\n\nText.\n";
    let site =
        Fixture::from_text(SITE).file("content/policies/x.md", text).drafts().build();
    assert!(site.page("policies/x.md").contains("<strong>Draft.</strong>"));
}

#[test]
fn a_restricted_document_says_how_to_get_its_text_and_nothing_of_it() {
    let built = site();
    let page = built.page("reports/deep/pentest.md");
    assert!(page.contains("<a href=\"mailto:security@acme.example\">"), "{page}");
    assert!(page.contains("<dt>Classification</dt><dd>Restricted</dd>"), "{page}");
    assert!(!page.contains("index.txt") && !page.contains("/edit/"), "{page}");
    for (url, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains("SECRET"), "{url}");
    }
}

#[test]
fn each_page_marks_itself_and_its_section() {
    let built = site();
    #[rustfmt::skip]
    let cases = [
        // page                 marked as the page                 marked in the header
        ("/policies/backup/",   &["/trust/policies/backup/"][..],  Some("/trust/policies/")),
        ("/policies/",          &["/trust/policies/"; 2],          None),
        ("/reports/deep/",      &["/trust/reports/deep/"],         Some("/trust/reports/")),
        ("/library/",           &["/trust/library/"],              None),
        ("/contact/",           &["/trust/contact/"],              None),
        ("/404.html",           &[],                               None),
    ];
    for (url, pages, top) in cases {
        let html = built.page(url);
        let marked = |value: &str| {
            let mark = format!("aria-current=\"{value}\"");
            let links = html.split("<a ").filter(|link| link.contains(&mark));
            let hrefs = links.map(|link| link.split('"').nth(1).unwrap_or_default());
            hrefs.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(marked("page"), pages, "{url}");
        assert_eq!(marked("true"), top.into_iter().collect::<Vec<_>>(), "{url}");
    }
}

#[test]
fn a_page_does_not_grow_with_the_number_of_its_neighbors() {
    let sizes: Vec<_> = [100, 400]
        .into_iter()
        .map(|count| {
            let mut site = Fixture::from_text(SITE);
            for number in 0..count {
                let path = format!("content/many/page-{number:03}.md");
                site = site.file(&path, format!("# Page {number:03}\n\nText.\n"));
            }
            let built = site.build();
            let last = built.page(&format!("many/page-{:03}.md", count - 1));
            assert!(
                last.contains(&format!("<a href=\"/trust/many/\">All {count}</a>")),
                "{last}"
            );
            let entries = last.matches("<li><a href=\"/trust/many/page-").count();
            assert!((1..=PART).contains(&entries), "{entries} entries");
            let all = built.page("/many/").matches("<a href=\"/trust/many/page-").count();
            assert!(all >= count, "{all} of {count}");
            built.page("many/page-000.md").len()
        })
        .collect();
    assert_eq!(sizes[0], sizes[1]);
    assert!(sizes[0] <= HTML_BUDGET, "{} bytes beside two words", sizes[0]);
    // With every field that there is, and all of its text.
    let whole = site().page("policies/large.md").len();
    assert!(whole <= HTML_BUDGET, "{whole} bytes");
}

#[test]
fn the_index_page_of_a_long_section_lists_what_the_navigation_cannot() {
    let mut site = Fixture::from_text(SITE).file("content/many/index.md", "# Many\n");
    for number in 0..=PART {
        site = site.file(&format!("content/many/p{number:03}.md"), "Text.\n");
    }
    let built = site.build();
    let page = built.page("many/index.md");
    let list = page.split("class=\"listing\"").nth(1).unwrap();
    assert_eq!(list.matches("<li>\n<a href=\"/trust/many/p").count(), PART + 1);
    assert!(!built.page("policies/index.md").contains("class=\"listing\""));
}

#[test]
fn a_folder_however_deep_has_a_page_of_bounded_size() {
    let folder = (0..60).fold("content".to_owned(), |mut path, level| {
        write!(path, "/f{level}").unwrap();
        path
    });
    let built =
        Fixture::from_text(SITE).file(&format!("{folder}/x.md"), "Text.\n").build();
    let deepest = built.files.keys().find(|url| url.ends_with("/x/")).unwrap();
    let page = built.page(deepest);
    assert!(page.matches("<ul>").count() < 20, "{page}");
    assert!(page.matches("<li>").count() < 40, "{page}");
}

#[test]
fn the_front_page_is_made_where_nobody_wrote_one() {
    let text = SITE.replace("-- content/index.md --", "-- content/elsewhere.md --");
    let built = Fixture::from_text(&text).build();
    let page = built.page("/");
    assert!(page.contains("<h1>Acme &amp; Sons Trust Center</h1>"), "{page}");
    for href in ["/trust/policies/", "/trust/reports/", "/trust/contact/"] {
        assert!(page.contains(&format!("<li>\n<a href=\"{href}\">")), "{href}\n{page}");
    }
}

#[test]
fn a_policy_at_the_front_shows_its_facts() {
    let text = "---\ntitle: Our Policy\nkind: policy\nversion: \"4\"\n---\n\nText.\n";
    let built = Fixture::from_text("").file("index.md", text).build();
    let page = built.page("/");
    assert!(page.contains("<dt>Version</dt><dd>4</dd>"), "{page}");
}

#[test]
fn the_smallest_site_has_no_empty_parts() {
    let built = Fixture::from_text("").file("a.md", "Text.\n").build();
    assert_eq!(built.loose_ends(), Vec::<String>::new());
    for (url, html) in built.pages() {
        for empty in ["<ul>\n</ul>", "<ol>\n</ol>", "href=\"\"", "<h1></h1>", "<p></p>"] {
            assert!(!html.contains(empty), "{url}: {empty}\n{html}");
        }
        assert!(!html.contains("rel=\"canonical\""), "{url}: the host is not known");
    }
}

#[test]
fn the_library_lists_each_controlled_document_once() {
    let built = site();
    let page = built.page("/library/");
    let rows: Vec<_> = page.split("<tr data-id=\"").skip(1).collect();
    let ids: Vec<_> = rows.iter().map(|row| row.split('"').next().unwrap()).collect();
    let expected = [
        "handbook-laptops",
        "policies-plain",
        "large",
        "policies-backup",
        "policies-change",
        "reports-deep-pentest",
    ];
    assert_eq!(ids, expected);
    assert!(page.contains("6 documents. Reviews as of"), "{page}");
    let badge = |state: &str, word: &str| {
        page.contains(&format!(
            "<span class=\"badge\" data-state=\"{state}\">{word}</span>"
        ))
    };
    assert!(badge("overdue", "overdue") && badge("due-soon", "due soon"), "{page}");
    assert!(!badge("expired", "expired"));
}

#[test]
fn a_page_of_the_content_wins_over_one_that_the_build_makes() {
    let built = Fixture::from_text(SITE)
        .file("content/library.md", "# My own library\n")
        .file("content/404.html", "mine")
        .file("content/favicon.svg", "mine")
        .build();
    assert!(built.page("/library/").contains("My own library"));
    assert_eq!(built.files["/404.html"], b"mine");
    assert_eq!(built.files["/favicon.svg"], b"mine");
}

#[test]
fn a_site_replaces_one_template_and_extends_another() {
    let built = Fixture::from_text(SITE)
        .file("templates/partials/colophon.html", "<footer>Mine & {{ site.publisher }}</footer>")
        .file(
            "templates/not-found.html",
            "{% extends \"theme/not-found.html\" %}{% block main %}{{ super() }}<p>{{ \"2025-06-02\" | long_date }} {{ href(path=\"/x/\") }} {{ asset(name=\"js/enhance.js\") }}</p>{% endblock main %}",
        )
        .build();
    assert!(
        built.page("/library/").contains("<footer>Mine & Acme &amp; Sons Ltd.</footer>")
    );
    let page = built.page("/404.html");
    assert!(page.contains("<p>2 June 2025 /trust/x/ /trust/assets/"), "{page}");
    assert!(page.contains("<h1>Page not found</h1>"), "{page}");
}

fn site() -> Built {
    Fixture::from_text(SITE).build()
}

#[test]
fn the_search_knows_what_readers_may_see_and_nothing_else() {
    let site = Fixture::from_text(
        "-- content/index.md --\n# Home\n\n## Where, then?\n\n## Scope\n\
         -- content/open.md --\n---\ntitle: Open\ntags: [cloud]\naliases: [/older/]\n\
         controls: {iso-27001: [A.8.24]}\n---\nFirst words.\n\
         -- content/asked.md --\n---\ntitle: Asked\nclassification: restricted\n\
         summary: On request.\n---\nHidden words.\n\n## Hidden heading\n\
         -- content/own.md --\n---\ntitle: Own\nclassification: internal\n---\nInternal.\n\
         -- content/new.md --\n---\ntitle: New\ndraft: true\n---\nUnfinished.\n",
    );
    let index = site.build().page("/search/index.json").to_owned();
    let index: serde_json::Value = serde_json::from_str(&index).unwrap();
    let entries = index["entries"].as_array().unwrap();
    let of = |title: &str| entries.iter().find(|entry| entry["title"] == title).unwrap();
    let mut titles: Vec<_> =
        entries.iter().map(|it| it["title"].as_str().unwrap()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Asked", "Data for programs", "Home", "Open"]);
    let headings = serde_json::json!([["Where, then?", "where-then"], "Scope"]);
    assert_eq!(of("Home")["headings"], headings);
    assert_eq!(of("Open")["lead"], "First words.");
    assert_eq!(
        of("Open")["terms"],
        serde_json::json!(["content-open", "cloud", "/older/", "A.8.24"])
    );
    assert_eq!(of("Asked")["lead"], "On request.");
    assert_eq!(of("Asked").get("headings"), None);
}
