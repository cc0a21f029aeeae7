//! The page of one document.

use serde::Serialize;

use crate::parse::{Classification, Field, Heading};
use crate::render::body::Filled;
use crate::render::data::framework_title;
use crate::render::markup::Markup;
use crate::render::navigation::NavigationView;
use crate::render::outline::Outline;
use crate::resolve::{PageIndex, Publication, Site};

use super::head::AlternateView;
use super::here::HereView;
use super::listing::ListView;
use super::notice::{NoticeView, due_day, named};
use super::source::{MailView, SourceView};
use super::{
    AdvisoryView, DayView, HeadView, HistoryView, LinkView, TermView, lead, structured,
    texts,
};

/// The fewest headings that make a list of them worth its place.
const CONTENTS_MIN: usize = 2;

/// What the template of a document sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DocumentPage {
    /// The head.
    head: HeadView,
    /// Where the page is.
    here: HereView,
    /// The navigation beside the text.
    navigation: NavigationView,
    /// The document.
    page: DocumentView,
}

/// A document.
#[derive(Debug, Serialize)]
struct DocumentView {
    /// Its identity.
    id: String,
    /// What sort of document it is.
    kind: TermView,
    /// The title.
    title: String,
    /// The heading as the document has it, an `h1`; empty if it has none, and
    /// the title is to be shown instead.
    heading: Markup,
    /// One or two sentences from front matter.
    summary: Option<String>,
    /// What readers must know before they rely on it.
    notices: Vec<NoticeView>,
    /// The facts that a reviewer came for; none where the document states
    /// none but when it was changed.
    facts: Option<FactsView>,
    /// What is known about the vulnerability, on the page of an advisory.
    advisory: Option<AdvisoryView>,
    /// When it was last changed.
    updated: Option<DayView>,
    /// Whether the text is published; else the page says how to ask for it.
    has_body: bool,
    /// The text.
    body: Markup,
    /// The headings, if there are enough to be worth a list.
    contents: Vec<ContentsView>,
    /// What is in the section of this page, where the navigation beside it
    /// shows only a part.
    listing: Vec<ListView>,
    /// What changed last, in the words of the author.
    change_summary: Option<String>,
    /// The controls that it supports, by framework.
    controls: Vec<FrameworkView>,
    /// Other documents to read.
    related: Vec<LinkView>,
    /// Who wrote it.
    authors: Vec<String>,
    /// Under which terms it may be used.
    license: Option<String>,
    /// The same document in other formats.
    formats: Vec<AlternateView>,
    /// Its history, if a version of it was frozen.
    history: Option<HistoryView>,
    /// Links into the repository.
    source: Option<SourceView>,
    /// Mails about it.
    mail: MailView,
    /// The page before it in reading order.
    previous: Option<NeighborView>,
    /// The page after it in reading order.
    next: Option<NeighborView>,
}

/// The facts about a document.
#[derive(Debug, Serialize)]
struct FactsView {
    /// Its version.
    version: Option<String>,
    /// The organisation's own number for it.
    reference: Option<String>,
    /// Since when, or from when, it is in force.
    effective: Option<DayView>,
    /// Whether that day has come.
    is_in_force: bool,
    /// When it was last reviewed.
    reviewed: Option<DayView>,
    /// When it will be reviewed.
    next_review: Option<DayView>,
    /// The same day for the script that tells readers when it has passed; none
    /// where the page says so itself.
    due: Option<String>,
    /// The last day on which it is valid.
    expires: Option<DayView>,
    /// Who answers for it.
    owners: Vec<String>,
    /// Who approved it.
    approvers: Vec<String>,
    /// When it was approved.
    approved: Option<DayView>,
    /// To whom or what it applies.
    applies_to: Vec<String>,
    /// Who may read it; none where everybody may.
    classification: Option<TermView>,
}

/// A heading in the list of headings.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(in crate::render) struct ContentsView {
    /// Its text.
    title: String,
    /// Its id.
    anchor: String,
    /// The headings one level below.
    inner: Vec<ContentsView>,
}

/// The controls of one framework.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct FrameworkView {
    /// The framework, as readers know it; empty where the document only gives
    /// ids.
    title: String,
    /// The ids of the controls.
    controls: Vec<String>,
}

/// The page before or after.
#[derive(Debug, Serialize)]
struct NeighborView {
    /// Its title.
    title: String,
    /// Where it is.
    href: String,
    /// What it says, in a sentence or two.
    lead: Option<String>,
}

impl DocumentPage {
    /// Gathers what the page of a document shows.
    pub(in crate::render) fn new(
        site: &Site,
        outline: &Outline,
        index: PageIndex,
        (navigation, history): (NavigationView, Option<HistoryView>),
    ) -> Self {
        let page = site.page(index);
        let formats = formats(site, index);
        let relations = history.as_ref().map(|history| history.relations.clone());
        let head = HeadView::new(site, &page.title, &page.url)
            .described(lead(site, index))
            .in_history(relations.unwrap_or_default())
            .with(formats.clone())
            .telling(structured::document(site, index, &formats));
        let here = HereView::of_page(site, outline, index);
        let view = DocumentView::new(site, outline, index, (formats, history));
        Self { head, here, navigation, page: view }
    }
}

impl DocumentView {
    fn new(
        site: &Site,
        outline: &Outline,
        index: PageIndex,
        (formats, history): (Vec<AlternateView>, Option<HistoryView>),
    ) -> Self {
        let (document, page) = (site.document(index), site.page(index));
        let front_matter = &document.front_matter;
        let has_body = page.publication == Publication::Full;
        let body = document.body.as_ref().filter(|_| has_body);
        let filled = body.map(|body| Filled::new(body, &page.links)).unwrap_or_default();
        let neighbor = |index: PageIndex| NeighborView::new(site, index);
        Self {
            id: page.id.clone(),
            kind: page.kind.into(),
            title: page.title.clone(),
            heading: Markup::new(filled.title()),
            summary: front_matter.summary.as_ref().map(|it| it.value.clone()),
            notices: NoticeView::all(site, index),
            facts: FactsView::new(site, index),
            advisory: AdvisoryView::new(site, index),
            updated: page.dates.last_updated_on.map(DayView::from),
            has_body,
            body: Markup::new(filled.rest()),
            contents: if has_body { contents(&document.headings) } else { Vec::new() },
            listing: ListView::of_long_section(site, outline, index),
            change_summary: front_matter
                .change_summary
                .as_ref()
                .map(|it| it.value.clone()),
            controls: controls(site, index),
            related: related(site, index),
            authors: texts(&front_matter.authors),
            license: front_matter.license.as_ref().map(|it| it.value.clone()),
            formats,
            history,
            source: SourceView::new(site, index).filter(|_| has_body),
            mail: MailView::new(site, index),
            previous: page.previous.map(neighbor),
            next: page.next.map(neighbor),
        }
    }
}

impl FactsView {
    fn new(site: &Site, index: PageIndex) -> Option<Self> {
        let (document, page) = (site.document(index), site.page(index));
        let front_matter = &document.front_matter;
        let dates = &page.dates;
        let text = |value: &Option<crate::base::span::Spanned<String>>| {
            value.as_ref().map(|value| value.value.clone())
        };
        // Only documents that are under review by their kind have a next one:
        // for others the date would be our default, not their statement.
        let next_review = dates.next_review_on.filter(|_| page.kind.is_controlled());
        let facts = Self {
            version: text(&front_matter.version),
            reference: text(&front_matter.reference),
            effective: dates.effective_on.map(DayView::from),
            is_in_force: dates.effective_on.is_some_and(|day| day <= site.context.as_of),
            reviewed: dates.last_reviewed_on.map(DayView::from),
            next_review: next_review.map(DayView::from),
            due: next_review.and_then(|_| due_day(site, index)),
            expires: dates.expires_on.map(DayView::from),
            owners: texts(&front_matter.owner),
            approvers: texts(&front_matter.approver),
            approved: dates.approved_on.map(DayView::from),
            applies_to: texts(&front_matter.applies_to),
            classification: classification(page.classification),
        };
        facts.is_stated().then_some(facts)
    }

    /// Returns whether the document states any of them.
    fn is_stated(&self) -> bool {
        let days = [&self.effective, &self.reviewed, &self.next_review, &self.expires];
        days.into_iter().chain([&self.approved]).any(Option::is_some)
            || [&self.version, &self.reference].into_iter().any(Option::is_some)
            || [&self.owners, &self.approvers, &self.applies_to]
                .into_iter()
                .any(|names| !names.is_empty())
            || self.classification.is_some()
    }
}

impl NeighborView {
    fn new(site: &Site, index: PageIndex) -> Self {
        Self {
            title: site.page(index).title.clone(),
            href: site.href(index),
            lead: lead(site, index),
        }
    }
}

fn classification(classification: Classification) -> Option<TermView> {
    let label = match classification {
        Classification::Public => return None,
        Classification::Restricted => "Restricted",
        Classification::Internal => "Internal",
    };
    Some(TermView { name: classification.as_str(), label })
}

/// Returns the other formats of a document. Only controlled documents have
/// them, and only published texts have the first two.
fn formats(site: &Site, index: PageIndex) -> Vec<AlternateView> {
    let page = site.page(index);
    if !page.kind.is_controlled() {
        return Vec::new();
    }
    let href = |encoded: &str| site.config.site.base_url.href(encoded);
    let beside = |file: &str| href(&format!("{}{file}", page.url.encoded()));
    let mut formats = Vec::new();
    let text = site.document(index).text.published.as_ref();
    if text.is_some() && page.publication == Publication::Full {
        formats.push(AlternateView {
            label: "Markdown",
            media_type: "text/markdown",
            href: beside("index.md"),
        });
        formats.push(AlternateView {
            label: "Plain text",
            media_type: "text/plain",
            href: beside("index.txt"),
        });
    }
    formats.push(AlternateView {
        label: "JSON",
        media_type: "application/json",
        href: href(&format!("/api/v1/policies/{}.json", page.id)),
    });
    formats
}

/// Returns the headings of the first two levels below the title.
pub(in crate::render) fn contents(headings: &[Heading]) -> Vec<ContentsView> {
    let shown = headings.iter().filter(|heading| matches!(heading.shown_level, 2 | 3));
    if shown.clone().count() < CONTENTS_MIN {
        return Vec::new();
    }
    let mut contents: Vec<ContentsView> = Vec::new();
    let mut has_outer = false;
    for heading in shown {
        let entry = ContentsView {
            title: heading.text.clone(),
            anchor: heading.anchor.clone(),
            inner: Vec::new(),
        };
        match contents.last_mut() {
            Some(outer) if has_outer && heading.shown_level == 3 => {
                outer.inner.push(entry);
            }
            _ => contents.push(entry),
        }
        has_outer |= heading.shown_level == 2;
    }
    contents
}

/// Returns the controls by framework, each in the order of the file.
fn controls(site: &Site, index: PageIndex) -> Vec<FrameworkView> {
    let mut frameworks: Vec<(&str, FrameworkView)> = Vec::new();
    for control in &site.document(index).front_matter.controls {
        let (name, id) = (control.value.framework.as_str(), control.value.id.clone());
        match frameworks.iter_mut().find(|(known, _)| *known == name) {
            Some((_, framework)) => framework.controls.push(id),
            None => frameworks.push((
                name,
                FrameworkView {
                    title: framework_title(name).unwrap_or(name).to_owned(),
                    controls: vec![id],
                },
            )),
        }
    }
    frameworks.into_iter().map(|(_, framework)| framework).collect()
}

fn related(site: &Site, index: PageIndex) -> Vec<LinkView> {
    let names = &site.document(index).front_matter.related;
    let pages =
        names.iter().filter_map(|name| named(site, index, Field::Related, &name.value));
    pages.map(|page| LinkView::to_page(site, page)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn contents_have_two_levels_and_no_list_of_one() {
        #[rustfmt::skip]
        let cases: [(&[u8], &str); 6] = [
            (&[1, 2, 3, 3, 2],    "1(2,3),4"),
            (&[1, 2, 4, 2],       "1,3"),
            (&[3, 3],             "0,1"), // no outer heading to stand below
            (&[3, 2, 3],          "0,1(2)"),
            (&[1, 2],             ""),
            (&[],                 ""),
        ];
        for (levels, expected) in cases {
            let headings: Vec<_> = levels
                .iter()
                .enumerate()
                .map(|(at, level)| heading(at, *level))
                .collect();
            assert_eq!(words(&contents(&headings)), expected, "{levels:?}");
        }
    }

    fn words(contents: &[ContentsView]) -> String {
        let entry = |entry: &ContentsView| match entry.inner.as_slice() {
            [] => entry.title.clone(),
            inner => format!("{}({})", entry.title, words(inner)),
        };
        contents.iter().map(entry).collect::<Vec<_>>().join(",")
    }

    fn heading(at: usize, level: u8) -> Heading {
        Heading {
            level,
            shown_level: level,
            text: at.to_string(),
            anchor: at.to_string(),
            span: Span::default(),
        }
    }
}
