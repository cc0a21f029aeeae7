//! The only path types inside the program.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::slug::nfc;

/// The path of a file below the content folder, such as `policies/access.md`.
///
/// # Invariants
///
/// - The path is relative, and its separator is `/` on every platform.
/// - No segment is empty, `.` or `..`, so the path cannot leave its folder.
///
/// The text is what the disk has, byte for byte; [`ContentPath::key`] is the
/// form in which two spellings of one name are equal.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    serde::Serialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct ContentPath(String);

/// Why a text is not a [`ContentPath`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Two slashes in a row, or one at either end.
    #[error("the path has an empty segment")]
    EmptySegment,
    /// A segment `.` or `..`.
    #[error("the path has a `.` or `..` segment")]
    DotSegment,
    /// A character that no published path may hold.
    #[error("the path has a backslash or a control character")]
    Character,
    /// More `..` than there are folders.
    #[error("the path leads outside the content folder")]
    Escapes,
}

impl TryFrom<String> for ContentPath {
    type Error = PathError;

    fn try_from(text: String) -> Result<Self, PathError> {
        Self::check(&text)?;
        Ok(Self(text))
    }
}

impl From<ContentPath> for String {
    fn from(path: ContentPath) -> Self {
        path.0
    }
}

impl ContentPath {
    /// Creates a path from text that already follows the invariants.
    pub fn new(text: &str) -> Result<Self, PathError> {
        Self::check(text)?;
        Ok(Self(text.to_owned()))
    }

    /// Makes sure that a text follows the invariants.
    fn check(text: &str) -> Result<(), PathError> {
        // Bytes, because short segments are found sooner without a search for each.
        for segment in text.as_bytes().split(|&byte| byte == b'/') {
            match segment {
                b"" => return Err(PathError::EmptySegment),
                b"." | b".." => return Err(PathError::DotSegment),
                _ if segment.iter().any(|byte| matches!(byte, b'\\' | b'\0')) => {
                    return Err(PathError::Character);
                }
                _ => (),
            }
        }
        Ok(())
    }

    /// Resolves a decoded relative path as a link written in this file.
    ///
    /// A leading `/` starts at the content folder; anything else starts in the
    /// folder of this file. No file system is involved. An empty result, the
    /// content folder itself, is `None`.
    pub fn join(&self, target: &str) -> Result<Option<Self>, PathError> {
        let folder = if target.starts_with('/') { "" } else { self.folder() };
        let mut joined = String::with_capacity(folder.len() + 1 + target.len());
        joined.push_str(folder);
        for segment in target.split('/') {
            match segment {
                "" | "." => (),
                ".." if joined.is_empty() => return Err(PathError::Escapes),
                ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
                _ => {
                    if !joined.is_empty() {
                        joined.push('/');
                    }
                    joined.push_str(segment);
                }
            }
        }
        if joined.contains(['\\', '\0']) {
            return Err(PathError::Character);
        }
        Ok((!joined.is_empty()).then_some(Self(joined)))
    }

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path in NFC, the form in which paths are compared and
    /// published.
    pub fn key(&self) -> String {
        nfc(&self.0)
    }

    /// Returns the folder, without a final slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns the last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Returns the last segment without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => name,
        }
    }

    /// Returns the extension, without its dot; empty if there is none.
    pub fn extension(&self) -> &str {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension,
            _ => "",
        }
    }

    /// Returns the path on disk below `folder`.
    pub fn to_fs(&self, folder: &Path) -> PathBuf {
        let mut path = folder.to_path_buf();
        path.extend(self.0.split('/'));
        path
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-3.3) does not
/// allow in a path segment, and `%`.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The path of something the site publishes, from the site's root, without the
/// path of `base_url` and not percent-encoded: `/policies/access/`.
///
/// # Invariants
///
/// Starts with `/`, is in NFC, and has no `.`, `..` or empty segment. One that
/// ends in `/` is a page; its bytes are in the `index.html` of that folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// The front page.
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    /// Creates a URL path from text that starts with `/` and is decoded.
    pub fn new(text: &str) -> Result<Self, PathError> {
        Self::check(text)?;
        Ok(Self(nfc(text)))
    }

    fn check(text: &str) -> Result<(), PathError> {
        match text.strip_prefix('/').ok_or(PathError::EmptySegment)? {
            "" => Ok(()),
            rest => ContentPath::check(rest.strip_suffix('/').unwrap_or(rest)),
        }
    }

    /// Returns the path as text, not percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether this is a page, which ends in `/`, and not a file.
    pub fn is_page(&self) -> bool {
        self.0.ends_with('/')
    }

    /// Returns what is below this page; `tail` is a path of ours, such as
    /// `v/1.0/`. A tail that is none leads to the page itself.
    #[must_use]
    pub fn below(&self, tail: &str) -> Self {
        let path = [self.as_str(), tail].concat();
        // What stands before the tail is in order.
        match ContentPath::check(tail.strip_suffix('/').unwrap_or(tail)) {
            Ok(()) if path.is_ascii() => Self(path),
            Ok(()) => Self(nfc(&path)),
            Err(_) => self.clone(),
        }
    }

    /// Returns the path percent-encoded, ready for an `href` at the root of a
    /// host.
    pub fn encoded(&self) -> String {
        encode_path(&self.0)
    }

    /// Returns the path of the file that holds the bytes, below the output
    /// folder: `policies/access/index.html`.
    pub fn to_file(&self) -> String {
        let relative = self.0.strip_prefix('/').unwrap_or(&self.0);
        if self.is_page() { format!("{relative}index.html") } else { relative.to_owned() }
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns a path percent-encoded, ready for a URL.
pub fn encode_path(path: &str) -> String {
    Cow::from(utf8_percent_encode(path, PATH)).into_owned()
}
