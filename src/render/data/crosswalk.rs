//! The policy index seen from elsewhere: by control, as a table for spreadsheets,
//! and in the four keys of a page monitor.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::date::Date;
use crate::resolve::Site;

use super::policy::{Entries, PolicyEntry};
use super::{Envelope, FrameworkEntry, Planned, frameworks, json, json_text, text};

/// Which documents support which control.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Controls {
    /// What every data file begins with.
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The frameworks, sorted by id.
    pub frameworks: Vec<ControlledFramework>,
}

/// A framework with the controls that documents support.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ControlledFramework {
    /// The framework.
    #[serde(flatten)]
    pub framework: FrameworkEntry,
    /// The controls that some document supports, sorted by id.
    pub controls: Vec<ControlCoverage>,
}

/// A control and the documents that support it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ControlCoverage {
    /// The control's id in the framework.
    pub id: String,
    /// The ids of the documents, sorted.
    pub policies: Vec<String>,
}

/// A page in the form that the monitor of GOV.UK's tech-docs reads.
#[derive(Serialize)]
struct MonitoredPage<'a> {
    title: &'a str,
    url: &'a str,
    review_by: Option<Date>,
    owner_slack: Option<&'a str>,
}

/// Plans the files that are made of the entries of the index.
pub(super) fn crosswalk<'a>(
    site: &'a Site,
    entries: &Arc<Entries<'a>>,
) -> [Planned<'a>; 3] {
    let path = "/api/v1/controls.json";
    let known = || Arc::clone(entries);
    let (of_controls, of_pages, of_table) = (known(), known(), known());
    [
        json(path, move || Controls {
            envelope: Envelope::new(site, "controls", path),
            frameworks: controlled(of_controls.all()),
        }),
        text("/api/pages.json", move || {
            let pages: Vec<_> = of_pages.all().iter().map(monitored).collect();
            json_text(&pages).unwrap_or_default()
        }),
        text("/api/v1/policies.csv", move || table(of_table.all())),
    ]
}

fn monitored(entry: &PolicyEntry) -> MonitoredPage<'_> {
    MonitoredPage {
        title: &entry.title,
        url: &entry.url,
        review_by: entry.next_review_on,
        owner_slack: entry.owner.as_ref().map(|owner| owner.role.as_str()),
    }
}

fn controlled(entries: &[PolicyEntry]) -> Vec<ControlledFramework> {
    let of = |id: &str| {
        let mut by_control: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for entry in entries {
            let own = entry.controls.iter();
            for control in own.filter(|it| it.framework.as_deref() == Some(id)) {
                let policies = by_control.entry(&control.id).or_default();
                if policies.last() != Some(&entry.id) {
                    policies.push(entry.id.clone());
                }
            }
        }
        by_control
    };
    let frameworks = frameworks::used(entries.iter()).into_iter();
    frameworks
        .map(|framework| {
            let controls = of(&framework.id)
                .into_iter()
                .map(|(id, policies)| ControlCoverage { id: id.to_owned(), policies });
            let controls = controls.collect();
            ControlledFramework { framework, controls }
        })
        .collect()
}

/// Returns the index as comma-separated values
/// ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180)).
fn table(entries: &[PolicyEntry]) -> String {
    let mut csv = String::from(
        "id,title,kind,version,status,owner,approver,issued_on,effective_on,\
         last_updated_on,last_reviewed_on,next_review_on,url\r\n",
    );
    for entry in entries {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let party = |party: &Option<super::Party>| {
            party.as_ref().map(|party| party.role.clone()).unwrap_or_default()
        };
        let cells = [
            entry.id.clone(),
            entry.title.clone(),
            entry.kind.as_str().to_owned(),
            entry.version.clone().unwrap_or_default(),
            entry.status.as_str().to_owned(),
            party(&entry.owner),
            party(&entry.approver),
            day(entry.issued_on),
            day(entry.effective_on),
            day(entry.last_updated_on),
            day(entry.last_reviewed_on),
            day(entry.next_review_on),
            entry.url.clone(),
        ];
        csv.push_str(&cells.map(|text| cell(&text)).join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// Returns a text as a cell. What a spreadsheet would take for a formula begins
/// with an apostrophe.
fn cell(text: &str) -> String {
    let shield =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if shield.is_empty() && !text.contains(['"', ',', '\n', '\r']) {
        return text.to_owned();
    }
    format!("\"{shield}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_is_never_a_formula() {
        #[rustfmt::skip]
        let cases = [
            ("Access",          "Access"),
            ("a, b",            "\"a, b\""),
            ("a \"b\"",         "\"a \"\"b\"\"\""),
            ("=1+1",            "\"'=1+1\""),
            ("@cmd",            "\"'@cmd\""),
            ("",                ""),
        ];
        for (text, expected) in cases {
            assert_eq!(cell(text), expected, "{text}");
        }
    }
}
