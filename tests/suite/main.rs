//! One binary for all integration tests.

mod config;
mod report_cases;
mod reports;
