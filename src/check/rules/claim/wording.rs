//! `claim-wording`: a report is called a certificate.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

use super::{Said, claims};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-wording",
    summary: "something is called certified that nobody certifies",
    level: Level::INFO,
    docs: r"
## What it does

Reports `SOC 2 certified`, `our SOC 2 certification`, `certified as SOC 2 Type II`, and
the same of SOC 1, SOC 3 and HIPAA.

## Why it matters

SOC 2 is an attestation report of an auditor, and there is no certificate. Nobody who
may certify compliance with HIPAA exists. Security reviewers notice.

## Example

```md reports
# Compliance

Acme is SOC 2 Type II certified.
```

```md passes
# Compliance

An independent auditor has issued our SOC 2 Type II report. Acme is ISO 27001
certified.
```

## How to fix

Name the report, its type and its period.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::CertifiedWording { standard } = &claim.kind else { continue };
        let (label, help) = if standard == "HIPAA" {
            ("nobody certifies compliance with HIPAA", "say what is done to comply")
        } else {
            ("an attestation report, not a certificate", "write of a report")
        };
        findings
            .add(source, span, format!("{} is called a certification", code(standard)))
            .label(label)
            .help(help)
            .about(&claim.words);
    }
}
