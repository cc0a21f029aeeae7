//! `claim-certification-unbacked`: the register knows nothing of a certification.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::{Certification, CertificationStatus};
use crate::parse::{Certificate, ClaimKind, Stage};
use crate::resolve::Site;

use super::{Said, claims, is_ours};

pub(in crate::check) static RULE: Rule = Rule {
    name: "claim-certification-unbacked",
    summary: "a text claims a certification that the register does not have",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a sentence that says that we hold a certification or an attestation, when
`registers/certifications.yaml` does not have it as obtained and valid on the day of
the check, or has a report of another type. A site without that register is left alone.

A sentence is about us if it says `we` or `our`, or names the `publisher` of
`site.toml`.

## Why it matters

The register is what machines read. A text that says more than the register promises
what nobody can find.

## Example

```md reports
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type I
    status: obtained
-- content/index.md --
# Compliance

We have completed our SOC 2 Type II audit.
```

```md passes
-- content/registers/certifications.yaml --
certifications:
  - id: soc2
    name: SOC 2 Type II
    status: obtained
-- content/index.md --
# Compliance

We have completed our SOC 2 Type II audit.
```

## How to fix

Add the certification to the register, or correct the text.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let register = &site.registers.certifications;
    if register.is_empty() {
        return;
    }
    let as_of = site.context.as_of;
    for Said { claim, source, span, .. } in claims(site) {
        let ClaimKind::Certificate(said) = &claim.kind else { continue };
        if said.stage != Stage::Held || !is_ours(site, said) {
            continue;
        }
        let named = || register.iter().filter(|entry| is_named(&entry.value, said));
        let is_backed = named().any(|entry| {
            let is_obtained = match entry.value.status {
                Some(CertificationStatus::Obtained) | None => true,
                Some(CertificationStatus::InProgress | CertificationStatus::Lapsed) => {
                    false
                }
            };
            let is_valid = entry.value.valid_until.is_none_or(|end| as_of <= end);
            is_obtained && is_valid && has_type(&entry.value, said)
        });
        if is_backed {
            continue;
        }
        let message = format!("{} is not in the register", code(&claim.words));
        let finding = findings.add(source, span, message);
        if let Some(entry) = named().next() {
            let place = site.register_source(entry.file);
            finding.see(
                place,
                entry.place("name"),
                "not obtained, not valid, or of another type",
            );
        }
        finding
            .help("add it to `registers/certifications.yaml`, or correct the text")
            .about(&*said.standard);
    }
}

/// Returns whether an entry is about what a sentence names.
fn is_named(entry: &Certification, said: &Certificate) -> bool {
    let wanted = plain(&said.standard);
    let framework = entry.framework.as_ref().map(|id| plain(id.as_str()));
    let name = entry.name.as_deref().map(plain);
    [framework, name].into_iter().flatten().any(|known| known.contains(&wanted))
}

/// Returns whether an entry does not name another type of report.
fn has_type(entry: &Certification, said: &Certificate) -> bool {
    let name = entry.name.as_deref().map(plain).unwrap_or_default();
    let is_second = name.contains("typeii") || name.contains("type2");
    let is_first = !is_second && (name.contains("typei") || name.contains("type1"));
    match said.report_type {
        Some(1) => !is_second,
        Some(_) => !is_first,
        None => true,
    }
}

/// Returns the letters and digits of a name: `ISO/IEC 27001` is `iso27001`.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace("/iec", "");
    lower.chars().filter(|c| c.is_alphanumeric()).collect()
}
