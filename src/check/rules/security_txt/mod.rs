//! Whether researchers can rely on `security.txt`.

use crate::base::date::Date;
use crate::base::span::Spanned;
use crate::resolve::{SecurityText, Site};

pub(super) mod canonical_wrong;
pub(super) mod expired;
pub(super) mod expires_missing;
pub(super) mod expires_soon;
pub(super) mod expires_too_far;
pub(super) mod policy_missing;

/// Returns when `security.txt` expires, if it says.
pub(super) fn ending(site: &Site) -> Option<(&SecurityText, &Spanned<Date>)> {
    let known = site.security_txt.as_ref()?;
    Some((known, known.expires.as_ref()?))
}
