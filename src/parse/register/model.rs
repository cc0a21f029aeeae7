//! What each register holds.
//!
//! These types are the registers' only description: their JSON Schemas are what
//! [`shape`](super::shape) reads registers by, and what the site publishes. Every
//! field may be absent, so that a page can show what is known; what must be there
//! is marked as required, and a rule reports what is not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::date::{Date, Interval};

use super::value::{Country, CveId, CvssVector, Id, Link, Mail, Markdown};

/// `registers/certifications.yaml`: what the organisation was certified or
/// audited for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CertificationsFile {
    /// The certifications, in the order in which they are shown.
    pub certifications: Vec<Certification>,
}

/// A certification, an attestation, or one that is being worked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "name"]))]
pub struct Certification {
    /// Its identity, for ever: `soc2`.
    pub id: Option<Id>,
    /// What readers call it: `SOC 2 Type II`.
    pub name: Option<String>,
    /// Where it stands.
    pub status: Option<CertificationStatus>,
    /// The framework that it is about: `soc2-tsc`, `iso-27001`.
    pub framework: Option<Id>,
    /// What it covers, in a sentence or two.
    pub scope: Option<String>,
    /// Who audited or certified.
    pub auditor: Option<String>,
    /// The number of the certificate.
    pub certificate_number: Option<String>,
    /// When it was issued.
    pub issued_on: Option<Date>,
    /// From which day it holds.
    pub valid_from: Option<Date>,
    /// The last day on which it holds.
    pub valid_until: Option<Date>,
    /// The first day of the period that was audited.
    pub period_start: Option<Date>,
    /// The last day of the period that was audited.
    pub period_end: Option<Date>,
    /// When it is expected, while it is being worked for.
    pub expected_on: Option<Date>,
    /// The certificate, or where its issuer confirms it.
    pub url: Option<Link>,
    /// Where to ask for it.
    pub request_url: Option<Link>,
}

/// Where a certification stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CertificationStatus {
    /// It was obtained.
    #[default]
    Obtained,
    /// It is being worked for.
    InProgress,
    /// It is held no more.
    Lapsed,
}

/// `registers/reports.yaml`: what auditors and testers have written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReportsFile {
    /// The reports, in the order in which they are shown.
    pub reports: Vec<Report>,
}

/// A report of an audit, a test or an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "title"]))]
pub struct Report {
    /// Its identity, for ever: `soc2-2026`.
    pub id: Option<Id>,
    /// What readers call it.
    pub title: Option<String>,
    /// What sort of report it is.
    pub kind: Option<ReportKind>,
    /// The certification that it belongs to: the id of one in
    /// `registers/certifications.yaml`.
    pub certification: Option<Id>,
    /// Who wrote it.
    pub auditor: Option<String>,
    /// The first day of the period that it is about.
    pub period_start: Option<Date>,
    /// The last day of the period that it is about.
    pub period_end: Option<Date>,
    /// When it was issued.
    pub issued_on: Option<Date>,
    /// What it says, in a sentence or two.
    pub summary: Option<String>,
    /// Who may read it.
    pub access: Option<ReportAccess>,
    /// Where it is, if everybody may read it.
    pub url: Option<Link>,
    /// Where to ask for it.
    pub request_url: Option<Link>,
}

/// What sort of report it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// An audit: SOC 2, ISO 27001.
    Audit,
    /// A penetration test.
    PenetrationTest,
    /// An assessment by the organisation itself or its customers.
    Assessment,
    /// A letter that covers the time since the last audit.
    BridgeLetter,
}

/// Who may read a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportAccess {
    /// Everybody.
    Public,
    /// Whoever asks.
    Request,
    /// Whoever has signed a non-disclosure agreement.
    Nda,
}

/// `registers/subprocessors.yaml`: who else processes customers' data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SubprocessorsFile {
    /// How many days before a change customers are told: what the data
    /// processing agreement promises.
    pub notice_days: Option<u32>,
    /// The sub-processors, in the order in which they are shown.
    pub subprocessors: Vec<Subprocessor>,
}

/// Somebody who processes customers' data for us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend(
    "required" = ["id", "legal_name", "purpose", "data_categories", "locations", "transfer_mechanism"]
))]
pub struct Subprocessor {
    /// Its identity, for ever.
    pub id: Option<Id>,
    /// The company that the contract is with.
    pub legal_name: Option<String>,
    /// The name that readers know it by.
    pub brand: Option<String>,
    /// What sort of service it is.
    pub category: Option<SubprocessorCategory>,
    /// The product or service that is used.
    pub service: Option<String>,
    /// What it is used for.
    pub purpose: Option<String>,
    /// What data it processes.
    pub data_categories: Vec<String>,
    /// Whose data that is.
    pub data_subjects: Vec<String>,
    /// Where it processes the data.
    pub locations: Vec<Location>,
    /// What makes a transfer to its country lawful.
    pub transfer_mechanism: Option<TransferMechanism>,
    /// Whom it concerns, if not everybody: `only if AI features are enabled`.
    pub condition: Option<String>,
    /// Its web site.
    pub website: Option<Link>,
    /// Its privacy policy.
    pub privacy_url: Option<Link>,
    /// Its own list of sub-processors.
    pub subprocessors_url: Option<Link>,
    /// When customers were told.
    pub announced_on: Option<Date>,
    /// From which day it processes data.
    pub effective_on: Option<Date>,
    /// The last day on which customers can object. Without it, that follows from
    /// `announced_on` and `notice_days`.
    pub objection_until: Option<Date>,
    /// Since when it processes no more data.
    pub removed_on: Option<Date>,
}

impl Subprocessor {
    /// Returns the last day on which customers can object: as stated, else as many
    /// days after the announcement as are promised.
    pub fn objection_until(&self, notice_days: Option<u32>) -> Option<Date> {
        self.objection_until.or_else(|| {
            let announced = self.announced_on?;
            notice_days.map(|days| announced.after(Interval::Days(days)))
        })
    }
}

/// What sort of service a sub-processor gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubprocessorCategory {
    /// Hosting, networks, storage.
    Infrastructure,
    /// Models and what is built on them.
    Ai,
    /// Help for customers.
    Support,
    /// A company of the same group.
    IntraGroup,
    /// Anything else.
    Other,
}

/// What makes a transfer of personal data lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TransferMechanism {
    /// There is no transfer to a third country.
    None,
    /// The country has an adequacy decision.
    Adequacy,
    /// The EU-U.S. Data Privacy Framework.
    Dpf,
    /// Standard contractual clauses.
    Scc,
    /// Binding corporate rules.
    Bcr,
}

/// A place in the world.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["country"]))]
pub struct Location {
    /// The country.
    pub country: Option<Country>,
    /// A place in it: `Frankfurt`.
    pub region: Option<String>,
}

/// `registers/contacts.yaml`: whom to write to, and what `security.txt` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContactsFile {
    /// What `/.well-known/security.txt` says besides the contact; without it there
    /// is none.
    pub security_txt: Option<SecurityTxt>,
    /// The contacts, in the order in which they are shown.
    pub contacts: Vec<Contact>,
}

/// Whom to write to about something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "name"]))]
pub struct Contact {
    /// Its identity, for ever. `security` is the one that `security.txt` names.
    pub id: Option<Id>,
    /// Who answers: a role or a team, better than a person.
    pub name: Option<String>,
    /// What to write about.
    pub purpose: Option<String>,
    /// The mail address.
    pub email: Option<Mail>,
    /// The telephone number.
    pub phone: Option<String>,
    /// A form or a page.
    pub url: Option<Link>,
    /// The postal address, one line each.
    pub address: Vec<String>,
}

/// What `/.well-known/security.txt` says
/// ([RFC 9116](https://www.rfc-editor.org/rfc/rfc9116)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["expires"]))]
pub struct SecurityTxt {
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// How vulnerabilities are handled.
    pub policy: Option<Link>,
    /// Where people who reported something are thanked.
    pub acknowledgments: Option<Link>,
    /// The key to encrypt reports with.
    pub encryption: Option<Link>,
    /// Jobs in security.
    pub hiring: Option<Link>,
    /// The languages that reports may be in: `en`.
    pub preferred_languages: Vec<String>,
}

/// `registers/faq.yaml`: what customers ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FaqFile {
    /// The questions, in the order in which they are shown.
    pub faq: Vec<Question>,
}

/// A question and its answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "question", "answer"]))]
pub struct Question {
    /// Its identity, for ever: the anchor on the page.
    pub id: Option<Id>,
    /// The heading that it stands under.
    pub section: Option<String>,
    /// The question.
    pub question: Option<String>,
    /// The answer.
    pub answer: Option<Markdown>,
}

/// `registers/updates.yaml`: what the organisation tells its customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UpdatesFile {
    /// The updates, in any order: they are shown by day, the latest first.
    pub updates: Vec<Update>,
}

/// A piece of news.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["id", "on", "title"]))]
pub struct Update {
    /// Its identity, for ever: the anchor on the page.
    pub id: Option<Id>,
    /// Its day.
    pub on: Option<Date>,
    /// What happened, in a few words.
    pub title: Option<String>,
    /// What happened.
    pub text: Option<Markdown>,
}

/// The key `advisory` in the front matter of an advisory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["severity"]))]
pub struct Advisory {
    /// How bad it is.
    pub severity: Option<AdvisorySeverity>,
    /// Where it stands.
    pub state: Option<AdvisoryState>,
    /// Its numbers in the list of Common Vulnerabilities and Exposures.
    #[schemars(with = "Vec<CveId>")]
    pub cves: Vec<String>,
    /// Its CVSS vector.
    #[schemars(with = "Option<CvssVector>")]
    pub cvss: Option<String>,
    /// What is affected, and where it is fixed.
    pub affected: Vec<Affected>,
    /// What customers can do.
    pub workaround: Option<String>,
    /// Who reported it.
    pub credits: Vec<String>,
    /// What happened when, the first first.
    pub timeline: Vec<Moment>,
}

/// How bad a vulnerability is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AdvisorySeverity {
    /// No harm to customers.
    None,
    /// Little harm, or hard to exploit.
    Low,
    /// Some harm.
    Medium,
    /// Much harm.
    High,
    /// Act now.
    Critical,
}

/// Where an advisory stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdvisoryState {
    /// It is being looked into.
    Investigating,
    /// It can be avoided, and is not yet fixed.
    Mitigated,
    /// It is fixed.
    Resolved,
}

/// A product that is affected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["product"]))]
pub struct Affected {
    /// The product.
    pub product: Option<String>,
    /// The first version that is affected; all before `fixed` without it.
    pub introduced: Option<String>,
    /// The first version that is not affected any more.
    pub fixed: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(extend("required" = ["on", "event"]))]
pub struct Moment {
    /// When.
    pub on: Option<Date>,
    /// What.
    pub event: Option<String>,
}
