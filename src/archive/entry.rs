//! One entry of each list, from its table.

use toml::de::DeValue;

use crate::base::date::Date;
use crate::base::path::{ContentPath, UrlPath};
use crate::base::version::Version;
use crate::config::Kind;

use super::table::{Complaint, File, Row, meaning, text, texts};
use super::{
    ChangeClass, Entry, Outcome, PublishedUrl, Release, Review, Surface, WORDS_FORM,
};

/// The keys of an entry in the lock, in the order in which they are written.
pub(super) const VERSION_KEYS: [&str; 19] = [
    "id",
    "version",
    "title",
    "kind",
    "issued_on",
    "effective_on",
    "approved_on",
    "last_updated",
    "frozen_on",
    "commit",
    "url",
    "source_path",
    "source_sha256",
    "words",
    "words_sha256",
    "change_class",
    "change_summary",
    "assets",
    "facts",
];

/// The keys of a release.
pub(super) const RELEASE_KEYS: [&str; 4] = ["name", "on", "note", "documents"];

/// The keys of a review.
pub(super) const REVIEW_KEYS: [&str; 6] =
    ["id", "on", "by", "outcome", "version", "words_sha256"];

/// The keys of an address that a release published.
pub(super) const URL_KEYS: [&str; 2] = ["path", "anchors"];

/// What is wrong with a path that is none.
const NOT_A_PATH: &str = "is not a path below the content folder";

/// The longest id, in bytes: it is the name of a folder.
const MAX_ID_BYTES: usize = 200;

pub(super) fn version(file: &mut File<'_>, row: Row<'_>) -> Option<Entry> {
    // All are read before the first that is missing ends it, so that every
    // problem of the entry is told at once.
    let id = file.required(row, "id", id);
    let version = file.required(row, "version", number);
    let title = file.required(row, "title", text);
    let kind = file.required(row, "kind", kind);
    let issued_on = file.optional(row, "issued_on", day);
    let effective_on = file.optional(row, "effective_on", day);
    let approved_on = file.optional(row, "approved_on", day);
    let last_updated = file.optional(row, "last_updated", day);
    let frozen_on = file.required(row, "frozen_on", day);
    let commit = file.optional(row, "commit", commit);
    let url = file.required(row, "url", url);
    let source_path = file.required(row, "source_path", content_path);
    let source_sha256 = file.required(row, "source_sha256", digest);
    let words = file.required(row, "words", words_form);
    let words_sha256 = file.required(row, "words_sha256", digest);
    let change_class = file.optional(row, "change_class", change_class);
    let change_summary = file.optional(row, "change_summary", text);
    let assets = file.values(row, "assets", |key, value| {
        let path = ContentPath::new(key).map_err(|_not_a_path| NOT_A_PATH.to_owned())?;
        Ok((path, digest(value)?))
    });
    let facts =
        file.values(row, "facts", |key, value| Ok((key.to_owned(), text(value)?)));
    words?;
    let (mut assets, mut facts) = (assets?, facts?);
    assets.sort();
    facts.sort();
    Some(Entry {
        id: id?,
        version: version?,
        title: title?,
        kind: kind?,
        issued_on: issued_on?,
        effective_on: effective_on?,
        approved_on: approved_on?,
        last_updated: last_updated?,
        frozen_on: frozen_on?,
        commit: commit?,
        url: url?,
        source_path: source_path?,
        source_sha256: source_sha256?,
        words_sha256: words_sha256?,
        change_class: change_class?,
        change_summary: change_summary?,
        assets,
        facts,
    })
}

pub(super) fn release(file: &mut File<'_>, row: Row<'_>) -> Option<Release> {
    let name = file.required(row, "name", number);
    let on = file.required(row, "on", day);
    let note = file.optional(row, "note", text);
    let documents = file.values(row, "documents", |key, value| {
        if !is_id(key) {
            return Err("is not an id".to_owned());
        }
        Ok((key.to_owned(), number(value)?))
    });
    let mut documents = documents?;
    documents.sort();
    Some(Release {
        name: name?.as_str().to_owned(),
        on: on?,
        note: note?,
        documents,
        span: row.span,
    })
}

pub(super) fn review(file: &mut File<'_>, row: Row<'_>) -> Option<Review> {
    let id = file.required(row, "id", id);
    let on = file.required(row, "on", day);
    let by = file.required(row, "by", text);
    let outcome = file.required(row, "outcome", outcome);
    let version = file.optional(row, "version", number);
    let words_sha256 = file.required(row, "words_sha256", digest);
    Some(Review {
        id: id?,
        on: on?,
        by: by?,
        outcome: outcome?,
        version: version?,
        words_sha256: words_sha256?,
        span: row.span,
    })
}

pub(super) fn published_url(file: &mut File<'_>, row: Row<'_>) -> Option<PublishedUrl> {
    let path = file.required(row, "path", url);
    let anchors = file.optional(row, "anchors", texts);
    let mut anchors = anchors?.unwrap_or_default();
    anchors.sort();
    anchors.dedup();
    Some(PublishedUrl { path: path?, anchors, span: row.place_of("path") })
}

/// Returns the list of addresses of a release, sorted, each once.
pub(super) fn surface(release: String, mut urls: Vec<PublishedUrl>) -> Surface {
    urls.sort_by(|a, b| a.path.cmp(&b.path));
    urls.dedup_by(|later, first| later.path == first.path);
    Surface { release, urls }
}

/// Returns whether a text is an id as documents have it: lower-case words joined
/// with hyphens.
fn is_id(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|c: char| is_allowed(c) && c != '-')
        && text.chars().all(is_allowed)
}

fn id(value: &DeValue<'_>) -> Result<String, Complaint> {
    meaning(value, "an id", |text| is_id(text).then(|| text.to_owned()))
}

fn number(value: &DeValue<'_>) -> Result<Version, Complaint> {
    let text = text(value)?;
    Version::new(&text).map_err(|error| error.to_string())
}

fn kind(value: &DeValue<'_>) -> Result<Kind, Complaint> {
    meaning(value, "a kind of document", |text| text.parse().ok())
}

fn day(value: &DeValue<'_>) -> Result<Date, Complaint> {
    let written = match value {
        DeValue::Datetime(written) => written.to_string(),
        _ => return Err("is not a date: write it as YYYY-MM-DD, without quotes".into()),
    };
    written.parse().map_err(|_not_a_day| format!("is `{written}`, which is not a day"))
}

fn url(value: &DeValue<'_>) -> Result<UrlPath, Complaint> {
    meaning(value, "the path of a page", |text| UrlPath::new(text).ok())
}

fn content_path(value: &DeValue<'_>) -> Result<ContentPath, Complaint> {
    let text = text(value)?;
    ContentPath::new(&text).map_err(|_not_a_path| NOT_A_PATH.to_owned())
}

fn commit(value: &DeValue<'_>) -> Result<String, Complaint> {
    meaning(value, "the name of a commit in hexadecimal digits", |text| {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let is_name = matches!(text.len(), 40 | 64) && text.bytes().all(is_digit);
        is_name.then(|| text.to_owned())
    })
}

fn digest(value: &DeValue<'_>) -> Result<String, Complaint> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    meaning(value, "a SHA-256 in 64 lower-case hexadecimal digits", |text| {
        (text.len() == 64 && text.bytes().all(is_digit)).then(|| text.to_owned())
    })
}

fn words_form(value: &DeValue<'_>) -> Result<(), Complaint> {
    let what = format!("a form of words that this trustpress knows (`{WORDS_FORM}`)");
    meaning(value, &what, |text| (text == WORDS_FORM).then_some(()))
}

fn change_class(value: &DeValue<'_>) -> Result<ChangeClass, Complaint> {
    meaning(value, "a class of changes", |word| {
        ChangeClass::ALL.into_iter().find(|(_, known)| *known == word).map(|(it, _)| it)
    })
}

fn outcome(value: &DeValue<'_>) -> Result<Outcome, Complaint> {
    meaning(value, "an outcome of a review", |word| {
        Outcome::ALL.into_iter().find(|(_, known)| *known == word).map(|(it, _)| it)
    })
}
