//! `output-id-duplicate`: a finished page has an id twice.

use crate::base::severity::Level;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::rules::output::causes;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-id-duplicate",
    summary: "a finished page has an id twice",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports an `id` that is on one page more than once, in `check --built`. What is in a
`<template>` does not count.

## Why it matters

Links lead to the first of them, whichever was meant, and screen readers read the wrong
label.

## Example

```built reports
-- public/index.html --
<title>Home</title><h2 id="scope">Scope</h2><h2 id="scope">Scope</h2>
```

```built passes
-- public/index.html --
<title>Home</title><h2 id="scope">Scope</h2><h2 id="scope-1">Scope</h2>
```

## How to fix

Give one of them another id. Where a template writes it, make the id of what it is for.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    for cause in causes(built.duplicates.iter(), |it| (&it.id, it.source, it.span)) {
        let twice = cause.fault;
        let message = format!("the id {} is on this page twice", code(&twice.id));
        let finding = findings.add(twice.source, twice.span, message);
        finding.label("again").see(twice.source, twice.first, "first").about(&twice.id);
        finding.help("give one of them another id");
        cause.tell(twice.source, finding);
    }
}
