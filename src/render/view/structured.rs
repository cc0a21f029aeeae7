//! What search engines and other programs read in the head of a page, in the
//! words of [schema.org](https://schema.org/DigitalDocument).

use serde_json::{Map, Value, json};

use crate::render::markup::Markup;
use crate::resolve::{PageIndex, Site};

use super::head::AlternateView;
use super::{TermView, lead};

/// Describes a document.
pub(super) fn document(
    site: &Site,
    index: PageIndex,
    formats: &[AlternateView],
) -> Markup {
    let (page, matter) = (site.page(index), &site.document(index).front_matter);
    let text = |it: &Option<crate::base::span::Spanned<String>>| {
        it.as_ref().map(|it| json!(it.value))
    };
    let base_url = &site.config.site.base_url;
    let day =
        |day: Option<crate::base::date::Date>| day.map(|day| json!(day.to_string()));
    let people =
        matter.authors.iter().map(|it| json!({"@type": "Person", "name": it.value}));
    let people: Vec<Value> = people.collect();
    let encodings = formats.iter().map(|format| {
        let below = format.href.strip_prefix(base_url.path()).unwrap_or(&format.href);
        json!({
            "@type": "MediaObject",
            "encodingFormat": format.media_type,
            "contentUrl": base_url.absolute(&format!("/{below}")),
        })
    });
    let dates = &page.dates;
    let fields = [
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("DigitalDocument"))),
        ("url", Some(json!(base_url.absolute(&page.url.encoded())))),
        ("identifier", Some(json!(page.id))),
        ("name", Some(json!(page.title))),
        ("description", lead(site, index).map(|lead| json!(lead))),
        ("version", text(&matter.version)),
        ("creativeWorkStatus", Some(json!(TermView::from(page.status).label))),
        ("datePublished", day(dates.issued_on.or(dates.effective_on))),
        ("dateModified", day(dates.last_updated_on)),
        ("expires", day(dates.expires_on)),
        ("inLanguage", Some(json!(site.config.site.language))),
        ("license", text(&matter.license)),
        ("author", (!people.is_empty()).then(|| json!(people))),
        ("publisher", Some(organization(site))),
        ("encoding", (!formats.is_empty()).then(|| encodings.collect())),
    ];
    markup(fields)
}

/// Describes who publishes the site.
pub(super) fn website(site: &Site) -> Markup {
    let config = &site.config.site;
    markup([
        ("@context", Some(json!("https://schema.org"))),
        ("@type", Some(json!("WebSite"))),
        ("url", Some(json!(config.base_url.absolute("/")))),
        ("name", Some(json!(config.title))),
        ("inLanguage", Some(json!(config.language))),
        ("publisher", Some(organization(site))),
    ])
}

fn organization(site: &Site) -> Value {
    let config = &site.config.site;
    let mail = config.contact.as_deref().filter(|contact| contact.contains('@'));
    let mail = mail.map(|mail| json!(mail.trim_start_matches("mailto:")));
    let fields = [
        ("@type", Some(json!("Organization"))),
        ("name", Some(json!(config.publisher))),
        ("email", mail),
    ];
    object(fields)
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let known =
        fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(known.collect::<Map<_, _>>())
}

/// Returns what a `<script>` can hold: nothing in it ends the element.
fn markup<const N: usize>(fields: [(&str, Option<Value>); N]) -> Markup {
    Markup::new(&object(fields).to_string().replace('<', "\\u003c"))
}
