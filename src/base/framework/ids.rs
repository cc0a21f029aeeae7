//! The ids of each framework: what belongs to it, in every spelling in use.
//!
//! Ids are facts. Where the texts behind them may not be copied (AICPA, ISO, PCI,
//! CIS), nothing but ids is here.

use super::Judgement;

/// How many ids follow each prefix, from 1.
type Counted = [(&'static str, u32)];

/// [Trust Services Criteria](https://www.aicpa-cima.com/), 2017, with the points of
/// focus of 2022: 61 criteria.
pub(super) const TSC: [(&str, u32); 20] = [
    ("CC1", 5),
    ("CC2", 3),
    ("CC3", 4),
    ("CC4", 2),
    ("CC5", 3),
    ("CC6", 8),
    ("CC7", 5),
    ("CC8", 1),
    ("CC9", 2),
    ("A1", 3),
    ("C1", 2),
    ("PI1", 5),
    ("P1", 1),
    ("P2", 1),
    ("P3", 2),
    ("P4", 3),
    ("P5", 2),
    ("P6", 7),
    ("P7", 1),
    ("P8", 1),
];

/// The categories of the criteria, which some documents name instead.
const TSC_CATEGORIES: [&str; 6] = [
    "COMMON CRITERIA",
    "SECURITY",
    "AVAILABILITY",
    "CONFIDENTIALITY",
    "PROCESSING INTEGRITY",
    "PRIVACY",
];

/// ISO/IEC 27001:2022, annex A: 93 controls.
pub(super) const ISO_ANNEX: [(&str, u32); 4] =
    [("5", 37), ("6", 8), ("7", 14), ("8", 34)];

/// ISO/IEC 27001:2022, clauses 4 to 10.
const ISO_CLAUSES: [(&str, u32); 7] =
    [("4", 4), ("5", 3), ("6", 3), ("7", 5), ("8", 3), ("9", 3), ("10", 2)];

/// CIS Controls 8.1: 153 safeguards.
pub(super) const CIS: [(&str, u32); 18] = [
    ("1", 5),
    ("2", 7),
    ("3", 14),
    ("4", 12),
    ("5", 6),
    ("6", 8),
    ("7", 7),
    ("8", 12),
    ("9", 7),
    ("10", 7),
    ("11", 5),
    ("12", 8),
    ("13", 11),
    ("14", 9),
    ("15", 7),
    ("16", 14),
    ("17", 9),
    ("18", 5),
];

/// Sections of 45 CFR part 164.
const HIPAA: [u32; 41] = [
    102, 103, 104, 105, 106, 302, 304, 306, 308, 310, 312, 314, 316, 318, 400, 402, 404,
    406, 408, 410, 412, 414, 500, 501, 502, 504, 506, 508, 509, 510, 512, 514, 520, 522,
    524, 526, 528, 530, 532, 534, 535,
];

/// Sections of California Civil Code, title 1.81.5, after `1798.`; those after
/// `1798.199.` go from 10 to 100 in fives.
const CCPA: [u32; 26] = [
    100, 105, 106, 110, 115, 120, 121, 125, 130, 135, 140, 145, 146, 148, 150, 155, 160,
    175, 180, 185, 190, 192, 194, 196, 198, 199,
];

/// Returns the ids that a table counts.
pub(super) fn counted_ids(prefix: &str, table: &Counted) -> Vec<String> {
    let ids = table.iter().flat_map(|(group, last)| {
        (1..=*last).map(move |number| format!("{prefix}{group}.{number}"))
    });
    ids.collect()
}

/// `CC6.1`, and `CC6` for all of them.
pub(super) fn tsc(id: &str) -> Judgement {
    if TSC_CATEGORIES.contains(&id) { Judgement::Known } else { counted(&TSC, id) }
}

/// `A.5.1`, `A5.1`, `5.1`; clauses as `6.1.2` or `CLAUSE 6.1.2`.
pub(super) fn iso_27001(id: &str) -> Judgement {
    let id = id.strip_prefix("ANNEX ").unwrap_or(id);
    if let Some(clause) = id.strip_prefix("CLAUSE ") {
        return counted(&ISO_CLAUSES, clause);
    }
    let Some(control) = id.strip_prefix('A') else {
        return match counted(&ISO_ANNEX, id) {
            Judgement::Known => Judgement::Known,
            unknown => match counted(&ISO_CLAUSES, id) {
                Judgement::Known => Judgement::Known,
                _ => unknown,
            },
        };
    };
    let control = control.trim_start_matches(['.', ' ', '-']);
    let mut numbers = control.split('.').map(str::parse::<u32>);
    // The annex of 2013 had 14 chapters, and three numbers to a control.
    let chapter = numbers.next().and_then(Result::ok).unwrap_or_default();
    let is_2013 = control.split('.').count() == 3 || (9..=18).contains(&chapter);
    if (5..=18).contains(&chapter) && is_2013 && numbers.all(|number| number.is_ok()) {
        return Judgement::Withdrawn(&[]);
    }
    counted(&ISO_ANNEX, control)
}

/// `1.2.3`, `REQ. 8`, and the annexes `A1` to `A3`.
pub(super) fn pci_dss(id: &str) -> Judgement {
    let id = id.trim_start_matches("REQUIREMENT").trim_start_matches("REQ");
    let id = id.trim_start_matches(['.', ' ', '-']);
    let annex = id.strip_prefix('A').unwrap_or(id);
    let last = if annex.len() < id.len() { 3 } else { 12 };
    match number(annex) {
        Some((1.., rest))
            if is_detail(rest) && number(annex).is_some_and(|it| it.0 <= last) =>
        {
            Judgement::Known
        }
        _ => Judgement::Unknown(None),
    }
}

/// `4.1`, `CIS 4.1`, `CONTROL 4`.
pub(super) fn cis(id: &str) -> Judgement {
    let id = id.trim_start_matches("CIS").trim_start();
    let id = id.trim_start_matches("CONTROL").trim_start_matches("SAFEGUARD");
    counted(&CIS, id.trim_start_matches([' ', '-']))
}

/// `28`, `ART. 28(2)`, `ART-28.2`, `ARTICLE 28`, `RECITAL 26`.
pub(super) fn gdpr(id: &str) -> Judgement {
    let (id, last) = match id.strip_prefix("RECITAL") {
        Some(rest) => (rest, 173),
        None => (id, 99),
    };
    let id =
        ["ARTICLE", "ART"].iter().find_map(|word| id.strip_prefix(word)).unwrap_or(id);
    match number(id.trim_start_matches(['.', ' ', '-'])) {
        Some((article, rest)) if (1..=last).contains(&article) && is_detail(rest) => {
            Judgement::Known
        }
        Some((article, _)) if article > last => {
            Judgement::Unknown(Some(format!("the last one is {last}")))
        }
        _ => Judgement::Unknown(None),
    }
}

/// `1798.100(A)`, `§ 1798.199.40`; the regulations, `7002`.
pub(super) fn ccpa(id: &str) -> Judgement {
    let Some((_, section)) = id.split_once("1798.") else {
        let regulation = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        return match number(regulation) {
            Some((7000..=7304, _)) => Judgement::Known,
            _ => Judgement::Unknown(None),
        };
    };
    match number(section) {
        Some((199, rest)) if rest.starts_with('.') => {
            match rest.strip_prefix('.').and_then(number) {
                Some((10..=100, _)) => Judgement::Known,
                _ => Judgement::Unknown(None),
            }
        }
        Some((section, rest)) if CCPA.contains(&section) && is_detail(rest) => {
            Judgement::Known
        }
        _ => Judgement::Unknown(None),
    }
}

/// `164.308(A)(1)(II)(A)`, `45 CFR 164.308`, `§164.308`. Of parts 160 and 162
/// nothing is known.
pub(super) fn hipaa(id: &str) -> Judgement {
    if id.contains("160.") || id.contains("162.") {
        return Judgement::Known;
    }
    let section = id.split_once("164.").and_then(|(_, section)| number(section));
    match section {
        Some((section, rest)) if HIPAA.contains(&section) && is_detail(rest) => {
            Judgement::Known
        }
        _ => Judgement::Unknown(None),
    }
}

/// Judges a prefix and a number, or a prefix alone.
fn counted(table: &Counted, id: &str) -> Judgement {
    if table.iter().any(|(prefix, _)| *prefix == id) {
        return Judgement::Known;
    }
    let Some((prefix, rest)) = id.split_once('.') else {
        return Judgement::Unknown(None);
    };
    let Some((_, last)) = table.iter().find(|(known, _)| *known == prefix) else {
        return Judgement::Unknown(None);
    };
    match number(rest) {
        Some((number, detail)) if (1..=*last).contains(&number) && is_detail(detail) => {
            Judgement::Known
        }
        _ => Judgement::Unknown(Some(format!("the last one is `{prefix}.{last}`"))),
    }
}

/// Splits the number at the start of a text off.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

/// Returns whether what follows a number is a part of what it names: `(2)`, `.2`,
/// ` para. 2`.
pub(super) fn is_detail(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['(', '.', ' ', '-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let count = |table: &Counted| table.iter().map(|(_, count)| count).sum::<u32>();
        assert_eq!((count(&TSC), count(&ISO_ANNEX), count(&CIS)), (61, 93, 153));
    }
}
