//! `text-trailing-whitespace`: lines end in white space that means nothing.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::count;
use crate::check::{Edit, Findings, Fix, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-trailing-whitespace",
    summary: "lines end in white space that means nothing",
    level: Level::INFO,
    docs: r"
## What it does

Reports a document in which lines end in white space, once for all of them. Code, raw
HTML, front matter, and the two spaces that break a line are left alone.

## Why it matters

Every editor that takes it away makes a change that somebody has to review.

## Example

```md reports
# Access

Ask the owner.{U+0020}
```

```md passes
# Access

Ask the owner.  
Then wait.
```

## How to fix

`trustpress check --fix` takes it away.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::TrailingWhitespace { places } = problem else { continue };
        let lines = count(places.len(), "line");
        let ends = if places.len() == 1 { "ends" } else { "end" };
        let finding =
            findings.add(source, span, format!("{lines} {ends} in white space"));
        finding.help("take it away").about("white space");
        let remove = |span: &Span| Edit { span: *span, insert: String::new() };
        let edits = places.iter().map(remove).collect();
        finding.fix = Some(Fix { safety: Safety::Safe, edits });
    }
}
