//! The texts that documents had, for an archive that begins with a past.
//!
//! Asked for by `import-history` and by nothing else. Each document is followed
//! back through edits, merges and renames; or it is looked for below each tag,
//! under the name that it had then.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufReader, Write as _};
use std::thread;

use super::Commit;
use super::command::Git;
use super::log::{self, Change, Life, Walk};
use super::repository::Repository;
use super::texts::{Text, Texts};
use crate::base::date::Date;
use crate::base::path::ContentPath;
use crate::config::Config;
use crate::load::{Unreadable, read};

/// What says that a text was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witness<'a> {
    /// Each commit that changed the file.
    Commits,
    /// Each tag whose name matches the pattern, as `git tag --list` has them.
    Tags(&'a str),
}

/// What the history has of some documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The texts of each document, the first one first; none of one that is not
    /// part of the commit that is checked out.
    pub texts: BTreeMap<ContentPath, Vec<PastText>>,
    /// What matches the pattern and is no tag of a commit.
    pub strange_tags: Vec<String>,
}

/// A text that a document had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastText {
    /// The commit. Its day is that of its author; at an annotated tag, that of
    /// the tag.
    pub commit: Commit,
    /// The tag, if one was asked for.
    pub tag: Option<String>,
    /// What the file was called, below the content folder of today; `None`
    /// where it was elsewhere.
    pub path: Option<ContentPath>,
    /// What it said, or why that cannot be told.
    pub text: Result<String, Unreadable>,
}

/// A text before it is read: everything but its words.
struct Named {
    commit: Commit,
    tag: Option<String>,
    name: Vec<u8>,
    /// The object name.
    text: String,
}

/// A tag of a commit.
struct Tag {
    name: String,
    /// When it was made; of a tag that is only a name, when its commit was.
    seconds: i64,
    commit: Commit,
}

/// Reads what the documents at these paths said over time. An error is why that
/// cannot be known, for a person.
pub fn past(
    config: &Config,
    paths: &[&ContentPath],
    witness: Witness<'_>,
) -> Result<Past, String> {
    let folder = config.content_dir();
    let git = Git::new(&folder);
    let repository = Repository::open(&git, &folder)?;
    if repository.is_shallow {
        return Err(
            "the clone is shallow: what happened before its first commit is not \
                    known"
                .to_owned(),
        );
    }
    let names = paths.iter().map(|path| repository.name(path)).collect();
    let walk = git.stream(&log::COMPLETE, |lines| {
        Walk::new(names, &repository.boundary, &repository.ignored).read(lines)
    })?;
    let mut past = Past::default();
    let named: Vec<Vec<Named>> = match witness {
        Witness::Commits => paths
            .iter()
            .zip(&walk.lives)
            .map(|(path, life)| at_commits(&walk, life, &repository.name(path)))
            .collect(),
        Witness::Tags(pattern) => {
            let tags = tags(&git, pattern, &mut past.strange_tags)?;
            let mut named: Vec<Vec<Named>> = paths.iter().map(|_| Vec::new()).collect();
            for tag in &tags {
                let tree = tree(&git, &tag.commit.id)?;
                for ((path, life), named) in paths.iter().zip(&walk.lives).zip(&mut named)
                {
                    let name = repository.name(path);
                    named.extend(at_tag(&walk, (life, &name), tag, &tree));
                }
            }
            named
        }
    };
    let limit = config.output.max_document_bytes;
    let objects = named.iter().flatten().map(|named| named.text.as_str()).collect();
    let texts = read_all(&git, objects, limit)?;
    for (path, named) in paths.iter().zip(named) {
        let of_path = named.into_iter().map(|named| {
            let lost = || Err(Unreadable::Io("the clone does not have it".to_owned()));
            let text = texts.get(&named.text).cloned().unwrap_or_else(lost);
            let path = repository.content_path(&named.name);
            PastText { commit: named.commit, tag: named.tag, path, text }
        });
        past.texts.insert((*path).clone(), of_path.collect());
    }
    Ok(past)
}

/// Returns the text after each commit that changed it, the first one first.
fn at_commits(walk: &Walk<'_>, life: &Life, name: &[u8]) -> Vec<Named> {
    let changes = life.changes.iter().enumerate().filter_map(|(at, change)| {
        let (commit, text) = match change {
            Change::Created { commit, text } => (*commit, text),
            Change::Edited { commit, texts } => (*commit, &texts.1),
            Change::Hidden => return None,
        };
        let former = life.names.iter().rev().find(|former| former.changes <= at);
        let name = former.map_or(name, |former| &former.name).to_vec();
        let commit = walk.commit(Some(commit))?;
        Some(Named { commit, tag: None, name, text: text.clone() })
    });
    let mut named: Vec<_> = changes.collect();
    named.reverse();
    named
}

/// Returns the text at a tag, if the document is there: under the name that it
/// had then, else under the latest that is there.
fn at_tag(
    walk: &Walk<'_>,
    (life, name): (&Life, &[u8]),
    tag: &Tag,
    tree: &HashMap<Vec<u8>, String>,
) -> Option<Named> {
    let place = walk.commits.iter().position(|commit| commit.id == tag.commit.id);
    let is_known = |former: &&log::FormerName| {
        place.is_none_or(|place| former.commit.is_none_or(|commit| commit < place))
    };
    let former = life.names.iter().filter(is_known).map(|former| former.name.as_slice());
    let names: Vec<&[u8]> = [name].into_iter().chain(former).collect();
    // The name of that time first, where the history of the tag is ours.
    let of_time = names.last().copied().filter(|_| place.is_some());
    let mut candidates = of_time.into_iter().chain(names.iter().copied());
    let name = candidates.find(|name| tree.contains_key(*name))?;
    let text = tree.get(name)?.clone();
    let (commit, tag) = (tag.commit.clone(), Some(tag.name.clone()));
    Some(Named { commit, tag, name: name.to_vec(), text })
}

/// Returns the tags of commits whose names match a pattern, the first one first.
fn tags(
    git: &Git<'_>,
    pattern: &str,
    strange: &mut Vec<String>,
) -> Result<Vec<Tag>, String> {
    let pattern = format!("refs/tags/{pattern}");
    let answer = git.answer(&[
        "for-each-ref",
        "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(authordate:unix)\
         %00%(*objecttype)%00%(*objectname)%00%(taggerdate:unix)%00%(*authordate:unix)",
        &pattern,
    ])?;
    let answer = String::from_utf8_lossy(&answer);
    let mut tags = Vec::new();
    for line in answer.lines() {
        let fields: Vec<&str> = line.split('\0').collect();
        let [name, kind, id, authored, inner_kind, inner, tagged, inner_authored] =
            fields.as_slice()
        else {
            continue;
        };
        let found = match (*kind, *inner_kind) {
            ("commit", _) => Some((id, authored)),
            ("tag", "commit") if tagged.is_empty() => Some((inner, inner_authored)),
            ("tag", "commit") => Some((inner, tagged)),
            _ => None,
        };
        let tag = found.and_then(|(id, seconds)| {
            let seconds = seconds.parse().ok()?;
            let commit = Commit { id: (*id).to_owned(), day: Date::from_unix(seconds)? };
            Some(Tag { name: (*name).to_owned(), seconds, commit })
        });
        match tag {
            Some(tag) => tags.push(tag),
            None => strange.push((*name).to_owned()),
        }
    }
    tags.sort_by(|a, b| (a.seconds, &a.name).cmp(&(b.seconds, &b.name)));
    Ok(tags)
}

/// Returns the object name of every regular file of a commit.
fn tree(git: &Git<'_>, commit: &str) -> Result<HashMap<Vec<u8>, String>, String> {
    let answer = git.answer(&["ls-tree", "-r", "-z", "--full-tree", commit])?;
    let entries = answer.split(|byte| *byte == 0).filter_map(|entry| {
        let tab = entry.iter().position(|byte| *byte == b'\t')?;
        let (head, name) = (entry.get(..tab)?, entry.get(tab + 1..)?);
        let mut head = str::from_utf8(head).ok()?.split(' ');
        let (mode, _, id) = (head.next()?, head.next()?, head.next()?);
        mode.starts_with("100").then(|| (name.to_vec(), id.to_owned()))
    });
    Ok(entries.collect())
}

/// Reads texts, each once.
fn read_all(
    git: &Git<'_>,
    mut objects: Vec<&str>,
    limit: u64,
) -> Result<HashMap<String, Result<String, Unreadable>>, String> {
    objects.sort_unstable();
    objects.dedup();
    let failed = |error: io::Error| format!("git cat-file failed: {error}");
    let mut child = git.talk(&["cat-file", "--batch"]).map_err(failed)?;
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take())
    else {
        return Err("git cat-file has no input or no output".to_owned());
    };
    let mut texts = Texts::new(BufReader::new(output), limit);
    let read = thread::scope(|scope| {
        // The answers must be read while the questions are asked: a pipe holds
        // only so much of either.
        let questions: String = objects.iter().flat_map(|id| [*id, "\n"]).collect();
        scope.spawn(move || input.write_all(questions.as_bytes()));
        let answers = objects.iter().map(|id| {
            let text = match texts.next()? {
                Text::Known(bytes) => read::decode(bytes, limit),
                Text::TooLarge(bytes) => Err(Unreadable::TooLarge { bytes, limit }),
                Text::Absent => {
                    Err(Unreadable::Io("the clone does not have it".to_owned()))
                }
            };
            Ok(((*id).to_owned(), text))
        });
        let read: io::Result<HashMap<_, _>> = answers.collect();
        // Otherwise both would wait for us to read on.
        if read.is_err() {
            drop(child.kill());
        }
        read
    });
    // It ends when its input does; how, no longer matters.
    drop(child.wait());
    read.map_err(failed)
}
