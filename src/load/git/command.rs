//! Running git so that the answer depends on the repository alone.

#![expect(clippy::disallowed_methods, reason = "the door in: only here is git started")]

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

/// Settings that the user or the repository may have otherwise.
///
/// `core.fsmonitor` names a program to run, and a bare repository that somebody
/// commits among the documents has a configuration of its own: neither may be
/// used.
const SETTINGS: [&str; 6] = [
    "core.fsmonitor=false",
    "core.quotePath=false",
    "diff.relative=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "safe.bareRepository=explicit",
];

/// What git tells the hooks that it runs, among them a `pre-commit` that runs
/// us; it would be wrong from another folder. From `git rev-parse
/// --local-env-vars`, without the configuration.
const LOCAL: [&str; 10] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Git, in a folder.
#[derive(Debug)]
pub(super) struct Git<'a> {
    folder: &'a Path,
}

impl<'a> Git<'a> {
    pub(super) fn new(folder: &'a Path) -> Self {
        Self { folder }
    }

    /// Prepares a command that neither waits for a person nor uses the network.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("--no-pager").arg("-C").arg(self.folder);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments);
        for name in LOCAL {
            command.env_remove(name);
        }
        command
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            // A partial clone fetches what it lacks. The second line is for a
            // git too old to know the first.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command with a short answer.
    pub(super) fn answer(&self, arguments: &[&str]) -> Result<Vec<u8>, String> {
        let output = self.command(arguments).output().map_err(|e| not_started(&e))?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(self.explain(&output.stderr))
        }
    }

    /// Runs a command with a long answer, which `read` takes as it comes.
    pub(super) fn stream<T>(
        &self,
        arguments: &[&str],
        read: impl FnOnce(&mut dyn BufRead) -> io::Result<T>,
    ) -> Result<T, String> {
        let mut child = self.command(arguments).spawn().map_err(|e| not_started(&e))?;
        let errors = child.stderr.take();
        let answer = child.stdout.take();
        let (result, complaint) = thread::scope(|scope| {
            let complaint = scope.spawn(|| errors.map(beginning).unwrap_or_default());
            let result = answer.map(|answer| read(&mut BufReader::new(answer)));
            (result, complaint.join().unwrap_or_default())
        });
        let status = child.wait().map_err(|error| error.to_string())?;
        match result {
            Some(Ok(value)) if status.success() => Ok(value),
            Some(Err(error)) if status.success() => Err(error.to_string()),
            _ => Err(self.explain(&complaint)),
        }
    }

    /// Starts a command to talk with.
    pub(super) fn talk(&self, arguments: &[&str]) -> io::Result<Child> {
        self.command(arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn()
    }

    /// Says for a person why git failed.
    fn explain(&self, complaint: &[u8]) -> String {
        let complaint = String::from_utf8_lossy(complaint);
        let folder = self.folder.display();
        if complaint.contains("dubious ownership") {
            let quoted = complaint.split('\'').nth(1);
            let place = quoted.map_or_else(|| folder.to_string(), str::to_owned);
            return format!(
                "git does not trust the repository `{place}`, which belongs to another \
                 user: run `git config --global --add safe.directory {place}`"
            );
        }
        if complaint.contains("not a git repository") {
            return format!("`{folder}` is not in a git repository");
        }
        let line = complaint.lines().find(|line| !line.trim().is_empty());
        let line = line.unwrap_or("git failed without a message");
        let line = line.strip_prefix("fatal: ").unwrap_or(line);
        format!("git cannot read the history of `{folder}`: {line}")
    }
}

fn not_started(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        "git is not installed".to_owned()
    } else {
        format!("git cannot be started: {error}")
    }
}

/// Reads to the end, and keeps the beginning.
fn beginning(mut stream: impl Read) -> Vec<u8> {
    let mut kept = Vec::new();
    // What cannot be read of a complaint is not worth another one.
    let read = stream.by_ref().take(4096).read_to_end(&mut kept);
    read.and_then(|_| io::copy(&mut stream, &mut io::sink())).unwrap_or_default();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_explained() {
        #[rustfmt::skip]
        let cases = [
            ("fatal: detected dubious ownership in repository at '/srv/x'\nTo add an exception",
             "git does not trust the repository `/srv/x`, which belongs to another user: \
              run `git config --global --add safe.directory /srv/x`"),
            ("fatal: not a git repository (or any of the parent directories): .git\n",
             "`/docs` is not in a git repository"),
            ("\nfatal: unable to read tree 1234\n",
             "git cannot read the history of `/docs`: unable to read tree 1234"),
            ("", "git cannot read the history of `/docs`: git failed without a message"),
        ];
        let git = Git::new(Path::new("/docs"));
        for (complaint, expected) in cases {
            assert_eq!(git.explain(complaint.as_bytes()), expected);
        }
    }
}
