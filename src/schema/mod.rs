//! JSON Schemas of what authors write, for their editors.
//!
//! Each is made from what reads the file: the table of the keys of `site.toml`,
//! the tables of the fields of front matter, the types of the registers. They are
//! on disk in `docs/schema/`, and `trustpress schema NAME` prints one.

use serde_json::Value;

use crate::parse::register::{
    CertificationsFile, ContactsFile, FaqFile, ReportsFile, SubprocessorsFile,
    UpdatesFile, schema_of,
};

mod facts;
mod front_matter;
mod site;

/// A schema.
#[derive(Debug)]
pub struct Schema {
    /// Its name: `front-matter`.
    pub name: &'static str,
    /// What it is of.
    pub about: &'static str,
    make: fn() -> Value,
}

/// Every schema, sorted by name.
pub static SCHEMAS: &[Schema] = &[
    Schema {
        name: "certifications",
        about: "registers/certifications.yaml",
        make: || schema_of::<CertificationsFile>().to_value(),
    },
    Schema {
        name: "contacts",
        about: "registers/contacts.yaml",
        make: || schema_of::<ContactsFile>().to_value(),
    },
    Schema { name: "facts", about: "registers/facts.yaml", make: facts::schema },
    Schema {
        name: "faq",
        about: "registers/faq.yaml",
        make: || schema_of::<FaqFile>().to_value(),
    },
    Schema {
        name: "front-matter",
        about: "the front matter of documents",
        make: front_matter::schema,
    },
    Schema {
        name: "reports",
        about: "registers/reports.yaml",
        make: || schema_of::<ReportsFile>().to_value(),
    },
    Schema { name: "site", about: "site.toml", make: site::schema },
    Schema {
        name: "subprocessors",
        about: "registers/subprocessors.yaml",
        make: || schema_of::<SubprocessorsFile>().to_value(),
    },
    Schema {
        name: "updates",
        about: "registers/updates.yaml",
        make: || schema_of::<UpdatesFile>().to_value(),
    },
];

/// Returns the schema of this name.
pub fn find(name: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}

impl Schema {
    /// Returns the schema itself.
    pub fn value(&self) -> Value {
        let mut schema = (self.make)();
        if let Some(map) = schema.as_object_mut() {
            map.insert(
                "$comment".to_owned(),
                format!("Made by trustpress: of {}.", self.about).into(),
            );
        }
        schema
    }

    /// Returns the schema as a file.
    pub fn text(&self) -> String {
        // The alternate form cannot fail, and has two spaces for each level.
        format!("{:#}\n", self.value())
    }
}
