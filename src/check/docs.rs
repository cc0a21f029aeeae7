//! The pages of `docs/rules/`, made from [`RULES`].

use std::fmt::Write as _;

use crate::base::severity::Level;

use super::{RULES, Rule};

/// Returns the page of one rule, in markdown.
pub fn page(rule: &Rule) -> String {
    let Rule { name, summary, docs, .. } = rule;
    let level = level_name(rule.level);
    let docs = docs.trim();
    format!("# {name}\n\n{}.\n\nLevel: {level}.\n\n{docs}\n", sentence(summary))
}

/// Returns the page that lists every rule by family, in markdown.
pub fn index() -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Every finding comes from one of these rules; `trustpress explain RULE` \
         prints the page of a rule.\n\n\
         `[rules]` in `site.toml` sets the level of a rule, of a family (`link`), or of \
         all rules whose names begin alike (`link-page`), everywhere or for some paths. \
         Of several lines that hold, one for some paths comes before one for all, then \
         the longer name before the shorter, then the later line before the earlier.\n",
    );
    for family in RULES.chunk_by(|a, b| a.family() == b.family()) {
        let Some(first) = family.first() else { continue };
        // Writing to a string cannot fail.
        _ = write!(
            page,
            "\n## {}\n\n| rule | level | |\n|---|---|---|\n",
            first.family()
        );
        for rule in family {
            let Rule { name, summary, .. } = rule;
            let level = level_name(rule.level);
            _ = writeln!(page, "| [{name}]({name}.md) | {level} | {summary} |");
        }
    }
    page
}

fn level_name(level: Level) -> &'static str {
    level.severity().map_or("off", |severity| severity.as_str())
}

/// Returns a summary with a capital letter where it does not begin with code.
fn sentence(summary: &str) -> String {
    let mut chars = summary.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
