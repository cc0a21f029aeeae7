//! The beginning of a data file, short enough to be read.

/// How much of a file is looked at: what an index of ten thousand documents says is
/// said by its first.
const LOOKED_AT: usize = 64 << 10;

/// The most lines of an excerpt.
const LINES: usize = 120;

/// The most lines of a file that is not JSON.
const TEXT_LINES: usize = 12;

/// The most characters of a line.
const WIDTH: usize = 240;

const MORE: &str = "\u{2026}";

/// Returns the beginning of JSON that is indented by two: of each list the first
/// element.
pub(super) fn of_json(text: &str) -> String {
    let (start, rest) = looked_at(text);
    shown(first_elements(start), LINES, rest)
}

/// Returns the first lines of a text.
pub(super) fn of_text(text: &str) -> String {
    let (start, rest) = looked_at(text);
    shown(start.lines().map(str::to_owned).collect(), TEXT_LINES, rest)
}

fn looked_at(text: &str) -> (&str, &str) {
    let end = text.floor_char_boundary(LOOKED_AT);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn shown(lines: Vec<String>, most: usize, rest: &str) -> String {
    let is_cut = lines.len() > most || !rest.is_empty();
    let mut shown: Vec<String> = lines.into_iter().take(most).map(narrow).collect();
    if is_cut && shown.last().is_some_and(|last| last.trim() != MORE) {
        shown.push(MORE.to_owned());
    }
    shown.join("\n")
}

/// Leaves out all but the first element of each list.
fn first_elements(json: &str) -> Vec<String> {
    let mut kept = Vec::new();
    // The indentation of each list that is open, and whether it has an element.
    let mut lists: Vec<(usize, bool)> = Vec::new();
    let mut is_left_out = false;
    for line in json.lines() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if let Some((list, has_element)) = lists.last_mut() {
            if indent == *list {
                lists.pop();
                is_left_out = false;
            } else if is_left_out {
                continue;
            } else if indent == *list + 2 && !text.starts_with(['}', ']']) {
                if *has_element {
                    is_left_out = true;
                    kept.push(format!("{:indent$}{MORE}", ""));
                    continue;
                }
                *has_element = true;
            }
        }
        kept.push(line.to_owned());
        if text.ends_with('[') {
            lists.push((indent, false));
        }
    }
    kept
}

fn narrow(line: String) -> String {
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => {
            format!("{}{MORE}", line.split_at_checked(end).map_or("", |it| it.0))
        }
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_each_list_the_first_element_is_shown() {
        let value = json!({
            "a": [{ "b": [1, 2, 3], "c": [] }, { "b": [4] }],
            "d": ["x"],
            "e": [[1, 2], [3]],
        });
        let text = serde_json::to_string_pretty(&value).unwrap();
        let expected = "{\n  \"a\": [\n    {\n      \"b\": [\n        1,\n        …\n      ],\n      \
                        \"c\": []\n    },\n    …\n  ],\n  \"d\": [\n    \"x\"\n  ],\n  \"e\": [\n    \
                        [\n      1,\n      …\n    ],\n    …\n  ]\n}";
        assert_eq!(of_json(&text), expected);
    }

    #[test]
    fn what_is_long_is_cut_and_says_so() {
        let lines = "line\n".repeat(40);
        assert_eq!(of_text(&lines).lines().count(), TEXT_LINES + 1);
        assert_eq!(of_text("a\nb\n"), "a\nb");
        let wide = "ä".repeat(LOOKED_AT);
        assert_eq!(of_text(&wide).chars().count(), WIDTH + 1 + "\n…".chars().count());
        let list = serde_json::to_string_pretty(&vec!["word"; 20_000]).unwrap();
        assert_eq!(of_json(&list), "[\n  \"word\",\n  …");
    }
}
