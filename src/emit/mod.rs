//! The door out: writes the site and the archive, and prints the report.

pub mod archive;
pub mod cache;
mod concise;
mod create;
pub mod disk;
mod excerpt;
mod fingerprint;
pub mod full;
mod jsonl;
mod message;
mod print;
mod quotations;
mod summary;

pub use create::create;
pub use fingerprint::fingerprints;
pub use print::{Color, Format, GitDates, Notes, Options, print};
pub use quotations::{Place, Quotations, Quoted};
