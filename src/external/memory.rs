//! What is remembered of addresses from run to run, as lines of JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Answer;

/// How long an answer counts: two weeks for one that was good, an hour for one
/// that was not. What could not be told is asked again each time.
const GOOD: u64 = 14 * 24 * 60 * 60;
const BAD: u64 = 60 * 60;

/// What is remembered, by address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    entries: BTreeMap<String, Entry>,
}

/// What is remembered of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was learnt.
    pub answer: Answer,
    /// When, in seconds since 1970.
    pub checked_at: u64,
}

/// A line of the file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    url: String,
    class: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<u64>,
    checked_at: u64,
}

impl Memory {
    /// Reads what [`Memory::print`] has written. A line that is none is forgotten:
    /// what is not remembered is only asked again.
    pub fn parse(text: &str) -> Self {
        let lines =
            text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        let entries = lines.filter_map(|line| {
            let reason = line.reason.unwrap_or_default();
            let answer = match line.class.as_str() {
                "working" => Answer::Working,
                "moved" => Answer::Moved { to: line.to? },
                "broken" => Answer::Broken { reason, since: line.since? },
                _ => return None,
            };
            Some((line.url, Entry { answer, checked_at: line.checked_at }))
        });
        Self { entries: entries.collect() }
    }

    /// Returns the lines of the file, sorted.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for (url, Entry { answer, checked_at }) in &self.entries {
            let line =
                Line { url: url.clone(), checked_at: *checked_at, ..Line::default() };
            let line = match answer {
                Answer::Working => Line { class: "working".to_owned(), ..line },
                Answer::Moved { to } => {
                    Line { class: "moved".to_owned(), to: Some(to.clone()), ..line }
                }
                Answer::Broken { reason, since } => Line {
                    class: "broken".to_owned(),
                    reason: Some(reason.clone()),
                    since: Some(*since),
                    ..line
                },
                Answer::Unreachable { .. } => continue,
            };
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
        text
    }

    /// Returns what is remembered of an address, if it still counts.
    pub(super) fn fresh(&self, url: &str, now: u64) -> Option<&Entry> {
        let entry = self.entries.get(url)?;
        let age = now.saturating_sub(entry.checked_at);
        let limit = match entry.answer {
            Answer::Working | Answer::Moved { .. } => GOOD,
            Answer::Broken { .. } => BAD,
            Answer::Unreachable { .. } => 0,
        };
        (age < limit).then_some(entry)
    }

    /// Remembers an answer, and returns it: what was broken before has been so
    /// since then.
    pub(super) fn add(&mut self, url: &str, answer: Answer, now: u64) -> Answer {
        let before = self.entries.get(url).map(|entry| &entry.answer);
        let answer = match (answer, before) {
            (Answer::Broken { reason, .. }, Some(Answer::Broken { since, .. })) => {
                Answer::Broken { reason, since: *since }
            }
            (Answer::Broken { reason, .. }, _) => Answer::Broken { reason, since: now },
            // A bad day does not wipe out what was seen before.
            (unreachable @ Answer::Unreachable { .. }, _) => return unreachable,
            (answer, _) => answer,
        };
        let entry = Entry { answer: answer.clone(), checked_at: now };
        self.entries.insert(url.to_owned(), entry);
        answer
    }

    /// Forgets the addresses that are not linked to any more.
    pub fn keep(&mut self, is_linked: impl Fn(&str) -> bool) {
        self.entries.retain(|url, _| is_linked(url));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_what_is_read() {
        let mut memory = Memory::default();
        memory.add("https://a.example/", Answer::Working, 5);
        memory.add(
            "https://b.example/",
            Answer::Moved { to: "https://c.example/".into() },
            6,
        );
        let broken = Answer::Broken { reason: "404 \"x\"".into(), since: 0 };
        memory.add("https://d.example/", broken, 7);
        assert_eq!(Memory::parse(&memory.print()), memory);
        assert_eq!(Memory::parse("{\"url\": 1}\nnonsense\n"), Memory::default());
    }

    #[test]
    fn what_is_remembered_counts_for_a_time() {
        let broken = || Answer::Broken { reason: String::new(), since: 0 };
        let mut memory = Memory::default();
        memory.add("good", Answer::Working, 1000);
        memory.add("bad", broken(), 1000);
        memory.add("odd", Answer::Unreachable { reason: String::new() }, 1000);
        let fresh = |memory: &Memory, url: &str, now| memory.fresh(url, now).is_some();
        #[rustfmt::skip]
        let cases = [
            ("good", 1000 + GOOD - 1, true),
            ("good", 1000 + GOOD,     false),
            ("bad",  1000 + BAD - 1,  true),
            ("bad",  1000 + BAD,      false),
            ("odd",  1000,            false),
        ];
        for (url, now, expected) in cases {
            assert_eq!(fresh(&memory, url, now), expected, "{url} {now}");
        }
        // Broken since the first time, until it works again.
        let since = |answer| match answer {
            Answer::Broken { since, .. } => Some(since),
            _ => None,
        };
        assert_eq!(since(memory.add("bad", broken(), 9000)), Some(1000));
        memory.add("bad", Answer::Unreachable { reason: String::new() }, 9500);
        assert_eq!(since(memory.add("bad", broken(), 9900)), Some(1000));
        memory.add("bad", Answer::Working, 10_000);
        assert_eq!(since(memory.add("bad", broken(), 11_000)), Some(11_000));
    }
}
