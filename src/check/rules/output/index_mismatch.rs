//! `output-index-mismatch`: the policy index disagrees with the site.

use crate::base::severity::Level;
use crate::built::{Built, IndexProblem};
use crate::check::rule::Check;
use crate::check::rules::words::{code, count};
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-index-mismatch",
    summary: "the policy index disagrees with the library or with itself",
    level: Level::ERROR,
    docs: r#"
## What it does

Compares, in `check --built`, the policy index (`api/v1/policies.json`) of a site of
trustpress with what else says the same: the rows of the library (title, version, dates of
the last and next review), the data file of each document, its own counts and its
`content_digest`. Reports each that says something else. A theme that shows the library
without marking its rows (`<tr data-id="…">`) is left alone.

## Why it matters

People read the page and programs read the index. If the two differ, one of them is told
something that is not so.

## Example

```built reports
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/library/index.html --
<title>Library</title>
<table>
<tr data-id="access"><th>Access control</th><td>1.0</td></tr>
</table>
-- public/api/v1/policies.json --
{
  "links": [ { "rel": "alternate", "type": "text/html", "href": "https://trust.example.com/library/" } ],
  "policies": [ { "id": "access", "title": "Access control", "version": "2.0" } ]
}
```

```built passes
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/library/index.html --
<title>Library</title>
<table>
<tr data-id="access"><th>Access control</th><td>2.0</td></tr>
</table>
-- public/api/v1/policies.json --
{
  "links": [ { "rel": "alternate", "type": "text/html", "href": "https://trust.example.com/library/" } ],
  "policies": [ { "id": "access", "title": "Access control", "version": "2.0" } ]
}
```

## How to fix

Build the site again, all of it, and publish all of it. If it stays, tell us.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    for flaw in &built.index {
        let (message, label) = told(&flaw.problem);
        let finding = findings.add(flaw.source, flaw.span, message);
        finding
            .help("build the site again, and publish all of it")
            .about(subject(&flaw.problem));
        if let Some(label) = label {
            finding.label(label);
        }
    }
}

/// Returns what is wrong, and what stands under the caret.
fn told(problem: &IndexProblem) -> (String, Option<String>) {
    match problem {
        IndexProblem::Unreadable { reason } => {
            (format!("this is not the data file that it should be: {reason}"), None)
        }
        IndexProblem::ContentDigest { is } => (
            "the digest of the entries is not theirs".to_owned(),
            Some(format!("they have {}", code(is))),
        ),
        IndexProblem::Count { stated, is } => (
            format!("the index counts {} and has {is}", count(*stated, "document")),
            None,
        ),
        IndexProblem::EntryDiffers { id } => (
            format!("the entry of {} is not the one in the policy index", code(id)),
            None,
        ),
        IndexProblem::RowMissing { id } => (
            format!("{} is not in the library", code(id)),
            Some("no row has this id".to_owned()),
        ),
        IndexProblem::RowUnknown { id } => {
            (format!("{} is in the library and not in the policy index", code(id)), None)
        }
        IndexProblem::RowDiffers { id, what, value } => (
            format!("the {what} of {} is not the one in the policy index", code(id)),
            Some(format!("the index has {}", code(value))),
        ),
    }
}

fn subject(problem: &IndexProblem) -> &str {
    match problem {
        IndexProblem::Unreadable { .. } => "",
        IndexProblem::ContentDigest { .. } => "content_digest",
        IndexProblem::Count { .. } => "counts",
        IndexProblem::EntryDiffers { id }
        | IndexProblem::RowMissing { id }
        | IndexProblem::RowUnknown { id }
        | IndexProblem::RowDiffers { id, .. } => id,
    }
}
