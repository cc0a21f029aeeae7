//! `config-feature-missing`: this program cannot do what `site.toml` asks for.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::{Findings, Rule};
use crate::config::Search;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-feature-missing",
    summary: "this program was built without what `site.toml` asks for",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports `index = "full-text"` in `[search]` where trustpress was built without the feature
`search`.

## Why it matters

The site is built, but its search finds only titles, headings and ids. A site that was
published with the index of every word and is now without it has lost what its readers
were used to.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[search]
index = "full-text"
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"
[search]
index = "outline"
-- content/index.md --
# Security
```

## How to fix

Install a trustpress that can: `cargo install trustpress --features search`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    if let Some(span) = site.config.search.full_text
        && !Search::CAN_FULL_TEXT
    {
        findings
            .add(source, span, "this trustpress was built without the feature `search`")
            .label("needs it to index every word")
            .note("the search of the site finds titles, headings and ids")
            .help("install one with it: cargo install trustpress --features search")
            .about("full-text");
    }
}
