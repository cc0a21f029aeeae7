//! `text-page-saved`: the text is a web page that was saved.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-page-saved",
    summary: "the text is a web page that was saved",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a document in which at least three lines are what a site shows around its pages:
`Edit this page`, `Toggle dark mode`, `Was this page useful?` and the like.

## Why it matters

Somebody saved a page from a browser. Most of the text is navigation, its headings are no
headings and its links are gone.

## Example

```md reports
# Access

On this page

Ask the owner.

- Edit this page
- Toggle dark mode
```

```md passes
# Access

Ask the owner. To correct this text, choose “Edit this page”.
```

## How to fix

Find the source of the page. If it is lost, keep the text itself and mark its headings and
links.
",
    check: Check::Site(check),
};

/// How much of it a finding repeats.
const SHOWN: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::PageSaved { phrases } = problem else { continue };
        let (shown, more) = phrases.split_at(phrases.len().min(SHOWN));
        let shown: Vec<String> = shown.iter().map(|phrase| code(phrase)).collect();
        let finding = findings.add(source, span, "this looks like a saved web page");
        finding.label("what a site shows around its pages");
        finding.note(match more.len() {
            0 => format!("it holds {}", shown.join(", ")),
            more => format!("it holds {} and {more} more", shown.join(", ")),
        });
        finding.help("find the source of the page").about("saved page");
    }
}
