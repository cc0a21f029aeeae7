//! The theme: templates, styles, scripts and static files, each layer over the
//! one below it.
//!
//! The layers are, from the bottom: the default theme, which is in the binary;
//! `themes/<name>/` of the site, if `[site] theme` names another; `templates/`
//! and `static/` beside `site.toml`. A file replaces the one of the same name
//! below it. A bare folder of markdown has the default theme alone.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::classify::slashed;
use super::read::line_after;
use crate::base::path::ContentPath;
use crate::config::{Config, ConfigOrigin};
use crate::error::Error;

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the theme in the binary.
const DEFAULT_NAME: &str = "default";

/// Every file of the theme, after overriding.
#[derive(Clone, Debug, Default)]
pub struct ThemeSources {
    /// `theme.toml` of the default theme, then that of the site's, if any.
    pub manifests: Vec<ThemeFile>,
    /// Templates by name (`document.html`, `partials/footer.html`), the
    /// built-in ones first: a name may occur twice, the site's own after the
    /// built-in one, so that it can extend it.
    pub templates: Vec<ThemeFile>,
    /// `css/…` and `js/…`, which are bundled and named by their hash; sorted by
    /// name.
    pub assets: Vec<ThemeFile>,
    /// The files of `static/`, which are published under their own names;
    /// sorted by name.
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

/// What a file of a theme is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Manifest,
    Template,
    Asset,
    Static,
}

/// From the bottom up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Builtin,
    Theme,
    Site,
}

/// Files of several layers, before overriding.
#[derive(Debug, Default)]
pub(super) struct Layers {
    files: BTreeMap<(Group, String, Layer), ThemeFile>,
}

pub(super) fn read(config: &Config) -> Result<ThemeSources, Error> {
    let mut layers = Layers::default();
    if config.origin == ConfigOrigin::File {
        check_name(config)?;
        for folder in folders(config) {
            for (path, file) in files_below(&config.root, &folder)? {
                let bytes = fs::read(&file)
                    .map_err(|source| Error::Read { path: file, source })?;
                layers.add(config, &path, bytes);
            }
        }
    }
    let theme = layers.compose();
    theme.templates.iter().try_for_each(check_text)?;
    Ok(theme)
}

impl Layers {
    /// Adds a file of the site, if it belongs to a layer; `path` is relative to
    /// the root.
    pub(super) fn add(&mut self, config: &Config, path: &str, bytes: Vec<u8>) {
        if config.origin == ConfigOrigin::Defaults {
            return;
        }
        let below_themes = path.strip_prefix("themes/");
        let (layer, inner) = match below_themes.and_then(|path| path.split_once('/')) {
            Some((name, inner)) if is_own(config) && name == config.site.theme => {
                (Layer::Theme, inner)
            }
            Some(_) => return,
            None => (Layer::Site, path),
        };
        self.insert(layer, inner, path.to_owned(), bytes);
    }

    fn insert_builtin(&mut self) {
        let mut folders = vec![&DEFAULT];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                if let Some(path) = slashed(file.path()) {
                    let origin = format!("<default theme>/{path}");
                    let bytes = file.contents().to_vec();
                    self.insert(Layer::Builtin, &path, origin, bytes);
                }
            }
        }
    }

    fn insert(&mut self, layer: Layer, inner: &str, origin: String, bytes: Vec<u8>) {
        let Some((group, name)) = place(layer, inner) else { return };
        let is_builtin = layer == Layer::Builtin;
        let file = ThemeFile { name: name.to_owned(), origin, is_builtin, bytes };
        self.files.insert((group, name.to_owned(), layer), file);
    }

    /// Puts the layers over each other, the default theme at the bottom.
    pub(super) fn compose(mut self) -> ThemeSources {
        self.insert_builtin();
        let mut sources = ThemeSources::default();
        // Of one name, the lower layer comes first.
        for ((group, ..), file) in self.files {
            let (files, keeps_builtin) = match group {
                Group::Manifest => (&mut sources.manifests, true),
                Group::Template => (&mut sources.templates, true),
                Group::Asset => (&mut sources.assets, false),
                Group::Static => (&mut sources.statics, false),
            };
            let below = files.last().filter(|below| below.name == file.name);
            if below.is_some_and(|below| !(below.is_builtin && keeps_builtin)) {
                files.pop();
            }
            files.push(file);
        }
        // Stable, so that each half stays sorted by name.
        sources.templates.sort_by_key(|file| !file.is_builtin);
        sources
    }
}

/// Returns the files of the default theme that a site can replace, with their
/// paths in the theme, sorted. All of them are texts.
pub fn builtin_theme() -> Vec<(String, String)> {
    let mut layers = Layers::default();
    layers.insert_builtin();
    let files = layers.files.into_iter().filter_map(|((group, ..), file)| {
        let folder = match group {
            Group::Manifest => return None,
            Group::Template => "templates/",
            Group::Asset => "",
            Group::Static => "static/",
        };
        let text = String::from_utf8(file.bytes).ok()?;
        Some((format!("{folder}{}", file.name), text))
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

/// Returns what a file is for and its name there; `None` if it is not part of
/// the theme.
fn place(layer: Layer, path: &str) -> Option<(Group, &str)> {
    let (group, name) = match path.split_once('/') {
        None if path == "theme.toml" => (Group::Manifest, path),
        Some(("templates", name)) => (Group::Template, name),
        Some(("static", name)) => (Group::Static, name),
        Some(("css" | "js", _)) => (Group::Asset, path),
        _ => return None,
    };
    if layer == Layer::Site && !matches!(group, Group::Template | Group::Static) {
        return None;
    }
    let is_path = ContentPath::new(name).is_ok();
    (is_path && !name.split('/').any(is_hidden)).then_some((group, name))
}

/// Whether the site has a theme of its own.
fn is_own(config: &Config) -> bool {
    config.site.theme != DEFAULT_NAME
}

/// Returns the folders, and the one file, that may hold layers.
fn folders(config: &Config) -> Vec<String> {
    let mut folders = vec!["templates".to_owned(), "static".to_owned()];
    if is_own(config) {
        for part in ["theme.toml", "templates", "css", "js", "static"] {
            folders.push(format!("themes/{}/{part}", config.site.theme));
        }
    }
    folders
}

/// Refuses a theme that is not there.
fn check_name(config: &Config) -> Result<(), Error> {
    let theme = &config.site.theme;
    let themes = config.root.join("themes");
    let is_name = ContentPath::new(theme).is_ok_and(|path| path.folder().is_empty());
    if !is_own(config) || is_name && themes.join(theme).is_dir() {
        return Ok(());
    }
    let mut known = vec![format!("`{DEFAULT_NAME}`")];
    for entry in fs::read_dir(&themes).into_iter().flatten().flatten() {
        if entry.path().is_dir() && entry.file_name() != DEFAULT_NAME {
            known.push(format!("`{}`", entry.file_name().to_string_lossy()));
        }
    }
    known.sort();
    let message = format!(
        "the theme `{theme}` has no folder `themes/{theme}`: create it, or set \
         `[site] theme` to one of {}",
        known.join(", ")
    );
    Err(Error::Usage { message })
}

/// Lists the files at or below `start`, with their paths from `root`; those of
/// tools are passed over.
///
/// What a theme has is published, so a link must not bring in what is not the
/// theme's.
fn files_below(root: &Path, start: &str) -> Result<Vec<(String, PathBuf)>, Error> {
    let is_missing = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    let start = root.join(start);
    let real_start = match fs::canonicalize(&start) {
        Ok(real) => real,
        Err(error) if is_missing(&error) => return Ok(Vec::new()),
        Err(source) => return Err(Error::Read { path: start, source }),
    };
    if !is_below(root, &start, &real_start) {
        return Err(is_link(start));
    }
    let mut files = Vec::new();
    let mut waiting = vec![start];
    while let Some(path) = waiting.pop() {
        let refused = |source| Error::Read { path: path.clone(), source };
        let kind = fs::symlink_metadata(&path).map_err(refused)?;
        if kind.is_dir() {
            for entry in fs::read_dir(&path).map_err(refused)? {
                let entry = entry.map_err(refused)?;
                if !is_hidden(&entry.file_name().to_string_lossy()) {
                    waiting.push(entry.path());
                }
            }
        } else if kind.is_symlink() && !leads_below(&path, &real_start) {
            return Err(is_link(path));
        } else if path.is_file() {
            let relative = path.strip_prefix(root).ok().and_then(slashed);
            let problem = || refused(io::Error::other("its name is not UTF-8"));
            files.push((relative.ok_or_else(problem)?, path.clone()));
        }
    }
    Ok(files)
}

/// Returns whether no symbolic link leads from `root` to `start`.
fn is_below(root: &Path, start: &Path, real_start: &Path) -> bool {
    let Ok(relative) = start.strip_prefix(root) else { return false };
    fs::canonicalize(root).is_ok_and(|root| root.join(relative) == real_start)
}

/// Returns whether a link leads to a file below a folder.
fn leads_below(link: &Path, folder: &Path) -> bool {
    let target = fs::canonicalize(link);
    target.is_ok_and(|target| target.starts_with(folder) && target.is_file())
}

fn is_link(path: PathBuf) -> Error {
    let problem =
        "it is a symbolic link to a folder, or leads out of its folder or nowhere";
    Error::Read { path, source: io::Error::other(problem) }
}

/// RFC 8615 gives `/.well-known/` a meaning; other names with a dot are the
/// leavings of tools.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') && name != ".well-known" || name.ends_with('~')
}

fn check_text(template: &ThemeFile) -> Result<(), Error> {
    let Err(error) = str::from_utf8(&template.bytes) else { return Ok(()) };
    let valid = template.bytes.get(..error.valid_up_to()).unwrap_or_default();
    let line = line_after(valid);
    let report = format!("{}:{line}: the template is not UTF-8", template.origin);
    Err(Error::Template { report })
}
