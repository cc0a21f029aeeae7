//! `output-link-broken`: a link on a finished page leads to nothing.

use crate::base::severity::Level;
use crate::built::{Built, LinkRole};
use crate::check::rule::Check;
use crate::check::rules::output::{add_broken, with_role};
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-link-broken",
    summary: "a link on a finished page leads to nothing",
    level: Level::ERROR,
    docs: r#"
## What it does

`trustpress check --built DIR` reads a finished site, whatever made it, and reports a link
for which a server has neither a file nor a redirect. Addresses are looked up as servers
do: a folder stands for its `index.html`, a page may be named without `.html`, what is
percent-encoded is decoded once, `<base>` and `_redirects` count, capital letters too.
Links to the site's own address are links like others; where it is served is said by
`base_url` in `site.toml`, by `--base-url`, or by the canonical links of its pages.

The same link on more than five pages is one finding.

## Why it matters

The checks of the sources see what authors write. What a template, a theme or another
generator adds is only seen in the end, by the reader.

## Example

```built reports
-- public/index.html --
<title>Home</title><a href="/acess/">Access control</a>
-- public/access/index.html --
<title>Access control</title>
```

```built passes
-- public/index.html --
<title>Home</title><a href="/access/">Access control</a>
-- public/access/index.html --
<title>Access control</title>
```

## How to fix

Correct the link in the template or the document it comes from. Where something else
serves the address, name it in `[site] external_routes`.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    add_broken(built, with_role(built, LinkRole::Page), "link", findings);
}
