//! `link-document-unpinned`: a document that counts lies with a service for sharing files.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::link::is_normative;
use crate::check::rules::walk::notices;
use crate::check::{Findings, Rule};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-document-unpinned",
    summary: "a document that counts lies with a service for sharing files",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link to a file with Google Drive, Dropbox, Notion, SharePoint or the like, where
the file is one that readers have to rely on: the link stands in a controlled document, or
its text names a policy, a standard, an agreement, an audit report or the like. Templates
and checklists are there to be copied, and left alone.

## Why it matters

Nobody can prove which text was there on which day: the file can change, move or vanish
without a version, a date or an archive.

## Example

```md reports
# Policies

- [Backup Policy](https://drive.google.com/file/d/19fKnj20U48rmkDPpes2wA/view?usp=sharing)
```

```md passes
# Policies

- [Backup Policy](https://trust.example.com/policies/backup/)
- [Notes of our picnic](https://drive.google.com/file/d/19fKnj20U48rmkDPpes2wA/view)
```

## How to fix

Bring the text into the content folder, with a version, and link to that.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::Hosted { service } = notice else { continue };
        if is_normative(site, place) {
            place
                .add(site, findings, format!("this document lies with {service}"))
                .label("no version, no date, no archive")
                .help("bring it into the content folder, and link to that");
        }
    }
}
