//! Links to other sites: what is asked for, how often, and what comes of it.
//!
//! The network here is a list of answers, and the time passes only where somebody
//! waits. With the feature `external` the same is proved of the real door, against
//! a server on the loopback that misbehaves in each way.

#![expect(clippy::unnecessary_wraps, reason = "an answer may also be a failure")]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use trustpress::external::{
    Answer, Answers, Asking, Clock, Failure, Memory, Method, Request, Response, Web, ask,
};

/// The day on which every run begins, in seconds.
const START: u64 = 1_750_000_000;

/// A time that passes where somebody waits.
pub(crate) struct FakeClock(Mutex<Duration>);

impl FakeClock {
    pub(crate) fn at(seconds: u64) -> Self {
        Self(Mutex::new(Duration::from_secs(seconds)))
    }

    fn waited(&self) -> Duration {
        self.0.lock().unwrap().checked_sub(Duration::from_secs(START)).unwrap()
    }
}

impl Clock for FakeClock {
    fn now(&self) -> u64 {
        self.0.lock().unwrap().as_secs()
    }

    fn sleep(&self, time: Duration) {
        *self.0.lock().unwrap() += time;
    }
}

/// What a server answers, request by request; the last answer stays.
#[derive(Default)]
struct FakeWeb {
    answers: BTreeMap<&'static str, Vec<Result<Response, Failure>>>,
    asked: Mutex<Vec<(Method, String)>>,
}

impl Web for FakeWeb {
    fn send(&self, request: &Request<'_>) -> Result<Response, Failure> {
        let mut asked = self.asked.lock().unwrap();
        let before = asked.iter().filter(|(_, url)| url == request.url).count();
        asked.push((request.method, request.url.to_owned()));
        let answers = self.answers.get(request.url);
        let answers =
            answers.unwrap_or_else(|| panic!("nobody expected {}", request.url));
        answers[before.min(answers.len() - 1)].clone()
    }
}

fn status(status: u16) -> Result<Response, Failure> {
    Ok(Response { status, ..Response::default() })
}

fn redirect(status: u16, to: &str) -> Result<Response, Failure> {
    Ok(Response { status, location: Some(to.to_owned()), ..Response::default() })
}

fn later(status: u16, retry_after: &str) -> Result<Response, Failure> {
    let retry_after = Some(retry_after.to_owned());
    Ok(Response { status, retry_after, ..Response::default() })
}

fn page(html: &str) -> Result<Response, Failure> {
    Ok(Response {
        status: 200,
        body: html.as_bytes().to_vec(),
        is_whole_page: true,
        ..Response::default()
    })
}

pub(crate) fn run(
    urls: &[&str],
    memory: &mut Memory,
    web: &dyn Web,
    clock: &FakeClock,
) -> Answers {
    let asking = Asking { web, clock, threads: 4, progress: &|_, _| () };
    ask(urls.iter().copied(), memory, &asking)
}

/// Asks for one address whose server gives these answers.
fn one(
    url: &'static str,
    answers: &[(&'static str, Vec<Result<Response, Failure>>)],
) -> (String, Vec<Method>, Duration) {
    let web =
        FakeWeb { answers: answers.iter().cloned().collect(), ..FakeWeb::default() };
    let clock = FakeClock::at(START);
    let found = run(&[url], &mut Memory::default(), &web, &clock);
    let methods = web.asked.lock().unwrap().iter().map(|(method, _)| *method).collect();
    (told(&found.answers[url]), methods, clock.waited())
}

pub(crate) fn told(answer: &Answer) -> String {
    match answer {
        Answer::Working => "working".to_owned(),
        Answer::Moved { to } => format!("moved {to}"),
        Answer::Broken { reason, .. } => format!("broken {reason}"),
        Answer::Unreachable { reason } => {
            let first = reason.split(';').next().unwrap();
            let kind =
                if reason.contains("another run") { "suspected" } else { "unreachable" };
            format!("{kind} {first}")
        }
    }
}

#[test]
fn what_a_server_answers_decides() {
    const A: &str = "https://a.com/x";
    const B: &str = "https://a.com/y";
    use Method::{Get, GetStart, Head};
    let broken = "suspected the answer is 404 (not found)";
    #[rustfmt::skip]
    let cases: Vec<(&str, Vec<_>, &str, Vec<Method>)> = vec![
        (A, vec![(A, vec![status(200)])], "working", vec![Head]),
        (A, vec![(A, vec![status(405), status(206)])], "working", vec![Head, GetStart]),
        (A, vec![(A, vec![status(404), status(200)])], "working", vec![Head, GetStart]),
        (A, vec![(A, vec![status(404)])], broken, vec![Head, GetStart]),
        (A, vec![(A, vec![status(403)])], "unreachable the answer is 403 (forbidden)", vec![Head, GetStart]),
        (A, vec![(A, vec![redirect(301, "/y")]), (B, vec![status(200)])], "moved https://a.com/y", vec![Head, Head]),
        (A, vec![(A, vec![redirect(302, "/y")]), (B, vec![status(200)])], "working", vec![Head, Head]),
        (A, vec![(A, vec![redirect(302, "/y")]), (B, vec![redirect(301, "/x")])],
            "suspected more than 5 redirects, one after the other", vec![Head; 6]),
        (A, vec![(A, vec![redirect(308, "y")]), (B, vec![status(404)])], broken, vec![Head, Head, GetStart]),
        (A, vec![(A, vec![Err(Failure::Timeout), status(200)])], "working", vec![Head, Head]),
        (A, vec![(A, vec![Err(Failure::Timeout)])], "unreachable the answer took too long", vec![Head; 3]),
        (A, vec![(A, vec![Err(Failure::NoHost)])], "suspected no such host is known", vec![Head; 3]),
        (A, vec![(A, vec![Err(Failure::Malformed("x".into()))])], "unreachable x", vec![Head]),
        ("https://a.com/x#b", vec![(A, vec![page("<p id=b>")])], "working", vec![Get]),
        ("https://a.com/x#c%20d", vec![(A, vec![page("<a name='c d'>")])], "working", vec![Get]),
        ("https://a.com/x#c", vec![(A, vec![page("<p id=b>")])],
            "unreachable the page is there and has no place `#c`, unless a script makes it", vec![Get]),
        ("https://a.com/x#b", vec![(A, vec![redirect(301, "/y")]), (B, vec![page("<p id=b>")])],
            "moved https://a.com/y#b", vec![Get, Get]),
        ("https://a.com/x#/c", vec![(A, vec![status(200)])], "working", vec![Head]),
        ("https://github.com/a#c", vec![("https://github.com/a", vec![page("<p id=user-content-c>")])],
            "working", vec![Get]),
    ];
    for (url, answers, expected, methods) in cases {
        let (told, asked, _) = one(url, &answers);
        assert_eq!((told.as_str(), asked), (expected, methods), "{url} {answers:?}");
    }
}

#[test]
fn a_server_that_asks_for_patience_gets_it() {
    const A: &str = "https://a.com/x";
    #[rustfmt::skip]
    let cases = [
        // answers, waited at least and at most, in seconds
        (vec![later(429, "7"), status(200)],                             7, 8, "working"),
        (vec![later(503, "Sun, 15 Jun 2025 15:07:00 GMT"), status(200)], 20, 21, "working"),
        (vec![later(429, "86400"), status(200)],                         60, 61, "working"),
        (vec![status(429), status(200)],                                 5, 6, "working"),
        (vec![later(429, "1")],                                          2, 4,
            "unreachable the answer is 429 (too many requests)"),
    ];
    for (answers, least, most, expected) in cases {
        let (told, _, waited) = one(A, &[(A, answers.clone())]);
        assert_eq!(told, expected, "{answers:?}");
        let range = Duration::from_secs(least)..=Duration::from_secs(most);
        assert!(range.contains(&waited), "{answers:?}: {waited:?}");
    }
}

#[test]
fn broken_is_what_was_so_an_hour_ago_as_well() {
    const A: &str = "https://a.com/x";
    let web = |code| FakeWeb {
        answers: BTreeMap::from([(A, vec![status(code)])]),
        ..FakeWeb::default()
    };
    let mut memory = Memory::default();
    #[rustfmt::skip]
    let runs = [
        // seconds, what the server answers, what is told, how often it was asked
        (0,          404, "suspected the answer is 404 (not found)", 2),
        (600,        404, "suspected the answer is 404 (not found)", 0),
        (3_700,      404, "broken the answer is 404 (not found)",    2),
        (4_000,      200, "broken the answer is 404 (not found)",    0),
        (8_000,      200, "working",                                 1),
        (1_000_000,  404, "working",                                 0),
        (2_000_000,  404, "suspected the answer is 404 (not found)", 2),
    ];
    for (after, code, expected, requests) in runs {
        let web = web(code);
        let found = run(&[A], &mut memory, &web, &FakeClock::at(START + after));
        // As it would be read again.
        memory = Memory::parse(&memory.print());
        assert_eq!(told(&found.answers[A]), expected, "after {after} s");
        assert_eq!(web.asked.lock().unwrap().len(), requests, "after {after} s");
    }
}

#[test]
fn each_page_is_asked_for_once_and_examples_never() {
    let answers = BTreeMap::from([
        ("https://a.com/x", vec![page("<p id=b>")]),
        ("https://b.com/", vec![status(200)]),
    ]);
    let web = FakeWeb { answers, ..FakeWeb::default() };
    let urls = [
        "https://a.com/x",
        "https://a.com/x#b",
        "https://a.com/x#c",
        "https://b.com/",
        "https://trust.acme.example/",
        "https://www.example.com/x",
        "mailto:a@b.com",
    ];
    let found = run(&urls, &mut Memory::default(), &web, &FakeClock::at(START));
    let mut asked = web.asked.into_inner().unwrap();
    asked.sort_by(|a, b| a.1.cmp(&b.1));
    let asked: Vec<_> = asked.iter().map(|(_, url)| url.as_str()).collect();
    assert_eq!(asked, ["https://a.com/x", "https://b.com/"]);
    assert_eq!((found.asked, found.reserved, found.answers.len()), (4, 2, 4));
}

#[cfg(feature = "external")]
mod loopback {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::{TcpListener, TcpStream};

    use trustpress::web::Network;

    use super::*;

    /// Starts a server that answers requests in odd ways, and returns its address.
    /// It ends with the process.
    fn serve() -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || answer(stream));
            }
        });
        address
    }

    fn answer(mut stream: TcpStream) {
        let mut head = Vec::new();
        for line in BufReader::new(&stream).lines() {
            match line {
                Ok(line) if !line.is_empty() => head.push(line),
                _ => break,
            }
        }
        let request = head.first().cloned().unwrap_or_default();
        let mut words = request.split(' ');
        let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let text = match (method, path) {
            (_, "/ok") => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".to_owned(),
            (_, "/gone") => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
            ("HEAD", "/get-only") => {
                "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n".to_owned()
            }
            (_, "/get-only") => {
                let is_range = head.iter().any(|line| line == "range: bytes=0-65535");
                let status = if is_range { "206 Partial Content" } else { "400 Bad Request" };
                format!("HTTP/1.1 {status}\r\nContent-Length: 1\r\n\r\nx")
            }
            (_, "/busy") => {
                "HTTP/1.1 429 Too Many\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n".to_owned()
            }
            (_, "/moved") => {
                "HTTP/1.1 301 Moved\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n".to_owned()
            }
            (_, "/circle") => {
                "HTTP/1.1 302 Found\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n".to_owned()
            }
            (_, "/page") => {
                let html = "<h1 id=here>x</h1>";
                let length = html.len();
                format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{html}")
            }
            (_, "/huge") => {
                let start = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
                drop(stream.write_all(start.as_bytes()));
                let chunk = vec![b'x'; 1 << 16];
                // Until nobody reads it any more.
                while stream.write_all(&chunk).is_ok() {}
                return;
            }
            (_, "/slow") => {
                // Nothing is said until the other side has given up.
                let mut rest = [0];
                drop(std::io::Read::read(&mut stream, &mut rest));
                return;
            }
            (_, "/cut") => "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p id=".to_owned(),
            (_, "/garbage") => "SSH-2.0-OpenSSH_9.9\r\n\r\n".to_owned(),
            _ => return,
        };
        drop(stream.write_all(text.as_bytes()));
    }

    #[test]
    fn the_door_takes_what_servers_do() {
        let host = serve();
        let closed = {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            format!("http://{}/", listener.local_addr().unwrap())
        };
        #[rustfmt::skip]
        let cases = [
            ("/ok",           "working"),
            ("/get-only",     "working"),
            ("/gone",         "suspected the answer is 404 (not found)"),
            ("/busy",         "unreachable the answer is 429 (too many requests)"),
            ("/moved",        "moved {host}/ok"),
            ("/circle",       "suspected more than 5 redirects, one after the other"),
            ("/page#here",    "working"),
            ("/page#there",   "unreachable the page is there and has no place `#there`, unless a script makes it"),
            ("/huge#x",       "working"),
            ("/slow",         "unreachable the answer took too long"),
            ("/cut#x",        "unreachable the connection failed"),
            ("/garbage",      "unreachable the connection failed"),
            ("/nothing",      "unreachable the connection failed"),
        ];
        let network = Network::with_timeout(Duration::from_millis(500));
        let mut urls: Vec<_> =
            cases.iter().map(|(path, _)| format!("{host}{path}")).collect();
        urls.push(closed);
        let urls: Vec<_> = urls.iter().map(String::as_str).collect();
        let clock = FakeClock::at(START);
        let found = run(&urls, &mut Memory::default(), &network, &clock);
        for (url, (_, expected)) in urls.iter().zip(cases) {
            let expected = expected.replace("{host}", &host);
            let told = told(&found.answers[*url]);
            assert!(told.starts_with(&expected), "{url}: {told}");
        }
        let closed = told(&found.answers[*urls.last().unwrap()]);
        assert!(closed.starts_with("unreachable the connection failed"), "{closed}");
    }
}
