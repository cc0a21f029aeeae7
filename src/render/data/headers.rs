//! `_headers`: what a static host should send with each file.
//!
//! The form is that of Netlify and Cloudflare Pages. Data may be read by any
//! page in any browser; pages run only what the site itself serves.

use std::fmt::Write as _;

use crate::resolve::Site;

/// The content security policy of every page ([CSP Level 3](https://www.w3.org/TR/CSP3/));
/// where the index of every word is searched, scripts may compile WebAssembly, too.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
     style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; \
     media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What the policy lets run.
const SCRIPTS: &str = "script-src 'self'";

/// The same where the index of every word is searched, which WebAssembly does: it
/// is compiled, and so has a word of its own, which lets no script be made of text.
const SCRIPTS_AND_WASM: &str = "script-src 'self' 'wasm-unsafe-eval'";

/// How long what may change is kept without asking again.
const CHANGING: &str = "public, max-age=300, must-revalidate";

/// How long what never changes under its name is kept.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Lists the headers by path, from the general to the special.
pub(super) fn headers(site: &Site) -> String {
    let base = site.config.site.base_url.path();
    let open = ("Access-Control-Allow-Origin", "*");
    let policy = policy(site);
    let rules: [(&str, &[(&str, &str)]); 18] = [
        (
            "*",
            &[
                ("Content-Security-Policy", &policy),
                ("Referrer-Policy", "strict-origin-when-cross-origin"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        ),
        ("assets/*", &[("Cache-Control", IMMUTABLE)]),
        (
            "api/v1/*",
            &[
                open,
                ("Cache-Control", CHANGING),
                ("Content-Type", "application/json; charset=utf-8"),
            ],
        ),
        (
            "api/pages.json",
            &[
                open,
                ("Cache-Control", CHANGING),
                ("Content-Type", "application/json; charset=utf-8"),
            ],
        ),
        ("api/v1/schema/*", &[("Cache-Control", IMMUTABLE)]),
        ("api/v1/policies.csv", &[("Content-Type", "text/csv; charset=utf-8")]),
        (
            ".well-known/api-catalog",
            &[open, ("Content-Type", "application/linkset+json")],
        ),
        (
            ".well-known/security.txt",
            &[open, ("Content-Type", "text/plain; charset=utf-8")],
        ),
        (
            ".well-known/csaf/*",
            &[
                open,
                ("Cache-Control", CHANGING),
                ("Content-Type", "application/json; charset=utf-8"),
            ],
        ),
        (
            "oscal/*",
            &[
                open,
                ("Cache-Control", CHANGING),
                ("Content-Type", "application/json; charset=utf-8"),
            ],
        ),
        ("llms.txt", &[open, ("Content-Type", "text/plain; charset=utf-8")]),
        ("archive/*", &[("Cache-Control", IMMUTABLE)]),
        ("feed.xml", &[open, ("Content-Type", "application/atom+xml; charset=utf-8")]),
        (
            "changes.atom",
            &[open, ("Content-Type", "application/atom+xml; charset=utf-8")],
        ),
        ("*/index.md", &[open, ("Content-Type", "text/markdown; charset=utf-8")]),
        ("*/index.txt", &[open, ("Content-Type", "text/plain; charset=utf-8")]),
        ("*/v/*/index.md", &[("Cache-Control", IMMUTABLE)]),
        ("*/v/*/index.txt", &[("Cache-Control", IMMUTABLE)]),
    ];
    let mut text = String::new();
    for (path, headers) in rules {
        writeln!(text, "{base}{path}").expect("strings grow");
        for (name, value) in headers {
            writeln!(text, "  {name}: {value}").expect("strings grow");
        }
    }
    text
}

fn policy(site: &Site) -> String {
    if site.config.search.is_full_text() {
        CONTENT_SECURITY_POLICY.replace(SCRIPTS, SCRIPTS_AND_WASM)
    } else {
        CONTENT_SECURITY_POLICY.to_owned()
    }
}
