//! Link checking by example: 143 small trees, each with one link and a verdict.
//!
//! The cases are not part of the repository. They are looked for in
//! `$TRUSTPRESS_CASES`, else beside the repository; where they are absent, this
//! says so and tests nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use trustpress::base::severity::Severity;
use trustpress::check::{Finding, RULES};
use trustpress::config::{Config, Context, Drafts};
use trustpress::load::load;
use trustpress::pipeline;

use crate::support::{Checked, Fixture, repository, skipped};

const CASES: &str = "../shared/cases";

/// Rules and families that are not what a case is about, unless it names them.
const ASIDE: &[&str] =
    &["page-orphan", "page-title", "front-matter", "field", "date", "review"];

/// Each verdict and the rules that can stand for it.
const VERDICTS: &[(&str, &[&str])] = &[
    ("ok", &[]),
    ("external", &[]),
    ("not-a-link", &[]),
    ("suppressed", &[]),
    ("broken-page", &["link-page-missing"]),
    ("broken-anchor", &["link-anchor-missing", "link-anchor-noncanonical"]),
    ("missing-asset", &["link-asset-missing"]),
    ("missing-index", &["link-index-missing"]),
    ("case-mismatch", &["link-case-mismatch"]),
    ("outside-root", &["link-outside-root"]),
    ("excluded-target", &["link-excluded-target"]),
    ("draft-target", &["link-draft-target"]),
    ("moved", &["link-moved"]),
    ("empty-link", &["link-empty"]),
    ("malformed-link", &["link-malformed"]),
    ("malformed-url", &["link-url-malformed"]),
    ("unknown-scheme", &["link-scheme-unknown"]),
    ("forbidden-scheme", &["link-scheme-forbidden"]),
    ("bad-mailto", &["link-mail-invalid"]),
    ("undefined-reference", &["reference-undefined"]),
    ("unused-definition", &["reference-unused"]),
    ("undefined-footnote", &["footnote-undefined"]),
    ("unused-footnote", &["footnote-unused"]),
    ("duplicate-anchor", &["anchor-duplicate"]),
    ("url-collision", &["page-url-collision"]),
    ("orphan-page", &["page-orphan"]),
    ("suppression-no-reason", &["suppression-no-reason"]),
    ("suppression-unused", &["suppression-unused"]),
];

/// Cases whose note asks for a second finding.
const BESIDES: &[(&str, &str)] = &[("sup-unknown-rule", "suppression-unknown-rule")];

/// One line of the file.
#[derive(Debug, Deserialize)]
struct Case {
    id: String,
    files: BTreeMap<String, String>,
    #[serde(default)]
    symlinks: BTreeMap<String, String>,
    #[serde(default)]
    config: CaseConfig,
    link_from: String,
    link: Option<String>,
    expect: String,
    suggest: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseConfig {
    domain: Option<String>,
    base_path: Option<String>,
    repository: Option<String>,
    branch: Option<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    link_fields: Vec<String>,
    mode: Option<String>,
    #[serde(default)]
    drafts: bool,
}

#[test]
fn every_link_case_gets_its_verdict_and_nothing_else() {
    let folder = std::env::var_os("TRUSTPRESS_CASES").map(PathBuf::from);
    let file = folder.unwrap_or_else(|| repository().join(CASES)).join("links.jsonl");
    let Ok(lines) = fs::read_to_string(&file) else {
        return skipped(&format!("the link cases: no {}", file.display()));
    };
    let mut table = String::new();
    let (mut total, mut passed) = (0, 0);
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let case: Case = serde_json::from_str(line).unwrap();
        total += 1;
        match case.judge() {
            Ok(()) => passed += 1,
            Err(got) => {
                let wanted = case.wanted();
                writeln!(table, "{}\n  expected {wanted}\n  got      {got}", case.id)
                    .unwrap();
            }
        }
    }
    eprintln!("link cases: {passed} of {total}");
    assert!(total > 0, "{} is empty", file.display());
    assert!(table.is_empty(), "{passed} of {total}\n{table}");
}

impl Case {
    /// Returns why the verdict is not the expected one.
    fn judge(&self) -> Result<(), String> {
        let checked = self.check();
        let rules = self.expected_rules();
        let (wanted, others): (Vec<_>, Vec<_>) =
            checked.report.open().partition(|finding| rules.contains(&finding.rule));
        let besides = BESIDES.iter().filter(|(id, _)| *id == self.id);
        let besides: Vec<_> = besides.map(|(_, rule)| *rule).collect();
        let surplus = others.iter().any(|finding| {
            finding.severity >= Severity::Warning && !besides.contains(&finding.rule)
        });
        let is_right = match wanted.as_slice() {
            [] => rules.is_empty(),
            [finding] => self.is_at_the_link(&checked, finding) && self.suggests(finding),
            _ => false,
        };
        if is_right && !surplus { Ok(()) } else { Err(describe(&checked)) }
    }

    fn check(&self) -> Checked {
        let mut fixture = Fixture::from_files([]).file("site.toml", self.site_toml());
        for (path, text) in &self.files {
            fixture = fixture.file(&format!("content/{path}"), text);
        }
        if self.config.drafts || self.config.mode.as_deref() == Some("serve") {
            fixture = fixture.drafts();
        }
        if self.symlinks.is_empty() {
            fixture.check()
        } else {
            self.check_on_disk(&fixture)
        }
    }

    /// Checks a real folder: links in the file system have no other form.
    fn check_on_disk(&self, fixture: &Fixture) -> Checked {
        let folder = tempfile::tempdir().unwrap();
        let content = folder.path().join("content");
        for (path, text) in &self.files {
            let file = content.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        for (path, target) in &self.symlinks {
            symlink(Path::new(target), &content.join(path));
        }
        fs::write(folder.path().join("site.toml"), self.site_toml()).unwrap();

        let config = Arc::new(Config::load(folder.path()).unwrap());
        let sources = load(&config).unwrap();
        let context = Context {
            as_of: "2025-06-02".parse().unwrap(),
            drafts: Drafts::Exclude,
            revision: None,
        };
        fixture.clone().said(pipeline::check_only(sources, &config, context))
    }

    fn site_toml(&self) -> String {
        let config = &self.config;
        let domain = config.domain.as_deref().unwrap_or("https://trust.example.com");
        let path = config.base_path.as_deref().unwrap_or("/");
        let mut text = format!("[site]\ntitle = 'Cases'\nbase_url = '{domain}{path}'\n");
        if let Some(repository) = &config.repository {
            let branch = config.branch.as_deref().unwrap_or("main");
            let url = format!("https://github.com/{repository}");
            writeln!(text, "repository = {{ url = '{url}', branch = '{branch}' }}")
                .unwrap();
        }
        let exclude = serde_json::to_string(&config.exclude).unwrap();
        let link_fields = serde_json::to_string(&config.link_fields).unwrap();
        writeln!(text, "[content]\nexclude = {exclude}\nlink_fields = {link_fields}")
            .unwrap();
        text.push_str("[rules]\n");
        for name in ASIDE {
            let is_known = RULES.iter().any(|rule| rule.is_named(name));
            let is_wanted =
                self.expected_rules().iter().any(|rule| rule.starts_with(name));
            if is_known && !is_wanted {
                writeln!(text, "{name} = 'off'").unwrap();
            }
        }
        text
    }

    fn expected_rules(&self) -> &'static [&'static str] {
        let found = VERDICTS.iter().find(|(verdict, _)| *verdict == self.expect);
        found.unwrap_or_else(|| panic!("{}: unknown verdict {}", self.id, self.expect)).1
    }

    /// Returns whether a finding is where the case says: at the link as it is
    /// written, or in the file where the case has no link of its own.
    fn is_at_the_link(&self, checked: &Checked, finding: &Finding) -> bool {
        let path = checked.report.path_of(finding);
        if path != format!("content/{}", self.link_from) {
            return false;
        }
        let Some(link) = &self.link else { return true };
        let quoted = checked.quoted(finding);
        let family = finding.rule.split('-').next().unwrap_or_default();
        match family {
            "link" => quoted == link.trim(),
            // The label, with or without the brackets and definition around it.
            "reference" | "footnote" => {
                checked.line_of(finding).contains(link.trim_start_matches('^'))
            }
            _ => true,
        }
    }

    /// Returns whether a finding offers what the case wants to be offered.
    fn suggests(&self, finding: &Finding) -> bool {
        let Some(suggest) = &self.suggest else { return true };
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        let mut offers =
            edits.map(|edit| edit.insert.as_str()).chain(finding.help.as_deref());
        offers.any(|offer| offer == suggest || offer.contains(&format!("`{suggest}`")))
    }

    fn wanted(&self) -> String {
        let link = self.link.as_deref().unwrap_or("(the file)");
        let mut wanted = format!("{} at `{link}` in {}", self.expect, self.link_from);
        if let Some(suggest) = &self.suggest {
            write!(wanted, ", suggesting `{suggest}`").unwrap();
        }
        wanted
    }
}

fn describe(checked: &Checked) -> String {
    let mut lines = Vec::new();
    for finding in checked.report.open() {
        let line = checked.line(finding);
        let quoted = checked.quoted(finding);
        let help = finding.help.as_deref().unwrap_or_default();
        let fix = finding.fix.iter().flat_map(|fix| &fix.edits);
        let fix: Vec<_> = fix.map(|edit| edit.insert.as_str()).collect();
        lines.push(format!(
            "{} {line} [at `{quoted}`, help `{help}`, fix {fix:?}]",
            finding.severity
        ));
    }
    if lines.is_empty() { "nothing".to_owned() } else { lines.join("\n           ") }
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) {
    std::os::unix::fs::symlink(target, link).unwrap();
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) {
    std::os::windows::fs::symlink_file(target, link).unwrap();
}
