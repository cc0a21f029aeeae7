//! Colours, and whether text in one can be read on another.

use std::fmt;
use std::str::FromStr;

/// A colour of the screen, as `#0b5788`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color([u8; 3]);

/// A text is not a colour of the form `#rrggbb` or `#rgb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a colour of the form #rrggbb")]
pub struct ColorError;

impl Color {
    /// Creates a colour from its red, green and blue.
    pub const fn new(channels: [u8; 3]) -> Self {
        Self(channels)
    }

    /// Returns the [contrast](https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)
    /// with another colour, from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Returns the [relative
    /// luminance](https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl FromStr for Color {
    type Err = ColorError;

    fn from_str(text: &str) -> Result<Self, ColorError> {
        let digits = text.strip_prefix('#').ok_or(ColorError)?;
        let values: Option<Vec<u8>> =
            digits.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
        match values.ok_or(ColorError)?.as_slice() {
            [r, g, b] => Ok(Self([r * 17, g * 17, b * 17])),
            [r1, r0, g1, g0, b1, b0] => {
                Ok(Self([r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0]))
            }
            _ => Err(ColorError),
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_and_written() {
        #[rustfmt::skip]
        let cases = [
            ("#0b5788",  Some("#0b5788")),
            ("#ABC",     Some("#aabbcc")),
            ("0b5788",   None),
            ("#0b578",   None),
            ("#0b578g",  None),
            ("#",        None),
            ("#äöü",     None),
            ("blue",     None),
        ];
        for (text, expected) in cases {
            let color = text.parse::<Color>().ok().map(|color| color.to_string());
            assert_eq!(color.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_definition() {
        #[rustfmt::skip]
        let cases = [
            ("#000000", "#ffffff", 21.0),
            ("#777777", "#ffffff", 4.48),
            ("#ffffff", "#ffffff", 1.0),
        ];
        for (one, other, expected) in cases {
            let (one, other): (Color, Color) =
                (one.parse().unwrap(), other.parse().unwrap());
            assert!((one.contrast(other) - expected).abs() < 0.01, "{one} {other}");
            assert!((other.contrast(one) - expected).abs() < 0.01, "{other} {one}");
        }
    }
}
