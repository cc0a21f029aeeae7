//! `fact-contradiction`: a text says something else than the register of facts.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::claim::{Said, claims};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::ClaimKind;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "fact-contradiction",
    summary: "a text says something else than the register of facts",
    level: Level::WARNING,
    docs: r"
## What it does

A fact in `registers/facts.yaml` can say with `phrases` which sentences are about it, as
in the example below; the value is then under `value`, and its name is still
`backups.kept`. A phrase is words as they follow each other: `a|b` is either word, `a*`
every word that begins so, `a?` a word that may be missing. Choose what only sentences
about this fact say.

Reported is a sentence with such a phrase and, near it, another value of the same sort:
another day where the fact is a day, another number of the same unit where it is a
number (`35 days`, `99.9%`, `$5 million`; `five` and `5`, `day` and `days` are the same),
another address where it is a mail address. For all other facts, `wrong` lists the values
that it does not have.

In doubt nothing is reported: a sentence that has the right value too, or several other
ones, or a date beside the number; one that asks, denies, or tells what was, would be or
has changed; a limit that the fact keeps (`at least 30 days`); headings, quotes, code, the
names of links, logs and records; the values of other facts (`{{ fact.… }}`).

## Why it matters

The answer to a questionnaire says 35 days, the backup policy 30. A customer who reads
both believes neither.

## Example

```tree reports
-- content/registers/facts.yaml --
backups:
  kept:
    value: 35 days
    phrases: [backups are kept|retained, backup retention]
hosting:
  region:
    value: Frankfurt
    phrases: [hosted in]
    wrong: [Dublin, United States]
-- content/index.md --
# Backups

Encrypted backups are kept for 30 days. They are hosted in Dublin.
```

```tree passes
-- content/registers/facts.yaml --
backups:
  kept: { value: 35 days, phrases: [backups are kept] }
-- content/index.md --
# Backups

Encrypted backups are kept for {{ fact.backups.kept }}, and invoices for 10 years.
```

## How to fix

Name the fact in place of its value, `{{ fact.backups.kept }}`, or correct the register.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Fact { name } = &claim.kind else { continue };
        let Some(fact) = site.registers.facts.get(name) else { continue };
        let (name, value) = (code(name), code(&fact.value.shown()));
        let message =
            format!("{} contradicts {name}, which is {value}", code(&claim.words));
        let place = site.register_source(fact.file);
        findings
            .add(source, span, message)
            .see(place, fact.span, "the fact")
            .help(format!(
                "write `{{{{ fact.{} }}}}`, or correct the register",
                name.trim_matches('`')
            ))
            .about(&claim.words);
    }
}
