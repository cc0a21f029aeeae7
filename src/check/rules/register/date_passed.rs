//! `register-date-passed`: a day that was announced has passed.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::register::CertificationStatus;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-date-passed",
    summary: "a day that was announced has passed",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a certification that is still `in_progress` although the day on which it was
`expected_on` has passed.

## Why it matters

The page tells customers to expect something by a day that is gone. Either the certification
was obtained, and the page undersells it, or it is late, and the page says otherwise.

## Example

```tree reports
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    status: in_progress
    expected_on: 2025-04-30
```

```tree passes
-- content/registers/certifications.yaml --
certifications:
  - id: iso-27001
    name: ISO 27001
    status: in_progress
    expected_on: 2025-09-30
```

## How to fix

Say where the certification stands: `status: obtained` with its dates, or a new
`expected_on`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let today = site.context.as_of;
    for entry in &site.registers.certifications {
        let certification = &entry.value;
        let is_open = certification.status == Some(CertificationStatus::InProgress);
        let Some(day) = certification.expected_on.filter(|day| is_open && *day < today)
        else {
            continue;
        };
        let name = code(certification.name.as_deref().unwrap_or("this certification"));
        let days = count(today.days_since(day), "day");
        findings
            .add(
                site.register_source(entry.file),
                entry.place("expected_on"),
                format!("{name} was expected {days} ago and is still in progress"),
            )
            .help("say where it stands: `status: obtained`, or a new day")
            .about(day.to_string());
    }
}
