//! One text of the past, understood.

use crate::archive::Entry;
use crate::base::date::{Date, WrittenDate};
use crate::base::lines::digest_of_source;
use crate::base::span::Spanned;
use crate::base::version::Version;
use crate::load::Unreadable;
use crate::load::git::PastText;
use crate::parse::{Classification, Document, LinkForm, ProblemKind, Status, parse_past};
use crate::record::candidate::{Candidate, stated_version};
use crate::resolve::Site;

use super::number::{Number, Step, of_tag};

/// A text of the past that can be a version.
pub(super) struct Reading<'a> {
    pub(super) past: &'a PastText,
    pub(super) text: &'a str,
    pub(super) step: Step,
    document: Document,
}

/// Understands a text of the past, or says why it cannot be a version.
pub(super) fn read<'a>(
    site: &Site,
    candidate: Candidate<'_>,
    past: &'a PastText,
    pattern: Option<&str>,
) -> Result<Reading<'a>, String> {
    let text = past.text.as_deref().map_err(unreadable)?;
    let path = past.path.as_ref().unwrap_or(&candidate.document.path);
    let place = (path.clone(), candidate.page.kind);
    let document = parse_past(text, place, &site.config);
    refuse(&document, &candidate.page.id)?;
    let Some(words_sha256) = &document.text.words_sha256 else {
        return Err("it was of a kind that is not controlled".to_owned());
    };
    let stated = stated_version(&document).map_err(|refusal| refusal.to_string())?;
    let tagged = past.tag.as_deref().zip(pattern);
    let number = stated.map(Number::Stated).or_else(|| {
        tagged.and_then(|(tag, pattern)| of_tag(tag, pattern)).map(Number::Tagged)
    });
    let in_body = document.links.iter().filter(|link| {
        !matches!(link.form, LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra)
    });
    let step = Step {
        number,
        words: words_sha256.clone(),
        links: in_body.map(|link| link.href.clone()).collect(),
        day: past.commit.day,
    };
    Ok(Reading { past, text, step, document })
}

fn unreadable(reason: &Unreadable) -> String {
    match reason {
        Unreadable::NotUtf8 { line, .. } => format!("it is not UTF-8 on line {line}"),
        Unreadable::TooLarge { bytes, limit } => {
            format!("it has {bytes} bytes, and may have {limit}")
        }
        Unreadable::Io(reason) => format!("it cannot be read: {reason}"),
    }
}

/// Refuses what was not for readers then, what was another document, and what
/// nobody can tell the one from the other.
fn refuse(document: &Document, id: &str) -> Result<(), String> {
    let is_broken = document.problems.iter().any(|problem| {
        matches!(
            problem.kind,
            ProblemKind::FrontMatterUnclosed
                | ProblemKind::FrontMatterUnopened
                | ProblemKind::FrontMatterSyntax { .. }
                | ProblemKind::FrontMatterTooLarge { .. }
                | ProblemKind::FrontMatterNotMapping
        )
    });
    let matter = &document.front_matter;
    let other = matter.id.as_ref().filter(|stated| stated.value != id);
    let is_draft = matter.draft.as_ref().is_some_and(|draft| draft.value)
        || matter.status.as_ref().is_some_and(|it| it.value == Status::Draft);
    let is_internal = matter
        .classification
        .as_ref()
        .is_some_and(|stated| stated.value == Classification::Internal);
    match () {
        () if is_broken => Err("its front matter cannot be read".to_owned()),
        () if is_draft => Err("it was a draft".to_owned()),
        () if is_internal => Err("it was internal".to_owned()),
        () => other.map_or(Ok(()), |other| Err(format!("its id was `{}`", other.value))),
    }
}

impl Reading<'_> {
    /// Returns the entry of this text in the lock, without a class of change:
    /// nobody has said how much changed.
    pub(super) fn entry(&self, candidate: Candidate<'_>, version: Version) -> Entry {
        let matter = &self.document.front_matter;
        let stated = matter.title.as_ref().map(|title| title.value.as_str());
        let heading = self.document.headings.first().filter(|it| it.level == 1);
        let title = stated.or(heading.map(|heading| heading.text.as_str()));
        let title = title.filter(|title| !title.trim().is_empty());
        let summary = matter.change_summary.as_ref().map(|it| it.value.trim());
        Entry {
            id: candidate.page.id.clone(),
            version,
            title: title.unwrap_or(&candidate.page.title).to_owned(),
            kind: matter.kind.as_ref().map_or(candidate.page.kind, |kind| kind.value),
            issued_on: day(matter.issued_on.as_ref()),
            effective_on: day(matter.effective_on.as_ref()),
            approved_on: day(matter.approved_on.as_ref()),
            last_updated: day(matter.last_updated.as_ref()),
            frozen_on: self.past.commit.day,
            commit: Some(self.past.commit.id.clone()),
            url: candidate.page.url.clone(),
            source_path: self.document.path.clone(),
            source_sha256: digest_of_source(self.text),
            words_sha256: self.step.words.clone(),
            change_class: None,
            change_summary: summary.filter(|it| !it.is_empty()).map(str::to_owned),
            assets: Vec::new(),
            facts: Vec::new(),
        }
    }
}

fn day(date: Option<&Spanned<WrittenDate>>) -> Option<Date> {
    date.map(|date| date.value.date)
}
