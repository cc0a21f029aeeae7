//! The fields of front matter, and every name under which people write them.

/// A field of front matter, under its canonical name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// Returns the canonical name.
    pub fn as_str(self) -> &'static str {
        ""
    }
}
