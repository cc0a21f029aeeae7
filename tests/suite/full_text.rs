//! The index of every word, in a program that has the feature `search`. The files of
//! pagefind are compared, not read: what is in no index makes no difference to it.

use std::collections::BTreeMap;

use crate::example::Example;
use crate::support::{Built, Order};

const SITE: &str = "\
-- site.toml --
[site]
title = 'Example'
base_url = 'https://trust.example/docs/'
[search]
index = 'full-text'
-- content/index.md --
# Home
-- content/a.md --
---
id: a
kind: policy
version: '2'
summary: What a is about.
---
Lock the door, and the shredder.
-- frozen: a 1 --
---
id: a
kind: policy
version: '1'
---
Leave it open.
";

/// Returns the files of the index.
fn index(built: &Built) -> BTreeMap<&str, &[u8]> {
    let files = built.files.iter().map(|(url, bytes)| (url.as_str(), bytes.as_slice()));
    files.filter(|(url, _)| url.starts_with("/pagefind/")).collect()
}

fn site(more: &str) -> Built {
    Example::tree(&format!("{SITE}{more}")).fixture().build()
}

#[test]
fn the_same_texts_have_the_same_index() {
    let built = site("");
    let again = Example::tree(SITE).fixture().order(Order::Reversed).build();
    assert_eq!(index(&built), index(&again));
}

#[test]
fn the_index_has_the_words_in_force_that_everybody_may_read_and_no_others() {
    let built = site("");
    let hidden = "\
-- content/internal.md --
---
classification: internal
---
Secret.
-- content/restricted.md --
---
classification: restricted
kind: policy
---
Confidential.
-- content/draft.md --
---
draft: true
---
Unfinished.
-- frozen: gone 1 --
---
id: gone
kind: policy
version: '1'
---
Given up.
-- templates/partials/colophon.html --
<footer>Another frame</footer>
";
    let with_hidden = site(hidden);
    assert!(with_hidden.files.contains_key("/restricted/"));
    assert_eq!(index(&built), index(&with_hidden));

    let shown = ["content/b.md", "content/a.md"];
    for path in shown {
        let text = "---\nid: a\nkind: policy\nversion: '2'\n---\nAnother word.\n";
        let other = Example::tree(SITE).fixture().file(path, text).build();
        assert_ne!(index(&built), index(&other), "{path}");
    }
}

#[test]
fn a_site_has_what_its_search_page_needs_and_nothing_else_of_pagefind() {
    let built = site("");
    let names = index(&built).into_keys().filter(|url| {
        !url.ends_with(".pf_fragment")
            && !url.ends_with(".pf_index")
            && !url.ends_with(".pf_meta")
    });
    let expected = [
        "/pagefind/pagefind-entry.json",
        "/pagefind/pagefind-worker.js",
        "/pagefind/pagefind.js",
        "/pagefind/wasm.en.pagefind",
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    let page = std::str::from_utf8(&built.files["/search/"]).unwrap();
    assert!(page.contains("data-full-text=\"/docs/pagefind/pagefind.js\""), "{page}");
    assert!(built.files.keys().any(|url| url.ends_with("/js/full-text.js")));
    let headers = std::str::from_utf8(&built.files["/_headers"]).unwrap();
    assert!(headers.contains("script-src 'self' 'wasm-unsafe-eval';"), "{headers}");
}

#[test]
fn a_site_that_does_not_ask_for_it_is_without() {
    let text = SITE.replace("full-text", "outline");
    let built = Example::tree(&text).fixture().build();
    assert!(index(&built).is_empty());
    assert!(!built.files.keys().any(|url| url.ends_with("/js/full-text.js")));
    let headers = std::str::from_utf8(&built.files["/_headers"]).unwrap();
    assert!(!headers.contains("wasm"), "{headers}");
}

#[test]
fn a_language_that_pagefind_does_not_know_is_searched_without_endings() {
    let text = SITE.replace("[search]", "language = 'cy'\n[search]");
    let built = Example::tree(&text).fixture().build();
    assert!(built.files.contains_key("/pagefind/wasm.unknown.pagefind"));
}
