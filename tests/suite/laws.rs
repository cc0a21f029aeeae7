//! Laws about hostile input: each takes any bytes and must return.
//!
//! The tests here try them on a table of old enemies and on random text; `fuzz/`
//! tries the same functions on as much as there is time for.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use trustpress::base::path::ContentPath;
use trustpress::base::span::Span;
use trustpress::config::{Config, Kind};
use trustpress::load::SourceFile;
use trustpress::parse::{
    Document, Facts, Purpose, blocks, blocks_of, parse, parse_shown,
};
use trustpress::redline::redline;

use crate::support::{Fixture, Order, attributes, ids};

/// Where the input of a document law stands.
const PATH: &str = "policies/input.md";

/// Front matter of any text is understood or reported, at places that exist.
///
/// # Panics
///
/// When the law is broken, here and below.
pub(crate) fn front_matter(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    document(&format!("---\n{text}\n---\n\n# Body\n"));
    document(&format!("+++\n{text}\n+++\n"));
}

/// Markdown of any text gives facts at places that exist, the same ones with
/// and without HTML, ids that differ, no markup that runs, and no difference
/// between it and itself.
///
/// # Panics
///
/// When the law is broken.
pub(crate) fn markdown(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    document(&text);
    let blocks = blocks(&text);
    assert!(redline(&blocks, &blocks).is_empty(), "a text differs from itself");
}

/// A configuration of any text is valid or has problems at places that exist.
///
/// # Panics
///
/// When the law is broken.
pub(crate) fn config(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let root = Path::new("/fixture");
    match (Config::from_text(root, &text), Config::from_text(root, &text)) {
        (Ok(config), Ok(again)) => {
            assert_eq!(format!("{config:?}"), format!("{again:?}"), "not the same twice");
        }
        (Err(error), Err(again)) => {
            assert!(!error.problems().is_empty(), "refused without a reason");
            assert_eq!(error.problems(), again.problems(), "not the same twice");
            for problem in error.problems() {
                is_in(problem.span, &text);
            }
        }
        (one, other) => panic!("once {one:?}, once {other:?}"),
    }
}

/// A site of any files is built, the same in any order, with pages whose ids
/// differ and whose links lead somewhere unless a finding says otherwise.
///
/// The input is a list of files separated by `-- path --` lines; files with a
/// path that no disk has are left out.
///
/// # Panics
///
/// When the law is broken.
pub(crate) fn site(input: &[u8]) {
    let fixture = Fixture::from_text(&String::from_utf8_lossy(input))
        .only(|path| ContentPath::new(path).is_ok())
        .file("content/raw.md", input);
    if fixture.config().is_err() {
        return;
    }
    let built = fixture.build();
    let again = fixture.clone().order(Order::Reversed).build();
    assert_eq!(built.files, again.files, "the order of the files shows");
    let (said, checked) = (&built.checked.report, fixture.check().report);
    assert!(said.findings == checked.findings, "check is not build");
    for (url, html) in built.pages() {
        let ids = ids(html);
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), distinct.len(), "{url} has one id twice: {ids:?}");
    }
    let has_broken_links =
        built.checked.rules().iter().any(|rule| rule.starts_with("link-"));
    assert!(
        has_broken_links || built.loose_ends().is_empty(),
        "{:?}",
        built.loose_ends()
    );
}

fn document(text: &str) {
    let full = read(text, Purpose::Publish);
    let facts = read(text, Purpose::Check);
    assert_eq!(facts_of(&full), facts_of(&facts), "facts depend on the purpose");
    let (recalled, shown) = parse_shown(text, place(), &bare(), Facts::none());
    let again = read(text, Purpose::Recall);
    assert_eq!(format!("{recalled:?}"), format!("{again:?}"), "it is recalled otherwise");
    assert_eq!(recalled.links, facts.links, "links depend on the purpose");
    assert_eq!(recalled.anchors, facts.anchors, "anchors depend on the purpose");
    assert_eq!(Some(&shown.body), full.body.as_ref(), "it is shown as something else");
    assert_eq!(shown.published, facts.text.published, "something else is published");
    if let Some(published) = &facts.text.published {
        let published = blocks_of(published);
        assert!(
            redline(&shown.blocks, &published).is_empty(),
            "it is compared otherwise"
        );
    }

    let links = full.links.iter().map(|link| link.span);
    let uses = full.links.iter().flat_map(|link| &link.uses).map(|used| used.span);
    let headings = full.headings.iter().map(|heading| heading.span);
    let anchors = full.anchors.iter().map(|anchor| anchor.span);
    let problems = full.problems.iter().map(|problem| problem.span);
    let suppressions = full.suppressions.iter().map(|suppression| suppression.span);
    let all = links.chain(uses).chain(headings).chain(anchors);
    let claims = full.claims.iter().map(|claim| claim.span);
    for span in all.chain(problems).chain(suppressions).chain(claims) {
        is_in(span, text);
    }
    assert!(full.anchors.is_sorted_by(|a, b| a.id < b.id), "anchors are not a set");
    body(&full);
}

fn body(document: &Document) {
    let Some(body) = &document.body else { return };
    assert!(body.holes.is_sorted_by_key(|hole| hole.at), "holes are not in order");
    for hole in &body.holes {
        assert!(body.html.is_char_boundary(hole.at as usize), "{hole:?}");
        assert!((hole.link as usize) < document.links.len(), "{hole:?}");
    }
    let ids = ids(&body.html);
    let distinct: BTreeSet<_> = ids.iter().map(String::as_str).collect();
    assert_eq!(ids.len(), distinct.len(), "one id twice: {ids:?}");
    for anchor in document.anchors.iter().filter(|anchor| anchor.alias_of.is_none()) {
        assert!(
            distinct.contains(anchor.id.as_str()),
            "no element has the id {anchor:?}"
        );
    }
    for (element, attribute, value) in attributes(&body.html) {
        let place = format!("<{element} {attribute}={value:?}>");
        assert!(element != "script" && element != "style", "{place}");
        assert!(!attribute.starts_with("on"), "{place}");
        assert!(attribute != "style", "{place}");
    }
}

fn read(text: &str, purpose: Purpose) -> Arc<Document> {
    let (path, _) = place();
    let source = SourceFile { path, text: Ok(text.to_owned()) };
    parse(vec![source], &bare(), purpose, Facts::none()).pop().unwrap()
}

fn place() -> (ContentPath, Kind) {
    (ContentPath::new(PATH).unwrap(), Kind::Page)
}

fn bare() -> Config {
    Config::bare(Path::new("/fixture"))
}

/// Returns everything but the HTML and the texts that are published beside it.
fn facts_of(document: &Document) -> String {
    let Document {
        front_matter,
        headings,
        anchors,
        links,
        suppressions,
        problems,
        claims,
        ..
    } = document;
    format!(
        "{front_matter:?} {headings:?} {anchors:?} {links:?} {suppressions:?} {problems:?} \
         {claims:?}"
    )
}

fn is_in(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?} runs backwards");
    assert!(text.get(span.range()).is_some(), "{span:?} is not in {text:?}");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::*;

    /// What has stopped or fooled other programs.
    const ENEMIES: &[&str] = &[
        "",
        "\u{feff}",
        "\u{feff}---\n",
        "---",
        "---\n---",
        "---\r\ntitle: a\r\n---\r\n",
        "---\na: &a [*a, *a]\n---",
        "---\na: *b\n---",
        "---\n? [x]\n: y\n---",
        "---\n- a\n---",
        "---\n!!binary x: y\n---",
        "---\nversion: 1.10\n---",
        "---\n\u{0}: 1\n---",
        "+++\na=\n+++",
        "title: a\n---\n# b",
        "[a](<b",
        "[a]: <",
        "![](",
        "[^",
        "[^1]: [^1]",
        "<!--",
        "<a href=",
        "<a id='x'><a id=x>",
        "# {#",
        "# a {#b}\n# b {#b}\n<i id=b>",
        "#\n#\n#",
        "<script>x</script>",
        "<p onclick=x>",
        "<svg><style><a id=\"</style><img src=x onerror=x>\">",
        "<details>\n\n</p>\n\n</details>",
        "[x](javascript:a) [y](JaVa&#x73;cript:a) [z](\u{1}javascript:a)",
        "\u{202e}\u{2066}",
        "<!-- check: ignore -->",
        "<!-- check: ignore-next-line",
        "&#0; &#x110000; &#xd800;",
        "| a |\n|-|\n| [b](c\\|d) |",
        "[\u{e9}](\u{65}\u{301}.md#%E9%zz)",
        "a\r\rb\n\r# c\r",
    ];

    /// What is harmless once and not five thousand times.
    const SWARMS: &[&str] = &[
        "> ",
        "[",
        "![",
        "*",
        "_ ",
        "`",
        "<b>",
        "<details>",
        "- ",
        "(",
        "[a](",
        "{",
        "&",
        "# a\n",
        "[^1]\n",
        "<!-- check: ignore link -- x -->\n",
    ];

    fn enemies() -> Vec<String> {
        let single = ENEMIES.iter().map(|&text| text.to_owned());
        let swarms = SWARMS.iter().map(|text| text.repeat(5_000));
        let nested = [("---\na: ", "1\n---\n"), ("a = ", "1")]
            .map(|(start, end)| format!("{start}{}{end}", "[".repeat(5_000)));
        let bomb = (0..200).fold("---\na0: &a0 [x, x]\n".to_owned(), |text, n| {
            format!("{text}a{0}: &a{0} [*a{n}, *a{n}]\n", n + 1)
        });
        single.chain(swarms).chain(nested).chain([bomb + "---\n"]).collect()
    }

    #[test]
    fn old_enemies_break_no_law() {
        for enemy in enemies() {
            front_matter(enemy.as_bytes());
            markdown(enemy.as_bytes());
            config(enemy.as_bytes());
        }
    }

    #[test]
    fn old_enemies_together_make_a_site() {
        let name = |(number, text): (usize, String)| {
            format!("-- content/{number}.md --\n{text}\n")
        };
        let files: String = enemies().into_iter().enumerate().map(name).collect();
        site(files.as_bytes());
        site(b"-- content/a.md --\n\xff\xfe\n-- content/../b.md --\n# B\n");
    }

    proptest! {
        #[test]
        fn random_text_breaks_no_law(text in "(?s)[-+#:>|\\[\\]()<>!a-c=\"'&;{}*_`~^ \t\r\n\u{e9}\u{301}]{0,120}") {
            front_matter(text.as_bytes());
            markdown(text.as_bytes());
            config(text.as_bytes());
        }
    }
}
