//! What the organisation was certified for, and what auditors have written.

use serde::Serialize;

use crate::parse::register::{
    Certification, CertificationStatus, Entry, Id, Report, ReportAccess, ReportKind,
};
use crate::resolve::{RegisterPage, Site};

use super::super::head::AlternateView;
use super::super::here::HereView;
use super::super::{DayView, HeadView, LinkView, TermView};
use super::{data, day, here, id, link};

/// What the template of the certifications sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct CertificationsPage {
    head: HeadView,
    here: HereView,
    page: CertificationsView,
}

/// The certifications and reports.
#[derive(Debug, Serialize)]
struct CertificationsView {
    /// The certifications.
    certifications: Vec<CertificationView>,
    /// The reports that belong to none of them.
    reports: Vec<ReportView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// A certification.
#[derive(Debug, Serialize)]
struct CertificationView {
    /// Its identity: the anchor.
    id: String,
    /// What readers call it.
    name: String,
    /// Where it stands.
    state: TermView,
    /// What it covers.
    scope: Option<String>,
    /// Who audited.
    auditor: Option<String>,
    /// The number of the certificate.
    number: Option<String>,
    /// When it was issued.
    issued: Option<DayView>,
    /// From when it holds.
    valid_from: Option<DayView>,
    /// Until when it holds.
    valid_until: Option<DayView>,
    /// The first day of the period that was audited.
    period_start: Option<DayView>,
    /// The last one.
    period_end: Option<DayView>,
    /// When it is expected.
    expected: Option<DayView>,
    /// The certificate, and where to ask for it.
    links: Vec<LinkView>,
    /// The reports that belong to it.
    reports: Vec<ReportView>,
}

/// A report.
#[derive(Debug, Serialize)]
struct ReportView {
    /// Its identity: the anchor.
    id: String,
    /// Its title.
    title: String,
    /// What sort of report it is.
    kind: Option<TermView>,
    /// Who wrote it.
    auditor: Option<String>,
    /// The first day of its period.
    period_start: Option<DayView>,
    /// The last one.
    period_end: Option<DayView>,
    /// When it was issued.
    issued: Option<DayView>,
    /// What it says.
    summary: Option<String>,
    /// Who may read it.
    access: Option<TermView>,
    /// Where it is, or where to ask for it.
    links: Vec<LinkView>,
}

/// A certification on the front page.
#[derive(Debug, Serialize)]
pub(in crate::render::view) struct HeldView {
    /// What readers call it, and where it is on its page.
    link: LinkView,
    /// Where it stands.
    state: TermView,
    /// The last day of the period that was audited.
    period_end: Option<DayView>,
    /// Until when it holds.
    valid_until: Option<DayView>,
    /// When it is expected.
    expected: Option<DayView>,
}

impl CertificationsPage {
    /// Gathers what the page shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let url = RegisterPage::Certifications.url();
        let registers = &site.registers;
        let known: Vec<&Id> = registers
            .certifications
            .iter()
            .filter_map(|it| it.value.id.as_ref())
            .collect();
        let others = registers.reports.iter().filter(|entry| {
            entry.value.certification.as_ref().is_none_or(|id| !known.contains(&id))
        });
        let certifications = registers.certifications.iter();
        let certifications =
            certifications.map(|entry| CertificationView::new(site, entry)).collect();
        let reports = others.map(|entry| ReportView::new(site, entry)).collect();
        let formats = vec![data(site, "/api/v1/certifications.json")];
        let about = "What we were certified and audited for, until when it holds, and how to get the reports.";
        Self {
            head: HeadView::new(site, "Certifications and reports", &url)
                .described(Some(about.to_owned()))
                .with(formats.clone()),
            here: here(site, RegisterPage::Certifications),
            page: CertificationsView { certifications, reports, formats },
        }
    }
}

impl CertificationView {
    /// Gathers what is known about a certification.
    fn new(site: &Site, entry: &Entry<Certification>) -> Self {
        let one = &entry.value;
        let links = [
            link(site, "Certificate", one.url.as_ref()),
            link(site, "Ask for it", one.request_url.as_ref()),
        ];
        Self {
            id: id(site, entry),
            name: name(one),
            state: state(site, one),
            scope: one.scope.clone(),
            auditor: one.auditor.clone(),
            number: one.certificate_number.clone(),
            issued: day(one.issued_on),
            valid_from: day(one.valid_from),
            valid_until: day(one.valid_until),
            period_start: day(one.period_start),
            period_end: day(one.period_end),
            expected: day(one.expected_on),
            links: links.into_iter().flatten().collect(),
            reports: reports_of(site, entry),
        }
    }
}

/// Gathers the reports that belong to a certification; of two with one id, to the
/// first.
fn reports_of(site: &Site, entry: &Entry<Certification>) -> Vec<ReportView> {
    let is_named = !site.register_ids.of(entry).is_empty();
    let reports = site.registers.reports.iter();
    let own =
        reports.filter(|report| is_named && report.value.certification == entry.value.id);
    own.map(|entry| ReportView::new(site, entry)).collect()
}

impl ReportView {
    fn new(site: &Site, entry: &Entry<Report>) -> Self {
        let one = &entry.value;
        let links = [
            link(site, "Read it", one.url.as_ref()),
            link(site, "Ask for it", one.request_url.as_ref()),
        ];
        Self {
            id: id(site, entry),
            title: one.title.clone().unwrap_or_else(|| written(one.id.as_ref())),
            kind: one.kind.map(TermView::from),
            auditor: one.auditor.clone(),
            period_start: day(one.period_start),
            period_end: day(one.period_end),
            issued: day(one.issued_on),
            summary: one.summary.clone(),
            access: one.access.map(TermView::from),
            links: links.into_iter().flatten().collect(),
        }
    }
}

/// Returns the certifications that the front page names.
pub(in crate::render::view) fn held(site: &Site) -> Vec<HeldView> {
    let shown = site.registers.certifications.iter();
    let shown = shown.filter(|it| it.value.status != Some(CertificationStatus::Lapsed));
    let view = |entry: &Entry<Certification>| {
        let one = &entry.value;
        HeldView {
            link: LinkView {
                title: name(one),
                href: site.entry_href(RegisterPage::Certifications, entry),
            },
            state: state(site, one),
            period_end: day(one.period_end),
            valid_until: day(one.valid_until),
            expected: day(one.expected_on),
        }
    };
    shown.map(view).collect()
}

fn written(id: Option<&Id>) -> String {
    id.map_or_else(String::new, |id| id.as_str().to_owned())
}

fn name(one: &Certification) -> String {
    one.name.clone().unwrap_or_else(|| written(one.id.as_ref()))
}

/// Returns where a certification stands on the day for which the site is made.
fn state(site: &Site, one: &Certification) -> TermView {
    let has_ended = one.valid_until.is_some_and(|end| end < site.context.as_of);
    let (name, label) = match one.status.unwrap_or_default() {
        CertificationStatus::Obtained if has_ended => ("expired", "Expired"),
        CertificationStatus::Obtained => ("obtained", "Obtained"),
        CertificationStatus::InProgress => ("in_progress", "In progress"),
        CertificationStatus::Lapsed => ("lapsed", "No longer held"),
    };
    TermView { name, label }
}

impl From<ReportKind> for TermView {
    fn from(kind: ReportKind) -> Self {
        let (name, label) = match kind {
            ReportKind::Audit => ("audit", "Audit report"),
            ReportKind::PenetrationTest => ("penetration_test", "Penetration test"),
            ReportKind::Assessment => ("assessment", "Assessment"),
            ReportKind::BridgeLetter => ("bridge_letter", "Bridge letter"),
        };
        Self { name, label }
    }
}

impl From<ReportAccess> for TermView {
    fn from(access: ReportAccess) -> Self {
        let (name, label) = match access {
            ReportAccess::Public => ("public", "Public"),
            ReportAccess::Request => ("request", "On request"),
            ReportAccess::Nda => ("nda", "Under a confidentiality agreement"),
        };
        Self { name, label }
    }
}
