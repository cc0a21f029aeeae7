//! `config-font-unusable`: a font of the theme is missing, or no font.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-font-unusable",
    summary: "a font of the theme is missing, or no font",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a `font`, `font_bold`, `font_italic` or `font_code` in `[theme]` that is no file of
`static/`, or a file that is not WOFF2, WOFF, OpenType or TrueType by its first bytes.

## Why it matters

The site is shown in the font of the reader's system instead, and nobody notices: it may look
right on the machine of the author, who has the font installed.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[theme]
font = "acme.woff2"
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"
[theme]
font = "acme.woff2"
-- content/index.md --
# Security
-- static/acme.woff2 --
wOF2 and the rest of the font
```

## How to fix

Put the file into `static/` beside `site.toml`, or correct its path: it begins at that folder.
A page that was saved in place of the font, or a pointer of Git LFS, has to be fetched again.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    for (_, font) in site.config.theme.fonts() {
        let file = site.fonts.iter().find(|file| file.name == font.value);
        let (message, label) = match file {
            None => ("no file at", "resolves below `static/`"),
            Some(file) if file.format.is_none() => {
                ("no font in", "does not begin as a font does")
            }
            Some(_) => continue,
        };
        let message = format!("{message} {}", code(&font.value));
        let finding = findings.add(source, font.span, message);
        finding.label(label).about(&font.value);
        if file.is_none() {
            finding.help("put the font into `static/` beside `site.toml`");
        } else {
            finding.help("fetch the font again, as WOFF2 if you can");
        }
    }
}
