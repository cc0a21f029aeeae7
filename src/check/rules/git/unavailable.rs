//! `git-unavailable`: the history of the repository cannot be read.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::{Findings, Rule};
use crate::load::git::History;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "git-unavailable",
    summary: "the history of the repository cannot be read",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports that `[dates] git` asks for the history and git cannot give it: there is no
repository, or no git.

## Why it matters

No date in a document is compared with what happened.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
# Access control
-- git log (unavailable: not a git repository) --
```

```tree passes
-- site.toml --
[site]
title = "Example"
[dates]
git = "off"
-- content/access.md --
# Access control
```

## How to fix

Build in a clone of the repository, with git installed, or set `git = "off"`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let (History::Unavailable(reason), Some(source)) = (&*site.history, site_toml(site))
    else {
        return;
    };
    findings
        .add(source, Span::default(), "the history of the repository cannot be read")
        .note(format!("`[dates] git` asks for it: {reason}"));
}
