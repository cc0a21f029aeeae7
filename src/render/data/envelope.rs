//! What every data file begins with.

use schemars::JsonSchema;
use serde::Serialize;

use crate::resolve::Site;

use super::{SCHEMA_VERSION, absolute};

/// What a file is, who says so, and where it is published.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Envelope {
    /// The schema that this file follows.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The version of that schema.
    pub schema_version: String,
    /// Where this file is published.
    pub canonical_url: String,
    /// Who publishes it.
    pub publisher: Publisher,
    /// What made it.
    pub generator: Program,
}

/// The organisation that publishes the site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Publisher {
    /// Its name.
    pub name: String,
    /// The front page of the trust center.
    pub url: String,
    /// Where to write with questions: a mail address or a URL.
    pub contact: Option<String>,
}

/// The program that made a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

impl Envelope {
    /// Describes the file at a path; `schema` is the name of its schema.
    pub(super) fn new(site: &Site, schema: &str, path: &str) -> Self {
        let schema = format!("/api/v1/schema/{schema}-{SCHEMA_VERSION}.json");
        Self {
            schema: absolute(site, &schema),
            schema_version: SCHEMA_VERSION.to_owned(),
            canonical_url: absolute(site, path),
            publisher: Publisher {
                name: site.config.site.publisher.clone(),
                url: absolute(site, "/"),
                contact: site.config.site.contact.clone(),
            },
            generator: Program {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
            },
        }
    }
}
