//! `output-asset-missing`: a finished page needs a file that is not there.

use crate::base::severity::Level;
use crate::built::{Built, LinkRole};
use crate::check::rule::Check;
use crate::check::rules::output::{add_broken, with_role};
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-asset-missing",
    summary: "a finished page needs a file that is not there",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an image, a style sheet, a script, a film or another part of a finished page that
is not in the site, in `check --built`. Each address in a `srcset` counts, and `url(…)` and
`@import` in style sheets do.

## Why it matters

The page is not what it was meant to be: a diagram is missing, or all of its style.

## Example

```built reports
-- public/index.html --
<title>Home</title><link rel="stylesheet" href="/css/site.css">
```

```built passes
-- public/index.html --
<title>Home</title><link rel="stylesheet" href="/css/site.css">
-- public/css/site.css --
body { margin: 0 }
```

## How to fix

Correct the address, or publish the file. The name must be the same letter by letter,
capital letters too.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    add_broken(built, with_role(built, LinkRole::Asset), "the address", findings);
}
