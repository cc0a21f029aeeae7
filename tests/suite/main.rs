//! Everything that is tested from outside, in one program.

mod commonmark;
mod config;
mod disk;
mod docs;
mod example;
mod git;
mod golden;
mod index;
mod laws;
mod properties;
mod report_cases;
mod reports;
mod rules;
mod slugs;
mod support;
mod theme;
mod theme_pages;
