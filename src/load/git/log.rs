//! One walk over the history, newest commit first.
//!
//! The question to git is such that it needs no file's content: renames are
//! found by equal object names, so that a clone without contents can answer,
//! and the answer comes at the speed at which git reads commits.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead};

use super::Commit;
use crate::base::date::Date;

/// What to ask git. `--date-order` shows no commit before all that follow it,
/// even where clocks were wrong; a rename must be seen before what the file was
/// called until then.
pub(super) const ARGUMENTS: [&str; 9] = [
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "-M100%",
    "--date-order",
    "--format=%x01%H%x00%at%x00%ct",
    "HEAD",
    "--",
];

/// The same, with what a merge made of both sides, and followed through commits
/// that rename a file and edit it. That takes the files' content.
pub(super) const COMPLETE: [&str; 10] = [
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "-M",
    "-c",
    "--date-order",
    "--format=%x01%H%x00%at%x00%ct",
    "HEAD",
    "--",
];

/// The history of one document, as far as the walk has gone.
#[derive(Debug, Default)]
pub(super) struct Life {
    pub(super) first: Moment,
    pub(super) last: Moment,
    /// What happened to its content, newest first.
    pub(super) changes: Vec<Change>,
    /// What it was called before, newest first.
    pub(super) names: Vec<FormerName>,
}

/// What a document was called before a commit.
#[derive(Debug)]
pub(super) struct FormerName {
    /// The commit that gave it the next name, if the clone has it.
    pub(super) commit: Option<usize>,
    /// How many of [`Life::changes`] came after.
    pub(super) changes: usize,
    pub(super) name: Vec<u8>,
}

/// When something happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Moment {
    /// The walk has not met it yet.
    #[default]
    Unseen,
    /// It lies before what the clone has.
    Hidden,
    /// In the commit at this place in [`Walk`].
    At(usize),
}

/// What one commit did to a document.
#[derive(Debug)]
pub(super) enum Change {
    /// It began there, or became a file.
    Created {
        /// The commit.
        commit: usize,
        /// The object name of the text.
        text: String,
    },
    /// One text took the place of another.
    Edited {
        /// The commit.
        commit: usize,
        /// The object names of the texts, the earlier one first.
        texts: (String, String),
    },
    /// The boundary of a shallow clone: no more is known.
    Hidden,
}

/// The walk.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    boundary: &'a HashSet<String>,
    ignored: &'a HashSet<String>,
    /// Which document a name stands for, at the commit that is being read.
    names: HashMap<Vec<u8>, usize>,
    /// Those that were read, newest first.
    pub(super) commits: Vec<Commit>,
    /// The documents, in the order of the names.
    pub(super) lives: Vec<Life>,
}

/// What a commit is to the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Ordinary(usize),
    Ignored(usize),
    /// All its files look as if they were created here.
    Boundary,
}

impl Role {
    const fn commit(self) -> Option<usize> {
        match self {
            Self::Ordinary(commit) | Self::Ignored(commit) => Some(commit),
            Self::Boundary => None,
        }
    }
}

/// One line of `git log --raw`.
#[derive(Debug)]
struct Record {
    letter: u8,
    texts: (String, String),
    is_link: bool,
    from: Vec<u8>,
    /// The new name of a renamed or copied file.
    to: Option<Vec<u8>>,
}

impl Moment {
    pub(super) fn known(self) -> Option<usize> {
        match self {
            Self::At(commit) => Some(commit),
            Self::Unseen | Self::Hidden => None,
        }
    }
}

impl<'a> Walk<'a> {
    /// Starts at the working tree, where `names` are those of the documents.
    pub(super) fn new(
        names: Vec<Vec<u8>>,
        boundary: &'a HashSet<String>,
        ignored: &'a HashSet<String>,
    ) -> Self {
        let lives = names.iter().map(|_| Life::default()).collect();
        let names = names.into_iter().enumerate().map(|(at, name)| (name, at)).collect();
        Self { boundary, ignored, names, commits: Vec::new(), lives }
    }

    /// Returns the commit at a place.
    pub(super) fn commit(&self, at: Option<usize>) -> Option<Commit> {
        self.commits.get(at?).cloned()
    }

    /// Reads the answer of git to its end.
    pub(super) fn read(mut self, answer: &mut dyn BufRead) -> io::Result<Self> {
        let mut fields = Fields { answer, buffer: Vec::new() };
        let mut role = Role::Boundary;
        let mut records = Vec::new();
        while let Some(field) = fields.next()? {
            let field = String::from_utf8_lossy(field).into_owned();
            if let Some(id) = field.strip_prefix('\x01') {
                self.apply(role, std::mem::take(&mut records));
                role = self.begin(id, &mut fields)?;
            } else if let Some(record) = Record::read(&field, &mut fields)? {
                records.push(record);
            }
        }
        self.apply(role, records);
        Ok(self)
    }

    fn begin(&mut self, id: &str, fields: &mut Fields<'_>) -> io::Result<Role> {
        let authored = fields.day()?;
        let committed = fields.day()?;
        let Some(day) = authored.or(committed) else { return Ok(Role::Boundary) };
        if self.boundary.contains(id) {
            return Ok(Role::Boundary);
        }
        let at = self.commits.len();
        self.commits.push(Commit { id: id.to_owned(), day });
        let is_ignored = self.ignored.contains(id);
        Ok(if is_ignored { Role::Ignored(at) } else { Role::Ordinary(at) })
    }

    /// Takes in one commit. All its records speak of the same two trees, so
    /// names change only when all documents have been found.
    fn apply(&mut self, role: Role, records: Vec<Record>) {
        let mut renamed = Vec::new();
        for record in records {
            let name = record.to.as_ref().unwrap_or(&record.from);
            let document = self.names.get(name).copied();
            if record.letter == b'R' {
                if let Some(life) = document.and_then(|at| self.lives.get_mut(at)) {
                    life.meet(role, &record);
                }
                renamed.push((record, document));
            } else if record.letter == b'D' {
                // An earlier file of this name was another document.
                self.names.remove(name);
            } else if let Some(life) = document.and_then(|at| self.lives.get_mut(at)) {
                life.meet(role, &record);
            }
        }
        for (record, _) in &renamed {
            for name in [Some(&record.from), record.to.as_ref()].into_iter().flatten() {
                self.names.remove(name);
            }
        }
        for (record, document) in renamed {
            let Some(document) = document else { continue };
            if let Some(life) = self.lives.get_mut(document) {
                let (changes, name) = (life.changes.len(), record.from.clone());
                life.names.push(FormerName { commit: role.commit(), changes, name });
            }
            self.names.insert(record.from, document);
        }
    }
}

impl Life {
    fn meet(&mut self, role: Role, record: &Record) {
        if record.is_link {
            return;
        }
        let is_edit = matches!(record.letter, b'M' | b'R');
        let change = match role {
            Role::Boundary => Change::Hidden,
            Role::Ordinary(commit) if is_edit => {
                // Only the permissions or the name changed.
                if record.texts.0 == record.texts.1 {
                    return;
                }
                Change::Edited { commit, texts: record.texts.clone() }
            }
            Role::Ignored(_) if is_edit => return,
            Role::Ordinary(commit) | Role::Ignored(commit) => {
                Change::Created { commit, text: record.texts.1.clone() }
            }
        };
        let moment = match change {
            Change::Created { commit, .. } | Change::Edited { commit, .. } => {
                Moment::At(commit)
            }
            Change::Hidden => Moment::Hidden,
        };
        if self.last == Moment::Unseen {
            self.last = moment;
        }
        // The oldest one counts, unless one lies beyond the boundary.
        if self.first != Moment::Hidden {
            self.first = moment;
        }
        self.changes.push(change);
    }
}

impl Record {
    /// Reads a record that begins with `field`:
    /// `:<mode> <mode> <object> <object> <letter>[<score>]`, a name, and for
    /// `R` and `C` a second one. See
    /// [the format](https://git-scm.com/docs/diff-format#_raw_output_format).
    ///
    /// A merge that differs from all its parents has a colon, a mode, an object
    /// and a letter for each of them, and one name.
    fn read(field: &str, fields: &mut Fields<'_>) -> io::Result<Option<Self>> {
        let line = field.trim_start_matches('\n');
        let modes = line.trim_start_matches(':');
        let parents = line.len() - modes.len();
        if parents == 0 {
            return Ok(None);
        }
        let parts: Vec<&str> = modes.split(' ').collect();
        let part = |at: usize| parts.get(at).copied().unwrap_or_default();
        let (mode, before, after) =
            (part(parents), part(parents + 1), part(2 * parents + 1));
        let letter = part(2 * parents + 2).bytes().next().unwrap_or_default();
        let is_merge = parents > 1;
        let letter = if is_merge && letter != b'D' { b'M' } else { letter };
        let from = fields.name()?;
        let to = if matches!(letter, b'R' | b'C') { Some(fields.name()?) } else { None };
        Ok(Some(Self {
            letter,
            texts: (before.to_owned(), after.to_owned()),
            is_link: mode == "120000",
            from,
            to,
        }))
    }
}

/// The fields of an answer, each of which ends in NUL.
struct Fields<'a> {
    answer: &'a mut dyn BufRead,
    buffer: Vec<u8>,
}

impl Fields<'_> {
    fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.buffer.clear();
        if self.answer.read_until(0, &mut self.buffer)? == 0 {
            return Ok(None);
        }
        if self.buffer.last() == Some(&0) {
            self.buffer.pop();
        }
        Ok(Some(&self.buffer))
    }

    fn name(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.next()?.unwrap_or_default().to_vec())
    }

    fn day(&mut self) -> io::Result<Option<Date>> {
        let field = self.next()?.unwrap_or_default();
        let seconds = str::from_utf8(field).ok().and_then(|text| text.parse().ok());
        Ok(seconds.and_then(Date::from_unix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer of git, from lines: `commit` or `M old new name…`.
    fn answer(lines: &[&str]) -> Vec<u8> {
        let describe = |(at, line): (usize, &&str)| {
            let words: Vec<&str> = line.split(' ').collect();
            if let [letter, before, after, names @ ..] = words.as_slice() {
                let names = names.join("\0");
                return format!(":100644 100644 {before} {after} {letter}\0{names}\0");
            }
            let seconds = (lines.len() - at) * 86_400;
            format!("\x01{line}\0{seconds}\0{seconds}\0\n")
        };
        lines.iter().enumerate().map(describe).collect::<Vec<_>>().concat().into_bytes()
    }

    /// The first, the last and all commits of each of `names`.
    fn walk(names: &[&str], lines: &[&str]) -> Vec<String> {
        let names = names.iter().map(|name| name.as_bytes().to_vec()).collect();
        let set = |id: &str| HashSet::from([id.to_owned()]);
        let (boundary, ignored) = (set("boundary"), set("ignored"));
        let bytes = answer(lines);
        let walk = Walk::new(names, &boundary, &ignored).read(&mut bytes.as_slice());
        let walk = walk.unwrap();
        let id = |moment: Moment| match moment {
            Moment::At(at) => walk.commits[at].id.clone(),
            Moment::Hidden => "?".to_owned(),
            Moment::Unseen => "-".to_owned(),
        };
        let describe = |life: &Life| {
            let changes: Vec<String> =
                life.changes
                    .iter()
                    .map(|change| match change {
                        Change::Created { commit, .. }
                        | Change::Edited { commit, .. } => id(Moment::At(*commit)),
                        Change::Hidden => id(Moment::Hidden),
                    })
                    .collect();
            format!("{} {} [{}]", id(life.first), id(life.last), changes.join(" "))
        };
        walk.lives.iter().map(describe).collect()
    }

    #[test]
    fn a_document_is_followed_to_its_beginning() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 10] = [
            ("edits",
             &["c", "M 1 2 a", "b", "M 0 1 a", "a", "A - 0 a"], "a c [c b a]"),
            ("a rename is no change",
             &["c", "R100 1 1 x a", "b", "M 0 1 x", "a", "A - 0 x"], "a b [b a]"),
            ("deleted and created again",
             &["d", "M 2 3 a", "c", "A - 2 a", "b", "D 0 - a", "a", "A - 0 a"], "c d [d c]"),
            ("the old name was taken again later",
             &["c", "A - 2 a", "b", "R100 0 0 a z", "a", "A - 0 a"], "c c [c]"),
            ("hidden by a shallow clone",
             &["b", "M 0 1 a", "boundary", "A - 0 a"], "? b [b ?]"),
            ("all hidden by a shallow clone",
             &["boundary", "A - 0 a"], "? ? [?]"),
            ("an ignored commit",
             &["ignored", "M 1 2 a", "b", "M 0 1 a", "a", "A - 0 a"], "a b [b a]"),
            ("created in an ignored commit",
             &["ignored", "A - 0 a"], "ignored ignored [ignored]"),
            ("edited as it was renamed",
             &["c", "R080 1 2 x a", "b", "M 0 1 x", "a", "A - 0 x"], "a c [c b a]"),
            ("other permissions",
             &["b", "M 0 0 a", "a", "A - 0 a"], "a a [a]"),
        ];
        for (name, lines, expected) in cases {
            assert_eq!(walk(&["a"], lines), [expected], "{name}");
        }
    }

    #[test]
    fn names_that_change_hands_in_one_commit_keep_their_documents() {
        let lines = [
            "d",
            "M 5 6 b",
            "M 1 2 c", //
            "c",
            "R100 1 1 b c",
            "R100 5 5 a b", //
            "b",
            "M 0 1 b", //
            "a",
            "A - 5 a",
            "A - 0 b",
        ];
        assert_eq!(walk(&["b", "c"], &lines), ["a d [d a]", "a d [d b a]"]);
    }

    #[test]
    fn odd_names_and_broken_answers_are_survived() {
        let odd = ":100644 \x01x\n";
        let names = vec![odd.as_bytes().to_vec()];
        let none = HashSet::new();
        let text = format!("\x01a\x001\x001\x00\n:0 100644 0 1 A\0{odd}\0:\0\x01");
        let walk = Walk::new(names, &none, &none).read(&mut text.as_bytes()).unwrap();
        assert_eq!(walk.commits.len(), 1);
        assert_eq!(walk.lives[0].first, Moment::At(0));
    }
}
