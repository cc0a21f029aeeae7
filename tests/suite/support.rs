//! Sites in memory, and what the program says and makes of them.
//!
//! A [`Fixture`] is a set of files below the folder of `site.toml`. It goes
//! through the same stages as a folder on disk, without one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use html5gum::{Token, Tokenizer};

use trustpress::base::span::{LineColumn, LineIndex, SourceId, Span};
use trustpress::check::{Finding, RULES, Report, Rule};
use trustpress::config::{Config, ConfigError, Context, Drafts};
use trustpress::emit::{Format, Notes, Options, Quotations, print};
use trustpress::load::Sources;
use trustpress::pipeline::{self, Pages};
use trustpress::render::{Content, render};

/// The day for which every fixture is judged unless it says otherwise.
const AS_OF: &str = "2025-06-02";

/// Where fixtures pretend to be; nothing is ever read from there.
const ROOT: &str = "/fixture";

/// A small site in memory.
#[derive(Clone, Debug)]
pub(crate) struct Fixture {
    files: BTreeMap<String, Vec<u8>>,
    context: Context,
    order: Order,
}

/// In which order a fixture's files are handed to the program.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Order {
    /// By path.
    Sorted,
    /// By path, the last one first.
    Reversed,
    /// In some other order, chosen by the number.
    Shuffled(u64),
}

impl Fixture {
    /// Reads files that are separated by `-- path --` lines.
    pub(crate) fn from_text(text: &str) -> Self {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        let mut current = None;
        for line in text.split_inclusive('\n') {
            if let Some(path) = file_marker(line) {
                files.insert(path.to_owned(), String::new());
                current = Some(path);
            } else if let Some(content) = current.and_then(|path| files.get_mut(path)) {
                content.push_str(line);
            }
        }
        let bytes = files.into_iter().map(|(path, text)| (path, text.into_bytes()));
        Self::from_files(bytes)
    }

    /// Reads every file below a folder, given from the root of the repository.
    pub(crate) fn from_dir(folder: &str) -> Self {
        let read =
            |path: &String| fs::read(repository().join(folder).join(path)).unwrap();
        Self::from_files(files_below(folder).into_iter().map(|path| {
            let bytes = read(&path);
            (path, bytes)
        }))
    }

    /// Takes files by their path.
    pub(crate) fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let context = Context {
            as_of: AS_OF.parse().unwrap(),
            drafts: Drafts::Exclude,
            revision: None,
        };
        Self { files: files.into_iter().collect(), context, order: Order::Sorted }
    }

    /// Adds or replaces a file.
    pub(crate) fn file(mut self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), content.as_ref().to_vec());
        self
    }

    /// Removes a file.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.files.remove(path);
        self
    }

    /// Writes the files below a folder.
    pub(crate) fn write_to(&self, folder: &Path) {
        for (path, bytes) in &self.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// Changes the day for which the site is judged.
    #[expect(clippy::wrong_self_convention, reason = "the name users know it by")]
    pub(crate) fn as_of(mut self, day: &str) -> Self {
        self.context.as_of = day.parse().unwrap();
        self
    }

    /// Makes drafts part of the site.
    pub(crate) fn drafts(mut self) -> Self {
        self.context.drafts = Drafts::Include;
        self
    }

    /// Changes the order in which the files are handed over.
    pub(crate) fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// Keeps the files whose path is wanted.
    pub(crate) fn only(mut self, is_wanted: impl Fn(&str) -> bool) -> Self {
        self.files.retain(|path, _| is_wanted(path));
        self
    }

    /// Returns the configuration: `site.toml`, or the defaults without one.
    pub(crate) fn config(&self) -> Result<Arc<Config>, ConfigError> {
        let root = Path::new(ROOT);
        let Some(text) = self.files.get("site.toml") else {
            return Ok(Arc::new(Config::bare(root)));
        };
        Config::from_text(root, &String::from_utf8_lossy(text)).map(Arc::new)
    }

    pub(crate) fn valid_config(&self) -> Arc<Config> {
        let config = self.config();
        config.unwrap_or_else(|error| panic!("site.toml: {:#?}", error.problems()))
    }

    /// Returns what holds for the run.
    pub(crate) fn context(&self) -> Context {
        self.context.clone()
    }

    /// Judges the site.
    pub(crate) fn check(&self) -> Checked {
        let config = self.valid_config();
        let sources = self.sources(&config);
        self.clone().said(pipeline::check_only(sources, &config, self.context.clone()))
    }

    /// Pairs the fixture with what was said about it elsewhere.
    pub(crate) fn said(self, report: Report) -> Checked {
        let quoted = report.quoted_paths(report.findings.iter());
        let files = self.files.iter().filter(|(path, _)| quoted.contains(path.as_str()));
        let texts = files.filter_map(|(path, bytes)| {
            let text = String::from_utf8(bytes.clone()).ok()?;
            Some((path.clone(), Text::new(text)))
        });
        let texts = texts.collect();
        Checked { report, texts }
    }

    /// Judges and renders the site.
    pub(crate) fn build(&self) -> Built {
        let config = self.valid_config();
        let sources = self.sources(&config);
        let build =
            pipeline::build(sources, &config, self.context.clone(), Pages::All).unwrap();
        let output = render(&build.site, &build.theme).unwrap();
        let mut files = BTreeMap::new();
        for file in output.files() {
            let bytes = match file.content().unwrap() {
                Content::Bytes(bytes) => bytes.into_owned(),
                Content::File(path) => self.bytes_of(path),
            };
            files.insert(file.url.as_str().to_owned(), bytes);
        }
        let urls = build
            .site
            .published()
            .map(|(_, document, page)| (document.path.to_string(), page.url.to_string()));
        let urls = urls.collect();
        let checked = self.clone().said(build.report);
        Built { checked, files, urls, base_path: config.site.base_url.path().to_owned() }
    }

    /// Returns the files as the program takes them.
    pub(crate) fn sources(&self, config: &Config) -> Sources {
        let mut files: Vec<_> = self.files.clone().into_iter().collect();
        match self.order {
            Order::Sorted => (),
            Order::Reversed => files.reverse(),
            Order::Shuffled(seed) => shuffle(&mut files, seed),
        }
        Sources::from_files(config, files)
    }

    fn bytes_of(&self, path: &Path) -> Vec<u8> {
        let relative = path.strip_prefix(ROOT).unwrap_or(path);
        let name = relative.to_str().unwrap().replace('\\', "/");
        self.files.get(&name).unwrap_or_else(|| panic!("no file {name}")).clone()
    }
}

/// What the program says about a site.
#[derive(Debug)]
pub(crate) struct Checked {
    /// What it says.
    pub(crate) report: Report,
    /// The texts that it speaks about, by path.
    texts: BTreeMap<String, Text>,
}

/// A file as people count its places.
#[derive(Debug)]
struct Text {
    text: String,
    lines: LineIndex,
}

impl Text {
    fn new(text: String) -> Self {
        Self { lines: LineIndex::new(&text), text }
    }
}

impl Checked {
    /// Returns each finding that counts as `rule path:line:column message`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.report.open().map(|finding| self.line(finding)).collect()
    }

    /// Returns one finding as `rule path:line:column message`.
    pub(crate) fn line(&self, finding: &Finding) -> String {
        let place = self.place(finding.source, finding.span);
        format!("{} {place} {}", finding.rule, finding.message)
    }

    /// Returns a place as `path:line:column`.
    pub(crate) fn place(&self, source: SourceId, span: Span) -> String {
        let path = self.report.sources.get(source.index()).map_or("", String::as_str);
        // Findings about folders, and about files that are no text, have none.
        let place =
            self.texts.get(path).map_or(LineColumn { line: 1, column: 1 }, |file| {
                file.lines.line_column(&file.text, span.start)
            });
        format!("{path}:{}:{}", place.line, place.column)
    }

    /// Returns the report as users see it.
    pub(crate) fn printed(&self) -> String {
        let texts =
            self.texts.iter().map(|(path, file)| (path.clone(), file.text.clone()));
        let quotations = Quotations::new(texts.collect());
        let options = Options { notes: Notes::Show, max: None, ..Options::default() };
        let mut out = Vec::new();
        print(&self.report, &quotations, Format::Full, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Returns the name of the rule of each finding that counts.
    pub(crate) fn rules(&self) -> Vec<&'static str> {
        self.report.open().map(|finding| finding.rule).collect()
    }

    /// Returns what a finding points at.
    pub(crate) fn quoted(&self, finding: &Finding) -> &str {
        let file = self.texts.get(self.report.path_of(finding));
        file.map_or("", |file| finding.span.of(&file.text))
    }

    /// Returns the line in which what a finding points at begins.
    pub(crate) fn line_of(&self, finding: &Finding) -> &str {
        let Some(file) = self.texts.get(self.report.path_of(finding)) else { return "" };
        let line = file.lines.line_at(finding.span.start) as usize;
        file.text.lines().nth(line - 1).unwrap_or_default()
    }
}

/// A built site in memory.
#[derive(Debug)]
pub(crate) struct Built {
    /// What the program says about it.
    pub(crate) checked: Checked,
    /// The bytes at each URL path, decoded and below the base path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The URL path of each published document, by its path below `content/`.
    urls: BTreeMap<String, String>,
    base_path: String,
}

impl Built {
    /// Returns the text at a URL (`/guides/access/`) or of a document's page
    /// (`guides/access.md`).
    pub(crate) fn page(&self, page: &str) -> &str {
        let url = self.urls.get(page).map_or(page, String::as_str);
        let Some(bytes) = self.files.get(url) else {
            panic!("nothing at {url}; there is {:#?}", self.files.keys())
        };
        std::str::from_utf8(bytes).unwrap()
    }

    /// Returns where the link with this text leads, as the page has it.
    pub(crate) fn href(&self, page: &str, label: &str) -> String {
        let links = links_with_text(self.page(page));
        let found = links.iter().find(|(_, text)| text.trim() == label);
        match found {
            Some((href, _)) => href.clone(),
            None => panic!("no link `{label}` on {page}; there is {links:#?}"),
        }
    }

    /// Returns every `href` and `src` that does not lead to something in the
    /// output, as `page: target`.
    pub(crate) fn loose_ends(&self) -> Vec<String> {
        let mut loose = Vec::new();
        for (url, html) in self.pages() {
            for target in targets(html) {
                if !self.leads_somewhere(url, &target) {
                    loose.push(format!("{url}: {target}"));
                }
            }
        }
        loose
    }

    /// Returns every HTML file.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let html = |url: &str| {
            let path = Path::new(url);
            url.ends_with('/') || path.extension().is_some_and(|ext| ext == "html")
        };
        self.files
            .iter()
            .filter(move |(url, _)| html(url))
            .map(|(url, bytes)| (url.as_str(), std::str::from_utf8(bytes).unwrap()))
    }

    fn leads_somewhere(&self, from: &str, target: &str) -> bool {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        if has_scheme(path) || path.starts_with("//") {
            return true;
        }
        let Some(url) = self.absolute(from, path) else { return false };
        let Some(bytes) = self.files.get(&url) else { return false };
        let fragment = percent_decode(fragment);
        fragment.is_empty()
            || fragment == "top"
            || fragment.starts_with(":~:")
            || !self.pages().any(|(page, _)| page == url)
            || ids(std::str::from_utf8(bytes).unwrap()).contains(&fragment)
    }

    /// Returns the URL path, below the base path, that an `href` on a page
    /// names.
    fn absolute(&self, from: &str, path: &str) -> Option<String> {
        if path.is_empty() {
            return Some(from.to_owned());
        }
        let decoded = percent_decode(path);
        if path.starts_with('/') {
            let below = decoded.strip_prefix(self.base_path.as_str())?;
            return Some(format!("/{below}"));
        }
        let mut segments: Vec<&str> = from.split('/').collect();
        segments.pop();
        for segment in decoded.split('/') {
            match segment {
                "." => (),
                ".." => {
                    segments.pop()?;
                }
                _ => segments.push(segment),
            }
        }
        if decoded.ends_with("..") || decoded.ends_with("/.") || decoded == "." {
            segments.push("");
        }
        Some(segments.join("/"))
    }
}

/// Returns the attributes of every element, in order, as element, attribute
/// and value.
pub(crate) fn attributes(html: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (name, value) in &tag.attributes {
            found.push((lossy(&tag.name), lossy(name), lossy(value)));
        }
    }
    found
}

/// Returns the ids on a page, in order.
pub(crate) fn ids(html: &str) -> Vec<String> {
    let all = attributes(html);
    all.into_iter().filter(|(_, name, _)| name == "id").map(|(_, _, id)| id).collect()
}

/// Returns the first end tag that does not close what was opened last, or
/// what is still open at the end.
pub(crate) fn unclosed(html: &str) -> Option<String> {
    const VOID: &[&str] = &["meta", "link", "img", "input", "br", "hr", "wbr", "source"];
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => {
                let name = lossy(&tag.name);
                if !VOID.contains(&name.as_str()) && !tag.self_closing {
                    open.push(name);
                }
            }
            Ok(Token::EndTag(tag)) => {
                let name = lossy(&tag.name);
                if open.pop().as_ref() != Some(&name) {
                    return Some(format!("</{name}> at {open:?}"));
                }
            }
            _ => (),
        }
    }
    open.pop()
}

/// Returns every `href` and `src` on a page, in order.
pub(crate) fn targets(html: &str) -> Vec<String> {
    let all = attributes(html);
    all.into_iter()
        .filter(|(_, name, _)| name == "href" || name == "src")
        .map(|(_, _, target)| target)
        .collect()
}

/// Returns each `<a href>` and the text inside it, in order.
fn links_with_text(html: &str) -> Vec<(String, String)> {
    let mut links: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) if tag.name.as_slice() == b"a" => {
                let href =
                    tag.attributes.iter().find(|(name, _)| name.as_slice() == b"href");
                is_open = href.is_some();
                links.extend(href.map(|(_, href)| (lossy(href), String::new())));
            }
            Ok(Token::EndTag(tag)) if tag.name.as_slice() == b"a" => is_open = false,
            Ok(Token::String(text)) if is_open => {
                links.last_mut().unwrap().1.push_str(&lossy(&text));
            }
            _ => (),
        }
    }
    links
}

/// Returns the root of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads a text file, given from the root of the repository.
pub(crate) fn read_text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Returns the rules that can find anything in this build: a feature that there is
/// is not missing.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let is_idle =
        |rule: &Rule| cfg!(feature = "search") && rule.name == "config-feature-missing";
    RULES.iter().copied().filter(move |rule| !is_idle(rule))
}

/// Returns every file below a folder, sorted, with `/`, relative to the folder;
/// the folder is given from the root of the repository.
pub(crate) fn files_below(folder: &str) -> Vec<String> {
    let top = repository().join(folder);
    let mut found = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(&top).unwrap();
                found.push(relative.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Says that something is not tested here.
pub(crate) fn skipped(why: &str) {
    eprintln!("!!! SKIPPED: {why}");
}

/// Returns a JSON Schema of a form that others have made: in `$TRUSTPRESS_SCHEMAS`,
/// else beside the repository.
pub(crate) fn foreign_schema(name: &str) -> Option<serde_json::Value> {
    let folder = std::env::var_os("TRUSTPRESS_SCHEMAS").map(std::path::PathBuf::from);
    let folder = folder.unwrap_or_else(|| repository().join("../shared/schemas"));
    let file = folder.join(name);
    if !file.exists() {
        skipped(&format!("a form of others: no {}", file.display()));
        return None;
    }
    Some(serde_json::from_slice(&fs::read(file).unwrap()).unwrap())
}

fn file_marker(line: &str) -> Option<&str> {
    let line = line.trim_end();
    line.strip_prefix("-- ")?.strip_suffix(" --").filter(|path| !path.is_empty())
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn has_scheme(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Puts a list into an order that depends on the seed alone.
pub(crate) fn shuffle<T>(list: &mut [T], seed: u64) {
    let mut state = seed;
    for last in (1..list.len()).rev() {
        // Knuth's MMIX generator; its high bits are good enough to shuffle with.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let below = u64::try_from(last).unwrap() + 1;
        list.swap(last, usize::try_from((state >> 33) % below).unwrap());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
-- site.toml --
[site]
title = \"Fixture\"
-- content/a.md --
# A

See [the next](b.md).
-- content/b.md --
# B
";

    #[test]
    fn a_text_is_split_at_its_file_markers() {
        let fixture = Fixture::from_text(TEXT).file("content/c.txt", "c");
        let paths: Vec<_> = fixture.files.keys().map(String::as_str).collect();
        assert_eq!(paths, ["content/a.md", "content/b.md", "content/c.txt", "site.toml"]);
        assert_eq!(fixture.files["content/b.md"], b"# B\n");
    }

    #[test]
    fn a_fixture_shows_what_readers_and_writers_see() {
        let fixture = Fixture::from_text(TEXT);
        assert_eq!(fixture.build().href("a.md", "the next"), "/b/");

        let broken = fixture.file("content/b.md", "# B\n\nSee [nothing](nothing.md).\n");
        let lines = broken.check().lines();
        let found = lines.iter().filter(|line| line.starts_with("link-"));
        let found: Vec<_> = found.map(String::as_str).collect();
        let [line] = found.as_slice() else { panic!("one finding, not {found:?}") };
        assert!(line.starts_with("link-page-missing content/b.md:3:15 "), "{line}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_loose_end() {
        let files = [
            ("/", "<a href='/b/#x'></a><a href='b/'></a><img src='/no.png'>"),
            ("/b/", "<i id=x></i><a href='..'></a><a href='#y'></a><a href='../c'></a>"),
        ];
        let built = Built {
            checked: Checked { report: Report::default(), texts: BTreeMap::new() },
            files: files.map(|(url, html)| (url.to_owned(), html.into())).into(),
            urls: BTreeMap::new(),
            base_path: "/".to_owned(),
        };
        assert_eq!(built.loose_ends(), ["/: /no.png", "/b/: #y", "/b/: ../c"]);
    }
}
