//! The year of a copyright notice.

use crate::parse::claim::ClaimKind;

use super::{Found, Passage, Scanner, Voice};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &["© 2", "© 1", "©20", "©19", "copyright", "(c) "],
    with: &[],
    scan,
};

/// How many characters after the sign may hold its years.
const NEAR: usize = 40;

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if passage.context.voice == Voice::Quoted {
        return;
    }
    let text = passage.text();
    let sign = ["©", "Copyright (c)", "(c)", "(C)", "Copyright"]
        .into_iter()
        .find_map(|sign| text.find(sign).map(|at| (at, sign)));
    let Some((start, sign)) = sign else { return };
    let rest = text.get(start + sign.len()..).unwrap_or_default();
    let near = rest
        .char_indices()
        .nth(NEAR)
        .map_or(rest, |(end, _)| rest.get(..end).unwrap_or_default());
    // "© 2018-present" never ages.
    if near.contains("present") || near.contains("current") {
        return;
    }
    let mut end = 0;
    let mut last = None;
    let mut at = 0;
    for part in near.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if digits.len() == 4
            && let Ok(year @ 1990..=2099) = digits.parse::<i16>()
        {
            last = last.max(Some(year));
            end = at + digits.len();
        }
        at += part.len();
    }
    if let Some(year) = last {
        let range = start..start + sign.len() + end;
        found.claims.push(passage.claim(&range, ClaimKind::Copyright { year }));
    }
}
