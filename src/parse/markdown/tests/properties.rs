//! What holds for any body.

use proptest::prelude::*;

use super::super::*;
use super::{options, read_text};
use crate::parse::block::{BlockKind, Piece, Style};

/// Pieces of markdown that are trouble in each other's neighbourhood.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "é", " ", "  ", "\n", "\n\n", "\r\n", "\t", "    ", "# ", "## ", "===\n", "---\n",
    "- ", "1. ", "> ", "- [x] ", "*", "**", "_", "~~", "`", "```\n", "```js\n", "\\",
    "[", "]", "(", ")", "[a](b)", "![c](d \"t\")", "[r]", "[r][]", "[x][r]",
    "\n[r]: e 'f'\n", "[^1]", "\n[^1]: ", "\n: ", "|", "|-|-|\n", "<b>", "</b>",
    "<div>", "</div>", "<p>", "<table>", "<td>", "<!-- ", "-->",
    "<!-- check: ignore a -- b -->", "<a href=\"", "\"", "'", ">",
    "<img src=x srcset='y 1x, z' onerror=alert(1)>", "<script>", "</script>", "<svg>",
    "<a name=n>", "<h1 id=i>", "</h1>", "{#i}", "{x}", "&amp;", "&#x82;",
    "\u{82}1\u{82}", "\u{82}", "\0", "\u{feff}", "<https://e.example>", "<m@e.example>",
    "javascript:x", "[y](javascript:x)", "[!NOTE]\n", "<details><summary>", "<?x",
    "<![CDATA[", "]]>", "<style>", "<textarea>", "<li>", "</ul>", "style=\"color:red\"",
    ":::\n",
];

/// A body put together from the pieces.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Says what is wrong with a page that we publish, by its tokens.
fn unsafe_parts(html: &str) -> Vec<String> {
    use html5gum::emitters::default::Token;
    let mut wrong = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    for Ok(token) in html5gum::Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let fate = allowed::fate(&name);
                if name != "input" && !matches!(fate, allowed::Fate::Kept(_)) {
                    wrong.push(format!("element {name}"));
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (text(key), text(value));
                    let is_link = allowed::link_role(&name, &key).is_some();
                    let is_own = value.starts_with('#') && !value.contains(':')
                        || value
                            .split([',', ' '])
                            .all(|part| part.is_empty() || part.ends_with(['x', 'w']));
                    if key.starts_with("on") || key == "style" || is_link && !is_own {
                        wrong.push(format!("attribute {key}={value} of {name}"));
                    }
                }
                let is_void = matches!(
                    name.as_str(),
                    "br" | "hr"
                        | "img"
                        | "input"
                        | "col"
                        | "source"
                        | "track"
                        | "wbr"
                        | "area"
                );
                if !is_void {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                if open.pop().as_ref() != Some(&name) {
                    wrong.push(format!("end of {name}"));
                }
            }
            Token::Comment(_) => wrong.push("a comment".to_owned()),
            Token::Doctype(_) => wrong.push("a doctype".to_owned()),
            Token::String(_) | Token::Error(_) => (),
        }
    }
    wrong.extend(open.into_iter().map(|name| format!("{name} is never closed")));
    wrong
}

/// Returns the text of all blocks, without the marks of footnotes.
fn words_of(blocks: &Blocks) -> String {
    let mut words = String::new();
    for block in blocks.list() {
        let mut start = block.text.start;
        let runs = blocks.runs(block.text).iter();
        for note in runs.filter(|run| run.style.has(Style::NOTE)) {
            words.push_str(blocks.text(Piece { start, end: note.piece.start }));
            start = note.piece.end;
        }
        words.push_str(blocks.text(Piece { start, end: block.text.end }));
        words.push('\n');
    }
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_page_is_safe_and_closed(text in markdown()) {
        let page = read_text(&text).body.unwrap().html;
        prop_assert_eq!(unsafe_parts(&page), Vec::<String>::new(), "{}", page);
    }

    #[test]
    fn every_hole_is_the_start_of_an_attribute(text in markdown()) {
        let read = read_text(&text);
        let body = read.body.unwrap();
        prop_assert!(!body.html.contains(char::from(0x82)));
        prop_assert!(body.html.is_char_boundary(body.title_end as usize));
        prop_assert!(body.holes.is_sorted_by_key(|hole| hole.at));
        for hole in &body.holes {
            let before = body.html.get(..hole.at as usize);
            let starts = ["href=\"", "src=\"", "poster=\"", "srcset=\"", ", "];
            prop_assert!(before.is_some_and(|b| starts.iter().any(|start| b.ends_with(start))));
            prop_assert!((hole.link as usize) < read.links.len());
        }
    }

    #[test]
    fn facts_are_the_same_for_each_purpose(text in markdown()) {
        let publish = read_text(&text);
        let check = read(&text, 0..text.len(), &options(Purpose::Check));
        prop_assert_eq!(check.body, None);
        prop_assert_eq!(&check.headings, &publish.headings);
        prop_assert_eq!(&check.anchors, &publish.anchors);
        prop_assert_eq!(&check.links, &publish.links);
        prop_assert_eq!(check.suppressions, publish.suppressions);
        prop_assert_eq!(check.problems, publish.problems);
        prop_assert_eq!(&check.text, &publish.text);
        let recall = read(&text, 0..text.len(), &options(Purpose::Recall));
        prop_assert_eq!(recall.body, None);
        prop_assert_eq!(recall.headings, check.headings);
        prop_assert_eq!(recall.anchors, check.anchors);
        prop_assert_eq!(recall.links, check.links);
        prop_assert_eq!(recall.facts, check.facts);
        let text = Text { published: None, ..check.text };
        prop_assert_eq!(recall.text, text);
    }

    #[test]
    fn spans_are_parts_of_the_text(text in markdown()) {
        let read = read_text(&text);
        let places = read
            .links
            .iter()
            .flat_map(|link| link.uses.iter().map(|one| one.span).chain([link.span]))
            .chain(read.headings.iter().map(|heading| heading.span))
            .chain(read.anchors.iter().map(|anchor| anchor.span))
            .chain(read.problems.iter().map(|problem| problem.span))
            .chain(read.suppressions.iter().map(|one| one.span));
        for place in places {
            prop_assert!(text.get(place.range()).is_some(), "{:?}", place);
        }
        prop_assert!(read.anchors.is_sorted_by(|one, next| one.id < next.id));
        prop_assert!(read.links.is_sorted_by_key(|link| link.span));
    }

    #[test]
    fn words_are_in_their_final_form(text in markdown()) {
        let words = read_text(&text).text.published.unwrap().words;
        prop_assert_eq!(&crate::base::slug::nfc(&words), &words);
        prop_assert!(words.is_empty() || words.ends_with('\n'));
        for line in words.split_terminator('\n') {
            prop_assert!(!line.trim().is_empty(), "{:?}", line);
            for cell in line.split('\t') {
                prop_assert_eq!(cell.split_whitespace().collect::<Vec<_>>().join(" "), cell);
            }
        }
    }

    #[test]
    fn blocks_have_the_words_and_the_anchors_of_the_page(text in markdown()) {
        let read = read_text(&text);
        let blocks = blocks(&text, 0..text.len());
        let words = read.text.published.unwrap().words;
        // Titles of alerts are not text of blocks, a stray end tag of raw HTML parts
        // words in one place only, and what HTML forbids is U+FFFD in it.
        let bare = |text: &str| {
            let is_shown = |c: &char| !c.is_whitespace() && !c.is_control() && *c != '\u{fffd}';
            text.chars().filter(is_shown).collect::<String>().replace("Note", "")
        };
        prop_assert_eq!(bare(&words_of(&blocks)), bare(&words));
        let headings = blocks.list().iter().filter_map(|block| blocks.heading(block));
        let shown: Vec<_> = headings.map(|heading| &heading.anchor).collect();
        let outside: Vec<_> = read.headings.iter().map(|heading| &heading.anchor).collect();
        prop_assert!(shown.iter().all(|anchor| outside.contains(anchor)));
        for block in blocks.list() {
            let is_text = !matches!(block.kind, BlockKind::Code { .. } | BlockKind::Table { .. });
            let text = blocks.text(block.text);
            prop_assert!(!is_text || text == text.trim(), "{:?}", text);
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_text(&text);
        commonmark(&text);
    }
}
