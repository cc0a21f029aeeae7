//! What is wrong with YAML, in the words of somebody who writes it.
//!
//! A YAML parser says at which token its grammar came to an end; the writer
//! forgot a quote. [`explain`] turns the one into the other: it finds the text
//! that has to change, says what is wrong with it, and how to write it.

use std::ops::Range;

use crate::base::span::Span;

use super::super::document::{Problem, ProblemKind};

/// How deep values can be nested: the limit of `serde_yaml`.
const MAX_DEPTH: usize = 128;

/// An error of `serde_yaml`, taken apart.
struct Fault<'a> {
    yaml: &'a str,
    /// What the parser says, without places.
    problem: &'a str,
    /// What it was doing; may be empty.
    context: &'a str,
    /// Where it gave up.
    at: usize,
    /// Where that which it was doing began.
    began: usize,
}

/// What we say about an error.
struct Explanation {
    range: Range<usize>,
    message: String,
    help: Option<String>,
}

/// Explains a syntax error in `yaml`, which begins at byte `base` of its file:
/// what the parser says, and the byte of the text at which it gave up.
pub(super) fn explain((text, at): (&str, usize), yaml: &str, base: usize) -> Problem {
    if text.contains("repetition limit exceeded") {
        return too_many_aliases(yaml, base);
    }
    let (problem, context) = text.split_once(", while ").unwrap_or((text, ""));
    let fault = Fault {
        yaml,
        problem: problem.split(" at ").next().unwrap_or_default(),
        context: context.split(" at ").next().unwrap_or_default(),
        at: position(problem).unwrap_or(at).min(yaml.len()),
        began: line_and_column(context).map_or(0, |place| offset(yaml, place)),
    };
    let explanation =
        fault.in_layout().or_else(|| fault.in_value()).unwrap_or_else(|| {
            let message = fault.problem.to_owned();
            Explanation { range: word(yaml, fault.at), message, help: None }
        });
    into_problem(explanation, base)
}

/// Returns the problem of a text whose aliases stand for far more than it says.
pub(super) fn too_many_aliases(yaml: &str, base: usize) -> Problem {
    let first = yaml.find('*').unwrap_or_default();
    let rest = yaml.get(first..).unwrap_or_default();
    let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}');
    let range = first..first + rest.find(ends).unwrap_or(rest.len());
    let message = "aliases repeat more than front matter may hold".to_owned();
    let help = Some("write the values out".to_owned());
    into_problem(Explanation { range, message, help }, base)
}

/// Returns the problem of a text with too many brackets within brackets, if it
/// has.
///
/// The scanners take time for each open bracket at each token, so this is found
/// before they begin. Brackets in quotes count: nobody quotes a hundred that do
/// not close.
pub(super) fn too_deep(yaml: &str, base: usize) -> Option<Problem> {
    let mut depth = 0_usize;
    let deepest = yaml.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => (),
        }
        depth > MAX_DEPTH
    })?;
    Some(into_problem(nested_too_deep(yaml, deepest), base))
}

fn nested_too_deep(yaml: &str, at: usize) -> Explanation {
    Explanation {
        range: character(yaml, at),
        message: format!("values are nested deeper than {MAX_DEPTH} levels"),
        help: None,
    }
}

fn into_problem(explanation: Explanation, base: usize) -> Problem {
    let Explanation { range, message, help } = explanation;
    let span = Span::new(base + range.start..base + range.end);
    Problem { span, kind: ProblemKind::FrontMatterSyntax { message, help } }
}

impl Fault<'_> {
    /// Explains what is wrong with the lines: their indentation, their colons.
    fn in_layout(&self) -> Option<Explanation> {
        let explained = match self.problem {
            "mapping values are not allowed in this context" => self.extra_colon(),
            "could not find expected ':'" => {
                self.without_colon(line(self.yaml, self.began))
            }
            "did not find expected key" => self.instead_of_key(),
            "did not find expected '-' indicator" => explanation(
                word(self.yaml, self.at),
                format!("`{}` is in a list and not an item", self.word()),
                "begin it with `- `, or indent it like the key",
            ),
            "block sequence entries are not allowed in this context" => explanation(
                character(self.yaml, self.at),
                "a list cannot begin on the line of its key",
                "give each `- ` a line of its own, or write `[a, b]`",
            ),
            problem if problem.contains("more than one document") => {
                self.second_document()
            }
            "recursion limit exceeded" => nested_too_deep(self.yaml, self.at),
            "control characters are not allowed" => {
                let number = u32::from(self.first().unwrap_or_default());
                let message = format!("a control character (U+{number:04X})");
                explanation(character(self.yaml, self.at), message, "delete it")
            }
            problem
                if problem.contains("tab character") || self.first() == Some('\t') =>
            {
                explanation(
                    character(self.yaml, self.at),
                    "a tab where YAML wants spaces",
                    "indent with spaces",
                )
            }
            _ => return None,
        };
        Some(explained)
    }

    /// Explains what is wrong with one value.
    fn in_value(&self) -> Option<Explanation> {
        let explained = match self.problem {
            "found character that cannot start any token"
            | "mapping keys are not allowed in this context"
            | "found undefined tag handle" => self.needs_quotes(self.at),
            "did not find expected <document start>" => self.directive(),
            "did not find expected ',' or ']'" | "did not find expected ',' or '}'" => {
                self.unclosed_bracket(self.began)
            }
            "did not find expected node content" => self.without_value(),
            "found unexpected end of stream" | "found unexpected document indicator" => {
                let range = character(self.yaml, self.began);
                let quote = self.yaml.get(range.clone()).unwrap_or_default();
                let message = format!("`{quote}` is never closed");
                explanation(range, message, format!("close it with another `{quote}`"))
            }
            "found unknown escape character" => explanation(
                self.at..character(self.yaml, self.at + 1).end,
                "not an escape that YAML knows",
                "write `\\\\` for a backslash, or use single quotes",
            ),
            "unknown anchor" => Explanation {
                message: format!(
                    "`{}` stands for an anchor that is not there",
                    self.word()
                ),
                ..self.needs_quotes(self.at)
            },
            _ => match self.context {
                "scanning a directive" | "scanning a %TAG directive" => self.directive(),
                "scanning an alias"
                | "scanning an anchor"
                | "scanning a block scalar" => self.needs_quotes(self.began),
                context if context.contains("a tag") => self.needs_quotes(self.began),
                _ => return None,
            },
        };
        Some(explained)
    }

    /// A line that begins with `%`, which is for instructions to the parser.
    fn directive(&self) -> Explanation {
        let start = if self.yaml.starts_with('%') {
            Some(0)
        } else {
            self.yaml.find("\n%").map(|newline| newline + 1)
        };
        self.needs_quotes(start.unwrap_or(self.at))
    }

    /// Nothing, or what means something else, where a value should be.
    fn without_value(&self) -> Explanation {
        if self.context != "parsing a flow node" {
            return self.needs_quotes(self.at);
        }
        let before = self.yaml.get(..self.at).unwrap_or_default();
        let after = self.yaml.get(self.at..).unwrap_or_default();
        match before.rfind(['[', '{']).filter(|_| after.trim().is_empty()) {
            Some(bracket) => self.unclosed_bracket(bracket),
            None => explanation(
                character(self.yaml, self.at),
                "a value is missing",
                "write the value, or delete the comma",
            ),
        }
    }

    /// A second colon in a value, or a key that continues the line above it.
    fn extra_colon(&self) -> Explanation {
        let here = line(self.yaml, self.at);
        let before = self.yaml.get(here.start..self.at).unwrap_or_default();
        if let Some((key, value)) = before.split_once(": ") {
            let rest = self.yaml.get(self.at..here.end).unwrap_or_default();
            let value = quoted(&format!("{}{rest}", value.trim_start()));
            let help =
                value.map(|value| format!("write `{}: {value}`", key.trim_start()));
            return explanation(
                character(self.yaml, self.at),
                "a value with a colon in it needs quotes",
                help.unwrap_or_else(|| "quote the value".to_owned()),
            );
        }
        if before.starts_with([' ', '\t']) {
            let indent = before.len() - before.trim_start().len();
            return explanation(
                here.start + indent..self.at,
                format!("`{}` is indented below a value", before.trim()),
                "begin it in the same column as the other keys",
            );
        }
        let above = here.start.saturating_sub(1);
        self.without_colon(line(self.yaml, above))
    }

    /// A line that is neither a key with its value nor part of a value.
    fn without_colon(&self, range: Range<usize>) -> Explanation {
        let text = self.yaml.get(range.clone()).unwrap_or_default();
        let indent = text.len() - text.trim_start().len();
        let range = range.start + indent..range.end;
        let text = text.trim_start();
        match text.split_once(':') {
            Some((key, value)) if !value.starts_with(' ') => explanation(
                range,
                format!("`{text}` has no space after its colon"),
                format!("write `{key}: {value}`"),
            ),
            _ => explanation(
                range,
                format!("`{text}` has no colon"),
                "write it as `key: value`",
            ),
        }
    }

    /// Something else where a key should be.
    fn instead_of_key(&self) -> Explanation {
        let here = line(self.yaml, self.at);
        let before = self.yaml.get(here.start..self.at).unwrap_or_default();
        if !before.trim().is_empty() {
            return explanation(
                self.at..here.end,
                "text after the end of a value",
                "quote the whole value",
            );
        }
        let range = word(self.yaml, self.at);
        if self.first() == Some('-') {
            return explanation(
                range,
                "a list item where a key should be",
                "give the list a key of its own",
            );
        }
        explanation(
            range,
            format!("`{}` is indented unlike the keys around it", self.word()),
            "begin all keys of one level in the same column",
        )
    }

    /// A line that ends the mapping: `--- `, or one left of the first key.
    fn second_document(&self) -> Explanation {
        let first = self.yaml.lines().find(|line| !line.trim().is_empty());
        let indent = first.map_or(0, |line| line.len() - line.trim_start().len());
        let mut start = 0;
        for line in self.yaml.split_inclusive('\n') {
            let text = line.trim_end();
            let left = text.len() - text.trim_start().len() < indent;
            if text.starts_with("---") && start > 0 {
                let range = start..start + text.len();
                let message = "a second document begins here";
                return explanation(range, message, "keep all keys in one block");
            }
            if left && !text.is_empty() && !text.starts_with('#') {
                let range = word(self.yaml, start);
                let word = self.yaml.get(range.clone()).unwrap_or_default();
                let message = format!("`{word}` is indented less than the first key");
                return explanation(range, message, "begin all keys in the same column");
            }
            start += line.len();
        }
        explanation(
            0..self.yaml.len(),
            "more than one document",
            "keep all keys in one block",
        )
    }

    /// A bracket without its other half, or a colon within brackets.
    fn unclosed_bracket(&self, at: usize) -> Explanation {
        let between = self.yaml.get(at..self.at).unwrap_or_default();
        if self.first() == Some(':') && !between.contains('\n') {
            return explanation(
                character(self.yaml, self.at),
                "a value with a colon in it needs quotes",
                "quote the value",
            );
        }
        let range = character(self.yaml, at);
        let bracket = self.yaml.get(range.clone()).unwrap_or_default();
        let closing = if bracket == "{" { '}' } else { ']' };
        let message = format!("`{bracket}` is never closed");
        explanation(
            range,
            message,
            format!("close it with `{closing}`, or quote the whole value"),
        )
    }

    /// A value whose first character has a meaning in YAML.
    fn needs_quotes(&self, at: usize) -> Explanation {
        let line = line(self.yaml, at);
        let value = self.yaml.get(at..line.end).unwrap_or_default();
        let value = value.split(" #").next().unwrap_or(value).trim_end();
        let first = value.chars().next().unwrap_or_default();
        let help = quoted(value).map(|text| format!("write `{text}`"));
        explanation(
            at..at + value.len(),
            format!("a value cannot begin with `{first}` unless it is quoted"),
            help.unwrap_or_else(|| "quote it".to_owned()),
        )
    }

    fn first(&self) -> Option<char> {
        self.yaml.get(self.at..).and_then(|rest| rest.chars().next())
    }

    fn word(&self) -> &str {
        self.yaml.get(word(self.yaml, self.at)).unwrap_or_default()
    }
}

fn explanation(
    range: Range<usize>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Explanation {
    Explanation { range, message: message.into(), help: Some(help.into()) }
}

/// Returns `text` in quotes that it does not hold, if there are such.
fn quoted(text: &str) -> Option<String> {
    if !text.contains(['"', '\\']) {
        Some(format!("\"{text}\""))
    } else if !text.contains('\'') {
        Some(format!("'{text}'"))
    } else {
        None
    }
}

/// Reads `at position N` at the end of a message.
fn position(message: &str) -> Option<usize> {
    message.rsplit_once(" at position ")?.1.parse().ok()
}

/// Reads `at line N column M` at the end of a message; both count from 1.
fn line_and_column(message: &str) -> Option<(usize, usize)> {
    let (line, column) = message.rsplit_once(" at line ")?.1.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

fn offset(yaml: &str, (line, column): (usize, usize)) -> usize {
    let lines = yaml.split_inclusive('\n');
    let start: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    let rest = yaml.get(start..).unwrap_or_default();
    let within = rest.char_indices().nth(column.saturating_sub(1));
    start + within.map_or(rest.len(), |(at, _)| at)
}

/// Returns the line that holds `at`, without white space at its end.
fn line(yaml: &str, at: usize) -> Range<usize> {
    let start =
        yaml.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = yaml.get(start..).unwrap_or_default();
    let text = rest.lines().next().unwrap_or_default().trim_end();
    start..start + text.len()
}

/// Returns the characters from `at` to the next white space.
fn word(yaml: &str, at: usize) -> Range<usize> {
    let rest = yaml.get(at..).unwrap_or_default();
    at..at + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

/// Returns the character at `at`.
fn character(yaml: &str, at: usize) -> Range<usize> {
    let rest = yaml.get(at..).unwrap_or_default();
    at..at + rest.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    #[test]
    fn an_error_says_what_to_change_and_where() {
        #[rustfmt::skip]
        let cases = [
            // yaml                      place         message; help
            ("a: 1\nowner: @bob # x\n",  "@bob",       "a value cannot begin with `@` unless it is quoted; write `\"@bob\"`"),
            ("ü: ß\nx: @y\n",            "@y",         "a value cannot begin with `@` unless it is quoted; write `\"@y\"`"),
            ("x: `a \"b\"`\n",           "`a \"b\"`",  "a value cannot begin with ``` unless it is quoted; write `'`a \"b\"`'`"),
            ("x: %a\n",                  "%a",         "a value cannot begin with `%` unless it is quoted; write `\"%a\"`"),
            ("%a: b\n",                  "%a: b",      "a value cannot begin with `%` unless it is quoted; write `\"%a: b\"`"),
            ("%YAML 1.2\n",              "%YAML 1.2",  "a value cannot begin with `%` unless it is quoted; write `\"%YAML 1.2\"`"),
            ("x: ]\n",                   "]",          "a value cannot begin with `]` unless it is quoted; write `\"]\"`"),
            ("x: , a\n",                 ", a",        "a value cannot begin with `,` unless it is quoted; write `\", a\"`"),
            ("x: ? a\n",                 "? a",        "a value cannot begin with `?` unless it is quoted; write `\"? a\"`"),
            ("x: **bold**\n",            "**bold**",   "a value cannot begin with `*` unless it is quoted; write `\"**bold**\"`"),
            ("x: *bold* a\n",            "*bold* a",   "a value cannot begin with `*` unless it is quoted; write `\"*bold* a\"`"),
            ("x: & b\n",                 "& b",        "a value cannot begin with `&` unless it is quoted; write `\"& b\"`"),
            ("x: > text\n",              "> text",     "a value cannot begin with `>` unless it is quoted; write `\"> text\"`"),
            ("x: !a!b c\n",              "!a!b c",     "a value cannot begin with `!` unless it is quoted; write `\"!a!b c\"`"),
            ("x: !<a\n",                 "!<a",        "a value cannot begin with `!` unless it is quoted; write `\"!<a\"`"),
            ("x: *foo\n",                "*foo",       "`*foo` stands for an anchor that is not there; write `\"*foo\"`"),
            ("a:\n\tb: 1\n",             "\t",         "a tab where YAML wants spaces; indent with spaces"),
            ("\ta: 1\n",                 "\t",         "a tab where YAML wants spaces; indent with spaces"),
            ("a: 1\n\tb: 2\n",           "\t",         "a tab where YAML wants spaces; indent with spaces"),
            ("title: A: b\n",            ":",          "a value with a colon in it needs quotes; write `title: \"A: b\"`"),
            ("x: [a: b: c]\n",           ":",          "a value with a colon in it needs quotes; quote the value"),
            ("title: A\n  owner: b\n",   "owner",      "`owner` is indented below a value; begin it in the same column as the other keys"),
            ("title: A\nowner bob\nx: y\n", "owner bob", "`owner bob` has no colon; write it as `key: value`"),
            ("owner bob\ntitle: A\n",    "owner bob",  "`owner bob` has no colon; write it as `key: value`"),
            ("a: A\r\nowner:bob\r\nz: 1\r\n", "owner:bob", "`owner:bob` has no space after its colon; write `owner: bob`"),
            ("title: \"a\" b\nx: 1\n",   "b",          "text after the end of a value; quote the whole value"),
            ("title: [Draft] A b\n",     "A b",        "text after the end of a value; quote the whole value"),
            ("title: 'it's'\n",          "s'",         "text after the end of a value; quote the whole value"),
            ("a:\n  b: 1\n c: 2\n",      "c:",         "`c:` is indented unlike the keys around it; begin all keys of one level in the same column"),
            ("a: b\n- c\n",              "-",          "a list item where a key should be; give the list a key of its own"),
            ("  title: x\nowner: b\n",   "owner:",     "`owner:` is indented less than the first key; begin all keys in the same column"),
            ("a: 1\n--- x\nb: 2\n",      "--- x",      "a second document begins here; keep all keys in one block"),
            ("tags:\n  - a\n  b: c\n",   "b:",         "`b:` is in a list and not an item; begin it with `- `, or indent it like the key"),
            ("tags: - a\n",              "-",          "a list cannot begin on the line of its key; give each `- ` a line of its own, or write `[a, b]`"),
            ("title: [a\nx: y\n",        "[",          "`[` is never closed; close it with `]`, or quote the whole value"),
            ("ö: [a, b\n",               "[",          "`[` is never closed; close it with `]`, or quote the whole value"),
            ("x: [\n",                   "[",          "`[` is never closed; close it with `]`, or quote the whole value"),
            ("title: {a: b\n",           "{",          "`{` is never closed; close it with `}`, or quote the whole value"),
            ("{a: b\n",                  "{",          "`{` is never closed; close it with `}`, or quote the whole value"),
            ("x: [a,,]\n",               ",",          "a value is missing; write the value, or delete the comma"),
            ("title: \"abc\nx: y\n",     "\"",         "`\"` is never closed; close it with another `\"`"),
            ("title: 'abc\nx: y\n",      "'",          "`'` is never closed; close it with another `'`"),
            ("x: \"\\d\"\n",             "\\d",        "not an escape that YAML knows; write `\\\\` for a backslash, or use single quotes"),
            ("x: a\u{7}b\n",             "\u{7}",      "a control character (U+0007); delete it"),
            ("x: \u{0}\n",               "\u{0}",      "a control character (U+0000); delete it"),
            ("a: &x [*x]\n",             "&",          "values are nested deeper than 128 levels"),
        ];
        for (yaml, place, explanation) in cases {
            let problem = yaml::read(yaml, 100, &mut Vec::new()).unwrap_err();
            let ProblemKind::FrontMatterSyntax { message, help } = problem.kind else {
                panic!("{problem:?}");
            };
            let said: Vec<String> = [Some(message), help].into_iter().flatten().collect();
            assert_eq!(said.join("; "), explanation, "{yaml:?}");
            let range =
                problem.span.start as usize - 100..problem.span.end as usize - 100;
            assert_eq!(yaml.get(range), Some(place), "{yaml:?}");
        }
    }

    #[test]
    fn hostile_texts_are_refused_with_a_place() {
        let bomb = |levels: usize| {
            let rows = (1..levels).map(|level| {
                format!(
                    "a{level}: &a{level} [{}]\n",
                    format!("*a{},", level - 1).repeat(10)
                )
            });
            format!("a0: &a0 [x]\n{}", rows.collect::<String>())
        };
        let wide =
            format!("a: &a [{}]\nb: [{}]\n", "1,".repeat(10_000), "*a,".repeat(10_000));
        #[rustfmt::skip]
        let cases = [
            (bomb(9),                                   "*a0",   "aliases repeat"),
            (wide,                                      "*a",    "aliases repeat"),
            (format!("a: {}", "[".repeat(60_000)),      "[",     "nested deeper"),
            (format!("a: {}", "{x: ".repeat(10_000)),   "{",     "nested deeper"),
            ("- ".repeat(20_000),                       "-",     "nested deeper"),
            ("? ".repeat(20_000),                       "?",     "nested deeper"),
        ];
        for (yaml, place, message) in cases {
            let problem = yaml::read(&yaml, 0, &mut Vec::new()).unwrap_err();
            let found = problem.span.of(&yaml);
            assert!(found.starts_with(place), "{found}");
            assert!(format!("{:?}", problem.kind).contains(message), "{problem:?}");
        }
    }
}
