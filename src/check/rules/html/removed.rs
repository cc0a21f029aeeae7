//! `html-removed`: raw HTML is not published.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "html-removed",
    summary: "raw HTML is not published",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports elements and attributes of raw HTML that are taken out of the published page:
scripts, styles, forms, event handlers and whatever else could run code or change the
page around it.

## Why it matters

The page differs from what its author wrote.

## Example

```md reports
# Status

<script src="https://status.example.com/embed.js"></script>
```

```md passes
# Status

<details><summary>Past incidents</summary>

None this year.

</details>
```

## How to fix

Write it in markdown, or link to it.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::HtmlRemoved { what } = problem else { continue };
        findings
            .add(source, span, format!("{} is not published", code(what)))
            .label("removed from the page")
            .about(what);
    }
}
