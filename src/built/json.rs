//! The texts of a JSON file, with the places where they are written.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::base::span::Span;

/// A text in a JSON file. Texts with escapes are left out: no address has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// The key that it is the value of, or that of the list it is in.
    pub(super) key: String,
    pub(super) value: &'a str,
}

/// Returns every text, in order.
pub(super) fn texts(json: &str) -> Result<Vec<Text<'_>>, serde_json::Error> {
    let mut texts = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Collect { key: "", texts: &mut texts }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(texts)
}

/// Returns where a part of `whole`, borrowed from it, is.
pub(super) fn place(whole: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    if start > whole.len() {
        return Span::default();
    }
    Span::new(start..start + part.len())
}

struct Collect<'c, 'a> {
    key: &'c str,
    texts: &'c mut Vec<Text<'a>>,
}

impl<'a> DeserializeSeed<'a> for Collect<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for Collect<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_borrowed_str<E: Error>(self, value: &'a str) -> Result<(), E> {
        self.texts.push(Text { key: self.key.to_owned(), value });
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self { key, texts } = self;
        while seq.next_element_seed(Collect { key, texts })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Cow<'a, str>>()? {
            map.next_value_seed(Collect { key: &key, texts: self.texts })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_their_keys_and_places() {
        let json = r#"{"a": ["x", {"b": "y"}], "c": null, "d": "\u00e9", "e": 1.5}"#;
        let found = texts(json).unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|text| (text.key.as_str(), place(json, text.value).of(json)))
            .collect();
        assert_eq!(told, [("a", "x"), ("b", "y")]);
        assert!(texts("{\"a\": }").is_err());
        assert!(texts("{} x").is_err());
    }
}
