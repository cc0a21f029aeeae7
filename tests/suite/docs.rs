//! The documentation of the rules is true, complete and on disk.

use std::collections::BTreeSet;
use std::fs;

use trustpress::check::{RULES, Rule, docs};

use crate::example::Example;
use crate::support::{files_below, read_text, repository, rules};

/// The headings of every rule's page, in order.
const HEADINGS: [&str; 4] = ["What it does", "Why it matters", "Example", "How to fix"];

/// An example in a rule's documentation.
struct Documented<'a> {
    /// `md` for one page, `tree` for a site, `built` for a finished one.
    form: &'a str,
    /// The day for which it is judged, if it matters.
    today: Option<&'a str>,
    verdict: Verdict,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Reports,
    Passes,
}

#[test]
fn every_rule_is_documented_under_the_same_headings() {
    for rule in RULES {
        // Every second part is the inside of a fence.
        let prose = rule.docs.split("```").step_by(2).flat_map(str::lines);
        let headings: Vec<_> =
            prose.filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}", rule.name);
        let summary = rule.summary;
        let starts_small = summary.starts_with(|c: char| c.is_lowercase() || c == '`');
        assert!(starts_small && !summary.ends_with('.'), "{}: {summary}", rule.name);
    }
}

#[test]
fn every_documented_example_is_judged_as_it_says() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let examples = examples(rule);
        let verdicts: Vec<_> = examples.iter().map(|example| example.verdict).collect();
        assert_eq!(verdicts, [Verdict::Reports, Verdict::Passes], "{}", rule.name);
        for example in examples {
            let reported = example.rules();
            let is_right = match example.verdict {
                Verdict::Reports => reported.contains(rule.name),
                Verdict::Passes => !reported.contains(rule.name),
            };
            if !is_right {
                wrong.push(format!(
                    "{}: {:?}, and what reports is {reported:?}",
                    rule.name, example.verdict
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pages_on_disk_are_the_rules_documentation() {
    let mut pages: Vec<(String, String)> = RULES
        .iter()
        .map(|rule| (format!("{}.md", rule.name), docs::page(rule)))
        .collect();
    pages.push(("README.md".to_owned(), docs::index()));
    pages.sort();

    let folder = repository().join("docs/rules");
    if std::env::var_os("UPDATE").is_some() {
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        for (name, page) in &pages {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    let names: Vec<_> = pages.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(files_below("docs/rules"), names, "run: UPDATE=1 scripts/test docs");
    for (name, page) in pages {
        let on_disk = read_text(&format!("docs/rules/{name}"));
        assert_eq!(on_disk, page, "docs/rules/{name}: run: UPDATE=1 scripts/test docs");
    }
}

impl Documented<'_> {
    /// Returns the rules that report something about the example.
    fn rules(&self) -> BTreeSet<&'static str> {
        let site = match self.form {
            "md" => Example::page(&self.text),
            "tree" | "external" => Example::tree(&self.text),
            "built" => return Example::built(&self.text).rules().into_iter().collect(),
            form => panic!("no such form of an example: {form}"),
        };
        let site = match self.today {
            Some(today) => site.on(today),
            None => site,
        };
        site.check().rules().into_iter().collect()
    }
}

/// Returns the fenced blocks of a rule's documentation that are examples.
fn examples(rule: &Rule) -> Vec<Documented<'_>> {
    let mut examples = Vec::new();
    let mut lines = rule.docs.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some(info) = line.trim_end().strip_prefix("```") else { continue };
        let body = lines.by_ref().take_while(|line| line.trim_end() != "```");
        let text: String = body.collect();
        let words: Vec<_> = info.split(' ').collect();
        let verdict = match words.last() {
            Some(&"reports") => Verdict::Reports,
            Some(&"passes") => Verdict::Passes,
            _ => panic!("{}: what does this example show? {info}", rule.name),
        };
        let today = words.iter().find_map(|word| word.strip_prefix("today="));
        let form = words.first().copied().unwrap_or_default();
        examples.push(Documented { form, today, verdict, text });
    }
    examples
}
