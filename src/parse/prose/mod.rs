//! What the sentences of a document say, at check time too.
//!
//! Comes in: a body and the events of its parser. Goes out: claims and
//! problems, with the bytes that they were read from.
//!
//! 1. [`triggers`] runs over the bytes of the body, once, and tells which
//!    scanners have something to look at, and where. Most blocks are done with
//!    that.
//! 2. The walk in `parse/markdown/prose.rs` makes a [`Passage`] of each block
//!    that holds a trigger: its plain text, white space folded, cut into
//!    sentences and words, with the way back to the source.
//! 3. The [`SCANNERS`] that were triggered there, and have what else they need,
//!    look at the passage for phrases ([`phrase`]).
//!
//! A scanner is a row: its triggers, what else has to be in the block, and a
//! function from a passage to facts. It
//! never judges by the day, the kind of the document or `site.toml`; rules do.
//!
//! # Invariants
//!
//! - Code, the text of images and raw HTML is no prose: one character that
//!   matches nothing stands for it.
//! - No passage is made of a block without a trigger.

use super::claim::Claim;
use super::document::Problem;

mod absolute;
mod certificate;
mod copyright;
mod count;
mod dated;
mod dates;
mod explicit;
mod fact;
mod forecast;
mod law;
mod log;
mod passage;
mod phrase;
mod quantity;
mod relative;
mod sentence;
mod table;
mod triggers;

pub(super) use explicit::{alone, body_of, day, period};
pub(super) use fact::Watch;
pub(super) use log::Titles;
pub(super) use passage::{Context, Passage, Place, Voice};
pub(super) use table::{Head, scan_row};
pub(super) use triggers::{Hit, ready};

/// Looks for one sort of statement.
#[derive(Debug)]
pub(super) struct Scanner {
    /// How the words begin that are worth a look, in lower case, four bytes or
    /// more; `#` stands for any digit. They are compared with the source, so a
    /// trigger is best one word: between two, markup may stand.
    triggers: &'static [&'static str],
    /// How other words begin of which one has to be in the same block, written like
    /// triggers; none if a trigger is enough.
    with: &'static [&'static str],
    /// Adds what a passage says.
    scan: fn(&Passage<'_>, &mut Found),
}

/// What has been found in the passages of a document.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What is claimed.
    pub(super) claims: Vec<Claim>,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
}

/// Every scanner; a bit of a [`Hit`] is a position here.
const SCANNERS: &[Scanner] = &[
    fact::SCANNER,
    dated::SCANNER,
    forecast::SCANNER,
    relative::SCANNER,
    absolute::SCANNER,
    count::SCANNER,
    copyright::SCANNER,
    certificate::SCANNER,
    law::SCANNER,
    // What a comment says takes the place of what was found before.
    explicit::SCANNER,
];

/// The scanner whose triggers are a site's facts, as a position in [`SCANNERS`].
const FACTS: usize = 0;

/// Returns the triggers of a body, in order.
pub(super) fn hits(body: &str, watch: Option<&Watch>) -> Vec<Hit> {
    triggers::hits(body, watch.map(Watch::triggers))
}

/// Runs the scanners that were triggered in a passage.
pub(super) fn scan(passage: &Passage<'_>, triggered: u32, found: &mut Found) {
    for (nth, scanner) in SCANNERS.iter().enumerate() {
        if triggered & (1 << nth) != 0 {
            (scanner.scan)(passage, found);
        }
    }
}
