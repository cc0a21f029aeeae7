//! The JSON Schemas of the data files, made from their types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::parse::register::{
    CertificationsFile, ContactsFile, FaqFile, ReportsFile, SubprocessorsFile,
    UpdatesFile, schema_of,
};
use crate::resolve::Site;

use super::{
    Advisories, Certifications, Controls, Planned, PolicyDetail, PolicyIndex,
    ReleaseDetail, Releases, Staleness, Subprocessors, absolute, json,
};

/// Plans the schema of each data file, and that of each register.
pub(super) fn schemas(site: &Site) -> [Planned<'_>; 15] {
    [
        plan::<PolicyIndex>(site, "/api/v1/schema/policy-index-1.0.0.json"),
        plan::<PolicyDetail>(site, "/api/v1/schema/policy-1.0.0.json"),
        plan::<Releases>(site, "/api/v1/schema/releases-1.0.0.json"),
        plan::<ReleaseDetail>(site, "/api/v1/schema/release-1.0.0.json"),
        plan::<Staleness>(site, "/api/v1/schema/staleness-1.0.0.json"),
        plan::<Advisories>(site, "/api/v1/schema/advisories-1.0.0.json"),
        plan::<Certifications>(site, "/api/v1/schema/certifications-1.0.0.json"),
        plan::<Controls>(site, "/api/v1/schema/controls-1.0.0.json"),
        plan::<Subprocessors>(site, "/api/v1/schema/subprocessors-1.0.0.json"),
        written::<CertificationsFile>(site, "certifications"),
        written::<ContactsFile>(site, "contacts"),
        written::<FaqFile>(site, "faq"),
        written::<ReportsFile>(site, "reports"),
        written::<SubprocessorsFile>(site, "subprocessors"),
        written::<UpdatesFile>(site, "updates"),
    ]
}

fn plan<'a, T: JsonSchema>(site: &'a Site, url: &'static str) -> Planned<'a> {
    json(url, move || {
        let mut schema = schema::<T>();
        schema.insert("$id".to_owned(), Value::from(absolute(site, url)));
        schema
    })
}

/// Plans the schema of a register, for the editors of those who write it.
fn written<'a, T: JsonSchema>(site: &'a Site, register: &str) -> Planned<'a> {
    let url = format!("/api/v1/schema/register-{register}-1.0.0.json");
    let own = absolute(site, &url);
    json(&url, move || {
        let mut schema = schema_of::<T>();
        schema.insert("$id".to_owned(), Value::from(own.as_str()));
        schema
    })
}

/// Returns the schema of what is written, in which every key is required,
/// [draft 2020-12](https://json-schema.org/draft/2020-12/release-notes).
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
}
