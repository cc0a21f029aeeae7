//! `output-anchor-missing`: a link leads to a place that its page does not have.

use crate::base::severity::Level;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::rules::output::causes;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-anchor-missing",
    summary: "a link on a finished page leads to a place that is not on its page",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a link whose fragment (`#…`) is no `id` and no `<a name>` of the page, in
`check --built`. The fragment is compared as it is, then percent-decoded, as browsers do. `#`,
`#top`, `#:~:text=…` and the routes of scripts (`#/…`, `#!…`) are left alone, and so are
fragments of files that are no pages.

## Why it matters

The reader lands at the top of the page and has to guess what was meant.

## Example

```built reports
-- public/index.html --
<title>Home</title><a href="/access/#pasword">Passwords</a>
-- public/access/index.html --
<title>Access control</title><h2 id="passwords">Passwords</h2>
```

```built passes
-- public/index.html --
<title>Home</title><a href="/access/#passwords">Passwords</a>
-- public/access/index.html --
<title>Access control</title><h2 id="passwords">Passwords</h2>
```

## How to fix

Link to an `id` that the page has, or give the place this one.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    for cause in causes(built.loose.iter(), |it| (&it.href, it.source, it.span)) {
        let loose = cause.fault;
        let fragment = loose.href.split_once('#').map_or("", |(_, fragment)| fragment);
        let fragment = code(&format!("#{fragment}"));
        let message = if loose.target == loose.source {
            format!("this page has no place {fragment}")
        } else {
            format!("page {} has no place {fragment}", code(built.path(loose.target)))
        };
        let finding = findings.add(loose.source, loose.span, message);
        finding.label("no such id or name").about(&loose.href);
        match &loose.suggestion {
            Some(id) => finding.help(format!("link to {}", code(&format!("#{id}")))),
            None => finding.help("link to an id that the page has"),
        };
        cause.tell(loose.source, finding);
    }
}
