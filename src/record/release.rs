//! `release`: the whole trust center, as it is on a day, gets a name.

use std::collections::BTreeSet;

use crate::archive::{
    Change, Entry, NewAsset, NewFile, RELEASES, Release, Surface, releases, summary_path,
    surface as surface_text, surface_path,
};
use crate::base::date::Date;
use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::base::version::{Version, VersionError};
use crate::base::visible::visible;
use crate::check::Report;
use crate::load::SourceFile;
use crate::parse::Field;
use crate::resolve::Site;

use super::candidate::{Candidate, refuse_damage};
use super::freeze::{Examined, NewVersion, examine, lock_with};
use super::refusal::of;
use super::summary::summary;
use super::{FreezeRequest, Refusal};

/// A release that is to be made.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseRequest<'a> {
    /// Its name.
    pub name: &'a str,
    /// What changed, for readers.
    pub note: Option<&'a str>,
    /// The sources that the site was made from, sorted by path.
    pub sources: &'a [SourceFile],
}

/// What releasing comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleasePlan {
    /// Nothing: there is this release already.
    Released(Release),
    /// A new release. Its change lacks one file, which can only be made from the
    /// site as the change makes it: see [`ReleaseDraft::with_surface`].
    Release(Box<ReleaseDraft>),
}

/// A release that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseDraft {
    /// What the list of releases will say.
    pub release: Release,
    /// What is frozen for it, each with the version before it; sorted by id.
    pub frozen: Vec<(Entry, Option<Version>)>,
    /// The files to write.
    pub change: Change,
}

/// Why a release is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the text of a variant names its fields")]
pub enum ReleaseRefusal {
    /// There are open errors in the site.
    #[error("the site has {}\n  {}", of(.errors.len(), "open error"), some(.errors))]
    SiteErrors { errors: Vec<String> },

    /// What it is to be called is no name.
    #[error("a release cannot be called `{}`: it {reason}", visible(.name))]
    NameInvalid { name: String, reason: VersionError },

    /// Another release has its name.
    #[error("release {name} was made on {on}, with other versions or another note")]
    NameTaken { name: String, on: Date },

    /// Another release has its name, but for capital letters.
    #[error("release {name} differs from release {twin} only by capital letters")]
    NameSameButForCase { name: String, twin: String },

    /// There is a later release already.
    #[error("release {last} was made on {on}, which is after {day}")]
    ReleasedLater { day: Date, last: String, on: Date },

    /// It would be what the last one is.
    #[error("no version has changed since release {last}")]
    NothingChanged { last: String },

    /// There is nothing to pin.
    #[error("no controlled document that is published has a `version`")]
    NothingToRelease,

    /// The place of its list of addresses is taken.
    #[error("{path} is there already, with other addresses, and no release has it")]
    OtherSurfaceThere { path: String },
}

impl ReleaseRefusal {
    /// Returns what to do; starts with a verb.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::SiteErrors { .. } => "mend them, then release",
            Self::NameInvalid { .. } => "choose a name such as `2026-11`",
            Self::NameTaken { .. } | Self::NameSameButForCase { .. } => {
                "choose another name"
            }
            Self::ReleasedLater { .. } => "give a later day with `--as-of`",
            Self::NothingChanged { .. } => {
                "raise the `version` of what changed: a release says which versions hold"
            }
            Self::NothingToRelease => {
                "give each document that is to be released a `version`"
            }
            Self::OtherSurfaceThere { .. } => "delete it, if an interrupted run left it",
        }
    }
}

/// How many of a long list are told.
const MOST: usize = 30;

/// Returns the first lines of a list, and how many more there are.
fn some(lines: &[String]) -> String {
    let shown = lines.get(..MOST).unwrap_or(lines).join("\n  ");
    match lines.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown}\n  and {more} more: run `trustpress check`"),
    }
}

/// Plans to release what the site has on the day for which it is judged: to
/// freeze every version that is not frozen yet, and to pin them all.
///
/// Everything that stands in the way is told at once. Asked again after it was
/// carried out, the answer is [`ReleasePlan::Released`].
pub fn plan_release(
    site: &Site,
    report: &Report,
    request: &ReleaseRequest<'_>,
) -> Result<ReleasePlan, Vec<Refusal>> {
    refuse_damage(site).map_err(|refusal| vec![refusal])?;
    let Pinned { pins, new, mut refusals, refused } = pin(site, request.sources);
    refusals.extend(refuse_errors(site, report, &refused).map(Refusal::from));
    let release = Release {
        name: request.name.to_owned(),
        on: site.context.as_of,
        note: request.note.map(str::to_owned),
        documents: pins,
        span: Span::default(),
    };
    if let Err(reason) = Version::new(request.name) {
        let name = request.name.to_owned();
        refusals.push(ReleaseRefusal::NameInvalid { name, reason }.into());
    }
    let known = site.archive.releases.iter().find(|known| known.name == release.name);
    if let Some(known) = known {
        let is_same_note = release.note.is_none() || release.note == known.note;
        if refusals.is_empty() && known.documents == release.documents && is_same_note {
            return Ok(ReleasePlan::Released(known.clone()));
        }
        let (name, on) = (known.name.clone(), known.on);
        refusals.push(ReleaseRefusal::NameTaken { name, on }.into());
    } else {
        let refused = if refused.is_empty() {
            refuse_release(&site.archive.releases, &release)
        } else {
            refuse_name(&site.archive.releases, &release)
        };
        refusals.extend(refused.into_iter().map(Refusal::from));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let (change, frozen) = change(site, &release, new);
    Ok(ReleasePlan::Release(Box::new(ReleaseDraft { release, frozen, change })))
}

/// The version of each document that has one.
#[derive(Debug, Default)]
struct Pinned {
    pins: Vec<(String, Version)>,
    /// Those that are not frozen yet.
    new: Vec<NewVersion>,
    refusals: Vec<Refusal>,
    /// The documents that were refused.
    refused: BTreeSet<SourceId>,
}

fn pin(site: &Site, sources: &[SourceFile]) -> Pinned {
    let mut pinned = Pinned::default();
    for (index, document, page) in site.controlled() {
        let places = &document.front_matter.places;
        if !places.iter().any(|place| place.field == Field::Version) {
            continue;
        }
        let request = FreezeRequest { id: &page.id, sources, summary: None, class: None };
        let examined = Candidate::at(site, index).and_then(|candidate| {
            let path = candidate.path.to_owned();
            let within = |refusal| Refusal::In { path, refusal: Box::new(refusal) };
            examine(site, candidate, &request).map_err(within)
        });
        match examined {
            Ok(Examined::Frozen(version, _)) => {
                pinned.pins.push((page.id.clone(), version));
            }
            Ok(Examined::New(new)) => {
                pinned.pins.push((page.id.clone(), new.entry.version.clone()));
                pinned.new.push(*new);
            }
            Err(refusal) => {
                pinned.refusals.push(refusal);
                pinned.refused.insert(site.source_of(index));
            }
        }
    }
    pinned.pins.sort();
    pinned.new.sort_by(|a, b| a.entry.id.cmp(&b.entry.id));
    pinned
}

/// Refuses to release a site with errors. What the rules about versions say of a
/// document that was refused has been told already.
fn refuse_errors(
    site: &Site,
    report: &Report,
    refused: &BTreeSet<SourceId>,
) -> Option<ReleaseRefusal> {
    let errors = report.open().filter(|finding| finding.severity == Severity::Error);
    let is_told = |source: SourceId, rule: &str| {
        refused.contains(&source) && rule.starts_with("version-")
    };
    let errors = errors.filter(|finding| !is_told(finding.source, finding.rule));
    let errors: Vec<_> = errors
        .map(|finding| {
            let path = site.source_path(finding.source);
            format!("{path}: {}: {}", finding.rule, finding.message)
        })
        .collect();
    (!errors.is_empty()).then_some(ReleaseRefusal::SiteErrors { errors })
}

/// Refuses a release that does not come after the others, or repeats the last.
fn refuse_release(known: &[Release], release: &Release) -> Vec<ReleaseRefusal> {
    let mut refusals = refuse_name(known, release);
    match known.last() {
        None if release.documents.is_empty() => {
            refusals.push(ReleaseRefusal::NothingToRelease);
        }
        Some(last) if last.documents == release.documents => {
            refusals.push(ReleaseRefusal::NothingChanged { last: last.name.clone() });
        }
        _ => (),
    }
    refusals
}

/// The same, as far as name and day go.
fn refuse_name(known: &[Release], release: &Release) -> Vec<ReleaseRefusal> {
    let twin = known.iter().find(|known| known.name.eq_ignore_ascii_case(&release.name));
    let twin = twin.map(|twin| {
        let (name, twin) = (release.name.clone(), twin.name.clone());
        ReleaseRefusal::NameSameButForCase { name, twin }
    });
    let later = known.last().filter(|last| last.on > release.on);
    let later = later.map(|last| {
        let (day, on) = (release.on, last.on);
        ReleaseRefusal::ReleasedLater { day, last: last.name.clone(), on }
    });
    twin.into_iter().chain(later).collect()
}

fn change(
    site: &Site,
    release: &Release,
    new: Vec<NewVersion>,
) -> (Change, Vec<(Entry, Option<Version>)>) {
    let archive = &site.archive;
    let mut added = Vec::new();
    let mut copied: Vec<NewAsset> = Vec::new();
    let mut frozen = Vec::new();
    for version in new {
        added.extend(version.added);
        copied.extend(version.copied);
        frozen.push((version.entry, version.previous));
    }
    // One that people have written, or an interrupted run, stays.
    if !archive.summaries.iter().any(|summary| summary.release == release.name) {
        let text = summary(site, release, &frozen);
        added.push(NewFile { path: summary_path(&release.name), text });
    }
    let mut lists = Vec::new();
    if !frozen.is_empty() {
        lists.push(lock_with(archive, frozen.iter().map(|(entry, _)| entry)));
    }
    let text = releases(archive.releases.iter().chain([release]));
    lists.push(NewFile { path: RELEASES.to_owned(), text });
    // Several texts may show one image.
    copied.sort_by(|a, b| a.path.cmp(&b.path));
    copied.dedup_by(|later, first| later.path == first.path);
    (Change { added, copied, lists }, frozen)
}

impl ReleaseDraft {
    /// Adds the list of every address that the site has as the change makes it.
    pub fn with_surface(
        mut self,
        site: &Site,
        surface: &Surface,
    ) -> Result<Self, ReleaseRefusal> {
        let path = surface_path(&self.release.name);
        let known = &site.archive.surfaces;
        let left = known.iter().find(|known| known.release == self.release.name);
        match left {
            None => self.change.added.push(NewFile { path, text: surface_text(surface) }),
            // An interrupted run has left it.
            Some(left) if surface_text(left) == surface_text(surface) => (),
            Some(_) => return Err(ReleaseRefusal::OtherSurfaceThere { path }),
        }
        Ok(self)
    }
}
