//! `[rules]` in `site.toml`: at which level a rule reports in which file.

use crate::base::severity::Level;
use crate::config::RuleLevel;

use super::Rule;

/// Returns the level of a rule in the file at `path`, relative to the root.
///
/// Of the lines of `[rules]` that name the rule and hold for the file, one
/// decides:
///
/// 1. a line for some paths comes before one for all;
/// 2. then the longer name: a rule before a prefix, a prefix before its family;
/// 3. then the later line.
///
/// Where no line does, it is the rule's own level.
pub(super) fn level(rule: &Rule, path: &str, lines: &[RuleLevel]) -> Level {
    let holds =
        |line: &&RuleLevel| line.paths.as_ref().is_none_or(|paths| paths.is_match(path));
    lines
        .iter()
        .filter(|line| rule.is_named(&line.rule.value))
        .filter(holds)
        // Of equally specific lines, the last one is the greatest.
        .max_by_key(|line| (line.paths.is_some(), line.rule.value.len()))
        .map_or(rule.level, |line| line.level)
}

#[cfg(test)]
mod tests {
    use globset::{Glob, GlobSet};

    use super::*;
    use crate::base::span::{Span, Spanned};
    use crate::check::find_rule;

    /// A rule or a family, its level, and for which paths.
    type Line = (&'static str, &'static str, &'static str);

    fn line((rule, level, glob): &Line) -> RuleLevel {
        let glob = (!glob.is_empty()).then(|| {
            let glob = Glob::new(glob).unwrap();
            GlobSet::builder().add(glob).build().unwrap()
        });
        let rule = Spanned::new((*rule).to_owned(), Span::default());
        RuleLevel { rule, level: level.parse().unwrap(), paths: glob }
    }

    #[test]
    fn the_most_specific_line_decides_and_of_those_the_last() {
        #[rustfmt::skip]
        let cases: [(&[Line], Level); 9] = [
            (&[], Level::ERROR),
            (&[("link", "off", "")], Level::Off),
            (&[("link-page", "info", "")], Level::INFO),
            (&[("lin", "off", "")], Level::ERROR), // not a family
            (&[("link-page-missing-x", "off", "")], Level::ERROR),
            (&[("link-page-missing", "info", ""), ("link", "off", "")], Level::INFO),
            (&[("link", "off", ""), ("link", "warning", "")], Level::WARNING),
            (&[("link", "off", "old/**"), ("link-page-missing", "info", "")], Level::Off),
            (&[("link", "off", "new/**"), ("link", "info", "")], Level::INFO),
        ];
        let rule = find_rule("link-page-missing").unwrap();
        for (lines, expected) in cases {
            let lines: Vec<_> = lines.iter().map(line).collect();
            assert_eq!(level(rule, "old/a.md", &lines), expected, "{lines:?}");
        }
    }
}
