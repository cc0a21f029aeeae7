//! What one body says, seen from outside the module.

use super::*;
use crate::parse::document::{LinkForm, LinkRole, ProblemKind};

mod properties;

/// The target of a link, as it is written, and how.
type WrittenLink = (&'static str, &'static str, LinkForm);

/// Reads a whole text as the body of a controlled document.
pub(super) fn read_text(text: &str) -> Read {
    read(text, 0..text.len(), &options(Purpose::Publish))
}

/// Returns the HTML of a body, each link target as `{href}`.
pub(super) fn html(text: &str) -> String {
    filled(&read_text(text))
}

fn options(purpose: Purpose) -> Options<'static> {
    Options {
        purpose,
        controlled: true,
        links_before: 0,
        highlight_limit: HIGHLIGHT_LIMIT,
        facts: Facts::none(),
    }
}

fn filled(read: &Read) -> String {
    let body = read.body.as_ref().unwrap();
    let mut html = String::new();
    let mut at = 0;
    for hole in &body.holes {
        html.push_str(&body.html[at..hole.at as usize]);
        html.extend(["{", &read.links[hole.link as usize].href, "}"]);
        at = hole.at as usize;
    }
    html + &body.html[at..]
}

/// Returns what is wrong with a body: the kind and the place of each problem.
fn problems(text: &str) -> Vec<(String, String)> {
    let found = read_text(text).problems;
    let name = |kind: &ProblemKind| {
        let debug = format!("{kind:?}");
        debug.split([' ', '{']).next().unwrap_or_default().to_owned()
    };
    found.iter().map(|one| (name(&one.kind), one.span.of(text).to_owned())).collect()
}

#[test]
fn a_link_is_where_its_target_is_written() {
    use LinkForm::{Autolink, EmailAutolink, Html, Inline, Reference};
    #[rustfmt::skip]
    let cases: &[(&str, &[WrittenLink])] = &[
        // text                                  href, as written, form
        ("[x](b.md)",                            &[("b.md", "b.md", Inline)]),
        ("[x]( b.md )",                          &[("b.md", "b.md", Inline)]),
        ("[x](\nb.md\n'T (1)')",                 &[("b.md", "b.md", Inline)]),
        ("> [x](\n> b.md)",                      &[("b.md", "b.md", Inline)]),
        ("[x](<./a b.md>)",                      &[("./a b.md", "./a b.md", Inline)]),
        ("[x](<> \"t\")",                        &[("", "", Inline)]),
        ("[x]()",                                &[("", "", Inline)]),
        ("[x](b_(c).md)",                        &[("b_(c).md", "b_(c).md", Inline)]),
        ("[x](b\\).md)",                         &[("b).md", "b\\).md", Inline)]),
        ("[x](a&amp;b)",                         &[("a&b", "a&amp;b", Inline)]),
        ("[x](caf%C3%A9.md)",                    &[("caf%C3%A9.md", "caf%C3%A9.md", Inline)]),
        ("[a [b] c](b.md)",                      &[("b.md", "b.md", Inline)]),
        ("[a \\](z) b](b.md)",                   &[("b.md", "b.md", Inline)]),
        ("[`](z)`](b.md)",                       &[("b.md", "b.md", Inline)]),
        ("[](b.md)",                             &[("b.md", "b.md", Inline)]),
        ("![x](b.png)",                          &[("b.png", "b.png", Inline)]),
        ("[![x](p.png)](b.md \"t\")",            &[("p.png", "p.png", Inline), ("b.md", "b.md", Inline)]),
        ("|a|\n|-|\n|[x](b\\|c.md)|",            &[("b|c.md", "b\\|c.md", Inline)]),
        ("<https://a.example/?b&c>",             &[("https://a.example/?b&c", "https://a.example/?b&c", Autolink)]),
        ("<me@a.example>",                       &[("me@a.example", "me@a.example", EmailAutolink)]),
        ("[x][r] [R][] [r]\n\n[r]: b.md",        &[("b.md", "b.md", Reference)]),
        ("[x][r]\n\n[r]:\n   <a b.md>\n  'T'",   &[("a b.md", "a b.md", Reference)]),
        ("> [a\\]b]\n>\n> [a\\]b]: b.md",        &[("b.md", "b.md", Reference)]),
        ("x <a href=\" b.md \">y</a>",           &[("b.md", "b.md", Html)]),
        ("x <a href='b&amp;c'>y</a>",            &[("b&c", "b&amp;c", Html)]),
        ("x <a href=b.md>y</a>",                 &[("b.md", "b.md", Html)]),
        ("x <a\nhref =\n\"b.md\">y</a>",        &[("b.md", "b.md", Html)]),
        ("é <a title='é&eacute;' HREF='b.md'>y</a>", &[("b.md", "b.md", Html)]),
        ("[x][r]\r\n\r\n[r]:\r\n  b.md\r\n",     &[("b.md", "b.md", Reference)]),
        ("[x](\r\nb.md\r\n'T')\r\n",             &[("b.md", "b.md", Inline)]),
        ("x <a href>y</a> <a>z</a>",             &[("", "", Html)]),
        ("> <a\n>   href=\"b.md\">y</a>",        &[("b.md", "b.md", Html)]),
        ("<p>\r\n<img src=\"b.png\"\r\n alt=x>",  &[("b.png", "b.png", Html)]),
        ("<img srcset=\"a.png, b.png 2x\">",     &[("a.png", "a.png", Html), ("b.png", "b.png", Html)]),
        ("<iframe src=x.html></iframe>",         &[("x.html", "x.html", Html)]),
        ("<video src=v.mp4 poster=p.png>",       &[("p.png", "p.png", Html), ("v.mp4", "v.mp4", Html)]),
        ("<object data=\"d.pdf\"></object>",     &[("d.pdf", "d.pdf", Html)]),
    ];
    for (text, expected) in cases {
        let mut links: Vec<_> = read_text(text)
            .links
            .into_iter()
            .map(|link| (link.href, link.span.of(text).to_owned(), link.form))
            .collect();
        links.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        let mut expected: Vec<_> = expected
            .iter()
            .map(|(href, at, form)| ((*href).to_owned(), (*at).to_owned(), *form))
            .collect();
        expected.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
        assert_eq!(links, expected, "{text}");
    }
}

#[test]
fn what_is_not_a_link_is_none() {
    let cases = [
        "```\n[x](b.md)\n```",
        "    [x](b.md)",
        "`[x](b.md)`",
        "<!-- [x](b.md) <a href=\"b.md\">y</a> -->",
        "<!--\n\n[x](b.md)\n\n-->\n",
        "[x]\n(b.md)",
        "- [x] done\n- [ ] open",
        "All [customers] must",
        "[r]: b.md",
        "<form action=\"b.md\"></form>",
        "<p><svg><a href=\"b.md\"></a></svg>",
        "https://example.com",
    ];
    for text in cases {
        assert_eq!(read_text(text).links, [], "{text}");
    }
}

#[test]
fn a_definition_is_one_link_with_many_uses() {
    let text = "[one *two*][r] ![alt `x`][r]\n\n[r]\n\n[r]: b.md \"t\"\n";
    let read = read_text(text);
    let [link] = read.links.as_slice() else { panic!("{:?}", read.links) };
    let uses: Vec<_> =
        link.uses.iter().map(|one| (one.span.of(text), one.label.as_str())).collect();
    assert_eq!(
        uses,
        [("[one *two*][r]", "one two"), ("![alt `x`][r]", "alt x"), ("[r]", "r")]
    );
    assert_eq!(link.role, LinkRole::Embed);
    let holes: Vec<_> = read.body.unwrap().holes.iter().map(|hole| hole.link).collect();
    assert_eq!(holes, [0, 0, 0]);
}

#[test]
fn a_link_of_raw_html_has_a_label_too() {
    #[rustfmt::skip]
    let cases = [
        ("a <a href=x>b *c*<br>d</a> e",        "b c d"),
        ("<a href=x><img alt='A logo'></a>",    "A logo"),
        ("<p><a href=x>b</a> c",                "b"),
        ("a <a href=x>b\n\nc",                  "b"),
        ("<img src=x alt=' y '>",               "y"),
    ];
    for (text, label) in cases {
        let labels: Vec<_> =
            read_text(text).links.into_iter().flat_map(|link| link.uses).collect();
        assert_eq!(labels[0].label, label, "{text}");
    }
}

#[test]
fn roles_tell_a_page_from_a_picture_and_a_hint() {
    #[rustfmt::skip]
    let cases = [
        ("[x](a)",                                   LinkRole::Page),
        ("![x](a)",                                  LinkRole::Embed),
        ("<area href=a>",                            LinkRole::Page),
        ("<link rel=\"x Preconnect\" href=\"a\">",   LinkRole::Hint),
        ("<link rel=stylesheet href=a>",             LinkRole::Embed),
        ("<track src=a>",                            LinkRole::Embed),
    ];
    for (text, role) in cases {
        let roles: Vec<_> = read_text(text).links.iter().map(|link| link.role).collect();
        assert_eq!(roles, [role], "{text}");
    }
}

#[test]
fn problems_are_found_where_they_are() {
    #[rustfmt::skip]
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("[a][nope] [nope][] [nope]",           &[("ReferenceUndefined", "[a][nope]"), ("ReferenceUndefined", "[nope][]")]),
        ("[x](./a b.md) [x](a b.md#c)",         &[("LinkMalformed", "./a b.md"), ("LinkMalformed", "a b.md#c")]),
        ("[x]( ./a b.md )",                     &[("LinkMalformed", "./a b.md")]),
        ("[x](https://a.example",               &[("LinkMalformed", "https://a.example")]),
        ("[x](as defined) [1] (see a.md b)",    &[]),
        ("[r]: b.md",                           &[("ReferenceUnused", "[r]: b.md")]),
        ("[//]: # (a comment)\n[c]: <> 'x'",    &[]),
        ("[r]\n\n[r]: a\n\n> [R]: b\n",         &[("ReferenceDuplicate", "[R]")]),
        ("[r]\n\n[r]: a\n\n- x\n\n  [r]: b\n",  &[("ReferenceDuplicate", "[r]")]),
        ("[r] `[r]: c`\n\n    [r]: b\n\n[r]: a\n", &[]),
        ("x[^a] [^b] \\[^c] `[^d]` [^e]+ [^f g]", &[("FootnoteUndefined", "[^a]"), ("FootnoteUndefined", "[^b]")]),
        ("x[^1]\n\n[^1]: a\n\n[^2]: b",         &[("FootnoteUnused", "[^2]:")]),
        ("x[^1]\n\n[^1]: a\n\n[^1]: b",         &[("FootnoteDuplicate", "[^1]:")]),
        ("# a {#x}\n\n# b {#x}",                &[("AnchorDuplicate", "# b {#x}")]),
        ("<a id=x></a>\n\n# b {#x}",            &[("AnchorDuplicate", "# b {#x}")]),
        ("# b {#x}\n\n<p id=x>y",               &[("AnchorDuplicate", "x")]),
        ("<a id=x name=x></a> <a name=x></a>",  &[("AnchorDuplicate", "x")]),
        ("a <script>b</script>",                &[("HtmlRemoved", "<script>")]),
        ("<div onclick=\"x\" STYLE=color:red>", &[("HtmlRemoved", "onclick=\"x\""), ("HtmlRemoved", "STYLE=color:red")]),
        ("<p><svg><path/><g></g></svg>",        &[("HtmlRemoved", "<svg>")]),
        ("x <svg><path/><g></g></svg> <y>",     &[("HtmlRemoved", "<svg>"), ("HtmlRemoved", "<y>")]),
        ("x <svg>\n\n<y>",                      &[("HtmlRemoved", "<svg>"), ("HtmlRemoved", "<y>")]),
        ("set <name> and <your-id>",            &[("HtmlRemoved", "<name>"), ("HtmlRemoved", "<your-id>")]),
        ("<?php echo 'a > b' ?>",               &[("HtmlRemoved", "<?php echo 'a > b' ?>")]),
        ("a <![CDATA[b > c]]> d",               &[("HtmlRemoved", "<![CDATA[b > c]]>")]),
        ("<!-- a --> x <!-- b -->",             &[]),
        ("<!-- check: ignroe a -->",            &[("SuppressionMalformed", "<!-- check: ignroe a -->")]),
        ("`<!-- check: ignroe a -->`",          &[]),
        ("<link rel=preconnect href=x>",        &[]),
        ("[x](a\u{200b}b)\u{200b}",             &[("InvisibleCharacter", "\u{200b}")]),
        ("it â€™s a\u{200b}b\u{202e}",          &[("Mojibake", "â€™"), ("InvisibleCharacter", "\u{200b}"), ("BidirectionalControl", "\u{202e}")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, at)| ((*kind).to_owned(), (*at).to_owned()))
            .collect();
        assert_eq!(problems(&format!("{text}\n")), expected, "{text}");
    }
}

#[test]
fn headings_have_a_text_and_an_id() {
    #[rustfmt::skip]
    let cases = [
        // text                                 heading         id
        ("# Scope *of* `it`",                   "Scope of it",  "scope-of-it"),
        ("## R&amp;D Caf&eacute;",              "R&D Café",     "rd-café"),
        ("# hello ![Slack](s.svg)",             "hello",        "hello-"),
        ("# ![The logo](s.svg)",                "The logo",     "section"),
        ("# a <!-- b --> c",                    "a c",          "a--c"),
        ("## <span class=\"x\">Scope</span> r", "Scope r",      "scope-r"),
        ("### [link](x) [ref]\n\n[ref]: y",     "link ref",     "link-ref"),
        ("### a[^1]\n\n[^1]: b",                "a",            "a"),
        ("# Heading {#Scope}",                  "Heading",      "Scope"),
        ("# Heading {#a .b c=d}",               "Heading",      "a"),
        ("# Heading {.b}",                      "Heading",      "heading"),
        ("# Section {draft}",                   "Section {draft}", "section-draft"),
        ("# Section {x} ##",                    "Section {x}",  "section-x"),
        ("# {draft}",                           "{draft}",      "draft"),
        ("# Sets {1, 2} are fine",              "Sets {1, 2} are fine", "sets-1-2-are-fine"),
        ("Set {x}\n=======",                    "Set {x}",      "set-x"),
        ("Two\nlines\n---",                     "Two lines",    "twolines"),
        ("> - ## In a list",                    "In a list",    "in-a-list"),
        ("\u{feff}# After a mark",              "After a mark", "after-a-mark"),
        ("# \\_\\_proto\\_\\_",                 "__proto__",    "__proto__"),
        ("# a<br>b",                            "a b",          "ab"),
        ("#",                                   "",             "section"),
    ];
    for (text, heading, id) in cases {
        let read = read_text(text);
        let got: Vec<_> = read
            .headings
            .iter()
            .map(|one| (one.text.as_str(), one.anchor.as_str()))
            .collect();
        assert_eq!(got, [(heading, id)], "{text}");
        assert!(read.anchors.iter().any(|anchor| anchor.id == id), "{text}");
    }
}

#[test]
fn automatic_ids_keep_clear_of_written_ones() {
    let text = "# Hello\n\n# FN 1[^1]\n\n# Other {#hello}\n\n<a name='top'></a>\n\n# Top\n\n\
                # Twice {#hello}\n\n[^1]: x\n";
    let read = read_text(text);
    let ids: Vec<_> =
        read.headings.iter().map(|heading| heading.anchor.as_str()).collect();
    assert_eq!(ids, ["hello-1", "fn-1-1", "hello", "top-1", "hello-2"]);
    let anchors: Vec<_> = read.anchors.iter().map(|anchor| anchor.id.as_str()).collect();
    let sorted =
        ["fn-1", "fn-1-1", "fnref-1", "hello", "hello-1", "hello-2", "top", "top-1"];
    assert_eq!(anchors, sorted);
}

#[test]
fn a_page_has_one_heading_of_level_one() {
    #[rustfmt::skip]
    let cases: &[(&str, &[u8], bool)] = &[
        // text                          levels shown   the first is the title
        ("# T\n\n## a\n\n### b",         &[1, 2, 3],    true),
        ("# T\n\n# a\n\n## b",           &[1, 2, 3],    true),
        ("x\n\n# a\n\n## b",             &[2, 3],       false),
        ("## a\n\n# b\n\n###### c",      &[3, 2, 6],    false),
        ("## a\n\n### b",                &[2, 3],       false),
        ("<!-- c -->\n\n# T\n\n## a",    &[1, 2],       true),
        ("<a id=x></a>\n\n# T\n\n## a",  &[1, 2],       true),
        ("<p>x</p>\n\n# T\n\n## a",      &[2, 3],       false),
        ("# T\n\n<h1>raw</h1>\n\n## a",  &[1, 3],       true),
        ("[r]: x\n\n# T\n\n[r]",         &[1],          true),
        ("> # q",                        &[2],          false),
    ];
    for (text, levels, has_title) in cases {
        let read = read_text(text);
        let shown: Vec<_> =
            read.headings.iter().map(|heading| heading.shown_level).collect();
        assert_eq!(shown, *levels, "{text}");
        let body = read.body.unwrap();
        let title = &body.html[..body.title_end as usize];
        assert_eq!(title.contains("</h1>"), *has_title, "{text}: {title}");
        assert!(!body.html[body.title_end as usize..].contains("<h1"), "{text}");
    }
}

#[test]
fn the_words_are_in_the_form_words_1() {
    let text = "\u{feff}# A  *title* {#x}\n\nSome\ttext  \nwith [a link](b.md) ![and alt](c.png), \
                cafe\u{301}[^2].\n\n- one\n  two\n- [x] task\n  - nested\n\n    para\n\n\
                1. first\n\n> [!TIP]\n> quoted\n\n| a | | b |\n|-|-|-|\n| 1 | *2* x | |\n| | | |\n\n\
                ```sh\na   b\n\n\tc\n```\n\n***\n\nTerm\n: Def\n\n<details><summary>Sum</summary>\n\
                <p>raw&nbsp;&amp; text<br>more</p>\n<table><tr><td>x</td><td></td><td>y</td></tr></table>\n\
                <script>no</script><!-- no --></details>\n\n[^1]: never\n[^2]: note\n\n    more\n";
    let read = read_text(text);
    let published = read.text.published.unwrap();
    let expected = "A title\nSome text with a link and alt, café.\none two\n[x] task\nnested\npara\n\
                    first\nTip\nquoted\na\t\tb\n1\t2 x\t\na b\nc\nTerm\nDef\nSum\n\
                    raw & text more\nx\t\ty\nnote\nmore\n";
    assert_eq!(published.words, expected);
    assert_eq!(published.word_count(), 37);
    assert_eq!(read.text.lead, "Some text with a link and alt, café.");
}

#[test]
fn a_row_is_one_line_whatever_is_in_it() {
    let text = "|a|b|\n|-|-|\n|x<br>y|<ul><li>1</li><li>2</li></ul>|\n| |<table><td>z|\n";
    let words = read_text(text).text.published.unwrap().words;
    assert_eq!(words, "a\tb\nx y\t1 2\n\tz\n");
}

#[test]
fn the_characters_of_front_matter_are_checked_alone() {
    let text = "---\ntitle: it â€™s\n---\na\u{202e}b\n";
    let found = check_characters(text, 0..text.find("\n---\na").unwrap());
    let [problem] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(problem.span.of(text), "â€™");
}

#[test]
fn words_do_not_depend_on_how_the_source_is_laid_out() {
    let one = "# A\n\nlong line of text, *with* emphasis\n\n- a\n- b\n";
    let other = "A\r\n=\r\n\r\nlong   line\r\nof text, _with_ emphasis\r\n\r\n* a\r\n* b";
    let words = |text| read_text(text).text.published.unwrap().words;
    assert_eq!(words(one), words(other));
    assert_eq!(words(""), "");
    assert_eq!(words("<!-- only -->\n"), "");
}

#[test]
fn the_published_markdown_has_no_comments_outside_code() {
    let text = "\u{feff}<!-- a -->\n\n# T <!-- b -->\n\ntext <!-- c --> more  <!-- d -->\nnext\n\n\
                `<!-- e -->`\n\n```\n<!-- f -->\n```\n\n<!--\n\ng\n\n-->\n\n[//]: # (h)\n\nend\n\n\n";
    let markdown = read_text(text).text.published.unwrap().markdown;
    let expected =
        "# T\n\ntext  more\nnext\n\n`<!-- e -->`\n\n```\n<!-- f -->\n```\n\n\n\nend\n";
    assert_eq!(markdown, expected);
}

#[test]
fn what_nests_too_deep_to_be_parsed_is_shown_as_it_is() {
    let text = format!("{}a\n{}", "> ".repeat(30_000), "b\n".repeat(30_000));
    let read = read_text(&text);
    let [problem] = read.problems.as_slice() else { panic!("{:?}", read.problems) };
    assert_eq!(problem.kind, ProblemKind::NestingTooDeep { depth: 45_000 });
    assert!(read.body.unwrap().html.starts_with("<pre tabindex=\"0\"><code>&gt; &gt; "));

    let rule = format!("{}\n\n{}", "-".repeat(30_000), "b\n".repeat(30_000));
    assert_eq!(read_text(&rule).problems, []);
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let text = "---\ntitle: x\n---\n\u{feff}# A {#b}\n\n[x](c.md) <!-- check: ignore a -- b -->\n";
    let start = text.find('\u{feff}').unwrap();
    let read = read(text, start..text.len(), &options(Purpose::Publish));
    assert_eq!(read.headings[0].span.of(text), "# A {#b}");
    assert_eq!(read.links[0].span.of(text), "c.md");
    assert_eq!(read.suppressions[0].rules[0].span.of(text), "a");
    assert_eq!(read.suppressions[0].span.of(text), "<!-- check: ignore a -- b -->");
    let line = crate::parse::document::SuppressionScope::Line(6);
    assert_eq!(read.suppressions[0].scope, line);
}

#[test]
fn holes_count_links_from_where_they_are_told() {
    let text = "[x][r] [y](a)\n\n[r]: b\n";
    let options = Options { links_before: 7, ..options(Purpose::Publish) };
    let read = read(text, 0..text.len(), &options);
    let hrefs: Vec<_> = read.links.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(hrefs, ["a", "b"]);
    let holes: Vec<_> = read.body.unwrap().holes.iter().map(|hole| hole.link).collect();
    assert_eq!(holes, [8, 7]);
}
