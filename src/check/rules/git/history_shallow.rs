//! `git-history-shallow`: the history of the repository is cut off.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::{Findings, Rule};
use crate::load::git::History;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "git-history-shallow",
    summary: "the history of the repository is cut off",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a shallow clone where `[dates] git` asks for the history.

## Why it matters

When a file was last changed is then unknown for most files. It is treated as
unknown, never as today.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
# Access control
-- git log (shallow) --
2025-05-15 3f2c1ab content/access.md
```

```tree passes
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
# Access control
-- git log --
2025-05-15 3f2c1ab content/access.md
```

## How to fix

Fetch the whole history: `git fetch --unshallow --filter=blob:none`. On GitHub, set
`fetch-depth: 0` for `actions/checkout`; on GitLab, `GIT_DEPTH: 0`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let (History::Known(known), Some(source)) = (&*site.history, site_toml(site)) else {
        return;
    };
    if known.shallow {
        findings
            .add(source, Span::default(), "the history of the repository is cut off")
            .note("`[dates] git` asks for it: when files were changed is now unknown")
            .help("run `git fetch --unshallow --filter=blob:none`");
    }
}
