//! Which links a register may hold.

use crate::base::span::Spanned;

/// A link in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUse {
    /// The key that it is the value of.
    pub key: String,
    /// The link as written.
    pub href: Spanned<String>,
}

/// Returns whether a link leads to the web, to a mailbox or to this site.
pub(super) fn is_fit(href: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"`\\".contains(c);
    let is_plain = href.chars().all(plain);
    let path = |href: &str| href.starts_with('/') && !href.starts_with("//");
    let web = ["https://", "http://"].iter().find_map(|scheme| href.strip_prefix(scheme));
    let mail = href.strip_prefix("mailto:");
    is_plain
        && (path(href)
            || web.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
            || mail.is_some_and(is_mail))
}

/// Returns whether a text is a mail address, as far as that can be told.
pub(super) fn is_mail(text: &str) -> bool {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, '.' | '-' | '_' | '+' | '\'' | '?' | '=' | '%' | '&')
    };
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && name.chars().all(plain)
            && host.contains('.')
            && host.starts_with(char::is_alphanumeric)
            && host.chars().all(plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_the_web_a_mailbox_or_this_site() {
        #[rustfmt::skip]
        let cases = [
            ("https://example.com/a?b#c",      true),
            ("/policies/privacy.md",           true),
            ("mailto:privacy@tidemark.example", true),
            ("javascript:alert(1)",            false),
            ("JavaScript:alert(1)",            false),
            ("data:text/html,x",               false),
            ("//evil.example",                 false),
            ("https:///x",                     false),
            ("https://a b",                    false),
            ("mailto:x",                       false),
            ("policies/privacy.md",            false),
            ("",                               false),
        ];
        for (href, expected) in cases {
            assert_eq!(is_fit(href), expected, "{href}");
        }
    }
}
