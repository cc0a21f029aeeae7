//! `page-title-mismatch`: title and file name are about different laws.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::page::title_span;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "page-title-mismatch",
    summary: "title and file name are about different laws",
    level: Level::INFO,
    docs: r"
## What it does

Reports a page whose title names one law or standard and whose file name names another:
`ccpa.md` with the title “GDPR compliance”.

## Why it matters

The page began as a copy of the other one. What else was not changed?

## Example

```tree reports
-- content/ccpa-compliance.md --
# GDPR compliance
```

```tree passes
-- content/ccpa-compliance.md --
# CCPA compliance
-- content/gdpr-and-ccpa.md --
# GDPR and its neighbours
```

## How to fix

Correct the title, or rename the file; then read the text.
",
    check: Check::Site(check),
};

/// Names of laws and standards, in lower case, each with what it is called; names
/// of one thing stand beside each other.
const LAWS: [(&str, &str); 16] = [
    ("ccpa", "CCPA"),
    ("cpra", "CCPA"),
    ("coppa", "COPPA"),
    ("dora", "DORA"),
    ("ferpa", "FERPA"),
    ("fedramp", "FedRAMP"),
    ("gdpr", "GDPR"),
    ("dsgvo", "GDPR"),
    ("hipaa", "HIPAA"),
    ("iso27001", "ISO 27001"),
    ("27001", "ISO 27001"),
    ("lgpd", "LGPD"),
    ("nis2", "NIS 2"),
    ("pipeda", "PIPEDA"),
    ("soc2", "SOC 2"),
    ("sox", "SOX"),
];

fn check(site: &Site, findings: &mut Findings) {
    for (index, document, page) in site.published() {
        let in_name = laws(document.path.stem());
        if in_name.is_empty() {
            continue;
        }
        let in_title = laws(&page.title);
        let [titled, ..] = in_title.as_slice() else { continue };
        if in_title.iter().any(|law| in_name.contains(law)) {
            continue;
        }
        let (named, path) = (in_name.join(", "), document.path.as_str());
        findings
            .add(
                site.source_of(index),
                title_span(document),
                format!("the title is about {titled}"),
            )
            .label(format!("{} is about {named}", code(path)))
            .about(&page.title);
    }
}

/// Returns the laws and standards that a text names, each once.
fn laws(text: &str) -> Vec<&'static str> {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty());
    let words: Vec<&str> = words.collect();
    // `SOC 2`, `nis-2`, `ISO 27001`
    let pairs: Vec<String> = words.windows(2).map(<[&str]>::concat).collect();
    let is_named = |law: &str| words.contains(&law) || pairs.iter().any(|it| it == law);
    let mut named: Vec<&str> =
        LAWS.iter().filter(|(law, _)| is_named(law)).map(|(_, name)| *name).collect();
    named.dedup();
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_found_by_any_of_their_names() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 6] = [
            ("ccpa-2022-05",            &["CCPA"]),
            ("Our CPRA guide",          &["CCPA"]),
            ("SOC 2 and ISO/IEC 27001", &["ISO 27001", "SOC 2"]),
            ("soc2-type-ii",            &["SOC 2"]),
            ("society-2",               &[]),
            ("Doraemon",                &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(laws(text), expected, "{text}");
        }
    }
}
