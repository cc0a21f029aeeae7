//! `register-fact-unknown`: a text names a fact that no register has.

use crate::base::severity::Level;
use crate::base::span::{SourceId, Span};
use crate::check::rule::Check;
use crate::check::rules::walk::problems;
use crate::check::rules::words::code;
use crate::check::{Finding, Findings, Rule, Safety};
use crate::parse::ProblemKind;
use crate::resolve::SettledText;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "register-fact-unknown",
    summary: "a text names a fact that no register has",
    level: Level::ERROR,
    docs: r"
## What it does

Reports `{{ fact.… }}` in a text where the registers have no value of that name. A value in
`registers/facts.yaml` is named by its keys, joined with dots; a value of another register by
the register, the id of the entry and the key: `certifications.soc2.valid_until`. Braces in
code are left alone.

## Why it matters

Readers see the braces instead of the date or the number.

## Example

```tree reports
-- content/registers/facts.yaml --
soc2:
  period_end: 2025-03-31
-- content/audits.md --
# Audits

The last period ended on {{ fact.soc2.period_ned }}.
```

```tree passes
-- content/registers/facts.yaml --
soc2:
  period_end: 2025-03-31
-- content/audits.md --
# Audits

The last period ended on {{ fact.soc2.period_end }}.
```

## How to fix

Correct the name, or add the value to `registers/facts.yaml`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (source, span, problem) in problems(site) {
        if let ProblemKind::FactUnknown { name, suggestion } = problem {
            let finding = add(findings, (source, span), name, suggestion.as_deref());
            if let Some(meant) = suggestion {
                let insert = format!("{{{{ fact.{meant} }}}}");
                finding.replace(Safety::Suggestion, insert);
            }
        }
    }
    for SettledText { text, .. } in site.register_texts.iter() {
        let at = (site.register_source(text.file), text.span);
        for problem in &text.document.problems {
            if let ProblemKind::FactUnknown { name, suggestion } = &problem.kind {
                add(findings, at, name, suggestion.as_deref());
            }
        }
    }
}

fn add<'a>(
    findings: &'a mut Findings,
    (source, span): (SourceId, Span),
    name: &str,
    suggestion: Option<&str>,
) -> &'a mut Finding {
    let message = format!("no register has the fact {}", code(name));
    let finding = findings.add(source, span, message);
    finding.about(name);
    match suggestion {
        Some(meant) => finding.help(format!("write {}", code(meant))),
        None => finding.help("add it to `registers/facts.yaml`"),
    }
}
