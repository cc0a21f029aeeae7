//! Asking for one address: by which method, how often, and what comes of it.

use std::time::Duration;

use percent_encoding::percent_decode_str;

use crate::base::date::http_time;
use crate::built::places;

use super::address::{fragment_of, host, is_forge, join};
use super::{Answer, Asking};

/// How many redirects are followed.
const MOST_REDIRECTS: usize = 5;

/// How often a request is made again that got no answer, or was told to wait.
const RETRIES: u32 = 2;

/// The pause between two requests to one host.
const PAUSE: Duration = Duration::from_millis(200);

/// The longest that a server may make us wait.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// How a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Without its content.
    Head,
    /// With the beginning of its content.
    GetStart,
    /// With its content, for the places on it.
    Get,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// How.
    pub method: Method,
    /// For what; without a fragment.
    pub url: &'a str,
}

/// What a server answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// `Location`.
    pub location: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<String>,
    /// The content, as far as it was read.
    pub body: Vec<u8>,
    /// Whether that is all of it, and HTML.
    pub is_whole_page: bool,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No such host is known.
    NoHost,
    /// Nothing can be asked at such an address.
    Malformed(String),
    /// The connection could not be made, or broke.
    Connection(String),
    /// It took too long.
    Timeout,
}

/// How requests are made: once, without following redirects.
pub trait Web: Sync {
    /// Makes a request.
    fn send(&self, request: &Request<'_>) -> Result<Response, Failure>;
}

/// A host, which is asked for one thing after the other.
pub(super) struct Host<'a> {
    asking: &'a Asking<'a>,
    pause: Duration,
    was_asked: bool,
}

/// What was learnt of a page.
struct Page {
    answer: Answer,
    /// What was read of it, where places on it are to be proved.
    response: Response,
}

impl<'a> Host<'a> {
    pub(super) fn new(asking: &'a Asking<'a>) -> Self {
        Self { asking, pause: PAUSE, was_asked: false }
    }

    /// Asks for a page, and for the places on it that `urls` name.
    pub(super) fn ask(&mut self, page: &str, urls: &[&str]) -> Vec<(String, Answer)> {
        let has_places = urls.iter().any(|url| fragment_of(url).is_some());
        let found =
            self.follow(page, if has_places { Method::Get } else { Method::Head });
        let is_there = matches!(found.answer, Answer::Working | Answer::Moved { .. });
        let answer = |url: &&str| match fragment_of(url) {
            Some(fragment) if is_there => with_place(&found, page, fragment),
            _ => with_fragment(&found.answer, url),
        };
        urls.iter().map(|url| ((*url).to_owned(), answer(url))).collect()
    }

    /// Follows redirects from a page to its end.
    fn follow(&mut self, page: &str, mut method: Method) -> Page {
        let mut url = page.to_owned();
        let mut moved_to = None;
        let mut is_permanent = true;
        for _ in 0..=MOST_REDIRECTS {
            let response = match self.send(method, &url) {
                Ok(response) => response,
                Err(failure) => return Page::failed(&failure),
            };
            let status = response.status;
            if matches!(status, 301 | 302 | 303 | 307 | 308)
                && let Some(next) =
                    response.location.as_deref().and_then(|to| join(&url, to))
            {
                is_permanent &= matches!(status, 301 | 308);
                if is_permanent {
                    moved_to = Some(next.clone());
                }
                super::base_of(&next).clone_into(&mut url);
                continue;
            }
            // A server that will not answer without content may answer with it,
            // and what is gone is asked for again before anybody says so.
            if method == Method::Head && status >= 400 && !matches!(status, 429 | 503) {
                method = Method::GetStart;
                let again = match self.send(method, &url) {
                    Ok(response) => response,
                    Err(failure) => return Page::failed(&failure),
                };
                return Page::answered(again, moved_to);
            }
            return Page::answered(response, moved_to);
        }
        let reason = format!("more than {MOST_REDIRECTS} redirects, one after the other");
        Page {
            answer: Answer::Broken { reason, since: 0 },
            response: Response::default(),
        }
    }

    /// Makes a request, and makes it again where there is hope.
    fn send(&mut self, method: Method, url: &str) -> Result<Response, Failure> {
        let mut attempt = 0;
        loop {
            if self.was_asked {
                self.asking.clock.sleep(self.pause);
            }
            self.was_asked = true;
            let result = self.asking.web.send(&Request { method, url });
            let wait = match &result {
                Ok(response) if matches!(response.status, 429 | 503) => {
                    self.pause = (self.pause * 2).min(LONGEST_WAIT);
                    self.wait_of(response)
                }
                Ok(_) | Err(Failure::Malformed(_)) => return result,
                Err(_) => Duration::from_secs(1 << attempt) + jitter(url, attempt),
            };
            if attempt == RETRIES {
                return result;
            }
            attempt += 1;
            self.asking.clock.sleep(wait);
        }
    }

    /// Returns how long a server wants us to wait: seconds, or until a time.
    fn wait_of(&self, response: &Response) -> Duration {
        let text = response.retry_after.as_deref().map(str::trim);
        let seconds = text.and_then(|text| text.parse::<u64>().ok()).or_else(|| {
            let until = http_time(text?)?;
            Some(until.saturating_sub(self.asking.clock.now()))
        });
        seconds.map_or(Duration::from_secs(5), Duration::from_secs).min(LONGEST_WAIT)
    }
}

impl Page {
    fn failed(failure: &Failure) -> Self {
        let answer = match failure {
            Failure::NoHost => {
                Answer::Broken { reason: "no such host is known".to_owned(), since: 0 }
            }
            Failure::Malformed(reason) => Answer::Unreachable { reason: reason.clone() },
            Failure::Connection(reason) => {
                Answer::Unreachable { reason: format!("the connection failed: {reason}") }
            }
            Failure::Timeout => {
                Answer::Unreachable { reason: "the answer took too long".to_owned() }
            }
        };
        Self { answer, response: Response::default() }
    }

    fn answered(response: Response, moved_to: Option<String>) -> Self {
        let status = response.status;
        let answer = match (status, moved_to) {
            // 416: what is there is shorter than what we asked for.
            (200..=299 | 416, Some(to)) => Answer::Moved { to },
            (200..=299 | 416, None) => Answer::Working,
            (404 | 410, _) => Answer::Broken {
                reason: format!("the answer is {}", named(status)),
                since: 0,
            },
            _ => {
                Answer::Unreachable { reason: format!("the answer is {}", named(status)) }
            }
        };
        Self { answer, response }
    }
}

/// Returns a status with its name.
fn named(status: u16) -> String {
    let name = match status {
        401 => " (asks for a login)",
        403 => " (forbidden)",
        404 => " (not found)",
        410 => " (gone)",
        429 => " (too many requests)",
        500 => " (server error)",
        502 => " (bad gateway)",
        503 => " (unavailable)",
        504 => " (gateway timeout)",
        _ => "",
    };
    format!("{status}{name}")
}

/// Returns an answer for an address with a fragment, which goes along when its
/// page moves.
fn with_fragment(answer: &Answer, url: &str) -> Answer {
    match (answer, url.split_once('#')) {
        (Answer::Moved { to }, Some((_, fragment))) if !to.contains('#') => {
            Answer::Moved { to: format!("{to}#{fragment}") }
        }
        (answer, _) => answer.clone(),
    }
}

/// Returns the answer for a place on a page that is there. A page that was not
/// read to its end, or whose places scripts may make, proves nothing.
fn with_place(page: &Page, url: &str, fragment: &str) -> Answer {
    let answer = with_fragment(&page.answer, &format!("{url}#{fragment}"));
    let Response { body, is_whole_page: true, .. } = &page.response else {
        return answer;
    };
    let places = places(body);
    let decoded = percent_decode_str(fragment).decode_utf8_lossy();
    let prefixed = format!("user-content-{decoded}");
    let is_prefixed = host(url).is_some_and(is_forge);
    let is_known = places.iter().any(|place| {
        let place = place.as_ref();
        place == fragment || place == decoded || is_prefixed && place == prefixed
    });
    if is_known {
        return answer;
    }
    let reason = format!(
        "the page is there and has no place `#{fragment}`, unless a script makes it"
    );
    Answer::Unreachable { reason }
}

/// Returns up to half a second that differs from address to address, so that
/// those who failed together do not come back together.
fn jitter(url: &str, attempt: u32) -> Duration {
    let sum = url
        .bytes()
        .fold(attempt, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    Duration::from_millis(u64::from(sum % 500))
}
