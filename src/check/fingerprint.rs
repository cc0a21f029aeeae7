//! What makes a finding the same finding on another day.

use std::collections::BTreeMap;

use crate::base::digest::sha256;
use crate::check::{Finding, Report};

/// Returns the fingerprint of each finding, in the order of the report: 32
/// hexadecimal digits, the first 128 bits of the SHA-256 of rule, path, subject
/// and number, with a zero byte between them.
///
/// The number tells findings apart that are the same in all else: 0 for the
/// first in the file, 1 for the next. Lines and columns have no part in it, so
/// that a finding stays itself when text is added above.
pub fn fingerprints<'a>(report: &'a Report) -> Vec<String> {
    let mut seen: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    let fingerprint = |finding: &'a Finding| {
        let Finding { rule, subject, .. } = finding;
        let path = report.path_of(finding);
        let number = seen.entry((rule, path, subject)).or_default();
        let text = format!("{rule}\0{path}\0{subject}\0{number}");
        *number += 1;
        sha256(text.as_bytes()).chars().take(32).collect()
    };
    report.findings.iter().map(fingerprint).collect()
}
