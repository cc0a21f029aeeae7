//! Front matter: the metadata at the head of a file, and where the rest begins.
//!
//! Comes in: the text of one file. Goes out: a [`Read`]. In between:
//!
//! 1. [`split()`] finds the fences.
//! 2. [`yaml`] or [`toml`] reads what is between them into [`node`]s, values
//!    with places; [`simple`] spares most texts the parsers of YAML, [`places`]
//!    and [`yaml_error`] help with the others.
//! 3. [`keys`] tells which key stands for which field, [`fields`] puts the
//!    values into fields, [`values`] and [`words`] know what each field holds.
//! 4. [`links`] picks the values that lead somewhere.
//!
//! # Invariants
//!
//! - Reading never fails: what is wrong becomes a [`Problem`], and the body is
//!   read all the same.
//! - Every span is one of the file as it is on disk.
//! - What could not be understood never makes a document more public; see
//!   [`withhold`].

use std::ops::Range;

use crate::base::span::{Span, Spanned};
use crate::config::Config;

use super::claim::Claim;
use super::document::{
    FrontMatter, FrontMatterFormat, Link, Problem, ProblemKind, Suppression, Translation,
};
use super::register::{Advisory, shape};
use fields::Fields;
use node::{Entry, Node, Value};
use split::{Split, split};
pub(super) use values::to_id;

mod allow;
mod claims;
mod fields;
mod keys;
mod links;
pub(super) mod node;
mod places;
mod simple;
mod split;
mod toml;
mod translation;
mod values;
mod withhold;
mod words;
pub(super) mod yaml;
mod yaml_error;

/// The longest front matter that is read, in bytes.
///
/// The longest seen in published documents has 6 kB; parsers of YAML take
/// seconds for hostile texts of a megabyte.
const MAX_BYTES: usize = 64 * 1024;

/// What front matter says, and where the body is.
#[derive(Debug)]
pub(super) struct Read {
    /// The metadata.
    pub(super) front_matter: FrontMatter,
    /// The rest of the file, without a byte order mark.
    ///
    /// Where front matter is opened and never closed, that is all but the
    /// opening line: nobody can tell where the keys end, and words that nobody
    /// sees would be worse than keys that show in the preview, next to the
    /// error.
    pub(super) body: Range<usize>,
    /// What is wrong, in the order of the file.
    pub(super) problems: Vec<Problem>,
    /// The links in front matter, in the order of the file.
    pub(super) links: Vec<Link>,
    /// What the document accepts, in the order of the file.
    pub(super) suppressions: Vec<Suppression>,
    /// What the document claims there, in the order of the file.
    pub(super) claims: Vec<Claim>,
    /// What it is a translation of, or why that cannot be told.
    pub(super) translation: Option<Result<Translation, Spanned<String>>>,
}

/// Reads the front matter of a file.
pub(super) fn read(text: &str, config: &Config) -> Read {
    let split = split(text);
    let mut problems = Vec::new();
    let mut fields = Fields::default();
    let mut translation = None;
    match entries(text, &split, &mut problems) {
        Ok(Some(Value::Map(entries))) => {
            let advisory = advisory(&entries, &mut problems);
            translation = translation::read(&entries);
            fields = fields::read(entries, text, &config.content.link_fields);
            fields.front_matter.advisory = advisory;
        }
        Ok(_) => (),
        Err(problem) => {
            problems.push(problem);
            let base = if split.matter.is_empty() {
                split.body.start
            } else {
                split.matter.start
            };
            let matter = unreadable(text, &split);
            withhold::salvage(&mut fields.front_matter, text, base, matter);
        }
    }
    if problems.iter().any(|problem| withhold::is_doubtful(&problem.kind)) {
        let matter = unreadable(text, &split);
        withhold::salvage(&mut fields.front_matter, text, split.matter.start, matter);
    }
    let Fields { mut front_matter, problems: more, links, suppressions, claims } = fields;
    let head = text.get(split.head.clone()).unwrap_or_default().trim_end();
    front_matter.format = split.format;
    front_matter.span = Span::new(split.head.start..split.head.start + head.len());
    problems.extend(more);
    problems.sort_by_key(|problem| problem.span);
    Read {
        front_matter,
        body: split.body,
        problems,
        links,
        suppressions,
        claims,
        translation,
    }
}

/// Reads what is known about a vulnerability.
fn advisory(entries: &[Entry], problems: &mut Vec<Problem>) -> Option<Advisory> {
    let entry = entries.iter().find(|entry| entry.key.value == "advisory")?;
    let mut flaws = Vec::new();
    let node = shape::fit::<Advisory>(entry.value.clone(), &mut flaws, &mut Vec::new());
    problems.extend(flaws.into_iter().map(|flaw| Problem {
        span: flaw.span,
        kind: ProblemKind::Advisory(Box::new(flaw.kind)),
    }));
    serde_json::from_value(node?.to_json()).ok()
}

/// Returns where the body of a file is, whatever its front matter says.
pub(super) fn body(text: &str) -> Range<usize> {
    split(text).body
}

/// Returns the value between the fences, if there is one.
fn entries(
    text: &str,
    split: &Split,
    problems: &mut Vec<Problem>,
) -> Result<Option<Value>, Problem> {
    let matter = text.get(split.matter.clone()).unwrap_or_default();
    let base = split.matter.start;
    let first_line = || {
        let head = text.get(split.head.clone()).unwrap_or_default();
        let line = head.lines().next().unwrap_or_default().trim_end();
        Span::new(split.head.start..split.head.start + line.len())
    };
    if matter.len() > MAX_BYTES {
        let kind = ProblemKind::FrontMatterTooLarge { limit: MAX_BYTES };
        return Err(Problem { span: first_line(), kind });
    }
    let node = match split.format {
        FrontMatterFormat::None => return Ok(None),
        FrontMatterFormat::Unclosed => {
            return Err(Problem {
                span: first_line(),
                kind: ProblemKind::FrontMatterUnclosed,
            });
        }
        FrontMatterFormat::Yaml => yaml::read(matter, base, problems)?,
        FrontMatterFormat::YamlUnopened => {
            let kind = ProblemKind::FrontMatterUnopened;
            problems.push(Problem { span: first_line(), kind });
            yaml::read(matter, base, problems)?
        }
        FrontMatterFormat::Toml => toml::read(matter, base, problems)?,
    };
    match node {
        Node { value: Value::Map(_) | Value::Null { .. }, .. } => Ok(Some(node.value)),
        Node { span, .. } => {
            Err(Problem { span, kind: ProblemKind::FrontMatterNotMapping })
        }
    }
}

/// Returns the text in which the keys of unreadable front matter are.
fn unreadable<'a>(text: &'a str, split: &Split) -> &'a str {
    match split.format {
        FrontMatterFormat::Unclosed => {
            withhold::leading_keys(text.get(split.body.clone()).unwrap_or_default())
        }
        FrontMatterFormat::None
        | FrontMatterFormat::Yaml
        | FrontMatterFormat::YamlUnopened
        | FrontMatterFormat::Toml => text.get(split.matter.clone()).unwrap_or_default(),
    }
}
#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;
    use serde_json::json;

    use super::super::document::{
        Classification, ControlRef, LinkForm, LinkRole, Status,
    };
    use super::super::field::Field;
    use super::*;
    use crate::base::date::Interval;
    use crate::base::version::Scheme;
    use crate::config::Kind;

    #[test]
    fn the_body_is_the_text_after_the_closing_fence_untouched() {
        #[rustfmt::skip]
        let cases = [
            // text                                          body
            ("",                                             ""),
            ("body\n",                                       "body\n"),
            ("\u{feff}body\n",                               "body\n"),
            ("---\n---\n",                                   ""),
            ("---\ntitle: A\n---\n\n\nbody\n\n",             "\n\nbody\n\n"),
            ("\u{feff}---\r\ntitle: A\r\n---\r\nb\r\n",      "b\r\n"),
            ("---\ntitle: A\n---\nb\n---\nc | ---\n",        "b\n---\nc | ---\n"),
            ("---\ntitle: A\n...\nbody",                     "body"),
            ("---\ntitle: [\n---\nbody",                     "body"), // whatever is wrong
            ("---\n- a\n---\nbody",                          "body"),
            ("---\ntitle: A\nbody\n",                        "title: A\nbody\n"), // never closed
            ("+++\ntitle = 'A'\n+++\nbody",                  "body"),
        ];
        for (text, body) in cases {
            assert_eq!(text.get(read_bare(text).body), Some(body), "{text:?}");
        }
    }

    #[test]
    fn the_span_of_front_matter_has_its_fences() {
        use FrontMatterFormat::{None, Toml, Unclosed, Yaml, YamlUnopened};
        #[rustfmt::skip]
        let cases = [
            ("\u{feff}---\r\ntitle: A\r\n---  \r\nb",  Yaml,         "---\r\ntitle: A\r\n---"),
            ("+++\n+++\n",                             Toml,         "+++\n+++"),
            ("---\ntitle: A\n",                        Unclosed,     "---"),
            ("title: A\nname: B\n---\n",               YamlUnopened, "title: A\nname: B\n---"),
            ("# A\n",                                  None,         ""),
        ];
        for (text, format, span) in cases {
            let front_matter = read_bare(text).front_matter;
            assert_eq!(front_matter.format, format, "{text:?}");
            assert_eq!(front_matter.span.of(text), span, "{text:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        #[rustfmt::skip]
        let cases = [
            // Between the fences of YAML    kind of problem and its place, one after the other
            ("title: [a\n",                  "FrontMatterSyntax `[`"),
            ("- a\n",                        "FrontMatterNotMapping `a`"),
            ("title\n",                      "FrontMatterNotMapping `title`"),
            ("# only a comment\n",           ""),
            ("title: A\ntitle: B\n",         "KeyDuplicate `title`"),
            ("x:\n  a: 1\n  a: 2\n",         "KeyDuplicate `a`"),
            ("last_reveiwed_on: 2026-01-01\n", "KeyMisspelt `last_reveiwed_on`"),
            ("check: {}\nignore: x\n",       ""),
            ("check: {allow: [{rule: a, reason: b, until: 2026-12-31}]}\n", ""),
            ("check: {allow: [a]}\n",        "SuppressionMalformed `a`"),
            ("check:\n  allow:\n    - rule: [a, b]\n      until: soon\n", "SuppressionMalformed `rule: [a, b]\n      until: soon`"),
            ("title: [a]\n",                 "ValueType `[a]`"),
            ("title: {a: b}\n",              "ValueType `{a: b}`"),
            ("title: true\n",                "ValueType `true`"),
            ("title: 2024\n",                ""), // a title all the same
            ("title: 'Security & Privacy: GDPR'\n", ""),
            ("title: Security & Privacy\n",  ""),
            ("title:\n",                     ""),
            ("title: \"\"\n",                ""),
        ];
        check_problems(&cases);
    }

    #[test]
    fn a_value_that_the_field_cannot_hold_is_said_where_it_is() {
        #[rustfmt::skip]
        let cases = [
            ("tags: [a, [b], {c: d}]\n",     "ValueType `[b]`, ValueType `{c: d}`"),
            ("owner: {phone: 1}\n",          "ValueType `{phone: 1}`"),
            ("weight: 1.5\n",                "ValueType `1.5`"),
            ("draft: maybe\n",               "ValueType `maybe`"),
            ("extra: 1\n",                   "ValueType `1`"),
            ("anchor_aliases: [a]\n",        "ValueType `a`"),
            ("kind: polcy\n",                "ValueUnknown `polcy`"),
            ("type: polcy\n",                "ValueUnknown `polcy`"),
            ("type: docs\n",                 ""), // Hugo's
            ("status: stable\n",             "ValueUnknown `stable`"),
            ("classification: 'visible'\n",  "ValueUnknown `visible`"),
            ("owner_slack: #team\n",         "ValueLostToComment `#team`"),
            ("owner_slack:   # nobody yet\n", ""), // a comment that was meant
            ("owner:\n  # the team\n  name: x\n", ""),
            ("tags:\n  - #a\n  - b\n",       "ValueLostToComment `#a`"),
        ];
        check_problems(&cases);
    }

    #[test]
    fn a_version_an_id_or_a_date_that_cannot_be_is_said_where_it_is() {
        #[rustfmt::skip]
        let cases = [
            ("version: 1.10\n",              "VersionNotString `1.10`"),
            ("version: 1e1\n",               "VersionNotString `1e1`"),
            ("version: 3\n",                 ""),
            ("version: \"1.10\"\n",          ""),
            ("version: 1.10.2\n",            ""),
            ("version: 1..2\n",              "VersionInvalid `1..2`"),
            ("version: ../x\n",              "VersionInvalid `../x`"),
            ("version: {{defaultRevision}}\n", "ValueType `{{defaultRevision}}`"),
            ("id: Access Control\n",         "IdInvalid `Access Control`"),
            ("acronym: AOTP\n",              ""), // theirs, not ours
            ("next_review: \"Anual\"\n",     "DateMalformed `Anual`"),
            ("next_review: 2026-02-30\n",    "DateImpossible `2026-02-30`"),
            ("date: TBD\n",                  "DateMalformed `TBD`"),
            ("last_reviewed: 03/04/2026\n",  "DateAmbiguous `03/04/2026`"),
            ("ms.date: 03/04/2026\n",        ""),
            ("review_date: \"2026-05\"\n",   "DateImprecise `2026-05`"),
            ("last_approved: 20240513\n",    ""), // a number to YAML
            ("effective: true\n",            ""), // a switch of another tool
            ("effective_on: true\n",         "ValueType `true`"),
            ("review_in: sometimes\n",       "IntervalInvalid `sometimes`"),
            ("review_in: 365\n",             "IntervalNeedsUnit `365`"),
            ("frequency: \"0 0 * * 1\"\n",   ""), // not about reviews
        ];
        check_problems(&cases);
    }

    #[test]
    fn two_names_of_one_field_must_agree() {
        #[rustfmt::skip]
        let cases = [
            ("last_updated: 2026-01-12\nlastUpdated: 20260112\n", ""), // the same day
            ("last_updated: 2026-01-12\nlastmod: 2026-01-13\n", "AliasConflict `2026-01-13`"),
            ("owner: A\nowner_slack: '#b'\n", ""), // one does not exclude the other
            ("title: A\nname: b\nid: a\nslug: b\n", ""),
            ("redirect_from: /a\nold_paths: [/b]\n", ""), // lists grow
        ];
        check_problems(&cases);
    }

    #[test]
    fn what_is_wrong_with_the_fences_is_said_at_the_first_line() {
        let long = format!("---\ntitle: {}\n---\n", "a".repeat(MAX_BYTES));
        #[rustfmt::skip]
        let cases = [
            ("---\ntitle: A\n",                  "FrontMatterUnclosed `---`"),
            ("+++\ntitle = 'A'\n",               "FrontMatterUnclosed `+++`"),
            ("name: A\nacronym: B\n---\n",       "FrontMatterUnopened `name: A`"),
            ("name: A: b\nacronym: B\n---\n",    "FrontMatterUnopened `name: A: b`, FrontMatterSyntax `:`"),
            ("\u{feff}---\r\ntitle: A\r\n",      "FrontMatterUnclosed `---`"),
            (&long,                              "FrontMatterTooLarge `---`"),
        ];
        for (text, problems) in cases {
            assert_eq!(problems_of(text), problems);
        }
    }

    #[test]
    fn problems_carry_what_a_message_needs() {
        let text = "---\ntitle: A\ntitle: B\nlastmod: 2026-01-13\nupdated: 2026-01-14\n\
                    last_reviewed: 03/04/2026\nexpires: 2026-05\nkind: polcy\n\
                    owners: #team\n---\n";
        let read = read_bare(text);
        let kinds: Vec<String> =
            read.problems.iter().map(|problem| format!("{:?}", problem.kind)).collect();
        let at = |part: &str| text.find(part).unwrap();
        let first =
            format!("first: Span {{ start: {}, end: {} }}", at("title"), at(": A"));
        let other = at("2026-01-13");
        let other = format!("other: Span {{ start: {other}, end: {} }}", other + 10);
        #[rustfmt::skip]
        let wanted = [
            ("key: \"title\"", first.as_str()),
            ("field: LastUpdated, key: \"updated\", other_key: \"lastmod\"", &other),
            ("value: \"03/04/2026\"", "readings: [Date(2026-04-03), Date(2026-03-04)]"),
            ("value: \"2026-05\"", "counted_as: Date(2026-05-31)"),
            ("value: \"polcy\"", "suggestion: Some(\"policy\")"),
            ("field: Owner", "comment: \"#team\""),
        ];
        assert_eq!(kinds.len(), wanted.len(), "{kinds:#?}");
        for (kind, (one, two)) in kinds.iter().zip(wanted) {
            assert!(kind.contains(one) && kind.contains(two), "{kind}");
        }
    }

    /// Every field, under all sorts of names.
    const EVERY_FIELD: &str = "---
id: access-control
title: Access & control
sidebarTitle: Access
description: |
  Who may do what.
type: Policy
status: In Force
draft: no
confidentiality: PUBLIC
owner:
  - role: CISO
    name: Jo
  - Security team
approved_by: The board
authors: [Ann, {name: Bob, url: https://example.com}]
approval_date: 2026-01-01
date: January 2nd, 2026
effective: 3 Jan 2026
lastmod: 2026-01-04T10:00:00Z
review: {last_reviewed_date: 2026-01-05, review_cycle: ANNUAL, by: Jo}
review_by: 2027-01-06
expiry: 2028-01-07
version: \"1.10\"
version_scheme: date
change_note: Less access.
doc_ref: ISMS-7
replaces: old-access
superseded_by: [new-access]
redirect_from: /old/
anchor_aliases: {'#old': new}
controls: {nist-csf: [PR.AA-01], soc2-tsc: 'CC6.1, CC6.2'}
annex_a_controls: A.5.9, A.5.10
scope: All staff
tags: one, two
keywords: [two, three]
related: [password]
order: 7
licence: CC0-1.0
source_url: https://example.com/access.md
extra: {colour: red}
layout: page
---
";

    #[test]
    fn every_field_takes_its_texts() {
        let Read { front_matter: got, problems, .. } = read_bare(EVERY_FIELD);
        assert_eq!(problems, []);
        let one = |value: &Option<Spanned<String>>| value.clone().unwrap().value;
        let all = |values: &[Spanned<String>]| {
            values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join("|")
        };
        #[rustfmt::skip]
        let texts = [
            (one(&got.id),              "access-control"),
            (one(&got.title),           "Access & control"),
            (one(&got.short_title),     "Access"),
            (one(&got.summary),         "Who may do what."),
            (all(&got.owner),           "CISO|Security team"),
            (all(&got.approver),        "The board"),
            (all(&got.authors),         "Ann|Bob"),
            (one(&got.version),         "1.10"),
            (one(&got.change_summary),  "Less access."),
            (one(&got.reference),       "ISMS-7"),
            (all(&got.supersedes),      "old-access"),
            (all(&got.superseded_by),   "new-access"),
            (all(&got.aliases),         "/old/"),
            (all(&got.applies_to),      "All staff"),
            (all(&got.tags),            "one|two|three"),
            (all(&got.related),         "password"),
            (one(&got.license),         "CC0-1.0"),
            (one(&got.source_url),      "https://example.com/access.md"),
        ];
        for (value, wanted) in texts {
            assert_eq!(value, wanted);
        }
        assert_eq!(got.summary.unwrap().span.of(EVERY_FIELD), "Who may do what.");
    }

    #[test]
    fn every_field_takes_its_values() {
        let got = read_bare(EVERY_FIELD).front_matter;
        assert_eq!(got.kind.unwrap().value, Kind::Policy);
        assert_eq!(got.status.unwrap().value, Status::Published);
        assert!(!got.draft.unwrap().value);
        assert_eq!(got.classification.unwrap().value, Classification::Public);
        assert_eq!(got.review_interval.unwrap().value, Interval::Months(12));
        assert_eq!(got.version_scheme.unwrap().value, Scheme::Date);
        assert_eq!(got.weight.unwrap().value, 7);
        #[rustfmt::skip]
        let dates = [
            (got.approved_on,   "2026-01-01"),
            (got.issued_on,     "2026-01-02"),
            (got.effective_on,  "2026-01-03"),
            (got.last_updated,  "2026-01-04"),
            (got.last_reviewed, "2026-01-05"),
            (got.next_review,   "2027-01-06"),
            (got.expires_on,    "2028-01-07"),
        ];
        for (date, wanted) in dates {
            assert_eq!(date.unwrap().value.date.to_string(), wanted);
        }
        let [(old, new)] = got.anchor_aliases.as_slice() else { panic!() };
        assert_eq!((old.value.as_str(), old.span.of(EVERY_FIELD)), ("old", "old"));
        assert_eq!((new.value.as_str(), new.span.of(EVERY_FIELD)), ("new", "new"));
        let extra =
            json!({ "review": { "by": "Jo" }, "colour": "red", "layout": "page" });
        assert_eq!(serde_json::Value::Object(got.extra), extra);
        for place in &got.places {
            assert_eq!(place.key.span.of(EVERY_FIELD), place.key.value);
        }
        let places: Vec<Field> = got.places.iter().map(|place| place.field).collect();
        for field in Field::ALL {
            assert!(places.contains(&field), "{field}");
        }
    }

    #[test]
    fn controls_are_read_in_every_form() {
        #[rustfmt::skip]
        let cases = [
            // yaml                                        framework:id@place
            ("controls: [PR.AA-01, ' AC-2(1) ']",          ":PR.AA-01@PR.AA-01 :AC-2(1)@AC-2(1)"),
            ("controls: [nist-csf:PR.AA-01]",              "nist-csf:PR.AA-01@nist-csf:PR.AA-01"),
            ("controls: [{nist-csf: PR.AA-01}]",           "nist-csf:PR.AA-01@PR.AA-01"),
            ("controls: {iso: {a: b}, x: CC1.1}",          "x:CC1.1@CC1.1"),
            ("controls: {iso-27001: [A.5.9, A.5.10]}",     "iso-27001:A.5.9@A.5.9 iso-27001:A.5.10@A.5.10"),
            ("controls: A.5.9; A.5.10,",                   ":A.5.9@A.5.9 :A.5.10@A.5.10"),
            ("annex_a_controls: 'A.5.9, A.5.10'",          "iso-27001:A.5.9@A.5.9 iso-27001:A.5.10@A.5.10"),
            ("controls: [5.10]",                           ":5.10@5.10"),
            ("satisfies:\n  TSC:\n    - CC6.1",            "TSC:CC6.1@CC6.1"),
            ("implements: [{standard: hipaa, requirements: [164.308(a)]}]", "hipaa:164.308(a)@164.308(a)"),
            ("controls: [ISO:27001]",                      ":ISO:27001@ISO:27001"),
        ];
        for (yaml, wanted) in cases {
            let text = format!("---\n{yaml}\n---\n");
            let controls = read_bare(&text).front_matter.controls;
            let controls = controls.iter().map(|control| {
                let ControlRef { framework, id } = &control.value;
                format!("{framework}:{id}@{}", control.span.of(&text))
            });
            assert_eq!(controls.collect::<Vec<_>>().join(" "), wanted, "{yaml}");
        }
    }

    #[test]
    fn a_flag_counts_where_its_field_is_not_given() {
        #[rustfmt::skip]
        let cases = [
            ("policy: true\nfaq: false\n",      Some(Kind::Policy)),
            ("controlled_document: true\n",     Some(Kind::Policy)),
            ("faq: true\n",                     Some(Kind::Page)),
            ("policy: true\nkind: guide\n",     Some(Kind::Guide)),
            ("policy: false\n",                 None),
            ("policy: access-control\n",        None), // a procedure names its policy
        ];
        for (yaml, wanted) in cases {
            let kind = read_bare(&format!("---\n{yaml}---\n")).front_matter.kind;
            assert_eq!(kind.map(|kind| kind.value), wanted, "{yaml}");
        }
        let read = read_bare("---\npolicy: access-control\n---\n");
        assert_eq!(read.front_matter.extra["policy"], "access-control");
        let read = read_bare("---\narchived: true\n---\n");
        assert_eq!(read.front_matter.status.unwrap().value, Status::Withdrawn);
    }

    #[test]
    fn a_slip_never_makes_a_document_more_public() {
        use Classification::{Internal, Public, Restricted};
        #[rustfmt::skip]
        let cases = [
            // text                                                classification   draft
            ("---\nclassification: public\n---\n",                 Some(Public),     None),
            ("---\nclassification: confidental\n---\n",            Some(Internal),   None),
            ("---\nclassification: [internal]\n---\n",             Some(Internal),   None),
            ("---\nclassification: true\n---\n",                   Some(Internal),   None),
            ("---\nvisibility: true\n---\n",                       Some(Internal),   None),
            ("---\nclassification: #internal\n---\n",              Some(Internal),   None),
            ("---\nclassification:\n---\n",                        None,             None),
            ("---\nclassification: public\nvisibility: private\n---\n", Some(Internal), None),
            ("---\nvisibility: private\nclassification: public\n---\n", Some(Internal), None),
            ("---\nclassification: public\nclassification: secret\n---\n", Some(Internal), None),
            ("---\nclasification: internal\n---\n",                Some(Internal),   None),
            ("---\nclasification: public\n---\n",                  None,             None),
            ("---\nclasification: level 3\n---\n",                 None,             None),
            ("---\nprivate: true\n---\n",                          Some(Internal),   None),
            ("---\ndraft: maybe\n---\n",                           None,             Some(true)),
            ("---\ndraft: yes\n---\n",                             None,             Some(true)),
            ("---\ndraft:\n---\n",                                 None,             None),
            ("---\ndraft: #yes\n---\n",                            None,             Some(true)),
            ("---\ndraft: false\ndraft: true\n---\n",              None,             Some(true)),
            ("---\ndrfat: true\n---\n",                            None,             Some(true)),
            ("---\npirvate: true\n---\n",                          Some(Internal),   None),
            ("---\nprivate: false\nprivate: true\n---\n",          Some(Internal),   None),
            ("---\npublished: false\n---\n",                       None,             Some(true)),
            ("---\npublish: false\n---\n",                         None,             Some(true)),
            ("---\npublished: true\n---\n",                        None,             None),
            // Front matter that cannot be read.
            ("---\ntitle: [\nclassification: internal\n---\n",     Some(Internal),   None),
            ("---\ntitle: [\n  Visibility: 'on request' # x\n---\n", Some(Restricted), None),
            ("---\ntitle: [\ndraft: true\n---\n",                  None,             Some(true)),
            ("---\ntitle: [\ndraft: false\n---\n",                 None,             None),
            ("---\ntitle: [\npublished: false\n---\n",             None,             Some(true)),
            ("---\nclassification:internal\ndraft:true\n---\n",    Some(Internal),   Some(true)),
            ("+++\nclassification = internal\n+++\n",              Some(Internal),   None),
            ("---\nvisibility: secret\n\nProse.\n\ndraft: true\n",  Some(Internal),   None),
        ];
        for (text, classification, draft) in cases {
            let got = read_bare(text).front_matter;
            assert_eq!(got.classification.map(|c| c.value), classification, "{text:?}");
            assert_eq!(got.draft.map(|draft| draft.value), draft, "{text:?}");
        }
        let text = "---\ntitle: [\nstatus: \"In review\"\n---\n";
        let status = read_bare(text).front_matter.status.unwrap();
        assert_eq!((status.value, status.span.of(text)), (Status::InReview, "In review"));
    }

    #[test]
    fn yaml_values_become_json_without_loss() {
        #[rustfmt::skip]
        let cases = [
            // yaml                              json
            ("a: 012",                           json!("012")),
            ("a: yes",                           json!("yes")),
            ("a: 1_000",                         json!("1_000")),
            ("a: 2024-05-01",                    json!("2024-05-01")),
            ("a: 0x10",                          json!(16)),
            ("a: -3",                            json!(-3)),
            ("a: 1.50",                          json!(1.5)),
            ("a: .inf",                          json!(".inf")), // JSON has none
            ("a: .NaN",                          json!(".NaN")),
            ("a: 123456789012345678901234567890", json!("123456789012345678901234567890")),
            ("a: ~",                             json!(null)),
            ("a: !env HOME",                     json!("HOME")),
            ("a: !!str 1",                       json!("1")),
            ("a: {1: x, true: y, [b]: z, ~: n}", json!({"1": "x", "true": "y", "[\"b\"]": "z", "null": "n"})),
            ("b: &b {c: 1}\na: {<<: *b, d: 2}",  json!({"d": 2, "c": 1})),
            ("b: &b {c: 1}\na: {<<: [*b, {c: 3, e: 4}], c: 5}", json!({"c": 5, "e": 4})),
            ("a: {<<: 1}",                       json!({"<<": 1})),
            ("b: &b 1.10\na: *b",                json!(1.1)),
        ];
        for (yaml, wanted) in cases {
            let text = format!("---\n{yaml}\n---\n");
            let read = read_bare(&text);
            assert_eq!(read.problems, [], "{yaml}");
            assert_eq!(read.front_matter.extra["a"], wanted, "{yaml}");
        }
    }

    #[test]
    fn extras_keep_the_order_of_the_file() {
        let read =
            read_bare("---\nz: 1\nextra: {y: 2, z: 3}\ntitle: A\nx: 4\nname: B\n---\n");
        let extra = serde_json::to_string(&read.front_matter.extra).unwrap();
        assert_eq!(extra, r#"{"z":1,"y":2,"x":4,"name":"B"}"#);
    }

    #[test]
    fn an_aliased_number_is_a_version_as_it_is_written() {
        let text = "---\nbase: &v 1.10\nversion: *v\n---\n";
        let version = read_bare(text).front_matter.version.unwrap();
        assert_eq!((version.value.as_str(), version.span.of(text)), ("1.10", "*v"));
    }

    #[test]
    fn the_last_of_the_major_revisions_counts() {
        let text = "---\nname: A\nmajorRevisions:\n  - date: Jun 1 2018\n    comment: First\n\
                    \x20 - date: Jul 2 2019\n    comment: More\n---\n";
        let got = read_bare(text).front_matter;
        assert_eq!(got.last_updated.unwrap().value.date.to_string(), "2019-07-02");
        assert_eq!(got.change_summary.unwrap().value, "More");
        assert!(got.extra.is_empty());
    }

    #[test]
    fn values_that_lead_somewhere_are_links() {
        let text = "---\nrelated: [access-control, ../b.md, '#c', mailto:a@example.com]\n\
                    supersedes: /old/\nsuperseded_by: new-one\n\
                    source_url: \" https://example.com/a b \"\n\
                    hero: {image: img/x.png, alt: An x}\n\
                    docs:\n  - {href: d.md}\n  - e\nlicence: L.md\nrelates: f.md\n---\n";
        let mut config = Config::bare(Path::new("."));
        config.content.link_fields =
            ["hero.image", "docs.href", "license", "relates"].map(str::to_owned).to_vec();
        let read = read(text, &config);
        let form = LinkForm::FrontMatter;
        #[rustfmt::skip]
        let wanted = [
            ("../b.md",                 form(Field::Related),      "related"),
            ("#c",                      form(Field::Related),      "related"),
            ("mailto:a@example.com",    form(Field::Related),      "related"),
            ("/old/",                   form(Field::Supersedes),   "supersedes"),
            ("https://example.com/a b", form(Field::SourceUrl),    "source_url"),
            ("img/x.png",               LinkForm::FrontMatterExtra, "hero.image"),
            ("d.md",                    LinkForm::FrontMatterExtra, "docs.href"),
            ("L.md",                    form(Field::License),      "license"),
            ("f.md",                    LinkForm::FrontMatterExtra, "relates"),
        ];
        assert_eq!(read.problems, []);
        assert_eq!(read.links.len(), wanted.len());
        for (link, (href, form, label)) in read.links.iter().zip(wanted) {
            assert_eq!((link.href.as_str(), link.form), (href, form));
            assert_eq!(link.span.of(text), href);
            assert_eq!(link.role, LinkRole::Page);
            assert_eq!((link.uses.len(), link.uses[0].label.as_str()), (1, label));
            assert_eq!(link.uses[0].span, link.span);
        }
    }

    #[test]
    fn toml_front_matter_is_read_like_yaml() {
        let text = "\u{feff}+++\r\ntitle = \"Zügänge\" # ü\r\ndate = 2026-01-02\r\n\
                    version = 1.10\r\ntags = ['a', 'b']\r\nweight = 0x10\r\ndraft = false\r\n\
                    x = inf\r\n[extra]\r\nabstract = '''\r\nLong'''\r\n\
                    [review]\r\nlast_reviewed_on = 2026-03-04\r\n+++\r\nbody";
        let Read { front_matter: got, body, .. } = read_bare(text);
        assert_eq!(problems_of(text), "VersionNotString `1.10`");
        assert_eq!(text.get(body), Some("body"));
        let title = got.title.unwrap();
        assert_eq!((title.value.as_str(), title.span.of(text)), ("Zügänge", "Zügänge"));
        assert_eq!(got.issued_on.unwrap().value.date.to_string(), "2026-01-02");
        assert_eq!(got.last_reviewed.unwrap().span.of(text), "2026-03-04");
        assert_eq!(got.version.unwrap().value, "1.10");
        assert_eq!(
            got.tags.iter().map(|tag| tag.span.of(text)).collect::<String>(),
            "ab"
        );
        assert_eq!(got.weight.unwrap().value, 16);
        let extra = json!({ "x": "inf", "abstract": "Long" });
        assert_eq!(serde_json::Value::Object(got.extra), extra);
    }

    #[test]
    fn what_is_wrong_in_toml_is_said_where_it_is() {
        let deep = format!("a = {}", "[".repeat(1000));
        #[rustfmt::skip]
        let cases = [
            ("title = \"A\"\ntitle = 'B'\n",       "KeyDuplicate `title`"),
            ("[x]\na = 1\n'a' = 2\n",              "KeyDuplicate `a`"),
            ("title: A\n",                         "FrontMatterSyntax `:`"),
            ("title = [1\n",                       "FrontMatterSyntax ``"),
            ("owner = ['a']\nowners = 'b'\n",      "AliasConflict `b`"),
            (&deep,                                "FrontMatterSyntax `[`"),
        ];
        for (toml, problems) in cases {
            assert_eq!(problems_of(&format!("+++\n{toml}\n+++\n")), problems, "{toml}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_fails_and_spans_lie_in_the_text(text in any_file()) {
            let read = read_bare(&text);
            let front_matter = &read.front_matter;
            prop_assert!(text.get(read.body.clone()).is_some());
            prop_assert_eq!(read.body.end, text.len());
            let places = front_matter.places.iter().flat_map(|place| [place.key.span, place.value]);
            let problems = read.problems.iter().map(|problem| problem.span);
            let links = read.links.iter().map(|link| link.span);
            for span in places.chain(problems).chain(links).chain([front_matter.span]) {
                prop_assert!(text.get(span.range()).is_some(), "{:?}", span);
                prop_assert!(span.end as usize <= read.body.start, "{:?}", span);
            }
        }

        /// Without quotes, escapes or folds, a value is the text of its span.
        #[test]
        fn a_plain_value_is_the_text_of_its_span(
            values in prop::collection::vec("v[a-zé日🙂 ]{0,8}v", 1..6),
            bom in prop::sample::select(vec!["", "\u{feff}"]),
            line_end in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let rows = format!("- {}\n", values.join("\n- "));
            let inline = values.join(", ");
            let text = format!("---\n# ü\ntags: # ü\n{rows}x: {{é: [ü]}}\nrelated: [{inline}]\n---\n");
            let text = format!("{bom}{}", text.replace('\n', line_end));
            let got = read_bare(&text).front_matter;
            prop_assert!(!got.tags.is_empty() && !got.related.is_empty());
            for value in got.tags.iter().chain(&got.related) {
                prop_assert_eq!(value.span.of(&text), &value.value);
            }
        }
    }

    /// Files in which everything that means something to YAML or TOML is
    /// frequent.
    fn any_file() -> impl Strategy<Value = String> {
        #[rustfmt::skip]
        let known = prop::sample::select(vec![
            "---\n", "+++\n", "\n", "\r\n", " ", "  ", "\t", ": ", "- ", "[", "]", "{", "}", ", ",
            "\"", "'", "#", " #", "&a ", "*a", "!t ", "|\n", ">\n", "? ", "@", "%", "`", "\\", "<<",
            " = ", "title", "owner", "version", "1.10", "2026-05-31", "classification", "controls",
            "review", "draft", "ü", "日本", "\u{0}", "\u{85}", "\u{feff}", "related", "a/b.md",
        ]);
        let piece = prop_oneof![3 => known.prop_map(str::to_owned), 1 => ".{0,6}"];
        let opening = prop::sample::select(vec!["", "---\n", "\u{feff}---\r\n", "+++\n"]);
        let closing = prop::sample::select(vec!["", "\n---\n", "\n+++\n"]);
        (opening, prop::collection::vec(piece, 0..24), closing).prop_map(
            |(open, pieces, close)| format!("{open}{}{close}body", pieces.concat()),
        )
    }

    fn read_bare(text: &str) -> Read {
        read(text, &Config::bare(Path::new(".")))
    }

    /// Compares what is said about YAML with what should be.
    fn check_problems(cases: &[(&str, &str)]) {
        for (yaml, problems) in cases {
            assert_eq!(problems_of(&format!("---\n{yaml}---\n")), *problems, "{yaml}");
        }
    }

    /// Returns the kind of each problem and the text it points at.
    fn problems_of(text: &str) -> String {
        let problems = read_bare(text).problems;
        let named = problems.iter().map(|problem| {
            let kind = format!("{:?}", problem.kind);
            let name = kind.split(|c: char| !c.is_alphanumeric()).next().unwrap();
            format!("{name} `{}`", problem.span.of(text))
        });
        named.collect::<Vec<_>>().join(", ")
    }
}
