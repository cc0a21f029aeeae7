//! Turns parsed documents into one [`Site`] in which every link is settled.
//!
//! Passes, each a function over the results of those before:
//!
//! 1. [`catalog`] gives every document an id, a URL, a kind, and says whether it
//!    is published.
//! 2. [`navigation`] arranges the pages in sections and in reading order.
//! 3. [`routes`] lists every URL of the site: pages, files, redirects, and what
//!    is generated.
//! 4. [`links`] turns every href into a [`Target`] or a [`Defect`].
//!
//! # Invariants
//!
//! - Resolving never fails. What cannot be settled stays in the site with its
//!   reason; `check` reports it.
//! - Nothing changes a [`Site`] after [`resolve`] has returned it.
//! - Documents, pages and sections are in the same order on every machine.

mod site;

pub use site::*;

/// What resolving needs from the disk besides the documents.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Files published as they are.
    pub assets: Vec<crate::load::AssetFile>,
    /// Files never published.
    pub withheld: Vec<crate::load::Withheld>,
    /// `_redirects`.
    pub redirects: Option<crate::load::SourceFile>,
    /// The names of the theme's static files.
    pub statics: Vec<String>,
    /// What git knows.
    pub history: crate::load::git::History,
}

/// Settles everything between documents.
pub fn resolve(
    documents: Vec<crate::parse::Document>,
    surroundings: Surroundings,
    config: std::sync::Arc<crate::config::Config>,
    context: crate::config::Context,
) -> Site {
    let _ = (documents, surroundings, config, context);
    unimplemented!()
}
