//! What a build remembers for the next one.
//!
//! The last report and what it was made from, so that a build of what has not
//! changed at all need not be made; what each written file was made from, so
//! that files of which only that is known need not be made either; and the site
//! before it, which the next one is made in. All can be lost at any time: then
//! everything is made again.
//!
//! The folder is beside `site.toml`, tells git to pass it over, and holds what
//! findings say and what is no longer published, which is why it is not in the output.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::base::digest::{Inputs, sha256};
use crate::base::severity::Severity;
use crate::base::span::{SourceId, Span};
use crate::check::{
    Accepted, AcceptedBy, Counts, Edit, Finding, Fix, Novelty, Related, Report, Safety,
    find_rule,
};
use crate::config::Config;
use crate::load;

use super::disk::{Known, Ledger};

/// The folder, beside `site.toml`.
const FOLDER: &str = ".trustpress-cache";

/// What git is told in the folder.
const IGNORE: &str =
    "# What trustpress remembers of its last build; delete it at will.\n*\n";

/// What is remembered of builds into one output folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    name: String,
}

/// The last build.
#[derive(Debug)]
pub struct Remembered {
    /// What it found.
    pub report: Report,
    /// The digest of how the files that it wrote are known again.
    pub seal: String,
}

/// Returns the folder of what is remembered of a site.
pub(super) fn folder(config: &Config) -> PathBuf {
    config.root.join(FOLDER)
}

/// Makes that folder, and has git pass it over.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join(".gitignore"), IGNORE)
}

/// Replaces what is remembered in one file, whole or not at all.
pub(super) fn replace(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    let written = File::create(&temporary).and_then(|file| {
        let mut file = BufWriter::new(file);
        write(&mut file)?;
        file.flush()
    });
    let written = written.and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        drop(fs::remove_file(&temporary));
    }
    written
}

impl Cache {
    /// Returns what is remembered of builds into a folder.
    pub fn new(config: &Config, output: &Path) -> Self {
        let folder = folder(config);
        let output = std::path::absolute(output).unwrap_or_else(|_| output.to_path_buf());
        let name = sha256(output.as_os_str().as_encoded_bytes());
        Self { folder, name: name.chars().take(16).collect() }
    }

    /// Returns the last build, if it was made from just this.
    pub fn unchanged(&self, inputs: Inputs) -> Option<Remembered> {
        let text = fs::read_to_string(self.path("report")).ok()?;
        let mut lines = text.splitn(3, '\n');
        if lines.next()? != inputs.to_hex() {
            return None;
        }
        let seal = lines.next()?.to_owned();
        let stored: StoredReport = serde_json::from_str(lines.next()?).ok()?;
        Some(Remembered { report: stored.restore()?, seal })
    }

    /// Returns what is known of the output folder.
    pub fn known(&self) -> Known {
        // A spare is of use where the system tells which files are the same.
        let spare = cfg!(unix).then(|| self.path("spare"));
        Known { ledger: self.ledger(), spare }
    }

    /// Returns what the files of the last build were made from.
    fn ledger(&self) -> Ledger {
        let text = fs::read_to_string(self.path("files")).unwrap_or_default();
        match text.split_once('\n') {
            // Another program may make other files from the same.
            Some((made_by, ledger)) if made_by == load::program() => {
                Ledger::from_text(ledger)
            }
            _ => Ledger::default(),
        }
    }

    /// Remembers a build. If that is not possible, the next one makes
    /// everything again.
    pub fn store(&self, inputs: Inputs, report: &ReportText, ledger: &Ledger) {
        drop(self.try_store(inputs, report, ledger));
    }

    fn try_store(
        &self,
        inputs: Inputs,
        ReportText(report): &ReportText,
        ledger: &Ledger,
    ) -> io::Result<()> {
        make_folder(&self.folder)?;
        let made_by = load::program();
        let (files, seal) = rayon::join(|| ledger.to_text(), || ledger.seal());
        self.replace("files", &format!("{made_by}\n{files}"))?;
        // Last: it says that the other is whole.
        self.replace("report", &format!("{}\n{seal}\n{report}", inputs.to_hex()))
    }

    fn replace(&self, what: &str, text: &str) -> io::Result<()> {
        replace(&self.path(what), |file| file.write_all(text.as_bytes()))
    }

    fn path(&self, what: &str) -> PathBuf {
        self.folder.join(format!("{}.{what}", self.name))
    }
}

/// A report, ready to be remembered: to write it takes a while, and needs none of
/// what the build writes.
#[derive(Debug)]
pub struct ReportText(String);

impl ReportText {
    /// Writes a report as it is remembered.
    pub fn new(report: &Report) -> Self {
        // What cannot be written is not restored, and made again.
        Self(serde_json::to_string(&StoredReport::new(report)).unwrap_or_default())
    }
}

/// A [`Report`] as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredReport {
    sources: Vec<String>,
    counts: [usize; 3],
    findings: Vec<StoredFinding>,
}

/// A [`Finding`] as it is stored.
#[derive(Serialize, Deserialize)]
struct StoredFinding {
    rule: String,
    severity: u8,
    place: (u32, u32, u32),
    message: String,
    label: Option<String>,
    related: Vec<(u32, u32, u32, String)>,
    notes: Vec<String>,
    help: Option<String>,
    fix: Option<StoredFix>,
    subject: String,
    accepted: Option<(String, AcceptedBy)>,
    /// The day since when it is known, empty for a new one.
    novelty: Option<String>,
}

/// Whether a fix is safe, and its edits.
type StoredFix = (bool, Vec<(u32, u32, String)>);

/// Every severity, at the position under which it is stored.
const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

impl StoredReport {
    fn new(report: &Report) -> Self {
        let Counts { documents, links, anchors } = report.counts;
        Self {
            sources: report.sources.clone(),
            counts: [documents, links, anchors],
            findings: report.findings.iter().map(StoredFinding::new).collect(),
        }
    }

    /// Returns the report; nothing if it has a finding of a rule that is not
    /// known any more.
    fn restore(self) -> Option<Report> {
        let [documents, links, anchors] = self.counts;
        let findings = self.findings.into_iter().map(StoredFinding::restore);
        Some(Report {
            findings: findings.collect::<Option<_>>()?,
            sources: self.sources,
            counts: Counts { documents, links, anchors },
        })
    }
}

impl StoredFinding {
    fn new(finding: &Finding) -> Self {
        let severity = SEVERITIES.iter().position(|known| *known == finding.severity);
        let related = finding.related.iter().map(|related| {
            let (source, start, end) = place(related.source, related.span);
            (source, start, end, related.label.clone())
        });
        let fix = finding.fix.as_ref().map(|fix| {
            let edits = fix.edits.iter();
            let edits =
                edits.map(|edit| (edit.span.start, edit.span.end, edit.insert.clone()));
            (fix.safety == Safety::Safe, edits.collect())
        });
        Self {
            rule: finding.rule.to_owned(),
            severity: severity.and_then(|at| u8::try_from(at).ok()).unwrap_or_default(),
            place: place(finding.source, finding.span),
            message: finding.message.clone(),
            label: finding.label.clone(),
            related: related.collect(),
            notes: finding.notes.clone(),
            help: finding.help.clone(),
            fix,
            subject: finding.subject.clone(),
            accepted: finding
                .accepted
                .as_ref()
                .map(|accepted| (accepted.reason.clone(), accepted.by)),
            novelty: finding.novelty.map(|novelty| match novelty {
                Novelty::New => String::new(),
                Novelty::Known(since) => since.to_string(),
            }),
        }
    }

    fn restore(self) -> Option<Finding> {
        let related = self.related.into_iter().map(|(source, start, end, label)| {
            Related { source: SourceId(source), span: Span { start, end }, label }
        });
        let fix = self.fix.map(|(is_safe, edits)| Fix {
            safety: if is_safe { Safety::Safe } else { Safety::Suggestion },
            edits: edits
                .into_iter()
                .map(|(start, end, insert)| Edit { span: Span { start, end }, insert })
                .collect(),
        });
        let (source, start, end) = self.place;
        Some(Finding {
            rule: find_rule(&self.rule)?.name,
            severity: *SEVERITIES.get(usize::from(self.severity))?,
            source: SourceId(source),
            span: Span { start, end },
            message: self.message,
            label: self.label,
            related: related.collect(),
            notes: self.notes,
            help: self.help,
            fix,
            subject: self.subject,
            accepted: self.accepted.map(|(reason, by)| Accepted { reason, by }),
            novelty: match self.novelty {
                None => None,
                Some(new) if new.is_empty() => Some(Novelty::New),
                Some(since) => Some(Novelty::Known(since.parse().ok()?)),
            },
        })
    }
}

const fn place(source: SourceId, span: Span) -> (u32, u32, u32) {
    (source.0, span.start, span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_remembered_as_it_was_for_what_it_was_made_from() {
        let root = tempfile::tempdir().unwrap();
        let config = Config::bare(root.path());
        let cache = Cache::new(&config, &root.path().join("public"));
        let span = Span { start: 1, end: 3 };
        let finding = Finding {
            rule: "link-page-missing",
            severity: Severity::Warning,
            source: SourceId(0),
            span,
            message: "no \"page\"\n".to_owned(),
            label: Some("here".to_owned()),
            related: vec![Related {
                source: SourceId(1),
                span,
                label: "there".to_owned(),
            }],
            notes: vec!["note".to_owned()],
            help: None,
            fix: Some(Fix {
                safety: Safety::Suggestion,
                edits: vec![Edit { span, insert: "x".to_owned() }],
            }),
            subject: "a.md".to_owned(),
            accepted: Some(Accepted { reason: "old".to_owned(), by: AcceptedBy::Waiver }),
            novelty: Some(Novelty::Known("2026-11-21".parse().unwrap())),
        };
        let counts = Counts { documents: 1, links: 2, anchors: 3 };
        let sources = vec!["a.md".to_owned(), "b.md".to_owned()];
        let report = Report { findings: vec![finding], sources, counts };
        let ledger = Ledger::default();
        cache.store(Inputs::of("a"), &ReportText::new(&report), &ledger);

        let remembered = cache.unchanged(Inputs::of("a")).unwrap();
        assert_eq!(remembered.report.findings, report.findings);
        assert_eq!(remembered.report.sources, report.sources);
        assert_eq!(remembered.report.counts, report.counts);
        assert_eq!(remembered.seal, ledger.seal());
        assert!(cache.unchanged(Inputs::of("b")).is_none());
        let other = Cache::new(&config, &root.path().join("other"));
        assert!(other.unchanged(Inputs::of("a")).is_none());
    }

    #[test]
    fn what_is_damaged_is_forgotten() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::new(&Config::bare(root.path()), Path::new("public"));
        let inputs = Inputs::of("a");
        let report = ReportText::new(&Report::default());
        cache.store(inputs, &report, &Ledger::default());
        let path = cache.path("report");
        let whole = fs::read_to_string(&path).unwrap();
        for end in 0..whole.len() {
            fs::write(&path, whole.get(..end).unwrap_or_default()).unwrap();
            assert!(cache.unchanged(inputs).is_none(), "{end}");
        }
    }
}
