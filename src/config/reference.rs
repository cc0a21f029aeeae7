//! `docs/site-toml.md`, made from the tables of sections and keys.

use std::fmt::Write as _;

use super::keys::{KEYS, KeyRow, REQUIRED, SECTIONS};

const INTRODUCTION: &str = "\
<!-- Generated from src/config; run `UPDATE=1 cargo test docs` to renew it. -->

# site.toml

The one configuration file of a site. It lies in the site's root, beside the content folder. Every key
has a default, unless it says *required*: an empty file is valid. A key that is not listed here is an
error, and all errors of the file are reported at once.

## How values are written

- **path**: relative, with `/` between folders, without `..`.
- **glob**: a pattern for paths. `*` and `?` stand for anything but `/`, `**` for any number of folders,
  `[a-z]` for one character, `{a,b}` for either. A pattern that names a folder also means everything
  below it: `policies`, `policies/` and `policies/**` are the same. Upper and lower case differ. A pattern
  starts at the top, so a file name in any folder is `**/name.md`.
- Globs in `[content]` and `[[collections]]` start at the content folder. Those in `[rules]` and
  `[[waivers]]` may start there or at the folder of `site.toml`, as findings name their files. Those in
  `external_routes` are URL paths and begin with `/`.
- **list**: `[\"one\", \"two\"]`; a single text may stand for a list of one.
- **period**: a text such as `\"6 months\"`, `\"1 year\"` or `\"90 days\"`.
- **date**: `2026-12-31`, with or without quotes.
- **size**: a number of bytes, or a text such as `\"8 MiB\"`.

## Example

";

/// A file that uses most of the keys; a test reads it.
const EXAMPLE: &str = r#"[site]
title = "Acme Trust Center"
base_url = "https://trust.acme.example/"
publisher = "Acme, Inc."
contact = "security@acme.example"
own_origins = ["https://www.acme.example"]
external_routes = ["/app/**", "/status"]
repository = { url = "https://github.com/acme/trust", branch = "main" }

[content]
exclude = ["drafts/private", "**/*.tmp.md"]
link_fields = ["evidence"]

[[collections]]
path = "policies"
kind = "policy"
required = ["owner", "approved_on"]
review_interval = "6 months"
title = "Policies"

[[collections]]
path = ["handbook", "guides/staff"]
kind = "handbook"

[review]
interval = "12 months"
due_soon_days = 45

[claims]
max_age = "6 months"

[controls]
required = ["soc2-tsc CC"]

[dates]
git = "advisory"

[rules]
link = "error"
page-orphan = "off"
review-overdue = [
  { level = "error" },
  { level = "warning", paths = "handbook/**" },
]

[[waivers]]
rule = "link-external-broken"
path = "policies/vendors.md"
target = "https://vendor.example/report.pdf"
reason = "the vendor moves its portal this quarter"
until = 2026-12-31

[output]
dir = "public"
"#;

/// Returns the text of `docs/site-toml.md`.
pub fn reference() -> String {
    let mut page = String::from(INTRODUCTION);
    page.push_str("```toml\n");
    page.push_str(EXAMPLE);
    page.push_str("```\n");
    for section in SECTIONS {
        write!(page, "\n## `{}`\n\n{}\n", section.header, section.summary)
            .expect("writing to a string cannot fail");
        let mut rows = KEYS.iter().filter(|row| row.section == section.name).peekable();
        if rows.peek().is_some() {
            page.push_str("\n| key | value | default | meaning |\n|---|---|---|---|\n");
        }
        for row in rows {
            push_row(&mut page, row);
        }
    }
    page
}

fn push_row(page: &mut String, row: &KeyRow) {
    let default = match row.default {
        "" => String::new(),
        REQUIRED => format!("*{REQUIRED}*"),
        value => format!("`{value}`"),
    };
    let KeyRow { name, form, meaning, .. } = row;
    writeln!(page, "| `{name}` | {form} | {default} | {meaning} |")
        .expect("writing to a string cannot fail");
}
