//! HTML that is ready, as templates see it.

use serde::{Serialize, Serializer};
use tera::Value;

/// HTML that goes into a page as it is, while every other text is escaped.
///
/// Templates therefore never say `| safe`: what may stay unescaped is decided
/// where the HTML is made. A clone shares the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Markup(Value);

impl Markup {
    /// Marks `html` as ready.
    pub(super) fn new(html: &str) -> Self {
        Self(Value::safe_string(html))
    }
}

impl Default for Markup {
    fn default() -> Self {
        Self::new("")
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
