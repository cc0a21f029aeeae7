//! Words that every stage uses: paths, dates, spans, slugs, levels, frameworks.
//!
//! Nothing here knows a site, a document or the disk.

pub mod bytes;
pub mod canonical;
pub mod color;
pub mod cvss;
pub mod date;
pub mod digest;
pub mod font;
pub mod framework;
pub mod hash;
pub mod html;
pub mod lines;
pub mod nearest;
pub mod path;
pub mod severity;
pub mod share;
pub mod slug;
mod slug_table;
pub mod space;
pub mod span;
pub mod version;
pub mod visible;
