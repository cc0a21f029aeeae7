//! What kind of target an href is, by its form alone.
//!
//! The terms are those of [RFC 3986](https://www.rfc-editor.org/rfc/rfc3986):
//! scheme, authority, path, query, fragment.

use std::borrow::Cow;

use memchr::memchr;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::base::bytes;
use crate::base::nearest::nearest;

use super::Defect;

/// An href by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form<'a> {
    /// `#fragment` or `?query`: this page.
    SamePage(Reference<'a>),
    /// A path on this site, relative to the file or from the root.
    Path(Reference<'a>),
    /// `https://host/path`, or `//host/path`.
    Web {
        /// `http` or `https`; `None` for the scheme of the page.
        scheme: Option<&'a str>,
        /// Host and port.
        authority: &'a str,
        /// Path, query and fragment.
        rest: Reference<'a>,
    },
    /// Somewhere that is not a page: mail, telephone, another protocol.
    Other,
    /// None of these.
    Bad(Defect),
}

/// A path with its query and fragment, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// Up to the first `?` or `#`.
    pub(super) path: &'a str,
    /// From `?`, if there is one.
    pub(super) query: &'a str,
    /// After the first `#`, if there is one.
    pub(super) fragment: Option<&'a str>,
}

/// Schemes that run code in the page or read the reader's disk.
const FORBIDDEN: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// Schemes that people link to and that are not the web's.
const KNOWN: [&str; 20] = [
    "ftp", "ftps", "sftp", "ssh", "git", "irc", "ircs", "xmpp", "sip", "sips", "sms",
    "tel", "geo", "magnet", "matrix", "webcal", "urn", "doi", "news", "callto",
];

/// Tells what an href is; it is decoded of entities, trimmed and not empty.
pub(super) fn classify(href: &str) -> Form<'_> {
    if let Some(rest) = href.strip_prefix("//") {
        return web(None, rest);
    }
    let Some((scheme, rest)) = split_scheme(href) else {
        let reference = split(href);
        let is_here = reference.path.is_empty();
        return if is_here { Form::SamePage(reference) } else { Form::Path(reference) };
    };
    let lower = scheme.to_ascii_lowercase();
    match lower.as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(rest) => web(Some(scheme), rest),
            None => Form::Bad(Defect::UrlMalformed {
                reason: "`//` is missing after the scheme",
            }),
        },
        "mailto" => match mail_defect(rest) {
            Some(reason) => Form::Bad(Defect::MailInvalid { reason }),
            None => Form::Other,
        },
        // A single letter is the drive of a Windows path.
        _ if lower.len() == 1 || FORBIDDEN.contains(&lower.as_str()) => {
            Form::Bad(Defect::SchemeForbidden { scheme: lower })
        }
        _ if KNOWN.contains(&lower.as_str()) => Form::Other,
        _ => {
            let meant = nearest(&lower, ["http", "https", "mailto", "tel"]);
            let suggestion = meant.map(|meant| format!("{meant}:{rest}"));
            Form::Bad(Defect::SchemeUnknown { scheme: lower, suggestion })
        }
    }
}

/// Splits `scheme:rest`, if the text begins with a scheme.
fn split_scheme(href: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = href.split_once(':')?;
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let starts = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && scheme.chars().all(legal)).then_some((scheme, rest))
}

/// Splits a reference at the first `#`, and what is before it at the first `?`.
pub(super) fn split(href: &str) -> Reference<'_> {
    let hash = memchr(b'#', href.as_bytes());
    let (before, fragment) = href.split_at(hash.unwrap_or(href.len()));
    let question = memchr(b'?', before.as_bytes());
    let (path, query) = before.split_at(question.unwrap_or(before.len()));
    Reference { path, query, fragment: fragment.strip_prefix('#') }
}

fn web<'a>(scheme: Option<&'a str>, rest: &'a str) -> Form<'a> {
    let is_end = |byte: u8| matches!(byte, b'/' | b'?' | b'#');
    let end = rest.bytes().position(is_end).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if tail.starts_with("//") && is_scheme(authority) {
        return Form::Bad(Defect::UrlMalformed { reason: TWICE });
    }
    match authority_defect(authority) {
        Some(reason) => Form::Bad(Defect::UrlMalformed { reason }),
        None => Form::Web { scheme, authority, rest: split(tail) },
    }
}

/// Why `https://https://example.com` is not a URL.
const TWICE: &str = "it begins twice";

/// Returns whether what stands where a host should is the scheme once more.
fn is_scheme(authority: &str) -> bool {
    let name = authority.strip_suffix(':').unwrap_or(authority);
    ["http", "https"].iter().any(|scheme| name.eq_ignore_ascii_case(scheme))
}

/// Returns a URL that begins twice as it was probably meant.
pub fn begun_once(href: &str) -> Option<String> {
    let (_, rest) = split_scheme(href)?;
    let (again, rest) = rest.strip_prefix("//")?.split_once("//")?;
    let scheme = again.strip_suffix(':').unwrap_or(again);
    is_scheme(scheme).then(|| format!("{}://{rest}", scheme.to_ascii_lowercase()))
}

/// Says what is wrong with the part of a URL between `//` and the path.
fn authority_defect(authority: &str) -> Option<&'static str> {
    if is_plain_host(authority) {
        return None;
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host.starts_with('[') {
        let Some((address, port)) = host.split_once(']') else {
            return Some("the `[` of its address is never closed");
        };
        let legal = |c: char| c.is_ascii_hexdigit() || matches!(c, '[' | ':' | '.');
        return match port {
            _ if !address.chars().all(legal) => {
                Some("its address is not an IPv6 address")
            }
            "" => None,
            _ => port_defect(port.strip_prefix(':')?),
        };
    }
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let illegal = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`' | '{' | '|' | '}' | ']')
    };
    match name {
        "" => Some("it has no host"),
        _ if name.contains(illegal) => Some("its host has a character that no host has"),
        _ if name.starts_with('.') || name.contains("..") => {
            Some("its host has an empty label")
        }
        _ => port.and_then(port_defect),
    }
}

/// Returns whether an authority is nothing but labels of ASCII, as most are.
fn is_plain_host(authority: &str) -> bool {
    let mut labels = authority.as_bytes().split(|&byte| byte == b'.');
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    labels.all(|label| !label.is_empty() && label.iter().all(plain))
}

fn port_defect(port: &str) -> Option<&'static str> {
    let is_number = port.is_empty() || port.parse::<u16>().is_ok();
    (!is_number).then_some("its port is not a number below 65536")
}

/// Says what is wrong with what follows `mailto:`
/// ([RFC 6068](https://www.rfc-editor.org/rfc/rfc6068)).
fn mail_defect(rest: &str) -> Option<&'static str> {
    let (addresses, query) = rest.split_once('?').unwrap_or((rest, ""));
    if addresses.trim().is_empty() {
        // `mailto:?subject=…` leaves the reader to choose who gets it.
        let fields = ["to=", "cc=", "bcc=", "subject=", "body="];
        let is_open = query.split('&').any(|field| {
            let field = field.to_ascii_lowercase();
            fields.iter().any(|known| field.starts_with(known))
        });
        return (!is_open).then_some("it has no address");
    }
    addresses.split(',').find_map(|address| address_defect(address.trim()))
}

/// Says what is wrong with one mail address.
fn address_defect(address: &str) -> Option<&'static str> {
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    let Some((local, domain)) = decoded.rsplit_once('@') else {
        return Some("it has no `@`");
    };
    match (local, domain) {
        ("", _) => Some("nothing stands before the `@`"),
        (_, "") => Some("nothing stands after the `@`"),
        _ if decoded.contains(char::is_whitespace) => Some("it has a space"),
        _ if local.contains('@') => Some("it has more than one `@`"),
        _ if domain.starts_with('.')
            || domain.ends_with('.')
            || domain.contains("..") =>
        {
            Some("its domain has an empty label")
        }
        _ => None,
    }
}

/// Returns whether a text is a plain mail address.
pub(super) fn is_mail_address(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '+');
    text.chars().all(plain)
        && text.split('@').count() == 2
        && address_defect(text).is_none()
        && text.rsplit('@').next().is_some_and(|domain| domain.contains('.'))
}

/// Decodes the percent-encoding of a path or fragment, once.
///
/// `None` where the result is not UTF-8. A `%` without two digits stands for
/// itself, as in every browser.
pub(super) fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// What no URL may hold as it is
/// ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2)); `%` stays,
/// because the text is already encoded where it needs to be.
const URL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes what a URL may not hold, and nothing else.
pub(super) fn encode(url: &str) -> String {
    // Nearly all are as they should be, which is quick to see.
    let is_plain =
        |byte: u8| byte.is_ascii_graphic() & !bytes::is_one_of(byte, *b"\"<>[\\]^`{|}");
    if url.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return url.to_owned();
    }
    Cow::from(utf8_percent_encode(url, URL)).into_owned()
}

/// What a fragment may not hold, and nothing else.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// Encodes an id as a fragment. Letters of all scripts stay readable.
pub(super) fn encode_fragment(id: &str) -> String {
    let set = FRAGMENT;
    let is_plain = |byte: u8| {
        (byte > b' ') & !bytes::is_one_of(byte, [b'"', b'<', b'>', b'`', 0x7f])
    };
    if id.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return id.to_owned();
    }
    let mut encoded = String::with_capacity(id.len());
    for character in id.chars() {
        if character.is_ascii() {
            let mut buffer = [0; 4];
            let text: &str = character.encode_utf8(&mut buffer);
            encoded.extend(utf8_percent_encode(text, set));
        } else {
            encoded.push(character);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_twice_is_meant_once() {
        #[rustfmt::skip]
        let cases = [
            ("https://https://a.example/b//c", Some("https://a.example/b//c")),
            ("https://http//a.example",        Some("http://a.example")),
            ("https://a.example//b",           None),
            ("https://[::1",                   None),
        ];
        for (href, once) in cases {
            assert_eq!(begun_once(href).as_deref(), once, "{href}");
        }
    }

    #[test]
    fn an_href_is_told_by_its_form() {
        #[rustfmt::skip]
        let cases = [
            ("#scope",                      "same"),
            ("?v=2#a",                      "same"),
            ("b.md",                        "path"),
            ("./a:b.md",                    "path"),
            ("/b/",                         "path"),
            ("https://example.com",         "web example.com"),
            ("HTTPS://Example.com:443/x",   "web Example.com:443"),
            ("//example.com/x",             "web example.com"),
            ("https://[::1]:80/",           "web [::1]:80"),
            ("mailto:a@example.com",        "other"),
            ("mailto:a@example.com,b@example.com?subject=x", "other"),
            ("mailto:?subject=x",           "other"),
            ("mailto:?CC=a@example.com",    "other"),
            ("tel:+441234567890",           "other"),
            ("https://[::1",                "malformed"),
            ("https://",                    "malformed"),
            ("https:example.com",           "malformed"),
            ("https://https://example.com", "malformed"),
            ("http://https//example.com",   "malformed"),
            ("https://https.example.com//", "web https.example.com"),
            ("https://http/x",              "web http"),
            ("https://exa mple.com",        "malformed"),
            ("https://example.com:port",    "malformed"),
            ("mailto:",                     "mail"),
            ("mailto:a.example.com",        "mail"),
            ("mailto:@example.com",         "mail"),
            ("mailto:a b@example.com",      "mail"),
            ("javascript:alert(1)",         "forbidden"),
            ("JaVaScRiPt:alert(1)",         "forbidden"),
            ("C:/docs/a.md",                "forbidden"),
            ("file:///etc/passwd",          "forbidden"),
            ("htp://example.com",           "unknown http://example.com"),
            ("zzzzzz:x",                    "unknown "),
        ];
        for (href, expected) in cases {
            let got = match classify(href) {
                Form::SamePage(_) => "same".to_owned(),
                Form::Path(_) => "path".to_owned(),
                Form::Web { authority, .. } => format!("web {authority}"),
                Form::Other => "other".to_owned(),
                Form::Bad(Defect::UrlMalformed { .. }) => "malformed".to_owned(),
                Form::Bad(Defect::MailInvalid { .. }) => "mail".to_owned(),
                Form::Bad(Defect::SchemeForbidden { .. }) => "forbidden".to_owned(),
                Form::Bad(Defect::SchemeUnknown { suggestion, .. }) => {
                    format!("unknown {}", suggestion.unwrap_or_default())
                }
                Form::Bad(other) => format!("{other:?}"),
            };
            assert_eq!(got, expected, "{href}");
        }
    }

    #[test]
    fn a_reference_is_split_before_it_is_decoded() {
        let reference = split("weird%23name.md?v=1&x=%3F#a?b#c");
        assert_eq!(reference.path, "weird%23name.md");
        assert_eq!(reference.query, "?v=1&x=%3F");
        assert_eq!(reference.fragment, Some("a?b#c"));
    }

    #[test]
    fn what_a_url_may_hold_is_not_encoded_twice() {
        assert_eq!(
            encode("https://example.com/a b%20c/ü"),
            "https://example.com/a%20b%20c/%C3%BC"
        );
        assert_eq!(encode_fragment("fünf \"a%3Ab\""), "fünf%20%22a%3Ab%22");
    }
}
