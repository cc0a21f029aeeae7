//! `text-block-duplicated`: a long list is on two pages.

use crate::base::hash::HashMap;
use crate::base::severity::Level;
use crate::base::span::Span;
use crate::check::rule::Check;
use crate::check::rules::walk::current;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};
use crate::parse::ListItem;
use crate::resolve::{PageIndex, Site};

pub(in crate::check) static RULE: Rule = Rule {
    name: "text-block-duplicated",
    summary: "a long list is on two pages",
    level: Level::INFO,
    docs: r"
## What it does

Reports five or more items of a list that follow each other on another page too, in the same
words, if both pages are in force. Only lists that stand by themselves are compared, and a
page is reported once, for the longest such list.

## Why it matters

One of the two is corrected and the other is not, and readers see both.

## Example

```tree reports
-- content/a.md --
# Our policies

- the Acceptable Use Policy
- the Backup Policy
- the Encryption Policy
- the Password Policy
- the Physical Security Policy
-- content/b.md --
# What we promise

- the Acceptable Use Policy
- the Backup Policy
- the Encryption Policy
- the Password Policy
- the Physical Security Policy
- and our word
```

```tree passes
-- content/a.md --
# Our policies

- the Acceptable Use Policy
- the Backup Policy
- the Encryption Policy
- the Password Policy
- the Physical Security Policy
-- content/b.md --
# What we promise

- [our policies](a.md)
- and our word
```

## How to fix

Keep the list on one page and link to it from the other.
",
    check: Check::Site(check),
};

/// How many items in a row are no accident.
const MANY: usize = 5;

/// Items in a row, by what they say.
type Window = [u64; MANY];

/// Where a window was seen first: page, list, item.
type Place = (PageIndex, usize, usize);

/// Items that are on another page too.
struct Copy {
    length: usize,
    span: Span,
    first: Place,
}

fn check(site: &Site, findings: &mut Findings) {
    let mut known: HashMap<Window, Place> = HashMap::default();
    for (index, document, _) in current(site) {
        let mut longest: Option<Copy> = None;
        for (nth, list) in document.lists.iter().enumerate() {
            let copy = longest_copy(site, &known, index, list);
            longest = longest.into_iter().chain(copy).max_by_key(|copy| copy.length);
            for at in 0..list.len() {
                if let Some(window) = window(list, at) {
                    known.entry(window).or_insert((index, nth, at));
                }
            }
        }
        if let Some(copy) = longest {
            report(site, findings, index, &copy);
        }
    }
}

fn report(site: &Site, findings: &mut Findings, index: PageIndex, copy: &Copy) {
    let (page, list, at) = copy.first;
    let path = site.document(page).path.as_str();
    let items = count(copy.length, "item");
    let message = format!("{items} of this list are in {} too", code(path));
    let finding = findings.add(site.source_of(index), copy.span, message);
    finding.help("keep them on one page, and link to it").about(path);
    let lists = &site.document(page).lists;
    if let Some(first) = lists.get(list).and_then(|list| list.get(at)) {
        finding.see(site.source_of(page), first.span, "the same begins here");
    }
}

/// Returns the most items in a row of a list that stand in a row on a page before.
fn longest_copy(
    site: &Site,
    known: &HashMap<Window, Place>,
    own: PageIndex,
    list: &[ListItem],
) -> Option<Copy> {
    let mut longest: Option<Copy> = None;
    let mut at = 0;
    while let Some(window) = window(list, at) {
        let first = known.get(&window).filter(|(page, _, _)| *page != own);
        let Some(&first) = first else {
            at += 1;
            continue;
        };
        let other = site.document(first.0).lists.get(first.1);
        let other = other.and_then(|list| list.get(first.2..)).unwrap_or_default();
        let same = |(one, other): &(&ListItem, &ListItem)| one.digest == other.digest;
        let here = list.get(at..).unwrap_or_default();
        let length = here.iter().zip(other).take_while(same).count().max(MANY);
        if longest.as_ref().is_none_or(|known| known.length < length)
            && let Some(item) = here.first()
        {
            longest = Some(Copy { length, span: item.span, first });
        }
        at += length;
    }
    longest
}

/// Returns the items that begin at `at`, if they say enough to be compared.
fn window(list: &[ListItem], at: usize) -> Option<Window> {
    /// The least that a window says, in bytes: `yes` and `no` are everywhere.
    const LEAST: usize = 100;
    let items = list.get(at..at + MANY)?;
    let length: usize = items.iter().map(|item| item.span.range().len()).sum();
    let mut window = [0; MANY];
    for (slot, item) in window.iter_mut().zip(items) {
        *slot = item.digest;
    }
    (length >= LEAST).then_some(window)
}
