//! The totals, in one line.

use std::fmt::Write as _;

use annotate_snippets::renderer;

use crate::base::severity::Severity;
use crate::check::{Counts, Finding, Report};

use super::print::{Color, Notes, Options};

/// Returns the last line of a printed report, without its line break:
///
/// ```text
/// 889 pages, 12,034 links, 8,810 anchors in 38 ms: 3 errors, 2 warnings (1 fixable; 3 accepted)
/// ```
pub(super) fn totals(report: &Report, options: &Options<'_>) -> String {
    let Counts { documents, links, anchors } = report.counts;
    let mut line = format!(
        "{}, {}, {}",
        count(documents, "page"),
        count(links, "link"),
        count(anchors, "anchor")
    );
    if let Some(duration) = options.duration {
        let millis = duration.as_millis();
        let written = match millis {
            0..10_000 => write!(line, " in {} ms", grouped(millis)),
            _ => write!(line, " in {:.1} s", duration.as_secs_f64()),
        };
        written.expect("writing to a string cannot fail");
    }
    line.push_str(": ");
    line.push_str(&judgment(report, options));
    line
}

/// Returns what was found: `3 errors, 2 warnings (1 fixable; 3 accepted)`.
fn judgment(report: &Report, options: &Options<'_>) -> String {
    let notes = report.count(Severity::Info);
    let mut parts = Vec::new();
    for severity in [Severity::Error, Severity::Warning] {
        let found = report.count(severity);
        if found > 0 {
            let text = count(found, severity.as_str());
            parts.push(painted(&text, severity, options.color));
        }
    }
    if parts.is_empty() {
        parts.push("no errors, no warnings".to_owned());
    }
    if notes > 0 {
        let hidden = if options.notes == Notes::Hide { " hidden" } else { "" };
        parts.push(format!("{}{hidden}", count(notes, "note")));
    }
    let asides = asides(report, options);
    let aside = if asides.is_empty() {
        String::new()
    } else {
        format!(" ({})", asides.join("; "))
    };
    format!("{}{aside}", parts.join(", "))
}

fn asides(report: &Report, options: &Options<'_>) -> Vec<String> {
    let is_printed = |finding: &&Finding| is_printed(finding, options);
    let printed = report.findings.iter().filter(is_printed);
    let fixable = printed.filter(|finding| finding.fix.is_some()).count();
    let accepted = report.accepted().count();
    let known = report.known().count();
    let asides =
        [(fixable, "fixable"), (known, "in the baseline"), (accepted, "accepted")];
    let asides = asides.into_iter().filter(|&(number, _)| number > 0);
    asides.map(|(number, what)| format!("{} {what}", grouped(number))).collect()
}

/// Returns whether a finding is one of those that people are shown.
pub(super) fn is_printed(finding: &Finding, options: &Options<'_>) -> bool {
    let is_note = finding.severity == Severity::Info;
    finding.counts() && (!is_note || options.notes == Notes::Show)
}

/// Returns `text` in the colour of a severity.
pub(super) fn painted(text: &str, severity: Severity, color: Color) -> String {
    let style = match (color, severity) {
        (Color::Never, _) => return text.to_owned(),
        (Color::Always, Severity::Error) => renderer::DEFAULT_ERROR_STYLE,
        (Color::Always, Severity::Warning) => renderer::DEFAULT_WARNING_STYLE,
        (Color::Always, Severity::Info) => renderer::DEFAULT_INFO_STYLE,
    };
    format!("{style}{text}{style:#}")
}

/// Returns a number of things: `1 page`, `12,034 links`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// Returns a number with a comma before each three digits.
pub fn grouped(number: impl TryInto<u128>) -> String {
    let digits = number.try_into().unwrap_or(u128::MAX).to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas_and_things_a_plural() {
        #[rustfmt::skip]
        let cases = [
            (0,         "0 links"),
            (1,         "1 link"),
            (999,       "999 links"),
            (1_000,     "1,000 links"),
            (12_034,    "12,034 links"),
            (1_234_567, "1,234,567 links"),
        ];
        for (number, expected) in cases {
            assert_eq!(count(number, "link"), expected);
        }
    }
}
