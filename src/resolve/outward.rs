//! What is off about a link to another host, by its address alone.
//!
//! Nobody is asked: an address says by itself that only insiders can open it,
//! that it carries a key, that it leads to a file that anybody can edit, or that
//! nothing protects what it brings.

use std::net::{IpAddr, Ipv4Addr};

use super::Notice;
use super::href::Reference;

/// Ends of host names that no public name server answers for.
const PRIVATE_ENDS: [&str; 8] = [
    ".internal",
    ".local",
    ".localhost",
    ".localdomain",
    ".lan",
    ".corp",
    ".intranet",
    ".home.arpa",
];

/// Parameters that sign a request, or stand for a login: who has the address has
/// the access. In lower case, with the least length of a value that is a key.
const KEYS: [(&str, usize); 19] = [
    ("x-amz-signature", 16),
    ("x-amz-security-token", 16),
    ("x-goog-signature", 16),
    ("x-ms-signature", 16),
    ("awsaccesskeyid", 16),
    ("signature", 20),
    ("sig", 20),
    ("access_token", 16),
    ("auth_token", 16),
    ("id_token", 16),
    ("token", 16),
    ("apikey", 16),
    ("api_key", 16),
    ("api-key", 16),
    ("access_key", 16),
    ("client_secret", 8),
    ("secret", 16),
    ("password", 4),
    ("pwd", 4),
];

/// Services that keep files for people to share: the end of the host, what the
/// path begins with, and what to call it.
const SERVICES: [(&str, &str, &str); 13] = [
    ("drive.google.com", "/file/", "Google Drive"),
    ("drive.google.com", "/open", "Google Drive"),
    ("docs.google.com", "/document/", "Google Docs"),
    ("docs.google.com", "/spreadsheets/", "Google Sheets"),
    ("docs.google.com", "/presentation/", "Google Slides"),
    ("dropbox.com", "/s/", "Dropbox"),
    ("dropbox.com", "/scl/", "Dropbox"),
    ("paper.dropbox.com", "/doc/", "Dropbox Paper"),
    ("notion.so", "/", "Notion"),
    ("notion.site", "/", "Notion"),
    ("sharepoint.com", "/", "SharePoint"),
    ("1drv.ms", "/", "OneDrive"),
    ("app.box.com", "/s/", "Box"),
];

/// An address of another host.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outward<'a> {
    /// `http` or `https`; `None` for the scheme of the page.
    pub(super) scheme: Option<&'a str>,
    /// Host and port, and perhaps a user.
    pub(super) authority: &'a str,
    /// Path, query and fragment.
    pub(super) rest: Reference<'a>,
}

impl Outward<'_> {
    /// Returns what is off; the worst, where it is more than one thing.
    pub(super) fn notice(self, href: &str) -> Option<Notice> {
        let (user, host) = match self.authority.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, self.authority),
        };
        let host = host_without_port(host).to_ascii_lowercase();
        let path = self.rest.path;
        if let Some(what) = private(&host, path) {
            return Some(Notice::Private { what });
        }
        if user.is_some_and(|user| user.contains(':')) {
            return Some(Notice::Capability { what: "a password".to_owned() });
        }
        if let Some(what) = key(self.rest.query).or_else(|| shared_report(&host, path)) {
            return Some(Notice::Capability { what });
        }
        if let Some(service) = service(&host, path) {
            let is_editor = path.ends_with("/edit") || path.ends_with("/edit/");
            return Some(if host == "docs.google.com" && is_editor {
                Notice::HostedEditor { service }
            } else {
                Notice::Hosted { service }
            });
        }
        let scheme = self.scheme.filter(|scheme| scheme.eq_ignore_ascii_case("http"))?;
        let suggestion = format!("https{}", href.get(scheme.len()..)?);
        Some(Notice::Insecure { suggestion })
    }
}

fn host_without_port(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Says why only insiders can open an address.
fn private(host: &str, path: &str) -> Option<&'static str> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return is_private_address(address).then_some("an address of a private network");
    }
    if host == "localhost" {
        return Some("the reader's own computer");
    }
    if host.ends_with(".slack.com") && path.starts_with("/archives/") {
        return Some("a message that only members of the workspace can read");
    }
    // `https://https/example.com` is a slip, and the name of nothing.
    if matches!(host, "http" | "https") {
        return None;
    }
    let is_name_of_network =
        !host.contains('.') || PRIVATE_ENDS.iter().any(|end| host.ends_with(end));
    is_name_of_network.then_some("a name that only a private network knows")
}

fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => {
            v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local()
        }
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
}

/// Returns the parameter that is a key, as it is written.
fn key(query: &str) -> Option<String> {
    let parameters = query.strip_prefix('?')?.split('&');
    let mut named = parameters.filter_map(|parameter| parameter.split_once('='));
    named.find_map(|(name, value)| {
        let is_key = KEYS
            .iter()
            .any(|(key, least)| key.eq_ignore_ascii_case(name) && value.len() >= *least);
        // A placeholder is written in capitals, in brackets or in braces.
        let is_placeholder = !value.contains(|c: char| c.is_ascii_digit())
            && value.contains(['<', '{', '[', '_', '%', '$', '*', '.'])
            || !value.contains(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        (is_key && !is_placeholder).then(|| format!("the key `{name}`"))
    })
}

/// Says that an address is that of a report which whoever has the address may
/// read.
fn shared_report(host: &str, path: &str) -> Option<String> {
    let is_shared = host == "app.drata.com" && path.starts_with("/security-report/");
    is_shared.then(|| "the key to a report".to_owned())
}

fn service(host: &str, path: &str) -> Option<&'static str> {
    let is_host = |known: &str| {
        host.strip_suffix(known)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let found = SERVICES
        .iter()
        .find(|(known, start, _)| is_host(known) && path.starts_with(start));
    found.map(|(_, _, name)| *name).filter(|_| path.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::href::{Form, classify};

    fn notice(href: &str) -> &'static str {
        let Form::Web { scheme, authority, rest } = classify(href) else {
            panic!("not a URL: {href}");
        };
        match (Outward { scheme, authority, rest }).notice(href) {
            None => "",
            Some(Notice::Private { .. }) => "private",
            Some(Notice::Capability { .. }) => "capability",
            Some(Notice::Hosted { .. }) => "hosted",
            Some(Notice::HostedEditor { .. }) => "editor",
            Some(Notice::Insecure { .. }) => "insecure",
            Some(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_says_what_is_off_about_it() {
        #[rustfmt::skip]
        let cases = [
            ("https://example.com/",                                      ""),
            ("//example.com/",                                            ""),
            ("http://example.com/",                                       "insecure"),
            ("HTTP://example.com/",                                       "insecure"),
            ("http://go/benefits",                                        "private"),
            ("https://https/example.com/",                                ""),
            ("https://wiki.corp/page",                                    "private"),
            ("https://corp.example.com/",                                 ""),
            ("https://localhost.example.com/",                            ""),
            ("http://localhost:3000/",                                    "private"),
            ("http://10.1.2.3:8080/",                                     "private"),
            ("http://172.31.0.1/",                                        "private"),
            ("https://172.32.0.1/",                                       ""),
            ("https://[fd00::1]/",                                        "private"),
            ("https://acme.slack.com/archives/C01/p16",                   "private"),
            ("https://slack.com/help/archives/",                          ""),
            ("https://acme.slack.com/apps",                               ""),
            ("https://user:pass@example.com/",                            "capability"),
            ("https://user@example.com/",                                 ""),
            ("https://b.s3.amazonaws.com/p.pdf?X-Amz-Signature=0123456789abcdef", "capability"),
            ("https://example.com/?token=0123456789abcdef",               "capability"),
            ("https://example.com/?token=short",                          ""),
            ("https://example.com/?token=YOUR_ACCESS_TOKEN",              ""),
            ("https://example.com/?token=<your-token-here>",              ""),
            ("https://example.com/?tokens=0123456789abcdef",              ""),
            ("https://example.com/?sig=about-us",                         ""),
            ("https://zoom.us/j/123?pwd=R2d2",                            "capability"),
            ("https://app.drata.com/security-report/8/f",                 "capability"),
            ("https://app.drata.com/login",                               ""),
            ("https://drive.google.com/file/d/1r/view?usp=sharing",       "hosted"),
            ("https://drive.google.com/",                                 ""),
            ("https://docs.google.com/document/d/1x/edit?usp=sharing",    "editor"),
            ("https://docs.google.com/document/d/1x/pub",                 "hosted"),
            ("https://docs.google.com/forms/d/1x/viewform",               ""),
            ("https://acme.sharepoint.com/:w:/s/legal/E1",                "hosted"),
            ("https://notsharepoint.com/s",                               ""),
            ("https://www.notion.so/acme/Policy-1",                       "hosted"),
            ("https://www.notion.so/",                                    ""),
        ];
        for (href, expected) in cases {
            assert_eq!(notice(href), expected, "{href}");
        }
    }
}
