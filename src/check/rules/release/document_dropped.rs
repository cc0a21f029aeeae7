//! `release-document-dropped`: a document of the last release is gone.

use std::sync::Arc;

use crate::archive::RELEASES;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::parse::Document;
use crate::resolve::Site;

pub(in crate::check) static RULE: Rule = Rule {
    name: "release-document-dropped",
    summary: "a document of the last release is gone without a word",
    level: Level::WARNING,
    docs: r#"
## What it does

Reports a document that the last release has and the content folder has not, where no
document names it under `supersedes`.

## Why it matters

Its versions stay where they are, and say that the document is not valid any more. Since
when, and what holds instead, nobody has said; and perhaps the file was lost.

## Example

```tree reports
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01

[release.documents]
access = "1.0"
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/"
-- content/index.md --
# Security
```

```tree passes
-- frozen: access 1.0 --
---
id: access
kind: policy
version: "1.0"
---
Lock the door.
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01

[release.documents]
access = "1.0"
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/"
-- content/access.md --
---
id: access
kind: policy
version: "1.0"
status: withdrawn
---
Lock the door.
```

## How to fix

Keep the document, with `status: withdrawn` and the day under `expires_on`. If another one
replaces it, name it there under `supersedes`. If its `id` was changed, set it back.
"#,
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let Some(list) = site.source_named(RELEASES) else { return };
    let Some(release) = site.archive.releases.last() else { return };
    for (id, version) in &release.documents {
        let is_replaced = |document: &Arc<Document>| {
            document.front_matter.supersedes.iter().any(|name| name.value == *id)
        };
        // A version that the lock has not is reported by another rule.
        let Some(frozen) = site.archive.find(id, version) else { continue };
        let is_withdrawn = site.withdrawal(id, version).is_some();
        if is_withdrawn
            || site.ids.contains_key(id)
            || site.documents.iter().any(is_replaced)
        {
            continue;
        }
        let entry = &frozen.entry;
        let path = site.config.content_path_from_root(entry.source_path.as_str());
        let message = format!(
            "{} {} is gone, and the release {} has it",
            entry.kind,
            code(&entry.title),
            code(&release.name)
        );
        findings
            .add(list, release.span, message)
            .note(format!("it was in {}", code(&path)))
            .help(help(site, id, &path))
            .about(id);
    }
}

/// Says what to do about a document that was in a file.
fn help(site: &Site, id: &str, path: &str) -> String {
    let is_there = site.each().any(|(index, _, page)| {
        page.publication.is_listed() && site.source_path(site.source_of(index)) == path
    });
    if is_there {
        let line = code(&format!("id: {id}"));
        return format!("write {line} in {}, if that is the same document", code(path));
    }
    "keep it with `status: withdrawn`, or name it under `supersedes` in what replaces it"
        .to_owned()
}
