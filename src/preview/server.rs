//! The server behind the gate: `tiny_http`, and four threads that answer.

use std::io::{self, Cursor};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::answer::{Answer, Question, Reply, answer};
use super::board::Board;
use super::gate::Inside;
use super::listeners::{Listeners, Voice};

/// How many requests are answered at the same time.
const WORKERS: usize = 4;

/// What every worker needs.
pub(super) struct Desk {
    pub(super) board: Arc<Board>,
    pub(super) listeners: Arc<Listeners>,
}

/// The server that only the gate talks to. One that has died is replaced by the
/// next request.
pub(super) struct Inner {
    desk: Arc<Desk>,
    current: Mutex<(Arc<Server>, SocketAddr)>,
}

impl Inner {
    /// Starts the server.
    pub(super) fn start(desk: Arc<Desk>) -> io::Result<Self> {
        let current = Mutex::new(start(&desk)?);
        Ok(Self { desk, current })
    }
}

impl Inside for Inner {
    fn connect(&self) -> io::Result<TcpStream> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        let connected = TcpStream::connect(current.1);
        match connected {
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                for _ in 0..WORKERS {
                    current.0.unblock();
                }
                *current = start(&self.desk)?;
                TcpStream::connect(current.1)
            }
            connected => connected,
        }
    }
}

fn start(desk: &Arc<Desk>) -> io::Result<(Arc<Server>, SocketAddr)> {
    let server = Server::http((Ipv4Addr::LOCALHOST, 0)).map_err(io::Error::other)?;
    let address = server.server_addr().to_ip();
    let address = address.ok_or_else(|| io::Error::other("the server has no address"))?;
    let server = Arc::new(server);
    for _ in 0..WORKERS {
        let (server, desk) = (Arc::clone(&server), Arc::clone(desk));
        let work = move || {
            while let Ok(request) = server.recv() {
                // A request that cannot be answered is closed; the next one can.
                drop(catch_unwind(AssertUnwindSafe(|| handle(request, &desk))));
            }
        };
        thread::Builder::new().name("server".to_owned()).spawn(work)?;
    }
    Ok((server, address))
}

fn handle(request: Request, desk: &Desk) {
    let headers = request.headers().iter().map(|header| {
        (header.field.as_str().to_string(), header.value.as_str().to_owned())
    });
    let question = Question {
        method: request.method().to_string(),
        target: request.url().to_owned(),
        headers: headers.collect(),
    };
    match answer(&question, &desk.board) {
        Answer::Reply(reply) => respond(request, &reply),
        Answer::Stream { page, shows } => {
            let voice = Voice::Stream { writer: request.into_writer(), shows };
            desk.listeners.add(page, String::new(), voice);
            desk.board.wake();
        }
        Answer::Poll { page, known } => {
            let voice = Voice::poll(move |state| respond(request, &Reply::json(state)));
            desk.listeners.add(page, known, voice);
            desk.board.wake();
        }
    }
}

fn respond(request: Request, reply: &Reply) {
    let headers = reply.headers.iter().filter_map(|(name, value)| {
        Header::from_bytes(name.as_bytes(), value.as_bytes()).ok()
    });
    let bytes = reply.body.bytes();
    let response = Response::new(
        StatusCode(reply.status),
        headers.collect(),
        Cursor::new(bytes),
        Some(bytes.len()),
        None,
    );
    // Whoever has left needs no answer.
    drop(request.respond(response));
}
