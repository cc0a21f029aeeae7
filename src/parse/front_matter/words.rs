//! The words that people use for the values of fields with a fixed set of them.

use std::borrow::Cow;

use crate::base::nearest::{nearest, within};
use crate::base::version::Scheme;
use crate::config::Kind;

use super::super::document::{Classification, ProblemKind, Status};
use super::super::field::Field;

/// What organisations call each status, in lower case with single spaces.
#[rustfmt::skip]
const STATUSES: &[(Status, &[&str])] = &[
    (Status::Draft, &["draft", "wip", "work in progress", "proposed", "unpublished"]),
    (Status::InReview, &["in review", "review", "under review", "pending", "pending review",
        "pending approval"]),
    (Status::Published, &["published", "approved", "active", "final", "current", "in force",
        "effective", "live", "released"]),
    (Status::Superseded, &["superseded", "replaced"]),
    (Status::Withdrawn, &["withdrawn", "retired", "archived", "deprecated", "obsolete",
        "outdated"]),
];

/// What organisations call who may read a document, in lower case with single
/// spaces; the marks of the
/// [Traffic Light Protocol](https://www.first.org/tlp/) too.
///
/// `restricted` is the strictest mark in some schemes. It has our meaning here,
/// as in Probo: that the document exists is public, its text is not.
#[rustfmt::skip]
const CLASSIFICATIONS: &[(Classification, &[&str])] = &[
    (Classification::Public, &["public", "tlp:clear", "tlp:white"]),
    (Classification::Restricted, &["restricted", "on request", "upon request",
        "confidential on request", "available on request", "nda", "under nda"]),
    (Classification::Internal, &["internal", "internal only", "internal use", "internal use only",
        "confidential", "company confidential", "strictly confidential", "highly confidential",
        "private", "secret", "top secret", "tlp:green", "tlp:amber", "tlp:amber+strict",
        "tlp:red"]),
];

/// How versions are numbered, in lower case with single spaces.
#[rustfmt::skip]
const SCHEMES: &[(Scheme, &[&str])] = &[
    (Scheme::Semver, &["semver", "semantic", "semantic version", "semantic versioning"]),
    (Scheme::MajorMinor, &["major minor", "major.minor"]),
    (Scheme::Integer, &["integer", "number", "whole number"]),
    (Scheme::Date, &["date", "calver"]),
];

/// Returns the status that a word stands for.
pub(super) fn status(word: &str) -> Result<Status, ProblemKind> {
    let allowed = Status::ALL.map(|(_, word)| word);
    find(STATUSES, word, Field::Status, &allowed)
}

/// Returns the classification that a word stands for.
pub(super) fn classification(word: &str) -> Result<Classification, ProblemKind> {
    let allowed = Classification::ALL.map(|(_, word)| word);
    find(CLASSIFICATIONS, word, Field::Classification, &allowed)
}

fn find<T: Copy>(
    table: &[(T, &[&'static str])],
    word: &str,
    field: Field,
    allowed: &[&'static str],
) -> Result<T, ProblemKind> {
    let plain = plain(word);
    let rows =
        table.iter().flat_map(|(value, words)| words.iter().map(|word| (*value, *word)));
    let found = rows.clone().find(|(_, word)| *word == plain);
    found.map(|(value, _)| value).ok_or_else(|| ProblemKind::ValueUnknown {
        field,
        value: word.to_owned(),
        allowed: allowed.iter().copied().map(Cow::Borrowed).collect(),
        suggestion: nearest(&plain, allowed.iter().copied())
            .and_then(|near| allowed.iter().copied().find(|word| *word == near))
            .map(Cow::Borrowed),
    })
}

/// Returns the kind that a word stands for.
pub(super) fn kind(word: &str) -> Result<Kind, ProblemKind> {
    let plain = plain(word);
    let found = Kind::ALL.into_iter().find(|kind| kind.as_str() == plain);
    let allowed = Kind::ALL.map(Kind::as_str);
    found.ok_or_else(|| ProblemKind::ValueUnknown {
        field: Field::Kind,
        value: word.to_owned(),
        allowed: allowed.map(Cow::Borrowed).to_vec(),
        suggestion: Kind::ALL
            .into_iter()
            .map(Kind::as_str)
            .find(|known| nearest(&plain, allowed) == Some(known))
            .map(Cow::Borrowed),
    })
}

/// Returns the scheme of versions that a word stands for.
pub(super) fn scheme(word: &str) -> Result<Scheme, ProblemKind> {
    let allowed = Scheme::WORDS.map(|(word, _)| word);
    find(SCHEMES, word, Field::VersionScheme, &allowed)
}

/// Returns whether an unknown word is a known one with a single slip.
///
/// Other tools have kinds of their own under the same keys, such as `report`;
/// only a slip is worth a finding there.
pub(super) fn is_slip(problem: &ProblemKind) -> bool {
    match problem {
        ProblemKind::ValueUnknown { value, allowed, .. } => {
            within(&plain(value), allowed.iter().map(|word| &**word), 1).is_some()
        }
        _ => false,
    }
}

/// Returns whether a word means yes or no.
pub(super) fn yes_or_no(word: &str) -> Option<bool> {
    match plain(word).as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// Returns a word in lower case, with single spaces for `_`, `-` and white
/// space.
fn plain(word: &str) -> String {
    let parts = word.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-'));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_other_tools_are_understood() {
        #[rustfmt::skip]
        let statuses = [
            ("Draft",       Status::Draft),
            ("in_review",   Status::InReview),
            ("In-Review",   Status::InReview),
            ("review",      Status::InReview),
            ("APPROVED",    Status::Published),
            ("in force",    Status::Published),
            ("current",     Status::Published),
            ("replaced",    Status::Superseded),
            ("deprecated",  Status::Withdrawn),
        ];
        for (word, value) in statuses {
            assert_eq!(status(word), Ok(value), "{word}");
        }
        #[rustfmt::skip]
        let classifications = [
            ("PUBLIC",                   Classification::Public),
            ("TLP:CLEAR",                Classification::Public),
            ("Restricted",               Classification::Restricted),
            ("confidential-on-request",  Classification::Restricted),
            ("Internal Use Only",        Classification::Internal),
            ("confidential",             Classification::Internal),
            ("TLP:AMBER+STRICT",         Classification::Internal),
        ];
        for (word, value) in classifications {
            assert_eq!(classification(word), Ok(value), "{word}");
        }
        assert_eq!(kind(" Policy "), Ok(Kind::Policy));
        assert_eq!(scheme("Major.Minor"), Ok(Scheme::MajorMinor));
        assert_eq!(yes_or_no("Yes"), Some(true));
        assert_eq!(yes_or_no("off"), Some(false));
        assert_eq!(yes_or_no("maybe"), None);
    }

    #[test]
    fn every_canonical_word_stands_for_its_value() {
        for (value, word) in Status::ALL {
            assert_eq!(status(word), Ok(value));
        }
        for (value, word) in Classification::ALL {
            assert_eq!(classification(word), Ok(value));
        }
        for (word, value) in Scheme::WORDS {
            assert_eq!(scheme(word), Ok(value));
        }
        for value in Kind::ALL {
            assert_eq!(kind(value.as_str()), Ok(value));
        }
    }

    #[test]
    fn an_unknown_word_suggests_the_nearest_known_one() {
        #[rustfmt::skip]
        let cases = [
            (kind("polcy").unwrap_err(),              Some("policy"),    true),
            (kind("report").unwrap_err(),             Some("record"),    false),
            (kind("docs").unwrap_err(),               None,              false),
            (status("publised").unwrap_err(),         Some("published"), true),
            (status("stable").unwrap_err(),           None,              false),
            (classification("pubic").unwrap_err(),    Some("public"),    true),
            (classification("visible").unwrap_err(),  None,              false),
        ];
        for (problem, meant, slip) in cases {
            assert_eq!(is_slip(&problem), slip, "{problem:?}");
            let ProblemKind::ValueUnknown { suggestion, .. } = problem else {
                panic!("{problem:?}");
            };
            assert_eq!(suggestion.as_deref(), meant);
        }
    }
}
