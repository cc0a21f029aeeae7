//! `output-file-unreadable`: a file of a finished site cannot be looked at.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::{Findings, Rule};
use crate::load::Unreadable;

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-file-unreadable",
    summary: "a file of a finished site cannot be looked at",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a page or a style sheet of a finished site that the system refuses to read, or
that is larger than 64 MiB, in `check --built`.

## Why it matters

What cannot be read is not proved, and a server may not be able to read it either.

## Example

```built reports
-- public/index.html (unreadable: permission denied) --
```

```built passes
-- public/index.html --
<title>Home</title>
```

## How to fix

Let the account that checks, and the one that serves, read the file.
",
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    for (source, reason) in &built.unreadable {
        let reason = match reason {
            Unreadable::Io(reason) => reason.clone(),
            Unreadable::TooLarge { bytes, limit } => {
                format!(
                    "it has {bytes} bytes, and {limit} are the most that is looked into"
                )
            }
            Unreadable::NotUtf8 { .. } => "it is not UTF-8".to_owned(),
        };
        findings
            .add(*source, Span::default(), format!("this file cannot be read: {reason}"))
            .help("let the account that checks read it");
    }
}
