//! The policy index of a site of ours, beside what it is about: the files that
//! its digests are of, the data file of each document, and the library.

use std::borrow::Cow;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::base::canonical::canonical;
use crate::base::digest::sha256;
use crate::base::hash::HashMap;
use crate::base::span::{SourceId, Span};

use super::address::{Here, Leads, Map};
use super::json::place;
use super::library::{Row, rows};
use super::{DigestFlaw, IndexFlaw, IndexProblem, Reader};

/// Where the index is.
pub(super) const INDEX: &str = "api/v1/policies.json";

/// What the index of a site disagrees with.
#[derive(Debug, Default)]
pub(super) struct Proof {
    pub(super) digests: Vec<DigestFlaw>,
    pub(super) flaws: Vec<IndexFlaw>,
}

/// A text that is borrowed from the file where it can be, so that its place is
/// known.
#[derive(Clone, Debug, Default, Deserialize)]
struct Lent<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize)]
struct Index<'a> {
    #[serde(borrow)]
    policies: Vec<Entry<'a>>,
    #[serde(borrow)]
    content_digest: Option<Digest<'a>>,
    counts: Option<Counts>,
    #[serde(borrow, default)]
    links: Vec<IndexLink<'a>>,
}

#[derive(Deserialize)]
struct Counts {
    policies: usize,
}

#[derive(Deserialize)]
struct IndexLink<'a> {
    rel: String,
    r#type: String,
    #[serde(borrow)]
    href: Lent<'a>,
}

/// What is proved of an entry.
#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    id: Lent<'a>,
    title: String,
    version: Option<String>,
    last_reviewed_on: Option<String>,
    next_review_on: Option<String>,
    #[serde(borrow)]
    versions_url: Option<Lent<'a>>,
    #[serde(flatten, borrow)]
    served: ServedText<'a>,
}

/// Addresses, and the digests of what is served there.
#[derive(Deserialize)]
struct ServedText<'a> {
    #[serde(borrow)]
    source_url: Option<Lent<'a>>,
    #[serde(borrow)]
    text_url: Option<Lent<'a>>,
    #[serde(borrow)]
    digests: Option<Digests<'a>>,
}

#[derive(Deserialize)]
struct Digests<'a> {
    #[serde(borrow)]
    source: Option<Digest<'a>>,
    #[serde(borrow)]
    text: Option<Digest<'a>>,
}

#[derive(Deserialize)]
struct Digest<'a> {
    #[serde(borrow)]
    sha256: Lent<'a>,
}

/// The data file of one document.
#[derive(Deserialize)]
struct Detail<'a> {
    #[serde(borrow)]
    versions: Vec<ServedText<'a>>,
}

/// A digest, and the file that it is of.
struct Stated {
    source: SourceId,
    span: Span,
    sha256: String,
    url: String,
    file: SourceId,
}

/// What is looked at together.
struct Prover<'a> {
    reader: &'a Reader<'a>,
    map: &'a Map<'a>,
    stated: Vec<Stated>,
    flaws: Vec<IndexFlaw>,
}

/// Proves the index; `source` is the file.
pub(super) fn prove(source: SourceId, reader: &Reader<'_>, map: &Map<'_>) -> Proof {
    let mut prover = Prover { reader, map, stated: Vec::new(), flaws: Vec::new() };
    prover.index(source);
    let Prover { stated, mut flaws, .. } = prover;
    flaws.sort_by_key(|flaw| (flaw.source, flaw.span));
    Proof { digests: wrong(reader, stated), flaws }
}

impl Prover<'_> {
    fn index(&mut self, source: SourceId) {
        let Ok(bytes) = self.reader.folder.bytes(source.index()) else { return };
        let text = String::from_utf8_lossy(&bytes);
        let parsed: Result<Index<'_>, _> = serde_json::from_str(&text);
        let whole: Value = serde_json::from_str(&text).unwrap_or_default();
        let index = match parsed {
            Ok(index) => index,
            Err(error) => {
                let reason = error.to_string();
                return self.add(
                    source,
                    Span::default(),
                    IndexProblem::Unreadable { reason },
                );
            }
        };
        let entries = whole.get("policies").unwrap_or(&Value::Null);
        if let Some(Digest { sha256: Lent(stated) }) = &index.content_digest {
            let is = sha256(canonical(entries).as_bytes());
            if *stated != is {
                let span = place(&text, stated);
                self.add(source, span, IndexProblem::ContentDigest { is });
            }
        }
        let count = index.policies.len();
        if let Some(counts) = index.counts.filter(|counts| counts.policies != count) {
            let span = text
                .find("\"counts\"")
                .map_or(Span::default(), |at| Span::new(at..at + "\"counts\"".len()));
            let stated = counts.policies;
            self.add(source, span, IndexProblem::Count { stated, is: count });
        }
        for (at, entry) in index.policies.iter().enumerate() {
            self.digests(source, &text, &entry.served);
            self.detail(entry, entries.get(at).unwrap_or(&Value::Null));
        }
        let is_library =
            |link: &&IndexLink<'_>| link.rel == "alternate" && link.r#type == "text/html";
        if let Some(link) = index.links.iter().find(is_library)
            && let Some(page) = self.file_at(&link.href.0)
        {
            self.library(page, source, &text, &index.policies);
        }
    }

    /// Takes the digests beside addresses. An address with nothing at it is a flaw
    /// of another sort.
    fn digests(&mut self, source: SourceId, text: &str, served: &ServedText<'_>) {
        let Some(digests) = &served.digests else { return };
        let pairs =
            [(&served.source_url, &digests.source), (&served.text_url, &digests.text)];
        for pair in pairs {
            let (Some(Lent(url)), Some(Digest { sha256: Lent(stated) })) = pair else {
                continue;
            };
            let Some(file) = self.file_at(url) else { continue };
            self.stated.push(Stated {
                source,
                span: place(text, stated),
                sha256: stated.to_string(),
                url: url.to_string(),
                file,
            });
        }
    }

    /// Compares an entry with the data file of its document.
    fn detail(&mut self, entry: &Entry<'_>, expected: &Value) {
        let Some(Lent(url)) = &entry.versions_url else { return };
        let Some(source) = self.file_at(url) else { return };
        let Ok(bytes) = self.reader.folder.bytes(source.index()) else { return };
        let text = String::from_utf8_lossy(&bytes);
        let parsed: Result<Detail<'_>, _> = serde_json::from_str(&text);
        let detail = match parsed {
            Ok(detail) => detail,
            Err(error) => {
                let reason = error.to_string();
                return self.add(
                    source,
                    Span::default(),
                    IndexProblem::Unreadable { reason },
                );
            }
        };
        let whole: Value = serde_json::from_str(&text).unwrap_or_default();
        if whole.get("policy") != Some(expected) {
            let id = entry.id.0.to_string();
            let span = text
                .find("\"policy\"")
                .map_or(Span::default(), |at| Span::new(at..at + "\"policy\"".len()));
            self.add(source, span, IndexProblem::EntryDiffers { id });
        }
        for version in &detail.versions {
            self.digests(source, &text, version);
        }
    }

    /// Compares the rows of the library with the entries of the index. A theme
    /// may show the library in another way: without any row there is nothing to
    /// compare.
    fn library(
        &mut self,
        page: SourceId,
        index: SourceId,
        json: &str,
        entries: &[Entry<'_>],
    ) {
        let Ok(bytes) = self.reader.folder.bytes(page.index()) else { return };
        let html = String::from_utf8_lossy(&bytes);
        let rows = rows(&html);
        if rows.is_empty() {
            return;
        }
        let known: HashMap<&str, &Row> =
            rows.iter().map(|row| (row.id.as_str(), row)).collect();
        for entry in entries {
            let id = entry.id.0.to_string();
            match known.get(id.as_str()) {
                None => {
                    let span = place(json, &entry.id.0);
                    self.add(index, span, IndexProblem::RowMissing { id });
                }
                Some(row) => {
                    if let Some((what, value)) = missing_in(row, entry) {
                        let problem = IndexProblem::RowDiffers { id, what, value };
                        self.add(page, row.span, problem);
                    }
                }
            }
        }
        for row in &rows {
            if !entries.iter().any(|entry| entry.id.0 == row.id) {
                let id = row.id.clone();
                self.add(page, row.span, IndexProblem::RowUnknown { id });
            }
        }
    }

    fn file_at(&self, url: &str) -> Option<SourceId> {
        let here = Here { source: SourceId(u32::MAX), path: "", base: None };
        match self.map.lead(url, &here) {
            Leads::To(source) if source.0 != u32::MAX => Some(source),
            _ => None,
        }
    }

    fn add(&mut self, source: SourceId, span: Span, problem: IndexProblem) {
        self.flaws.push(IndexFlaw { source, span, problem });
    }
}

/// Returns the first thing that an entry says and its row does not.
fn missing_in(row: &Row, entry: &Entry<'_>) -> Option<(&'static str, String)> {
    let title = Some(entry.title.trim().to_owned());
    let dates = [
        ("date of the last review", &entry.last_reviewed_on),
        ("date of the next review", &entry.next_review_on),
    ];
    let texts = [("title", &title), ("version", &entry.version)];
    let missing_text = texts.into_iter().find(|(_, value)| {
        value.as_ref().is_some_and(|value| !row.cells.contains(value))
    });
    let missing_date = dates.into_iter().find(|(_, value)| {
        value.as_ref().is_some_and(|value| !row.dates.contains(value))
    });
    let (what, value) = missing_text.or(missing_date)?;
    Some((what, value.clone().unwrap_or_default()))
}

/// Returns the digests that are not those of the bytes that are served.
fn wrong(reader: &Reader<'_>, stated: Vec<Stated>) -> Vec<DigestFlaw> {
    let flaws = stated.into_par_iter().filter_map(|stated| {
        let bytes = reader.folder.bytes(stated.file.index()).ok()?;
        let is = sha256(&bytes);
        let Stated { source, span, sha256, url, file } = stated;
        (is != sha256).then_some(DigestFlaw { source, span, url, file, is })
    });
    let mut flaws: Vec<_> = flaws.collect();
    flaws.sort_by_key(|flaw| (flaw.source, flaw.span));
    flaws
}
