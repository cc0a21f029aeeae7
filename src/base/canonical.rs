//! JSON in one form only, to take digests of.

use serde_json::Value;

/// Returns a value in the canonical form of
/// [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785): no white space, keys
/// sorted by UTF-16 code units, strings with the shortest escapes. Our values
/// hold no fractions, whose form would need more.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    canonicalise(value, &mut text);
    text
}

fn canonicalise(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                canonicalise(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonicalise(&map[key], out);
            }
            out.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_is_that_of_rfc_8785() {
        // The example of RFC 8785, 3.2.2 and 3.2.3, without its fractions.
        let value = serde_json::json!({
            "string": "\u{20ac}$\u{f}\nA'B\"\\\\\"/",
            "literals": [null, true, false],
            "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7,
        });
        let keys = "\"\\r\":2,\"1\":4,\"literals\":[null,true,false],\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3";
        assert_eq!(canonical(&value), format!("{{{keys}}}"));
    }
}
