//! The files of a theme besides its templates.
//!
//! Styles become one file, scripts stay modules. All of them are published
//! below one folder that is named by the digest of all of them, so that
//! relative imports work and a cache never serves an old one. Static files keep
//! their names.

use crate::base::digest::sha256;
use crate::base::path::UrlPath;
use crate::error::Error;
use crate::load::ThemeFile;

/// The one style sheet, below the folder of the assets. It lies in `css/` so
/// that a relative `url(…)` in a style sheet means what it says.
pub(super) const STYLESHEET: &str = "css/site.css";

/// The style sheet that fixes the order of the layers, and so comes first.
const LAYERS: &str = "css/layers.css";

/// A style sheet with this suffix is part of [`STYLESHEET`].
const CSS: &str = ".css";

/// A file with this suffix is a script.
const SCRIPT: &str = ".js";

/// What begins the type of a value within a line of our scripts.
const TYPE: &str = "/** @type";

/// How many digits of the digest name the folder: 40 bits.
const DIGEST_DIGITS: usize = 10;

/// Files that are ready to be published.
#[derive(Debug)]
pub(super) struct Assets {
    /// The folder, from the site's root: `/assets/3f9c2a41b0/`.
    folder: String,
    /// What is in the folder, by name below it.
    hashed: Vec<(String, Vec<u8>)>,
    /// What keeps its name.
    statics: Vec<ThemeFile>,
}

impl Assets {
    /// Bundles the styles, those of the site's own configuration last, and names
    /// the folder.
    pub(super) fn new(
        files: Vec<ThemeFile>,
        statics: Vec<ThemeFile>,
        own_style: &str,
    ) -> Self {
        let (mut styles, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| file.name.ends_with(CSS));
        styles.sort_by(|a, b| order_of(&a.name).cmp(&order_of(&b.name)));
        let mut hashed: Vec<(String, Vec<u8>)> =
            others.into_iter().map(|file| (file.name.clone(), script(file))).collect();
        hashed.push((STYLESHEET.to_owned(), bundle(styles, own_style)));
        hashed.sort();
        Self { folder: format!("/assets/{}/", digest(&hashed)), hashed, statics }
    }

    /// Returns the encoded path of an asset from the site's root, if there is
    /// one of this name.
    pub(super) fn path(&self, name: &str) -> Option<String> {
        let (name, _) = self.hashed.iter().find(|(known, _)| known == name)?;
        let url = UrlPath::new(&format!("{}{name}", self.folder)).ok()?;
        Some(url.encoded())
    }

    /// Returns the folder that is named by the digest.
    pub(super) fn folder(&self) -> &str {
        &self.folder
    }

    /// Returns the text of the style sheet.
    pub(super) fn stylesheet(&self) -> &str {
        let sheet = self.hashed.iter().find(|(name, _)| name == STYLESHEET);
        sheet.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Returns each file with its URL: hashed ones, then static ones.
    pub(super) fn files(&self) -> Result<Vec<(UrlPath, &[u8])>, Error> {
        let hashed = self.hashed.iter().map(|(name, bytes)| {
            let url = url(&format!("{}{name}", self.folder), name)?;
            Ok((url, bytes.as_slice()))
        });
        let statics = self.statics.iter().map(|file| {
            let url = url(&format!("/{}", file.name), &file.origin)?;
            Ok((url, file.bytes.as_slice()))
        });
        hashed.chain(statics).collect()
    }
}

fn url(path: &str, origin: &str) -> Result<UrlPath, Error> {
    UrlPath::new(path).map_err(|error| Error::Template {
        report: format!("cannot publish {origin}: {error}"),
    })
}

/// Returns what style sheets are sorted by: the layers, then the names.
fn order_of(name: &str) -> (bool, &str) {
    (name != LAYERS, name)
}

fn bundle(styles: Vec<ThemeFile>, own_style: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for style in styles {
        match std::str::from_utf8(&style.bytes) {
            Ok(text) => bytes.extend(squeeze(text).into_bytes()),
            Err(_) => bytes.extend(style.bytes),
        }
        bytes.push(b'\n');
    }
    bytes.extend(own_style.as_bytes());
    bytes
}

/// Drops the comments and the indentation of our own scripts, half of their
/// bytes. It takes a script to know where a comment begins in one, so those of a
/// site stay as they are written; that ours are plain enough is tested.
fn script(file: ThemeFile) -> Vec<u8> {
    let text = str::from_utf8(&file.bytes).ok();
    match text.filter(|_| file.is_builtin && file.name.ends_with(SCRIPT)) {
        Some(text) => uncommented(text).into_bytes(),
        None => file.bytes,
    }
}

/// Drops lines that are comments, whole, and types within lines.
fn uncommented(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        is_comment |= line.starts_with("/*");
        if !is_comment && !line.is_empty() && !line.starts_with("//") {
            let mut rest = line;
            while let Some((before, after)) = rest.split_once(TYPE) {
                kept.push_str(before);
                rest = after.split_once("*/ ").map_or("", |(_, after)| after);
            }
            kept.push_str(rest);
            kept.push('\n');
        }
        is_comment &= !line.ends_with("*/");
    }
    kept
}

/// Drops what is for the author of a style sheet and not for the browser:
/// comments, indentation, blank lines: a fifth of the default theme's.
fn squeeze(css: &str) -> String {
    let plain = without_comments(css);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Drops comments, and keeps what only looks like one because it is in a
/// string.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let length = match from.as_bytes().first() {
            Some(b'/') if from.starts_with("/*") => {
                let end = from.get(2..).and_then(|inner| inner.find("*/"));
                rest = end.and_then(|end| from.get(end + 4..)).unwrap_or_default();
                continue;
            }
            Some(b'/') => 1,
            _ => string_length(from),
        };
        let (part, after) = from.split_at(length);
        kept.push_str(part);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Returns the length of the string that `css` begins with; one that is never
/// closed ends with its line.
fn string_length(css: &str) -> usize {
    let mut characters = css.char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '\n' => return at,
            _ if Some(character) == quote => return at + 1,
            _ => (),
        }
    }
    css.len()
}

/// Returns the first digits of the digest of all names and bytes. The lengths
/// are part of it, so that no byte can move from one file to the next unseen.
fn digest(files: &[(String, Vec<u8>)]) -> String {
    let mut all = Vec::new();
    for (name, bytes) in files {
        all.extend(name.len().to_le_bytes());
        all.extend(name.as_bytes());
        all.extend(bytes.len().to_le_bytes());
        all.extend(bytes);
    }
    sha256(&all).chars().take(DIGEST_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_one_file_with_the_layers_first() {
        let files = ["css/base.css", "css/layers.css", "css/components/a.css"];
        let assets = Assets::new(files.map(file).to_vec(), Vec::new(), "own");
        assert_eq!(
            assets.stylesheet(),
            "css/layers.css\ncss/base.css\ncss/components/a.css\nown"
        );
        assert_eq!(assets.path("css/base.css"), None);
    }

    #[test]
    fn squeezing_keeps_every_rule_and_every_string() {
        #[rustfmt::skip]
        let cases = [
            ("/* a */\n@layer b {\n  c {\n    d: e; /* f */\n  }\n}\n", "@layer b {\nc {\nd: e;\n}\n}"),
            ("a { b: \"/* c */\"; d: '\\'/*' }",                    "a { b: \"/* c */\"; d: '\\'/*' }"),
            ("a { b: 1 / 2 }",                                     "a { b: 1 / 2 }"),
            ("a /* never closed",                                  "a"),
            ("a: \"never closed\n  b /* c */",                      "a: \"never closed\nb"),
            ("a: \"ends in \\",                                     "a: \"ends in \\"),
            ("ä: 'ö'",                                             "ä: 'ö'"),
            ("",                                                   ""),
        ];
        for (css, expected) in cases {
            assert_eq!(squeeze(css), expected, "{css}");
        }
    }

    #[test]
    fn only_whole_lines_of_our_own_scripts_are_dropped() {
        let text = "// a\n/**\n * b\n */\nc(); // d\n  /** e */\n\n  f(\"//g\", (/** @type {h} */ i) => j);\n";
        let own = ThemeFile {
            name: "js/a.js".to_owned(),
            bytes: text.as_bytes().to_vec(),
            ..file("a")
        };
        assert_eq!(script(own.clone()), text.as_bytes());
        let ours = ThemeFile { is_builtin: true, ..own };
        assert_eq!(script(ours), b"c(); // d\nf(\"//g\", (i) => j);\n");
    }

    #[test]
    fn the_folder_changes_with_any_name_or_byte_and_only_then() {
        let assets = |names: &[&str]| {
            let files = names.iter().map(|name| file(name)).collect();
            Assets::new(files, Vec::new(), "").path(STYLESHEET).unwrap()
        };
        let first = assets(&["css/a.css", "js/b.js"]);
        assert_eq!(first, assets(&["js/b.js", "css/a.css"]));
        assert_ne!(first, assets(&["css/a.css", "js/c.js"]));
        assert_eq!(first.len(), "/assets/0123456789/".len() + STYLESHEET.len());
    }

    #[test]
    fn a_name_that_no_url_can_hold_stops_the_build() {
        let assets = Assets::new(Vec::new(), vec![file("a\\b.txt")], "");
        let error = assets.files().unwrap_err().to_string();
        assert!(error.starts_with("cannot publish static/a\\b.txt: "), "{error}");
    }

    fn file(name: &str) -> ThemeFile {
        ThemeFile {
            name: name.to_owned(),
            origin: format!("static/{name}"),
            is_builtin: false,
            bytes: name.as_bytes().to_vec(),
        }
    }
}
