//! What stops a run.
//!
//! An [`Error`] means there is no result to show: the configuration is
//! unusable, the disk refused, a template is broken. A problem in a document is
//! never an `Error`. It is a finding, and the run goes on.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::config::ConfigError;

/// A failure that leaves nothing to show.
///
/// Every variant says what we were doing and to what; the cause is in `source`.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
#[expect(
    clippy::error_impl_error,
    reason = "there is one error type, and it is this one"
)]
#[non_exhaustive]
pub enum Error {
    /// `site.toml` is not usable.
    #[error("cannot use {}", .path.display())]
    Config { path: PathBuf, source: Box<ConfigError> },

    /// The baseline is not usable; `name` is how findings name the file.
    #[error("cannot use {name}")]
    Baseline { name: String, source: Box<ConfigError> },

    /// A file or folder could not be read.
    #[error("cannot read {}", .path.display())]
    Read { path: PathBuf, source: io::Error },

    /// A file or folder could not be written.
    #[error("cannot write {}", .path.display())]
    Write { path: PathBuf, source: io::Error },

    /// The output folder holds something that is not ours.
    #[error("refusing to write into {}: it is not empty and was not made by trustpress", .path.display())]
    ForeignOutput { path: PathBuf },

    /// A template does not compile, or fails while rendering. `report` is
    /// ready to print: it holds the file, the line and the column.
    #[error("{report}")]
    Template { report: String },

    /// There is no index of every word.
    #[error("cannot make the index of the search: {message}")]
    Search { message: String },

    /// The preview could not start.
    #[error("cannot listen on {address}")]
    Listen { address: SocketAddr, source: io::Error },

    /// What the user asked for could not be printed.
    #[error("cannot print")]
    Print { source: io::Error },

    /// There is nothing to work on where the command line points.
    #[error("{message}")]
    Usage { message: String },
}
