//! `diff`: what changed between two texts of a document.

use std::fmt::Write as _;

use clap::Args;

use crate::base::visible::visible;
use crate::error::Error;
use crate::load::load;
use crate::pipeline;
use crate::record::{Side, sides};
use crate::redline::{Marks, metadata, redline, text};

use super::options::entry_context;
use super::{Global, Outcome, Terminal};

/// Show what changed between two texts of a document
///
/// Compares by block, then by word: what is gone is [-marked like this-], what is
/// new {+like this+}, in colours where the terminal has them. Without versions,
/// the last frozen one is compared with the text in the content folder.
#[derive(Args, Debug)]
pub(super) struct DiffArgs {
    /// The id of the document
    id: String,

    /// The earlier text: a frozen version, or `current` for that in the content
    /// folder; without it, the last frozen version
    old: Option<String>,

    /// The later text; without it, `current`
    new: Option<String>,
}

pub(super) fn run(
    args: &DiffArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = global.load_config()?;
    let context = entry_context(&config.root, None)?;
    let (site, _) = pipeline::judge(load(&config)?, &config, context);
    match sides(&site, &args.id, args.old.as_deref(), args.new.as_deref()) {
        Err(refusal) => {
            terminal.refusal(&refusal);
            Ok(Outcome::Findings)
        }
        Ok((old, new)) => {
            let marks = if terminal.is_colored() { Marks::COLOR } else { Marks::PLAIN };
            terminal.print(&compared(&args.id, (&old, &new), &marks))?;
            Ok(Outcome::Clean)
        }
    }
}

/// Returns what changed, first in the facts and then in the text.
fn compared(id: &str, (old, new): (&Side<'_>, &Side<'_>), marks: &Marks) -> String {
    let redline = redline(&old.blocks, &new.blocks);
    let (said, end) = marks.said;
    let mut shown = format!(
        "{said}{id}: {} to {}{end}: {}\n",
        named(old),
        named(new),
        redline.totals
    );
    for fact in metadata(&old.document.front_matter, &new.document.front_matter) {
        let values = |values: &[String], (start, end): (&str, &str)| match values {
            [] => String::new(),
            _ => format!(" {start}{}{end}", visible(&values.join(", "))),
        };
        // Writing to a string cannot fail.
        _ = writeln!(
            shown,
            "{}:{}{}",
            fact.label,
            values(&fact.before, marks.deleted),
            values(&fact.after, marks.inserted)
        );
    }
    let changed = text(&redline, marks);
    if !changed.is_empty() {
        _ = write!(shown, "\n{changed}");
    }
    shown
}

fn named(side: &Side<'_>) -> String {
    side.version.map_or_else(
        || "the current text".to_owned(),
        |version| format!("version {version}"),
    )
}
