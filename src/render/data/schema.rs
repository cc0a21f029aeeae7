//! The JSON Schemas of the data files, made from their types.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::resolve::Site;

use super::{
    Planned, PolicyDetail, PolicyIndex, ReleaseDetail, Releases, Staleness, absolute,
    json,
};

/// Plans the schema of each data file.
pub(super) fn schemas(site: &Site) -> [Planned<'_>; 5] {
    [
        plan::<PolicyIndex>(site, "/api/v1/schema/policy-index-1.0.0.json"),
        plan::<PolicyDetail>(site, "/api/v1/schema/policy-1.0.0.json"),
        plan::<Releases>(site, "/api/v1/schema/releases-1.0.0.json"),
        plan::<ReleaseDetail>(site, "/api/v1/schema/release-1.0.0.json"),
        plan::<Staleness>(site, "/api/v1/schema/staleness-1.0.0.json"),
    ]
}

fn plan<'a, T: JsonSchema>(site: &Site, url: &str) -> Planned<'a> {
    let mut schema = schema::<T>();
    schema.insert("$id".to_owned(), Value::from(absolute(site, url)));
    json(url, &schema)
}

/// Returns the schema of what is written, in which every key is required,
/// [draft 2020-12](https://json-schema.org/draft/2020-12/release-notes).
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<T>()
}
