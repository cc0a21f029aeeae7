//! Tests over the whole library, in one binary.

mod theme;
mod theme_site;
