//! `subprocessor-notice-short`: customers are told of a sub-processor later than promised.

use crate::base::date::Interval;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::count;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "subprocessor-notice-short",
    summary: "customers are told of a sub-processor later than promised",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a sub-processor that begins (`effective_on`) fewer days after it was announced
(`announced_on`) than `notice_days` promises, and an `objection_until` that is earlier than
that.

## Why it matters

The data processing agreement gives customers these days to object. Data that is processed
earlier is processed in breach of it.

## Example

```tree reports
-- content/registers/subprocessors.yaml --
notice_days: 30
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting of the platform
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
    announced_on: 2025-05-01
    effective_on: 2025-05-05
```

```tree passes
-- content/registers/subprocessors.yaml --
notice_days: 30
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting of the platform
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
    announced_on: 2025-05-01
    effective_on: 2025-06-01
```

## How to fix

Move the beginning to a later day.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(promised) = site.registers.notice_days else { return };
    for entry in &site.registers.subprocessors {
        let one = &entry.value;
        let Some(announced) = one.announced_on else { continue };
        let ends = [
            ("effective_on", one.effective_on, "before it begins"),
            ("objection_until", one.objection_until, "to object"),
        ];
        for (key, day, what) in ends {
            let Some(given) = day.map(|day| day.days_since(announced)) else { continue };
            if given >= i64::from(promised) {
                continue;
            }
            let message = format!(
                "customers have {} {what}, and {promised} are promised",
                count(given.max(0), "day")
            );
            let first = announced.after(Interval::Days(promised));
            findings
                .add(site.register_source(entry.file), entry.place(key), message)
                .see(
                    site.register_source(entry.file),
                    entry.place("announced_on"),
                    "announced here",
                )
                .help(format!("write {first} or later"))
                .about(key);
        }
    }
}
