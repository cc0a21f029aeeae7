//! `field-person-named`: a document names a person as its owner.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::key_of;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Field;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "field-person-named",
    summary: "a document names a person as its owner",
    level: Level::INFO,
    docs: r"
## What it does

Reports a document whose `owner` or `approver` is a person: an address such as
`jane.doe@example.com`, or a name. Roles, teams and departments are left alone, and so is
what might be one.

## Why it matters

People change their work and leave, and the policy then belongs to nobody. A role stays.
And the page publishes the person's name for as long as there is an archive.

## Example

```md reports
---
title: Access
owner: jane.doe@example.com
---
```

```md passes
---
title: Access
owner: Head of Security
---
```

## How to fix

Name the role: `owner: Head of Security`.
",
    check: Check::Site(check),
};

/// Words that are part of the name of a role or a team, in lower case.
const ROLES: [&str; 62] = [
    "admin",
    "administration",
    "analyst",
    "architect",
    "assurance",
    "board",
    "business",
    "ceo",
    "cfo",
    "chief",
    "ciso",
    "cloud",
    "committee",
    "compliance",
    "coo",
    "council",
    "counsel",
    "cto",
    "customer",
    "data",
    "department",
    "design",
    "desk",
    "developer",
    "development",
    "director",
    "dpo",
    "engineer",
    "engineering",
    "executive",
    "facilities",
    "finance",
    "founder",
    "governance",
    "group",
    "head",
    "hr",
    "information",
    "infra",
    "infrastructure",
    "it",
    "lead",
    "leader",
    "leadership",
    "legal",
    "management",
    "manager",
    "marketing",
    "office",
    "officer",
    "operations",
    "ops",
    "owner",
    "people",
    "platform",
    "president",
    "privacy",
    "product",
    "risk",
    "sales",
    "security",
    "support",
];

/// More of them.
const TEAMS: [&str; 10] = [
    "team",
    "teams",
    "services",
    "staff",
    "steward",
    "systems",
    "talent",
    "technology",
    "trust",
    "vp",
];

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, _) in site.published() {
        let front_matter = &document.front_matter;
        let fields = [
            (Field::Owner, &front_matter.owner),
            (Field::Approver, &front_matter.approver),
        ];
        for (field, values) in fields {
            for value in values.iter().filter(|it| is_person(&it.value)) {
                let key = code(key_of(document, field));
                findings
                    .add(
                        site.source_of(index),
                        value.span,
                        format!("{key} is a person: {}", code(&value.value)),
                    )
                    .help("name the role")
                    .about(&value.value);
            }
        }
    }
}

fn is_person(text: &str) -> bool {
    match text.split_once('@') {
        // A handle is as likely a team's.
        Some(("", _)) => false,
        Some((name, _)) => {
            let mut parts = name.split(['.', '_']);
            let is_part = |part: &str| {
                part.len() > 1 && part.chars().all(char::is_alphabetic) && !is_role(part)
            };
            parts.clone().count() == 2 && parts.all(is_part)
        }
        None => {
            let is_name = |word: &str| {
                word.starts_with(char::is_uppercase)
                    && word.contains(char::is_lowercase)
                    && word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c))
                    && !is_role(word)
            };
            let count = text.split_whitespace().count();
            (2..=3).contains(&count) && text.split_whitespace().all(is_name)
        }
    }
}

fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    ROLES.contains(&lower.as_str()) || TEAMS.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_roles() {
        #[rustfmt::skip]
        let cases = [
            ("Jane Doe",                      true),
            ("Jean-Luc O'Neill",              true),
            ("jane.doe@example.com",          true),
            ("Head of Security",              false),
            ("Information Security Officer",  false),
            ("Security",                      false),
            ("CISO",                          false),
            ("People Team",                   false),
            ("@acme/security",                false),
            ("security@example.com",          false),
            ("data.protection@example.com",   false),
            ("Quality",                       false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_person(text), expected, "{text}");
        }
    }
}
