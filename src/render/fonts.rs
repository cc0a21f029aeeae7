//! The fonts of a site: files of its own, never of another host.

use std::fmt::Write as _;

use crate::base::font::FontFormat;
use crate::base::path::UrlPath;
use crate::config::{FontUse, ThemeOptions};
use crate::load::ThemeFile;

/// What stands before the name of a font among the assets.
const FOLDER: &str = "static/";

/// Moves the fonts that `[theme]` names from the static files to the assets,
/// which are named by their digest and so never asked for again, and returns the
/// style that uses them. What is no font stays where it is; a rule says so.
pub(super) fn take(
    options: &ThemeOptions,
    statics: &mut Vec<ThemeFile>,
    assets: &mut Vec<ThemeFile>,
) -> String {
    let mut style = String::new();
    let mut taken = Vec::new();
    for (purpose, font) in options.fonts() {
        let Some(file) = statics.iter().find(|file| file.name == font.value) else {
            continue;
        };
        let Some(format) = FontFormat::of(&file.bytes) else { continue };
        let name = format!("{FOLDER}{}", file.name);
        // The style sheet lies one folder below.
        let Ok(url) = UrlPath::new(&format!("/{name}")) else { continue };
        let _ = face(&mut style, options, purpose, (&url.encoded(), format));
        if !taken.contains(&font.value) {
            taken.push(font.value.clone());
            assets.push(ThemeFile { name, ..file.clone() });
        }
    }
    statics.retain(|file| !taken.contains(&file.name));
    style
}

/// Writes the rules of one font. The text is there before the font is, in the
/// font of the system.
fn face(
    style: &mut String,
    options: &ThemeOptions,
    purpose: FontUse,
    (url, format): (&str, FontFormat),
) -> std::fmt::Result {
    let (family, variable, fallback) = match purpose {
        FontUse::Code => ("site-code", "--font-code", "--font-mono, monospace"),
        _ => ("site-text", "--font-text", "--font-system, sans-serif"),
    };
    let weight = match purpose {
        FontUse::Bold => "550 1000",
        FontUse::Text if options.font_bold.is_some() => "1 549",
        // Without a bold of its own, the browser makes one.
        FontUse::Text | FontUse::Italic => "400",
        FontUse::Code => "1 1000",
    };
    let slant = if purpose == FontUse::Italic { "italic" } else { "normal" };
    writeln!(
        style,
        "@font-face {{\nfont-family: \"{family}\";\nsrc: url(\"..{url}\") format(\"{}\");\n\
         font-weight: {weight};\nfont-style: {slant};\nfont-display: swap;\n}}",
        format.name()
    )?;
    match purpose {
        FontUse::Text | FontUse::Code => writeln!(
            style,
            "@layer tokens {{\n:root {{\n{variable}: \"{family}\", var({fallback});\n}}\n}}"
        ),
        FontUse::Bold | FontUse::Italic => Ok(()),
    }
}
