//! `explain`: what a rule means, and how to mend what it finds.

use std::fmt::Write as _;

use clap::Args;

use crate::base::nearest::nearest;
use crate::check::{RULES, Rule, find_rule};
use crate::error::Error;

use super::{Outcome, Terminal};

/// Say what a rule means, and how to mend what it finds
///
/// Without a name, lists all rules.
#[derive(Args, Debug)]
pub(super) struct ExplainArgs {
    /// A rule, such as link-page-missing, or a family, such as link
    rule: Option<String>,
}

pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let text = match args.rule.as_deref() {
        None => list(RULES.iter().copied()),
        Some(name) => match find_rule(name) {
            Some(rule) => page(rule),
            None => family(name)?,
        },
    };
    terminal.print(&text)?;
    Ok(Outcome::Clean)
}

/// The page of one rule, as in `docs/rules/`.
fn page(rule: &Rule) -> String {
    crate::check::docs::page(rule)
}

/// The rules of a family.
fn family(name: &str) -> Result<String, Error> {
    let rules: Vec<&Rule> =
        RULES.iter().copied().filter(|rule| rule.is_named(name)).collect();
    if !rules.is_empty() {
        return Ok(list(rules.into_iter()));
    }
    let meant = nearest(name, RULES.iter().map(|rule| rule.name));
    let hint =
        meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
    Err(Error::Usage {
        message: format!(
            "no rule is called `{name}`{hint}\nlist all: trustpress explain"
        ),
    })
}

/// One line for each rule.
fn list<'a>(rules: impl Iterator<Item = &'a Rule>) -> String {
    let mut text = String::new();
    for rule in rules {
        let level = rule.level.severity().map_or("off", |severity| severity.as_str());
        writeln!(text, "{:<28} {level:<8} {}", rule.name, rule.summary)
            .expect("strings grow");
    }
    text
}
