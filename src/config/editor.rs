//! How a place in a file is opened in an editor.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::reader::Complaint;

/// What stands for the parts of a place.
const PARTS: [&str; 3] = ["{path}", "{line}", "{column}"];

/// Everything but what a path in a URL can hold as it is.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A URL that opens a place in an editor, with `{path}`, `{line}` and `{column}`.
///
/// # Invariants
///
/// It has a scheme that is not one of a browser's own, so that it can lead to a
/// program and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

impl Editor {
    /// Reads the text of `[preview] editor`.
    pub(super) fn parse(text: &str) -> Result<Self, Complaint> {
        let help = "write it as `vscode://file/{path}:{line}:{column}`";
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if !is_scheme {
            return Err(Complaint::new("has no scheme", help));
        }
        let is_unsafe = ["javascript", "data", "vbscript", "blob"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known));
        if is_unsafe {
            return Err(Complaint::new("would run a script in the page", help));
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(Complaint::new("holds a blank", "write `%20`"));
        }
        if !text.contains(PARTS[0]) {
            return Err(Complaint::new("does not hold `{path}`", help));
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the URL that opens a place.
    pub fn link(&self, file: &Path, line: u32, column: u32) -> String {
        let path = file.to_string_lossy().replace('\\', "/");
        let path = utf8_percent_encode(path.trim_start_matches('/'), PATH).to_string();
        // `vscode://file/{path}` has the first slash of an absolute path already.
        let (before, rest) = self.0.split_once(PARTS[0]).unwrap_or((&self.0, ""));
        let has_slash = before.ends_with('/') && !before.ends_with("://");
        let slash = if has_slash { "" } else { "/" };
        let rest = rest.replace(PARTS[1], &line.to_string());
        format!("{before}{slash}{path}{}", rest.replace(PARTS[2], &column.to_string()))
    }
}

impl Default for Editor {
    fn default() -> Self {
        Self("vscode://file/{path}:{line}:{column}".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_place_whatever_the_path() {
        #[rustfmt::skip]
        let cases = [
            ("vscode://file/{path}:{line}:{column}",     "/a b/ä\"%.md", "vscode://file/a%20b/%C3%A4%22%25.md:3:7"),
            ("idea://open?file={path}&line={line}",      "/a/b.md",      "idea://open?file=/a/b.md&line=3"),
            ("subl://open?url=file://{path}&line={line}", "/a/b.md",      "subl://open?url=file:///a/b.md&line=3"),
        ];
        for (editor, path, expected) in cases {
            let link = Editor::parse(editor).unwrap().link(Path::new(path), 3, 7);
            assert_eq!(link, expected, "{editor}");
        }
    }

    #[test]
    fn what_is_no_editor_is_refused() {
        for text in [
            "",
            "code {path}",
            "javascript:{path}",
            "DATA:{path}",
            "x://{line}",
            "{path}",
        ] {
            assert!(Editor::parse(text).is_err(), "{text}");
        }
    }
}
