//! `suppression-malformed`: a comment for the checker cannot be understood.

use crate::base::severity::Level;
use crate::check::accept::Acceptances;
use crate::check::rule::Check;
use crate::check::rules::walk::{is_register, problems};
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-malformed",
    summary: "a comment for the checker cannot be understood",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a comment that begins with `check:` and does not go on as it must:
`ignore`, `ignore-next-line`, `ignore-file` or `off`, one rule or more, perhaps
`until=YYYY-MM-DD`, then ` -- ` and a reason. `on` ends the last `off` that is open.
Reports an item of `check.allow` in front matter, too, that is not a mapping with `rule`,
`reason` and `until`.

## Why it matters

It has no effect.

## Example

```md reports
# Plans

See [next year](./2026.md). <!-- check: ignor link-page-missing -- written in Q4 -->
```

```md passes
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-missing -- written in Q4 -->
```

## How to fix

Write it as `<!-- check: ignore RULE -- reason -->`.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, _acceptances: &Acceptances, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::SuppressionMalformed { message } = problem else { continue };
        let front_matter =
            site.documents.get(source.index()).map(|it| it.front_matter.span);
        let is_entry = front_matter.is_some_and(|it| span.end <= it.end);
        let (what, help) = if is_entry {
            ("entry", "write it as `{rule: RULE, reason: …, until: YYYY-MM-DD}`")
        } else if is_register(site, source) {
            ("comment", "write it as `# check: ignore RULE -- reason`")
        } else {
            ("comment", "write it as `<!-- check: ignore RULE -- reason -->`")
        };
        findings
            .add(source, span, format!("this {what} is not understood"))
            .label(message.as_str())
            .help(help);
    }
}
