//! How the current texts stand to what was frozen under their ids.

use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::archive::{Archive, Entry, Frozen, FrozenText};
use crate::base::date::Date;
use crate::base::version::{Scheme, Version};
use crate::config::Config;
use crate::load::SourceFile;
use crate::parse::{Document, Facts, Field, LinkForm, Purpose, parse};

use super::lineage::stated_scheme;
use super::{Page, PageIndex};

/// How the current text of a document stands to its frozen versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The document.
    pub page: PageIndex,
    /// Its last frozen version.
    pub latest: Version,
    /// Where it departs from what a next text may be.
    pub departures: Vec<Departure>,
}

/// What is odd about a current text, seen from the frozen ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Departure {
    /// Its words are not those that were frozen under its version.
    WordsChanged,
    /// Its words are those that were frozen under its version; a link or an
    /// image has another target.
    LinksChanged {
        /// The first target that differs, as it was frozen; `None` where there
        /// was none.
        before: Option<String>,
        /// The same, as it is.
        now: Option<String>,
    },
    /// It has a new version and the words of the last frozen one.
    WordsUnchanged,
    /// Its version does not come after the last frozen one.
    NotLater,
    /// Its version and the frozen ones follow no scheme together.
    NotComparable,
    /// A date of a new version is before that of the last frozen one.
    DateBackwards {
        /// Which date.
        field: Field,
        /// What it was.
        before: Date,
    },
    /// It has no version any more.
    VersionGone,
    /// It is of a kind that has no published words, so that nobody can tell
    /// whether they changed.
    Uncontrolled,
}

/// Compares each published document with its frozen versions; documents that
/// have none are left out. `digests` are those of the sources of all documents.
pub(super) fn standings(
    documents: &[Arc<Document>],
    pages: &[Page],
    (archive, digests): (&Archive, &[String]),
    config: &Config,
) -> Vec<Standing> {
    if archive.versions.is_empty() || !archive.is_lock_whole() {
        return Vec::new();
    }
    (0..documents.len())
        .into_par_iter()
        .filter_map(|at| {
            let (document, page) = (documents.get(at)?, pages.get(at)?);
            let digest = digests.get(at).map_or("", String::as_str);
            let at = PageIndex(u32::try_from(at).ok()?);
            standing(at, (document, page), (archive, digest), config)
        })
        .collect()
}

/// Compares one document with what was frozen under its id; `archive` has a whole
/// lock.
pub(super) fn standing(
    at: PageIndex,
    (document, page): (&Document, &Page),
    (archive, digest): (&Archive, &str),
    config: &Config,
) -> Option<Standing> {
    let latest = archive.latest(&page.id, stated_scheme(document, config))?;
    page.publication.is_listed().then(|| Standing {
        page: at,
        latest: latest.entry.version.clone(),
        departures: departures(document, page, (archive, digest), config),
    })
}

fn departures(
    document: &Document,
    page: &Page,
    (archive, digest): (&Archive, &str),
    config: &Config,
) -> Vec<Departure> {
    let stated = stated_scheme(document, config);
    let Some(latest) = archive.latest(&page.id, stated) else { return Vec::new() };
    let Some(words) = &document.text.words_sha256 else {
        return vec![Departure::Uncontrolled];
    };
    let matter = &document.front_matter;
    let is_written = matter.places.iter().any(|place| place.field == Field::Version);
    if !is_written {
        return vec![Departure::VersionGone];
    }
    // What is written there and is no version has a problem of its own.
    let version = matter.version.as_ref().and_then(|it| Version::new(&it.value).ok());
    let Some(version) = version else { return Vec::new() };
    let mut departures = Vec::new();
    if let Some(frozen) = archive.find(&page.id, &version) {
        if frozen.entry.words_sha256 != *words {
            departures.push(Departure::WordsChanged);
        } else if frozen.entry.source_sha256 != digest {
            departures.extend(changed_links(document, frozen, config));
        }
        if version != latest.entry.version {
            departures.push(Departure::NotLater);
        }
        return departures;
    }
    let known = archive.of(&page.id).iter().map(|frozen| &frozen.entry.version);
    match stated.or_else(|| Scheme::detect(known.chain([&version]))) {
        // That is one thing to mend, and a rule of its own.
        Some(scheme) if !scheme.follows(&version) => (),
        None => departures.push(Departure::NotComparable),
        Some(scheme) if scheme.compare(&version, &latest.entry.version).is_le() => {
            departures.push(Departure::NotLater);
        }
        Some(_) => (),
    }
    if latest.entry.words_sha256 == *words {
        departures.push(Departure::WordsUnchanged);
    }
    departures.extend(backward_dates(document, &latest.entry));
    departures
}

/// Finds the dates that a later version cannot have before an earlier one.
fn backward_dates(document: &Document, latest: &Entry) -> Vec<Departure> {
    let matter = &document.front_matter;
    let pairs = [
        (Field::EffectiveOn, &matter.effective_on, latest.effective_on),
        (Field::ApprovedOn, &matter.approved_on, latest.approved_on),
        (Field::LastUpdated, &matter.last_updated, latest.last_updated),
    ];
    let backward = pairs.into_iter().filter_map(|(field, now, before)| {
        let (now, before) = (now.as_ref()?, before?);
        (now.value.date < before).then_some(Departure::DateBackwards { field, before })
    });
    backward.collect()
}

/// Compares the targets of links and images with those of a frozen text. Only a
/// text whose source differs gets here, so few are parsed again.
fn changed_links(
    document: &Document,
    frozen: &Frozen,
    config: &Config,
) -> Option<Departure> {
    let FrozenText::Intact(text) = &frozen.text else { return None };
    let source = SourceFile { path: document.path.clone(), text: Ok(text.clone()) };
    let was = parse(vec![source], config, Purpose::Check, Facts::none()).pop()?;
    let (before, now) = (targets(&was), targets(document));
    let length = before.len().max(now.len());
    let at = (0..length).find(|&at| before.get(at) != now.get(at))?;
    let nth = |targets: &[&str]| targets.get(at).map(|&target| target.to_owned());
    Some(Departure::LinksChanged { before: nth(&before), now: nth(&now) })
}

/// Returns where the links and images of a body lead.
fn targets(document: &Document) -> Vec<&str> {
    let in_body = document.links.iter().filter(|link| {
        !matches!(link.form, LinkForm::FrontMatter(_) | LinkForm::FrontMatterExtra)
    });
    in_body.map(|link| link.href.as_str()).collect()
}
