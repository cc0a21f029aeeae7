//! `subprocessor-link-mismatch`: a sub-processor's link is to somebody else.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::register::Subprocessor;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "subprocessor-link-mismatch",
    summary: "a sub-processor's link is to somebody else",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a `website`, `privacy_url` or `subprocessors_url` whose host is that of another
sub-processor's `website`, and does not have any word of this one's name.

## Why it matters

Entries are copied, and links stay behind: readers who look for one company's list find
another's.

## Example

```tree reports
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting of the platform
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
    website: https://harborhosting.example
  - id: larkmail
    legal_name: Larkmail Ltd
    purpose: Sending mail
    data_categories: [mail addresses]
    locations: [{country: IE}]
    transfer_mechanism: none
    privacy_url: https://harborhosting.example/privacy
```

```tree passes
-- content/registers/subprocessors.yaml --
subprocessors:
  - id: harbor
    legal_name: Harbor Hosting GmbH
    purpose: Hosting of the platform
    data_categories: [event data]
    locations: [{country: DE}]
    transfer_mechanism: none
    website: https://harborhosting.example
  - id: larkmail
    legal_name: Larkmail Ltd
    purpose: Sending mail
    data_categories: [mail addresses]
    locations: [{country: IE}]
    transfer_mechanism: none
    privacy_url: https://larkmail.example/privacy
```

## How to fix

Put in the company's own link.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let all = &site.registers.subprocessors;
    for entry in all {
        let one = &entry.value;
        let links = [
            ("website", &one.website),
            ("privacy_url", &one.privacy_url),
            ("subprocessors_url", &one.subprocessors_url),
        ];
        for (key, link) in links {
            let Some(host) = link.as_ref().and_then(|link| host(link.as_str())) else {
                continue;
            };
            let owner = all.iter().map(|other| &other.value).find(|other| {
                let own =
                    other.website.as_ref().and_then(|link| self::host(link.as_str()));
                other.id != one.id && own == Some(host) && names(other, host)
            });
            let Some(owner) = owner.filter(|_| !names(one, host)) else { continue };
            let (own, other) = (code(name(one)), code(name(owner)));
            findings
                .add(
                    site.register_source(entry.file),
                    entry.place(key),
                    format!("the {} of {own} leads to {other}", code(key)),
                )
                .help(format!("put in the link of {own}"))
                .about(host);
        }
    }
}

/// Returns the host of an address, without `www.`.
fn host(href: &str) -> Option<&str> {
    let rest = href.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

fn name(one: &Subprocessor) -> &str {
    one.brand.as_deref().or(one.legal_name.as_deref()).unwrap_or("this entry")
}

/// Returns whether a host has a word of a company's name.
fn names(one: &Subprocessor, host: &str) -> bool {
    /// Shorter words are in many hosts.
    const SHORTEST: usize = 4;
    let host = host.to_lowercase();
    let names = [&one.brand, &one.legal_name].into_iter().flatten().cloned();
    let id = one.id.as_ref().map(|id| id.as_str().replace('-', ""));
    names.chain(id).any(|name| {
        let name = name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word.chars().count() >= SHORTEST && host.contains(word))
    })
}
