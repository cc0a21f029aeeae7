//! One entry of the policy index.

use std::sync::OnceLock;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::archive::ChangeClass;
use crate::base::date::{Date, Interval};
use crate::base::digest::sha256;
use crate::base::framework::canonical;
use crate::base::path::UrlPath;
use crate::base::span::Spanned;
use crate::base::version::{Scheme, Version};
use crate::config::Kind;
use crate::parse::{Classification, Document, PublishedText, Status};
use crate::resolve::{
    Departure, Page, PageIndex, Publication, Site, Target, VersionPage, stated_scheme,
};

use super::absolute;
use super::frameworks;
use super::texts::published_source;

/// One controlled document, in the words now in force. Every key is always
/// there; what is not known is `null`, and what there is none of is empty.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PolicyEntry {
    /// The document's identity, for ever: renames and moves keep it.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]*$"))]
    pub id: String,
    /// The same identity as a version 5 UUID (RFC 9562) in the name space of
    /// the site's address.
    #[schemars(extend("format" = "uuid"))]
    pub uuid: String,
    /// URLs at which the document used to be.
    pub former_urls: Vec<String>,
    /// The organisation's own number for the document.
    pub reference: Option<String>,
    /// The title.
    pub title: String,
    /// The source file, relative to the content folder.
    pub file_name: String,
    /// What sort of document it is.
    pub kind: Kind,
    /// One or two sentences on what it says.
    pub summary: Option<String>,
    /// Where it stands in its life.
    pub status: Status,
    /// Who may read it.
    pub classification: Classification,
    /// Who answers for it.
    pub owner: Option<Party>,
    /// Who answers for it besides the owner.
    pub co_owners: Vec<Party>,
    /// Who approved it.
    pub approver: Option<Party>,
    /// When it was approved.
    pub approved_on: Option<Date>,
    /// Its version, a text: `1.10` is not 1.1.
    pub version: Option<String>,
    /// How its versions are numbered, which says what comes after what; `null`
    /// where they follow no scheme.
    pub version_scheme: Option<&'static str>,
    /// When it was first published.
    pub issued_on: Option<Date>,
    /// Since when it has been in force.
    pub effective_on: Option<Date>,
    /// When its words last changed.
    pub last_updated_on: Option<Date>,
    /// When it was last reviewed, with or without a change.
    pub last_reviewed_on: Option<Date>,
    /// When its next review is due; a review on that day is in time.
    pub next_review_on: Option<Date>,
    /// From when its review is due soon.
    pub due_soon_on: Option<Date>,
    /// After which day it is no longer valid.
    pub expires_on: Option<Date>,
    /// How often it is reviewed, an ISO 8601 duration.
    pub review_interval: Option<Interval>,
    /// The page.
    pub url: String,
    /// The permanent page of this version; `null` while the version is not
    /// frozen.
    pub version_url: Option<String>,
    /// The document's own data file.
    pub versions_url: String,
    /// The source, markdown with front matter; `null` where the text is not
    /// public.
    pub source_url: Option<String>,
    /// The words alone, as plain text; `null` where the text is not public.
    pub text_url: Option<String>,
    /// How many words the text has: UAX #29 words with a letter or a digit.
    pub word_count: Option<u32>,
    /// Digests of the bytes served at `source_url` and `text_url`.
    pub digests: Option<Digests>,
    /// The controls that the document supports.
    pub controls: Vec<ControlEntry>,
    /// Documents that this one replaces, by id.
    pub supersedes: Vec<String>,
    /// Documents that replace this one, by id.
    pub superseded_by: Vec<String>,
    /// The frozen version before this one.
    pub previous_version: Option<String>,
    /// The frozen version after this one: there is one where the text is behind
    /// what was frozen.
    pub next_version: Option<String>,
    /// How it differs from the version before it; `null` while it is not frozen.
    pub change_class: Option<ChangeClass>,
    /// What changed in this version.
    pub change_summary: Option<String>,
    /// What or whom the document applies to.
    pub applies_to: Vec<String>,
    /// Key words.
    pub tags: Vec<String>,
    /// Related documents, by id; pages elsewhere by URL.
    pub related: Vec<String>,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The licence, an SPDX identifier or a URL.
    pub license: Option<String>,
}

/// Somebody who answers for a document: a role, so that it stays true when
/// people change.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Party {
    /// The role, team or name, as the document has it.
    pub role: String,
}

/// SHA-256 digests in hexadecimal, as `sha256sum` prints them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Digests {
    /// Of the bytes at `source_url`.
    pub source: super::Digest,
    /// Of the bytes at `text_url`; it changes only when the words do.
    pub text: super::Digest,
}

/// A control of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ControlEntry {
    /// The framework's id, as in `frameworks`; `null` where the document does
    /// not say.
    pub framework: Option<String>,
    /// The framework's version.
    pub framework_version: Option<String>,
    /// The control's id in the framework.
    pub id: String,
    /// How the document relates to the control.
    pub relation: &'static str,
}

/// The entries of all documents in the index, sorted by id.
#[derive(Debug)]
pub(in crate::render) struct Entries<'a> {
    site: &'a Site,
    made: OnceLock<Made>,
}

/// The entries, and the page of each.
type Made = (Vec<PageIndex>, Vec<PolicyEntry>);

impl<'a> Entries<'a> {
    /// Makes room for the entries of a site, which are worked out when the first
    /// file that shows them is made.
    pub(in crate::render) const fn new(site: &'a Site) -> Self {
        Self { site, made: OnceLock::new() }
    }

    /// Works out the entries of a site on all cores, which would all wait for the
    /// one that makes the first of many such files.
    pub(in crate::render) fn of_all(site: &'a Site) -> Self {
        let documents: Vec<_> = site.controlled().collect();
        let made = documents.into_par_iter().map(|it| (it.0, entry(site, it)));
        Self { site, made: OnceLock::from(sorted(made.collect())) }
    }

    /// Returns all of them.
    pub(super) fn all(&self) -> &[PolicyEntry] {
        &self.get().1
    }

    /// Returns that of one document, and its page.
    pub(super) fn find(&self, id: &str) -> Option<(PageIndex, &PolicyEntry)> {
        let (pages, entries) = self.get();
        let at = entries.binary_search_by(|entry| entry.id.as_str().cmp(id)).ok()?;
        Some((*pages.get(at)?, entries.get(at)?))
    }

    fn get(&self) -> &Made {
        // On one core: while it waited for another one, it would be given a file to
        // make that waits for this.
        self.made.get_or_init(|| {
            let made = self.site.controlled().map(|it| (it.0, entry(self.site, it)));
            sorted(made.collect())
        })
    }
}

fn sorted(mut entries: Vec<(PageIndex, PolicyEntry)>) -> Made {
    entries.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    entries.into_iter().unzip()
}

fn entry(
    site: &Site,
    (at, document, page): (PageIndex, &Document, &Page),
) -> PolicyEntry {
    let frozen = Frozen::new(site, at);
    let front_matter = &document.front_matter;
    let dates = &page.dates;
    let url = page.url.encoded();
    let text = document.text.published.as_ref();
    let text = text.filter(|_| page.publication == Publication::Full);
    let beside = |name: &str| text.map(|_| absolute(site, &format!("{url}{name}")));
    let mut owners = parties(&front_matter.owner).into_iter();
    PolicyEntry {
        id: page.id.clone(),
        uuid: uuid(site, &page.id),
        former_urls: former_urls(site, at),
        reference: value(front_matter.reference.as_ref()),
        title: page.title.clone(),
        file_name: document.path.key(),
        kind: page.kind,
        summary: value(front_matter.summary.as_ref()),
        status: page.status,
        classification: page.classification,
        owner: owners.next(),
        co_owners: owners.collect(),
        approver: parties(&front_matter.approver).into_iter().next(),
        approved_on: dates.approved_on,
        version: value(front_matter.version.as_ref()),
        version_scheme: frozen.scheme.map(scheme_name),
        issued_on: dates.issued_on,
        effective_on: dates.effective_on,
        last_updated_on: dates.last_updated_on,
        last_reviewed_on: dates.last_reviewed_on,
        next_review_on: dates.next_review_on,
        due_soon_on: dates.due_soon_on,
        expires_on: dates.expires_on,
        review_interval: dates.review_interval,
        url: absolute(site, &url),
        version_url: frozen.url.map(|url| absolute(site, &url.encoded())),
        versions_url: absolute(site, &format!("/api/v1/policies/{}.json", page.id)),
        source_url: beside("index.md"),
        text_url: beside("index.txt"),
        word_count: text.map(PublishedText::word_count),
        digests: digests(document, page).filter(|_| text.is_some()),
        controls: controls(document),
        supersedes: ids(site, document, page, &front_matter.supersedes),
        superseded_by: ids(site, document, page, &front_matter.superseded_by),
        previous_version: frozen.previous.map(ToString::to_string),
        next_version: frozen.next.map(ToString::to_string),
        change_class: frozen.class,
        change_summary: value(front_matter.change_summary.as_ref()),
        applies_to: values(&front_matter.applies_to),
        tags: values(&front_matter.tags),
        related: ids(site, document, page, &front_matter.related),
        language: site.config.site.language.clone(),
        license: value(front_matter.license.as_ref()),
    }
}

/// Returns the URLs from which a redirect leads to a page.
fn former_urls(site: &Site, at: PageIndex) -> Vec<String> {
    let former = site.redirects.iter().filter(|redirect| redirect.page == Some(at));
    former.map(|redirect| absolute(site, &redirect.from.encoded())).collect()
}

/// What the archive knows about the current text of a document.
#[derive(Default)]
struct Frozen<'a> {
    scheme: Option<Scheme>,
    /// The page of its version, if these words were frozen under it.
    url: Option<UrlPath>,
    previous: Option<&'a Version>,
    next: Option<&'a Version>,
    class: Option<ChangeClass>,
}

impl<'a> Frozen<'a> {
    fn new(site: &'a Site, at: PageIndex) -> Self {
        let stated = site.document(at).front_matter.version.as_ref();
        let stated = stated.and_then(|stated| Version::new(&stated.value).ok());
        let lineage = site.lineage(&site.page(at).id);
        let versions = lineage.map_or(&[][..], |lineage| &lineage.versions);
        let mut known: Vec<&Version> =
            versions.iter().map(|version| &version.version).collect();
        let all = known.iter().copied().chain(stated.as_ref());
        let scheme = stated_scheme(site.document(at), &site.config)
            .or_else(|| Scheme::detect(all));
        let at_version =
            stated.as_ref().and_then(|it| known.iter().position(|known| *known == it));
        let Some(found) = at_version else {
            let previous = known.pop().filter(|_| stated.is_some());
            return Self { scheme, previous, ..Self::default() };
        };
        let departures = site.standing(at).map_or(&[][..], |it| &it.departures);
        let is_same = !departures.contains(&Departure::WordsChanged);
        let page = versions.get(found).filter(|_| is_same);
        let entry = page.and_then(|page| site.archive.versions.get(page.frozen));
        Self {
            scheme,
            url: page.map(VersionPage::url),
            previous: found.checked_sub(1).and_then(|at| known.get(at).copied()),
            next: known.get(found + 1).copied(),
            class: entry.and_then(|frozen| frozen.entry.change_class),
        }
    }
}

/// Returns the word for a scheme in data.
const fn scheme_name(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Integer => "integer",
        Scheme::Date => "date",
        Scheme::MajorMinor => "major_minor",
        Scheme::Semver => "semver",
    }
}

/// Returns the document's UUID: version 5 in the name space that version 5
/// makes of the site's address.
pub(super) fn uuid(site: &Site, id: &str) -> String {
    let home = absolute(site, "/");
    let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, home.as_bytes());
    Uuid::new_v5(&space, id.as_bytes()).to_string()
}

fn digests(document: &Document, page: &Page) -> Option<Digests> {
    let words_sha256 = document.text.words_sha256.clone()?;
    let text = super::Digest { sha256: words_sha256 };
    Some(Digests { source: digest(&published_source(document, page)), text })
}

fn digest(text: &str) -> super::Digest {
    super::Digest { sha256: sha256(text.as_bytes()) }
}

fn parties(roles: &[Spanned<String>]) -> Vec<Party> {
    roles.iter().map(|role| Party { role: role.value.clone() }).collect()
}

fn value(field: Option<&Spanned<String>>) -> Option<String> {
    field.map(|field| field.value.clone())
}

fn values(field: &[Spanned<String>]) -> Vec<String> {
    field.iter().map(|value| value.value.clone()).collect()
}

/// Returns the controls with their framework under its usual name.
fn controls(document: &Document) -> Vec<ControlEntry> {
    let stated = document.front_matter.controls.iter().map(|control| &control.value);
    let entries = stated.map(|control| {
        let framework =
            (!control.framework.is_empty()).then(|| canonical(&control.framework));
        ControlEntry {
            framework_version: framework.as_deref().and_then(frameworks::version),
            framework,
            id: control.id.clone(),
            relation: "supports",
        }
    });
    entries.collect()
}

/// Returns documents as ids, whether they were named by id or by path; other
/// targets as URLs. Documents that are not published are left out.
fn ids(
    site: &Site,
    document: &Document,
    page: &Page,
    names: &[Spanned<String>],
) -> Vec<String> {
    let listed = |index: PageIndex| {
        let page = site.page(index);
        page.publication.is_listed().then(|| page.id.clone())
    };
    let resolved = names.iter().filter_map(|name| {
        let mut links = document.links.iter().zip(page.links.iter());
        match links.find(|(link, _)| link.span == name.span) {
            Some((_, settled)) => match settled.target {
                Target::Page { page, .. } => listed(page),
                Target::External => Some(settled.href.clone()),
                _ => None,
            },
            None => site.ids.get(&name.value).and_then(|&index| listed(index)),
        }
    });
    resolved.collect()
}
