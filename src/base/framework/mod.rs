//! Frameworks that documents map their controls to.
//!
//! Names, editions and ids only; whose texts may be bundled is decided in the design.
//! An id is judged in every spelling in use: `A.5.1` and `5.1`, `AC-2(1)` and
//! `ac-2.1`, `Art. 28(2)`, ranges (`A.5.9–A.5.12`) and lists.

mod ids;
mod nist;

/// A framework that we know.
#[derive(Debug)]
pub struct Framework {
    /// The id that `controls` use.
    pub id: &'static str,
    /// Other spellings of it, in lower case.
    aliases: &'static [&'static str],
    /// The edition that the ids are of.
    pub version: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Where it is published.
    pub url: &'static str,
    /// Judges one id, in upper case.
    judge: fn(&str) -> Judgement,
    /// Lists its controls; nothing where it has no such list, or it is not known.
    list: fn() -> Vec<String>,
}

/// What an id is to a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// It has it.
    Known,
    /// It does not have it; what may help to see why.
    Unknown(Option<String>),
    /// An earlier edition had it; what takes its place in this one.
    Withdrawn(&'static [&'static str]),
}

/// Every framework that we know, by id.
pub static FRAMEWORKS: [Framework; 9] = [
    Framework {
        id: "ccpa",
        aliases: &["cpra"],
        version: "2023",
        title: "California Consumer Privacy Act",
        url: "https://leginfo.legislature.ca.gov/",
        judge: ids::ccpa,
        list: Vec::new,
    },
    Framework {
        id: "cis-controls",
        aliases: &["cis"],
        version: "8.1",
        title: "CIS Critical Security Controls",
        url: "https://www.cisecurity.org/controls",
        judge: ids::cis,
        list: || ids::counted_ids("", &ids::CIS),
    },
    Framework {
        id: "gdpr",
        aliases: &["eu-gdpr"],
        version: "2016/679",
        title: "General Data Protection Regulation",
        url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        judge: ids::gdpr,
        list: Vec::new,
    },
    Framework {
        id: "hipaa",
        aliases: &["hipaa-security-rule"],
        version: "45 CFR 164",
        title: "HIPAA Security and Privacy Rules",
        url: "https://www.ecfr.gov/current/title-45/part-164",
        judge: ids::hipaa,
        list: Vec::new,
    },
    Framework {
        id: "iso-27001",
        aliases: &["iso27001", "iso-iec-27001"],
        version: "2022",
        title: "ISO/IEC 27001",
        url: "https://www.iso.org/standard/27001",
        judge: ids::iso_27001,
        list: || ids::counted_ids("A.", &ids::ISO_ANNEX),
    },
    Framework {
        id: "nist-800-53",
        aliases: &["nist-sp-800-53"],
        version: "5.2.0",
        title: "NIST SP 800-53",
        url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
        judge: nist::sp_800_53,
        list: Vec::new,
    },
    Framework {
        id: "nist-csf",
        aliases: &["csf"],
        version: "2.0",
        title: "NIST Cybersecurity Framework",
        url: "https://www.nist.gov/cyberframework",
        judge: nist::csf,
        list: nist::csf_ids,
    },
    Framework {
        id: "pci-dss",
        aliases: &["pci"],
        version: "4.0.1",
        title: "PCI Data Security Standard",
        url: "https://www.pcisecuritystandards.org/",
        judge: ids::pci_dss,
        list: Vec::new,
    },
    Framework {
        id: "soc2-tsc",
        aliases: &["soc2", "soc-2", "tsc"],
        version: "2017",
        title: "Trust Services Criteria",
        url: "https://www.aicpa-cima.com/",
        judge: ids::tsc,
        list: || ids::counted_ids("", &ids::TSC),
    },
];

impl Framework {
    /// Returns the ids of its controls, in order; none, where it has no such list.
    pub fn ids(&self) -> Vec<String> {
        (self.list)()
    }

    /// Returns which of some of its ids an id, a range or a list of ids means.
    pub fn means<'a>(&self, written: &str, ids: &'a [String]) -> Vec<&'a str> {
        let written = written.to_uppercase().replace(" TO ", "–");
        let mut found: Vec<&str> = Vec::new();
        for item in written.split([',', ';']) {
            let mut ends = item.split(['–', '—']).map(key);
            let first = ends.next().unwrap_or_default();
            let last = ends.next();
            let is_meant = |id: &&String| {
                let id = key(id);
                let rest = id.strip_prefix(first.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let Some(last) = last else {
                found.extend(ids.iter().filter(is_meant).map(String::as_str));
                continue;
            };
            // `CC6.1–6.3`: the end may leave out what its start says.
            let stem = first.trim_end_matches(|c: char| c.is_ascii_digit());
            let same = format!("{stem}{}", last.rsplit('.').next().unwrap_or_default());
            let at = |wanted: &str| ids.iter().position(|id| key(id) == wanted);
            let range = at(&first).zip(at(&last).or_else(|| at(&same)));
            if let Some(ids) = range.and_then(|(start, end)| ids.get(start..=end)) {
                found.extend(ids.iter().map(String::as_str));
            }
        }
        found
    }

    /// Returns the framework of this name, whatever its spelling.
    pub fn named(name: &str) -> Option<&'static Self> {
        let plain = plain(name);
        FRAMEWORKS
            .iter()
            .find(|known| known.id == plain || known.aliases.contains(&plain.as_str()))
    }

    /// Returns what an id, a range or a list of ids is to the framework: the worst
    /// of what they are.
    pub fn judge(&self, written: &str) -> Judgement {
        let id = written.trim().to_uppercase();
        let id = id.replace('\u{a0}', " ").replace('§', "");
        let whole = (self.judge)(id.trim());
        if whole == Judgement::Known {
            return whole;
        }
        let separators = [", ", ",", ";", "–", "—", "..", " TO ", " - ", "-"];
        for separator in separators {
            let mut parts = id.split(separator).map(str::trim);
            let first = parts.next().unwrap_or_default();
            // `AC-26` is no range from `AC`.
            if first.len() == id.len() || !first.contains(|c: char| c.is_ascii_digit()) {
                continue;
            }
            // `CC6.1-6.3`: the end of a range may leave out what its start says.
            let is_range = !separator.starts_with([',', ';']);
            let is_number = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
            let judged = (self.judge)(first);
            let others = parts.map(|part| match (self.judge)(part) {
                Judgement::Unknown(_) if is_range && is_number(part) => Judgement::Known,
                judged => judged,
            });
            let all: Vec<Judgement> = [judged].into_iter().chain(others).collect();
            if all.iter().all(|judged| *judged == Judgement::Known) {
                return Judgement::Known;
            }
            if separator != "-" {
                let wrong = all.into_iter().find(|judged| *judged != Judgement::Known);
                return wrong.unwrap_or(whole);
            }
        }
        whole
    }
}

/// Returns the usual id of a framework, whatever its spelling.
pub fn canonical(name: &str) -> String {
    Framework::named(name).map_or_else(|| plain(name), |known| known.id.to_owned())
}

/// Returns an id in a form that can be compared: `A.5.01(b)` is `5.1`.
fn key(id: &str) -> String {
    let id = id.split('(').next().unwrap_or_default().trim();
    let bare = id.strip_prefix("ANNEX ").unwrap_or(id);
    let bare = match bare.strip_prefix("A.").or_else(|| bare.strip_prefix('A')) {
        Some(rest)
            if rest.contains('.') && rest.starts_with(|c: char| c.is_ascii_digit()) =>
        {
            // `A1.1` of the Trust Services Criteria is no `A.1.1`.
            if rest.starts_with('1') { bare } else { rest }
        }
        _ => bare,
    };
    let parts = bare.split(['.', '-']).map(|part| {
        let trimmed = part.trim_start_matches('0');
        if trimmed.is_empty() { part } else { trimmed }
    });
    parts.collect::<Vec<_>>().join(".")
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '_', '/'], "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_framework_has_one_id_whatever_its_spelling() {
        for (name, id) in [
            ("SOC 2", "soc2-tsc"),
            ("TSC", "soc2-tsc"),
            ("nist_csf", "nist-csf"),
            ("ISO/IEC 27001", "iso-27001"),
            ("Own Framework", "own-framework"),
        ] {
            assert_eq!(canonical(name), id);
        }
    }

    #[test]
    fn ids_are_known_in_every_spelling() {
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 9] = [
            ("ccpa",         &["1798.100", "1798.140(d)(1)(B)", "Cal. Civ. Code § 1798.199.40", "§ 7002"]),
            ("cis-controls", &["4.1", "CIS 4.1", "Control 4", "18.5"]),
            ("gdpr",         &["28", "Art. 28", "art-28.2", "Article 28(3)(h)", "99", "Art. 12–22", "Recital 26", "Art. 5, Art. 6"]),
            ("hipaa",        &["164.308", "164.308(a)(1)(ii)(A)", "45 CFR 164.312", "§164.530", "160.310"]),
            ("iso-27001",    &["A.5.1", "A5.1", "5.37", "a.8.34", "A.5.9–A.5.12", "A.5.9, A.5.10", "A.5", "6.1.2", "Clause 9.2"]),
            ("nist-800-53",  &["AC-2", "ac-2.1", "AC-2(1)", "AC-02", "AC-2a", "PM-32", "SC-51", "AC", "AC-2, AC-3"]),
            ("nist-csf",     &["PR.AA-01", "pr.aa-1", "GV", "GV.SC", "ID.AM-08", "RC.RP-1", "PR.AA-01, PR.AA-05"]),
            ("pci-dss",      &["1.2.3", "12", "Req. 8.3.6", "A1.1.1"]),
            ("soc2-tsc",     &["CC6.1", "cc9.2", "A1.3", "PI1.5", "P8.1", "CC6", "CC6.1-CC6.3", "CC6.1–6.3", "Availability"]),
        ];
        for (framework, ids) in cases {
            let framework = Framework::named(framework).unwrap();
            for id in ids {
                let judged = framework.judge(id);
                assert_eq!(judged, Judgement::Known, "{}: {id}", framework.id);
            }
        }
    }

    #[test]
    fn what_is_written_means_some_of_the_ids() {
        #[rustfmt::skip]
        let cases = [
            ("soc2-tsc",     "CC6.1",           "CC6.1"),
            ("soc2-tsc",     "cc6.1(a), A1.2",  "CC6.1 A1.2"),
            ("soc2-tsc",     "CC4",             "CC4.1 CC4.2"),
            ("soc2-tsc",     "CC6.7–CC7.1",     "CC6.7 CC6.8 CC7.1"),
            ("soc2-tsc",     "CC6.1–6.3",       "CC6.1 CC6.2 CC6.3"),
            ("iso-27001",    "A5.1",            "A.5.1"),
            ("iso-27001",    "5.1; a.8.34",     "A.5.1 A.8.34"),
            ("iso-27001",    "A.5.9 to A.5.11", "A.5.9 A.5.10 A.5.11"),
            ("nist-csf",     "pr.aa-1",         "PR.AA-01"),
            ("nist-csf",     "PR.AT",           "PR.AT-01 PR.AT-02"),
            ("cis-controls", "18.5",            "18.5"),
            ("cis-controls", "99",              ""),
        ];
        for (framework, written, expected) in cases {
            let framework = Framework::named(framework).unwrap();
            let ids = framework.ids();
            assert_eq!(framework.means(written, &ids).join(" "), expected, "{written}");
        }
        let counts = ["soc2-tsc", "iso-27001", "nist-csf", "cis-controls", "gdpr"]
            .map(|name| Framework::named(name).unwrap().ids().len());
        assert_eq!(counts, [61, 93, 106, 153, 0]);
    }

    #[test]
    fn what_no_edition_or_an_earlier_one_has_is_told() {
        #[rustfmt::skip]
        let cases: [(&str, &str, Option<&[&str]>); 19] = [
            ("ccpa",         "1798.99",    None),
            ("cis-controls", "4.13",       None),
            ("gdpr",         "Art. 100",   None),
            ("gdpr",         "28a",        None),
            ("hipaa",        "164.309",    None),
            ("iso-27001",    "A.5.38",     None),
            ("iso-27001",    "A.9.2.1",    Some(&[])),
            ("iso-27001",    "A.9.2",      Some(&[])),
            ("nist-800-53",  "AC-26",      None),
            ("nist-800-53",  "XX-1",       None),
            ("nist-800-53",  "SA-12",      Some(&["SR"])),
            ("nist-csf",     "PR.AC-4",    Some(&["PR.AA-05"])),
            ("nist-csf",     "PR.AC-04",   Some(&["PR.AA-05"])),
            ("nist-csf",     "PR.AA-07",   None),
            ("nist-csf",     "PR.AA-01, PR.AC-4", Some(&["PR.AA-05"])),
            ("pci-dss",      "13.1",       None),
            ("soc2-tsc",     "CC6.9",      None),
            ("soc2-tsc",     "CC10.1",     None),
            ("soc2-tsc",     "CC6.1, CC6.9", None),
        ];
        for (framework, id, withdrawn) in cases {
            match (Framework::named(framework).unwrap().judge(id), withdrawn) {
                (Judgement::Unknown(_), None) => (),
                (Judgement::Withdrawn(now), Some(expected)) => {
                    assert_eq!(now, expected, "{framework}: {id}");
                }
                (judged, _) => panic!("{framework}: {id} is {judged:?}"),
            }
        }
    }
}
