//! The source and the words of a controlled document, beside its page.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use serde_json::{Map, Value, json};

use crate::base::digest::{Ingredients, Inputs, sha256_of};
use crate::base::path::UrlPath;
use crate::base::span::Spanned;
use crate::config::Kind;
use crate::parse::{Classification, Document, FrontMatter, PublishedText, Status};
use crate::resolve::{Exposure, Page, Publication, Site, VersionPage, asset_url};

use super::super::{OutputFile, Recipe};
use super::Planned;

/// Plans `index.md` and `index.txt` of each controlled document whose text is
/// public, and the same wherever the document was before: programs that fetch
/// them do not follow what leads people on. Where another document is now, its
/// own texts come first.
pub(super) fn texts(site: &Site) -> Vec<Planned<'_>> {
    let public: Vec<_> = site
        .controlled()
        .filter(|(_, _, page)| page.publication == Publication::Full)
        .collect();
    let current =
        public.iter().flat_map(|(_, document, page)| texts_at(&page.url, document, page));
    let former = public.iter().flat_map(|(index, document, page)| {
        let lineage = site.lineage(&page.id).filter(|it| it.page == Some(*index));
        let former = lineage.map_or(&[][..], |lineage| &lineage.former_urls);
        former.iter().flat_map(|home| texts_at(home, document, page))
    });
    current.chain(former).collect()
}

fn texts_at<'a>(
    home: &UrlPath,
    document: &'a Document,
    page: &'a Page,
) -> [Planned<'a>; 2] {
    let words = document.text.published.as_ref().map(|text| text.words.as_bytes());
    let text = words.map(|words| {
        let words = Recipe::Bytes(Cow::Borrowed(words));
        OutputFile::new(home.below("index.txt"), words)
    });
    let source = move || Ok(published_source(document, page).into_bytes());
    let source = Recipe::Render(Box::new(source));
    [text, Some(OutputFile::new(home.below("index.md"), source))]
}

/// Plans `index.md` and `index.txt` of each frozen version, and the images and
/// files that frozen texts show.
pub(super) fn frozen_texts<'a>(
    site: &'a Site,
    sources: &Arc<FrozenSources<'a>>,
) -> Vec<Planned<'a>> {
    let versions = site.lineages.iter().flat_map(|lineage| &lineage.versions);
    let public = versions.filter(|version| version.exposure == Exposure::Words);
    let mut files = Vec::new();
    for version in public {
        let url = version.url();
        let Some(frozen) = site.archive.versions.get(version.frozen) else { continue };
        let entry = &frozen.entry;
        let document = site.frozen.get(version.frozen).map(|frozen| &frozen.document);
        let has_words =
            document.is_some_and(|document| document.text.words_sha256.is_some());
        files.push(has_words.then(|| {
            let file = OutputFile::new(url.below("index.txt"), words(site, version));
            file.with_inputs(|| Some(Inputs::of(&entry.words_sha256)))
        }));
        let sources = Arc::clone(sources);
        let source = move || Ok(sources.of(version).unwrap_or_default().into_bytes());
        let source = Recipe::Render(Box::new(source));
        let made_from = move || {
            let all = Ingredients::default().value(entry);
            Some(all.text(&site.config.text).finish())
        };
        let file = OutputFile::new(url.below("index.md"), source);
        files.push(Some(file.with_inputs(made_from)));
        files.extend(entry.assets.iter().filter_map(|(path, sha256)| {
            let asset = site.archive.asset(sha256)?;
            let file = Recipe::Copy(&asset.file);
            Some(Some(OutputFile::new(asset_url(path, sha256), file)))
        }));
    }
    files
}

/// Says how to get the words of a frozen version.
fn words<'a>(site: &'a Site, version: &'a VersionPage) -> Recipe<'a> {
    let known = site.frozen.get(version.frozen).and_then(|it| it.shown.as_ref());
    if let Some(text) = known.and_then(|shown| shown.published.as_ref()) {
        return Recipe::Bytes(Cow::Borrowed(text.words.as_bytes()));
    }
    let words = || {
        let shown = site.shown(version.frozen);
        let text = shown.as_ref().and_then(|shown| shown.published.as_ref());
        Ok(text.map(|text| text.words.clone()).unwrap_or_default().into_bytes())
    };
    Recipe::Render(Box::new(words))
}

/// The sources of frozen versions as they are published.
///
/// Each is needed twice, as a file and for its digest. Of most of its text, the
/// body, there is nothing to be made; what stands before it is made once.
pub(super) struct FrozenSources<'a> {
    site: &'a Site,
    /// At the positions of the versions in the archive, as far as somebody has
    /// asked for them.
    heads: Vec<OnceLock<String>>,
}

impl<'a> FrozenSources<'a> {
    /// Makes room for the sources of a site.
    pub(super) fn new(site: &'a Site) -> Self {
        Self {
            site,
            heads: site.archive.versions.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// Returns the source of a version.
    pub(super) fn of(&self, version: &VersionPage) -> Option<String> {
        self.parts(version, |parts| parts.concat())
    }

    /// Returns the digest of the source of a version.
    pub(super) fn digest_of(&self, version: &VersionPage) -> Option<super::Digest> {
        let sha256 = self.parts(version, |parts| sha256_of(&parts.map(str::as_bytes)))?;
        Some(super::Digest { sha256 })
    }

    /// Makes something of what stands before the body, and the body.
    fn parts<T>(
        &self,
        version: &VersionPage,
        make: impl FnOnce([&str; 2]) -> T,
    ) -> Option<T> {
        let entry = &self.site.archive.versions.get(version.frozen)?.entry;
        let document = &self.site.frozen.get(version.frozen)?.document;
        let status = document.front_matter.status.as_ref().map(|status| status.value);
        let head = Head {
            id: &entry.id,
            title: &entry.title,
            kind: entry.kind,
            status: status.unwrap_or(Status::Published),
            classification: Classification::Public,
        };
        let made = self.heads.get(version.frozen)?.get_or_init(|| head.text(document));
        let shown = self.site.shown(version.frozen)?;
        Some(make([made, body(shown.published.as_ref())]))
    }
}

/// What every published source begins with.
struct Head<'a> {
    id: &'a str,
    title: &'a str,
    kind: Kind,
    status: Status,
    classification: Classification,
}

/// Returns the source of a document as it is published: front matter made anew
/// from the fields that readers may see, then the body without its comments.
/// Nothing that is not named here can leak.
pub(super) fn published_source(document: &Document, page: &Page) -> String {
    let head = Head {
        id: &page.id,
        title: &page.title,
        kind: page.kind,
        status: page.status,
        classification: page.classification,
    };
    format!("{}{}", head.text(document), body(document.text.published.as_ref()))
}

impl Head<'_> {
    /// Returns what stands before the body.
    fn text(&self, document: &Document) -> String {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(self.id));
        fields.insert("title".to_owned(), json!(self.title));
        fields.insert("kind".to_owned(), json!(self.kind));
        fields.insert("status".to_owned(), json!(self.status));
        fields.insert("classification".to_owned(), json!(self.classification));
        add_fields(&mut fields, &document.front_matter);
        let yaml = serde_yaml::to_string(&Value::Object(fields)).unwrap_or_default();
        format!("---\n{yaml}---\n\n")
    }
}

/// Returns the body of a document, without its comments.
fn body(text: Option<&PublishedText>) -> &str {
    text.map_or("", |text| text.markdown.as_str())
}

fn add_fields(fields: &mut Map<String, Value>, front_matter: &FrontMatter) {
    let texts = [
        ("summary", &front_matter.summary),
        ("version", &front_matter.version),
        ("reference", &front_matter.reference),
        ("change_summary", &front_matter.change_summary),
        ("license", &front_matter.license),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            fields.insert(name.to_owned(), json!(text.value));
        }
    }
    let lists: [(&str, &[Spanned<String>]); 8] = [
        ("owner", &front_matter.owner),
        ("approver", &front_matter.approver),
        ("authors", &front_matter.authors),
        ("supersedes", &front_matter.supersedes),
        ("superseded_by", &front_matter.superseded_by),
        ("applies_to", &front_matter.applies_to),
        ("tags", &front_matter.tags),
        ("related", &front_matter.related),
    ];
    for (name, list) in lists {
        match list {
            [] => None,
            [one] => fields.insert(name.to_owned(), json!(one.value)),
            many => {
                let values: Vec<&str> =
                    many.iter().map(|value| value.value.as_str()).collect();
                fields.insert(name.to_owned(), json!(values))
            }
        };
    }
    let dates = [
        ("issued_on", &front_matter.issued_on),
        ("approved_on", &front_matter.approved_on),
        ("effective_on", &front_matter.effective_on),
        ("last_updated", &front_matter.last_updated),
        ("last_reviewed", &front_matter.last_reviewed),
        ("next_review", &front_matter.next_review),
        ("expires_on", &front_matter.expires_on),
    ];
    for (name, date) in dates {
        if let Some(date) = date {
            fields.insert(name.to_owned(), json!(date.value.date));
        }
    }
    if let Some(interval) = &front_matter.review_interval {
        fields.insert("review_interval".to_owned(), json!(interval.value.words()));
    }
    add_controls(fields, front_matter);
}

fn add_controls(fields: &mut Map<String, Value>, front_matter: &FrontMatter) {
    let mut controls: Map<String, Value> = Map::new();
    for control in &front_matter.controls {
        let framework = match control.value.framework.as_str() {
            "" => "other",
            framework => framework,
        };
        let ids = controls.entry(framework).or_insert_with(|| json!([]));
        if let Value::Array(ids) = ids {
            ids.push(json!(control.value.id));
        }
    }
    if !controls.is_empty() {
        fields.insert("controls".to_owned(), Value::Object(controls));
    }
}
