//! `link-page-missing`: a link leads to a page that does not exist.

use std::cell::LazyCell;

use crate::base::hash::HashSet;
use crate::base::severity::Level;
use crate::check::rule::Check;
use crate::check::rules::walk::defects;
use crate::check::rules::words::{code, code_point, is_unseen};
use crate::check::{Findings, Rule, Safety};
use crate::resolve::{Conflict, Defect, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "link-page-missing",
    summary: "a link leads to a page that does not exist",
    level: Level::ERROR,
    docs: r"
## What it does

Reports a link, or a line of `_redirects`, whose target is no page of the site.
The target is looked up among the files of the content folder, in their exact
spelling: a path from this file (`../policies/access.md`), a path from the content
folder (`/policies/access.md`), or the URL of a page (`/policies/access/`).

## Why it matters

The reader gets an error page, in the middle of a text that asks to be trusted.

## Example

```tree reports
-- content/handbook.md --
# Handbook

Third parties: see [vendor management](./vendor-managment.md).
-- content/vendor-management.md --
# Vendor management
```

```tree passes
-- content/handbook.md --
# Handbook

Third parties: see [vendor management](./vendor-management.md).
-- content/vendor-management.md --
# Vendor management
```

## How to fix

Correct the path, or write the page. If something else serves the address, list it
in `[site] external_routes`.
",
    check: Check::Site(check),
};

fn check(site: &Site, findings: &mut Findings) {
    let own = LazyCell::new(|| {
        let paths = site.each().flat_map(|(_, document, page)| {
            [document.path.as_str(), page.url.as_str().trim_start_matches('/')]
        });
        paths.map(first_segment).collect::<HashSet<_>>()
    });
    for (place, defect) in defects(site) {
        let Defect::PageMissing { resolved, suggestion } = defect else { continue };
        let href = &place.link.href;
        let finding = place.add(site, findings, format!("no page at {}", code(href)));
        if resolved != href {
            finding.label(format!("resolves to {}", code(resolved)));
        }
        if let Some(unseen) = href.chars().find(|c| is_unseen(*c)) {
            finding.note(format!("it holds {}, which nobody sees", code_point(unseen)));
        }
        if let Some(suggestion) = suggestion {
            place.mend(finding, Safety::Suggestion, suggestion);
        } else if let Some(path) = path_on_host(site, href, resolved)
            && !own.contains(first_segment(path))
        {
            let route = code(&route(path));
            finding.help(format!(
                "write the page, or list {route} in `external_routes` of site.toml"
            ));
        }
    }
    for conflict in site.conflicts.iter() {
        let Conflict::RedirectBroken { source, span, target } = conflict else {
            continue;
        };
        findings
            .add(*source, *span, format!("no page at {}", code(target)))
            .label("this redirect leads nowhere")
            .about(target);
    }
}

/// Returns the path of a link from the root of the host, without its first slash and
/// as `external_routes` is compared with it; none for what is below the path of the
/// site, relative to a file, or begins with what means something else in a glob.
fn path_on_host<'a>(site: &Site, href: &'a str, resolved: &'a str) -> Option<&'a str> {
    let base = site.config.site.base_url.path();
    // A whole URL of our own is resolved to its path.
    let path = resolved.strip_prefix('/').or_else(|| {
        let path = href.split(['?', '#']).next()?;
        path.strip_prefix('/').filter(|_| base == "/" || !path.starts_with(base))
    })?;
    let first = first_segment(path);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (!first.is_empty() && first.chars().all(is_plain)).then_some(path)
}

/// Returns what is likely served together, as a glob: `/blog/**`, `/eu`.
fn route(path: &str) -> String {
    let first = first_segment(path);
    let is_alone = path.trim_end_matches('/') == first;
    if is_alone { format!("/{first}") } else { format!("/{first}/**") }
}

fn first_segment(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}
