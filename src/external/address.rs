//! The parts of an address on the web.

/// Returns the address without its fragment.
pub(super) fn base_of(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// Returns the fragment that names a place on the page: no directive to the
/// browser, no route of a script, no line of a source file.
pub(super) fn fragment_of(url: &str) -> Option<&str> {
    let (page, fragment) = url.split_once('#')?;
    let is_line = |text: &str| {
        text.strip_prefix('L')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let is_of_the_browser = fragment.is_empty()
        || fragment.eq_ignore_ascii_case("top")
        || fragment.starts_with(['/', '!'])
        || fragment.contains(":~:");
    let is_source = is_line(fragment) && is_forge(host(page).unwrap_or_default());
    (!is_of_the_browser && !is_source).then_some(fragment)
}

/// Returns whether a host shows source files line by line, and puts a prefix
/// before the ids of what authors write.
pub(super) fn is_forge(host: &str) -> bool {
    ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"].contains(&host)
}

/// Returns the host, without user and port; `None` where the address is none of
/// the web.
pub(super) fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web =
        scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let authority = rest.split(['/', '?', '#']).next()?;
    let address = authority.rsplit_once('@').map_or(authority, |(_, address)| address);
    let host = match address.split_once(']') {
        Some((inner, _)) => inner.trim_start_matches('['),
        None => address.split(':').next()?,
    };
    (is_web && !host.is_empty()).then_some(host)
}

/// Names that are reserved, each with all below it.
const RESERVED: [&str; 7] = [
    "example",
    "test",
    "invalid",
    "localhost",
    "example.com",
    "example.net",
    "example.org",
];

/// Returns whether a host is reserved for examples and tests
/// ([RFC 2606](https://www.rfc-editor.org/rfc/rfc2606)).
pub(super) fn is_reserved(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_or_below = |name: &&str| {
        host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    RESERVED.iter().any(is_or_below)
}

/// Returns where a redirect leads: an address as a `Location` may have it, from
/// the page that it is for.
pub(super) fn join(page: &str, location: &str) -> Option<String> {
    if location.contains("://") {
        return Some(location.to_owned());
    }
    let (scheme, rest) = page.split_once("://")?;
    if location.starts_with("//") {
        return Some(format!("{scheme}:{location}"));
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    if location.starts_with('/') {
        return Some(format!("{scheme}://{authority}{location}"));
    }
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if location.starts_with('?') {
        return Some(format!("{scheme}://{authority}{path}{location}"));
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(format!("{scheme}://{authority}{folder}/{location}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_that_are_reserved_for_examples_are_known() {
        #[rustfmt::skip]
        let cases = [
            ("https://a.example/x",           Some(true)),
            ("https://EXAMPLE.com:8080",      Some(true)),
            ("http://user@www.example.org/",  Some(true)),
            ("https://myexample.com/",        Some(false)),
            ("https://example.de/",           Some(false)),
            ("http://[::1]:80/",              Some(false)),
            ("mailto:a@b.example",            None),
            ("https:///x",                    None),
        ];
        for (url, expected) in cases {
            assert_eq!(host(url).map(is_reserved), expected, "{url}");
        }
    }

    #[test]
    fn a_fragment_may_name_a_place() {
        #[rustfmt::skip]
        let cases = [
            ("https://a.example/#scope",             Some("scope")),
            ("https://a.example/",                   None),
            ("https://a.example/#",                  None),
            ("https://a.example/#/route",            None),
            ("https://a.example/#!x",                None),
            ("https://a.example/#:~:text=x",         None),
            ("https://github.com/a/b/c.rs#L12-L20",  None),
            ("https://a.example/#L12",               Some("L12")),
        ];
        for (url, expected) in cases {
            assert_eq!(fragment_of(url), expected, "{url}");
        }
    }

    #[test]
    fn a_redirect_starts_at_its_page() {
        let page = "https://a.example/b/c?d";
        #[rustfmt::skip]
        let cases = [
            ("https://b.example/", "https://b.example/"),
            ("//b.example/x",      "https://b.example/x"),
            ("/x?y",               "https://a.example/x?y"),
            ("x",                  "https://a.example/b/x"),
            ("?x",                 "https://a.example/b/c?x"),
        ];
        for (location, expected) in cases {
            assert_eq!(join(page, location).as_deref(), Some(expected), "{location}");
        }
    }
}
