//! What is answered to a request; pure, but for reading a file that is published
//! as it is.

use std::borrow::Cow;
use std::net::IpAddr;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::base::digest::{Inputs, sha256};
use crate::base::path::UrlPath;
use crate::load;
use crate::resolve::Site;

use super::board::{Board, Shown};
use super::media::media_type;
use super::nearest::near;
use super::pages::{self, Marks, OWN, SCRIPT, STYLE, own_folder};
use super::range::{Part, part};
use super::snapshot::{Found, Snapshot, short};

/// How long a request waits for the first build.
const FIRST: Duration = Duration::from_mins(1);

/// How long the browser may keep what has a digest in its address: a page that is
/// loaded again has its styles and scripts at once.
const FIXED: &str = "max-age=31536000, immutable";

/// How long it may keep anything else: until it has asked.
const ASKED: &str = "no-cache";

/// A request.
#[derive(Clone, Debug, Default)]
pub(super) struct Question {
    pub(super) method: String,
    /// Path and query, as sent.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
}

/// An answer, or a wish to be told.
#[derive(Debug)]
pub(super) enum Answer {
    /// This.
    Reply(Reply),
    /// Whatever becomes of a page, as it happens.
    Stream {
        /// The path of the page.
        page: String,
        /// The digest of what is shown of it, by whoever can show another in its
        /// place.
        shows: Option<String>,
    },
    /// The state of a page, as soon as it is not the one that is known.
    Poll {
        /// The path of the page.
        page: String,
        /// The digest of the state that is known.
        known: String,
    },
}

/// A finished answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Body,
}

/// The bytes of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    pub(super) bytes: Arc<[u8]>,
    /// Which of them.
    pub(super) part: Range<usize>,
}

impl Body {
    fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes = bytes.into();
        Self { part: 0..bytes.len(), bytes }
    }

    /// Returns the bytes to send.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.get(self.part.clone()).unwrap_or_default()
    }
}

impl Question {
    fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Returns whether it comes from a page of ours or from a person.
    ///
    /// A name that leads here and is not one of ours is how a foreign page would
    /// read the answer ([DNS rebinding](https://en.wikipedia.org/wiki/DNS_rebinding)).
    fn stranger(&self) -> Option<Reply> {
        let host = self.header("Host").unwrap_or_default();
        if !is_own_host(host) {
            return Some(plain(
                421,
                "this preview answers to `localhost` and to addresses",
            ));
        }
        let is_foreign = match self.header("Origin") {
            Some(origin) => origin.split_once("://").is_none_or(|(_, it)| it != host),
            None => false,
        };
        let site = self.header("Sec-Fetch-Site").unwrap_or("none");
        let is_embedded = matches!(site, "cross-site" | "same-site")
            && self.header("Sec-Fetch-Mode") != Some("navigate");
        let refusal = || plain(403, "this preview is not for other sites");
        (is_foreign || is_embedded).then(refusal)
    }
}

/// Returns whether a `Host` header names this machine, or an address of it: no
/// name service can be made to lead from a foreign name to those.
fn is_own_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost") || name.parse::<IpAddr>().is_ok()
}

/// Answers a request, once there is anything to answer with.
pub(super) fn answer(question: &Question, board: &Board) -> Answer {
    if let Some(refusal) = question.stranger() {
        return Answer::Reply(refusal);
    }
    if !matches!(question.method.as_str(), "GET" | "HEAD") {
        let mut reply = plain(405, "this preview can only be read");
        reply.headers.push(header("Allow", "GET, HEAD"));
        return Answer::Reply(reply);
    }
    let (path, query) = question.target.split_once('?').unwrap_or((&question.target, ""));
    let Some(path) = decode(path) else {
        return Answer::Reply(plain(400, "this is not a path"));
    };
    let shown = board.first(FIRST);
    let base = shown.snapshot.as_ref().map_or("/", |it| base_of(&it.draft.site));
    if path == "/" && base != "/" {
        return Answer::Reply(redirect(base));
    }
    // Without a site nobody knows the base path; what a page needs is then found
    // wherever it was, and at the root when there is a site again.
    let is_found = |at: &usize| *at == 0 || shown.snapshot.is_none();
    let inner = match path.find(OWN).filter(is_found) {
        Some(at) => path.get(at + 1..),
        None => path.strip_prefix(base),
    };
    let own = inner.and_then(|inner| own_file(inner, query, base));
    own.unwrap_or_else(|| {
        let path = inner.map(|inner| format!("/{inner}"));
        let mut reply = file(&shown, path.as_deref());
        let is_fixed = path.is_some_and(|path| {
            let folder = shown.snapshot.as_ref().map(|it| it.draft.theme.assets_folder());
            folder.is_some_and(|folder| path.starts_with(folder))
        });
        reply.headers.push(header("Cache-Control", if is_fixed { FIXED } else { ASKED }));
        Answer::Reply(conditional(question, reply))
    })
}

fn base_of(site: &Site) -> &str {
    site.config.site.base_url.path()
}

/// Returns a decoded path that stays below its root and can be printed.
fn decode(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let decoded: Cow<'_, str> = decoded;
    if decoded.chars().any(char::is_control) {
        return None;
    }
    UrlPath::new(&decoded).ok().map(|url| url.as_str().to_owned())
}

/// Answers for what exists only here.
fn own_file(inner: &str, query: &str, base: &str) -> Option<Answer> {
    let name = inner.strip_prefix(OWN.trim_start_matches('/'))?;
    let value = |wanted: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value);
        percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy().into_owned()
    };
    let page = || {
        let path = decode(value("page").split(['?', '#']).next().unwrap_or_default());
        path.unwrap_or_else(|| base.to_owned())
    };
    let mut reply = match name {
        "preview.js" => text(200, "text/javascript; charset=utf-8", SCRIPT),
        "preview.css" => text(200, "text/css; charset=utf-8", STYLE),
        "events" => {
            let shows = Some(value("shows")).filter(|it| !it.is_empty());
            return Some(Answer::Stream { page: page(), shows });
        }
        "state" => return Some(Answer::Poll { page: page(), known: value("known") }),
        _ => return None,
    };
    let is_fixed = value("v") == pages::version();
    reply.headers.push(header("Cache-Control", if is_fixed { FIXED } else { ASKED }));
    Some(Answer::Reply(reply))
}

/// Returns what is at a path below the site's root.
fn file(shown: &Shown, path: Option<&str>) -> Reply {
    let Some(snapshot) = &shown.snapshot else {
        let title = match &shown.failure {
            Some(failure) => failure.title.as_str(),
            None => "the first build is not done yet",
        };
        return html(503, &pages::standing_in(title, OWN));
    };
    let Some(path) = path else { return not_found(snapshot, "/") };
    let with_headers = |bytes: Arc<[u8]>| {
        let mut headers = snapshot.headers_of(path);
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(header("Content-Type", media_type(path)));
        }
        Reply { status: 200, headers, body: Body::new(bytes) }
    };
    match snapshot.find(path) {
        Found::Page(page) => {
            with_headers(pages::served(snapshot, &page).into_bytes().into())
        }
        Found::File(bytes) => with_headers(bytes),
        Found::Disk(file) => match load::bytes(&file) {
            Ok(bytes) => with_headers(bytes.into()),
            Err(error) => plain(404, &error.to_string()),
        },
        Found::Folder => {
            let base = &snapshot.draft.site.config.site.base_url;
            let url =
                UrlPath::new(&format!("{path}/")).unwrap_or_else(|_| UrlPath::root());
            redirect(&base.href(&url.encoded()))
        }
        Found::Nothing => not_found(snapshot, path),
        Found::Broken(report) => {
            let own = own_folder(snapshot);
            html(500, &pages::broken(&report, &own, &short(Inputs::of(&report))))
        }
    }
}

/// Returns the site's own page for addresses that lead nowhere, with those that
/// are near.
fn not_found(snapshot: &Snapshot, path: &str) -> Reply {
    let site = &snapshot.draft.site;
    let list = pages::near_list(path, &near(site, path));
    let page = match snapshot.find("/404.html") {
        Found::Page(page) => page.html.clone(),
        _ => String::new(),
    };
    let page = match page.rsplit_once("</main>") {
        Some((before, after)) => format!("{before}{list}</main>{after}"),
        None => page + &list,
    };
    let mut headers = snapshot.headers_of("/404.html");
    headers.push(header("Content-Type", media_type("/")));
    let marks = Marks { scripts: &snapshot.scripts, ..Marks::default() };
    let body = pages::with_script(&page, &own_folder(snapshot), marks);
    Reply { status: 404, headers, body: Body::new(body.into_bytes()) }
}

/// Answers a request for what has not changed, or for a part of it; and says
/// what holds for everything.
fn conditional(question: &Question, mut reply: Reply) -> Reply {
    reply.headers.push(header("Cross-Origin-Resource-Policy", "same-origin"));
    if reply.status != 200 {
        return reply;
    }
    let digest = sha256(reply.body.bytes());
    let tag = format!("\"{}\"", digest.get(..16).unwrap_or(&digest));
    reply.headers.push(header("ETag", &tag));
    reply.headers.push(header("Accept-Ranges", "bytes"));
    let is_known = |known: &str| known.trim().trim_start_matches("W/") == tag;
    let none_match = question.header("If-None-Match");
    if none_match.is_some_and(|it| it.trim() == "*" || it.split(',').any(is_known)) {
        return Reply { status: 304, body: Body::default(), ..reply };
    }
    let is_same = question.header("If-Range").is_none_or(|it| it == tag);
    let length = reply.body.bytes.len();
    let range = question.header("Range").filter(|_| is_same);
    match range.map_or(Part::Whole, |value| part(value, length)) {
        Part::Whole => reply,
        Part::Bytes(part) => {
            let (start, end) = (part.start, part.end.saturating_sub(1));
            let value = format!("bytes {start}-{end}/{length}");
            reply.headers.push(header("Content-Range", &value));
            Reply { status: 206, body: Body { part, ..reply.body }, ..reply }
        }
        Part::Beyond => {
            reply.headers.push(header("Content-Range", &format!("bytes */{length}")));
            Reply { status: 416, body: Body::default(), ..reply }
        }
    }
}

fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn redirect(to: &str) -> Reply {
    let mut reply = plain(302, to);
    reply.headers.push(header("Location", to));
    reply
}

fn plain(status: u16, said: &str) -> Reply {
    text(status, "text/plain; charset=utf-8", &format!("{said}\n"))
}

fn html(status: u16, page: &str) -> Reply {
    let mut reply = text(status, "text/html; charset=utf-8", page);
    let policy = crate::render::data::CONTENT_SECURITY_POLICY;
    reply.headers.push(header("Content-Security-Policy", policy));
    reply
}

fn text(status: u16, media_type: &str, text: &str) -> Reply {
    let headers = vec![
        header("Content-Type", media_type),
        header("X-Content-Type-Options", "nosniff"),
    ];
    Reply { status, headers, body: Body::new(text.as_bytes()) }
}

impl Reply {
    /// Returns the state of a page, for one that asks.
    pub(super) fn json(state: &str) -> Self {
        let mut reply = text(200, "application/json; charset=utf-8", state);
        reply.headers.push(header("Cache-Control", "no-store"));
        reply
    }
}
