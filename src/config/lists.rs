//! The parts of the file that are lists: collections, rules, waivers and
//! withdrawals.

use globset::GlobSet;
use toml::de::{DeTable, DeValue};

use crate::base::date::Date;
use crate::base::severity::{Level, Severity};
use crate::base::span::Spanned;

use super::globs::{Paths, some_globs};
use super::reader::{Reader, Section, Value};
use super::validate::{interval, optional};
use super::{Collection, Kind, RuleLevel, Waiver, Withdrawal, values};

/// Reads `[[collections]]`.
pub(super) fn collections(
    document: &DeTable<'_>,
    reader: &mut Reader,
) -> Vec<Collection> {
    let kinds = Kind::ALL.map(|kind| (kind.as_str(), kind));
    let sections = reader.sections(document, "collections").into_iter();
    let read = |section: Section<'_>| {
        let path = reader.required(section, "path");
        let required = section.value("required").map(|value| reader.texts(value));
        let required = required.unwrap_or_default().into_iter();
        Collection {
            path: path.map_or_else(GlobSet::empty, |value| {
                some_globs(reader, value, Paths::Content)
            }),
            kind: optional(reader, section, "kind", |text| values::word(text, &kinds)),
            required: required
                .map(|field| Spanned::new(field.value.to_owned(), field.span))
                .collect(),
            review_interval: section
                .value("review_interval")
                .and_then(|value| interval(reader, value)),
            title: optional(reader, section, "title", values::line),
        }
    };
    sections.map(read).collect()
}

/// Reads `[rules]`, in the order of the file.
pub(super) fn rules(
    document: &DeTable<'_>,
    content: &str,
    reader: &mut Reader,
) -> Vec<RuleLevel> {
    let mut levels = Vec::new();
    for value in reader.section(document, "rules").values() {
        if let Err(complaint) = values::rule(value.key) {
            reader.complain(value.key, value.key_span, complaint);
            continue;
        }
        reader.not_empty(value);
        for element in value.elements() {
            levels.extend(rule_level(reader, element, content));
        }
    }
    levels
}

/// Reads one level of a rule: a word, or a table.
fn rule_level(reader: &mut Reader, value: Value<'_>, content: &str) -> Option<RuleLevel> {
    let rule = Spanned::new(value.key.to_owned(), value.key_span);
    let Some(section) = Section::of("rules.*", value) else {
        if !value.written.is_str() {
            reader.wrong_type(value, "a level or a table");
            return None;
        }
        let level = reader.parse(value, level)?;
        return Some(RuleLevel { rule, level, paths: None });
    };
    reader.check_keys(section);
    let paths = section.value("paths");
    let paths = paths.map(|value| some_globs(reader, value, Paths::Root(content)));
    let level = reader.required(section, "level")?;
    let level = reader.parse(level, self::level)?;
    Some(RuleLevel { rule, level, paths })
}

fn level(text: &str) -> Result<Level, super::reader::Complaint> {
    const LEVELS: [(&str, Level); 4] = [
        ("off", Level::Off),
        ("info", Level::On(Severity::Info)),
        ("warning", Level::On(Severity::Warning)),
        ("error", Level::On(Severity::Error)),
    ];
    values::word(text, &LEVELS)
}

/// Reads `[[waivers]]`.
pub(super) fn waivers(
    document: &DeTable<'_>,
    content: &str,
    reader: &mut Reader,
) -> Vec<Waiver> {
    let sections = reader.sections(document, "waivers").into_iter();
    sections.filter_map(|section| waiver(reader, section, content)).collect()
}

/// Reads one waiver. Without a reason or an end it is kept, for a rule to
/// report.
fn waiver(reader: &mut Reader, section: Section<'_>, content: &str) -> Option<Waiver> {
    let path = section.value("path");
    let paths = path.map(|value| some_globs(reader, value, Paths::Root(content)));
    let target = optional(reader, section, "target", |text| Ok(text.to_owned()));
    let reason = optional(reader, section, "reason", |text| Ok(text.trim().to_owned()));
    let until = section.value("until").and_then(|value| date(reader, value));
    let rule = reader.required(section, "rule")?;
    let name = reader.parse(rule, |text| values::rule(text).map(|()| text.to_owned()))?;
    let rule = Spanned::new(name, rule.span);
    Some(Waiver { span: section.span, rule, paths, target, reason, until })
}

/// Reads `[[withdrawals]]`.
pub(super) fn withdrawals(
    document: &DeTable<'_>,
    reader: &mut Reader,
) -> Vec<Withdrawal> {
    let sections = reader.sections(document, "withdrawals").into_iter();
    sections.filter_map(|section| withdrawal(reader, section)).collect()
}

fn withdrawal(reader: &mut Reader, section: Section<'_>) -> Option<Withdrawal> {
    let version = section.value("version").and_then(|value| reader.text(value));
    let version = version.map(|text| Spanned::new(text.value.to_owned(), text.span));
    let note = optional(reader, section, "note", values::line);
    let on = section.value("on").and_then(|value| date(reader, value));
    let id = reader.required(section, "id")?;
    let id = reader.text(id)?;
    let id = Spanned::new(id.value.to_owned(), id.span);
    Some(Withdrawal { span: section.span, id, version, on, note })
}

/// Reads a day, as a TOML date or as text.
fn date(reader: &mut Reader, value: Value<'_>) -> Option<Date> {
    let DeValue::Datetime(written) = value.written else {
        return reader.parse(value, values::date);
    };
    if reader.is_broken(value.span) {
        return None;
    }
    let read = values::date(&written.to_string());
    read.map_err(|complaint| reader.complain(value.key, value.span, complaint)).ok()
}
