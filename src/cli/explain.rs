//! `explain`: what a rule means, and how to mend what it finds.

use std::fmt::Write as _;

use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::base::nearest::nearest;
use crate::base::severity::Severity;
use crate::check::{RULES, Rule, Safety, find_rule};
use crate::error::Error;

use super::{Outcome, Terminal};

/// Say what a rule means, and how to mend what it finds
///
/// Without a name, lists all rules.
#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A rule, such as link-page-missing, or a family, such as link
    rule: Option<String>,

    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: ExplainFormat,
}

/// How rules are explained.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ExplainFormat {
    /// A page for a rule, a line for each of several
    #[default]
    Text,
    /// An array of objects, one for each rule
    Json,
}

/// A rule as other programs read it.
#[derive(Serialize)]
struct Described {
    name: &'static str,
    family: &'static str,
    /// Unless `site.toml` says otherwise; `off` for a rule that waits to be asked.
    level: &'static str,
    summary: &'static str,
    /// Whether some findings come with an edit, and how sure it is.
    fix: Option<Safety>,
    /// Its page, in markdown.
    docs: &'static str,
}

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let rules = rules(args.rule.as_deref())?;
    let text = match (args.format, rules.as_slice()) {
        (ExplainFormat::Json, _) => json(&rules)?,
        (ExplainFormat::Text, [rule]) => crate::check::docs::page(rule),
        (ExplainFormat::Text, _) => list(&rules),
    };
    terminal.print(&text)?;
    Ok(Outcome::Clean)
}

/// Returns the rule of a name, those of a family, or all.
fn rules(name: Option<&str>) -> Result<Vec<&'static Rule>, Error> {
    let Some(name) = name else { return Ok(RULES.to_vec()) };
    if let Some(rule) = find_rule(name) {
        return Ok(vec![rule]);
    }
    let family: Vec<_> =
        RULES.iter().copied().filter(|rule| rule.is_named(name)).collect();
    if family.is_empty() {
        let meant = nearest(name, RULES.iter().map(|rule| rule.name));
        let hint = meant.map(|meant| format!("; did you mean `{meant}`?"));
        let hint = hint.unwrap_or_default();
        let message =
            format!("no rule is called `{name}`{hint}\nlist all: trustpress explain");
        return Err(Error::Usage { message });
    }
    Ok(family)
}

fn json(rules: &[&'static Rule]) -> Result<String, Error> {
    let described: Vec<_> = rules
        .iter()
        .map(|rule| Described {
            name: rule.name,
            family: rule.family(),
            level: level(rule),
            summary: rule.summary,
            fix: rule.fix(),
            docs: rule.docs.trim(),
        })
        .collect();
    let text = serde_json::to_string_pretty(&described)
        .map_err(|error| Error::Print { source: error.into() })?;
    Ok(text + "\n")
}

/// One line for each rule.
fn list(rules: &[&Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        // Writing to a string cannot fail.
        _ = writeln!(text, "{:<28} {:<8} {}", rule.name, level(rule), rule.summary);
    }
    text
}

fn level(rule: &Rule) -> &'static str {
    rule.level.severity().map_or("off", Severity::as_str)
}
