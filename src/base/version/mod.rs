//! Versions of documents, and the four ways in which people number them.
//!
//! A version is a name: it is a folder in URLs and a file in the archive. How
//! two versions compare is a matter of the [`Scheme`] that a document follows.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::date::Date;

mod key;

use key::{Key, Number};

/// The longest version, in bytes: it must fit into names of files and be
/// readable in a table.
pub const MAX_VERSION_BYTES: usize = 64;

/// The version of a document, such as `2.1`.
///
/// # Invariants
///
/// At most [`MAX_VERSION_BYTES`] of ASCII that match
/// `[0-9A-Za-z][0-9A-Za-z.+_-]*` and hold no `..`; so it is a name that every
/// file system and URL can have.
///
/// Versions are ordered as names with numbers in them, which keeps lists of
/// them readable and the same on every machine: `1.2`, `1.10`, `2`. Which of two
/// is the later one is for [`Scheme::compare`] to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version(String);

/// Why a text is not a [`Version`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// There is nothing.
    #[error("is empty")]
    Empty,
    /// It is longer than [`MAX_VERSION_BYTES`].
    #[error("is longer than {MAX_VERSION_BYTES} characters")]
    TooLong,
    /// It does not begin with a letter or a digit.
    #[error("does not begin with a letter or a digit")]
    Start,
    /// A character that is not allowed.
    #[error("has `{0}`, and may only have letters, digits and `.`, `+`, `_`, `-`")]
    Character(char),
    /// Two dots in a row.
    #[error("has two dots in a row")]
    Dots,
}

impl Version {
    /// Creates a version from text that follows the invariants.
    pub fn new(text: &str) -> Result<Self, VersionError> {
        let first = text.chars().next().ok_or(VersionError::Empty)?;
        if text.len() > MAX_VERSION_BYTES {
            return Err(VersionError::TooLong);
        }
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || ".+_-".contains(c);
        if let Some(character) = text.chars().find(|&c| !is_allowed(c)) {
            return Err(VersionError::Character(character));
        }
        if !first.is_ascii_alphanumeric() {
            return Err(VersionError::Start);
        }
        if text.contains("..") {
            return Err(VersionError::Dots);
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the version as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        Self::new(text)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Version {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        key::natural(&self.0).cmp(&key::natural(&other.0)).then(self.0.cmp(&other.0))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How the versions of a document are numbered.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub enum Scheme {
    /// `1`, `2`, `3`
    Integer,
    /// `2026-05-31`, `2026.05.31`, `2026-05`; a second one of a day is
    /// `2026-05-31.2`.
    Date,
    /// `1.0`, `1.1`, `2.0`; `2` counts as `2.0`.
    MajorMinor,
    /// [Semantic versions](https://semver.org/spec/v2.0.0.html), with one
    /// leniency: `2`, `2.1` and `2.1-rc` count as `2.0.0`, `2.1.0` and
    /// `2.1.0-rc`.
    Semver,
}

impl Scheme {
    /// Every scheme, the one that says most about its versions first.
    pub const ALL: [Self; 4] =
        [Self::Integer, Self::Date, Self::MajorMinor, Self::Semver];

    /// Returns the scheme that all of these versions follow: the first of
    /// [`Scheme::ALL`] where there are several, and `None` where there is no
    /// such scheme, or no version to tell it from.
    ///
    /// ```
    /// use trustpress::base::version::{Scheme, Version};
    ///
    /// let versions = |texts: &[&str]| -> Vec<Version> {
    ///     texts.iter().filter_map(|text| Version::new(text).ok()).collect()
    /// };
    /// assert_eq!(Scheme::detect(&versions(&["1", "2"])), Some(Scheme::Integer));
    /// assert_eq!(Scheme::detect(&versions(&["1", "2.1"])), Some(Scheme::MajorMinor));
    /// assert_eq!(Scheme::detect(&versions(&["1", "2026-05-31"])), None);
    /// ```
    pub fn detect<'a>(versions: impl IntoIterator<Item = &'a Version>) -> Option<Self> {
        let versions: Vec<&Version> = versions.into_iter().collect();
        if versions.is_empty() {
            return None;
        }
        let follows_all =
            |scheme: &Self| versions.iter().all(|version| scheme.follows(version));
        Self::ALL.into_iter().find(follows_all)
    }

    /// Every scheme with the word that users write.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("semver", Self::Semver),
        ("major-minor", Self::MajorMinor),
        ("integer", Self::Integer),
        ("date", Self::Date),
    ];

    /// Returns the word for the scheme in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Integer => "whole number",
            Self::Date => "date",
            Self::MajorMinor => "major.minor",
            Self::Semver => "semantic version",
        }
    }

    /// Returns whether a version is one of this scheme.
    pub fn follows(self, version: &Version) -> bool {
        !matches!(self.key(version), Key::Other(_))
    }

    /// Says which of two versions is the later one.
    ///
    /// Two that are equal here need not be the same: `2` and `2.0` are equal in
    /// [`Scheme::MajorMinor`], and the build metadata of a semantic version
    /// (`+…`) does not count. A version that is not of the scheme comes before
    /// all that are.
    pub fn compare(self, a: &Version, b: &Version) -> Ordering {
        self.key(a).cmp(&self.key(b))
    }

    /// Returns what the version after `version` may be called, the smallest
    /// step first, for a text that is published on a day.
    ///
    /// All are later than `version`. There are none for a version that is not
    /// of the scheme, or a date that is later than the day.
    ///
    /// ```
    /// use trustpress::base::version::{Scheme, Version};
    ///
    /// let day = "2026-05-31".parse().unwrap();
    /// let next = Scheme::MajorMinor.next(&Version::new("2.1").unwrap(), day);
    /// let next: Vec<_> = next.iter().map(Version::as_str).collect();
    /// assert_eq!(next, ["2.2", "3.0"]);
    /// ```
    pub fn next(self, version: &Version, on: Date) -> Vec<Version> {
        let texts = match (self, self.key(version)) {
            (_, Key::Other(_)) => Vec::new(),
            (_, Key::Date { .. }) => key::next_dates(version.as_str(), on),
            (Self::Integer, Key::Numbers { numbers: [number, ..], .. }) => {
                vec![number.next()]
            }
            (Self::MajorMinor, Key::Numbers { numbers: [major, minor, _], .. }) => {
                vec![format!("{major}.{}", minor.next()), format!("{}.0", major.next())]
            }
            (_, Key::Numbers { numbers, .. }) => next_semantic(version, numbers),
        };
        let versions = texts.iter().filter_map(|text| Version::new(text).ok());
        versions.filter(|next| self.compare(next, version).is_gt()).collect()
    }

    fn key(self, version: &Version) -> Key<'_> {
        let text = version.as_str();
        let key = match self {
            Self::Integer => key::integer(text),
            Self::Date => key::date(text),
            Self::MajorMinor => key::major_minor(text),
            Self::Semver => key::semantic(text),
        };
        key.unwrap_or_else(|| Key::Other(key::natural(text)))
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Of a pre-release, the release itself comes first.
fn next_semantic(
    version: &Version,
    [major, minor, patch]: [Number<'_>; 3],
) -> Vec<String> {
    let release = format!("{major}.{minor}.{patch}");
    let steps = [
        format!("{major}.{minor}.{}", patch.next()),
        format!("{major}.{}.0", minor.next()),
        format!("{}.0.0", major.next()),
    ];
    let is_prerelease = version.as_str().contains('-');
    is_prerelease.then_some(release).into_iter().chain(steps).collect()
}

/// So that a map by version can be asked with a text.
impl Borrow<str> for Version {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version(text: &str) -> Version {
        Version::new(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_version_is_a_name_that_a_file_and_a_url_can_have() {
        let long = "1".repeat(65);
        #[rustfmt::skip]
        let cases = [
            ("1",            None),
            ("2.1",          None),
            ("v2",           None),
            ("1.0.0-rc.1+b", None),
            ("2026-05-31",   None),
            ("1_a",          None),
            ("1.",           None),
            ("",             Some(VersionError::Empty)),
            (".1",           Some(VersionError::Start)),
            ("-1",           Some(VersionError::Start)),
            ("1..2",         Some(VersionError::Dots)),
            ("..",           Some(VersionError::Start)),
            ("1/2",          Some(VersionError::Character('/'))),
            ("1 2",          Some(VersionError::Character(' '))),
            ("1\u{0}",       Some(VersionError::Character('\u{0}'))),
            ("é",            Some(VersionError::Character('é'))),
            (&long,          Some(VersionError::TooLong)),
        ];
        for (text, expected) in cases {
            assert_eq!(Version::new(text).err(), expected, "{text:?}");
        }
    }

    #[test]
    fn the_scheme_is_the_one_that_all_versions_follow() {
        use Scheme::{Date, Integer, MajorMinor, Semver};

        #[rustfmt::skip]
        let cases: [(&[&str], Option<Scheme>); 20] = [
            (&[],                        None),
            (&["1"],                     Some(Integer)),
            (&["1", "10"],               Some(Integer)),
            (&["20260531"],              Some(Integer)),
            (&["01"],                    None),
            (&["1.0"],                   Some(MajorMinor)),
            (&["1", "1.1"],              Some(MajorMinor)),
            (&["1.01"],                  None),
            (&["2026-05-31"],            Some(Date)),
            (&["2026.05.31"],            Some(Date)),
            (&["2026-05", "2026-06-01"], Some(Date)),
            (&["2026-05-31", "2026-05-31.2"], Some(Date)),
            (&["2026-02-30"],            None),
            (&["2026.13"],               Some(MajorMinor)),
            (&["2026-13"],               None),
            (&["1.0.0"],                 Some(Semver)),
            (&["1", "1.1", "1.1.1"],     Some(Semver)),
            (&["1.0-draft", "1.0"],      Some(Semver)),
            (&["1.0.0", "2026-05-31"],   None),
            (&["first"],                 None),
        ];
        for (texts, expected) in cases {
            let versions: Vec<_> = texts.iter().map(|text| version(text)).collect();
            assert_eq!(Scheme::detect(&versions), expected, "{texts:?}");
        }
    }

    #[test]
    fn later_versions_come_after_earlier_ones() {
        #[rustfmt::skip]
        let cases: [(Scheme, &[&str]); 6] = [
            (Scheme::Integer, &["0", "1", "9", "10", "99999999999999999999999"]),
            (Scheme::MajorMinor, &["0.9", "1", "1.1", "1.9", "1.10", "2.0"]),
            // https://semver.org/spec/v2.0.0.html#spec-item-11
            (Scheme::Semver, &["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta",
                "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
                "1.0.1", "1.2", "1.10.0", "2"]),
            (Scheme::Semver, &["1.0.0-1", "1.0.0-2", "1.0.0-10", "1.0.0--", "1.0.0-A",
                "1.0.0-a", "1.0.0-a-b"]),
            (Scheme::Date, &["2025-12", "2025-12-31", "2025-12-31.2", "2025-12-31.10",
                "2026.01.01", "2026-01-02"]),
            // What is not of the scheme comes first, as names.
            (Scheme::MajorMinor, &["1.2.3", "1.10.0", "a", "b", "0.1"]),
        ];
        for (scheme, texts) in cases {
            for (at, first) in texts.iter().enumerate() {
                for (other_at, other) in texts.iter().enumerate() {
                    let got = scheme.compare(&version(first), &version(other));
                    assert_eq!(got, at.cmp(&other_at), "{scheme}: {first} and {other}");
                }
            }
        }
    }

    #[test]
    fn some_versions_are_equal_without_being_the_same() {
        #[rustfmt::skip]
        let cases = [
            (Scheme::MajorMinor, "2",          "2.0"),
            (Scheme::Semver,     "2",          "2.0.0"),
            (Scheme::Semver,     "1.0.0+a",    "1.0.0+b"),
            (Scheme::Semver,     "1.0.0-a+a",  "1.0.0-a"),
            (Scheme::Date,       "2026-05-31", "2026.05.31"),
        ];
        for (scheme, a, b) in cases {
            let (a, b) = (version(a), version(b));
            assert_eq!(scheme.compare(&a, &b), Ordering::Equal, "{a} and {b}");
            assert_ne!(a.cmp(&b), Ordering::Equal, "{a} and {b}");
        }
    }

    #[test]
    fn lists_of_versions_read_as_people_count() {
        let mut versions =
            ["10", "2", "1.10", "1.9", "1.9-a", "b", "a10", "a9", "1"].map(version);
        versions.sort();
        let texts: Vec<_> = versions.iter().map(Version::as_str).collect();
        assert_eq!(texts, ["1", "1.9", "1.9-a", "1.10", "2", "10", "a9", "a10", "b"]);
    }

    #[test]
    fn the_next_version_is_a_step_of_the_scheme() {
        let day = "2026-05-31".parse().unwrap();
        #[rustfmt::skip]
        let cases: [(Scheme, &str, &[&str]); 15] = [
            (Scheme::Integer,    "9",            &["10"]),
            (Scheme::Integer,    "0",            &["1"]),
            (Scheme::Integer,    "99",           &["100"]),
            (Scheme::MajorMinor, "2.9",          &["2.10", "3.0"]),
            (Scheme::MajorMinor, "2",            &["2.1", "3.0"]),
            (Scheme::Semver,     "1.2.3",        &["1.2.4", "1.3.0", "2.0.0"]),
            (Scheme::Semver,     "1.2.3-rc.1",   &["1.2.3", "1.2.4", "1.3.0", "2.0.0"]),
            (Scheme::Date,       "2026-01-02",   &["2026-05-31"]),
            (Scheme::Date,       "2026.01.02",   &["2026.05.31"]),
            (Scheme::Date,       "2026-01",      &["2026-05"]),
            (Scheme::Date,       "2026-05",      &["2026-05-31"]),
            (Scheme::Date,       "2026-05-31",   &["2026-05-31.2"]),
            (Scheme::Date,       "2026-05-31.2", &["2026-05-31.3"]),
            (Scheme::Date,       "2026-06",      &[]),
            (Scheme::Integer,    "first",        &[]),
        ];
        for (scheme, from, expected) in cases {
            let next = scheme.next(&version(from), day);
            let next: Vec<_> = next.iter().map(Version::as_str).collect();
            assert_eq!(next, expected, "{scheme} {from}");
        }
    }

    fn any_version() -> impl Strategy<Value = Version> {
        let texts = prop_oneof![
            "[0-9]{1,3}",
            "[0-3]\\.[0-9]{1,2}",
            "[0-2]\\.[0-2]\\.[0-2](-(0|1|10|a|b)(\\.(0|1|a))?)?(\\+[a-b])?",
            "202[0-9]-[01][0-9](-[0-3][0-9](\\.[1-9])?)?",
            "[0-9A-Za-z][0-9A-Za-z.+_-]{0,8}",
        ];
        texts.prop_filter_map("a version", |text| Version::new(&text).ok())
    }

    fn any_scheme() -> impl Strategy<Value = Scheme> {
        prop::sample::select(Scheme::ALL.to_vec())
    }

    proptest! {
        /// Of any three versions, in any scheme, comparing agrees with itself.
        #[test]
        fn the_order_is_total(scheme in any_scheme(), three in [any_version(), any_version(), any_version()]) {
            let [a, b, c] = three;
            let compare = |a: &Version, b: &Version| scheme.compare(a, b);
            prop_assert_eq!(compare(&a, &a), Ordering::Equal);
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
            if compare(&a, &b).is_eq() {
                prop_assert_eq!(compare(&a, &c), compare(&b, &c));
            }
        }

        /// The order of names is total as well, and only equal names are equal.
        #[test]
        fn names_are_in_one_order(three in [any_version(), any_version(), any_version()]) {
            let [a, b, c] = three;
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }

        /// What comes next is later, and of the same scheme.
        #[test]
        fn the_next_version_is_later(scheme in any_scheme(), version in any_version(), day in 0..20_000_i64) {
            let day = Date::from_unix(day * 86_400).unwrap();
            for next in scheme.next(&version, day) {
                prop_assert!(scheme.compare(&next, &version).is_gt(), "{}", next);
                prop_assert!(scheme.follows(&next));
            }
        }

        /// No text makes it panic, and what is accepted is kept as it is.
        #[test]
        fn any_text_is_a_version_or_not(text in ".{0,70}") {
            if let Ok(version) = Version::new(&text) {
                prop_assert_eq!(version.as_str(), &text);
                prop_assert!(!text.contains('/') && !text.starts_with('.'));
            }
        }
    }
}
