//! `version-scheme-mismatch`: a version is not numbered as it should be.

use crate::base::severity::Level;
use crate::base::version::{Scheme, Version};
use crate::check::rule::Check;
use crate::check::rules::walk::{key_of, site_toml};
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::{Document, Field};
use crate::resolve::{Site, stated_scheme};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-scheme-mismatch",
    summary: "a version is not numbered as it should be",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a `version` that does not follow the `version_scheme` of its document, or `[versions]
scheme` of `site.toml`. A version that is frozen already is left alone.

| scheme | versions |
|---|---|
| `integer` | `1`, `2`, `10` |
| `major-minor` | `1.0`, `1.1`, `2.0` |
| `semver` | `1.0.0`, `1.1.0-rc.1` |
| `date` | `2025-06-02`, `2025-06`, `2025-06-02.2` |

## Why it matters

Which of two versions is the later one is told by their numbers. One that is numbered in
another way has no place among them.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"

[versions]
scheme = "major-minor"
-- content/access.md --
---
kind: policy
version: "2025-06-02"
---
Lock the door.
```

```tree passes
-- site.toml --
[site]
title = "Example"

[versions]
scheme = "major-minor"
-- content/access.md --
---
kind: policy
version: "2025-06-02"
version_scheme: date
---
Lock the door.
```

## How to fix

Number the version as the others are. If this document is numbered in another way, say so
in its front matter: `version_scheme: date`.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.controlled() {
        let Some(written) = &document.front_matter.version else { continue };
        let Ok(version) = Version::new(&written.value) else { continue };
        let Some(scheme) = mismatch(site, document, &version) else { continue };
        if site.archive.find(&page.id, &version).is_some() {
            continue;
        }
        let message = format!(
            "version {} does not follow the scheme {}",
            code(version.as_str()),
            code(word(scheme))
        );
        let finding = findings.add(site.source_of(index), written.span, message);
        let own = document.front_matter.version_scheme.as_ref();
        match (own, site_toml(site)) {
            (Some(own), _) => {
                let key = code(key_of(document, Field::VersionScheme));
                finding.see(site.source_of(index), own.span, format!("{key} says so"));
            }
            (None, Some(_)) => {
                finding.note("`[versions] scheme` in `site.toml` says so");
            }
            (None, None) => (),
        }
        finding.help(instead(&version, scheme)).about(&page.id);
    }
}

/// Returns the scheme that a version of a document should follow and does not.
pub(super) fn mismatch(
    site: &Site,
    document: &Document,
    version: &Version,
) -> Option<Scheme> {
    stated_scheme(document, &site.config).filter(|scheme| !scheme.follows(version))
}

/// Returns the word that users write for a scheme.
fn word(scheme: Scheme) -> &'static str {
    Scheme::WORDS.iter().find(|(_, own)| *own == scheme).map_or("", |(word, _)| word)
}

/// Says what to write, or where to say that this document is numbered so.
fn instead(version: &Version, scheme: Scheme) -> String {
    let example = match scheme {
        Scheme::Integer => "2",
        Scheme::Date => "2025-06-02",
        Scheme::MajorMinor => "2.1",
        Scheme::Semver => "2.1.0",
    };
    let number = format!("number it like {}", code(example));
    Scheme::detect([version]).map_or(number.clone(), |own| {
        format!("{number}, or write {}", code(&format!("version_scheme: {}", word(own))))
    })
}
