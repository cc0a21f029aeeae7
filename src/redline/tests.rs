//! What a redline says about small changes, as the terminal shows it.

use super::*;
use crate::parse::blocks;

fn said(old: &str, new: &str) -> String {
    let (old, new) = (blocks(old), blocks(new));
    text(&redline(&old, &new), &Marks::PLAIN)
}

#[test]
fn words_are_compared_and_splinters_are_not() {
    #[rustfmt::skip]
    let cases = [
        // old                        new                          what is said
        ("a b c",                     "a b c",                     ""),
        ("Keep it for a year.",       "Keep it\nfor  a year.",     ""),
        ("Keep it for 90 days.",      "Keep it for 180 days.",     "Keep it for [-90-] {+180+} days."),
        ("It costs 1,000.50 now.",    "It costs 1,000.75 now.",    "It costs [-1,000.50-] {+1,000.75+} now."),
        ("We don't share data.",      "We share data.",            "We [-don't-] share data."),
        ("We share it.",              "We share it, sometimes.",   "We share it{+, sometimes+}."),
        ("Ask us. Then wait.",        "Ask us. Be calm. Then wait.", "Ask us. {+Be calm.+} Then wait."),
        ("one two three four five",   "one six the seven eight five", "[-one two three four five-]\n{+one six the seven eight five+}"),
        ("Staff must obey at once or leave today.", "Staff should comply at will or leave today.",
            "Staff [-must obey at once-] {+should comply at will+} or leave today."),
        ("Nothing is alike here.",    "All of that was replaced!", "[-Nothing is alike here.-]\n{+All of that was replaced!+}"),
        ("会社は情報を守る",            "会社は資産を守る",            "会社は[-情報-]{+資産+}を守る"),
        ("x \u{1b}[31m y and z",      "x \u{1b}[32m y and z",      "x \\u{1b}[[-31m-]{+32m+} y and z"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(said(old, new).trim_end(), expected, "{old} > {new}");
    }
}

#[test]
fn what_is_not_a_word_is_said() {
    #[rustfmt::skip]
    let cases = [
        ("See [the rules](a.md).",  "See [the rules](b.md).",  "See the rules (link changed: a.md > b.md)."),
        ("See [the rules](a.md).",  "See the rules.",          "See the rules (link removed: a.md)."),
        ("See the rules.",          "See [the rules](b.md).",  "See the rules (link added: b.md)."),
        ("Never do it.",            "**Never** do it.",        "(formatting changed) Never do it."),
        ("## Scope",                "### Scope",               "### (formatting changed) Scope"),
        ("- [ ] ask",               "- [x] ask",               "- [-[ ]-] {+[x]+} ask"),
        ("a\n\n---\n\nb",           "a\n\nb",                  "[-----]"),
        ("> [!NOTE]\n> a b",        "> [!TIP]\n> a b",         "(formatting changed) a b"),
        // Neither is a change of another sort.
        ("- a\n- b",                "* a\n* b",                ""),
        ("3. a\n4. b",              "1. a\n2. b",              ""),
        ("a[^x] b[^y]\n\n[^x]: X\n[^y]: Y", "b[^y]\n\n[^y]: Y\n", "[-a1-] b1\n[1] [-X-]"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(said(old, new).trim_end(), expected, "{old} > {new}");
    }
}

#[test]
fn tables_are_compared_by_cell_and_code_by_line() {
    let table = "| a | b |\n|-|-|\n| 1 | one |\n| 2 | two |\n| 3 | three |\n";
    #[rustfmt::skip]
    let cases = [
        (table, "| a | b |\n|-|-|\n| 1 | one |\n| 2 | zwei |\n| 3 | three |\n",
            "| 2 | [-two-] {+zwei+} |"),
        (table, "| a | b |\n|-|-|\n| 1 | one |\n| 3 | three |\n| 4 | four |\n",
            "| [-2-] | [-two-] |\n| {+4+} | {+four+} |"),
        (table, "| a | c | b |\n|-|-|-|\n| 1 | x | one |\n| 2 | y | two |\n| 3 | z | three |\n",
            "| a | {+c+} | b |\n| 1 | {+x+} | one |\n| 2 | {+y+} | two |\n| 3 | {+z+} | three |"),
        (table, "| a | B |\n|-|-|\n| 1 | one |\n| 2 | two |\n| 3 | three |\n",
            "| a | [-b-] {+B+} |"),
        ("```\none\ntwo\nthree\n```", "```\none\n2\nthree\n```", "    [-two-]\n    {+2+}"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(said(old, new).trim_end(), expected, "{old} > {new}");
    }
}

#[test]
fn what_moved_is_not_deleted_and_inserted() {
    let one = "## One\n\nThe first section speaks of many things at once.\n\n- short\n\n";
    let two = "## Two\n\nThe second section speaks of other matters altogether.\n\n\
               And it does so in two paragraphs, which is more.\n\nIt is long.\n\n";
    let three = "## Three\n\nThe third section ends the text for good.\n\n";
    let edited = one.replace("many", "several");
    #[rustfmt::skip]
    let cases = [
        ([one, two, three].concat(), [two, one, three].concat(),
            "## (moved) One\n(moved) The first section speaks of many things at once.\n- (moved) short"),
        ([one, two, three].concat(), [two, &edited, three].concat(),
            "## (moved) One\n(moved) The first section speaks of [-many-] {+several+} things at once.\n- (moved) short"),
        (format!("{one}{two}A paragraph of its own that is long enough.\n"),
         format!("{one}A paragraph of its own that is long enough.\n\n{two}"),
            "## One\n(moved from “Two”) A paragraph of its own that is long enough."),
        // Too short to have moved.
        ("Yes.\n\nA.\n\nB.\n\nC.".to_owned(), "A.\n\nB.\n\nC.\n\nYes.".to_owned(),
            "[-Yes.-]\n{+Yes.+}"),
    ];
    for (old, new, expected) in cases {
        assert_eq!(said(&old, &new).trim_end(), expected, "{old} > {new}");
    }
}

#[test]
fn totals_say_how_much_changed() {
    let moved = "A paragraph of its own that is long enough.";
    #[rustfmt::skip]
    let cases = [
        ("a b",               "a b",                "nothing changed"),
        ("Keep all of it.",   "Keep all of it now.", "1 word added"),
        ("Keep all of it for 90 days.", "Keep all of it for a year.", "2 words added, 2 removed"),
        ("[a](b) c",          "[a](d) c",           "1 link changed"),
        ("a **b**",           "a b",                "1 paragraph reformatted"),
        ("a b",               "a, b",               "1 paragraph reformatted"),
        ("a\n\n---",          "a",                  "1 paragraph reformatted"),
        ("a\n\n:",            "a",                  "1 paragraph reformatted"),
        ("| a |\n|-|\n| b |", "",                   "2 words removed"),
    ];
    for (old, new, expected) in cases {
        let (old, new) = (blocks(old), blocks(new));
        assert_eq!(redline(&old, &new).totals.to_string(), expected, "{old:?}");
    }
    let (one, two) = ("First of all.", "Second of all, and last.");
    let old = blocks(&[moved, one, two].join("\n\n"));
    let new = blocks(&[one, two, moved].join("\n\n"));
    assert_eq!(redline(&old, &new).totals.to_string(), "1 paragraph moved");
}

#[test]
fn what_is_too_long_to_be_compared_exactly_is_compared() {
    let rows = |year: &str| -> String {
        let row = |number: u32| format!("| System {number} | {year}-{number} |\n");
        (0..3_000).map(row).collect()
    };
    let table = |year| format!("| System | Reviewed |\n|-|-|\n{}", rows(year));
    let rows = said(&table("2025"), &table("2026"));
    assert_eq!(rows.lines().count(), 3_000);
    let row = "| System 1500 | [-2025-] {+2026+}-1500 |";
    assert_eq!(rows.lines().nth(1_500), Some(row));

    let words = |first: u32| -> String {
        let word = |number: u32| format!("{} ", first + number * 7_919 % 25_000);
        (0..25_000).map(word).collect()
    };
    let (old, new) = (words(0), words(1));
    let expected = format!("[-{}-]\n{{+{}+}}\n", old.trim(), new.trim());
    assert!(said(&old, &new) == expected, "words were paired that are no pairs");
}
