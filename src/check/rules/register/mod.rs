//! What registers hold, and whether it fits.

use crate::base::span::{SourceId, Span};
use crate::parse::ProblemKind;
use crate::parse::register::FlawKind;
use crate::resolve::Site;

use super::words::code;

pub(super) mod country_unknown;
pub(super) mod date_invalid;
pub(super) mod date_passed;
pub(super) mod duplicate;
pub(super) mod entry_unknown;
pub(super) mod fact_unknown;
pub(super) mod field_missing;
pub(super) mod html;
pub(super) mod id_duplicate;
pub(super) mod id_invalid;
pub(super) mod id_missing;
pub(super) mod key_duplicate;
pub(super) mod key_unknown;
pub(super) mod link_broken;
pub(super) mod link_invalid;
pub(super) mod syntax;
pub(super) mod text_too_long;
pub(super) mod r#type;
pub(super) mod unknown;
pub(super) mod unreadable;
pub(super) mod value_unknown;
pub(super) mod vulnerability_invalid;

/// Returns what is wrong with the registers, file by file, and with what advisories
/// say in front matter, which is read in the same way.
pub(super) fn flaws(site: &Site) -> impl Iterator<Item = (SourceId, Span, &FlawKind)> {
    let advisories = site.flaws.documents.iter().flat_map(|&page| {
        let source = site.source_of(page);
        let problems = site.document(page).problems.iter();
        problems.filter_map(move |problem| match &problem.kind {
            ProblemKind::Advisory(kind) => Some((source, problem.span, &**kind)),
            _ => None,
        })
    });
    let registers = site.registers.files.iter().enumerate().flat_map(|(at, file)| {
        let source = site.register_source(at);
        file.flaws.iter().map(move |flaw| (source, flaw.span, &flaw.kind))
    });
    registers.chain(advisories)
}

/// Returns whether a source is the register of this name.
pub(super) fn is_of(site: &Site, source: SourceId, register: &str) -> bool {
    let mut files = site.registers.files.iter().enumerate();
    files.any(|(at, file)| {
        site.register_source(at) == source && file.path.stem() == register
    })
}

/// Returns which entry a message is about, as the end of a sentence.
pub(super) fn in_entry(entry: Option<&str>) -> String {
    entry.map(|id| format!(" in {}", code(id))).unwrap_or_default()
}
