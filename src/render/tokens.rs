//! The few values that pages need from the style sheet.

use serde::Serialize;

/// The colours of the page in the two schemes, for `<meta name="theme-color">`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct SchemeColors {
    /// Where the reader prefers light.
    light: String,
    /// Where the reader prefers dark.
    dark: String,
}

impl SchemeColors {
    /// Reads `--page: light-dark(…, …)` in a style sheet, following one
    /// `var(…)` each; `None` where it is not written like that.
    pub(super) fn of_page(css: &str) -> Option<Self> {
        let pair = value(css, "--page")?;
        let (light, dark) =
            pair.strip_prefix("light-dark(")?.strip_suffix(')')?.split_once(',')?;
        Some(Self { light: color(css, light)?, dark: color(css, dark)? })
    }
}

/// Returns the value of the first declaration of a custom property.
fn value<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let declaration = format!("{name}:");
    let (_, after) = css.split_once(&declaration)?;
    after.split([';', '}']).next().map(str::trim)
}

/// Returns a colour as written, or the one that `var(…)` names.
fn color(css: &str, text: &str) -> Option<String> {
    let text = text.trim();
    let named = text.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')'));
    match named {
        Some(name) => value(css, name.trim()).map(str::to_owned),
        None => Some(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_colours_are_those_of_the_style_sheet() {
        let colors = |light: &str, dark: &str| {
            Some(SchemeColors { light: light.to_owned(), dark: dark.to_owned() })
        };
        #[rustfmt::skip]
        let cases = [
            ("--a: #fff; --page: light-dark(var(--a), #111);", colors("#fff", "#111")),
            ("--page:light-dark( #fff , var( --a ) );--a:#000}", colors("#fff", "#000")),
            ("--page: light-dark(var(--a), #111);", None),
            ("--page: #fff;", None),
            ("--page", None),
            ("", None),
        ];
        for (css, expected) in cases {
            assert_eq!(SchemeColors::of_page(css), expected, "{css}");
        }
    }
}
