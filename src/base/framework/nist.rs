//! The ids of NIST's catalogues: Cybersecurity Framework 2.0 and SP 800-53.

use super::Judgement;
use super::ids::{is_detail, number};

/// The categories of [CSF 2.0](https://www.nist.gov/cyberframework), 22, and the
/// numbers of their subcategories, 106: where the meaning changed, the number is new.
const CSF: [(&str, &[u32]); 22] = [
    ("GV.OC", &[1, 2, 3, 4, 5]),
    ("GV.RM", &[1, 2, 3, 4, 5, 6, 7]),
    ("GV.RR", &[1, 2, 3, 4]),
    ("GV.PO", &[1, 2]),
    ("GV.OV", &[1, 2, 3]),
    ("GV.SC", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("ID.AM", &[1, 2, 3, 4, 5, 7, 8]),
    ("ID.RA", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("ID.IM", &[1, 2, 3, 4]),
    ("PR.AA", &[1, 2, 3, 4, 5, 6]),
    ("PR.AT", &[1, 2]),
    ("PR.DS", &[1, 2, 10, 11]),
    ("PR.PS", &[1, 2, 3, 4, 5, 6]),
    ("PR.IR", &[1, 2, 3, 4]),
    ("DE.CM", &[1, 2, 3, 6, 9]),
    ("DE.AE", &[2, 3, 4, 6, 7, 8]),
    ("RS.MA", &[1, 2, 3, 4, 5]),
    ("RS.AN", &[3, 6, 7, 8]),
    ("RS.CO", &[2, 3]),
    ("RS.MI", &[1, 2]),
    ("RC.RP", &[1, 2, 3, 4, 5, 6]),
    ("RC.CO", &[3, 4]),
];

/// What CSF 1.1 had and 2.0 has not, and where it went: as the links of what is withdrawn
/// say in [NIST's own catalogue](https://github.com/usnistgov/oscal-content), version
/// 1.2.0 of May 2026. It has none for `RS.RP`, whose only subcategory is in `RS.MA`.
#[rustfmt::skip]
const CSF_WITHDRAWN: [(&str, &[&str]); 91] = [
    ("ID.AM-6", &["GV.RR-02", "GV.SC-02"]),
    ("ID.BE", &["GV.OC"]),
    ("ID.BE-1", &["GV.OC-05"]),
    ("ID.BE-2", &["GV.OC-01"]),
    ("ID.BE-3", &["GV.OC-01"]),
    ("ID.BE-4", &["GV.OC-04", "GV.OC-05"]),
    ("ID.BE-5", &["GV.OC-04"]),
    ("ID.GV", &["GV"]),
    ("ID.GV-1", &["GV.PO-01", "GV.PO-02"]),
    ("ID.GV-2", &["GV.OC-02", "GV.RR-02"]),
    ("ID.GV-3", &["GV.OC-03"]),
    ("ID.GV-4", &["GV.RM-04"]),
    ("ID.RM", &["GV.RM"]),
    ("ID.RM-1", &["GV.RM-01", "GV.RM-06", "GV.RR-03"]),
    ("ID.RM-2", &["GV.RM-02", "GV.RM-04"]),
    ("ID.RM-3", &["GV.RM-02"]),
    ("ID.SC", &["GV.SC"]),
    ("ID.SC-1", &["GV.RM-05", "GV.SC-01", "GV.SC-06", "GV.SC-09", "GV.SC-10"]),
    ("ID.SC-2", &["GV.OC-02", "GV.SC-03", "GV.SC-04", "GV.SC-07", "ID.RA-10"]),
    ("ID.SC-3", &["GV.SC-05"]),
    ("ID.SC-4", &["GV.SC-07", "ID.RA-10"]),
    ("ID.SC-5", &["GV.SC-08", "ID.IM-02"]),
    ("PR.AC", &["PR.AA"]),
    ("PR.AC-1", &["PR.AA-01", "PR.AA-05"]),
    ("PR.AC-2", &["PR.AA-06"]),
    ("PR.AC-3", &["PR.AA-03", "PR.AA-05", "PR.IR-01"]),
    ("PR.AC-4", &["PR.AA-05"]),
    ("PR.AC-5", &["PR.IR-01"]),
    ("PR.AC-6", &["PR.AA-02"]),
    ("PR.AC-7", &["PR.AA-03"]),
    ("PR.AT-3", &["PR.AT-01", "PR.AT-02"]),
    ("PR.AT-4", &["PR.AT-02"]),
    ("PR.AT-5", &["PR.AT-02"]),
    ("PR.DS-3", &["ID.AM-08", "PR.PS-03"]),
    ("PR.DS-4", &["PR.IR-04"]),
    ("PR.DS-5", &["PR.DS-01", "PR.DS-02", "PR.DS-10"]),
    ("PR.DS-6", &["PR.DS-01", "DE.CM-09"]),
    ("PR.DS-7", &["PR.IR-01"]),
    ("PR.DS-8", &["ID.RA-09", "DE.CM-09"]),
    ("PR.IP", &[]),
    ("PR.IP-1", &["PR.PS-01"]),
    ("PR.IP-2", &["ID.AM-08", "PR.PS-06"]),
    ("PR.IP-3", &["PR.PS-01", "ID.RA-07"]),
    ("PR.IP-4", &["PR.DS-11"]),
    ("PR.IP-5", &["PR.IR-02"]),
    ("PR.IP-6", &["ID.AM-08"]),
    ("PR.IP-7", &["ID.IM", "ID.IM-03"]),
    ("PR.IP-8", &["ID.IM-03"]),
    ("PR.IP-9", &["ID.IM-04"]),
    ("PR.IP-10", &["ID.IM-02", "ID.IM-04"]),
    ("PR.IP-11", &["GV.RR-04"]),
    ("PR.IP-12", &["ID.RA-01", "PR.PS-02"]),
    ("PR.MA", &["ID.AM-08"]),
    ("PR.MA-1", &["ID.AM-08", "PR.PS-03"]),
    ("PR.MA-2", &["ID.AM-08", "PR.PS-02"]),
    ("PR.PT", &[]),
    ("PR.PT-1", &["PR.PS-04"]),
    ("PR.PT-2", &["PR.DS-01", "PR.PS-01"]),
    ("PR.PT-3", &["PR.PS-01"]),
    ("PR.PT-4", &["PR.AA-06", "PR.IR-01"]),
    ("PR.PT-5", &["PR.IR-03"]),
    ("DE.AE-1", &["ID.AM-03"]),
    ("DE.AE-5", &["DE.AE-08"]),
    ("DE.CM-4", &["DE.CM-01", "DE.CM-09"]),
    ("DE.CM-5", &["DE.CM-01", "DE.CM-09"]),
    ("DE.CM-7", &["DE.CM-01", "DE.CM-03", "DE.CM-06", "DE.CM-09"]),
    ("DE.CM-8", &["ID.RA-01"]),
    ("DE.DP", &[]),
    ("DE.DP-1", &["GV.RR-02"]),
    ("DE.DP-2", &["DE.AE"]),
    ("DE.DP-3", &["ID.IM-02"]),
    ("DE.DP-4", &["DE.AE-06"]),
    ("DE.DP-5", &["ID.IM", "ID.IM-03"]),
    ("RS.RP", &["RS.MA"]),
    ("RS.RP-1", &["RS.MA-01"]),
    ("RS.CO-1", &["PR.AT-01"]),
    ("RS.CO-4", &["RS.MA-01", "RS.MA-04"]),
    ("RS.CO-5", &["RS.CO-03"]),
    ("RS.AN-1", &["RS.MA-02"]),
    ("RS.AN-2", &["RS.MA-02", "RS.MA-03", "RS.MA-04"]),
    ("RS.AN-4", &["RS.MA-03"]),
    ("RS.AN-5", &["ID.RA-08"]),
    ("RS.MI-3", &["ID.RA-06"]),
    ("RS.IM", &["ID.IM"]),
    ("RS.IM-1", &["ID.IM-03", "ID.IM-04"]),
    ("RS.IM-2", &["ID.IM-03"]),
    ("RC.CO-1", &["RC.CO-04"]),
    ("RC.CO-2", &["RC.CO-04"]),
    ("RC.IM", &["ID.IM"]),
    ("RC.IM-1", &["ID.IM-03", "ID.IM-04"]),
    ("RC.IM-2", &["ID.IM-03"]),
];

/// The families of [SP 800-53 release 5.2.0](https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final)
/// and the last number of each.
const SP_800_53: [(&str, u32); 20] = [
    ("AC", 25),
    ("AT", 6),
    ("AU", 16),
    ("CA", 9),
    ("CM", 14),
    ("CP", 13),
    ("IA", 13),
    ("IR", 10),
    ("MA", 7),
    ("MP", 8),
    ("PE", 23),
    ("PL", 11),
    ("PM", 32),
    ("PS", 9),
    ("PT", 8),
    ("RA", 10),
    ("SA", 24),
    ("SC", 51),
    ("SI", 23),
    ("SR", 12),
];

/// What release 5 has withdrawn, and where it went.
#[rustfmt::skip]
const SP_800_53_WITHDRAWN: [(&str, &[&str]); 24] = [
    ("AC-13", &["AC-2", "AU-6"]),
    ("AC-15", &["MP-3"]),
    ("AT-5", &["PM-15"]),
    ("AU-15", &["AU-5"]),
    ("CA-4", &["CA-2"]),
    ("CP-5", &["CP-2"]),
    ("IR-10", &["IR-4"]),
    ("PE-7", &["PE-2", "PE-3"]),
    ("PL-3", &["PL-2"]),
    ("PL-5", &["RA-8"]),
    ("PL-6", &["PL-2"]),
    ("RA-4", &["RA-3"]),
    ("SA-6", &["CM-10", "SI-7"]),
    ("SA-7", &["CM-11", "SI-7"]),
    ("SA-12", &["SR"]),
    ("SA-13", &["SA-8"]),
    ("SA-14", &["RA-9"]),
    ("SA-18", &["SR-9"]),
    ("SA-19", &["SR-11"]),
    ("SC-9", &["SC-8"]),
    ("SC-14", &[]),
    ("SC-19", &[]),
    ("SC-33", &["SC-8"]),
    ("SI-9", &["AC-2", "AC-3", "AC-5", "AC-6"]),
];

/// Returns the ids of the subcategories of CSF.
pub(super) fn csf_ids() -> Vec<String> {
    let ids = CSF.iter().flat_map(|(category, numbers)| {
        numbers.iter().map(move |number| format!("{category}-{number:02}"))
    });
    ids.collect()
}

/// `PR.AA-01`, `PR.AA-1`, `PR.AA`, `PR`.
pub(super) fn csf(id: &str) -> Judgement {
    let (category, rest) = id.split_once('-').unwrap_or((id, ""));
    let known = CSF.iter().find(|(known, _)| *known == category);
    let is_function = CSF.iter().any(|(known, _)| known.split('.').next() == Some(id));
    if is_function || (known.is_some() && rest.is_empty()) {
        return Judgement::Known;
    }
    let number =
        number(rest).filter(|(_, rest)| is_detail(rest)).map(|(number, _)| number);
    if let (Some((_, numbers)), Some(number)) = (known, number)
        && numbers.contains(&number)
    {
        return Judgement::Known;
    }
    let plain =
        number.map_or(category.to_owned(), |number| format!("{category}-{number}"));
    withdrawn(&CSF_WITHDRAWN, &plain)
}

/// `AC-2`, `AC-2(1)`, `AC-2.1`, `AC-02`, `AC`.
pub(super) fn sp_800_53(id: &str) -> Judgement {
    let (family, rest) = id.split_once('-').unwrap_or((id, ""));
    let Some((_, last)) = SP_800_53.iter().find(|(known, _)| *known == family) else {
        return Judgement::Unknown(None);
    };
    if rest.is_empty() {
        return Judgement::Known;
    }
    // A letter names a part of a control: `AC-2a`.
    let is_part = |rest: &str| is_detail(rest) || rest.starts_with(char::is_alphabetic);
    let Some((number, _)) = number(rest).filter(|(_, rest)| is_part(rest)) else {
        return Judgement::Unknown(None);
    };
    match withdrawn(&SP_800_53_WITHDRAWN, &format!("{family}-{number}")) {
        Judgement::Unknown(_) if (1..=*last).contains(&number) => Judgement::Known,
        Judgement::Unknown(_) => {
            Judgement::Unknown(Some(format!("the last one is `{family}-{last}`")))
        }
        withdrawn => withdrawn,
    }
}

fn withdrawn(table: &[(&str, &'static [&'static str])], id: &str) -> Judgement {
    let found = table.iter().find(|(known, _)| *known == id);
    found.map_or(Judgement::Unknown(None), |(_, now)| Judgement::Withdrawn(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole_and_lead_to_what_is_there() {
        assert_eq!(CSF.iter().map(|(_, numbers)| numbers.len()).sum::<usize>(), 106);
        for (id, now) in CSF_WITHDRAWN {
            assert!(!matches!(csf(id), Judgement::Known), "{id}");
            for id in now {
                assert!(matches!(csf(id), Judgement::Known), "{id}");
            }
        }
        for (id, now) in SP_800_53_WITHDRAWN {
            assert!(matches!(sp_800_53(id), Judgement::Withdrawn(_)), "{id}");
            for id in now {
                assert!(matches!(sp_800_53(id), Judgement::Known), "{id}");
            }
        }
    }
}
