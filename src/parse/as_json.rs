//! Values of any shape in a form that does not describe itself: as JSON in a text.

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};
use serde_json::{Map, Value};

pub(super) fn serialize<S: Serializer>(
    values: &Map<String, Value>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if values.is_empty() {
        return serializer.serialize_str("");
    }
    let text = serde_json::to_string(values).map_err(serde::ser::Error::custom)?;
    serializer.serialize_str(&text)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    let text = <&str>::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_str(text).map_err(D::Error::custom)
}
