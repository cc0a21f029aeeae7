//! The site while it is being written: served from memory, and shown anew after
//! every save.
//!
//! ```text
//!  disk ──► watch ──► builder ──► Board ◄── answer ◄── server ◄── gate ◄── browser
//!                                   └────► listeners ─────────────────────►
//! ```
//!
//! 1. `watch` says when to look, `builder` looks and makes the next site, with
//!    what has not changed taken over from the last.
//! 2. The `board` has the last good site, as a `snapshot` that is swapped whole,
//!    with what is wrong with it, and why there is no newer one.
//! 3. `gate` lets small, whole requests in, `server` reads them, `answer` says
//!    what to answer.
//! 4. `listeners` tells the open pages their `state`; the scripts in `client`
//!    act on it.
//!
//! # Invariants
//!
//! - Nothing is written to disk.
//! - Only this machine is answered, unless somebody asked for more; and only
//!   pages of our own may read the answer.
//! - What the site will be in production is what is shown: the same bytes, but
//!   for one line that loads the script; the same headers, but for those that
//!   would let others read drafts or make the browser keep them.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::error::Error;

use self::board::Board;
use self::builder::Builder;
use self::gate::keep;
use self::listeners::Listeners;
use self::server::{Desk, Inner};
use self::watch::Watcher;

mod answer;
mod board;
mod builder;
mod failure;
mod gate;
mod headers;
mod listeners;
mod media;
mod nearest;
mod pages;
mod range;
mod server;
mod snapshot;
mod state;
mod watch;

pub use builder::{News, Subject};
pub use watch::Noticing;

/// The port that is tried first when nobody asks for another.
const PORT: u16 = 8000;

/// How many ports are tried after that.
const PORTS: u16 = 100;

/// Where to listen.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The address of this machine; a loopback one answers this machine alone.
    pub host: IpAddr,
    /// The port; `None` is the next that is free.
    pub port: Option<u16>,
}

/// A preview that listens and has nothing to show yet.
#[derive(Debug)]
pub struct Preview {
    listener: TcpListener,
    address: SocketAddr,
}

impl Preview {
    /// Listens.
    pub fn bind(place: Place) -> Result<Self, Error> {
        let bound = match place.port {
            Some(port) => TcpListener::bind((place.host, port)),
            None => bind_free(place.host),
        };
        let bound = bound.and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (address, listener) = bound.map_err(|source| {
            let address = SocketAddr::new(place.host, place.port.unwrap_or(PORT));
            Error::Listen { address, source }
        })?;
        Ok(Self { listener, address })
    }

    /// Returns where it really listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves, and builds after every change, for as long as the program runs.
    /// Before the first build, the caller hears nothing.
    pub fn run(
        self,
        subject: Subject,
        noticing: Noticing,
        tell: &mut dyn FnMut(&News<'_>),
    ) -> Result<(), Error> {
        let board = Arc::new(Board::default());
        let listeners = Arc::new(Listeners::default());
        self.answer(&board, &listeners)?;
        let mut builder = Builder::new(subject, board, listeners);
        let mut watcher = Watcher::new(noticing, builder.root());
        loop {
            let started = Instant::now();
            let config = builder.config();
            // Before looking, so that nothing is missed in between.
            watcher.follow(config.as_deref().ok());
            let made = builder.make(config);
            let took = started.elapsed();
            // What was made while files were changing is never shown: it may be
            // half of one site and half of another.
            let is_whole =
                watcher.settles() && (!watcher.polls() || builder.is_confirmed(&made));
            if !is_whole {
                watcher.calm();
                continue;
            }
            builder.show(made, took, tell);
            // The page first: judging takes longer than making it, and the browser
            // needs a core to show it. Whoever goes on saving sees the next one.
            if builder.is_unjudged() && !watcher.rests() {
                continue;
            }
            if !builder.judge(tell) {
                watcher.wait(took);
            }
        }
    }

    /// Starts the threads that answer.
    fn answer(self, board: &Arc<Board>, listeners: &Arc<Listeners>) -> Result<(), Error> {
        let address = self.address;
        let failed = |source| Error::Listen { address, source };
        let (board, listeners) = (Arc::clone(board), Arc::clone(listeners));
        let desk = Desk { board: Arc::clone(&board), listeners: Arc::clone(&listeners) };
        let inner = Arc::new(Inner::start(Arc::new(desk)).map_err(failed)?);
        let most = connections();
        let telling = move || listeners.tell(&board);
        let keeping = move || keep(&self.listener, &inner, most);
        thread::Builder::new().name("news".to_owned()).spawn(telling).map_err(failed)?;
        thread::Builder::new().name("gate".to_owned()).spawn(keeping).map_err(failed)?;
        Ok(())
    }
}

fn bind_free(host: IpAddr) -> io::Result<TcpListener> {
    let mut ports = (PORT..PORT + PORTS).chain([0]);
    loop {
        let port = ports.next().unwrap_or(0);
        match TcpListener::bind((host, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => (),
            bound => return bound,
        }
    }
}

/// How many connections are let in at the same time: 300 open pages, and as many
/// again that come and go.
const CONNECTIONS: u64 = 1_000;

/// What a connection needs: one descriptor to the browser, and three inside.
const DESCRIPTORS: u64 = 4;

/// Descriptors for everything else.
const RESERVE: u64 = 64;

/// Returns how many connections the system has descriptors for, after asking it
/// for more where it has few.
#[cfg(unix)]
fn connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = CONNECTIONS * DESCRIPTORS + RESERVE;
    let limit = getrlimit(Resource::Nofile);
    let mut current = limit.current.unwrap_or(wanted);
    if current < wanted {
        let more = limit.maximum.map_or(wanted, |most| most.min(wanted));
        let raised = Rlimit { current: Some(more), maximum: limit.maximum };
        if setrlimit(Resource::Nofile, raised).is_ok() {
            current = more;
        }
    }
    let places = current.saturating_sub(RESERVE) / DESCRIPTORS;
    usize::try_from(places.clamp(8, CONNECTIONS)).unwrap_or(8)
}

#[cfg(not(unix))]
fn connections() -> usize {
    usize::try_from(CONNECTIONS).unwrap_or(8)
}
