//! `text-secret`: a key is in the text.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::{Findings, Rule};
use crate::parse::ProblemKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-secret",
    summary: "a key is in the text",
    level: Level::ERROR,
    docs: r"
## What it does

Reports keys by their form: of AWS, GitHub, GitLab, Slack, Stripe, Google, npm and
Anthropic, signed tokens and private keys, in text, in code and in front matter. The keys
of examples, such as `AKIAIOSFODNN7EXAMPLE`, are none.

## Why it matters

Whoever reads the page, or the repository, has the access.

## Example

```md reports
# Set up

Export `AWS_ACCESS_KEY_ID=AKIAQX3PL7ZTM2VN8RWK`.
```

```md passes
# Set up

Export `AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE`.
```

## How to fix

Withdraw the key first: it is in the history of the repository. Then take it out.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        let ProblemKind::Secret { what } = problem else { continue };
        findings
            .add(source, span, format!("this is {what}"))
            .label("whoever reads it has the access")
            .help("withdraw it, then take it out")
            .about(&**what);
    }
}
