//! `/api/v1/policies.json`: the policy index.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::canonical::canonical;
use crate::base::date::Date;
use crate::base::digest::sha256;
use crate::parse::Status;
use crate::render::GUIDE;
use crate::resolve::Site;

use super::policy::PolicyEntry;
use super::{Envelope, FrameworkEntry, absolute, frameworks};

/// The policy index: every controlled document that the site publishes, in the
/// words now in force. Its bytes change only when the content does.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyIndex {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The latest day on which a document was issued, changed or reviewed, as a
    /// time in UTC; `null` where no document has a date.
    pub last_modified: Option<String>,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The digest of `policies` in the canonical form of RFC 8785. Two files
    /// with the same one say the same.
    pub content_digest: Digest,
    /// How many documents there are, to tell a whole file from a part.
    pub counts: Counts,
    /// Where to go from here (RFC 8288).
    pub links: Vec<IndexLink>,
    /// The frameworks that `controls` refer to.
    pub frameworks: Vec<FrameworkEntry>,
    /// The documents, sorted by id.
    pub policies: Vec<PolicyEntry>,
}

/// A digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Digest {
    /// SHA-256, 64 hexadecimal digits in lower case.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// How many documents an index has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// All of them.
    pub policies: usize,
    /// Those with status `published`.
    pub published: usize,
    /// Those with status `withdrawn`.
    pub withdrawn: usize,
}

/// A link from the index.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexLink {
    /// The relation (RFC 8288).
    pub rel: &'static str,
    /// The target.
    pub href: String,
    /// The media type of the target.
    #[serde(rename = "type")]
    pub media_type: &'static str,
}

/// Makes the index of all entries.
pub(super) fn index(site: &Site, entries: &[PolicyEntry]) -> PolicyIndex {
    let policies = entries.to_vec();
    let with = |status| policies.iter().filter(|entry| entry.status == status).count();
    PolicyIndex {
        envelope: Envelope::new(site, "policy-index", "/api/v1/policies.json"),
        last_modified: last_modified(&policies).map(|day| format!("{day}T00:00:00Z")),
        language: site.config.site.language.clone(),
        content_digest: content_digest(&policies),
        counts: Counts {
            policies: policies.len(),
            published: with(Status::Published),
            withdrawn: with(Status::Withdrawn),
        },
        links: links(site),
        frameworks: frameworks::used(policies.iter()),
        policies,
    }
}

/// The latest day on which anything happened to any document.
pub(super) fn last_modified(policies: &[PolicyEntry]) -> Option<Date> {
    let days = policies.iter().flat_map(|entry| {
        [
            entry.issued_on,
            entry.last_updated_on,
            entry.last_reviewed_on,
            entry.approved_on,
        ]
    });
    days.flatten().max()
}

fn links(site: &Site) -> Vec<IndexLink> {
    let link = |rel, path: &str, media_type| IndexLink {
        rel,
        href: absolute(site, path),
        media_type,
    };
    vec![
        link("self", "/api/v1/policies.json", "application/json"),
        link(
            "describedby",
            "/api/v1/schema/policy-index-1.0.0.json",
            "application/schema+json",
        ),
        link("alternate", "/library/", "text/html"),
        link("service-doc", GUIDE, "text/html"),
        link("staleness", "/api/v1/staleness.json", "application/json"),
        link("changes", "/api/v1/changes.json", "application/feed+json"),
        link("changes", "/changes.atom", "application/atom+xml"),
    ]
}

fn content_digest(policies: &[PolicyEntry]) -> Digest {
    let value = serde_json::to_value(policies).unwrap_or_default();
    Digest { sha256: sha256(canonical(&value).as_bytes()) }
}
