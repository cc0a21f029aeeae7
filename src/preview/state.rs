//! What an open page is told: whether it is still the newest, and what is wrong.
//!
//! It is the whole state and not an event, so that a page that was away for a
//! while, or has outlived the server, needs nothing else.

use std::path::Path;

use serde::Serialize;

use crate::base::digest::Inputs;
use crate::base::path::UrlPath;
use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::check::{Finding, Report};
use crate::config::Config;
use crate::emit::Quotations;
use crate::load;
use crate::resolve::{PageIndex, Site};

use super::board::Shown;
use super::failure::Failure;
use super::nearest::{Near, near};
use super::snapshot::{Found, short};

/// How many findings of one sort are told; more are counted.
const MOST: usize = 50;

/// The state of the page at one path.
#[derive(Debug, Serialize)]
struct State<'a> {
    /// The digest of its HTML; `None` where there is no such page.
    page: Option<String>,
    /// The digest of the images in it; `None` where it could not be made.
    images: Option<String>,
    /// Where the style sheet is.
    style: Option<String>,
    /// The digest of the scripts.
    scripts: Option<&'a str>,
    /// Why there is no newer site.
    failure: Option<FailureState<'a>>,
    /// What is wrong; `None` while the site is being judged.
    findings: Option<Findings<'a>>,
    /// Where there is no such page: those with a similar address.
    near: Vec<Near>,
}

/// What is wrong with the site.
#[derive(Debug, Serialize)]
struct Findings<'a> {
    /// With this page.
    here: Vec<FindingState<'a>>,
    /// Errors in other places.
    elsewhere: Vec<FindingState<'a>>,
    /// How many there are, of both.
    total: usize,
}

/// Why the files as they are give no site.
#[derive(Debug, Serialize)]
struct FailureState<'a> {
    title: &'a str,
    text: &'a str,
    place: Option<String>,
    editor: Option<String>,
}

/// A finding as a page shows it.
#[derive(Debug, Serialize)]
struct FindingState<'a> {
    severity: Severity,
    rule: &'static str,
    message: &'a str,
    /// `content/policies/access.md:12:3`
    place: String,
    /// What opens that place in an editor.
    editor: String,
    notes: &'a [String],
    help: Option<&'a str>,
}

/// Returns the state of the page at a path, as JSON on one line.
pub(super) fn state(shown: &Shown, path: &str) -> String {
    let snapshot = shown.snapshot.as_deref();
    let path = &snapshot.map_or_else(String::new, |snapshot| snapshot.inner(path));
    let (page, images) = match snapshot.map(|snapshot| snapshot.find(path)) {
        Some(Found::Page(page)) => (Some(page.digest.clone()), Some(page.images.clone())),
        Some(Found::Broken(report)) => (Some(short(Inputs::of(&report))), None),
        _ => (None, None),
    };
    let site = snapshot.map(|snapshot| &snapshot.draft.site);
    let failure = shown.failure.as_deref();
    let findings = site.zip(shown.report.as_deref());
    let state = State {
        near: match (site, &page) {
            (Some(site), None) => near(site, path),
            _ => Vec::new(),
        },
        page,
        images,
        style: snapshot.map(super::snapshot::Snapshot::stylesheet),
        scripts: snapshot.map(|snapshot| snapshot.scripts.as_str()),
        failure: failure.map(|failure| failed(failure, site.map(|site| &*site.config))),
        findings: findings.map(|(site, report)| found(site, report, path)),
    };
    // Nothing in it can fail to be written.
    serde_json::to_string(&state).unwrap_or_default()
}

fn failed<'a>(failure: &'a Failure, config: Option<&Config>) -> FailureState<'a> {
    let place = failure.place.as_ref();
    let editor = place.zip(config).map(|((path, line, column), config)| {
        config.preview.editor.link(&config.root.join(path), *line, *column)
    });
    FailureState {
        title: &failure.title,
        text: &failure.text,
        place: place.map(|(path, line, column)| format!("{path}:{line}:{column}")),
        editor,
    }
}

fn found<'a>(site: &Site, report: &'a Report, path: &str) -> Findings<'a> {
    let own = source_of(site, path);
    let is_here = |finding: &&Finding| Some(finding.source) == own;
    let mut here: Vec<_> = report.open().filter(is_here).collect();
    // The worst first; a long page may have more than are told.
    here.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let is_elsewhere = |it: &&Finding| it.severity == Severity::Error && !is_here(it);
    let mut elsewhere: Vec<_> = report.open().filter(is_elsewhere).collect();
    let total = here.len() + elsewhere.len();
    here.truncate(MOST);
    elsewhere.truncate(MOST);
    let all = here.iter().chain(&elsewhere).copied();
    let config = &site.config;
    let texts = load::quotations(&config.root, report.quoted_paths(all));
    let texts = Quotations::new(texts);
    let told = |findings: Vec<&'a Finding>| {
        let told = findings.into_iter().map(|it| tell(it, report, &texts, config));
        told.collect()
    };
    Findings { here: told(here), elsewhere: told(elsewhere), total }
}

fn tell<'a>(
    finding: &'a Finding,
    report: &Report,
    texts: &Quotations,
    config: &Config,
) -> FindingState<'a> {
    let path = report.path_of(finding);
    let (line, column) = place(texts, path, finding.span);
    FindingState {
        severity: finding.severity,
        rule: finding.rule,
        message: &finding.message,
        place: format!("{path}:{line}:{column}"),
        editor: config.preview.editor.link(
            &config.root.join(Path::new(path)),
            line,
            column,
        ),
        notes: &finding.notes,
        help: finding.help.as_deref(),
    }
}

fn place(texts: &Quotations, path: &str, span: Span) -> (u32, u32) {
    let place = texts.get(path).map(|text| text.place(span.start));
    place.map_or((1, 1), |place| (place.line, place.column))
}

/// Returns the document that a page shows: its own, or the one whose version or
/// history it is.
fn source_of(site: &Site, path: &str) -> Option<SourceId> {
    let mut folders = path.match_indices('/').map(|(at, _)| at + 1).rev();
    let found = folders.find_map(|end| {
        let url = UrlPath::new(path.get(..end)?).ok()?;
        site.published().find(|(_, _, page)| page.url == url)
    });
    // The front page is above everything, and shows none of it.
    let is_above = |page: &UrlPath| *page == UrlPath::root() && path != "/";
    found.filter(|(_, _, page)| !is_above(&page.url)).map(|(at, _, _)| source(site, at))
}

fn source(site: &Site, page: PageIndex) -> SourceId {
    site.source_of(page)
}
