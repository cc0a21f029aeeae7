//! Which texts of a history are versions, and what they are called.
//!
//! - A text that states a version is that version. Of several that state the
//!   same, the last one counts: its words are those that the version had in the
//!   end, and it counts from the first commit that had them. Others may lie
//!   between them, as branches do.
//! - Words that changed before the number did belong to the next number, if that
//!   came without another change.
//! - Where no text states a version, each change of the words is one, called by
//!   its day: `2021-03-01`, and a second one of that day `2021-03-01.2`.

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::version::Version;

/// A text of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) number: Option<Number>,
    /// The digest of the words.
    pub(super) words: String,
    /// Where the links lead.
    pub(super) links: Vec<String>,
    pub(super) day: Date,
}

/// What a text is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// Its front matter says so.
    Stated(Version),
    /// The tag says so.
    Tagged(Version),
}

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It is this version.
    Version(Version),
    /// A version has it, or what became of it.
    Merged,
    /// No version has it, for this reason.
    LeftOut(String),
}

/// The texts of one version, in order.
struct Group {
    version: Version,
    steps: Vec<usize>,
}

impl Number {
    const fn version(&self) -> &Version {
        let (Self::Stated(version) | Self::Tagged(version)) = self;
        version
    }
}

impl Step {
    fn reads_as(&self, other: &Self) -> bool {
        (&self.words, &self.links) == (&other.words, &other.links)
    }
}

/// Decides about each text; the first one is the oldest.
pub(super) fn decide(steps: &[Step]) -> Vec<Decision> {
    if steps.iter().any(|step| step.number.is_some()) {
        by_number(steps)
    } else {
        by_day(steps)
    }
}

fn by_day(steps: &[Step]) -> Vec<Decision> {
    let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
    let mut before: Option<&Step> = None;
    let decisions = steps.iter().map(|step| {
        if before.replace(step).is_some_and(|before| before.reads_as(step)) {
            return Decision::Merged;
        }
        let count = counts.entry(step.day).or_default();
        *count += 1;
        let name = match *count {
            1 => step.day.to_string(),
            count => format!("{}.{count}", step.day),
        };
        Version::new(&name).map_or_else(
            |reason| Decision::LeftOut(format!("its day {reason}")),
            Decision::Version,
        )
    });
    decisions.collect()
}

fn by_number(steps: &[Step]) -> Vec<Decision> {
    let mut decisions = vec![Decision::Merged; steps.len()];
    let mut groups: Vec<Group> = Vec::new();
    let mut before: Option<usize> = None;
    for (at, (step, decision)) in steps.iter().zip(&mut decisions).enumerate() {
        let Some(number) = &step.number else {
            *decision = Decision::LeftOut("it has no `version`".to_owned());
            continue;
        };
        if let Some(reason) = take(&mut groups, steps, (before, at), number) {
            *decision = Decision::LeftOut(reason);
        } else {
            before = Some(at);
        }
    }
    for Group { version, steps: group } in groups {
        let Some(last) = group.last().and_then(|&at| steps.get(at)) else { continue };
        let is_last = |at: &&usize| steps.get(**at).is_some_and(|it| it.reads_as(last));
        let first = group.iter().rev().take_while(is_last).last();
        if let Some(decision) = first.and_then(|&at| decisions.get_mut(at)) {
            *decision = Decision::Version(version);
        }
    }
    decisions
}

/// Adds a text to the group that it belongs to, or says why it belongs to none.
fn take(
    groups: &mut Vec<Group>,
    steps: &[Step],
    (before, at): (Option<usize>, usize),
    number: &Number,
) -> Option<String> {
    let words = |at: usize| steps.get(at).map(|step| step.words.as_str());
    let version = number.version();
    let is_same = before.is_some_and(|before| words(before) == words(at));
    let is_called = |group: &&mut Group| {
        group.version.as_str().eq_ignore_ascii_case(version.as_str())
    };
    if let Some(group) = groups.iter_mut().find(is_called) {
        if group.version != *version {
            let known = &group.version;
            return Some(format!(
                "{version} differs from {known} only by capital letters"
            ));
        }
        group.steps.push(at);
        return None;
    }
    // A tag names all documents, also those that have not changed.
    if is_same && matches!(number, Number::Tagged(_)) {
        return None;
    }
    let group_before = groups.iter_mut().find(|it| it.steps.last().copied() == before);
    if let Some(group) = group_before
        && group.steps.iter().any(|&earlier| words(earlier) != words(at))
    {
        while group.steps.last().is_some_and(|&last| words(last) == words(at)) {
            group.steps.pop();
        }
    }
    groups.push(Group { version: version.clone(), steps: vec![at] });
    None
}

/// Returns the version that the name of a tag gives: what follows the part of
/// the pattern before its first wildcard, and a `v`.
pub(super) fn of_tag(tag: &str, pattern: &str) -> Option<Version> {
    let prefix = pattern.split(['*', '?', '[', '\\']).next().unwrap_or_default();
    let rest = tag.strip_prefix(prefix).unwrap_or(tag);
    let number = rest
        .strip_prefix(['v', 'V'])
        .filter(|number| number.starts_with(|first: char| first.is_ascii_digit()));
    Version::new(number.unwrap_or(rest)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps from `number words`, a day each; `-` is no number, `~` before one
    /// means that a tag gives it, and what follows the words the day.
    fn steps(lines: &[&str]) -> Vec<Step> {
        let step = |(at, line): (usize, &&str)| {
            let words: Vec<&str> = line.split(' ').collect();
            let version = |text: &str| Version::new(text).unwrap();
            let number = match words[0].strip_prefix('~') {
                Some(tagged) => Some(Number::Tagged(version(tagged))),
                None if words[0] == "-" => None,
                None => Some(Number::Stated(version(words[0]))),
            };
            let day = i64::try_from(at).unwrap() * 86_400;
            let day = Date::from_unix(day).unwrap();
            Step {
                number,
                words: words[1].to_owned(),
                links: words.get(2).map(|link| (*link).to_owned()).into_iter().collect(),
                day,
            }
        };
        lines.iter().enumerate().map(step).collect()
    }

    fn told(steps: &[Step]) -> String {
        let told = decide(steps).into_iter().map(|decision| match decision {
            Decision::Version(version) => version.to_string(),
            Decision::Merged => "=".to_owned(),
            Decision::LeftOut(_) => "out".to_owned(),
        });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_version_has_the_words_that_it_had_in_the_end() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str], &str); 12] = [
            ("one each",                    &["1 a", "2 b", "3 c"],             "1 2 3"),
            ("edited without a new number", &["1 a", "1 b", "2 c"],             "= 1 2"),
            ("metadata changed later",      &["1 a", "1 b", "1 b", "2 c"],      "= 1 = 2"),
            ("only a link changed",         &["1 a x", "1 a y"],                "= 1"),
            ("the number followed",         &["1 a", "1 b", "2 b", "2 c"],      "1 = = 2"),
            ("the number followed, alone",  &["1 a", "1 b", "2 b"],             "1 = 2"),
            ("reviewed, nothing changed",   &["1 a", "2 a"],                    "1 2"),
            ("before the first number",     &["- a", "- b", "1 b", "2 c"],      "out out 1 2"),
            ("the number was lost",         &["1 a", "- b", "2 b"],             "1 out 2"),
            ("on two branches",              &["1 a", "2 b", "1 c", "3 d"],      "= 2 1 3"),
            ("it was reverted",             &["1 a", "2 b", "1 a", "3 c"],      "1 2 = 3"),
            ("capitals",                    &["1-a a", "1-A b"],                "1-a out"),
        ];
        for (name, lines, expected) in cases {
            assert_eq!(told(&steps(lines)), expected, "{name}");
        }
    }

    #[test]
    fn a_tag_on_an_unchanged_document_is_no_version_of_it() {
        assert_eq!(told(&steps(&["~1 a", "~2 a", "~3 b", "4 b"])), "1 = 3 4");
    }

    #[test]
    fn without_numbers_each_change_is_called_by_its_day() {
        let mut steps = steps(&["- a", "- a", "- b", "- c", "- a"]);
        steps[3].day = steps[2].day;
        assert_eq!(told(&steps), "1970-01-01 = 1970-01-03 1970-01-03.2 1970-01-05");
        assert_eq!(told(&[]), "");
    }

    #[test]
    fn tags_give_versions() {
        #[rustfmt::skip]
        let cases = [
            ("policy-v1.2", "policy-v*", Some("1.2")),
            ("policy-v1.2", "policy-*",  Some("1.2")),
            ("v2",          "*",         Some("2")),
            ("V2",          "V[0-9]*",   Some("2")),
            ("very-old",    "*",         Some("very-old")),
            ("docs/1.0",    "docs/*",    Some("1.0")),
            ("docs/1.0",    "*/1.0",     None),
            ("release-",    "release-*", None),
        ];
        for (tag, pattern, expected) in cases {
            let version = of_tag(tag, pattern);
            assert_eq!(
                version.as_ref().map(Version::as_str),
                expected,
                "{tag} {pattern}"
            );
        }
    }
}
