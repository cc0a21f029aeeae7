//! `config-unknown-field`: a collection asks for a field that does not exist.

use crate::base::nearest::nearest;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::site_toml;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "config-unknown-field",
    summary: "a collection asks for a field that does not exist",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a name under `required` of a collection in `site.toml` that is no field.
Fields have one name there, the one that the documentation gives: `last_updated` and
not `lastmod`.

## Why it matters

No document can have such a field, so each would be reported for want of it.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[[collections]]
path = "policies/**"
required = ["ownr"]
-- content/index.md --
# Security
```

```tree passes
-- site.toml --
[site]
title = "Example"
[[collections]]
path = "policies/**"
required = ["owner"]
-- content/index.md --
# Security
```

## How to fix

Correct the name.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(source) = site_toml(site) else { return };
    let required = site.config.collections.iter().flat_map(|it| &it.required);
    for name in required {
        let known = || Field::ALL.iter().map(|field| field.as_str());
        if known().any(|field| field == name.value) {
            continue;
        }
        let message = format!("no field is called {}", code(&name.value));
        let finding = findings.add(source, name.span, message);
        finding.about(&name.value);
        let alias = Field::from_key(&name.value).map(Field::as_str);
        if let Some(meant) = alias.or_else(|| nearest(&name.value, known())) {
            finding.help(format!("write {}", code(meant)));
        }
    }
}
