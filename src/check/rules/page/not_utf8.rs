//! `page-not-utf8`: a file is not UTF-8.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::load::Unreadable;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-not-utf8",
    summary: "a file is not UTF-8",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a document with bytes that are not UTF-8.

## Why it matters

The page is not on the site: its letters would be guesses.

## Example

```tree reports
-- content/access.md --
# Gesch{0xE4}ftsgeheimnisse
```

```tree passes
-- content/access.md --
# Geschäftsgeheimnisse
```

## How to fix

Save the file as UTF-8. Most often it was Windows-1252:
`iconv -f windows-1252 -t utf-8`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.each() {
        let Some(Unreadable::NotUtf8 { offset, line }) = document.unreadable else {
            continue;
        };
        let path = code(document.path.as_str());
        findings
            .add(site.source_of(index), Span::default(), format!("{path} is not UTF-8"))
            .note("it is not published")
            .note(format!("the first wrong byte is byte {offset}, on line {line}"))
            .help("save it as UTF-8");
    }
}
