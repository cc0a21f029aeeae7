//! Advisories in the form of
//! [CSAF 2.0](https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html), what says
//! where they are, and the feed that lists them: a *CSAF provider* by its section 7.
//!
//! An advisory is told in this form if it says what the profile *security advisory*
//! needs; see [`Site::csaf`]. All others stay in the form of OSV.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::base::cvss::Cvss;
use crate::base::date::Date;
use crate::base::path::UrlPath;
use crate::base::version::Version;
use crate::parse::register::{Advisory, AdvisorySeverity, AdvisoryState, Affected, Mail};
use crate::resolve::{CSAF_FEED, CSAF_PROVIDER, PageIndex, Site};

use super::{Planned, absolute, json as file};

/// The schema of a document.
const SCHEMA: &str = "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json";

/// Plans a document for each advisory that has what it needs, the feed and the
/// metadata of the provider; nothing if there is no such advisory.
pub(super) fn csaf(site: &Site) -> Vec<Planned<'_>> {
    let documents = all(site).map(|told| {
        let path = told.url.encoded();
        file(&path, move || sorted(told.document()))
    });
    let mut files: Vec<_> = documents.collect();
    if let Some(latest) = all(site).map(|told| told.changed).max() {
        files.push(file(CSAF_FEED, move || {
            feed(site, &all(site).collect::<Vec<_>>(), latest)
        }));
        files.push(file(CSAF_PROVIDER, move || provider(site, latest)));
    }
    files
}

/// Returns every advisory that is told.
fn all(site: &Site) -> impl Iterator<Item = Told<'_>> {
    site.csaf().filter_map(|(at, url)| Told::new(site, at, url))
}

/// Returns a value with the keys of each object sorted, as test 6.2.13 wants it.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> =
                fields.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}

/// Returns the moment at which a day begins.
fn at(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn publisher(site: &Site) -> Value {
    let mut publisher = json!({
        "category": "vendor",
        "name": site.config.site.publisher,
        "namespace": absolute(site, "/"),
    });
    let mail = site.registers.security_contact().map(Mail::as_str);
    if let Some(contact) = mail.or(site.config.site.contact.as_deref()) {
        publisher["contact_details"] = contact.into();
    }
    publisher
}

fn provider(site: &Site, latest: Date) -> Value {
    json!({
        "canonical_url": absolute(site, CSAF_PROVIDER),
        "distributions": [{
            "rolie": { "feeds": [{
                "summary": format!("All advisories of {}", site.config.site.publisher),
                "tlp_label": "WHITE",
                "url": absolute(site, CSAF_FEED),
            }] },
        }],
        "last_updated": at(latest),
        "list_on_CSAF_aggregators": true,
        "mirror_on_CSAF_aggregators": true,
        "metadata_version": "2.0",
        "publisher": publisher(site),
        "role": "csaf_provider",
    })
}

/// Lists the documents ([ROLIE](https://www.rfc-editor.org/rfc/rfc8322), in JSON), the
/// latest first.
fn feed(site: &Site, told: &[Told<'_>], latest: Date) -> Value {
    let mut sorted: Vec<_> = told.iter().collect();
    sorted.sort_by(|a, b| b.changed.cmp(&a.changed).then_with(|| a.id.cmp(b.id)));
    let entries = sorted.into_iter().map(|told| {
        json!({
            "id": told.id,
            "title": told.title,
            "link": [{ "rel": "self", "href": told.address() }],
            "published": at(told.issued),
            "updated": at(told.changed),
            "summary": { "content": told.summary },
            "content": { "type": "application/json", "src": told.address() },
            "format": { "schema": SCHEMA, "version": "2.0" },
        })
    });
    let entries: Vec<_> = entries.collect();
    json!({ "feed": {
        "id": absolute(site, CSAF_FEED),
        "title": format!("Advisories of {} (TLP:WHITE)", site.config.site.publisher),
        "link": [{ "rel": "self", "href": absolute(site, CSAF_FEED) }],
        "category": [{
            "scheme": "urn:ietf:params:rolie:category:information-type",
            "term": "csaf",
        }],
        "updated": at(latest),
        "entry": entries,
    } })
}

/// An advisory that says all that a document needs.
struct Told<'a> {
    site: &'a Site,
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    issued: Date,
    changed: Date,
    /// Its page.
    page: &'a UrlPath,
    /// The document.
    url: UrlPath,
    known: &'a Advisory,
}

impl<'a> Told<'a> {
    fn new(site: &'a Site, index: PageIndex, url: UrlPath) -> Option<Self> {
        let (document, page) = (site.document(index), site.page(index));
        let matter = &document.front_matter;
        let issued = page.dates.issued_on.or(page.dates.last_updated_on)?;
        Some(Self {
            site,
            id: &page.id,
            title: &page.title,
            summary: &matter.summary.as_ref()?.value,
            issued,
            changed: page.dates.last_updated_on.map_or(issued, |day| day.max(issued)),
            page: &page.url,
            url,
            known: matter.advisory.as_ref()?,
        })
    }

    fn address(&self) -> String {
        absolute(self.site, &self.url.encoded())
    }

    fn document(&self) -> Value {
        let products = Products::new(&self.known.affected);
        let page = absolute(self.site, &self.page.encoded());
        let mut about = json!({
            "category": "csaf_security_advisory",
            "csaf_version": "2.0",
            "distribution": {
                "tlp": { "label": "WHITE", "url": "https://www.first.org/tlp/" },
            },
            "lang": self.site.config.site.language,
            "notes": [{ "category": "summary", "text": self.summary }],
            "publisher": publisher(self.site),
            "references": [
                { "category": "self", "summary": "This document", "url": self.address() },
                { "category": "self", "summary": "The page for readers", "url": page },
            ],
            "title": self.title,
            "tracking": self.tracking(),
        });
        if let Some(severity) = self.known.severity {
            about["aggregate_severity"] = json!({ "text": word(severity) });
        }
        if !self.known.credits.is_empty() {
            about["acknowledgments"] = json!([{ "names": self.known.credits }]);
        }
        let vendor = json!([{
            "category": "vendor",
            "name": self.site.config.site.publisher,
            "branches": products.branches(),
        }]);
        json!({
            "document": about,
            "product_tree": { "branches": vendor },
            "vulnerabilities": self.vulnerabilities(&products),
        })
    }

    /// Describes the edition of the document. What is known of an earlier one is
    /// when it was; the number grows with each day on which it is changed.
    fn tracking(&self) -> Value {
        let days = self.changed.days_since(self.issued);
        let mut history = vec![json!({
            "date": at(self.issued),
            "number": "1.0.0",
            "summary": "Published.",
        })];
        let version = format!("1.{days}.0");
        if days > 0 {
            history.push(json!({
                "date": at(self.changed),
                "number": version,
                "summary": "Changed.",
            }));
        }
        let is_final = self.known.state == Some(AdvisoryState::Resolved);
        json!({
            "current_release_date": at(self.changed),
            "generator": { "engine": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
            } },
            "id": self.id,
            "initial_release_date": at(self.issued),
            "revision_history": history,
            "status": if is_final { "final" } else { "interim" },
            "version": version,
        })
    }

    /// Returns the vulnerability under each of its CVE numbers; without one, under
    /// the id of the advisory.
    fn vulnerabilities(&self, products: &Products<'_>) -> Vec<Value> {
        let affected = products.affected();
        let is_open = self.known.state == Some(AdvisoryState::Investigating);
        let mut status = json!({});
        status[if is_open { "under_investigation" } else { "known_affected" }] =
            json!(affected);
        let fixed = products.fixed();
        if !fixed.is_empty() {
            status["fixed"] = json!(fixed);
        }
        let mut common = json!({
            "notes": [{ "category": "description", "text": self.summary }],
            "product_status": status,
        });
        let remedies = self.remedies(products);
        if !remedies.is_empty() {
            common["remediations"] = json!(remedies);
        }
        let vector = self.known.cvss.as_deref();
        if let Some((vector, cvss)) = vector.and_then(|it| Some((it, Cvss::read(it)?))) {
            common["scores"] = json!([{
                "cvss_v3": {
                    "version": cvss.version,
                    "vectorString": vector,
                    "baseScore": cvss.score,
                    "baseSeverity": cvss.severity,
                },
                "products": affected,
            }]);
        }
        let named = |key: &str, value: Value| {
            let mut one = json!({ "title": self.title });
            one[key] = value;
            if let (Some(one), Some(common)) = (one.as_object_mut(), common.as_object()) {
                one.extend(common.clone());
            }
            one
        };
        let mut numbers: Vec<&String> =
            self.known.cves.iter().filter(|cve| is_cve(cve)).collect();
        numbers.sort();
        numbers.dedup();
        if numbers.is_empty() {
            let own = json!([{
                "system_name": self.site.config.site.publisher,
                "text": self.id,
            }]);
            return vec![named("ids", own)];
        }
        numbers.into_iter().map(|cve| named("cve", json!(cve))).collect()
    }

    fn remedies(&self, products: &Products<'_>) -> Vec<Value> {
        let fixes = products.each().filter_map(|product| {
            Some(json!({
                "category": "vendor_fix",
                "details": format!("Fixed in {}.", product.one.fixed.as_ref()?),
                "product_ids": [product.id],
            }))
        });
        let workaround = self.known.workaround.as_ref().map(|text| {
            json!({
                "category": "workaround",
                "details": text,
                "product_ids": products.affected(),
            })
        });
        fixes.chain(workaround).collect()
    }
}

/// What is affected, by product.
struct Products<'a>(BTreeMap<&'a str, Vec<Product<'a>>>);

/// The versions of a product that are affected.
struct Product<'a> {
    /// What the document calls them.
    id: String,
    /// What the document calls the version in which it is fixed.
    fixed_id: Option<String>,
    one: &'a Affected,
}

impl<'a> Products<'a> {
    fn new(affected: &'a [Affected]) -> Self {
        let mut products: BTreeMap<&str, Vec<Product<'_>>> = BTreeMap::new();
        for (number, one) in (1..).zip(affected) {
            let Some(name) = one.product.as_deref() else { continue };
            let fixed = one.fixed.as_ref().filter(|it| Version::new(it).is_ok());
            products.entry(name).or_default().push(Product {
                id: format!("affected-{number}"),
                fixed_id: fixed.map(|_| format!("fixed-{number}")),
                one,
            });
        }
        Self(products)
    }

    fn each(&self) -> impl Iterator<Item = &Product<'a>> {
        self.0.values().flatten()
    }

    fn affected(&self) -> Vec<&str> {
        self.each().map(|product| product.id.as_str()).collect()
    }

    fn fixed(&self) -> Vec<&str> {
        self.each().filter_map(|product| product.fixed_id.as_deref()).collect()
    }

    fn branches(&self) -> Vec<Value> {
        let branch = |category: &str, name: &str, product: &str, id: &str| {
            json!({
                "category": category,
                "name": name,
                "product": { "name": format!("{product} {name}"), "product_id": id },
            })
        };
        let of = |name: &str, versions: &[Product<'_>]| {
            let branches = versions.iter().flat_map(|product| {
                let range = range(product.one);
                let affected = branch("product_version_range", &range, name, &product.id);
                let fixed = product.fixed_id.as_ref().zip(product.one.fixed.as_ref());
                let fixed =
                    fixed.map(|(id, fixed)| branch("product_version", fixed, name, id));
                [affected].into_iter().chain(fixed)
            });
            let branches: Vec<_> = branches.collect();
            json!({ "category": "product_name", "name": name, "branches": branches })
        };
        self.0.iter().map(|(name, versions)| of(name, versions)).collect()
    }
}

/// Returns the versions that are affected. What is no version number says nothing to
/// a program, and bounds nothing.
fn range(one: &Affected) -> String {
    let number =
        |text: &Option<String>| text.clone().filter(|text| Version::new(text).is_ok());
    match (number(&one.introduced), number(&one.fixed)) {
        (Some(first), Some(fixed)) => format!("vers:generic/>={first}|<{fixed}"),
        (Some(first), None) => format!("vers:generic/>={first}"),
        (None, Some(fixed)) => format!("vers:generic/<{fixed}"),
        (None, None) => "vers:all/*".to_owned(),
    }
}

/// Returns whether a text is the number of a vulnerability: `CVE-2026-12345`.
fn is_cve(text: &str) -> bool {
    let number = text.strip_prefix("CVE-").and_then(|number| number.split_once('-'));
    number.is_some_and(|(year, number)| {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        year.len() == 4 && number.len() >= 4 && is_number(year) && is_number(number)
    })
}

const fn word(severity: AdvisorySeverity) -> &'static str {
    match severity {
        AdvisorySeverity::None => "None",
        AdvisorySeverity::Low => "Low",
        AdvisorySeverity::Medium => "Medium",
        AdvisorySeverity::High => "High",
        AdvisorySeverity::Critical => "Critical",
    }
}
