//! `link-capability`: a link gives access to whoever has it.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::notices;
use crate::check::{Findings, Rule};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-capability",
    summary: "a link gives access to whoever has it",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link that carries a key: a signature of a storage service
(`X-Amz-Signature=…`), a `token=…`, a meeting's `pwd=…`, a user and a password before the
host, a report that is shared by its address.

## Why it matters

Whoever reads the page has the access, for as long as the key lives, and after that the
link is broken.

## Example

```md reports
# SOC 2

[Our report](https://files.example.com/soc2.pdf?X-Amz-Signature=0f1e2d3c4b5a69788796a5b4)
```

```md passes
# SOC 2

[Our report](https://trust.example.com/soc2.pdf), which we [send on request](mailto:trust@example.com).
```

## How to fix

Withdraw the key, for it is known. Publish the file among the content, or say how to ask
for it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::Capability { what } = notice else { continue };
        place
            .add(site, findings, format!("the link holds {what}"))
            .label("whoever reads it has the access")
            .help("withdraw the key, and link to what everybody may see");
    }
}
