//! Why the files as they are give no site, in the words of the person who has to
//! mend it.

use std::path::Path;

use crate::config::{CONFIG_FILE, ConfigError};
use crate::emit::{self, Color};
use crate::error::Error;

/// A reason, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// What is wrong, on one line.
    pub(super) title: String,
    /// All that is known, as the terminal shows it.
    pub(super) text: String,
    /// Where: the path from the root, the line and the column.
    pub(super) place: Option<(String, u32, u32)>,
}

impl Failure {
    /// Explains an error of a site in `root`.
    pub(super) fn new(error: &Error, root: &Path) -> Self {
        match error {
            Error::Config { source, .. } => Self::of_config(source),
            Error::Template { report } => Self {
                title: report.lines().next().unwrap_or_default().to_owned(),
                text: report.clone(),
                place: report.lines().find_map(place_in),
            },
            _ => {
                let mut text = error.to_string();
                let mut cause = std::error::Error::source(error);
                while let Some(source) = cause {
                    text = format!("{text}\n  because: {source}");
                    cause = source.source();
                }
                let text = text.replace(&format!("{}/", root.display()), "");
                let title = text.lines().next().unwrap_or_default().to_owned();
                Self { title, text, place: None }
            }
        }
    }

    fn of_config(error: &ConfigError) -> Self {
        let text = emit::full::config_error(error, CONFIG_FILE, Color::Never);
        let first = error.to_string();
        let first = first.lines().next().unwrap_or_default();
        let place = place_in(&format!("--> {first}"));
        let title = match (error, &place) {
            (ConfigError::Invalid { .. }, Some((path, line, column))) => {
                let place = format!("{path}:{line}:{column}: ");
                first.strip_prefix(&place).unwrap_or(first).to_owned()
            }
            _ => first.to_owned(),
        };
        let place = place.or_else(|| Some((CONFIG_FILE.to_owned(), 1, 1)));
        Self { title, text, place }
    }
}

/// Reads the place in a line such as ` --> templates/base.html:3:14`.
fn place_in(line: &str) -> Option<(String, u32, u32)> {
    let place = line.trim_start().strip_prefix("--> ")?;
    let place = place.split(": ").next()?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some((parts.next()?.to_owned(), line, column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn a_broken_file_is_named_with_its_place() {
        let root = Path::new("/site");
        let source =
            Box::new(Config::from_text(root, "[site]\ntitel = 'x'\n").unwrap_err());
        let config = Error::Config { path: root.join(CONFIG_FILE), source };
        let report =
            "Unknown filter `shout`\n --> templates/a:b.html:2:21\n  |".to_owned();
        let usage = "the content folder `/site/content` does not exist".to_owned();
        #[rustfmt::skip]
        let cases = [
            (config,                           "unknown key `titel` (did you mean `title`?)", Some(("site.toml", 2, 1))),
            (Error::Template { report },       "Unknown filter `shout`",                      Some(("templates/a:b.html", 2, 21))),
            (Error::Usage { message: usage },  "the content folder `content` does not exist", None),
        ];
        for (error, title, place) in cases {
            let failure = Failure::new(&error, root);
            assert_eq!(failure.title, title);
            let place = place.map(|(path, line, column)| (path.to_owned(), line, column));
            assert_eq!(failure.place, place);
            assert!(!failure.text.is_empty());
        }
    }
}
