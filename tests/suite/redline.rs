//! Laws of comparing two versions, and one comparison as readers see it.

use html5gum::{Token, Tokenizer};
use proptest::collection::vec;
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::select;

use trustpress::parse::block::{Block, BlockKind, Piece};
use trustpress::parse::{Blocks, blocks};
use trustpress::redline::{
    Change, Edit, Entry, Marks, Redline, Remembered, Unchanged, html, redline,
    redline_between, text,
};

use crate::support::{attributes, ids, unclosed};

const OLD: &str = include_str!("../redline/old.md");
const NEW: &str = include_str!("../redline/new.md");

/// Blocks as authors write them, some of them alike.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "# Access policy", "## Scope", "## Scope and purpose", "### Scope", "## Logs {#l}",
    "This policy applies to all staff and contractors of Example Ltd.",
    "This policy applies to all staff, contractors and agents of Example Ltd.",
    "Logs of every access are kept for 90 days and then deleted without exception.",
    "Logs of *every* access are kept for 180 days and then [deleted](a.md).",
    "Logs of *every* access are kept for 180 days and then [deleted](b.md).",
    "- one\n- two\n- three", "- one\n- three", "1. one\n2. two\n   - inner\n\n   more",
    "- [x] done\n- [ ] to do", "> A quotation of some length.\n>\n> - with an item",
    "> [!NOTE]\n> Ask us first, and then wait.", "Term\n: What it means.\n: And more.",
    "| a | b |\n|---|--:|\n| 1 | one |\n| 2 | two |", "| a | c | b |\n|-|-|-|\n| 1 | x | one |",
    "```toml\na = 1\nb = 2\n```", "```toml\na = 1\nb = 3\n\nc = 4\n```", "---",
    "A note.[^1] And another.[^2]\n\n[^1]: The first.\n\n    In two parts.\n\n[^2]: The second.",
    "![A picture](a.png) and a line  \nbreak", "<div id=x>\n<b>raw</b> & more\n</div>",
    "<details>\n\nInner words.\n\n</details>", "Yes.", "No.",
];

/// Pieces of markdown that are trouble in each other's neighbourhood.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "b c", "é", " ", "\n", "\n\n", "\r\n", "    ", "# ", "## ", "---\n", "- ", "1. ",
    "> ", "- [x] ", "*", "**", "`", "```\n", "[a](b)", "![c](d)", "[^1]", "\n[^1]: ",
    "\n: ", "|", "|-|-|\n", "<b>", "</b>", "<div>", "</div>", "<br>", "<p>", "<td>",
    "<script>", "{#i}", "&amp;", "&#x82;", "\0", "[!NOTE]\n", "e\u{301}", "日本", "'", "<li>",
];

fn document() -> impl Strategy<Value = String> {
    let written = vec(select(BLOCKS), 0..14).prop_map(|blocks| blocks.join("\n\n"));
    let pieces = vec(select(PIECES), 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => written, 1 => pieces]
}

/// Two versions of one document, or two documents.
fn versions() -> impl Strategy<Value = (String, String)> {
    let same = document().prop_map(|text| (text.clone(), text));
    let edited = (document(), vec((any::<usize>(), select(BLOCKS)), 0..5)).prop_map(
        |(text, edits)| {
            let mut blocks: Vec<_> = text.split("\n\n").map(str::to_owned).collect();
            for (at, block) in edits {
                let at = at % blocks.len();
                let taken = blocks.remove(at);
                blocks.insert(at / 2, block.to_owned());
                blocks.push(taken);
            }
            (text, blocks.join("\n\n"))
        },
    );
    prop_oneof![1 => same, 4 => edited, 2 => (document(), document())]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Nothing is lost and nothing invented.
    #[test]
    fn the_sides_of_a_redline_are_the_two_versions((old, new) in versions()) {
        let (old, new) = (blocks(&old), blocks(&new));
        let redline = redline(&old, &new);
        let sides = sides(&redline);
        prop_assert_eq!(sides.old, texts(&old));
        prop_assert_eq!(sides.new, texts(&new));
        prop_assert_eq!(sides.away, sides.here);
    }

    /// What was learnt of one version serves another that has the same blocks.
    #[test]
    fn what_versions_have_in_common_is_remembered_for_both(
        first in document(),
        (old, new) in versions(),
    ) {
        let (first, old, new) = (blocks(&first), blocks(&old), blocks(&new));
        let of_first = Remembered::new(&first);
        let of_old = Remembered::new(&old);
        let of_new = Remembered::beside(&new, (&old, &of_old));
        redline_between((&first, &of_first), (&old, &of_old));
        let remembered = redline_between((&first, &of_first), (&new, &of_new));
        let anew = redline(&first, &new);
        prop_assert_eq!(remembered.entries, anew.entries);
        prop_assert_eq!(remembered.totals, anew.totals);
    }

    /// Nothing changed between a version and itself.
    #[test]
    fn a_version_differs_from_itself_in_nothing(text in document()) {
        let (old, new) = (blocks(&text), blocks(&text));
        let same = redline(&old, &new);
        prop_assert!(same.is_empty(), "{}", same.totals);
        prop_assert_eq!(trustpress::redline::text(&same, &Marks::PLAIN), "");
    }

    /// A redline is empty only if no word differs.
    #[test]
    fn an_empty_redline_has_one_text((old, new) in versions()) {
        let (old, new) = (blocks(&old), blocks(&new));
        let words = |blocks: &Blocks| {
            let text: String = texts(blocks).into_iter().map(|text| text + " ").collect();
            text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        if redline(&old, &new).is_empty() {
            prop_assert_eq!(words(&old), words(&new));
        }
    }

    /// The fragment is whole, its ids differ, and nothing in it runs.
    #[test]
    fn the_html_is_whole_and_safe((old, new) in versions(), is_folded in any::<bool>()) {
        let (old, new) = (blocks(&old), blocks(&new));
        let unchanged = if is_folded { Unchanged::Folded } else { Unchanged::Shown };
        let html = html(&redline(&old, &new), unchanged);
        prop_assert_eq!(unclosed(&html), None, "{}", html);
        prop_assert_eq!(misplaced(&html), Vec::<String>::new(), "{}", html);
        let mut ids = ids(&html);
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "{}", html);
        for (element, name, value) in attributes(&html) {
            let known = ["aria-label", "class", "data-kind", "id", "role", "scope", "tabindex", "value"];
            let is_known = known.contains(&name.as_str())
                || name == "href" && value.starts_with('#');
            prop_assert!(is_known, "<{} {}={}>", element, name, value);
        }
    }
}

/// What a redline says of each version.
#[derive(Default)]
struct Sides {
    old: Vec<String>,
    new: Vec<String>,
    /// The blocks that moved, as they are named where they were and where they
    /// are.
    away: Vec<(usize, usize)>,
    here: Vec<(usize, usize)>,
}

fn sides(redline: &Redline<'_>) -> Sides {
    let mut sides = Sides::default();
    let (olds, news) = (texts(redline.old), texts(redline.new));
    for entry in &redline.entries {
        match entry {
            Entry::Same { old, new } => {
                sides.old.push(olds[*old].clone());
                sides.new.push(news[*new].clone());
            }
            Entry::Edited { edit, .. } => {
                sides.old.push(side(redline.old, edit, |change| change.old));
                sides.new.push(side(redline.new, edit, |change| change.new));
            }
            Entry::Deleted { old } => sides.old.push(olds[*old].clone()),
            Entry::Inserted { new } => sides.new.push(news[*new].clone()),
            Entry::MovedAway { old, new } => {
                sides.old.push(olds[*old].clone());
                sides.away.push((*old, *new));
            }
            Entry::MovedHere { old, new, edit } => {
                assert_eq!(side(redline.old, edit, |change| change.old), olds[*old]);
                sides.new.push(side(redline.new, edit, |change| change.new));
                sides.here.push((*old, *new));
            }
        }
    }
    sides.away.sort_unstable();
    sides.here.sort_unstable();
    sides
}

/// Returns what an edit says of one version, cells apart.
fn side(blocks: &Blocks, edit: &Edit, piece: impl Fn(&Change) -> Piece) -> String {
    let text = |changes: &Vec<Change>| -> String {
        changes.iter().map(|change| blocks.text(piece(change))).collect()
    };
    match edit {
        Edit::Text(changes) => text(changes),
        Edit::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(text).collect()
        }
    }
}

/// Returns the text of each block; of a table, that of its cells.
fn texts(blocks: &Blocks) -> Vec<String> {
    let text = |block: &Block| match &block.kind {
        BlockKind::Table { rows, .. } => {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| blocks.text(*cell)).collect()
        }
        _ => blocks.text(block.text).to_owned(),
    };
    blocks.list().iter().map(text).collect()
}

/// Returns the elements that may not stand where they do.
fn misplaced(html: &str) -> Vec<String> {
    let mut open: Vec<String> = vec!["main".to_owned()];
    let mut wrong = Vec::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let parent = open.last().unwrap().as_str();
                let is_list = matches!(parent, "ul" | "ol");
                let is_text = matches!(
                    parent,
                    "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "span" | "summary"
                );
                let is_right = match name.as_str() {
                    "li" => is_list,
                    "dt" | "dd" => parent == "dl",
                    "p" | "ul" | "ol" | "dl" | "pre" | "table" | "div" | "details"
                    | "blockquote" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                        !is_text && !is_list && parent != "dl"
                    }
                    _ => !is_list && parent != "dl",
                };
                if !is_right {
                    wrong.push(format!("<{name}> in <{parent}>"));
                }
                if !matches!(name.as_str(), "br" | "hr") {
                    open.push(name);
                }
            }
            Ok(Token::EndTag(_)) => {
                open.pop();
            }
            _ => (),
        }
    }
    wrong
}

#[test]
fn a_policy_with_every_sort_of_change_is_shown() {
    let (old, new) = (blocks(OLD), blocks(NEW));
    let redline = redline(&old, &new);
    insta::assert_snapshot!("redline_html", html(&redline, Unchanged::Folded));
    insta::assert_snapshot!("redline_text", text(&redline, &Marks::PLAIN));
}
