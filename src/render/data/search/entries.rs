//! The entries of registers, each with the page that shows it.

use crate::parse::register::{
    Certification, Contact, Entry as Registered, Id, Location, Mail, Question, Report,
    Subprocessor, Update, country,
};
use crate::resolve::{RegisterPage, Site};

use super::{Entry, shortened};

/// Lists the pages of registers, each with what is on it. Where the content has a
/// page of its own at such an address, that page is found instead.
pub(super) fn of_registers(site: &Site) -> impl Iterator<Item = Entry<'_>> {
    let is_made = |page: &RegisterPage| {
        let url = page.url();
        !site.published().any(|(_, _, written)| written.url == url)
    };
    let pages = site.register_pages().filter(is_made);
    pages.flat_map(|page| of_page(site, page)).chain(contacts(site))
}

fn of_page(site: &Site, page: RegisterPage) -> Vec<Entry<'_>> {
    let shown = Shown { site, page };
    let registers = &site.registers;
    let mut entries = vec![Entry::made(page.title(), shown.href(None))];
    match page {
        // Each of them is a page, and found as such.
        RegisterPage::Advisories => (),
        RegisterPage::Certifications => {
            let certifications = registers.certifications.iter();
            entries
                .extend(certifications.filter_map(|it| shown.certification(&it.value)));
            let reports = registers.reports.iter();
            entries.extend(reports.filter_map(|it| shown.report(it)));
        }
        RegisterPage::Faq => {
            entries.extend(registers.faq.iter().filter_map(|it| shown.question(it)));
        }
        RegisterPage::Subprocessors => {
            let others = registers.subprocessors.iter();
            entries.extend(others.filter_map(|it| shown.subprocessor(&it.value)));
        }
        RegisterPage::Updates => {
            entries.extend(registers.updates.iter().filter_map(|it| shown.update(it)));
        }
    }
    entries
}

/// Lists whom to write to; the front page shows them.
fn contacts(site: &Site) -> impl Iterator<Item = Entry<'_>> {
    let href = site.config.site.base_url.href("/#_contacts");
    site.registers.contacts.iter().filter_map(move |entry| {
        let Contact { id, name, purpose, email, phone, .. } = &entry.value;
        let mail = email.as_ref().map(Mail::as_str);
        Some(Entry {
            place: Some("Contacts"),
            lead: text(purpose.as_deref()),
            terms: present([id.as_ref().map(Id::as_str), mail, phone.as_deref()]),
            ..Entry::made(name.as_deref()?, href.clone())
        })
    })
}

/// A page of a register. What has no name cannot be found by it, and is left out.
struct Shown<'a> {
    site: &'a Site,
    page: RegisterPage,
}

impl<'a> Shown<'a> {
    /// Returns the address of an entry on the page.
    fn href(&self, anchor: Option<&str>) -> String {
        let page = self.site.config.site.base_url.href(&self.page.url().encoded());
        anchor.map_or(page.clone(), |anchor| format!("{page}#{anchor}"))
    }

    fn entry(
        &self,
        (id, title): (Option<&'a Id>, &'a str),
        lead: String,
        terms: impl IntoIterator<Item = Option<&'a str>>,
    ) -> Entry<'a> {
        let id = id.map(Id::as_str);
        Entry {
            place: Some(self.page.title()),
            lead,
            terms: present([id].into_iter().chain(terms)),
            ..Entry::made(title, self.href(id))
        }
    }

    fn certification(&self, one: &'a Certification) -> Option<Entry<'a>> {
        let name = (one.id.as_ref(), one.name.as_deref()?);
        let terms = [
            one.framework.as_ref().map(Id::as_str),
            one.auditor.as_deref(),
            one.certificate_number.as_deref(),
        ];
        Some(self.entry(name, text(one.scope.as_deref()), terms))
    }

    fn report(&self, entry: &'a Registered<Report>) -> Option<Entry<'a>> {
        let one = &entry.value;
        let name = (one.id.as_ref(), one.title.as_deref()?);
        let terms = [one.certification.as_ref().map(Id::as_str), one.auditor.as_deref()];
        let href = self.site.entry_href(self.page, entry);
        Some(Entry { href, ..self.entry(name, text(one.summary.as_deref()), terms) })
    }

    fn subprocessor(&self, one: &'a Subprocessor) -> Option<Entry<'a>> {
        let name = one.brand.as_deref().or(one.legal_name.as_deref())?;
        let own = [one.legal_name.as_deref(), one.service.as_deref()];
        let places = one.locations.iter().flat_map(place);
        let data = one.data_categories.iter().map(|it| Some(it.as_str()));
        let terms = own.into_iter().chain(places).chain(data);
        Some(self.entry((one.id.as_ref(), name), text(one.purpose.as_deref()), terms))
    }

    fn question(&self, entry: &'a Registered<Question>) -> Option<Entry<'a>> {
        let one = &entry.value;
        let name = (one.id.as_ref(), one.question.as_deref()?);
        let lead = self.beginning(entry, "answer");
        Some(self.entry(name, lead, [one.section.as_deref()]))
    }

    fn update(&self, entry: &'a Registered<Update>) -> Option<Entry<'a>> {
        let name = (entry.value.id.as_ref(), entry.value.title.as_deref()?);
        Some(self.entry(name, self.beginning(entry, "text"), []))
    }

    /// Returns how a text in markdown begins.
    fn beginning<T>(&self, entry: &Registered<T>, key: &str) -> String {
        let known = self.site.register_text(entry, key);
        text(known.map(|known| known.text.document.text.lead.as_str()))
    }
}

/// Returns what a place is found by.
fn place(location: &Location) -> [Option<&str>; 2] {
    let country = location.country.as_ref().and_then(|it| country::name(it.as_str()));
    [location.region.as_deref(), country]
}

fn text(text: Option<&str>) -> String {
    text.map(shortened).unwrap_or_default()
}

fn present<'a>(texts: impl IntoIterator<Item = Option<&'a str>>) -> Vec<&'a str> {
    texts.into_iter().flatten().collect()
}
