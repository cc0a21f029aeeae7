//! The door to the network: makes the requests that `check --external` asks for,
//! knows the time, and waits. The only module that does any of it.

#![expect(clippy::disallowed_methods, reason = "the door to the network and the clock")]

use std::io::Read as _;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ureq::config::Config;
use ureq::{Agent, Body, Error, http};

use crate::external::{Clock, Failure, Method, Request, Response, Web};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How long an answer may take, all of it.
const ANSWER: Duration = Duration::from_secs(30);

/// How much of a page is read for the places on it.
const MOST_BYTES: u64 = 2 << 20;

/// What no address on the wire may hold.
const ILLEGAL: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|');

/// The network.
#[derive(Debug)]
pub struct Network {
    agent: Agent,
}

/// The clock of the system.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Network {
    /// Gets ready to make requests; none is made.
    pub fn new() -> Self {
        Self::with_timeout(ANSWER)
    }

    /// Gets ready to make requests that are given up after some time.
    pub fn with_timeout(time: Duration) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let config = Config::builder()
            .timeout_connect(Some(CONNECT.min(time)))
            .timeout_global(Some(time))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // A connection that is kept may be closed when it is used again, and
            // would pass for a site that does not answer.
            .max_idle_connections(0)
            .user_agent(format!("trustpress/{version} (link check)"));
        Self { agent: config.build().new_agent() }
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::new()
    }
}

impl Web for Network {
    fn send(&self, request: &Request<'_>) -> Result<Response, Failure> {
        let url = utf8_percent_encode(request.url, ILLEGAL).to_string();
        let answer = match request.method {
            Method::Head => self.agent.head(&url).call(),
            Method::GetStart => {
                self.agent.get(&url).header("Range", "bytes=0-65535").call()
            }
            Method::Get => {
                self.agent.get(&url).header("Accept", "text/html, */*;q=0.5").call()
            }
        };
        let mut answer = answer.map_err(failure)?;
        let header = |name: &str| {
            let value = answer.headers().get(name)?.to_str().ok()?;
            Some(value.to_owned())
        };
        let is_html = header("content-type").is_none_or(|kind| kind.contains("html"));
        let mut response = Response {
            status: answer.status().as_u16(),
            location: header("location"),
            retry_after: header("retry-after"),
            ..Response::default()
        };
        if request.method == Method::Get && answer.status().is_success() && is_html {
            response.body = content(&mut answer)?;
            response.is_whole_page = (response.body.len() as u64) < MOST_BYTES;
        }
        Ok(response)
    }
}

fn content(answer: &mut http::Response<Body>) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let read = answer.body_mut().as_reader().take(MOST_BYTES).read_to_end(&mut body);
    match read {
        Ok(_) => Ok(body),
        Err(error) => Err(Failure::Connection(error.to_string())),
    }
}

fn failure(error: Error) -> Failure {
    match error {
        Error::HostNotFound => Failure::NoHost,
        Error::Timeout(_) => Failure::Timeout,
        Error::BadUri(_) | Error::Http(_) => Failure::Malformed(error.to_string()),
        error => Failure::Connection(error.to_string()),
    }
}

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs())
    }

    fn sleep(&self, time: Duration) {
        let start = Instant::now();
        // Parking may end early.
        while let Some(left) =
            time.checked_sub(start.elapsed()).filter(|left| !left.is_zero())
        {
            std::thread::park_timeout(left);
        }
    }
}
