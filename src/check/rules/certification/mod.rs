//! Whether what the organisation was certified for still holds.

use crate::base::date::Date;
use crate::parse::register::{Certification, CertificationStatus, Entry};
use crate::resolve::Site;

pub(super) mod expired;
pub(super) mod expires_soon;
pub(super) mod report_old;

/// Returns the certifications that are shown as obtained and have an end, with
/// their names.
pub(super) fn held(
    site: &Site,
) -> impl Iterator<Item = (&Entry<Certification>, &str, Date)> {
    site.registers.certifications.iter().filter_map(|entry| {
        let certification = &entry.value;
        match certification.status.unwrap_or_default() {
            CertificationStatus::Obtained => {
                let name = certification.name.as_deref();
                Some((
                    entry,
                    name.unwrap_or("this certification"),
                    certification.valid_until?,
                ))
            }
            CertificationStatus::InProgress | CertificationStatus::Lapsed => None,
        }
    })
}
