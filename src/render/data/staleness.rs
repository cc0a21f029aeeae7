//! `/api/v1/staleness.json`: how fresh each document is on a day.
//!
//! The only data file that depends on the day, so that the others change only
//! when the content does.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::resolve::{ReviewState, Site};

use super::{SCHEMA_VERSION, absolute};

/// How fresh each document is on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Staleness {
    /// The schema that this file follows.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of that schema.
    pub schema_version: String,
    /// Where this file is published.
    pub canonical_url: String,
    /// The day that everything here is judged for.
    pub as_of: Date,
    /// The commit that the site was built from; `null` where there is none.
    pub source_revision: Option<String>,
    /// How many documents are in each state.
    pub counts: BTreeMap<&'static str, usize>,
    /// The documents, sorted by id.
    pub policies: Vec<StalenessEntry>,
}

/// How fresh one document is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StalenessEntry {
    /// The document's id.
    pub id: String,
    /// Its state on the day.
    pub state: ReviewState,
    /// When its next review is due.
    pub next_review_on: Option<Date>,
    /// When its validity ends.
    pub expires_on: Option<Date>,
    /// By how many days its review is overdue; 0 where it is not.
    pub days_overdue: i64,
}

/// Judges every controlled document for the day of the build.
pub(super) fn staleness(site: &Site) -> Staleness {
    let as_of = site.context.as_of;
    let mut policies: Vec<StalenessEntry> = site
        .controlled()
        .map(|(_, _, page)| StalenessEntry {
            id: page.id.clone(),
            state: page.dates.state(as_of),
            next_review_on: page.dates.next_review_on,
            expires_on: page.dates.expires_on,
            days_overdue: page
                .dates
                .next_review_on
                .map_or(0, |due| as_of.days_since(due).max(0)),
        })
        .collect();
    policies.sort_by(|a, b| a.id.cmp(&b.id));
    let states = [
        ("unknown", ReviewState::Unknown),
        ("fresh", ReviewState::Fresh),
        ("due-soon", ReviewState::DueSoon),
        ("overdue", ReviewState::Overdue),
        ("expired", ReviewState::Expired),
    ];
    let count = |state| policies.iter().filter(|entry| entry.state == state).count();
    Staleness {
        schema: absolute(site, "/api/v1/schema/staleness-1.0.0.json"),
        schema_version: SCHEMA_VERSION.to_owned(),
        canonical_url: absolute(site, "/api/v1/staleness.json"),
        as_of,
        source_revision: site.context.revision.clone(),
        counts: states.into_iter().map(|(name, state)| (name, count(state))).collect(),
        policies,
    }
}
