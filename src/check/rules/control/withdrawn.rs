//! `control-withdrawn`: a control is one of an earlier edition.

use super::judged;
use crate::base::framework::{Framework, Judgement};
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::{code, either};
use crate::check::{Findings, Rule, Safety};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "control-withdrawn",
    summary: "a control is one of an earlier edition",
    level: Level::WARNING,
    docs: r"
## What it does

Reports an id in `controls` that an earlier edition of the framework had: of NIST CSF 1.1,
of NIST SP 800-53 before revision 5, of ISO/IEC 27001:2013.

## Why it matters

Whoever maps the policy to the edition in force finds no such control, and takes the rest
of the mapping for as old.

## Example

```md reports
---
title: Access
controls:
  nist-csf: [PR.AC-4]
---
```

```md passes
---
title: Access
controls:
  nist-csf: [PR.AA-05]
---
```

## How to fix

Write the ids that took its place; where it is one id, `trustpress check --fix=suggestions`
writes it.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for judged in judged(site) {
        let Judgement::Withdrawn(now) = judged.judgement else { continue };
        let id = &judged.control.value.id;
        let Framework { title, version, url, .. } = judged.framework;
        let message = format!("{title} ({version}) has no {} any more", code(id));
        let finding = findings.add(judged.source, judged.control.span, message);
        finding.label("from an earlier edition").about(id);
        match now {
            [] => {
                finding.help(format!("look up what took its place at {url}"));
            }
            [only] if judged.is_alone => {
                finding.help(format!("write {}", code(only)));
                finding.replace(Safety::Suggestion, *only);
            }
            _ => {
                finding.help(format!("write {}", either(now)));
            }
        }
    }
}
