//! The door out: writes the site, and prints the report.

pub mod disk;
