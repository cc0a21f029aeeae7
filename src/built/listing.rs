//! Sitemaps, feeds and data files: the addresses that they name.

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use crate::base::span::Span;

use super::json::{self, place};

/// An address in a file that is not a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) url: String,
    pub(super) span: Span,
}

/// Returns the addresses in a sitemap or a feed: what is in `loc` and `link`, and
/// every `href` and `url`.
pub(super) fn in_xml(xml: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let mut is_address = false;
    let emitter = DefaultEmitter::new_with_span();
    for Ok(token) in Tokenizer::new_with_emitter(xml, emitter) {
        match token {
            Token::StartTag(tag) => {
                is_address = matches!(tag.name.as_slice(), b"loc" | b"link");
                for (name, value) in &tag.attributes {
                    if matches!(name.as_slice(), b"href" | b"url") {
                        let url = String::from_utf8_lossy(&value.value).into_owned();
                        found.push(Named { url, span: value_place(xml, &value.span) });
                    }
                }
            }
            Token::EndTag(_) => is_address = false,
            Token::String(text) if is_address => {
                let url = String::from_utf8_lossy(&text.value).trim().to_owned();
                if !url.is_empty() {
                    found.push(Named {
                        url,
                        span: Span::new(text.span.start..text.span.end),
                    });
                }
            }
            _ => (),
        }
    }
    found
}

/// Returns where the value of an attribute is, of which the place begins at its
/// name.
fn value_place(xml: &str, span: &html5gum::Span<usize>) -> Span {
    let written = xml.get(span.start..span.end).unwrap_or_default();
    let value = written.split_once(['"', '\'']).map_or(written, |(_, value)| value);
    place(xml, value.trim_end_matches(['"', '\'']))
}

/// Returns the addresses in a data file. A file that is no JSON has none.
///
/// Without an origin an address is told from other texts by its key.
pub(super) fn in_json(json: &str, origin: Option<&str>) -> Vec<Named> {
    let texts = json::texts(json).unwrap_or_default();
    let is_address = |text: &json::Text<'_>| match origin {
        _ if text.key == "id" || text.value.contains(char::is_whitespace) => false,
        Some(origin) => text.value.starts_with(origin),
        None => {
            let key = text.key.as_str();
            let of_address = key.ends_with("url") || key.ends_with("urls");
            text.value.starts_with('/')
                && (of_address || matches!(key, "href" | "$schema"))
        }
    };
    let named = texts
        .iter()
        .filter(|text| is_address(text))
        .map(|text| Named { url: text.value.to_owned(), span: place(json, text.value) });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, found: &[Named]) -> Vec<(String, String)> {
        let told = found.iter().map(|it| (it.url.clone(), it.span.of(text).to_owned()));
        told.collect()
    }

    #[test]
    fn addresses_are_found_in_sitemaps_feeds_and_data() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let xml = "<?xml version=\"1.0\"?><urlset><url><loc>https://a.example/?x&amp;y</loc></url>\
                   <link rel=\"self\" href=\"/f.atom\"/><link>/b/</link><title>/c/</title></urlset>";
        assert_eq!(
            told(xml, &in_xml(xml)),
            [
                pair("https://a.example/?x&y", "https://a.example/?x&amp;y"),
                pair("/f.atom", "/f.atom"),
                pair("/b/", "/b/"),
            ]
        );
        let json = r#"{"id": "https://a.example/1", "url": "https://a.example/2",
            "text": "https://a.example/ is ours", "home_url": "/3", "note": "/4"}"#;
        assert_eq!(
            told(json, &in_json(json, Some("https://a.example/"))),
            [pair("https://a.example/2", "https://a.example/2")]
        );
        assert_eq!(told(json, &in_json(json, None)), [pair("/3", "/3")]);
    }
}
