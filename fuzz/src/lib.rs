//! The laws that hold for all input, and the inputs that they are tried on.
//!
//! The laws are those of the test suite; here they meet more input than a test
//! run has time for.

#[path = "../../tests/suite/laws.rs"]
mod laws;
pub mod mutation;
mod seeds;
#[expect(dead_code, reason = "the test suite uses what the laws do not")]
#[path = "../../tests/suite/support.rs"]
mod support;

/// One law and what its inputs are made from.
pub struct Target {
    /// The name on the command line.
    pub name: &'static str,
    /// Panics when an input breaks the law.
    pub law: fn(&[u8]),
    /// Returns what mutation starts from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "front_matter", law: laws::front_matter, seeds: seeds::front_matter },
    Target { name: "markdown", law: laws::markdown, seeds: || seeds::files("md") },
    Target { name: "config", law: laws::config, seeds: || seeds::files("toml") },
    Target { name: "site", law: laws::site, seeds: seeds::sites },
];

/// Tries an input on the target of this name.
pub fn try_on(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.expect("the name is one of TARGETS").law)(input);
}
