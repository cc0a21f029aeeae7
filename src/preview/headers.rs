//! The headers of production, by the rules that the site publishes for its host.
//!
//! Two are not for a preview. What is cached would be old after the next save,
//! and what any origin may read could be a draft.

/// The rules of a `_headers` file.
#[derive(Clone, Debug, Default)]
pub(super) struct HeaderRules {
    rules: Vec<(String, Vec<(String, String)>)>,
}

/// Headers that a preview leaves out.
const PRODUCTION_ONLY: [&str; 2] = ["access-control-allow-origin", "cache-control"];

impl HeaderRules {
    /// Reads the text of the file: paths, each followed by its indented headers.
    pub(super) fn new(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines() {
            if line.starts_with(char::is_whitespace) {
                let header = line.trim().split_once(':');
                if let (Some((_, headers)), Some((name, value))) =
                    (rules.last_mut(), header)
                {
                    headers.push((name.to_owned(), value.trim().to_owned()));
                }
            } else {
                rules.push((line.trim().to_owned(), Vec::new()));
            }
        }
        Self { rules }
    }

    /// Returns the headers of a file; of two with one name, the later rule's.
    pub(super) fn of(&self, path: &str) -> Vec<(String, String)> {
        let mut headers: Vec<(String, String)> = Vec::new();
        let matching = self.rules.iter().filter(|(pattern, _)| matches(pattern, path));
        for (name, value) in matching.flat_map(|(_, headers)| headers) {
            let is_same =
                |(known, _): &(String, String)| known.eq_ignore_ascii_case(name);
            if PRODUCTION_ONLY.contains(&name.to_ascii_lowercase().as_str()) {
                continue;
            }
            headers.retain(|header| !is_same(header));
            headers.push((name.clone(), value.clone()));
        }
        headers
    }
}

/// Returns whether a path is one that a pattern means; `*` is any text.
fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_any_text() {
        #[rustfmt::skip]
        let cases = [
            ("/*",             "/",                 true),
            ("/*",             "/a/b",              true),
            ("/api/*",         "/api/v1/x.json",    true),
            ("/api/*",         "/apis",             false),
            ("/*/index.md",    "/a/b/index.md",     true),
            ("/*/index.md",    "/index.md",         false),
            ("/*/v/*/index.md", "/a/v/1/index.md",  true),
            ("/*/v/*/index.md", "/a/1/index.md",    false),
            ("/feed.xml",      "/feed.xml",         true),
            ("/feed.xml",      "/feed.xml.md",      false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn the_later_rule_counts_and_drafts_are_for_nobody_else() {
        let rules = HeaderRules::new(
            "/*\n  Content-Security-Policy: default-src 'none'; img-src 'self'\n  \
             Content-Type: a\n/api/*\n  Access-Control-Allow-Origin: *\n  \
             Cache-Control: max-age=9\n  content-type: application/json\n",
        );
        let csp = "default-src 'none'; img-src 'self'";
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let expected = [
            header("Content-Security-Policy", csp),
            header("content-type", "application/json"),
        ];
        assert_eq!(rules.of("/api/x"), expected);
    }
}
