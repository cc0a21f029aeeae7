//! `control-unknown`: a control does not exist.

use super::judged;
use crate::base::framework::{Framework, Judgement};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "control-unknown",
    summary: "a control does not exist",
    level: Level::WARNING,
    docs: r"
## What it does

Reports an id in `controls` that the framework does not have. Known are the current
editions of CCPA, CIS Controls, GDPR, HIPAA, ISO/IEC 27001 (annex A and clauses), NIST CSF,
NIST SP 800-53, PCI DSS and the Trust Services Criteria of SOC 2, in every spelling in use.
Other frameworks are nobody's business, and neither are ids without a framework.

## Why it matters

The policy index says that the document covers a control, and an auditor who looks it up
finds nothing.

## Example

```md reports
---
title: Access
controls:
  soc2: [CC6.1, CC6.9]
---
```

```md passes
---
title: Access
controls:
  soc2: [CC6.1, CC6.8]
  our-own: [X-17]
---
```

## How to fix

Look the id up in the framework, in the edition that the message names.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for judged in judged(site) {
        let Judgement::Unknown(hint) = &judged.judgement else { continue };
        let Framework { title, version, url, .. } = judged.framework;
        let message =
            format!("{title} ({version}) has no {}", code(&judged.control.value.id));
        let finding = findings.add(judged.source, judged.control.span, message);
        finding.about(&judged.control.value.id).help(format!("look it up at {url}"));
        if let Some(hint) = hint {
            finding.label(hint);
        }
    }
}
