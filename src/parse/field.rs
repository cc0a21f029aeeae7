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
    /// Every field.
    pub const ALL: [Self; 34] = [
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
    pub fn as_str(self) -> &'static str {
        ""
    }
}
