//! Sites that are written down for reading: the examples in the documentation of
//! the rules, and the fixtures in `tests/rules/`.
//!
//! A site is a text with `-- path --` lines. What such a text cannot hold is
//! written so that a reader knows what is meant:
//!
//! | written | stands for |
//! |---|---|
//! | `-- path -> target --` | a symbolic link that leads out of the content folder |
//! | `-- path (unreadable: reason) --` | a file that the system refuses to read |
//! | `-- public/path --` | a file of a finished site, where one is judged |
//! | `-- content/{1 to 12}.md --`, `{n}` | a file for each number, as two digits |
//! | `-- frozen: id version --` | a version frozen on 2025-04-01 as this text: its file in the archive and its entry in the lock |
//! | `-- path (gone) --` | a file that is not there any more |
//! | `-- answers --` | what other sites answer: lines of address, class and detail |
//! | `-- git log --` | the history: lines of day, commit and path; `(metadata)` at the end for a commit that changes no text |
//! | `-- git log (shallow) --` | the same, cut off |
//! | `-- git log (unavailable: reason) --` | a history that cannot be read |
//! | `{100 KiB of text}`, `{9 MiB of text}` | that much text |
//! | `{0xE4}` | a byte |
//! | `{U+200B}` | a character that cannot be seen |
//! | `{end of file}` | the end of the file, without the end of a line |

use std::path::Path;
use std::sync::Arc;

use trustpress::archive;
use trustpress::base::date::WrittenDate;
use trustpress::base::digest::sha256;
use trustpress::base::lines::digest_of_source;
use trustpress::base::path::{ContentPath, UrlPath};
use trustpress::base::span::Spanned;
use trustpress::config::Config;
use trustpress::external::{Answer, Answers};
use trustpress::load::git::{Commit, History, KnownHistory};
use trustpress::load::{
    BuiltFolder, SourceFile, Sources, Unreadable, Withheld, WithheldReason,
};
use trustpress::parse::{Document, Facts, Kept, ProblemKind, Purpose, parse};
use trustpress::pipeline;

use crate::support::{Checked, Fixture};

/// What stands for a configuration where the site has none.
const SITE: &str = "[site]\ntitle = \"Example\"\n";

/// What the header of a frozen version begins with.
const FROZEN: &str = "frozen: ";

/// The folder of the content in every example.
const CONTENT: &str = "content/";

/// The folder of a finished site in an example.
const PUBLIC: &str = "public/";

/// A site that is written down.
#[derive(Debug)]
pub(crate) struct Example {
    fixture: Fixture,
    /// What files cannot say, in the order of the text.
    facts: Vec<Fact>,
}

#[derive(Debug)]
enum Fact {
    Answer(String, Answer),
    Outside(ContentPath),
    Unreadable(ContentPath, String),
    History(History),
}

/// One `-- … --` line and what follows it.
struct Entry {
    header: String,
    body: String,
}

impl Example {
    /// Reads a site with one page.
    pub(crate) fn page(text: &str) -> Self {
        Self::tree(&format!("-- content/example.md --\n{text}"))
    }

    /// Reads a site.
    pub(crate) fn tree(text: &str) -> Self {
        let mut fixture = Fixture::from_files([]).file("site.toml", SITE);
        let mut facts = Vec::new();
        let entries = entries(text).into_iter().flat_map(numbered);
        let (frozen, entries): (Vec<_>, Vec<_>) =
            entries.partition(|entry| entry.header.starts_with(FROZEN));
        for (path, text) in archive(&frozen) {
            fixture = fixture.file(&path, text);
        }
        for Entry { header, body } in entries {
            let (name, detail) = match header.split_once(" (") {
                Some((name, detail)) => (name, detail.trim_end_matches(')')),
                None => (header.as_str(), ""),
            };
            if name == "answers" {
                facts.extend(body.lines().map(answer));
            } else if name == "git log" {
                facts.push(Fact::History(history(detail, &body)));
            } else if detail == "gone" {
                fixture = fixture.without(name);
            } else if let Some(reason) = detail.strip_prefix("unreadable: ") {
                facts.push(Fact::Unreadable(content_path(name), reason.to_owned()));
            } else if let Some((path, _)) = name.split_once(" -> ") {
                facts.push(Fact::Outside(content_path(path)));
            } else {
                fixture = fixture.file(name, bytes(&body));
            }
        }
        Self { fixture, facts }
    }

    /// Judges a finished site: what is below `public/`, with `site.toml` beside it.
    pub(crate) fn built(text: &str) -> Checked {
        let mut fixture = Fixture::from_files([]);
        let mut files = Vec::new();
        for Entry { header, body } in entries(text).into_iter().flat_map(numbered) {
            let (name, content) = match header.split_once(" (unreadable: ") {
                Some((name, reason)) => {
                    let reason = reason.trim_end_matches(')').to_owned();
                    (name, Err(Unreadable::Io(reason)))
                }
                None => (header.as_str(), Ok(bytes(&body))),
            };
            if let Ok(bytes) = &content {
                fixture = fixture.file(name, bytes);
            }
            match name.strip_prefix(PUBLIC) {
                Some(path) => files.push((path.to_owned(), content)),
                None => assert_eq!(name, "site.toml", "not below {PUBLIC}"),
            }
        }
        let config = fixture.valid_config();
        let folder = BuiltFolder::from_files(files);
        let context = fixture.context();
        let (report, _) =
            pipeline::check_built(&folder, &config, &context, (None, PUBLIC));
        fixture.said(report)
    }

    /// Changes the day for which the site is judged.
    pub(crate) fn on(mut self, day: &str) -> Self {
        self.fixture = self.fixture.as_of(day);
        self
    }

    /// Returns the site without what files cannot say.
    pub(crate) fn fixture(self) -> Fixture {
        self.fixture
    }

    /// Judges the site.
    pub(crate) fn check(self) -> Checked {
        let config = self.fixture.valid_config();
        let mut sources = self.fixture.sources(&config);
        let mut answers = Answers::default();
        for fact in self.facts {
            if let Fact::Answer(url, answer) = fact {
                answers.answers.insert(url, answer);
            } else {
                fact.add_to(&mut sources);
            }
        }
        let context = self.fixture.context();
        let (site, report) = pipeline::judge(sources, &config, context);
        assert_kept(&site.documents);
        if answers.answers.is_empty() {
            return self.fixture.said(report);
        }
        self.fixture.said(pipeline::judge_external(&site, None, &answers))
    }
}

/// What a later run has again of documents is all that this one knows of them, and
/// only those are left out that say so.
fn assert_kept(documents: &[Arc<Document>]) {
    let is_flawed = |document: &Document| {
        document.problems.iter().any(|it| matches!(it.kind, ProblemKind::Advisory(_)))
    };
    let expected: Vec<_> = documents.iter().filter(|it| !is_flawed(it)).collect();
    let pieces = Kept::to_pieces(documents, &[]);
    let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
    let kept = Kept::from_pieces(&pieces).unwrap();
    assert_eq!(format!("{:#?}", kept.documents), format!("{expected:#?}"));
}

impl Fact {
    fn add_to(self, sources: &mut Sources) {
        match self {
            Self::Outside(path) => {
                sources.withheld.push(Withheld { path, reason: WithheldReason::Outside });
                sources.withheld.sort_by(|a, b| a.path.cmp(&b.path));
            }
            Self::Unreadable(path, reason) => {
                let text = Err(Unreadable::Io(reason));
                sources.documents.push(SourceFile { path, text });
                sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
            }
            Self::History(history) => sources.history = Arc::new(history),
            Self::Answer(..) => (),
        }
    }
}

/// Returns the files of an archive with these frozen versions.
fn archive(frozen: &[Entry]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut locked = Vec::new();
    for Entry { header, body } in frozen {
        let name = header.strip_prefix(FROZEN).unwrap();
        let (id, version) = name.split_once(' ').unwrap();
        let entry = locked_as(id, version, body);
        files.push((entry.path(), body.clone()));
        locked.push(entry);
    }
    if !locked.is_empty() {
        files.push((archive::LOCK.to_owned(), archive::lock(&locked)));
    }
    files
}

/// Returns the entry of the lock for a text.
pub(crate) fn locked_as(id: &str, version: &str, text: &str) -> archive::Entry {
    let path = content_path(&format!("{CONTENT}{id}.md"));
    let source = SourceFile { path: path.clone(), text: Ok(text.to_owned()) };
    let config = Config::bare(Path::new("/"));
    let document =
        parse(vec![source], &config, Purpose::Check, Facts::none()).pop().unwrap();
    let matter = document.front_matter.clone();
    let published = document.text.published.as_ref();
    let words = &published.expect("only controlled kinds are frozen").words;
    let day = |date: &Option<Spanned<WrittenDate>>| date.as_ref().map(|it| it.value.date);
    archive::Entry {
        id: id.to_owned(),
        version: version.parse().unwrap(),
        title: matter.title.map_or_else(|| id.to_owned(), |title| title.value),
        kind: matter.kind.unwrap().value,
        issued_on: day(&matter.issued_on),
        effective_on: day(&matter.effective_on),
        approved_on: day(&matter.approved_on),
        last_updated: day(&matter.last_updated),
        frozen_on: "2025-04-01".parse().unwrap(),
        commit: None,
        url: UrlPath::new(&format!("/{id}/")).unwrap(),
        source_path: path,
        assets: Vec::new(),
        facts: Vec::new(),
        source_sha256: digest_of_source(text),
        words_sha256: sha256(words.as_bytes()),
        change_class: None,
        change_summary: None,
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in text.split_inclusive('\n') {
        let marker = line.trim_end().strip_prefix("-- ");
        match marker.and_then(|line| line.strip_suffix(" --")) {
            Some(header) => {
                entries.push(Entry { header: header.to_owned(), body: String::new() });
            }
            None => match entries.last_mut() {
                Some(entry) => entry.body.push_str(line),
                None => panic!("text before the first `-- path --`: {line}"),
            },
        }
    }
    entries
}

/// Returns an entry for each number of a `{1 to 12}` in its path.
fn numbered(entry: Entry) -> Vec<Entry> {
    let range = entry.header.split_once('{').and_then(|(before, rest)| {
        let (range, after) = rest.split_once('}')?;
        let (first, last) = range.split_once(" to ")?;
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        Some((before.to_owned(), first..=last, after.to_owned()))
    });
    let Some((before, numbers, after)) = range else { return vec![entry] };
    numbers
        .map(|number| {
            let number = format!("{number:02}");
            let header = format!("{before}{number}{after}");
            Entry { header, body: entry.body.replace("{n}", &number) }
        })
        .collect()
}

/// Returns a text in which what stands for something else is replaced.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.split("{end of file}").next().unwrap_or_default();
    while let Some((before, braced)) = rest.split_once('{') {
        bytes.extend(before.as_bytes());
        let replaced =
            braced.split_once('}').and_then(|(code, after)| Some((meant(code)?, after)));
        if let Some((meant, after)) = replaced {
            bytes.extend(meant);
            rest = after;
        } else {
            bytes.push(b'{');
            rest = braced;
        }
    }
    bytes.extend(rest.as_bytes());
    bytes
}

/// Returns what a code in braces stands for, if it is one.
fn meant(code: &str) -> Option<Vec<u8>> {
    let length = |number: &str, unit: usize| {
        let number: usize = number.parse().ok()?;
        Some("text ".repeat(number * unit / 5).into_bytes())
    };
    if let Some(byte) = code.strip_prefix("0x") {
        return u8::from_str_radix(byte, 16).ok().map(|byte| vec![byte]);
    }
    if let Some(point) = code.strip_prefix("U+") {
        let character = u32::from_str_radix(point, 16).ok().and_then(char::from_u32)?;
        return Some(character.to_string().into_bytes());
    }
    match code.split_once(' ')? {
        (number, "KiB of text") => length(number, 1 << 10),
        (number, "MiB of text") => length(number, 1 << 20),
        _ => None,
    }
}

/// Reads what another site answers: `https://… broken: the answer is 404`.
fn answer(line: &str) -> Fact {
    let (url, told) = line.split_once(' ').unwrap();
    let (class, detail) = told.split_once(": ").unwrap_or((told, ""));
    let detail = detail.to_owned();
    let answer = match class {
        "working" => Answer::Working,
        "moved" => Answer::Moved { to: detail },
        // 2025-05-31
        "broken" => Answer::Broken { reason: detail, since: 1_748_649_600 },
        "unreachable" => Answer::Unreachable { reason: detail },
        class => panic!("no such class: {class}"),
    };
    Fact::Answer(url.to_owned(), answer)
}

/// Reads a `git log`.
fn history(detail: &str, log: &str) -> History {
    if let Some(reason) = detail.strip_prefix("unavailable: ") {
        return History::Unavailable(reason.to_owned());
    }
    let mut known =
        KnownHistory { shallow: detail == "shallow", ..KnownHistory::default() };
    for line in log.lines().filter(|line| !line.is_empty()) {
        let (line, changes_text) = match line.strip_suffix(" (metadata)") {
            Some(line) => (line, false),
            None => (line, true),
        };
        let words: Vec<_> = line.splitn(3, ' ').collect();
        let [day, id, path] = words.as_slice() else { panic!("not a commit: {line}") };
        let commit = Commit { id: (*id).to_owned(), day: day.parse().unwrap() };
        let file = known.files.entry(content_path(path)).or_default();
        file.first.get_or_insert_with(|| commit.clone());
        file.last = Some(commit.clone());
        if changes_text {
            file.last_substantive = Some(commit);
        }
    }
    History::Known(known)
}

fn content_path(path: &str) -> ContentPath {
    let below = path.strip_prefix(CONTENT);
    let below = below.unwrap_or_else(|| panic!("{path} is not below {CONTENT}"));
    assert!(!Path::new(below).is_absolute(), "{path}");
    ContentPath::new(below).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_something_else_is_replaced() {
        #[rustfmt::skip]
        let cases: [(&str, &[u8]); 5] = [
            ("a{U+200B}b",          "a\u{200b}b".as_bytes()),
            ("a{0xE4}b",            b"a\xe4b"),
            ("{#id} {{ x }} {",     b"{#id} {{ x }} {"),
            ("{0 KiB of text}.",    b"."),
            ("{12 apples}",         b"{12 apples}"),
        ];
        for (text, expected) in cases {
            assert_eq!(bytes(text), expected, "{text}");
        }
        assert_eq!(bytes("{1 KiB of text}").len(), 1020);
    }

    #[test]
    fn a_range_in_a_path_makes_a_file_for_each_number() {
        let entries = entries("-- content/{9 to 11}.md --\n# {n}\n");
        let all: Vec<_> = entries.into_iter().flat_map(numbered).collect();
        let all: Vec<_> =
            all.iter().map(|e| (e.header.as_str(), e.body.as_str())).collect();
        assert_eq!(
            all,
            [
                ("content/09.md", "# 09\n"),
                ("content/10.md", "# 10\n"),
                ("content/11.md", "# 11\n")
            ]
        );
    }
}
