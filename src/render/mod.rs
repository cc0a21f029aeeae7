//! Makes the published site: pages, data files, redirects.

pub mod data;
mod output;

pub use output::{Content, Output, OutputFile, Recipe};

use crate::error::Error;
use crate::load::ThemeSources;
use crate::resolve::Site;

/// The templates, compiled and checked, and the theme's other files.
#[derive(Debug)]
pub struct Theme;

impl Theme {
    /// Compiles the theme.
    pub fn new(_sources: ThemeSources, _site: &Site) -> Result<Self, Error> {
        Ok(Self)
    }
}

/// Plans the whole site.
pub fn render<'a>(site: &'a Site, _theme: &'a Theme) -> Result<Output<'a>, Error> {
    Ok(Output::new(data::files(site)))
}
