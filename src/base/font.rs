//! Files of fonts, as far as their first bytes say what they are.

/// The format of a font that browsers show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontFormat {
    /// [WOFF 2](https://www.w3.org/TR/WOFF2/).
    Woff2,
    /// [WOFF](https://www.w3.org/TR/WOFF/).
    Woff,
    /// OpenType with outlines of its own.
    OpenType,
    /// TrueType, or OpenType with outlines of TrueType.
    TrueType,
}

impl FontFormat {
    /// Tells the format of a file; `None` if it is no font.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes.first_chunk()? {
            b"wOF2" => Some(Self::Woff2),
            b"wOFF" => Some(Self::Woff),
            b"OTTO" => Some(Self::OpenType),
            [0, 1, 0, 0] | b"true" => Some(Self::TrueType),
            _ => None,
        }
    }

    /// Returns what [style sheets](https://www.w3.org/TR/css-fonts-4/#font-face-src-requirement-types)
    /// call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Woff2 => "woff2",
            Self::Woff => "woff",
            Self::OpenType => "opentype",
            Self::TrueType => "truetype",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_known_by_its_first_bytes() {
        #[rustfmt::skip]
        let cases: &[(&[u8], Option<&str>)] = &[
            (b"wOF2\0\x01",  Some("woff2")),
            (b"wOFFOTTO",    Some("woff")),
            (b"OTTO",        Some("opentype")),
            (b"\0\x01\0\0",  Some("truetype")),
            (b"true",        Some("truetype")),
            (b"wOF",         None),
            (b"<!doctype",   None),
            (b"",            None),
        ];
        for (bytes, name) in cases {
            assert_eq!(FontFormat::of(bytes).map(FontFormat::name), *name, "{bytes:?}");
        }
    }
}
