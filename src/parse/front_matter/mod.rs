//! Front matter: the metadata at the head of a file, and where the rest begins.
//!
//! Comes in: the text of one file. Goes out: a [`Read`]. In between:
//!
//! 1. [`split`] finds the fences.
//! 2. [`yaml`] or [`toml`] reads what is between them into [`node`]s, values
//!    with places; [`places`] and [`yaml_error`] help with YAML.
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

use crate::base::span::Span;
use crate::config::Config;

use super::document::{FrontMatter, FrontMatterFormat, Link, Problem, ProblemKind};
use fields::Fields;
use node::{Node, Value};
use split::{Split, split};

mod fields;
mod keys;
mod links;
mod node;
mod places;
mod split;
mod toml;
mod values;
mod withhold;
mod words;
mod yaml;
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
}

/// Reads the front matter of a file.
pub(super) fn read(text: &str, config: &Config) -> Read {
    let split = split(text);
    let mut problems = Vec::new();
    let mut fields = Fields::default();
    match entries(text, &split, &mut problems) {
        Ok(Some(Value::Map(entries))) => {
            fields = fields::read(entries, text, &config.content.link_fields);
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
    let Fields { mut front_matter, problems: more, links } = fields;
    let head = text.get(split.head.clone()).unwrap_or_default().trim_end();
    front_matter.format = split.format;
    front_matter.span = Span::new(split.head.start..split.head.start + head.len());
    problems.extend(more);
    problems.sort_by_key(|problem| problem.span);
    Read { front_matter, body: split.body, problems, links }
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
mod scratch {
    use super::*;
    use std::hint::black_box;
    fn min(label: &str, mut f: impl FnMut() -> usize) {
        let mut best = f64::MAX;
        let mut x = 0;
        for _ in 0..30 {
            let t = std::time::Instant::now();
            for _ in 0..883 {
                x += f();
            }
            best = best.min(t.elapsed().as_secs_f64() * 1e4);
        }
        println!("    {label} {best:.1} ms per 8830 ({x})");
    }
    #[test]
    fn speed() {
        let config = Config::bare(std::path::Path::new("."));
        for (name, head) in [
            ("tailscale", "---\ntitle: Access control policy\nslug: access-control\npolicy: true\nfaq: false\nweight: 7\nlast_updated: 2026-01-12\n---\n\n### Purpose\n".to_owned()),
            ("posthog", "---\ntitle: PostHog & GDPR compliance\nsidebarTitle: PostHog & GDPR\nsidebar: Docs\nshowTitle: true\n---\n\ntext\n".to_owned()),
            ("three", "---\ntitle: Access\nowner: Security\nlast_updated: 2026-01-12\n---\n\ntext\n".to_owned()),
            ("none", "# Heading\n\nText\n".to_owned()),
        ] {
            println!("{name}");
            let sp = split(&head);
            let m = &head[sp.matter.clone()];
            min("total", || black_box(read(black_box(&head), &config)).body.start);
            min("split", || black_box(split(black_box(&head))).body.start);
            min("places", || black_box(places::places(black_box(m), 4)).len());
            min("yaml", || black_box(yaml::read(black_box(m), 4, &mut Vec::new())).is_ok() as usize);
            let node = yaml::read(m, 4, &mut Vec::new()).unwrap();
            if let Value::Map(e) = node.value {
            min("clone", || black_box(e.clone()).len());
            min("clone+fields", || black_box(fields::read(black_box(e.clone()), &head, &[])).problems.len());
            min("lookup", || { let mut n = 0; for e in &e { n += usize::from(black_box(super::super::field::lookup(&e.key.value)).is_some()); } n });
            min("meant", || { let mut n = 0; for e in &e { n += usize::from(black_box(super::super::field::probably_meant(&e.key.value)).is_some()); } n });
            }
            min("default", || black_box(Fields::default()).problems.len());
            println!("{}", std::mem::size_of::<FrontMatter>());
            min("serde ignored", || black_box(serde_yaml::from_str::<serde::de::IgnoredAny>(black_box(m))).is_ok() as usize);
            min("serde value", || black_box(serde_yaml::from_str::<serde_yaml::Value>(black_box(m))).is_ok() as usize);
        }
    }
}
