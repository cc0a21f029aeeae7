//! A `security.txt` that somebody wrote, field by field
//! ([RFC 9116](https://www.rfc-editor.org/rfc/rfc9116)).

use crate::base::span::{Span, Spanned};

/// The fields of the file, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityFields {
    /// Where the file is, relative to the root.
    pub path: String,
    /// Each field: its name in lower case, and its value.
    pub fields: Vec<(String, Spanned<String>)>,
}

/// Reads the fields of a file; comments, signatures and what is no field are
/// passed over.
pub fn parse_security_txt(path: &str, text: &str) -> SecurityFields {
    let mut fields = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !line.starts_with('#')
            && let Some((name, rest)) = line.split_once(':')
        {
            let value = rest.trim();
            let at = start + name.len() + 1 + (rest.len() - rest.trim_start().len());
            let span = Span::new(at..at + value.len());
            let value = Spanned::new(value.to_owned(), span);
            fields.push((name.trim().to_lowercase(), value));
        }
        start += line.len();
    }
    SecurityFields { path: path.to_owned(), fields }
}

impl SecurityFields {
    /// Returns the values of a field.
    pub fn values<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Spanned<String>> {
        let named = self.fields.iter().filter(move |(field, _)| field == name);
        named.map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_its_value_and_its_place() {
        let text =
            "# Contact: nobody\nContact: mailto:a@b.example\r\n\nEXPIRES:2026-01-01\n";
        let read = parse_security_txt("x", text);
        let values = |name| -> Vec<&str> {
            read.values(name).map(|value| value.span.of(text)).collect()
        };
        assert_eq!(values("contact"), ["mailto:a@b.example"]);
        assert_eq!(values("expires"), ["2026-01-01"]);
        assert_eq!(values("policy"), [""; 0]);
    }
}
