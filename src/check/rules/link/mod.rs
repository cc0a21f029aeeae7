//! What a link leads to, and what its text says.

pub(super) mod anchor_missing;
pub(super) mod anchor_noncanonical;
pub(super) mod asset_missing;
pub(super) mod capability;
pub(super) mod case_mismatch;
pub(super) mod document_editable;
pub(super) mod document_unpinned;
pub(super) mod draft_target;
pub(super) mod empty;
pub(super) mod excluded_target;
pub(super) mod external_broken;
pub(super) mod external_moved;
pub(super) mod external_unreachable;
pub(super) mod index_missing;
pub(super) mod insecure;
pub(super) mod internal_target;
pub(super) mod label_ambiguous;
pub(super) mod label_mismatch;
pub(super) mod label_vague;
pub(super) mod mail_invalid;
pub(super) mod malformed;
pub(super) mod moved;
pub(super) mod outside_root;
pub(super) mod page_missing;
pub(super) mod parenthesis_swallowed;
pub(super) mod private;
pub(super) mod scheme_forbidden;
pub(super) mod scheme_unknown;
pub(super) mod self_absolute;
pub(super) mod superseded;
pub(super) mod target_duplicate;
pub(super) mod url_malformed;

use crate::resolve::Site;

use super::walk::LinkPlace;

/// Words in the names of documents that people rely on, in lower case. A plan or a
/// report can be anything, but for these.
const NORMATIVE: [&str; 25] = [
    "addendum",
    "agreement",
    "agreements",
    "audit report",
    "bridge letter",
    "code of conduct",
    "continuity plan",
    "contractual clauses",
    "dpa",
    "guidelines",
    "incident report",
    "policies",
    "policy",
    "privacy statement",
    "procedure",
    "procedures",
    "recovery plan",
    "response plan",
    "security plan",
    "security report",
    "soc 2 report",
    "standard",
    "standards",
    "terms",
    "whitepaper",
];

/// What a document is that readers are meant to copy and change.
const TO_COPY: [&str; 3] = ["template", "checklist", "example"];

/// Returns whether a link leads to something that readers have to rely on: it
/// stands in a controlled document, or its text is the name of such a thing.
fn is_normative(site: &Site, place: LinkPlace<'_>) -> bool {
    site.page(place.index).kind.is_controlled()
        || place.link.uses.iter().any(|used| names_document(&used.label))
}

fn names_document(label: &str) -> bool {
    let lower = label.to_lowercase();
    if TO_COPY.iter().any(|word| lower.contains(word)) {
        return false;
    }
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // Most links have none of them, which is seen sooner than where one would be.
    NORMATIVE.iter().filter(|name| lower.contains(**name)).any(|name| {
        lower.match_indices(name).any(|(at, _)| {
            let (before, rest) = lower.split_at(at);
            let after = rest.strip_prefix(name).unwrap_or_default();
            !is_word(before.chars().next_back()) && !is_word(after.chars().next())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_documents_that_people_rely_on_are_known() {
        #[rustfmt::skip]
        let cases = [
            ("Backup Policy",                        true),
            ("Disaster Recovery Plan",               true),
            ("EU Standard Contractual Clauses",      true),
            ("DPA",                                  true),
            ("our standard agreement is here",       true),
            ("Vendor DPA Template",                  false),
            ("Out of Office Plan",                   false),
            ("how to plan and run a program",        false),
            ("substandard results",                  false),
            ("the notes of our meeting",             false),
        ];
        for (label, expected) in cases {
            assert_eq!(names_document(label), expected, "{label}");
        }
    }
}
