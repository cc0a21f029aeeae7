//! `claim-law-outdated`: a figure of law has been replaced.

use crate::base::date::Date;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-law-outdated",
    summary: "a figure or name of law has been replaced",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a few statements about law that were right once or never, each with the day
and the source of what took their place:

| written | since | source |
|---|---|---|
| 50,000 consumers, households or devices (CCPA) | 2023-01-01 | Cal. Civ. Code § 1798.140(d)(1)(B) |
| a revenue of $25 million (CCPA) | 2025-01-01 | Cal. Civ. Code § 1798.199.95(d) |
| 72 hours to tell the data subjects (GDPR) | 2018-05-25 | GDPR Art. 33(1) and 34(1) |
| we comply with the EU-US Privacy Shield | 2020-07-16 | CJEU, case C-311/18 |
| Directive 95/46/EC | 2018-05-25 | GDPR Art. 94(1) |
| clauses of Decisions 2010/87/EU and 2004/915/EC | 2021-09-27 | Decision (EU) 2021/914, Art. 4 |
| ISO/IEC 27001:2013 | 2025-10-31 | IAF MD 26 |
| PCI DSS 3.2.1 | 2024-03-31 | PCI Security Standards Council |

A sentence that says that it is over (`was replaced`, `repealing`, `no longer`) is left
alone, and so are quotes.

## Why it matters

Readers take the guidance of a company for correct, and act on it.

## Example

```md reports
# CCPA

The CCPA holds for businesses that buy the personal information of 50,000 or more
households.
```

```md passes
# CCPA

The CCPA holds for businesses that buy the personal information of 100,000 or more
households. Until 2023 the figure was 50,000 households.
```

## How to fix

Look the source up and write what holds now.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Law(law) = &claim.kind else { continue };
        let (year, month, day) = law.since;
        let Some(since) = Date::new(year, month, day) else { continue };
        if site.context.as_of < since {
            continue;
        }
        findings
            .add(source, span, format!("{} is out of date", code(&claim.words)))
            .label(format!("{}, since {since}", law.now))
            .note(&*law.source)
            .help("look the source up and write what holds now")
            .about(&claim.words);
    }
}
