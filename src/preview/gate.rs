//! Who comes in: whole, small requests, and a bounded number at a time.
//!
//! `tiny_http` reads a request without end and without a clock, dies with the last
//! descriptor, and takes a declared body for a real one. So it listens where
//! only this gate connects, and the gate lets nothing through that could do it
//! harm: the head is read here first, whole, within [`PATIENCE`] and
//! [`LONGEST`], and what has a body is refused. A connection is one request.
//!
//! Nothing here knows what is asked for; that is `answer`'s.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::str;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a client may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest request, in bytes.
const LONGEST: usize = 16 << 10;

/// How long a client may take to read a piece of the answer.
const SLOWEST: Duration = Duration::from_secs(20);

/// How much of a refused request is read, so that the client reads the answer
/// before the connection ends.
const DRAIN: u64 = 256 << 10;

/// What a connection needs: it copies bytes from one socket to another.
const STACK: usize = 128 << 10;

/// How long to wait where the system has no descriptor for the next connection.
const BREATH: Duration = Duration::from_millis(50);

/// Why a request does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Nobody to answer: it ended, or took too long.
    Gone,
    /// An answer with this status.
    Status(u16, &'static str),
}

const MALFORMED: Refusal = Refusal::Status(400, "Bad Request");

/// Where requests go that come in.
pub(super) trait Inside: Send + Sync + 'static {
    /// Connects to the server inside.
    fn connect(&self) -> io::Result<TcpStream>;
}

/// Lets requests through to `inside`, at most `most` at a time, for as long as
/// the program runs.
pub(super) fn keep(listener: &TcpListener, inside: &Arc<impl Inside>, most: usize) {
    let places = Arc::new(());
    loop {
        let Ok((client, _)) = listener.accept() else {
            thread::park_timeout(BREATH);
            continue;
        };
        let place = Arc::clone(&places);
        if Arc::strong_count(&places) > most + 1 {
            refuse(&client, Refusal::Status(503, "Service Unavailable"), Drain::Leave);
            continue;
        }
        let inside = Arc::clone(inside);
        let passing = move || {
            pass(client, &*inside);
            drop(place);
        };
        // A system without another thread closes the connection.
        drop(thread::Builder::new().stack_size(STACK).spawn(passing));
    }
}

/// Reads one request, hands it on and brings back the answer.
fn pass(mut client: TcpStream, inside: &impl Inside) {
    let admitted = client
        .set_nodelay(true)
        .and_then(|()| client.set_write_timeout(Some(SLOWEST)))
        .map_err(|_gone| Refusal::Gone)
        .and_then(|()| read_head(&mut client))
        .and_then(|head| admit(&head));
    let request = match admitted {
        Ok(request) => request,
        Err(refusal) => return refuse(&client, refusal, Drain::Read),
    };
    let Ok(mut server) = inside.connect() else {
        let refusal = Refusal::Status(503, "Service Unavailable");
        return refuse(&client, refusal, Drain::Leave);
    };
    let answered = server
        .write_all(request.as_bytes())
        .and_then(|()| io::copy(&mut server, &mut client));
    // Whoever has left needs no answer.
    drop(answered);
    drop(client.shutdown(Shutdown::Write));
}

/// Whether to read what a refused client still sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drain {
    Read,
    Leave,
}

fn refuse(mut client: &TcpStream, refusal: Refusal, drain: Drain) {
    let Refusal::Status(status, reason) = refusal else { return };
    let answer = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{status} {reason}\n",
        reason.len() + 5
    );
    let sent = client
        .write_all(answer.as_bytes())
        .and_then(|()| client.shutdown(Shutdown::Write))
        .and_then(|()| client.set_read_timeout(Some(Duration::from_millis(500))));
    if sent.is_ok() && drain == Drain::Read {
        drop(io::copy(&mut client.take(DRAIN), &mut io::sink()));
    }
}

/// Reads up to the empty line that ends a head.
fn read_head(client: &mut TcpStream) -> Result<Vec<u8>, Refusal> {
    let until = Instant::now() + PATIENCE;
    let mut head = Vec::with_capacity(1 << 10);
    let mut piece = [0; 1 << 10];
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() || client.set_read_timeout(Some(left)).is_err() {
            return Err(Refusal::Status(408, "Request Timeout"));
        }
        let read = match client.read(&mut piece) {
            Ok(0) if head.is_empty() => return Err(Refusal::Gone),
            Ok(0) => return Err(MALFORMED),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_timeout(&error) => {
                return Err(Refusal::Status(408, "Request Timeout"));
            }
            Err(_) => return Err(Refusal::Gone),
        };
        // The end may lie across two pieces.
        let from = head.len().saturating_sub(3);
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
        let news = head.get(from..).unwrap_or_default();
        if let Some(at) = news.windows(4).position(|four| four == b"\r\n\r\n") {
            head.truncate(from + at + 2);
            return Ok(head);
        }
        if head.len() > LONGEST {
            return Err(Refusal::Status(431, "Request Header Fields Too Large"));
        }
        if news.windows(2).any(|two| two == b"\n\n") {
            return Err(MALFORMED);
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

/// Returns the request as the server inside gets it: without a body, and the
/// only one of its connection, which is what HTTP/1.0 says.
fn admit(head: &[u8]) -> Result<String, Refusal> {
    let text = str::from_utf8(head).map_err(|_not_text| MALFORMED)?;
    let is_plain = |c: char| matches!(c, ' '..='~' | '\t');
    let mut lines = text.trim_start_matches("\r\n").split("\r\n");
    let first = lines.next().filter(|line| line.chars().all(is_plain));
    let [method, target, version] =
        first.unwrap_or_default().split(' ').collect::<Vec<_>>()[..]
    else {
        return Err(MALFORMED);
    };
    if method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(MALFORMED);
    }
    if !target.starts_with('/') {
        return Err(MALFORMED);
    }
    if !matches!(version, "HTTP/1.1" | "HTTP/1.0") {
        let is_http = version.starts_with("HTTP/");
        let unknown = Refusal::Status(505, "HTTP Version Not Supported");
        return Err(if is_http { unknown } else { MALFORMED });
    }
    let mut request = format!("{method} {target} HTTP/1.0\r\n");
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or(MALFORMED)?;
        if name.is_empty() || !name.bytes().all(is_token) || !line.chars().all(is_plain) {
            return Err(MALFORMED);
        }
        match name.to_ascii_lowercase().as_str() {
            "content-length" if value.trim() == "0" => (),
            "content-length" | "transfer-encoding" => {
                return Err(Refusal::Status(413, "Content Too Large"));
            }
            // These are about the connection, which is another one inside.
            "connection" | "keep-alive" | "te" | "trailer" | "upgrade" | "expect" => (),
            _ => request.extend([line, "\r\n"]),
        }
    }
    request.push_str("\r\n");
    Ok(request)
}

/// Returns whether a byte can be part of a header's name
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2)).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_plain_requests_without_a_body_come_in() {
        let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(9_000));
        let inside = |request: &str| Ok(request.to_owned());
        let plain = "GET / HTTP/1.0\r\nHost: x\r\n\r\n";
        let status = |status, reason| Err(Refusal::Status(status, reason));
        let too_large = status(413, "Content Too Large");
        #[rustfmt::skip]
        let cases = [
            ("GET / HTTP/1.1\r\nHost: x\r\n",                          inside(plain)),
            ("\r\nGET / HTTP/1.1\r\nHost: x\r\n",                      inside(plain)),
            ("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n", inside(plain)),
            ("GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n",   inside(plain)),
            ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n",      inside(plain)),
            ("POST / HTTP/1.1\r\n",                                    inside("POST / HTTP/1.0\r\n\r\n")),
            (&*long,                                                   inside(&format!("{}\r\n", long.replace("1.1", "1.0")))),
            ("POST / HTTP/1.1\r\nContent-Length: 30000000000\r\n",     too_large.clone()),
            ("POST / HTTP/1.1\r\nContent-Length: -1\r\n",              too_large.clone()),
            ("POST / HTTP/1.1\r\nContent-Length: 0\r\ncontent-length: 5\r\n", too_large.clone()),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",      too_large),
            ("GET / HTTP/9.9\r\n",                                     status(505, "HTTP Version Not Supported")),
            ("PRI * HTTP/2.0\r\n",                                     Err(MALFORMED)),
            ("GET http://evil.example/ HTTP/1.1\r\n",                  Err(MALFORMED)),
            ("OPTIONS * HTTP/1.1\r\n",                                 Err(MALFORMED)),
            ("GET foo HTTP/1.1\r\n",                                   Err(MALFORMED)),
            ("GET /\r\n",                                              Err(MALFORMED)),
            ("GET  / HTTP/1.1\r\n",                                    Err(MALFORMED)),
            ("G@T / HTTP/1.1\r\n",                                     Err(MALFORMED)),
            ("GET /\u{e9} HTTP/1.1\r\n",                               Err(MALFORMED)),
            ("GET /\0 HTTP/1.1\r\n",                                   Err(MALFORMED)),
            ("GET / HTTP/1.1\r\nNoColon\r\n",                          Err(MALFORMED)),
            ("GET / HTTP/1.1\r\nA b: c\r\n",                           Err(MALFORMED)),
            ("GET / HTTP/1.1\r\nA: b\r\n folded\r\n",                  Err(MALFORMED)),
            ("GET / HTTP/1.1\r\nA: b\nB: c\r\n",                       Err(MALFORMED)),
            ("",                                                       Err(MALFORMED)),
        ];
        for (head, expected) in cases {
            assert_eq!(admit(head.as_bytes()), expected, "{head:?}");
        }
    }
}
