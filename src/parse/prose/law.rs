//! Figures and names of law that have been replaced.

use std::borrow::Cow;

use crate::parse::claim::{ClaimKind, Law};

use super::phrase::Phrase;
use super::{Found, Passage, Scanner};

pub(super) const SCANNER: Scanner = Scanner {
    triggers: &[
        "50,000",
        "$25 m",
        "$25m",
        "$25,0",
        "72 hours",
        "72-hour",
        "privacy shield",
        "95/46",
        "2010/87",
        "2004/915",
        "27001:2013",
        "iso27001:2013",
        "3.2.1",
    ],
    with: &[],
    scan,
};

/// How one outdated statement is recognised.
struct Row {
    /// The words that are out of date.
    figure: Phrase<'static>,
    /// One of these is in the same sentence, if any are given.
    with: Option<Phrase<'static>>,
    /// None of these is: they say that it is over, or that something else is meant.
    without: Phrase<'static>,
    /// One of these is in the same block or in a heading above, if any
    /// are given.
    about: Option<Phrase<'static>>,
    law: Law,
}

const OVER: Phrase<'static> = Phrase::new(
    "repeal*|replac*|former*|previous*|supersed*|invalidat*|longer|schrems\
    |until|predecessor|withdrawn|retired|expired|transition*|was|were",
);

const CCPA: Phrase<'static> = Phrase::new("ccpa|cpra|california|californian|ccpa's");

const ROWS: [Row; 8] = [
    Row {
        figure: Phrase::new("50,000"),
        with: Some(Phrase::new("consumers|residents|households|devices")),
        without: OVER,
        about: Some(CCPA),
        law: Law {
            now: Cow::Borrowed("the CCPA now says 100,000 consumers or households"),
            since: (2023, 1, 1),
            source: Cow::Borrowed("Cal. Civ. Code § 1798.140(d)(1)(B)"),
        },
    },
    Row {
        figure: Phrase::new("$25|$25m|$25,000,000 million|m?"),
        with: Some(Phrase::new("revenue|revenues")),
        without: Phrase::new("adjust*|replac*|former*|previous*|until|originally"),
        about: Some(CCPA),
        law: Law {
            now: Cow::Borrowed("the threshold of the CCPA was raised to $26,625,000"),
            since: (2025, 1, 1),
            source: Cow::Borrowed("Cal. Civ. Code § 1798.199.95(d)"),
        },
    },
    Row {
        figure: Phrase::new("72 hours"),
        with: Some(Phrase::new("data subjects|subject")),
        without: Phrase::new(
            "authority|authorities|regulator|regulators|supervisory|commissioner|ico|without",
        ),
        about: None,
        law: Law {
            now: Cow::Borrowed(
                "the authority is told within 72 hours, data subjects without undue delay",
            ),
            since: (2018, 5, 25),
            source: Cow::Borrowed("GDPR Art. 33(1) and 34(1)"),
        },
    },
    Row {
        figure: Phrase::new("privacy shield"),
        with: Some(Phrase::new(
            "comply|complies|complying|compliance|compliant|certified|self-certified\
            |participate|participates|rely|relies|adhere|adheres",
        )),
        without: OVER,
        about: None,
        law: Law {
            now: Cow::Borrowed("the EU-US Privacy Shield was declared invalid"),
            since: (2020, 7, 16),
            source: Cow::Borrowed("CJEU, case C-311/18"),
        },
    },
    Row {
        figure: Phrase::new("95/46/ec|95/46"),
        with: None,
        without: OVER,
        about: None,
        law: Law {
            now: Cow::Borrowed("Directive 95/46/EC was repealed by the GDPR"),
            since: (2018, 5, 25),
            source: Cow::Borrowed("GDPR Art. 94(1)"),
        },
    },
    Row {
        figure: Phrase::new("2010/87/eu|2010/87|2004/915/ec|2004/915"),
        with: None,
        without: OVER,
        about: None,
        law: Law {
            now: Cow::Borrowed("these standard contractual clauses were repealed"),
            since: (2021, 9, 27),
            source: Cow::Borrowed(
                "Commission Implementing Decision (EU) 2021/914, Art. 4",
            ),
        },
    },
    Row {
        figure: Phrase::new("27001:2013|iso27001:2013"),
        with: None,
        without: OVER,
        about: None,
        law: Law {
            now: Cow::Borrowed(
                "certificates of the 2013 edition ended with the transition to ISO/IEC 27001:2022",
            ),
            since: (2025, 10, 31),
            source: Cow::Borrowed("IAF MD 26"),
        },
    },
    Row {
        figure: Phrase::new("3.2.1|v3.2.1"),
        with: Some(Phrase::new("pci|pci-dss|dss")),
        without: OVER,
        about: None,
        law: Law {
            now: Cow::Borrowed("PCI DSS 3.2.1 was retired"),
            since: (2024, 3, 31),
            source: Cow::Borrowed("PCI Security Standards Council"),
        },
    },
];

fn scan(passage: &Passage<'_>, found: &mut Found) {
    if !passage.speaks_of_today() {
        return;
    }
    for sentence in passage.sentences() {
        for row in &ROWS {
            let all = 0..sentence.len();
            let Some(words) = sentence.find(all.clone(), row.figure) else { continue };
            let is_with = row.with.is_none_or(|with| sentence.has(all.clone(), with));
            let is_over = sentence.has(all, row.without);
            if is_with && !is_over && row.about.is_none_or(|it| is_about(passage, it)) {
                let kind = ClaimKind::Law(row.law.clone());
                found.claims.push(passage.claim(&sentence.range(words), kind));
            }
        }
    }
}

/// Returns whether the passage, or a heading before it, names a subject.
fn is_about(passage: &Passage<'_>, subject: Phrase<'_>) -> bool {
    let mut sentences = passage.sentences();
    sentences.any(|sentence| sentence.says(subject)) || passage.headings_say(subject)
}
