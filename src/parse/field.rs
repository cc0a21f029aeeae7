//! The fields of front matter, and every name under which people write them.
//!
//! The names were collected from published policies, handbooks and the site
//! generators and GRC tools behind them, so that existing documents work
//! unchanged. They are data: the documentation lists these tables.
//!
//! A name is left out where it says something else in the wild: `versions` are
//! those of a product, `cron` is when a procedure runs, `layout` and `category`
//! say how a page looks, `related.standards` names whole frameworks, `adopted`
//! is a yes or no. Such keys are kept for templates like any unknown one.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::nearest::within;

/// A field of front matter, under its canonical name.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
#[expect(missing_docs, reason = "the names are those of `FrontMatter`")]
pub enum Field {
    Id,
    Title,
    ShortTitle,
    Summary,
    Kind,
    Status,
    Draft,
    Classification,
    Owner,
    Approver,
    Authors,
    ApprovedOn,
    IssuedOn,
    EffectiveOn,
    LastUpdated,
    LastReviewed,
    NextReview,
    ExpiresOn,
    ReviewInterval,
    Version,
    VersionScheme,
    ChangeSummary,
    Reference,
    Supersedes,
    SupersededBy,
    Aliases,
    AnchorAliases,
    Controls,
    AppliesTo,
    Tags,
    Related,
    Weight,
    License,
    SourceUrl,
    Extra,
}

impl Field {
    /// Every field, in the order of the documentation.
    pub const ALL: [Self; 35] = [
        Self::Id,
        Self::Title,
        Self::ShortTitle,
        Self::Summary,
        Self::Kind,
        Self::Status,
        Self::Draft,
        Self::Classification,
        Self::Owner,
        Self::Approver,
        Self::Authors,
        Self::ApprovedOn,
        Self::IssuedOn,
        Self::EffectiveOn,
        Self::LastUpdated,
        Self::LastReviewed,
        Self::NextReview,
        Self::ExpiresOn,
        Self::ReviewInterval,
        Self::Version,
        Self::VersionScheme,
        Self::ChangeSummary,
        Self::Reference,
        Self::Supersedes,
        Self::SupersededBy,
        Self::Aliases,
        Self::AnchorAliases,
        Self::Controls,
        Self::AppliesTo,
        Self::Tags,
        Self::Related,
        Self::Weight,
        Self::License,
        Self::SourceUrl,
        Self::Extra,
    ];

    /// Returns the canonical name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::ShortTitle => "short_title",
            Self::Summary => "summary",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Draft => "draft",
            Self::Classification => "classification",
            Self::Owner => "owner",
            Self::Approver => "approver",
            Self::Authors => "authors",
            Self::ApprovedOn => "approved_on",
            Self::IssuedOn => "issued_on",
            Self::EffectiveOn => "effective_on",
            Self::LastUpdated => "last_updated",
            Self::LastReviewed => "last_reviewed",
            Self::NextReview => "next_review",
            Self::ExpiresOn => "expires_on",
            Self::ReviewInterval => "review_interval",
            Self::Version => "version",
            Self::VersionScheme => "version_scheme",
            Self::ChangeSummary => "change_summary",
            Self::Reference => "reference",
            Self::Supersedes => "supersedes",
            Self::SupersededBy => "superseded_by",
            Self::Aliases => "aliases",
            Self::AnchorAliases => "anchor_aliases",
            Self::Controls => "controls",
            Self::AppliesTo => "applies_to",
            Self::Tags => "tags",
            Self::Related => "related",
            Self::Weight => "weight",
            Self::License => "license",
            Self::SourceUrl => "source_url",
            Self::Extra => "extra",
        }
    }

    /// Returns the field that a key stands for, under its canonical name or an
    /// alias.
    ///
    /// `_`, `-`, spaces and the case of letters make no difference. A key
    /// within another one is joined to it with a dot.
    ///
    /// ```
    /// use trustpress::parse::Field;
    ///
    /// assert_eq!(Field::from_key("lastUpdated"), Some(Field::LastUpdated));
    /// assert_eq!(Field::from_key("Last-Reviewed-On"), Some(Field::LastReviewed));
    /// assert_eq!(Field::from_key("review.last_reviewed_date"), Some(Field::LastReviewed));
    /// assert_eq!(Field::from_key("versions"), None);
    /// ```
    pub fn from_key(key: &str) -> Option<Self> {
        lookup(key).map(|name| name.field)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The other names of each field, in `snake_case`, the preferred ones first.
///
/// A dot joins the names of a key and of a key within its value. A list of
/// mappings, such as `major_revisions`, counts as its last item.
#[rustfmt::skip]
pub static ALIASES: &[(Field, &[&str])] = &[
    (Field::Id, &["slug", "acronym", "document_id", "doc_id", "policy_id"]),
    (Field::Title, &["name"]),
    (Field::ShortTitle, &["sidebar_title", "sidebar_label", "link_title", "nav_title", "menu_title"]),
    (Field::Summary, &["description", "abstract", "excerpt"]),
    (Field::Kind, &["document_type", "document_kind", "doc_type", "type"]),
    (Field::Status, &["document_status", "policy_status", "review_status"]),
    (Field::Classification, &["confidentiality", "confidentiality_level", "visibility"]),
    (Field::Owner, &["owners", "owned_by", "document_owner", "policy_owner", "document_maintainer",
        "maintainer", "maintainers", "team", "owner_slack"]),
    (Field::Approver, &["approvers", "approved_by", "approval_committee", "published_by"]),
    (Field::Authors, &["author"]),
    (Field::ApprovedOn, &["approval_date", "approved_date", "date_approved", "last_approved"]),
    (Field::IssuedOn, &["issued", "issue_date", "date_issued", "published", "published_on",
        "published_at", "date_published", "publication_date", "publish_date", "date"]),
    (Field::EffectiveOn, &["effective", "effective_date", "effective_from", "date_effective",
        "valid_from"]),
    (Field::LastUpdated, &["last_updated_on", "last_updated_at", "last_update", "last_update.date",
        "updated", "updated_on", "updated_at", "date_updated", "lastmod", "last_modified",
        "last_modified_at", "modified", "date_modified", "ms.date", "major_revisions.date"]),
    (Field::LastReviewed, &["last_reviewed_on", "last_reviewed_at", "last_reviewed_date",
        "last_review", "last_review_date", "reviewed", "reviewed_on", "reviewed_at",
        "date_reviewed", "review.last_reviewed_date", "review.last_reviewed_on",
        "review.last_reviewed"]),
    (Field::NextReview, &["next_review_on", "next_review_date", "next_review_due", "review_due",
        "review_due_date", "review_by", "review_date", "review.next_review_date",
        "review.next_review"]),
    (Field::ExpiresOn, &["expires", "expiry", "expiry_date", "expiration_date", "valid_until"]),
    (Field::ReviewInterval, &["review_in", "review_frequency", "review_cycle", "review_period",
        "stale_after", "frequency", "review.review_cycle", "review.review_interval",
        "review.review_frequency"]),
    (Field::Version, &["document_version", "doc_version", "policy_version", "revision",
        "major_revisions.version"]),
    (Field::ChangeSummary, &["change_note", "major_revisions.comment"]),
    (Field::Reference, &["reference_number", "document_reference", "document_number",
        "doc_number", "doc_ref", "policy_number"]),
    (Field::Supersedes, &["replaces"]),
    (Field::SupersededBy, &["replaced_by"]),
    (Field::Aliases, &["redirect_from", "old_paths", "former_urls"]),
    (Field::Controls, &["satisfies", "implements", "annex_a_controls"]),
    (Field::AppliesTo, &["scope"]),
    (Field::Tags, &["keywords"]),
    (Field::Related, &["related_documents", "related_policies", "related_pages", "see_also",
        "related.documents", "related.policies"]),
    (Field::Weight, &["nav_order", "sidebar_position", "order"]),
    (Field::License, &["licence"]),
];

/// Names that often stand beside a better one, with a meaning of their own: the
/// `description` for search engines beside the `summary`, the team's chat
/// channel beside the `owner`.
///
/// They count only where no better name is given, and never conflict with one.
/// A value that makes no sense for the field is kept for templates.
#[rustfmt::skip]
pub static WEAK: &[&str] = &[
    "slug", "acronym", "document_id", "doc_id", "policy_id",
    "name",
    "description", "abstract", "excerpt",
    "document_type", "doc_type", "type",
    "review_status",
    "document_maintainer", "maintainer", "maintainers", "team", "owner_slack",
    "published_by",
    "publish_date", "date",
    "major_revisions.date", "major_revisions.version", "major_revisions.comment",
    "frequency",
    "revision",
    "scope",
    "order",
];

/// A key that means something only with one of the values `true` and `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The key.
    pub key: &'static str,
    /// The value with which it means something.
    pub value: bool,
    /// The field that it then stands for.
    pub field: Field,
    /// The value that the field then has.
    pub means: &'static str,
}

impl Flag {
    /// Returns the key as a name of the field.
    pub(super) const fn name(&self) -> Name {
        Name::new(self.field, self.key)
    }
}

/// Every flag. They count only where the field itself is not given.
#[rustfmt::skip]
pub static FLAGS: &[Flag] = &[
    Flag { key: "policy", value: true, field: Field::Kind, means: "policy" },
    Flag { key: "controlled_document", value: true, field: Field::Kind, means: "policy" },
    Flag { key: "faq", value: true, field: Field::Kind, means: "page" },
    Flag { key: "archived", value: true, field: Field::Status, means: "withdrawn" },
    Flag { key: "outdated", value: true, field: Field::Status, means: "withdrawn" },
    Flag { key: "published", value: false, field: Field::Draft, means: "true" },
    Flag { key: "publish", value: false, field: Field::Draft, means: "true" },
    Flag { key: "private", value: true, field: Field::Classification, means: "internal" },
];

/// Keys that look like a misspelt field and are not: other tools read them.
#[rustfmt::skip]
static FOREIGN: &[&str] = &[
    "approval", "approvals", "approved", "created", "data", "entry", "folder", "issue", "issues",
    "publisher", "references", "review", "reviewer", "reviewers", "reviews", "revisions", "score",
    "show_title",
    "stage", "stages", "state", "style", "updates", "versions",
];

/// A known name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// The field.
    pub(super) field: Field,
    /// The name as it is in the tables.
    pub(super) text: &'static str,
    /// How many characters it has without `_`.
    length: usize,
    /// Which letters it has, see [`alphabet`].
    alphabet: u32,
}

impl Name {
    const fn new(field: Field, text: &'static str) -> Self {
        let (length, alphabet) = alphabet(text.as_bytes());
        Self { field, text, length, alphabet }
    }
}

/// Every name of every field: the canonical ones, then the aliases, then the
/// flags.
static NAMES: [Name; NAME_COUNT] = names();

const NAME_COUNT: usize = {
    let mut count = Field::ALL.len() + FLAGS.len();
    let mut row = 0;
    while row < ALIASES.len() {
        count += ALIASES[row].1.len();
        row += 1;
    }
    count
};

const fn names() -> [Name; NAME_COUNT] {
    let mut names = [Name::new(Field::Id, ""); NAME_COUNT];
    let (mut at, mut row) = (0, 0);
    while row < Field::ALL.len() {
        names[at] = Name::new(Field::ALL[row], Field::ALL[row].as_str());
        (at, row) = (at + 1, row + 1);
    }
    row = 0;
    while row < ALIASES.len() {
        let (field, aliases) = ALIASES[row];
        let mut column = 0;
        while column < aliases.len() {
            names[at] = Name::new(field, aliases[column]);
            (at, column) = (at + 1, column + 1);
        }
        row += 1;
    }
    row = 0;
    while row < FLAGS.len() {
        names[at] = Name::new(FLAGS[row].field, FLAGS[row].key);
        (at, row) = (at + 1, row + 1);
    }
    names
}

/// The names that stand for a field with any value.
fn field_names() -> impl Iterator<Item = &'static Name> {
    NAMES.iter().take(NAME_COUNT - FLAGS.len())
}

/// Returns the name that a key is one spelling of.
pub(super) fn lookup(key: &str) -> Option<Name> {
    // Names begin with a letter, so that nearly all are ruled out at a glance.
    let first = letters(key).next();
    let known =
        |name: &&Name| name.text.bytes().next() == first && is_spelling(key, name.text);
    field_names().find(known).copied()
}

/// Returns the flag that a key is one spelling of.
pub(super) fn flag(key: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| is_spelling(key, flag.key))
}

/// Returns whether the tables have names of keys within the value of this one.
pub(super) fn has_names_within(outer: &str) -> bool {
    let firsts = field_names().filter_map(|name| name.text.split_once('.'));
    firsts.into_iter().any(|(first, _)| is_spelling(outer, first))
}

/// Returns the name of a key within the value of another key.
pub(super) fn lookup_within(outer: &str, inner: &str) -> Option<Name> {
    let known = |name: &&Name| {
        name.text.split_once('.').is_some_and(|(first, second)| {
            is_spelling(outer, first) && is_spelling(inner, second)
        })
    };
    field_names().find(known).copied()
}

/// Returns the known name that an unknown key was probably meant to be.
///
/// Near is an edit distance of at most 2, or of 1 for keys of fewer than five
/// letters; keys of one or two letters are never suspected.
pub(super) fn probably_meant(key: &str) -> Option<&'static str> {
    let foreign = FOREIGN.iter().any(|other| is_spelling(key, other));
    if foreign || !key.is_ascii() { None } else { nearest_name(key) }
}

fn nearest_name(key: &str) -> Option<&'static str> {
    let (length, alphabet) = alphabet(key.as_bytes());
    let limit = match length {
        0..=2 => return None,
        3..=4 => 1,
        _ => 2,
    };
    // One edit changes the length by at most one and the set of letters by at
    // most two, so nearly all names are ruled out without a distance.
    let is_near = |name: &&Name| {
        let differing = (alphabet ^ name.alphabet).count_ones() as usize;
        length.abs_diff(name.length) <= limit
            && differing <= 2 * limit
            && !name.text.contains('.')
    };
    let near: Vec<(String, &str)> =
        NAMES.iter().filter(is_near).map(|name| (plain(name.text), name.text)).collect();
    let meant = within(&plain(key), near.iter().map(|(plain, _)| plain.as_str()), limit)?;
    near.iter().find(|(plain, _)| plain == meant).map(|&(_, text)| text)
}

/// Returns a key in the form in which all its spellings are equal.
fn plain(key: &str) -> String {
    letters(key).map(char::from).collect()
}

/// Returns whether two keys are one name: equal but for case, `_`, `-` and
/// spaces.
pub(super) fn is_spelling(key: &str, name: &str) -> bool {
    key == name || letters(key).eq(letters(name))
}

fn letters(key: &str) -> impl Iterator<Item = u8> {
    let kept = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
    kept.map(|byte| byte.to_ascii_lowercase())
}

/// Returns how many characters a key has without `_`, `-` and spaces, and the
/// set of its letters from a to z as bits.
const fn alphabet(key: &[u8]) -> (usize, u32) {
    let (mut length, mut set, mut at) = (0, 0, 0);
    while at < key.len() {
        let byte = key[at].to_ascii_lowercase();
        if byte.is_ascii_lowercase() {
            set |= 1 << (byte - b'a');
        }
        if !matches!(byte, b'_' | b'-' | b' ') {
            length += 1;
        }
        at += 1;
    }
    (length, set)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_field_is_listed_once_and_found_by_its_name() {
        for (index, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field as usize, index, "{field}");
            assert_eq!(Field::from_key(field.as_str()), Some(field));
        }
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        let mut owners: BTreeMap<String, Field> = BTreeMap::new();
        for name in field_names() {
            assert_eq!(
                owners.insert(plain(name.text), name.field),
                None,
                "{}",
                name.text
            );
        }
    }

    #[test]
    fn a_key_is_found_under_every_alias_and_spelling() {
        #[rustfmt::skip]
        let cases = [
            ("slug",                      Some(Field::Id)),
            ("acronym",                   Some(Field::Id)),
            ("name",                      Some(Field::Title)),
            ("sidebarTitle",              Some(Field::ShortTitle)),
            ("shortTitle",                Some(Field::ShortTitle)),
            ("description",               Some(Field::Summary)),
            ("document_type",             Some(Field::Kind)),
            ("confidentiality_level",     Some(Field::Classification)),
            ("owner_slack",               Some(Field::Owner)),
            ("publishedBy",               Some(Field::Approver)),
            ("date_approved",             Some(Field::ApprovedOn)),
            ("last_approved",             Some(Field::ApprovedOn)),
            ("date",                      Some(Field::IssuedOn)),
            ("datePublished",             Some(Field::IssuedOn)),
            ("effectiveDate",             Some(Field::EffectiveOn)),
            ("lastUpdated",               Some(Field::LastUpdated)),
            ("last-updated",              Some(Field::LastUpdated)),
            ("Last updated",              Some(Field::LastUpdated)),
            ("lastmod",                   Some(Field::LastUpdated)),
            ("ms.date",                   Some(Field::LastUpdated)),
            ("last_reviewed_on",          Some(Field::LastReviewed)),
            ("review.last_reviewed_date", Some(Field::LastReviewed)),
            ("review_in",                 Some(Field::ReviewInterval)),
            ("review.review_cycle",       Some(Field::ReviewInterval)),
            ("reviewDate",                Some(Field::NextReview)),
            ("review_by",                 Some(Field::NextReview)),
            ("expiry",                    Some(Field::ExpiresOn)),
            ("revision",                  Some(Field::Version)),
            ("doc_ref",                   Some(Field::Reference)),
            ("replaces",                  Some(Field::Supersedes)),
            ("redirect_from",             Some(Field::Aliases)),
            ("old_paths",                 Some(Field::Aliases)),
            ("satisfies",                 Some(Field::Controls)),
            ("author",                    Some(Field::Authors)),
            ("licence",                   Some(Field::License)),
            // What these say elsewhere is not what our fields mean.
            ("versions",                  None),
            ("hidden",                    None),
            ("sidebar",                   None),
            ("showTitle",                 None),
            ("layout",                    None),
            ("category",                  None),
            ("cron",                      None),
            ("related.standards",         None),
            ("",                          None),
            ("ß",                         None),
        ];
        for (key, field) in cases {
            assert_eq!(Field::from_key(key), field, "{key}");
        }
    }

    #[test]
    fn a_weak_name_is_an_alias() {
        for weak in WEAK {
            let name = lookup(weak).unwrap();
            assert_eq!(name.text, *weak);
            assert_ne!(name.field.as_str(), *weak);
        }
    }

    #[test]
    fn a_foreign_key_would_be_suspected_and_is_not_known() {
        for key in FOREIGN {
            assert!(nearest_name(key).is_some(), "{key}");
            assert_eq!(lookup(key), None, "{key}");
        }
    }

    #[test]
    fn a_misspelt_key_finds_the_name_that_was_meant() {
        #[rustfmt::skip]
        let cases = [
            ("last_reveiwed_on",  Some("last_reviewed_on")),
            ("titel",             Some("title")),
            ("tilte",             Some("title")),
            ("Onwer",             Some("owner")),
            ("clasification",     Some("classification")),
            ("reveiw_in",         Some("review_in")),
            ("tag",               Some("tags")),
            ("draf",              Some("draft")),
            ("polcy",             Some("policy")),
            // Too short, too far, or somebody else's.
            ("tg",                None),
            ("tgaz",              None),
            ("toc",               None),
            ("layout",            None),
            ("created",           None),
            ("reviewer",          None),
            ("versions",          None),
            ("check",             None),
            ("ignore",            None),
            ("größe",             None),
            ("",                  None),
        ];
        for (key, meant) in cases {
            assert_eq!(probably_meant(key), meant, "{key}");
        }
    }
}
