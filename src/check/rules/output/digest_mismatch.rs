//! `output-digest-mismatch`: a digest is not that of what is served.

use crate::base::severity::Level;
use crate::built::Built;
use crate::check::rule::Check;
use crate::check::rules::words::code;
use crate::check::{Findings, Rule};

pub(in crate::check) static RULE: Rule = Rule {
    name: "output-digest-mismatch",
    summary: "a digest in the policy index is not that of the bytes that are served",
    level: Level::ERROR,
    docs: r#"
## What it does

Reports a digest in `api/v1/policies.json`, or in the data file of a document, that is not
the SHA-256 of the file at the address beside it, in `check --built`. Every version of every
document is looked at.

## Why it matters

The digest is there so that a customer can prove which words were published. One that does
not hold proves the opposite.

## Example

```built reports
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/access/index.html --
<title>Access control</title>
-- public/access/index.txt --
Lock the door.
-- public/api/v1/policies.json --
{ "policies": [ {
  "id": "access", "title": "Access control",
  "url": "https://trust.example.com/access/",
  "text_url": "https://trust.example.com/access/index.txt",
  "digests": { "text": { "sha256": "0000000000000000000000000000000000000000000000000000000000000000" } }
} ] }
```

```built passes
-- public/index.html --
<title>Home</title><link rel="canonical" href="https://trust.example.com/">
-- public/access/index.html --
<title>Access control</title>
-- public/access/index.txt --
Lock the door.
-- public/api/v1/policies.json --
{ "policies": [ {
  "id": "access", "title": "Access control",
  "url": "https://trust.example.com/access/",
  "text_url": "https://trust.example.com/access/index.txt",
  "digests": { "text": { "sha256": "a74ee13d8bc991c8a75ea411e28ea8dc8b6f2ae39f046b65147b01af2da448fb" } }
} ] }
```

## How to fix

Build the site again, and look for what changes files after the build: a minifier, an
editor, a conversion of line ends on the way to the server.
"#,
    check: Check::Output(check),
};

fn check(built: &Built, findings: &mut Findings) {
    for flaw in &built.digests {
        let message = format!(
            "this is not the SHA-256 of {}, which is served at {}",
            code(built.path(flaw.file)),
            code(&flaw.url)
        );
        findings
            .add(flaw.source, flaw.span, message)
            .label(format!("the file has {}", code(&flaw.is)))
            .help("build the site again, and change nothing after the build")
            .about(&flaw.url);
    }
}
