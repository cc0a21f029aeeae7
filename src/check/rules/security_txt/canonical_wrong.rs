//! `security-txt-canonical-wrong`: `security.txt` names another address as its own.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "security-txt-canonical-wrong",
    summary: "`security.txt` names another address as its own",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a `static/.well-known/security.txt` with `Canonical:` fields of which none is the
address at which the site publishes it.

## Why it matters

Whoever finds the file takes it for a copy of another one, and may not trust it (RFC 9116,
section 2.5.2).

## Example

```tree reports
-- site.toml --
[site]
title = "Tidemark"
base_url = "https://trust.tidemark.example"
-- static/.well-known/security.txt --
Contact: mailto:security@tidemark.example
Expires: 2025-12-01T00:00:00Z
Canonical: https://tidemark.example/security.txt
```

```tree passes
-- site.toml --
[site]
title = "Tidemark"
base_url = "https://trust.tidemark.example"
-- static/.well-known/security.txt --
Contact: mailto:security@tidemark.example
Expires: 2025-12-01T00:00:00Z
Canonical: https://trust.tidemark.example/.well-known/security.txt
```

## How to fix

Add a `Canonical:` field with the address, or leave the file away: trustpress makes one from
`registers/contacts.yaml`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(known) = &site.security_txt else { return };
    let base_url = &site.config.site.base_url;
    if base_url.origin().is_none() {
        return;
    }
    let own = base_url.absolute("/.well-known/security.txt");
    let Some(first) = known.canonical.first() else { return };
    if known.canonical.iter().any(|address| address.value == own) {
        return;
    }
    findings
        .add(known.source, first.span, "`security.txt` is published at another address")
        .help(format!("add the line {}", code(&format!("Canonical: {own}"))))
        .about(&first.value);
}
