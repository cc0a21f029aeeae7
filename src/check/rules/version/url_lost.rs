//! `version-url-lost`: an address that a release published is gone.

use crate::archive::{RELEASES, surface_path};
use crate::base::path::UrlPath;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};
use crate::resolve::{Fate, Lost, PageIndex, Publication, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "version-url-lost",
    summary: "an address that a release published is gone",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports an address that `archive/releases/` lists for a release and at which this site has
nothing: no page, file or data, no redirect, and no line of `_redirects` that covers it.
What was below a page that is gone, and the data about it, is told together with it.

Not reported are the words of versions that were withdrawn or whose document is not public
any more, because their pages stay and say so; and the `index.md` and `index.txt` beside a
page that moved: those of each version stay where they were.

Nothing switches this rule off, and no site is written while it reports.

## Why it matters

The address is in contracts, questionnaires and bookmarks. Whoever follows it should find
the text, or be led to it.

## Example

```tree reports
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/plan/"
-- content/guides/plan.md --
# Plan
```

```tree passes
-- archive/releases.toml --
format = 1

[[release]]
name = "spring"
on = 2025-04-01
-- archive/releases/spring.toml --
format = 1
release = "spring"

[[url]]
path = "/plan/"
-- content/guides/plan.md --
---
aliases: /plan/
---
# Plan
```

## How to fix

Where the page moved, add its former address to its `aliases`. Where it is gone, add a line
to `_redirects` in the content folder that leads readers on: `/plan/ /guides/`. A document
that is not valid any more can stay, with `status: withdrawn`.
"#,
    check: Check::Integrity(check),
};

/// How many of the addresses that are gone as well a note names.
const NAMED: usize = 3;

fn check(site: &Site, findings: &mut Findings) {
    for lost in site.lost() {
        let releases = &site.archive.releases;
        let (Some(first), Some(last)) =
            (releases.get(lost.first), releases.get(lost.last))
        else {
            continue;
        };
        let Some(source) = site.source_named(&surface_path(&last.name)) else { continue };
        let url = lost.url.as_str();
        let message =
            format!("{} is gone, and the release {} has it", code(url), code(&last.name));
        let finding = findings.add(source, lost.span, message);
        if let Some(list) = site.source_named(RELEASES) {
            let how = if lost.first < lost.last { "since" } else { "on" };
            finding.see(list, first.span, format!("published {how} {}", first.on));
        }
        if !lost.others.is_empty() {
            finding.note(also(&lost.others));
        }
        if let Fate::Unlisted(page) = lost.fate {
            finding.note(format!("{} {}", path_of(site, page), why_unlisted(site, page)));
        }
        finding.help(help(site, &lost)).about(url);
    }
}

/// Names what is gone for the same cause.
fn also(others: &[UrlPath]) -> String {
    let named: Vec<_> = others.iter().take(NAMED).map(|url| code(url.as_str())).collect();
    let named = named.join(", ");
    match others.len().checked_sub(NAMED) {
        Some(1) => format!("so are {named} and another one"),
        Some(more @ 1..) => format!("so are {named} and {more} more"),
        _ if others.len() == 1 => format!("so is {named}"),
        _ => format!("so are {named}"),
    }
}

fn why_unlisted(site: &Site, page: PageIndex) -> &'static str {
    match site.page(page).publication {
        Publication::Internal => "is internal now",
        Publication::Draft => "is a draft now",
        Publication::Shadowed(_) => "is not published, because something else is",
        Publication::Unreadable => "cannot be read",
        Publication::Full | Publication::MetadataOnly => "is published",
    }
}

fn help(site: &Site, lost: &Lost) -> String {
    let url = lost.url.as_str();
    let redirects = code(&site.config.content_path_from_root("_redirects"));
    let line = |line: String| format!("add the line {} to {redirects}", code(&line));
    match &lost.fate {
        Fate::Unlisted(_) => {
            format!("publish it again, or {}", line(format!("{url} /")))
        }
        Fate::Renamed { page, id } => {
            format!("write {} in {}", code(&format!("id: {id}")), path_of(site, *page))
        }
        Fate::MovedPage(page) => {
            format!("add {} to `aliases` in {}", code(url), path_of(site, *page))
        }
        Fate::Moved(to) => line(format!("{url} {}", to.encoded())),
        Fate::MovedFolder(to) => line(format!("{url}* {}:splat", to.encoded())),
        Fate::Unknown => format!("bring it back, or {}", line(format!("{url} /"))),
    }
}

fn path_of(site: &Site, page: PageIndex) -> String {
    code(site.source_path(site.source_of(page)))
}
