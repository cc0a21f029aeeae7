//! SHA-256 digests: of bytes, in the form that `sha256sum` prints, and of
//! everything that something is made from.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
///
/// ```
/// let digest = trustpress::base::digest::sha256(b"");
/// assert!(digest.starts_with("e3b0c44298fc1c14"));
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    sha256_of(&[bytes])
}

/// Returns the SHA-256 of the bytes of all parts, one after the other.
pub fn sha256_of(parts: &[&[u8]]) -> String {
    let all = parts.iter().fold(Sha256::new(), Sha256::chain_update);
    hex(&all.finalize())
}

fn hex(digest: &[u8]) -> String {
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    let mut hex = String::with_capacity(64);
    hex.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    hex
}

/// A digest of everything that something is made from: where it is the same, so
/// is what was made.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct Inputs([u8; 32]);

/// Takes in what something is made from, part by part.
///
/// The lengths count as well as the bytes, so that `ab`, `c` differs from `a`,
/// `bc`.
#[derive(Clone, Debug, Default)]
pub struct Ingredients(Sha256);

impl Inputs {
    /// Returns the digest of one text.
    pub fn of(text: &str) -> Self {
        Ingredients::default().text(text).finish()
    }

    /// Returns the digest in hexadecimal.
    pub fn to_hex(self) -> String {
        hex(&self.0)
    }
}

impl Ingredients {
    /// Takes in a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Takes in bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Takes in all that a value is equal by.
    #[must_use]
    pub fn value(mut self, value: &impl Hash) -> Self {
        value.hash(&mut self);
        self
    }

    /// Takes in all that a value says to others, as JSON; nothing, if it cannot be
    /// said so.
    pub fn said(self, value: &impl Serialize) -> Option<Self> {
        Some(self.bytes(&serde_json::to_vec(value).ok()?))
    }

    /// Takes in a digest.
    #[must_use]
    pub fn inputs(self, inputs: Inputs) -> Self {
        self.bytes(&inputs.0)
    }

    /// Takes in the lines of a list, and how many there are.
    #[must_use]
    pub fn list<'a>(self, texts: impl ExactSizeIterator<Item = &'a str>) -> Self {
        let with_length = self.bytes(&(texts.len() as u64).to_le_bytes());
        texts.fold(with_length, Self::text)
    }

    /// Returns the digest of all of it.
    pub fn finish(self) -> Inputs {
        Inputs(self.0.finalize().into())
    }
}

/// Takes in the parts of a value, which tell their lengths themselves.
impl Hasher for Ingredients {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let mut start = [0; 8];
        let digest = self.0.clone().finalize();
        start.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        u64::from_le_bytes(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_part_ends_counts() {
        let of = |parts: &[&str]| {
            let taken = parts.iter().fold(Ingredients::default(), |all, it| all.text(it));
            taken.finish()
        };
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab", ""]), of(&["ab"]));
        let list = |texts: &[&str]| {
            let all = Ingredients::default().list(texts.iter().copied());
            all.text("x").finish()
        };
        assert_ne!(list(&["a"]), list(&["a", "x"]));
        let value = |one: &str, two: Option<&str>| {
            Ingredients::default().value(&(one, two)).finish()
        };
        assert_eq!(value("ab", Some("c")), value("ab", Some("c")));
        assert_ne!(value("ab", Some("c")), value("a", Some("bc")));
        assert_ne!(value("ab", Some("")), value("ab", None));
    }
}
