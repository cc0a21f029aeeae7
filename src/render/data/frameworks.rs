//! Frameworks that documents map their controls to.
//!
//! Names and versions only; whose texts may be bundled is decided in the design.

use schemars::JsonSchema;
use serde::Serialize;

use super::PolicyEntry;

/// A framework that some document maps to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct FrameworkEntry {
    /// The id that `controls` use.
    pub id: String,
    /// The edition that the ids are of; `null` for a framework that we do not
    /// know.
    pub version: Option<String>,
    /// Its name.
    pub title: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
}

/// A framework that we know.
struct Known {
    id: &'static str,
    aliases: &'static [&'static str],
    version: &'static str,
    title: &'static str,
    url: &'static str,
}

/// Every framework that we know, by id.
static KNOWN: [Known; 9] = [
    Known {
        id: "ccpa",
        aliases: &["cpra"],
        version: "2023",
        title: "California Consumer Privacy Act",
        url: "https://leginfo.legislature.ca.gov/",
    },
    Known {
        id: "cis-controls",
        aliases: &["cis"],
        version: "8.1",
        title: "CIS Critical Security Controls",
        url: "https://www.cisecurity.org/controls",
    },
    Known {
        id: "gdpr",
        aliases: &["eu-gdpr"],
        version: "2016/679",
        title: "General Data Protection Regulation",
        url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    },
    Known {
        id: "hipaa",
        aliases: &["hipaa-security-rule"],
        version: "45 CFR 164",
        title: "HIPAA Security and Privacy Rules",
        url: "https://www.ecfr.gov/current/title-45/part-164",
    },
    Known {
        id: "iso-27001",
        aliases: &["iso27001", "iso-iec-27001"],
        version: "2022",
        title: "ISO/IEC 27001",
        url: "https://www.iso.org/standard/27001",
    },
    Known {
        id: "nist-800-53",
        aliases: &["nist-sp-800-53"],
        version: "5.2.0",
        title: "NIST SP 800-53",
        url: "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
    },
    Known {
        id: "nist-csf",
        aliases: &["csf"],
        version: "2.0",
        title: "NIST Cybersecurity Framework",
        url: "https://www.nist.gov/cyberframework",
    },
    Known {
        id: "pci-dss",
        aliases: &["pci"],
        version: "4.0.1",
        title: "PCI Data Security Standard",
        url: "https://www.pcisecuritystandards.org/",
    },
    Known {
        id: "soc2-tsc",
        aliases: &["soc2", "soc-2", "tsc"],
        version: "2017",
        title: "Trust Services Criteria",
        url: "https://www.aicpa-cima.com/",
    },
];

/// Returns the usual id of a framework, whatever its spelling.
pub(super) fn canonical(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace([' ', '_', '/'], "-");
    let known = KNOWN
        .iter()
        .find(|known| known.id == lower || known.aliases.contains(&lower.as_str()));
    known.map_or(lower, |known| known.id.to_owned())
}

/// Returns the edition that the ids of a framework are of.
pub(super) fn version(id: &str) -> Option<String> {
    KNOWN.iter().find(|known| known.id == id).map(|known| known.version.to_owned())
}

/// Returns the name of a framework that we know, whatever its spelling.
pub(in crate::render) fn title(name: &str) -> Option<&'static str> {
    let id = canonical(name);
    KNOWN.iter().find(|known| known.id == id).map(|known| known.title)
}

/// Returns every framework that some entry maps to, by id.
pub(super) fn used<'a>(
    entries: impl Iterator<Item = &'a PolicyEntry>,
) -> Vec<FrameworkEntry> {
    let controls = entries.flat_map(|entry| &entry.controls);
    let mut ids: Vec<String> =
        controls.filter_map(|control| control.framework.clone()).collect();
    ids.sort();
    ids.dedup();
    let describe = |id: String| {
        let known = KNOWN.iter().find(|known| known.id == id);
        FrameworkEntry {
            version: known.map(|known| known.version.to_owned()),
            title: known.map(|known| known.title.to_owned()),
            url: known.map(|known| known.url.to_owned()),
            id,
        }
    };
    ids.into_iter().map(describe).collect()
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
}
