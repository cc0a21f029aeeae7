//! `output-url-missing`: a sitemap, a feed or a data file names an address that is not there.

use crate::base::severity::Level;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::rules::output::add_broken;
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-url-missing",
    summary: "a sitemap, a feed or a data file names an address with nothing at it",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an address of the site in `sitemap.xml`, a feed or, on a site of trustpress, a
file below `api/`, at which there is nothing, in `check --built`.

## Why it matters

Programs follow these addresses: search engines, feed readers, and those of the
customers who collect policies.

## Example

```built reports
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/sitemap.xml --
<urlset><url><loc>https://trust.example.com/gone/</loc></url></urlset>
```

```built passes
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/sitemap.xml --
<urlset><url><loc>https://trust.example.com/</loc></url></urlset>
```

## How to fix

Build the site again, all of it. If it stays, tell us: it is a fault of the program that
made the site.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    add_broken(built, built.listed.iter(), "the address", findings);
}
