//! `subprocessor-field-missing`: a sub-processor lacks something that customers must be told.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::register::{flaws, in_entry, is_of};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::FlawKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "subprocessor-field-missing",
    summary: "a sub-processor lacks something that customers must be told",
    level: Level::ERROR,
    docs: r"
## What it does

Reports an entry of `registers/subprocessors.yaml` without `legal_name`, `purpose`,
`data_categories`, `locations` or `transfer_mechanism`, and a location without `country`.

## Why it matters

A controller must know who processes its data, for what, where, and what makes the transfer
lawful (GDPR Article 28, EDPB Opinion 22/2024), before it can agree or object.

## Example

```tree reports
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
```

```tree passes
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting of the platform
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
```

## How to fix

Add the key. Where no data leaves the European Economic Area, the mechanism is `none`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, flaw) in flaws(site) {
        let FlawKind::FieldMissing { key, entry } = flaw else { continue };
        if key == "id" || !is_of(site, source, "subprocessors") {
            continue;
        }
        findings
            .add(
                source,
                span,
                format!("{} is missing{}", code(key), in_entry(entry.as_deref())),
            )
            .note("customers must be told before they can agree")
            .help(format!("add {}", code(&format!("{key}: …"))))
            .about(key);
    }
}
