//! `config-logo-missing`: the logo is not in the content folder.

use crate::base::nearest::nearest;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-logo-missing",
    summary: "the logo is not in the content folder",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a `logo` in `site.toml` that is no file of the content folder.

## Why it matters

The header of every page shows a broken image.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
logo = "logo.svg"
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"
logo = "logo.svg"
-- content/index.md --
# Security
-- content/logo.svg --
<svg xmlns="http://www.w3.org/2000/svg"/>
```

## How to fix

Add the file, or correct its path: it begins at the content folder.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    let Some(logo) = &site.config.site.logo else { return };
    let path = logo.value.trim_start_matches('/');
    let is_there = |path: &str| site.assets.iter().any(|file| file.path.as_str() == path);
    if is_there(path) {
        return;
    }
    let finding =
        findings.add(source, logo.span, format!("no file at {}", code(&logo.value)));
    finding.label("resolves below the content folder").about(&logo.value);
    let names = site.assets.iter().map(|file| file.path.as_str());
    if let Some(meant) = nearest(path, names) {
        finding.help(format!("write {}", code(meant)));
    }
}
