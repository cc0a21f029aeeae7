//! What a rule is, and what it says.

use crate::base::date::Date;
use crate::base::severity::{Level, Severity};
use crate::base::span::{SourceId, Span};
use crate::baseline::KnownFinding;
use crate::built::Built;
use crate::external::Answers;
use crate::resolve::Site;

use super::accept::Acceptances;

/// The rules whose edits can be made without asking.
const MENDED_SAFELY: [&str; 9] = [
    "link-anchor-noncanonical",
    "link-case-mismatch",
    "link-moved",
    "link-self-absolute",
    "suppression-unused",
    "text-final-newline-missing",
    "text-invisible-character",
    "text-mojibake",
    "text-trailing-whitespace",
];

/// The rules whose edits are probably what was meant.
const MENDED_PROBABLY: [&str; 22] = [
    "control-withdrawn",
    "field-document-unknown",
    "field-id-invalid",
    "field-value-lost",
    "field-value-unknown",
    "field-version-not-string",
    "front-matter-key-unknown",
    "link-anchor-missing",
    "link-asset-missing",
    "link-external-moved",
    "link-insecure",
    "link-malformed",
    "link-page-missing",
    "link-scheme-unknown",
    "link-url-malformed",
    "register-country-unknown",
    "register-entry-unknown",
    "register-fact-unknown",
    "register-id-invalid",
    "register-key-unknown",
    "register-value-unknown",
    "text-sentences-joined",
];

/// One check, and everything the program knows about it.
///
/// The command line, the keys of `[rules]` in `site.toml`, the reports and
/// `docs/rules/` are made from these fields. Nothing else repeats them.
#[derive(Debug)]
pub struct Rule {
    /// What users write, family first: `link-page-missing`. Never reused.
    pub name: &'static str,
    /// One line, in lower case, without a full stop.
    pub summary: &'static str,
    /// How much a finding matters unless `site.toml` says otherwise.
    pub level: Level,
    /// The page in `docs/rules/`. Its examples run as tests.
    pub docs: &'static str,
    /// Adds a finding for every violation.
    pub(super) check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Check {
    /// The site.
    Site(fn(&Site, &mut Findings)),
    /// The comments and waivers that accept findings of the rules above, and
    /// what each of them accepted. Its own findings cannot be accepted.
    Acceptances(fn(&Site, &Acceptances, &mut Findings)),
    /// What was published, and whether it is still the same. Its findings are
    /// errors whatever `[rules]` says and cannot be accepted, and no site is
    /// written while there are any.
    Integrity(fn(&Site, &mut Findings)),
    /// The findings in the baseline that nothing is found of any more, in the file
    /// that is given. Its own findings cannot be accepted.
    Baseline(fn(SourceId, &[&KnownFinding], &mut Findings)),
    /// A finished site, which only `check --built` reads.
    Output(fn(&Built, &mut Findings)),
    /// The links to other sites and what those answered, which only `check
    /// --external` asks for.
    External(fn(&Site, &Answers, &mut Findings)),
}

impl Rule {
    /// Returns whether a finding says that what was published has changed, so
    /// that no site may be written.
    pub(super) const fn is_about_integrity(&self) -> bool {
        matches!(self.check, Check::Integrity(_))
    }

    /// Returns how sure the edits are that some of its findings offer; nothing where
    /// none offers any.
    pub fn fix(&self) -> Option<Safety> {
        let is_among = |names: &[&str]| names.contains(&self.name);
        if is_among(&MENDED_SAFELY) {
            return Some(Safety::Safe);
        }
        is_among(&MENDED_PROBABLY).then_some(Safety::Suggestion)
    }

    /// Returns whether every check of a site runs the rule, and not only one of a
    /// finished site or one that asks other sites.
    pub(super) const fn is_always_run(&self) -> bool {
        !matches!(self.check, Check::Output(_) | Check::External(_))
    }

    /// Returns the family: the name up to its first hyphen, unless the family's
    /// own name has one.
    pub fn family(&self) -> &'static str {
        let hyphenated = ["front-matter", "security-txt"];
        hyphenated
            .into_iter()
            .find(|family| self.is_named(family))
            .or_else(|| self.name.split('-').next())
            .unwrap_or(self.name)
    }

    /// Returns everything that a user may write and mean this rule: its name,
    /// its family, and every other beginning of the name that ends before a
    /// hyphen.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let name = self.name;
        let hyphens = name.match_indices('-').map(|(at, _)| at);
        hyphens.chain([name.len()]).filter_map(move |end| name.get(..end))
    }

    /// Returns whether a name, as a user wrote it, means this rule.
    pub fn is_named(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }
}

/// Something that a rule says about a place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// How much it matters here.
    pub severity: Severity,
    /// The file.
    pub source: SourceId,
    /// The place in the file; empty at the start for the file as a whole.
    pub span: Span,
    /// What is wrong, in the reader's terms.
    pub message: String,
    /// What stands under the caret.
    pub label: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// More to know, one line each.
    pub notes: Vec<String>,
    /// What to do; starts with a verb.
    pub help: Option<String>,
    /// The edit that does it.
    pub fix: Option<Fix>,
    /// What it is about (a link target, a field, a label): part of the
    /// fingerprint, and what a waiver's `target` is compared with.
    pub subject: String,
    /// Why it does not count, if somebody accepted it.
    pub accepted: Option<Accepted>,
    /// Whether it is new, where there is a baseline that could have it.
    pub novelty: Option<Novelty>,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub source: SourceId,
    /// The place.
    pub span: Span,
    /// What it is.
    pub label: String,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it can be made without asking.
    pub safety: Safety,
    /// What to replace, in the finding's file; never overlapping.
    pub edits: Vec<Edit>,
}

/// Whether an edit can be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// The result means what was meant.
    Safe,
    /// The result is probably what was meant.
    Suggestion,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace.
    pub span: Span,
    /// What to put there.
    pub insert: String,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The reason that was written down.
    pub reason: String,
    /// Where it was written down.
    pub by: AcceptedBy,
}

/// Whether a finding was there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// It is not in the baseline.
    New,
    /// It is in the baseline since this day, and does not count.
    Known(Date),
}

/// Where it is written down that a finding is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AcceptedBy {
    /// In the document itself.
    Document,
    /// In `site.toml`.
    Waiver,
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static str,
    severity: Option<Severity>,
    list: Vec<Finding>,
}

impl Findings {
    pub(super) fn new(rule: &Rule) -> Self {
        Self { rule: rule.name, severity: rule.level.severity(), list: Vec::new() }
    }

    /// Adds a finding and returns it, to be completed.
    ///
    /// The severity is the rule's own; `check` applies `site.toml` afterwards.
    pub fn add(
        &mut self,
        source: SourceId,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Finding {
        self.list.push(Finding {
            rule: self.rule,
            severity: self.severity.unwrap_or(Severity::Info),
            source,
            span,
            message: message.into(),
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
            subject: String::new(),
            accepted: None,
            novelty: None,
        });
        let last = self.list.len() - 1;
        &mut self.list[last]
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.list
    }
}

impl Finding {
    /// Returns whether it counts.
    pub const fn counts(&self) -> bool {
        self.accepted.is_none() && !self.is_known()
    }

    /// Returns whether it is in the baseline.
    pub const fn is_known(&self) -> bool {
        matches!(self.novelty, Some(Novelty::Known(_)))
    }

    /// Returns why it does not count; `None` if it does.
    pub fn excuse(&self) -> Option<&str> {
        let known = self.is_known().then_some("it is in the baseline");
        self.accepted.as_ref().map(|accepted| accepted.reason.as_str()).or(known)
    }

    /// Says what stands under the caret.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Says what to do; starts with a verb.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a line of explanation.
    pub fn note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Points at another place.
    pub fn see(
        &mut self,
        source: SourceId,
        span: Span,
        label: impl Into<String>,
    ) -> &mut Self {
        self.related.push(Related { source, span, label: label.into() });
        self
    }

    /// Says what the finding is about.
    pub fn about(&mut self, subject: impl Into<String>) -> &mut Self {
        self.subject = subject.into();
        self
    }

    /// Offers to replace the finding's own span.
    pub fn replace(&mut self, safety: Safety, insert: impl Into<String>) -> &mut Self {
        let edits = vec![Edit { span: self.span, insert: insert.into() }];
        self.fix = Some(Fix { safety, edits });
        self
    }
}
