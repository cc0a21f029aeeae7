//! Whether a commit changed the words of a document, or only its front matter
//! and white space.
//!
//! The texts come from one `git cat-file`, which is asked for as few as will
//! do: for each document those of its last commit, then, if that changed no
//! words, those of the one before, and so on. All documents are searched at the
//! same time, so that git is never waited for more often than the longest
//! search has steps.

use std::io::{self, BufRead, BufReader, Write as _};
use std::process::ChildStdin;
use std::thread;

use super::command::Git;
use super::log::{Change, Life};
use super::texts::{Text, Texts};

/// A document for which the last change is still sought.
#[derive(Debug)]
struct Search<'a> {
    document: usize,
    commit: usize,
    texts: &'a (String, String),
    /// What happened before, newest first.
    earlier: &'a [Change],
}

/// What is known of a document, if no further text is read.
#[derive(Debug)]
enum Outcome<'a> {
    Settled(Option<usize>),
    Open(Search<'a>),
}

/// What a commit did to the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Difference {
    None,
    Some,
    Unknown,
}

/// Returns for each document the last commit that changed its words; `None`
/// where that cannot be known.
///
/// Texts larger than `limit` are not compared: a change to one counts.
pub(super) fn last_substantive(
    git: &Git<'_>,
    lives: &[Life],
    limit: u64,
) -> Vec<Option<usize>> {
    let mut found = vec![None; lives.len()];
    let mut open = Vec::new();
    let starts = lives.iter().map(|life| life.changes.as_slice()).enumerate();
    settle(
        starts.map(|(at, changes)| (at, Outcome::of(at, changes))),
        &mut found,
        &mut open,
    );
    if open.is_empty() {
        return found;
    }
    let Ok(mut child) = git.talk(&["cat-file", "--batch"]) else { return found };
    if let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) {
        let mut texts = Texts::new(BufReader::new(output), limit);
        while !open.is_empty() {
            let differences = thread::scope(|scope| {
                // The answers must be read while the questions are asked: a
                // pipe holds only so much of either.
                scope.spawn(|| ask(&mut input, &open));
                let read: io::Result<Vec<_>> =
                    open.iter().map(|_| difference(&mut texts)).collect();
                // Otherwise both would wait for us to read on.
                if read.is_err() {
                    drop(child.kill());
                }
                read
            });
            let Ok(differences) = differences else { break };
            let searches = std::mem::take(&mut open).into_iter().zip(differences);
            let outcomes = searches
                .map(|(search, difference)| (search.document, search.step(difference)));
            settle(outcomes, &mut found, &mut open);
        }
    }
    // It ends when its input does; how, no longer matters.
    drop(child.wait());
    found
}

fn settle<'a>(
    outcomes: impl Iterator<Item = (usize, Outcome<'a>)>,
    found: &mut [Option<usize>],
    open: &mut Vec<Search<'a>>,
) {
    for (document, outcome) in outcomes {
        match outcome {
            Outcome::Open(search) => open.push(search),
            Outcome::Settled(commit) => {
                if let Some(place) = found.get_mut(document) {
                    *place = commit;
                }
            }
        }
    }
}

impl<'a> Outcome<'a> {
    fn of(document: usize, changes: &'a [Change]) -> Self {
        match changes.split_first() {
            Some((Change::Edited { commit, texts }, earlier)) => {
                Self::Open(Search { document, commit: *commit, texts, earlier })
            }
            Some((Change::Created { commit, .. }, _)) => Self::Settled(Some(*commit)),
            Some((Change::Hidden, _)) | None => Self::Settled(None),
        }
    }
}

impl<'a> Search<'a> {
    fn step(self, difference: Difference) -> Outcome<'a> {
        match difference {
            Difference::Some => Outcome::Settled(Some(self.commit)),
            Difference::Unknown => Outcome::Settled(None),
            Difference::None => Outcome::of(self.document, self.earlier),
        }
    }
}

fn ask(input: &mut ChildStdin, open: &[Search<'_>]) -> io::Result<()> {
    let mut questions = String::new();
    for Search { texts: (before, after), .. } in open {
        questions.extend([before, "\n", after, "\n"]);
    }
    input.write_all(questions.as_bytes())?;
    input.flush()
}

fn difference(texts: &mut Texts<impl BufRead>) -> io::Result<Difference> {
    Ok(match (texts.next()?, texts.next()?) {
        (Text::Absent, _) | (_, Text::Absent) => Difference::Unknown,
        (Text::Known(before), Text::Known(after)) if words(&before).eq(words(&after)) => {
            Difference::None
        }
        _ => Difference::Some,
    })
}

/// Returns the words below the front matter.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    body(text).split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

/// Returns what follows the front matter; all of it, if there is none.
fn body(text: &[u8]) -> &[u8] {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let is_fence = |line: &[u8]| line.trim_ascii_end() == b"---";
    let mut end = 0;
    for (at, line) in text.split_inclusive(|byte| *byte == b'\n').enumerate() {
        end += line.len();
        if at == 0 && !is_fence(line) {
            break;
        }
        if at > 0 && is_fence(line) {
            return text.get(end..).unwrap_or_default();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_and_white_space_are_not_words() {
        #[rustfmt::skip]
        let cases = [
            ("---\nowner: a\n---\nText\n",  "---\nowner: b\nx: 1\n---\nText\n", true),
            ("---\nowner: a\n---\nText\n",  "Text\n",                           true),
            ("---\r\na: 1\r\n---\r\nT x\r\n", "---\na: 2\n--- \nT\nx",          true),
            ("\u{feff}---\na: 1\n---\nT",   "---\n---\nT",                      true),
            ("one\ntwo",                    "one   two\n\n",                    true),
            ("one two",                     "onetwo",                           false),
            ("---\nowner: a\n---\nText\n",  "---\nowner: a\n---\nTexts\n",      false),
            ("---\nnever: closed\n",        "---\nnever: ended\n",              false),
            ("a\n---\nb\n---\nc",           "a\n---\nx\n---\nc",                false),
            ("",                            "---\na: 1\n---\n",                 true),
        ];
        for (before, after, expected) in cases {
            let got = words(before.as_bytes()).eq(words(after.as_bytes()));
            assert_eq!(got, expected, "{before:?} {after:?}");
        }
    }
}
