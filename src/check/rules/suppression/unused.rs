//! `suppression-unused`: a comment accepts nothing.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::accept::{Acceptances, has_ended};
use crate::check::rule::Check;
use crate::check::rules::is_site_rule_name;
use crate::check::rules::walk::suppressions;
use crate::check::rules::words::code;
use crate::check::{Edit, Findings, Fix, Rule, Safety};
use crate::resolve::Site;

use super::{names, noun};

pub(in crate::check) static RULE: Rule = Rule {
    name: "suppression-unused",
    summary: "a comment accepts nothing",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a comment, or one of the rules in it, that accepts no finding: what it was
written for is mended, or is on another line.

## Why it matters

It waits for the next mistake on this line, and hides it.

## Example

```tree reports
-- content/plans.md --
# Plans

See [next year](./2026.md). <!-- check: ignore link-page-missing -- written in Q4 -->
-- content/2026.md --
# 2026
```

```tree passes
-- content/plans.md --
# Plans

See [next year](./2026.md).
-- content/2026.md --
# 2026
```

## How to fix

`trustpress check --fix` removes the comment.
",
    check: Check::Acceptances(check),
};

fn check(site: &Site, acceptances: &Acceptances, findings: &mut Findings) {
    for (source, at, comment) in suppressions(site) {
        // An expired one accepts nothing and is a finding of its own.
        if has_ended(comment.until, site) {
            continue;
        }
        let unused: Vec<_> = comment
            .rules
            .iter()
            .enumerate()
            .filter(|(nth, _)| !acceptances.used_comment((source, at, *nth)))
            .map(|(_, name)| name)
            .collect();
        // A name that is no rule is a finding of its own, and whether one of a
        // rule that looks elsewhere is needed shows only there.
        let known = unused.iter().filter(|name| is_site_rule_name(&name.value));
        if known.clone().count() == comment.rules.len() {
            let message = format!("this {} accepts nothing", noun(comment));
            let finding = findings.add(source, comment.span, message);
            finding.help("remove it").about(names(comment));
            if comment.removal != Span::default() {
                let edits = vec![Edit { span: comment.removal, insert: String::new() }];
                finding.fix = Some(Fix { safety: Safety::Safe, edits });
            }
            continue;
        }
        for name in known {
            let message = format!("no finding of {} is here", code(&name.value));
            findings
                .add(source, name.span, message)
                .help(format!("remove the name from the {}", noun(comment)))
                .about(&name.value);
        }
    }
}
