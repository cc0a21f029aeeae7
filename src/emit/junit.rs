//! The report as the results of tests, in the XML of JUnit.
//!
//! A suite for each page, a case for each finding, and one case for a page
//! without any. What would fail the run is a failure; what is accepted is
//! skipped, for its reason; the rest passes and says in its output what was found.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use crate::base::visible::is_hidden;
use crate::check::Finding;

use super::located::Locator;

/// Writes the report.
pub(super) fn write(locator: &Locator<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let report = locator.report;
    let suites = suites(locator);
    let total: Counts = suites.iter().map(|(_, cases)| Counts::of(cases)).sum();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"trustpress check\" {}>", total.attributes())?;
    for (source, cases) in suites {
        let path = report.sources.get(source).map_or("", String::as_str);
        let name = attribute(&locator.path(path));
        let counts = Counts::of(&cases).attributes();
        writeln!(out, "  <testsuite name=\"{name}\" {counts}>")?;
        for case in &cases {
            writeln!(out, "{}", case.element(&name))?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Returns the cases of each file, by the number of the source: of all documents,
/// and of other files that findings are in.
fn suites(locator: &Locator<'_>) -> Vec<(usize, Vec<Case>)> {
    let report = locator.report;
    let documents = report.counts.documents.min(report.sources.len());
    let mut suites: BTreeMap<usize, Vec<Case>> =
        (0..documents).map(|source| (source, Vec::new())).collect();
    let mut seen: BTreeMap<(&str, usize, &str), usize> = BTreeMap::new();
    for finding in &report.findings {
        let source = finding.source.index();
        let number = seen.entry((finding.rule, source, &finding.subject)).or_default();
        *number += 1;
        let case = Case::of(locator, finding, *number);
        suites.entry(source).or_default().push(case);
    }
    let with_pass = suites.into_iter().map(|(source, mut cases)| {
        if cases.is_empty() {
            cases.push(Case::passed());
        }
        (source, cases)
    });
    with_pass.collect()
}

/// One test.
#[derive(Debug)]
struct Case {
    /// Unique in its suite, and the same on another day: it tells new failures
    /// from old ones.
    name: String,
    line: Option<u32>,
    result: CaseResult,
}

#[derive(Debug)]
enum CaseResult {
    Passed,
    /// It passed, and there is something to say.
    Noted(String),
    Skipped(String),
    Failed {
        rule: &'static str,
        message: String,
        text: String,
    },
}

impl Case {
    fn passed() -> Self {
        Self { name: "no findings".to_owned(), line: None, result: CaseResult::Passed }
    }

    fn of(locator: &Locator<'_>, finding: &Finding, number: usize) -> Self {
        let Finding { rule, severity, message, subject, .. } = finding;
        let place = locator.of(finding);
        let nth = if number > 1 { format!(" ({number})") } else { String::new() };
        let help = finding.help.as_deref().map(|help| format!("\nhelp: {help}"));
        let shown = place.shown();
        let text = format!("{shown}: {severity}: {message}{}", help.unwrap_or_default());
        let fails = locator.options.fail_on.is_some_and(|least| *severity >= least);
        let result = match finding.excuse() {
            Some(reason) => CaseResult::Skipped(reason.to_owned()),
            None if fails => {
                CaseResult::Failed { rule: finding.rule, message: message.clone(), text }
            }
            None => CaseResult::Noted(text),
        };
        Self { name: format!("{rule} {subject}{nth}"), line: Some(place.line()), result }
    }

    /// Returns the element; `file` is the path, escaped.
    fn element(&self, file: &str) -> String {
        let name = attribute(&self.name);
        let mut element =
            format!("    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\"");
        // Writing to a string cannot fail.
        if let Some(line) = self.line {
            _ = write!(element, " line=\"{line}\"");
        }
        let inner = match &self.result {
            CaseResult::Passed => return element + "/>",
            CaseResult::Noted(text) => {
                format!("<system-out>{}</system-out>", content(text))
            }
            CaseResult::Skipped(reason) => {
                format!("<skipped message=\"{}\"/>", attribute(reason))
            }
            CaseResult::Failed { rule, message, text } => format!(
                "<failure type=\"{rule}\" message=\"{}\">{}</failure>",
                attribute(message),
                content(text)
            ),
        };
        _ = write!(element, ">{inner}</testcase>");
        element
    }
}

/// How the cases of a suite went.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn of(cases: &[Case]) -> Self {
        let count = |is_meant: fn(&CaseResult) -> bool| {
            cases.iter().filter(|case| is_meant(&case.result)).count()
        };
        Self {
            tests: cases.len(),
            failures: count(|result| matches!(result, CaseResult::Failed { .. })),
            skipped: count(|result| matches!(result, CaseResult::Skipped(_))),
        }
    }

    fn attributes(self) -> String {
        let Self { tests, failures, skipped } = self;
        format!(
            "tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\""
        )
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            tests: sum.tests + one.tests,
            failures: sum.failures + one.failures,
            skipped: sum.skipped + one.skipped,
        })
    }
}

/// Returns a text as the value of an attribute.
fn attribute(text: &str) -> String {
    escape(text, |_| false)
}

/// Returns a text as the content of an element, its line breaks as they are.
fn content(text: &str) -> String {
    escape(text, |c| c == '\n')
}

/// Escapes a text for XML. What XML 1.0 cannot hold at all is written as Rust
/// writes it, `\u{1b}`; what would not be seen, or act on a terminal, by number.
fn escape(text: &str, is_kept: fn(char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        let number = u32::from(c);
        let is_forbidden =
            matches!(number, 0..9 | 0xb..=0xc | 0xe..0x20 | 0xfffe | 0xffff);
        // Writing to a string cannot fail.
        _ = match c {
            _ if is_kept(c) => escaped.write_char(c),
            '&' => escaped.write_str("&amp;"),
            '<' => escaped.write_str("&lt;"),
            '>' => escaped.write_str("&gt;"),
            '"' => escaped.write_str("&quot;"),
            _ if is_forbidden => write!(escaped, "\\u{{{number:x}}}"),
            _ if is_hidden(c) => write!(escaped, "&#x{number:x};"),
            _ => escaped.write_char(c),
        };
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_written_out() {
        #[rustfmt::skip]
        let cases = [
            // text                  attribute                       content
            ("a < b & \"c\" > 'd'",  "a &lt; b &amp; &quot;c&quot; &gt; 'd'", "a &lt; b &amp; &quot;c&quot; &gt; 'd'"),
            ("]]>",                  "]]&gt;",                       "]]&gt;"),
            ("a\n\tb\r",             "a&#xa;&#x9;b&#xd;",            "a\n&#x9;b&#xd;"),
            ("\u{0}\u{8}\u{b}\u{1b}\u{1f}", "\\u{0}\\u{8}\\u{b}\\u{1b}\\u{1f}", "\\u{0}\\u{8}\\u{b}\\u{1b}\\u{1f}"),
            ("\u{fffe}\u{ffff}\u{fffd}", "\\u{fffe}\\u{ffff}\u{fffd}", "\\u{fffe}\\u{ffff}\u{fffd}"),
            ("\u{7f}\u{85}\u{202e}\u{2028}", "&#x7f;&#x85;&#x202e;&#x2028;", "&#x7f;&#x85;&#x202e;&#x2028;"),
            ("\u{e9}\u{1f469}",      "\u{e9}\u{1f469}",              "\u{e9}\u{1f469}"),
        ];
        for (text, in_attribute, in_content) in cases {
            assert_eq!(attribute(text), in_attribute, "{text:?}");
            assert_eq!(content(text), in_content, "{text:?}");
        }
    }
}
