//! Hand-made reports: no rule is needed to see how one is printed.

use trustpress::base::severity::Severity;
use trustpress::base::span::{SourceId, Span};
use trustpress::check::{
    Accepted, AcceptedBy, Counts, Edit, Finding, Fix, Report, Safety,
};
use trustpress::emit::{Format, Options, Quotations, print};

/// Every format.
pub(crate) const FORMATS: [Format; 8] = [
    Format::Full,
    Format::Concise,
    Format::Jsonl,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Rdjson,
    Format::Sarif,
];

/// Texts, and a report about them.
pub(crate) struct Case {
    pub(crate) files: Vec<(String, String)>,
    pub(crate) report: Report,
}

impl Case {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let counts = Counts { documents: 889, links: 12_034, anchors: 8_810 };
        let sources = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        let files =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self {
            files: files.collect(),
            report: Report { findings: Vec::new(), sources, counts },
        }
    }

    /// Returns the `nth` place, from 0, where a file says `words`.
    pub(crate) fn place(&self, source: u32, words: &str, nth: usize) -> Span {
        let text = &self.files[source as usize].1;
        let (at, _) = text.match_indices(words).nth(nth).expect("the file says so");
        Span::new(at..at + words.len())
    }

    pub(crate) fn add(
        &mut self,
        rule: &'static str,
        (source, span): (u32, Span),
        message: &str,
    ) -> &mut Finding {
        self.report.findings.push(Finding {
            rule,
            severity: Severity::Error,
            source: SourceId(source),
            span,
            message: message.to_owned(),
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            subject: String::new(),
            accepted: None,
            novelty: None,
        });
        self.report.findings.last_mut().expect("one was just added")
    }

    pub(crate) fn print(&self, format: Format, options: &Options<'_>) -> String {
        let quotations = Quotations::new(self.files.clone());
        let mut printed = Vec::new();
        print(&self.report, &quotations, format, options, &mut printed)
            .expect("memory can be written");
        String::from_utf8(printed).expect("reports are UTF-8")
    }
}

const ACCESS: &str = "\
---
title: Access control
owner: IT
last_reviewed: 2025-11-02
review_in: 6 months
---

## Multi-factor authentication

Everybody uses it, and [nobody][t] is exempt; see [the terms][t].

[t]: ./legal/Terms.md
";

const VENDORS: &str = "\
# Vendors

Vendors follow [MFA](access.md#mfa-policy). Third parties are covered by [vendor management](./vendor-managment.md).
";

/// One finding of each shape.
pub(crate) fn shapes() -> Case {
    let mut case =
        Case::new(&[("handbook/access.md", ACCESS), ("handbook/vendors.md", VENDORS)]);
    let every = case.place(0, "6 months", 0);
    let uses = [case.place(0, "[nobody][t]", 0), case.place(0, "[the terms][t]", 0)];

    let at = case.place(0, "2025-11-02", 0);
    let message = "review of `Access control` is 47 days overdue";
    case.add("review-overdue", (0, at), message)
        .label("reviewed every 6 months: was due 2026-05-02")
        .see(SourceId(0), every, "")
        .note("last changed 2026-04-11 by A. Smith (3f2c1ab), after this review")
        .help("review the page, then run `trustpress review access-control`")
        .about("2025-11-02")
        .severity = Severity::Warning;

    let at = case.place(0, "./legal/Terms.md", 0);
    let message = "`./legal/Terms.md` differs from `legal/terms.md` only by case";
    case.add("link-case-mismatch", (0, at), message)
        .label("works on macOS and Windows only")
        .see(SourceId(0), uses[0], "used here")
        .see(SourceId(0), uses[1], "and here")
        .help("use the name on disk")
        .replace(Safety::Safe, "./legal/terms.md")
        .about("./legal/Terms.md");

    let whole = Span::default();
    case.add("field-missing", (0, whole), "`approved_on` is missing")
        .note("policies below `policies/` need it (site.toml)")
        .about("approved_on")
        .severity = Severity::Info;
    add_links(&mut case);
    case
}

fn add_links(case: &mut Case) {
    let heading = case.place(0, "## Multi-factor authentication", 0);
    let moved = "this heading was `MFA policy` until version 2025.1; the section is now";
    let at = case.place(1, "#mfa-policy", 0);
    let message = "page `handbook/access.md` has no anchor `#mfa-policy`";
    case.add("link-anchor-missing", (1, at), message)
        .label("no such heading or id")
        .see(SourceId(0), heading, moved)
        .help("link to the new heading")
        .replace(Safety::Suggestion, "#multi-factor-authentication")
        .about("access.md#mfa-policy");

    let at = case.place(1, "./vendor-managment.md", 0);
    case.add("link-page-missing", (1, at), "no page at `./vendor-managment.md`")
        .label("resolves to `handbook/vendor-managment.md`")
        .help("a page with a similar name exists")
        .replace(Safety::Suggestion, "./vendor-management.md")
        .about("./vendor-managment.md");

    let at = case.place(1, "Third parties", 0);
    let reason = "the vendor list is rewritten in May".to_owned();
    case.add("claim-stale", (1, at), "nobody reads this").accepted =
        Some(Accepted { reason, by: AcceptedBy::Document });
}

const ODD: &str = "\
---
owner: Dana
---

A\u{1b}[31mred\u{1b}[0m and \u{202e}desrever\u{2069}.

<!-- a comment
over three
lines -->

Twice, and twice.
";

/// What writers and attackers come up with.
pub(crate) fn oddities() -> Case {
    let long =
        format!("{}[here](x.md){}\n", "word ".repeat(1_000), " word".repeat(1_000));
    let far = format!("# Top\n{}# End\n", "\n".repeat(500));
    let mut case = Case::new(&[
        ("odd.md", ODD),
        ("long.md", &long),
        ("far.md", &far),
        ("gone.md", "not there when it is quoted\n"),
    ]);
    add_odd_edits(&mut case);

    let at = case.place(0, "<!-- a comment\nover three\nlines -->", 0);
    case.add("html-comment", (0, at), "a comment over several lines")
        .label("all of this");

    let at = case.place(1, "[here](x.md)", 0);
    case.add("link-page-missing", (1, at), "no page at `x.md`")
        .label("resolves to `x.md`")
        .replace(Safety::Safe, "[here](y.md)");
    let wide = Span { start: 10, end: 9_000 };
    case.add("text-long", (1, wide), &"word ".repeat(1_000));

    let at = case.place(2, "# Top", 0);
    let end = case.place(2, "# End", 0);
    let lost = Span { start: 4, end: 9 };
    let finding = case.add("anchor-duplicate", (2, at), "two headings");
    finding.see(SourceId(2), end, "the other one");
    for _ in 0..10 {
        finding.see(SourceId(3), lost, "and one in a lost file");
    }
    case.add("text-gone", (3, lost), "something here")
        .note("the file has gone since")
        .replace(Safety::Safe, "x");
    let past = Span { start: 9_000, end: 10_000 };
    case.add("text-past", (0, past), "a span past the end of the file")
        .replace(Safety::Safe, "");
    case.files.retain(|(path, _)| path != "gone.md");
    case
}

fn add_odd_edits(case: &mut Case) {
    let at = case.place(0, "\u{1b}[31mred", 0);
    case.add("text-control", (0, at), "hidden \u{1b}[2J characters")
        .label("these \u{1b}[7m characters\nact on the terminal")
        .help("take \u{202e}them out")
        .replace(Safety::Safe, "red");

    let edits: Vec<Edit> = ["Twice", "twice"]
        .map(|word| Edit { span: case.place(0, word, 0), insert: "Once".to_owned() })
        .into();
    let at = case.place(0, "twice", 0);
    case.add("text-twice", (0, at), "said twice").fix =
        Some(Fix { safety: Safety::Suggestion, edits });

    let at = case.place(0, "owner", 0);
    let below = case.place(0, "---\n", 1).start;
    let edits = vec![Edit {
        span: Span { start: below, end: below },
        insert: "approver: Sam\napproved_on: 2026-01-01\n".to_owned(),
    }];
    case.add("field-missing", (0, at), "`approver` is missing").fix =
        Some(Fix { safety: Safety::Suggestion, edits });
}
