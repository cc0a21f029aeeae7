//! `baseline-stale`: the baseline has findings that are mended.

use crate::base::severity::Level;
use crate::base::span::SourceId;
use crate::baseline::KnownFinding;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "baseline-stale",
    summary: "the baseline has findings that are mended",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports the findings in the baseline (`check-baseline.json`) that nothing is found of
any more, all of them at once.

## Why it matters

They were mended. As long as the baseline has them, the same mistake can be made
again and nobody is told.

## Example

```tree reports
-- check-baseline.json --
{
  "3f9c2a41d0b86e57a1c4f2d98b7e6053": {"rule": "link-page-missing", "file": "content/plans.md", "target": "./2026.md", "added": "2025-01-31"},
  "format": 1
}
-- content/plans.md --
# Plans
```

```tree passes
-- check-baseline.json --
{
  "format": 1
}
-- content/plans.md --
# Plans
```

## How to fix

`trustpress check --write-baseline --shrink-only` takes them out, and takes nothing in.
"#,
    check: Check::Baseline(check),
};

fn check(source: SourceId, gone: &[&KnownFinding], findings: &mut Findings) {
    let [first, rest @ ..] = gone else { return };
    let message = match rest.len() {
        0 => format!("{} of `{}` is mended", code(&first.target), first.rule),
        _ => format!("{} in the baseline are mended", count(gone.len(), "finding")),
    };
    let finding = findings.add(source, first.span, message);
    finding
        .help("run `trustpress check --write-baseline --shrink-only`")
        .about(format!("{} {}", first.rule, first.target));
    for known in rest {
        finding.see(source, known.span, "and this");
    }
}
