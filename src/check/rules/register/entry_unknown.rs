//! `register-entry-unknown`: a register names an entry that does not exist.

use crate::base::nearest::nearest;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule, Safety};
use crate::parse::register::Id;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-entry-unknown",
    summary: "a register names an entry that does not exist",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a report in `registers/reports.yaml` whose `certification` is not the id of one in
`registers/certifications.yaml`.

## Why it matters

The report is not shown with the certification that it proves.

## Example

```tree reports
-- content/registers/reports.yaml --
reports:
  - id: soc2-2025
    title: SOC 2 Type II report 2025
    certification: soc-2
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type II
```

```tree passes
-- content/registers/reports.yaml --
reports:
  - id: soc2-2025
    title: SOC 2 Type II report 2025
    certification: soc2
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type II
```

## How to fix

Write the id as it is in the other register, or add the entry there.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let certifications = &site.registers.certifications;
    let known = || certifications.iter().filter_map(|it| it.value.id.as_ref());
    for entry in &site.registers.reports {
        let Some(id) = &entry.value.certification else { continue };
        if known().any(|known| known == id) {
            continue;
        }
        let id = id.as_str();
        let finding = findings.add(
            site.register_source(entry.file),
            entry.place("certification"),
            format!("no certification has the id {}", code(id)),
        );
        finding.about(id);
        match nearest(id, known().map(Id::as_str)) {
            Some(meant) => {
                finding
                    .help(format!("write {}", code(meant)))
                    .replace(Safety::Suggestion, meant);
            }
            None => {
                finding.help("add it to `registers/certifications.yaml`");
            }
        }
    }
}
