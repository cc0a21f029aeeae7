//! The door out: writes the site and the archive, and prints the report.

pub mod answers;
pub mod archive;
pub mod cache;
mod concise;
mod create;
mod diff;
pub mod disk;
mod excerpt;
pub mod full;
mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
pub mod kept;
mod located;
mod message;
mod print;
mod quotations;
mod rdjson;
mod replace;
mod sarif;
mod summary;

pub use create::create;
pub use diff::unified_diff;
pub use print::{
    Color, Format, GitDates, Notes, Options, annotate, github_summary, print,
};
pub use quotations::{Place, Quotations, Quoted};
pub use replace::{append, replace};
pub use summary::{count, grouped};
