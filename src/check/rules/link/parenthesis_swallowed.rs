//! `link-parenthesis-swallowed`: a remark in parentheses ends with a link and is not closed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-parenthesis-swallowed",
    summary: "a remark in parentheses ends with a link and is not closed",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `(` that is never closed, before a link that is followed by a comma, a
semicolon or a full stop: the `)` belongs to the link's target, and the remark has
none.

## Why it matters

The sentence cannot be read as it was meant, and often the target has lost its end.

## Example

```md reports
# Recovery

Key vendors (those in our [assessment](#recovery), and open-source parts.
```

```md passes
# Recovery

Key vendors (those in our [assessment](#recovery)), and open-source parts.
```

## How to fix

Close the remark after the link: a second `)`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::ParenthesisSwallowed { link } = problem else { continue };
        findings
            .add(source, span, "this `(` is never closed")
            .label("the last `)` belongs to the link")
            .help("write a second `)` after the link")
            .about(link.as_str());
    }
}
