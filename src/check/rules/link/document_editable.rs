//! `link-document-editable`: a link opens a document that counts in an editor.

use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::link::is_normative;
use crate::check::rules::walk::notices;
use crate::check::{Findings, Rule};
use crate::resolve::{Notice, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-document-editable",
    summary: "a link opens a document that counts in an editor",
    level: Level::WARNING,
    docs: r"
## What it does

Reports a link to `docs.google.com/…/edit` where the document is one that readers have to
rely on: the link stands in a controlled document, or its text names a policy, a
standard, an agreement, an audit report or the like. Templates and checklists are there to
be copied, and left alone.

## Why it matters

The reader of an agreement opens it in an editor, with what is written in its margins, and
cannot tell which text was agreed to.

## Example

```md reports
# Agreements

[Data Processing Agreement](https://docs.google.com/document/d/1xfpP1SCFoI1qSKM6r/edit)
```

```md passes
# Agreements

[Data Processing Agreement](dpa.pdf) and [our notes](https://docs.google.com/document/d/1xf/edit)
```

## How to fix

Publish the text among the content, with a version, or at least as a file that cannot be
edited.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    for (place, notice) in notices(site) {
        let Notice::HostedEditor { service } = notice else { continue };
        if is_normative(site, place) {
            place
                .add(site, findings, format!("this document opens in {service}"))
                .label("readers get an editor")
                .help("bring it into the content folder, and link to that");
        }
    }
}
