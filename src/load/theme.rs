//! The theme: templates, styles, scripts and static files, each layer over the
//! one below it.
//!
//! The layers are, from the bottom: the default theme, which is in the binary;
//! `themes/<name>/` of the site, if `[site] theme` names another; `templates/`
//! and `static/` beside `site.toml`. A file replaces the one of the same name
//! below it.

/// Every file of the theme, after overriding.
#[derive(Clone, Debug, Default)]
pub struct ThemeSources {
    /// Templates by name (`document.html`, `partials/footer.html`), the
    /// built-in ones first: a name may occur twice, the site's own after the
    /// built-in one, so that it can extend it.
    pub templates: Vec<ThemeFile>,
    /// `css/…` and `js/…`, which are bundled and named by their hash.
    pub assets: Vec<ThemeFile>,
    /// `static/…`, which are published under their own names.
    pub statics: Vec<ThemeFile>,
}

/// One file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// The name within its group, with `/`.
    pub name: String,
    /// The path to show in messages: relative to the root, or
    /// `<default theme>/…` for one that is in the binary.
    pub origin: String,
    /// Whether the file is part of the binary.
    pub is_builtin: bool,
    /// What it holds.
    pub bytes: Vec<u8>,
}

pub(super) fn read(
    _config: &crate::config::Config,
) -> Result<ThemeSources, crate::error::Error> {
    Ok(ThemeSources::default())
}
