//! Texts of registers that must look like something.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// Types that are texts, each with its JSON Schema.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident { $($schema:tt)* })*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", $($schema)* })
            }
        }
    )*};
}

texts! {
    /// Lower-case words joined with hyphens.
    Id { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }
    /// A country by its two letters in ISO 3166-1, or `EU`.
    Country { "format": "iso-3166-1-alpha-2", "pattern": "^[A-Z]{2}$" }
    /// An address on the web, or a path of this site such as
    /// `/policies/privacy.md`.
    Link { "format": "uri-reference" }
    /// A number in the list of Common Vulnerabilities and Exposures.
    CveId { "format": "cve-id", "pattern": "^CVE-[0-9]{4}-[0-9]{4,}$" }
    /// A vector of the Common Vulnerability Scoring System.
    CvssVector { "format": "cvss-vector" }
    /// A mail address.
    Mail { "format": "email" }
    /// Text in markdown; its links start at the content folder.
    Markdown { "contentMediaType": "text/markdown" }
}
