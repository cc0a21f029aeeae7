//! `_redirects`: addresses that a server answers with another one.

use crate::base::span::Span;

/// The lines of `_redirects`.
#[derive(Clone, Debug, Default)]
pub(super) struct Redirects {
    pub(super) lines: Vec<Line>,
}

/// A line that leads from one address to another.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// As written.
    pub(super) from: String,
    /// As written.
    pub(super) to: String,
    /// Where `to` is written.
    pub(super) span: Span,
}

impl Redirects {
    /// Reads the file. Lines that answer with an error lead nowhere and are left
    /// out.
    pub(super) fn parse(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let words: Vec<&str> = line
                .split_ascii_whitespace()
                .take_while(|word| !word.starts_with('#'))
                .collect();
            let to = words
                .get(1..)
                .and_then(|rest| rest.iter().copied().find(|word| is_target(word)));
            let is_error = words.iter().skip(2).any(|word| word.starts_with('4'));
            if let (Some(from), Some(to)) = (words.first(), to)
                && !is_error
            {
                let at = start + (to.as_ptr() as usize - line.as_ptr() as usize);
                lines.push(Line {
                    from: (*from).to_owned(),
                    to: to.to_owned(),
                    span: Span::new(at..at + to.len()),
                });
            }
            start += line.len();
        }
        Self { lines }
    }

    /// Returns whether a path below the root is led on to another one.
    pub(super) fn answers(&self, path: &str) -> bool {
        self.lines.iter().any(|line| matches(&line.from, path))
    }
}

/// Returns whether a word is a target and not a condition (`country=de`).
fn is_target(word: &str) -> bool {
    word.starts_with('/') || word.contains("://")
}

/// Compares a path below the root with what a line is for: `*` at the end stands
/// for anything, `:name` for one segment.
fn matches(from: &str, path: &str) -> bool {
    let mut wanted = from.trim_matches('/').split('/');
    let mut given = path.trim_matches('/').split('/');
    loop {
        match (wanted.next(), given.next()) {
            (Some("*"), _) | (None, None) => return true,
            (Some(name), Some(_)) if name.starts_with(':') => (),
            (Some(a), Some(b)) if a == b => (),
            _ => return false,
        }
    }
}

impl Line {
    /// Returns whether the target depends on what was asked for.
    pub(super) fn is_pattern(&self) -> bool {
        self.to.contains("/:")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_from_one_address_to_another() {
        let text = "# from to\n/a /b/ 301\n/c/*  /d/:splat\n/e /404.html 404\n/f\n";
        let redirects = Redirects::parse(text);
        let told: Vec<_> = redirects
            .lines
            .iter()
            .map(|line| (line.from.as_str(), line.to.as_str(), line.span.of(text)))
            .collect();
        assert_eq!(told, [("/a", "/b/", "/b/"), ("/c/*", "/d/:splat", "/d/:splat")]);
        #[rustfmt::skip]
        let cases =
            [("a", true), ("a/", true), ("c/x/y", true), ("c", true), ("b", false), ("e", false)];
        for (path, expected) in cases {
            assert_eq!(redirects.answers(path), expected, "{path}");
        }
    }
}
