//! The open pages that want to be told, and the one thread that tells them.
//!
//! A page either holds a stream of Server-Sent Events
//! ([HTML](https://html.spec.whatwg.org/multipage/server-sent-events.html)), or
//! asks again and again and is answered when there is news.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::base::digest::Inputs;

use super::board::{Board, Shown};
use super::pages;
use super::snapshot::{Found, short};
use super::state::state;

/// How often a stream is written to when there is no news, so that one whose
/// page has gone is noticed.
const PING: Duration = Duration::from_secs(10);

/// How long a question waits for news.
const POLL: Duration = Duration::from_secs(20);

/// How long to wait for the first page; waiting longer changes nothing.
const FOREVER: Duration = Duration::from_hours(24);

/// How many pages may wait to be told.
const MOST: usize = 900;

/// From how many on every stream is written to whenever anybody comes: many may be
/// of pages that were left since somebody was last told.
const CROWD: usize = 300;

/// Everybody who wants to be told.
#[derive(Default)]
pub(super) struct Listeners {
    waiting: Mutex<Vec<Listener>>,
}

/// One open page.
struct Listener {
    /// Its path.
    page: String,
    /// What it was told last, or says that it knows.
    known: String,
    voice: Voice,
}

/// How a page is told.
pub(super) enum Voice {
    /// By events on a connection that stays open.
    Stream {
        writer: Box<dyn Write + Send>,
        /// The digest of what is shown of the page, if what is new of it is to be
        /// sent along: nothing else is then to be asked for.
        shows: Option<String>,
    },
    /// By the answer to a question, at the latest by that time.
    Poll(Box<dyn FnOnce(&str) + Send>, Instant),
}

impl Voice {
    /// Answers a question when there is news, or when it has waited long enough.
    pub(super) fn poll(answer: impl FnOnce(&str) + Send + 'static) -> Self {
        Self::Poll(Box::new(answer), Instant::now() + POLL)
    }
}

/// What stands before the first event. The body ends with the connection.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\nretry: 500\n\n";

impl Listeners {
    /// Adds a page that knows the state with the digest `known`, if any.
    pub(super) fn add(&self, page: String, known: String, mut voice: Voice) {
        if let Voice::Stream { writer, .. } = &mut voice
            && send(writer, HEAD).is_err()
        {
            return;
        }
        let mut waiting = self.waiting();
        if waiting.len() < MOST {
            waiting.push(Listener { page, known, voice });
        }
    }

    /// Returns the pages that are open, each once.
    pub(super) fn pages(&self) -> Vec<String> {
        let mut pages: Vec<_> = self.waiting().iter().map(|it| it.page.clone()).collect();
        pages.sort();
        pages.dedup();
        pages
    }

    /// Tells everybody, for as long as the program runs.
    pub(super) fn tell(&self, board: &Arc<Board>) {
        let mut revision = 0;
        loop {
            let patience = if self.waiting().is_empty() { FOREVER } else { PING };
            let shown = board.wait(revision, patience);
            let is_news = shown.revision != revision;
            revision = shown.revision;
            let waiting = std::mem::take(&mut *self.waiting());
            let is_quiet = is_news && waiting.len() < CROWD;
            let mut states: HashMap<String, (String, String)> = HashMap::new();
            let now = Instant::now();
            let mut staying = Vec::new();
            for mut listener in waiting {
                let page = listener.page.clone();
                let (text, digest) = states.entry(page).or_insert_with(|| {
                    let text = state(&shown, &listener.page);
                    let digest = short(Inputs::of(&text));
                    (text, digest)
                });
                let is_known = listener.known == *digest;
                listener.known.clone_from(digest);
                match listener.voice {
                    Voice::Poll(answer, until) if !is_known || now >= until => {
                        answer(text);
                    }
                    Voice::Stream { ref mut writer, ref mut shows } => {
                        let sent = match (is_known, is_quiet) {
                            (false, _) => {
                                let page = new_page(&shown, &listener.page, shows);
                                let event = format!("id: {digest}\ndata: {text}\n\n");
                                send(writer, &(page + &event))
                            }
                            (true, true) => Ok(()),
                            (true, false) => send(writer, ": still here\n\n"),
                        };
                        if sent.is_ok() {
                            staying.push(listener);
                        }
                    }
                    Voice::Poll(..) => staying.push(listener),
                }
            }
            self.waiting().append(&mut staying);
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the event that sends a page to whoever shows another state of it.
fn new_page(shown: &Shown, path: &str, shows: &mut Option<String>) -> String {
    let Some((shows, snapshot)) = shows.as_mut().zip(shown.snapshot.as_deref()) else {
        return String::new();
    };
    match snapshot.find(&snapshot.inner(path)) {
        Found::Page(page) if page.digest != *shows => {
            shows.clone_from(&page.digest);
            let html = serde_json::Value::from(pages::served(snapshot, &page));
            format!("event: page\ndata: {html}\n\n")
        }
        _ => String::new(),
    }
}

fn send(writer: &mut impl Write, text: &str) -> io::Result<()> {
    writer.write_all(text.as_bytes()).and_then(|()| writer.flush())
}
