//! `claim-relative-time`: a time that only the writer knew.

use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{ClaimKind, Document, Forecast};
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-relative-time",
    summary: "a sentence says when, but only its writer knows",
    level: Level::INFO,
    docs: r"
## What it does

Reports words such as `recently`, `currently`, `last year`, `coming soon`, in a
sentence without a date; and an announcement for a month without its year, or for
`next quarter`, on a page that does not say when it was last updated.

## Why it matters

They were true on the day on which they were written. The reader does not know that
day.

## Example

```md reports
# Keys

Google recently changed its settings for security keys.
```

```md passes
# Keys

Google changed its settings for security keys in May 2025. If you recently lost a
key, tell us.
```

## How to fix

Name the date.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, document, written } in claims(site) {
        let is_relative = match claim.kind {
            ClaimKind::RelativeTime => !is_announced(document, claim.span),
            ClaimKind::Forecast(Forecast::Month(_) | Forecast::Within(_)) => {
                written.is_none()
            }
            _ => false,
        };
        if is_relative {
            findings
                .add(source, span, format!("{} has no date", code(&claim.words)))
                .help("name the date")
                .about(&claim.words);
        }
    }
}

/// Returns whether a time belongs to an announcement, which is judged as a whole.
fn is_announced(document: &Document, time: Span) -> bool {
    document.claims.iter().any(|claim| {
        matches!(claim.kind, ClaimKind::Forecast(_))
            && claim.span.start <= time.start
            && time.end <= claim.span.end
    })
}
