//! `config-accent-contrast-low`: links in the accent colour are hard to read.

use crate::base::color::Color;
use crate::base::severity::Level;
use crate::base::span::Spanned;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

/// What text needs for [WCAG 2.2
/// AA](https://www.w3.org/TR/WCAG22/#contrast-minimum).
const ENOUGH: f64 = 4.5;

/// What links stand on in the default theme, `--page` and `--surface`.
const LIGHT: [Color; 2] =
    [Color::new([0xff, 0xff, 0xff]), Color::new([0xf4, 0xf6, 0xf7])];
const DARK: [Color; 2] = [Color::new([0x16, 0x1b, 0x20]), Color::new([0x1e, 0x26, 0x2c])];

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-accent-contrast-low",
    summary: "links in the accent colour are hard to read",
    level: Level::WARNING,
    docs: r##"
## What it does

Reports an `accent` or `accent_dark` in `[theme]` whose contrast with the page, or with the
shaded boxes on it, is below 4.5 : 1. Only the backgrounds of the default theme are known;
for a theme of your own this rule is silent.

## Why it matters

Links and the mark of the current page have this colour. Below that ratio readers with
weak sight, or with the sun on the screen, cannot read them, and the site misses WCAG 2.2 AA.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[theme]
accent = "#4aa3df"
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"
[theme]
accent = "#0b5788"
accent_dark = "#8ac6ef"
-- content/index.md --
# Security
```

## How to fix

Choose a darker `accent` and a lighter `accent_dark` of the same hue.
"##,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    let theme = &site.config.theme;
    if site.config.site.theme != "default" {
        return;
    }
    let dark = theme.accent_dark.as_ref().or(theme.accent.as_ref());
    let schemes = [
        (theme.accent.as_ref(), LIGHT, "light", "choose a darker colour"),
        (dark, DARK, "dark", "set `accent_dark` to a lighter colour of the same hue"),
    ];
    for (accent, backs, scheme, help) in schemes {
        let Some(Spanned { value: accent, span }) = accent else { continue };
        let least =
            backs.map(|back| accent.contrast(back)).into_iter().fold(21.0, f64::min);
        if least >= ENOUGH {
            continue;
        }
        let message = format!(
            "{} has a contrast of {least:.1} : 1 with the {scheme} page",
            code(&accent.to_string())
        );
        findings
            .add(source, *span, message)
            .note("text needs 4.5 : 1")
            .help(help)
            .about(scheme);
    }
}
