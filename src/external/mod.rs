//! Links to other sites: which of them still lead somewhere.
//!
//! Comes in: addresses, and what was learnt of them before. Goes out: an answer
//! for each, for the rules `link-external-*` to judge, and what to remember. How
//! a request is made and what time it is comes from outside ([`Web`], [`Clock`]),
//! so that nothing here touches the network.
//!
//! 1. Addresses whose answer is remembered, and those of hosts that are reserved
//!    for examples (RFC 2606), are not asked for.
//! 2. The others are asked for host by host: one request at a time and a pause
//!    after each, on several hosts at once.
//! 3. An address is broken only when it was broken before as well, an hour or
//!    more ago: a server may have a bad day.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

mod address;
mod ask;
mod memory;

pub use ask::{Failure, Method, Request, Response, Web};
pub use memory::{Entry, Memory};

use address::{base_of, host, is_reserved};
use ask::Host;

/// How long an address must have been broken to be so.
const CONFIRMED: u64 = 60 * 60;

/// What time it is, and how to wait.
pub trait Clock: Sync {
    /// Returns the seconds since 1970.
    fn now(&self) -> u64;
    /// Waits.
    fn sleep(&self, time: Duration);
}

/// What was learnt of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It answers.
    Working,
    /// It has moved for good.
    Moved {
        /// Where it is now.
        to: String,
    },
    /// There is nothing.
    Broken {
        /// What was answered.
        reason: String,
        /// Since when, in seconds since 1970.
        since: u64,
    },
    /// It cannot be told.
    Unreachable {
        /// What is in the way.
        reason: String,
    },
}

/// What was learnt of all addresses.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The answer for each address that was looked at.
    pub answers: BTreeMap<String, Answer>,
    /// How many were asked for, and not remembered.
    pub asked: usize,
    /// How many are of hosts that are reserved for examples, and were left out.
    pub reserved: usize,
}

/// How the asking is done.
#[expect(missing_debug_implementations, reason = "the network has nothing to show")]
pub struct Asking<'a> {
    /// How a request is made.
    pub web: &'a dyn Web,
    /// What time it is.
    pub clock: &'a dyn Clock,
    /// How many hosts are asked at once.
    pub threads: usize,
    /// Told after each answer how many there are of how many.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Asks for addresses, and changes `memory` to what is to be remembered.
pub fn ask<'u>(
    urls: impl IntoIterator<Item = &'u str>,
    memory: &mut Memory,
    asking: &Asking<'_>,
) -> Answers {
    let mut answers = Answers::default();
    let now = asking.clock.now();
    let mut pages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for url in urls {
        if answers.answers.contains_key(url) {
            continue;
        }
        match host(url) {
            Some(host) if is_reserved(host) => answers.reserved += 1,
            Some(_) => match memory.fresh(url, now) {
                Some(entry) => {
                    answers.answers.insert(url.to_owned(), settled(&entry.answer, now));
                }
                None => pages.entry(base_of(url)).or_default().push(url),
            },
            None => (),
        }
    }
    for urls in pages.values_mut() {
        urls.sort_unstable();
        urls.dedup();
    }
    for (url, answer) in ask_hosts(&pages, asking) {
        let entry = memory.add(&url, answer, asking.clock.now());
        answers.answers.insert(url, settled(&entry, asking.clock.now()));
        answers.asked += 1;
    }
    answers
}

/// Returns an answer as it counts: what was broken for the first time may be
/// there again tomorrow.
fn settled(answer: &Answer, now: u64) -> Answer {
    match answer {
        Answer::Broken { reason, since } if now.saturating_sub(*since) < CONFIRMED => {
            let reason = format!(
                "{reason}; it counts as broken if that is so on another run, an hour from now or later"
            );
            Answer::Unreachable { reason }
        }
        answer => answer.clone(),
    }
}

/// Asks each host for its pages, several hosts at once.
fn ask_hosts(
    pages: &BTreeMap<&str, Vec<&str>>,
    asking: &Asking<'_>,
) -> BTreeMap<String, Answer> {
    let mut hosts: BTreeMap<&str, Vec<(&str, &[&str])>> = BTreeMap::new();
    for (page, urls) in pages {
        let name = host(page).unwrap_or_default();
        hosts.entry(name).or_default().push((page, urls.as_slice()));
    }
    let total: usize = pages.values().map(Vec::len).sum();
    let queue = Mutex::new(hosts.into_values());
    let found = Mutex::new(BTreeMap::new());
    let done = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..asking.threads.max(1) {
            scope.spawn(|| {
                while let Some(pages) = held(&queue).next() {
                    let mut host = Host::new(asking);
                    for (page, urls) in pages {
                        let answers = host.ask(page, urls);
                        let number =
                            done.fetch_add(urls.len(), Ordering::Relaxed) + urls.len();
                        (asking.progress)(number, total);
                        held(&found).extend(answers);
                    }
                }
            });
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
