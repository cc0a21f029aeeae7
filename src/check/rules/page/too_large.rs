//! `page-too-large`: a file is too large to be a document.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::Unreadable;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-too-large",
    summary: "a file is too large to be a document",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a markdown file above `[output] max_document_bytes`.

## Why it matters

It is not read, so that no file can make the build slow or exhaust its memory. The
page is not on the site.

## Example

```tree reports
-- content/access.md --
# Access control

{9 MiB of text}
```

```tree passes
-- content/access.md --
# Access control
```

## How to fix

Split it, or raise the limit in `site.toml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        let Some(Unreadable::TooLarge { bytes, limit }) = document.unreadable else {
            continue;
        };
        let path = code(document.path.as_str());
        findings
            .add(
                site.source_of(index),
                Span::default(),
                format!("{path} is larger than a document may be"),
            )
            .note("it is not published")
            .note(format!("it has {bytes} bytes, and the limit is {limit}"))
            .help("split it, or raise `max_document_bytes` under `[output]`");
    }
}
