//! The ways in which rules go through the site.

use crate::base::span::{SourceId, Span};
use crate::check::{Finding, Findings, Safety};
use crate::config::CONFIG_FILE;
use crate::parse::register::FlawKind;
use crate::parse::{
    Document, Field, FieldPlace, Link, LinkForm, ProblemKind, Status, Suppression,
};
use crate::resolve::{Defect, Notice, Page, PageIndex, Settled, Site};

use super::register::flaws;
use super::words::{code, count};

/// How many uses of one link definition a finding points at.
const USES_SHOWN: usize = 3;

/// Returns what parsing found wrong, file by file.
pub(super) fn problems(
    site: &Site,
) -> impl Iterator<Item = (SourceId, Span, &ProblemKind)> {
    let documents = site.flaws.documents.iter().flat_map(|&page| {
        let source = site.source_of(page);
        let problems = site.document(page).problems.iter();
        problems.map(move |it| (source, it.span, &it.kind))
    });
    // What characters do to readers is the same in registers.
    let registers = flaws(site).filter_map(|(source, span, flaw)| match flaw {
        FlawKind::Text(kind) => Some((source, span, kind)),
        _ => None,
    });
    documents.chain(registers)
}

/// A link with everything that is known about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LinkPlace<'a> {
    /// The page that it is on.
    pub index: PageIndex,
    /// The link as written.
    pub link: &'a Link,
    /// What became of it.
    pub settled: &'a Settled,
}

/// Returns every link, of any document, that has a defect or a notice.
fn flawed_links(site: &Site) -> impl Iterator<Item = LinkPlace<'_>> {
    site.flaws.links.iter().filter_map(|&(index, at)| {
        let link = site.document(index).links.get(at)?;
        let settled = site.page(index).links.get(at)?;
        Some(LinkPlace { index, link, settled })
    })
}

/// Returns every link of any document: much to look at, so only for a rule that
/// knows that there is something to find.
pub(super) fn links(site: &Site) -> impl Iterator<Item = LinkPlace<'_>> {
    site.each().flat_map(|(index, document, page)| {
        let links = document.links.iter().zip(page.links.iter());
        links.map(move |(link, settled)| LinkPlace { index, link, settled })
    })
}

/// Returns every link that does not lead where it should.
pub(super) fn defects(site: &Site) -> impl Iterator<Item = (LinkPlace<'_>, &Defect)> {
    flawed_links(site).filter_map(|place| Some((place, place.settled.defect.as_deref()?)))
}

/// Returns every link that works and whose form is off.
pub(super) fn notices(site: &Site) -> impl Iterator<Item = (LinkPlace<'_>, &Notice)> {
    flawed_links(site).filter_map(|place| Some((place, place.settled.notice.as_deref()?)))
}

impl LinkPlace<'_> {
    /// Adds a finding at the link's target. Where the target is written in a
    /// definition, the finding also points at the first uses of it.
    pub(super) fn add<'f>(
        &self,
        site: &Site,
        findings: &'f mut Findings,
        message: impl Into<String>,
    ) -> &'f mut Finding {
        let source = site.source_of(self.index);
        let finding = findings.add(source, self.link.span, message);
        finding.about(&self.link.href);
        if self.link.form == LinkForm::Reference {
            let uses = &self.link.uses;
            for (nth, place) in uses.iter().take(USES_SHOWN).enumerate() {
                let label = if nth == 0 { "used here" } else { "and here" };
                finding.see(source, place.span, label);
            }
            if let Some(more @ 1..) = uses.len().checked_sub(USES_SHOWN) {
                finding.note(format!("used {}", count(more, "more time")));
            }
        }
        finding
    }

    /// Says what to write instead, and offers the edit where the link's form can
    /// hold it.
    pub(super) fn mend(&self, finding: &mut Finding, safety: Safety, instead: &str) {
        finding.help(format!("write {}", code(instead)));
        if can_hold(self.link.form, instead) {
            finding.replace(safety, instead);
        }
    }
}

/// Returns the places of those links of a document that are `wanted`, in order.
pub(super) fn link_spans(
    document: &Document,
    page: &Page,
    wanted: impl Fn(&Link, &Settled) -> bool,
) -> Vec<Span> {
    let pairs = document.links.iter().zip(page.links.iter());
    let wanted = pairs.filter(|(link, settled)| wanted(link, settled));
    let mut spans: Vec<Span> = wanted.map(|(link, _)| link.span).collect();
    spans.sort_unstable();
    spans
}

/// Returns whether a link of this form can have `target` put in its place as it
/// is, without quotes or escapes.
fn can_hold(form: LinkForm, target: &str) -> bool {
    let has =
        |these: &[char]| target.contains(these) || target.contains(char::is_whitespace);
    match form {
        LinkForm::Inline | LinkForm::Reference => {
            !target.is_empty() && !has(&['<', '>', '\\']) && has_balanced_parens(target)
        }
        LinkForm::Autolink => {
            (target.contains("://") || target.starts_with("mailto:")) && !has(&['<', '>'])
        }
        LinkForm::EmailAutolink => false,
        LinkForm::Html => !has(&['<', '>', '"', '\'', '`', '&', '=']),
        LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra => {
            let plain = |c: char| c.is_alphanumeric() || "/._-~%+#".contains(c);
            target.chars().all(plain) && target.starts_with(char::is_alphanumeric)
        }
    }
}

fn has_balanced_parens(target: &str) -> bool {
    let mut depth = 0_u32;
    for character in target.chars() {
        match character {
            '(' => depth += 1,
            ')' if depth == 0 => return false,
            ')' => depth -= 1,
            _ => (),
        }
    }
    depth == 0
}

/// Returns the published pages that readers take for valid today: no drafts,
/// nothing superseded or withdrawn.
pub(super) fn current(
    site: &Site,
) -> impl Iterator<Item = (PageIndex, &Document, &Page)> {
    site.published().filter(|(_, _, page)| is_current(page))
}

/// Returns whether readers take a page for valid today.
pub(super) fn is_current(page: &Page) -> bool {
    let is_in_force = match page.status {
        Status::Published | Status::InReview => true,
        Status::Draft | Status::Superseded | Status::Withdrawn => false,
    };
    is_in_force && page.publication.is_listed()
}

/// Returns the documents that are controlled, published or not, and could be
/// read.
pub(super) fn controlled(
    site: &Site,
) -> impl Iterator<Item = (PageIndex, &Document, &Page)> {
    site.each().filter(|(_, document, page)| {
        page.kind.is_controlled() && document.unreadable.is_none()
    })
}

/// Returns the place for what is missing in a document: the fence that opens its
/// front matter, or the start of the file.
pub(super) fn top(document: &Document) -> Span {
    /// `---` and `+++` alike.
    const FENCE: u32 = 3;
    let Span { start, end } = document.front_matter.span;
    Span { start, end: end.min(start.saturating_add(FENCE)) }
}

/// Returns where a field is written.
pub(super) fn place_of(document: &Document, field: Field) -> Option<&FieldPlace> {
    document.front_matter.places.iter().find(|place| place.field == field)
}

/// Returns the name under which a field is written, which may be an alias.
pub(super) fn key_of(document: &Document, field: Field) -> &str {
    place_of(document, field).map_or(field.as_str(), |place| &place.key.value)
}

/// Returns whether a field is written, even with a value that is not understood.
pub(super) fn is_written(document: &Document, field: Field) -> bool {
    place_of(document, field).is_some()
}

/// Returns how a message names a document: its kind and its title.
pub(super) fn name_of(page: &Page) -> String {
    format!("{} {}", page.kind, code(&page.title))
}

/// Returns `site.toml`, which a bare folder does not have.
pub(super) fn site_toml(site: &Site) -> Option<SourceId> {
    site.source_named(CONFIG_FILE)
}

/// Returns every comment that accepts findings, with its file and its position
/// there.
pub(super) fn suppressions(
    site: &Site,
) -> impl Iterator<Item = (SourceId, usize, &Suppression)> {
    let documents = site.each().map(|(page, ..)| site.source_of(page));
    let registers = 0..site.registers.files.len();
    let registers = registers.map(|file| site.register_source(file));
    documents.chain(registers).flat_map(|source| {
        let comments = site.suppressions(source).iter().enumerate();
        comments.map(move |(at, comment)| (source, at, comment))
    })
}

/// Returns whether a file is a register.
pub(super) fn is_register(site: &Site, source: SourceId) -> bool {
    !site.registers.files.is_empty() && source >= site.register_source(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_offered_only_where_the_form_can_hold_it() {
        #[rustfmt::skip]
        let cases = [
            (LinkForm::Inline,                     "b.md#x",              true),
            (LinkForm::Inline,                     "b_(c).md",            true),
            (LinkForm::Inline,                     "b_(c.md",             false),
            (LinkForm::Inline,                     "b_)c(.md",            false),
            (LinkForm::Inline,                     "a b.md",              false),
            (LinkForm::Reference,                  "b>c.md",              false),
            (LinkForm::Autolink,                   "https://example.com", true),
            (LinkForm::Autolink,                   "b.md",                false),
            (LinkForm::EmailAutolink,              "a@example.com",       false),
            (LinkForm::Html,                       "b.md",                true),
            (LinkForm::Html,                       "b.md?x&y",            false),
            (LinkForm::FrontMatter(Field::Related), "policies/b.md#x",    true),
            (LinkForm::FrontMatter(Field::Related), "#x",                 false),
            (LinkForm::FrontMatterExtra,           "a: b",                false),
        ];
        for (form, target, expected) in cases {
            assert_eq!(can_hold(form, target), expected, "{form:?} {target}");
        }
    }
}
