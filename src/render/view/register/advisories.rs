//! Vulnerabilities that customers were told of.

use std::cmp::Reverse;

use serde::Serialize;

use crate::base::date::Date;
use crate::parse::register::{
    Advisory, AdvisorySeverity, AdvisoryState, Affected, Moment,
};
use crate::resolve::{Page, PageIndex, RegisterPage, Site};

use super::super::head::AlternateView;
use super::super::here::HereView;
use super::super::{DayView, HeadView, LinkView, TermView};
use super::{data, day, here, register_link};

/// What the template of the list of advisories sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct AdvisoriesPage {
    head: HeadView,
    here: HereView,
    page: AdvisoriesView,
}

/// The advisories.
#[derive(Debug, Serialize)]
struct AdvisoriesView {
    /// The advisories, the latest first.
    rows: Vec<RowView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// An advisory in the list.
#[derive(Debug, Serialize)]
struct RowView {
    /// Its identity.
    id: String,
    /// Its page.
    link: LinkView,
    /// When it was published.
    issued: Option<DayView>,
    /// When it was last changed.
    updated: Option<DayView>,
    /// What is known about it.
    advisory: AdvisoryView,
}

/// What is known about a vulnerability.
#[derive(Debug, Default, Serialize)]
pub(in crate::render) struct AdvisoryView {
    /// How bad it is.
    severity: Option<TermView>,
    /// Where it stands.
    state: Option<TermView>,
    /// Its CVE numbers.
    cves: Vec<LinkView>,
    /// Its CVSS vector.
    cvss: Option<String>,
    /// What is affected, and where it is fixed.
    affected: Vec<Affected>,
    /// What customers can do.
    workaround: Option<String>,
    /// Who reported it.
    credits: Vec<String>,
    /// What happened when.
    timeline: Vec<MomentView>,
}

/// Something that happened.
#[derive(Debug, Serialize)]
struct MomentView {
    /// When.
    day: Option<DayView>,
    /// What.
    event: String,
}

impl AdvisoriesPage {
    /// Gathers what the page shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let url = RegisterPage::Advisories.url();
        let rows = latest_first(site).into_iter().map(|(index, page)| RowView {
            id: page.id.clone(),
            link: LinkView::to_page(site, index),
            issued: day(page.dates.issued_on),
            updated: day(page.dates.last_updated_on),
            advisory: AdvisoryView::new(site, index).unwrap_or_default(),
        });
        let formats = vec![data(site, "/api/v1/advisories.json")];
        let about =
            "Vulnerabilities in our products: what is affected, and where it is fixed.";
        Self {
            head: HeadView::new(site, "Advisories", &url)
                .described(Some(about.to_owned()))
                .with(formats.clone()),
            here: here(site, RegisterPage::Advisories),
            page: AdvisoriesView { rows: rows.collect(), formats },
        }
    }
}

/// The latest advisory, on the front page.
#[derive(Debug, Serialize)]
pub(in crate::render::view) struct WarnedView {
    /// Its page.
    link: LinkView,
    /// When it was published.
    day: Option<DayView>,
    /// How bad it is.
    severity: Option<TermView>,
    /// The list of all.
    page: LinkView,
}

/// Returns the advisories, the latest first.
fn latest_first(site: &Site) -> Vec<(PageIndex, &Page)> {
    let mut advisories: Vec<_> = site.advisories().collect();
    advisories.sort_by_key(|(_, page)| (Reverse(published(page)), page.id.clone()));
    advisories
}

fn published(page: &Page) -> Option<Date> {
    page.dates.issued_on.or(page.dates.last_updated_on)
}

/// Returns the latest advisory.
pub(in crate::render::view) fn last_warning(site: &Site) -> Option<WarnedView> {
    let (index, page) = latest_first(site).into_iter().next()?;
    let advisory = site.document(index).front_matter.advisory.as_ref();
    Some(WarnedView {
        link: LinkView::to_page(site, index),
        day: day(published(page)),
        severity: advisory.and_then(|it| it.severity).map(TermView::from),
        page: register_link(site, RegisterPage::Advisories),
    })
}

impl AdvisoryView {
    /// Gathers what front matter says about a vulnerability, if anything.
    pub(in crate::render) fn new(site: &Site, index: PageIndex) -> Option<Self> {
        let advisory: &Advisory = site.document(index).front_matter.advisory.as_ref()?;
        Some(Self {
            severity: advisory.severity.map(TermView::from),
            state: advisory.state.map(TermView::from),
            cves: advisory.cves.iter().filter_map(|cve| cve_link(cve)).collect(),
            cvss: advisory.cvss.clone(),
            affected: advisory.affected.clone(),
            workaround: advisory.workaround.clone(),
            credits: advisory.credits.clone(),
            timeline: advisory.timeline.iter().map(MomentView::new).collect(),
        })
    }
}

impl MomentView {
    fn new(moment: &Moment) -> Self {
        Self { day: day(moment.on), event: moment.event.clone().unwrap_or_default() }
    }
}

/// Returns a CVE number and where it is recorded; nothing for what is no such
/// number.
fn cve_link(cve: &str) -> Option<LinkView> {
    let number = cve.strip_prefix("CVE-")?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_number.then(|| LinkView {
        title: cve.to_owned(),
        href: format!("https://www.cve.org/CVERecord?id={cve}"),
    })
}

impl From<AdvisorySeverity> for TermView {
    fn from(severity: AdvisorySeverity) -> Self {
        let (name, label) = match severity {
            AdvisorySeverity::None => ("none", "None"),
            AdvisorySeverity::Low => ("low", "Low"),
            AdvisorySeverity::Medium => ("medium", "Medium"),
            AdvisorySeverity::High => ("high", "High"),
            AdvisorySeverity::Critical => ("critical", "Critical"),
        };
        Self { name, label }
    }
}

impl From<AdvisoryState> for TermView {
    fn from(state: AdvisoryState) -> Self {
        let (name, label) = match state {
            AdvisoryState::Investigating => ("investigating", "Being looked into"),
            AdvisoryState::Mitigated => ("mitigated", "Can be avoided"),
            AdvisoryState::Resolved => ("resolved", "Fixed"),
        };
        Self { name, label }
    }
}
