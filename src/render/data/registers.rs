//! What registers and advisories say, for machines.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::base::cvss::Cvss;
use crate::base::date::Date;
use crate::parse::register::{
    Advisory, Affected, Certification, Entry, Report, Subprocessor,
};
use crate::resolve::{Page, PageIndex, RegisterPage, Site};

use super::{Envelope, Planned, absolute, json as file};

/// Who else processes customers' data.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Subprocessors {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// How many days before a change customers are told.
    pub notice_days: Option<u32>,
    /// The sub-processors, those that were removed included, in the order of the
    /// page.
    pub subprocessors: Vec<Subprocessor>,
}

/// What the organisation was certified and audited for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Certifications {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The certifications.
    pub certifications: Vec<Certification>,
    /// The reports.
    pub reports: Vec<Report>,
}

/// Vulnerabilities that customers were told of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Advisories {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The advisories, sorted by id.
    pub advisories: Vec<AdvisoryEntry>,
}

/// An advisory.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdvisoryEntry {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub summary: Option<String>,
    /// Its page.
    pub url: String,
    /// The same in the form of [OSV](https://ossf.github.io/osv-schema/); `null`
    /// where no date says when it was changed.
    pub osv_url: Option<String>,
    /// The same in the form of
    /// [CSAF](https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html); `null` where
    /// the advisory says too little for that: no summary, no day, no product, or no
    /// address of the site.
    pub csaf_url: Option<String>,
    /// When it was published.
    pub issued_on: Option<Date>,
    /// When it was last changed.
    pub last_updated_on: Option<Date>,
    /// What is known about the vulnerability.
    #[serde(flatten)]
    pub advisory: Advisory,
}

/// Plans the files for the registers that there are.
pub(super) fn registers(site: &Site) -> Vec<Planned<'_>> {
    let mut files = Vec::new();
    for page in site.register_pages() {
        match page {
            RegisterPage::Subprocessors => files.push(subprocessors(site)),
            RegisterPage::Certifications => files.push(certifications(site)),
            RegisterPage::Advisories => files.extend(advisories(site)),
            RegisterPage::Faq | RegisterPage::Updates => (),
        }
    }
    files
}

fn subprocessors(site: &Site) -> Planned<'_> {
    let path = "/api/v1/subprocessors.json";
    let notice_days = site.registers.notice_days;
    let listed = move |entry: &Entry<Subprocessor>| {
        let mut one = entry.value.clone();
        one.objection_until = one.objection_until(notice_days);
        one.brand = one.brand.or_else(|| one.legal_name.clone());
        one
    };
    file(path, move || Subprocessors {
        envelope: Envelope::new(site, "subprocessors", path),
        notice_days,
        subprocessors: site.registers.subprocessors.iter().map(listed).collect(),
    })
}

fn certifications(site: &Site) -> Planned<'_> {
    let path = "/api/v1/certifications.json";
    let certifications = site.registers.certifications.iter();
    let reports = site.registers.reports.iter();
    file(path, move || Certifications {
        envelope: Envelope::new(site, "certifications", path),
        certifications: certifications.clone().map(|it| it.value.clone()).collect(),
        reports: reports.clone().map(|entry| entry.value.clone()).collect(),
    })
}

fn advisories(site: &Site) -> Vec<Planned<'_>> {
    let path = "/api/v1/advisories.json";
    let list = file(path, move || {
        let mut advisories: Vec<_> =
            site.advisories().map(|(index, _)| entry(site, index)).collect();
        advisories.sort_by(|a, b| a.id.cmp(&b.id));
        Advisories { envelope: Envelope::new(site, "advisories", path), advisories }
    });
    let dated = site.advisories().filter(|(_, page)| changed_on(page).is_some());
    let single = dated
        .map(|(index, page)| file(&osv_path(&page.id), move || osv(&entry(site, index))));
    single.chain([list]).collect()
}

/// Returns when an advisory was last changed.
fn changed_on(page: &Page) -> Option<Date> {
    page.dates.last_updated_on.or(page.dates.issued_on)
}

fn entry(site: &Site, index: PageIndex) -> AdvisoryEntry {
    let (document, page) = (site.document(index), site.page(index));
    let matter = &document.front_matter;
    AdvisoryEntry {
        id: page.id.clone(),
        title: page.title.clone(),
        summary: matter.summary.as_ref().map(|it| it.value.clone()),
        url: absolute(site, &page.url.encoded()),
        osv_url: changed_on(page).map(|_| absolute(site, &osv_path(&page.id))),
        csaf_url: site
            .csaf()
            .find(|(told, _)| *told == index)
            .map(|(_, url)| absolute(site, &url.encoded())),
        issued_on: page.dates.issued_on,
        last_updated_on: page.dates.last_updated_on,
        advisory: matter.advisory.clone().unwrap_or_default(),
    }
}

/// Returns where an advisory is in the form of OSV.
fn osv_path(id: &str) -> String {
    format!("/api/v1/advisories/{id}.osv.json")
}

/// Returns an advisory in the form of OSV, if a date says when it was changed. The
/// prefix of its id is that of databases which have registered none.
fn osv(entry: &AdvisoryEntry) -> Option<Value> {
    let at = |day: Date| format!("{day}T00:00:00Z");
    let modified = entry.last_updated_on.or(entry.issued_on)?;
    let credits = entry.advisory.credits.iter().map(|name| json!({ "name": name }));
    let affected = entry.advisory.affected.iter().map(affected);
    let mut osv = json!({
        "schema_version": "1.7.0",
        "id": format!("x_{}", entry.id),
        "modified": at(modified),
        "summary": entry.title,
        "aliases": entry.advisory.cves,
        "affected": affected.collect::<Vec<_>>(),
        "references": [{ "type": "ADVISORY", "url": entry.url }],
        "credits": credits.collect::<Vec<_>>(),
    });
    let known = osv.as_object_mut()?;
    if let Some(day) = entry.issued_on {
        known.insert("published".to_owned(), Value::from(at(day)));
    }
    if let Some(vector) =
        entry.advisory.cvss.as_ref().filter(|it| Cvss::read(it).is_some())
    {
        let severity = json!([{ "type": "CVSS_V3", "score": vector }]);
        known.insert("severity".to_owned(), severity);
    }
    if let Some(details) = &entry.summary {
        known.insert("details".to_owned(), Value::from(details.as_str()));
    }
    Some(osv)
}

fn affected(product: &Affected) -> Value {
    let introduced = product.introduced.as_deref().unwrap_or("0");
    let mut events = vec![json!({ "introduced": introduced })];
    events.extend(product.fixed.as_ref().map(|fixed| json!({ "fixed": fixed })));
    // No ecosystem of packages has our products.
    json!({
        "ranges": [{ "type": "SEMVER", "events": events }],
        "database_specific": { "product": product.product },
    })
}
