//! `review-rubber-stamp`: many reviews were recorded at once, without a change.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::{Findings, Rule};
use crate::load::git::{FileHistory, History};
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "review-rubber-stamp",
    summary: "many reviews were recorded at once, without a change",
    level: Level::INFO,
    docs: r#"
## What it does

Reports five or more documents whose last commit is the same, changed no text of theirs,
and gave them the same `last_reviewed`. Needs `[dates] git`.

## Why it matters

Nobody reads a dozen policies in one go. A new date on each of them looks like a review,
and says nothing about the text.

## Example

```tree reports
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/{1 to 5}.md --
---
title: Policy {n}
last_reviewed: 2025-05-20
---
-- git log --
2024-05-20 9d0e771 content/01.md
2024-05-20 9d0e771 content/02.md
2024-05-20 9d0e771 content/03.md
2024-05-20 9d0e771 content/04.md
2024-05-20 9d0e771 content/05.md
2025-05-20 3f2c1ab content/01.md (metadata)
2025-05-20 3f2c1ab content/02.md (metadata)
2025-05-20 3f2c1ab content/03.md (metadata)
2025-05-20 3f2c1ab content/04.md (metadata)
2025-05-20 3f2c1ab content/05.md (metadata)
```

```tree passes
-- site.toml --
[site]
title = "Example"
[dates]
git = "advisory"
-- content/{1 to 2}.md --
---
title: Policy {n}
last_reviewed: 2025-05-20
---
-- git log --
2024-05-20 9d0e771 content/01.md
2024-05-20 9d0e771 content/02.md
2025-05-20 3f2c1ab content/01.md (metadata)
2025-05-20 3f2c1ab content/02.md (metadata)
```

## How to fix

Record each review when it is done, with `trustpress review`, which also keeps what was read
and what came of it. Spread the reviews with `next_review`.
"#,
    check: Check::Site(check),
};

/// So many are never read in one go.
const MANY: usize = 5;

/// How many of the others a finding points at.
const SHOWN: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    let History::Known(known) = &*site.history else { return };
    let mut stamped: BTreeMap<(&str, Date), Vec<(PageIndex, Span)>> = BTreeMap::new();
    for (index, document, _) in site.each() {
        let history = known.files.get(&document.path);
        let Some(commit) = history.and_then(last_without_change) else { continue };
        if let Some(reviewed) = &document.front_matter.last_reviewed {
            let same = stamped.entry((commit, reviewed.value.date)).or_default();
            same.push((index, reviewed.span));
        }
    }
    for ((commit, day), places) in &stamped {
        let [(first, span), others @ ..] = places.as_slice() else { continue };
        if places.len() < MANY {
            continue;
        }
        let message =
            format!("{} documents were reviewed in one commit on {day}", places.len());
        let finding = findings.add(site.source_of(*first), *span, message);
        finding.label("no text was changed").about(*commit);
        for (other, span) in others.iter().take(SHOWN) {
            finding.see(site.source_of(*other), *span, "and this one");
        }
        if let Some(more @ 1..) = others.len().checked_sub(SHOWN) {
            finding.note(format!("and {more} more"));
        }
        finding.help("record each review when it is done, with `trustpress review`");
    }
}

/// Returns the last commit to a file, if it changed nothing but metadata.
fn last_without_change(history: &FileHistory) -> Option<&str> {
    let (last, substantive) =
        (history.last.as_ref()?, history.last_substantive.as_ref()?);
    (last.id != substantive.id && !history.is_dirty).then_some(last.id.as_str())
}
