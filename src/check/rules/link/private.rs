//! `link-private`: only insiders can open the target of a link.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::notices;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-private",
    summary: "only insiders can open the target of a link",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link that nobody outside the organisation can open: a host name without a dot
(`http://go/benefits`) or of a private network (`wiki.internal`), an address of a private
network, the reader's own computer, a message in a Slack workspace. A link to `localhost`
whose text says so is an instruction, and left alone.

## Why it matters

The reader gets an error page, or a login, and learns what the network looks like inside.

## Example

```md reports
# Support

Ask in [the channel](https://acme.slack.com/archives/C01AB2C3D/p1690000000).
```

```md passes
# Support

Write to [support](mailto:support@example.com), or open <http://localhost:3000>.
```

## How to fix

Link to something that readers can open, or say in words what insiders know. If the page
is for insiders, give it `classification: internal`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::Private { what } = notice else { continue };
        let href = &place.link.href;
        let says_so = |label: &str| label.contains("localhost") || label == href;
        if href.contains("localhost")
            && place.link.uses.iter().all(|it| says_so(&it.label))
        {
            continue;
        }
        let message = format!("only insiders can open {}", code(href));
        place.add(site, findings, message).label(*what);
    }
}
