//! A static site generator for compliance documentation.
//!
//! trustpress reads a folder of markdown with front matter, reports everything
//! that is wrong in it with exact places, and renders a public trust center
//! with a machine-readable policy index.
//!
//! ```text
//!  site.toml                                                      public/ (disk)
//!      │                                                              ▲
//!    config ──► load ──► parse ──► resolve ──┬─► check ──► Report ──► emit
//!    Config     Sources  Parsed    Site      └─► render ─► Output ──►
//!                                                                     ▼
//!                                                               preview (memory)
//! ```
//!
//! Each stage is one module, one function and one result type; the modules are
//! listed from the ground up, and a module uses only those above it in the list.
//! Only [`load`] reads the disk (and [`config`] its one file), only [`emit`]
//! writes it; everything between is a pure function of values.

pub mod base;

pub mod config;

pub mod baseline;

pub mod error;

pub mod load;

pub mod archive;

pub mod parse;

pub mod redline;

pub mod resolve;

pub mod built;

pub mod external;

pub mod check;
pub mod render;

pub mod schema;

pub mod record;

pub mod pipeline;

pub mod emit;

pub mod preview;

#[cfg(feature = "external")]
pub mod web;

pub mod cli;
