//! Whom to write to about something.

use serde::Serialize;

use crate::resolve::Site;

use super::super::LinkView;
use super::link;

/// A contact.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ContactView {
    /// Who answers.
    name: String,
    /// What to write about.
    purpose: Option<String>,
    /// The mail address.
    mail: Option<LinkView>,
    /// A form or a page.
    page: Option<LinkView>,
    /// The telephone number.
    phone: Option<String>,
    /// The postal address.
    address: Vec<String>,
}

/// Returns the contacts.
pub(in crate::render) fn contacts(site: &Site) -> Vec<ContactView> {
    let contacts = site.registers.contacts.iter().map(|entry| &entry.value);
    contacts
        .map(|one| ContactView {
            name: one.name.clone().unwrap_or_default(),
            purpose: one.purpose.clone(),
            mail: one.email.as_ref().map(|mail| LinkView {
                title: mail.as_str().to_owned(),
                href: format!("mailto:{}", mail.as_str()),
            }),
            page: link(site, "How to", one.url.as_ref()),
            phone: one.phone.clone(),
            address: one.address.clone(),
        })
        .collect()
}
