//! `schema`: JSON Schemas of what authors write, for their editors.

use std::fmt::Write as _;

use clap::Args;

use crate::base::nearest::nearest;
use crate::error::Error;
use crate::schema::{SCHEMAS, find};

use super::{Outcome, Terminal};

/// Print the JSON Schema of something that authors write, for an editor
///
/// Without a name, lists all of them.
#[derive(Args, Debug)]
pub(super) struct SchemaArgs {
    /// Which one, such as front-matter
    name: Option<String>,
}

pub(super) fn run(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let text = match args.name.as_deref() {
        None => list(),
        Some(name) => find(name).ok_or_else(|| unknown(name))?.text(),
    };
    terminal.print(&text)?;
    Ok(Outcome::Clean)
}

fn list() -> String {
    let mut text = String::new();
    for schema in SCHEMAS {
        // Writing to a string cannot fail.
        _ = writeln!(text, "{:<16} {}", schema.name, schema.about);
    }
    text
}

fn unknown(name: &str) -> Error {
    let meant = nearest(name, SCHEMAS.iter().map(|schema| schema.name));
    let hint =
        meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    Error::Usage {
        message: format!(
            "no schema is called `{name}`{hint}\nlist all: trustpress schema"
        ),
    }
}
