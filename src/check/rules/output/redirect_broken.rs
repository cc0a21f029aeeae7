//! `output-redirect-broken`: a redirect leads to nothing.

use crate::base::severity::Level;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::rules::output::add_broken;
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-redirect-broken",
    summary: "a redirect leads to nothing",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a line of `_redirects` that leads to an address of the site at which there is
nothing, in `check --built`. Lines whose target depends on what was asked for (`:name`,
`:splat`) are left alone.

## Why it matters

A redirect is a promise that an old link still works.

## Example

```built reports
-- public/index.html --
<title>Home</title>
-- public/_redirects --
/old/ /new/ 301
```

```built passes
-- public/index.html --
<title>Home</title>
-- public/_redirects --
/old/ / 301
```

## How to fix

Lead on to where the page is now.
",
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    add_broken(built, built.redirects.iter(), "the redirect to", findings);
}
