//! `freeze`: the current text of a document becomes one that never changes.

use crate::archive::{
    Archive, Change, ChangeClass, Entry, LOCK, NewAsset, NewFile, ProblemKind, RESERVED,
    lock,
};
use crate::base::date::{Date, WrittenDate};
use crate::base::lines::{digest_of_source, with_line_feeds};
use crate::base::severity::Severity;
use crate::base::span::Spanned;
use crate::base::version::Version;
use crate::check::Report;
use crate::load::SourceFile;
use crate::parse::Document;
use crate::resolve::{Departure, PageIndex, Site, Standing};

use super::Refusal;
use super::assets;
use super::candidate::{Candidate, refuse_damage};

/// What is to be frozen.
#[derive(Clone, Copy, Debug)]
pub struct FreezeRequest<'a> {
    /// The document.
    pub id: &'a str,
    /// The sources that the site was made from, sorted by path.
    pub sources: &'a [SourceFile],
    /// What changed, instead of what front matter says.
    pub summary: Option<&'a str>,
    /// How much changed; a change is material unless somebody says otherwise.
    pub class: Option<ChangeClass>,
}

/// What freezing comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Nothing: these words are frozen under this version already.
    Frozen {
        /// The version.
        version: Version,
        /// Since when.
        on: Date,
    },
    /// A new entry.
    Freeze(Box<Freeze>),
}

/// A version that is to be frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Freeze {
    /// What the lock will say.
    pub entry: Entry,
    /// The version before it.
    pub previous: Option<Version>,
    /// The files to write.
    pub change: Change,
}

/// What a candidate is to the archive.
#[derive(Clone, Debug)]
pub(super) enum Examined {
    /// A version that it has, with these words.
    Frozen(Version, Date),
    /// A version that it can take.
    New(Box<NewVersion>),
}

/// A version that the archive can take.
#[derive(Clone, Debug)]
pub(super) struct NewVersion {
    pub(super) entry: Entry,
    pub(super) previous: Option<Version>,
    /// Its text, unless an interrupted run has left it.
    pub(super) added: Vec<NewFile>,
    /// The images and files that it shows, as far as the archive lacks them.
    pub(super) copied: Vec<NewAsset>,
}

/// Plans to freeze the current text of a document.
///
/// The entry is dated with the day for which the site is judged. Asked again
/// after it was carried out, the answer is [`Plan::Frozen`].
pub fn plan_freeze(
    site: &Site,
    report: &Report,
    request: &FreezeRequest<'_>,
) -> Result<Plan, Refusal> {
    refuse_damage(site)?;
    let candidate = Candidate::find(site, request.id)?;
    match examine(site, candidate, request)? {
        Examined::Frozen(version, on) => Ok(Plan::Frozen { version, on }),
        Examined::New(new) => {
            refuse_errors(report, site, candidate.index)?;
            let NewVersion { entry, previous, added, copied } = *new;
            let lists = vec![lock_with(&site.archive, [&entry])];
            let change = Change { added, copied, lists };
            Ok(Plan::Freeze(Box::new(Freeze { entry, previous, change })))
        }
    }
}

/// Says whether the archive can take the current text of a document, as far as
/// the rules about versions know.
pub(super) fn examine(
    site: &Site,
    candidate: Candidate<'_>,
    request: &FreezeRequest<'_>,
) -> Result<Examined, Refusal> {
    let source = source(&candidate, request.sources)?;
    let missing = || Refusal::VersionMissing { path: candidate.path.to_owned() };
    let version = candidate.version()?.ok_or_else(missing)?;
    let standing = site.standing(candidate.index);
    if let Some(frozen) = site.archive.find(&candidate.page.id, &version) {
        let on = frozen.entry.frozen_on;
        let departures = standing.map_or(&[][..], |it| it.departures.as_slice());
        if departures.contains(&Departure::WordsChanged) {
            let next = candidate.next(site, &version);
            return Err(Refusal::WordsChanged { version, on, next });
        }
        return Ok(Examined::Frozen(version, on));
    }
    if let Some(standing) = standing {
        refuse_departures(site, candidate, standing, (&version, request.class))?;
    }
    refuse_reserved(&candidate.page.id)?;
    refuse_twins(&site.archive, &candidate.page.id, &version)?;
    let previous = standing.map(|standing| standing.latest.clone());
    let mut entry =
        entry(site, (candidate, source), version, (request, previous.as_ref()))?;
    let (assets, copied) = assets::shown(site, candidate)?;
    entry.assets = assets;
    let added = added(&site.archive, &entry, source)?;
    Ok(Examined::New(Box::new(NewVersion { entry, previous, added, copied })))
}

/// Returns the lock with more entries.
pub(super) fn lock_with<'a>(
    archive: &'a Archive,
    entries: impl IntoIterator<Item = &'a Entry>,
) -> NewFile {
    let known = archive.versions.iter().map(|frozen| &frozen.entry);
    NewFile { path: LOCK.to_owned(), text: lock(known.chain(entries)) }
}

fn source<'a>(
    candidate: &Candidate<'_>,
    sources: &'a [SourceFile],
) -> Result<&'a str, Refusal> {
    let path = &candidate.document.path;
    let at = sources.binary_search_by(|source| source.path.cmp(path)).ok();
    let source = at.and_then(|at| sources.get(at));
    let text = source.and_then(|source| source.text.as_deref().ok());
    text.ok_or_else(|| Refusal::Unreadable { path: candidate.path.to_owned() })
}

/// Refuses what a rule would report about the new version.
fn refuse_departures(
    site: &Site,
    candidate: Candidate<'_>,
    standing: &Standing,
    (version, class): (&Version, Option<ChangeClass>),
) -> Result<(), Refusal> {
    let (version, latest) = (version.clone(), standing.latest.clone());
    for departure in &standing.departures {
        match departure {
            Departure::NotLater => {
                let next = candidate.next(site, &latest);
                return Err(Refusal::NotLater { version, latest, next });
            }
            Departure::NotComparable => {
                let next = candidate.next(site, &latest);
                return Err(Refusal::NotComparable { version, latest, next });
            }
            Departure::DateBackwards { field, before } => {
                let (field, before) = (*field, *before);
                return Err(Refusal::DateBackwards { field, before, latest });
            }
            // The first two are about a version that is frozen, the last two
            // were refused before.
            Departure::WordsChanged
            | Departure::LinksChanged { .. }
            | Departure::WordsUnchanged
            | Departure::VersionGone
            | Departure::Uncontrolled => (),
        }
    }
    let is_review = class == Some(ChangeClass::ReviewOnly);
    let is_same = standing.departures.contains(&Departure::WordsUnchanged);
    match (is_same, is_review) {
        (true, false) => Err(Refusal::WordsUnchanged { version, latest }),
        (false, true) => Err(Refusal::NotReviewOnly { latest }),
        (true, true) | (false, false) => Ok(()),
    }
}

/// Refuses an id whose folder in the archive is taken.
pub(super) fn refuse_reserved(id: &str) -> Result<(), Refusal> {
    if RESERVED.contains(&id) {
        return Err(Refusal::IdReserved { id: id.to_owned() });
    }
    Ok(())
}

/// Refuses a version whose file some systems cannot keep apart from another's.
fn refuse_twins(archive: &Archive, id: &str, version: &Version) -> Result<(), Refusal> {
    let mut known = archive.of(id).iter().map(|frozen| &frozen.entry.version);
    let twin = known.find(|known| known.as_str().eq_ignore_ascii_case(version.as_str()));
    twin.map_or(Ok(()), |twin| {
        Err(Refusal::SameButForCase { version: version.clone(), twin: twin.clone() })
    })
}

fn refuse_errors(report: &Report, site: &Site, index: PageIndex) -> Result<(), Refusal> {
    let source = site.source_of(index);
    let errors = report.open().filter(|finding| {
        finding.source == source && finding.severity == Severity::Error
    });
    let errors: Vec<_> =
        errors.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(Refusal::OpenErrors { path: site.source_path(source).to_owned(), errors })
}

fn entry(
    site: &Site,
    (candidate, source): (Candidate<'_>, &str),
    version: Version,
    (request, previous): (&FreezeRequest<'_>, Option<&Version>),
) -> Result<Entry, Refusal> {
    let Candidate { document, page, words_sha256, .. } = candidate;
    let change_class = match (previous, request.class) {
        (None, None) => None,
        (None, Some(_)) => return Err(Refusal::FirstHasNoClass { version }),
        (Some(_), class) => Some(class.unwrap_or(ChangeClass::Material)),
    };
    let matter = &document.front_matter;
    let written = matter.change_summary.as_ref().map(|summary| summary.value.as_str());
    let summary = request.summary.or(written).map(str::trim);
    let day = |date: &Option<Spanned<WrittenDate>>| date.as_ref().map(|it| it.value.date);
    Ok(Entry {
        id: page.id.clone(),
        version,
        title: page.title.clone(),
        kind: page.kind,
        issued_on: day(&matter.issued_on),
        effective_on: day(&matter.effective_on),
        approved_on: day(&matter.approved_on),
        last_updated: day(&matter.last_updated),
        frozen_on: site.context.as_of,
        commit: None,
        url: page.url.clone(),
        source_path: document.path.clone(),
        assets: Vec::new(),
        facts: facts(document),
        source_sha256: digest_of_source(source),
        words_sha256: words_sha256.to_owned(),
        change_class,
        change_summary: summary.filter(|it| !it.is_empty()).map(str::to_owned),
    })
}

/// Returns the facts that a text names, each once, with the values that it is
/// frozen with.
fn facts(document: &Document) -> Vec<(String, String)> {
    let uses = document.facts.iter();
    let mut facts: Vec<_> =
        uses.map(|fact| (fact.name.clone(), fact.value.clone())).collect();
    facts.sort();
    facts.dedup();
    facts
}

/// Returns the text of an entry as a new file. One that an interrupted run has
/// left is used if it is the same.
pub(super) fn added(
    archive: &Archive,
    entry: &Entry,
    source: &str,
) -> Result<Vec<NewFile>, Refusal> {
    let path = entry.path();
    let orphan = archive.problems.iter().find_map(|problem| match &problem.kind {
        ProblemKind::Unlocked { source_sha256 } if problem.path == path => {
            Some(source_sha256)
        }
        _ => None,
    });
    match orphan {
        None => Ok(vec![NewFile { path, text: with_line_feeds(source).into_owned() }]),
        Some(found) if found.as_ref() == Some(&entry.source_sha256) => Ok(Vec::new()),
        Some(_) => Err(Refusal::OtherTextThere { path }),
    }
}
