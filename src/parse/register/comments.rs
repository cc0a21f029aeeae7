//! Comments in registers that accept findings.
//!
//! ```yaml
//! # check: ignore-next-line RULE[, RULE] [until=YYYY-MM-DD] -- reason
//! notice_days: 14   # check: ignore RULE -- reason
//! ```

use crate::base::span::{LineIndex, Span, Spanned};
use crate::parse::ProblemKind;
use crate::parse::front_matter::node::{Node, Value};
use crate::parse::markdown::{Directive, DirectivePlace, directive};
use crate::parse::read::cover;
use crate::parse::suppression::{Suppression, SuppressionScope};

use super::flaw::{Flaw, FlawKind};

/// Finds the comments of a register that accept findings, in order.
pub(super) fn read(
    text: &str,
    node: Option<&Node>,
    flaws: &mut Vec<Flaw>,
) -> Vec<Suppression> {
    let mut found = Found { suppressions: Vec::new(), open: Vec::new() };
    let lines = LineIndex::new(text);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((mark, comment)) = comment_in(line) else { continue };
        let span = Span::new(start + mark..start + mark + 1 + comment.trim_end().len());
        if node.is_some_and(|node| is_in_text(node, span.start)) {
            continue;
        }
        let Some(directive) = directive(comment) else { continue };
        let number = lines.line_at(span.start);
        let read = directive.and_then(|directive| {
            let next = || next_line(text, &lines, number);
            found.add(directive, (span, comment), (number, next))
        });
        if let Err(message) = read {
            let kind = FlawKind::Text(ProblemKind::SuppressionMalformed { message });
            flaws.push(Flaw { span, kind });
        }
    }
    cover(&mut found.suppressions, text);
    found.suppressions
}

/// What has been found so far.
struct Found {
    suppressions: Vec<Suppression>,
    /// Those that an `on` can end, by their position.
    open: Vec<usize>,
}

impl Found {
    fn add(
        &mut self,
        directive: Directive,
        (span, comment): (Span, &str),
        (line, next): (u32, impl Fn() -> u32),
    ) -> Result<(), String> {
        let scope = match directive.place {
            DirectivePlace::SameLine => SuppressionScope::Line(line),
            DirectivePlace::NextLine => SuppressionScope::NextLine(next()),
            DirectivePlace::File => SuppressionScope::File,
            DirectivePlace::BlockStart => {
                self.open.push(self.suppressions.len());
                SuppressionScope::Block(None)
            }
            DirectivePlace::BlockEnd => {
                let open = self.open.pop().and_then(|at| self.suppressions.get_mut(at));
                let open =
                    open.ok_or("there is no `off` before it that is still open")?;
                open.scope = SuppressionScope::Block(Some(span.start));
                return Ok(());
            }
        };
        let first = span.range().start + 1;
        let rules = directive.rules.into_iter().map(|range| {
            let name = comment.get(range.clone()).unwrap_or_default().to_owned();
            Spanned::new(name, Span::new(first + range.start..first + range.end))
        });
        self.suppressions.push(Suppression {
            span,
            scope,
            covers: Span::default(),
            removal: Span::default(),
            rules: rules.collect(),
            reason: directive.reason,
            until: directive.until,
        });
        Ok(())
    }
}

/// Returns where the comment of a line begins, and what stands after its `#`.
fn comment_in(line: &str) -> Option<(usize, &str)> {
    let mut marks = line.match_indices('#');
    marks.find_map(|(at, _)| {
        let before = line.get(..at)?;
        let comment = line.get(at + 1..)?;
        let begins = before.is_empty() || before.ends_with([' ', '\t']);
        (begins && comment.trim_start().starts_with("check:")).then_some((at, comment))
    })
}

/// Returns whether a place is within a text, where `#` begins no comment.
fn is_in_text(node: &Node, at: u32) -> bool {
    match &node.value {
        Value::Text(_) => (node.span.start..node.span.end).contains(&at),
        Value::List(items) => items.iter().any(|item| is_in_text(item, at)),
        Value::Map(entries) => entries.iter().any(|entry| is_in_text(&entry.value, at)),
        Value::Null { .. } | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns the first line after one that says something.
fn next_line(text: &str, lines: &LineIndex, line: u32) -> u32 {
    let rest = text.get(lines.start_of(line)..).unwrap_or_default();
    let numbered = (line + 1..).zip(rest.split('\n').skip(1));
    let mut said = numbered.filter(|(_, line)| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#')
    });
    said.next().map_or(line + 1, |(next, _)| next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::front_matter::yaml;

    /// Returns what each comment covers and the rules that it names, and how many
    /// comments could not be understood.
    fn read_all(text: &str) -> (String, usize) {
        let node = yaml::parse(text, 0, &mut Vec::new()).unwrap();
        let mut flaws = Vec::new();
        let found = read(text, Some(&node), &mut flaws);
        let found = found.into_iter().map(|it| {
            let rules: Vec<_> = it.rules.iter().map(|rule| rule.span.of(text)).collect();
            let end = it.covers.end.min(u32::try_from(text.len()).unwrap());
            let covers = Span { end, ..it.covers };
            format!("{} of {:?}", rules.join(" "), covers.of(text))
        });
        (found.collect(), flaws.len())
    }

    #[test]
    fn a_comment_covers_its_line_the_next_one_or_more() {
        #[rustfmt::skip]
        let cases = [
            ("a: 1\n# check: ignore-next-line r -- x\n\n# c\nb: 2\n", r#"r of "b: 2""#,                           0),
            ("a: 1 # check: ignore r, s -- x\n",                       r#"r s of "a: 1 # check: ignore r, s -- x""#, 0),
            ("# check: ignore-file r -- x\na: 1\n",                    r##"r of "# check: ignore-file r -- x\na: 1\n""##, 0),
            ("# check: off r -- x\na: 1\n# check: on\nb: 2\n",         r#"r of "\na: 1\n""#,                        0),
            ("a: 1 # check: on\n",                                     "",                                         1),
            ("a: 1 # check: ignroe r -- x\n",                          "",                                         1),
            ("a: 'x # check: ignore r -- x'\nb: |\n  # check: ignore r -- x\n", "",                               0),
            ("a: 1 #check this\n",                                     "",                                         0),
        ];
        for (text, expected, wrong) in cases {
            assert_eq!(read_all(text), (expected.to_owned(), wrong), "{text}");
        }
    }
}
