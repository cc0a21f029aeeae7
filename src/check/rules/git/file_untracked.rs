//! `git-file-untracked`: a document is not in the repository.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::top;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::git::History;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "git-file-untracked",
    summary: "a document is not in the repository",
    level: Level::INFO,
    docs: r#"
## What it does

Reports a document that git does not know. Needs `[dates] git`.

## Why it matters

It is published from this machine and missing from the next build elsewhere.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/access.md --
# Access control
-- content/new.md --
# New rules
-- git log --
2025-02-24 3f2c1ab content/access.md
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
2025-02-24 3f2c1ab content/access.md
```

## How to fix

`git add` the file.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let History::Known(known) = &*site.history else { return };
    for (index, document, _) in site.each() {
        if known.files.contains_key(&document.path) {
            continue;
        }
        let path = code(document.path.as_str());
        findings
            .add(
                site.source_of(index),
                top(document),
                format!("git does not know {path}"),
            )
            .help("add it to the repository with `git add`");
    }
}
