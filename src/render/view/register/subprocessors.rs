//! Who else processes customers' data.

use serde::Serialize;

use crate::base::date::Date;
use crate::parse::register::{
    Entry, Location, Subprocessor, SubprocessorCategory, TransferMechanism, country,
};
use crate::resolve::{RegisterPage, Site};

use super::super::head::AlternateView;
use super::super::here::HereView;
use super::super::{DayView, HeadView, LinkView, TermView};
use super::{data, day, here, id, link, register_link};

/// What the template of the sub-processors sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SubprocessorsPage {
    head: HeadView,
    here: HereView,
    page: SubprocessorsView,
}

/// The sub-processors.
#[derive(Debug, Serialize)]
struct SubprocessorsView {
    /// Those that process data.
    current: Vec<RowView>,
    /// Those that will.
    announced: Vec<RowView>,
    /// Those that did.
    removed: Vec<RowView>,
    /// How many days before a change customers are told.
    notice_days: Option<u32>,
    /// The day for which this holds, where something is announced or was removed.
    as_of: Option<DayView>,
    /// Where to object.
    contact: Option<LinkView>,
    /// The same for machines.
    formats: Vec<AlternateView>,
}

/// A sub-processor.
#[derive(Debug, Serialize)]
struct RowView {
    /// Its identity: the anchor.
    id: String,
    /// What readers know it by.
    name: String,
    /// The company, where that is another name.
    legal_name: Option<String>,
    /// What sort of service it is.
    category: Option<TermView>,
    /// The product that is used.
    service: Option<String>,
    /// What it is used for.
    purpose: Option<String>,
    /// What data it processes.
    data_categories: Vec<String>,
    /// Whose data that is.
    data_subjects: Vec<String>,
    /// Where it does.
    locations: Vec<String>,
    /// What makes the transfer lawful.
    transfer: Option<TermView>,
    /// Whom it concerns, if not everybody.
    condition: Option<String>,
    /// Its own pages.
    links: Vec<LinkView>,
    /// When it was announced.
    announced: Option<DayView>,
    /// From when it processes data.
    effective: Option<DayView>,
    /// Until when customers can object.
    objection: Option<DayView>,
    /// Whether that day has passed.
    is_objection_over: bool,
    /// When it was removed.
    removed: Option<DayView>,
}

impl SubprocessorsPage {
    /// Gathers what the page shows.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let url = RegisterPage::Subprocessors.url();
        let today = site.context.as_of;
        let mut view = SubprocessorsView {
            current: Vec::new(),
            announced: Vec::new(),
            removed: Vec::new(),
            notice_days: site.registers.notice_days,
            as_of: None,
            contact: contact(site),
            formats: vec![data(site, "/api/v1/subprocessors.json")],
        };
        for entry in &site.registers.subprocessors {
            let row = RowView::new(site, entry);
            let rows = match Stage::of(&entry.value, today) {
                Stage::Current => &mut view.current,
                Stage::Announced => &mut view.announced,
                Stage::Removed => &mut view.removed,
            };
            rows.push(row);
        }
        let changes = view.announced.len() + view.removed.len();
        view.as_of = (changes > 0).then(|| today.into());
        let about = "Who else processes our customers' data, for what, and where.";
        Self {
            head: HeadView::new(site, "Sub-processors", &url)
                .described(Some(about.to_owned()))
                .with(view.formats.clone()),
            here: here(site, RegisterPage::Subprocessors),
            page: view,
        }
    }
}

/// Who else processes customers' data, on the front page.
#[derive(Debug, Serialize)]
pub(in crate::render::view) struct InUseView {
    /// Where they are listed.
    page: LinkView,
    /// How many there are.
    count: usize,
    /// Those to come.
    announced: Vec<AnnouncedView>,
}

/// One that is to come.
#[derive(Debug, Serialize)]
struct AnnouncedView {
    /// What readers call it.
    name: String,
    /// From when.
    from: Option<DayView>,
}

/// Where a sub-processor stands.
#[derive(PartialEq, Eq)]
enum Stage {
    Current,
    Announced,
    Removed,
}

impl Stage {
    fn of(one: &Subprocessor, today: Date) -> Self {
        if one.removed_on.is_some_and(|day| day <= today) {
            Self::Removed
        } else if one.effective_on.is_some_and(|day| day > today) {
            Self::Announced
        } else {
            Self::Current
        }
    }
}

/// Returns what the front page says of them, if there is anything to say.
pub(in crate::render::view) fn in_use(site: &Site) -> Option<InUseView> {
    let today = site.context.as_of;
    let entries = &site.registers.subprocessors;
    let at = |stage: Stage| {
        entries.iter().filter(move |entry| Stage::of(&entry.value, today) == stage)
    };
    (!entries.is_empty()).then(|| InUseView {
        page: register_link(site, RegisterPage::Subprocessors),
        count: at(Stage::Current).count(),
        announced: at(Stage::Announced)
            .map(|entry| AnnouncedView {
                name: name(&entry.value),
                from: day(entry.value.effective_on),
            })
            .collect(),
    })
}

impl RowView {
    fn new(site: &Site, entry: &Entry<Subprocessor>) -> Self {
        let one = &entry.value;
        let objection = one.objection_until(site.registers.notice_days);
        let pages = [
            link(site, "Web site", one.website.as_ref()),
            link(site, "Privacy policy", one.privacy_url.as_ref()),
            link(site, "Its sub-processors", one.subprocessors_url.as_ref()),
        ];
        Self {
            name: name(one),
            id: id(site, entry),
            legal_name: one
                .legal_name
                .clone()
                .filter(|it| one.brand.as_ref().is_some_and(|brand| brand != it)),
            category: one.category.map(TermView::from),
            service: one.service.clone(),
            purpose: one.purpose.clone(),
            data_categories: one.data_categories.clone(),
            data_subjects: one.data_subjects.clone(),
            locations: one.locations.iter().filter_map(place).collect(),
            transfer: one.transfer_mechanism.map(TermView::from),
            condition: one.condition.clone(),
            links: pages.into_iter().flatten().collect(),
            announced: day(one.announced_on),
            effective: day(one.effective_on),
            is_objection_over: objection.is_some_and(|day| day < site.context.as_of),
            objection: day(objection),
            removed: day(one.removed_on),
        }
    }
}

/// Returns what readers call a sub-processor.
fn name(one: &Subprocessor) -> String {
    let name = one.brand.as_ref().or(one.legal_name.as_ref()).cloned();
    let id = || one.id.as_ref().map(|id| id.as_str().to_owned());
    name.or_else(id).unwrap_or_default()
}

/// Returns a place as readers know it: `Frankfurt, Germany`.
fn place(location: &Location) -> Option<String> {
    let country = location.country.as_ref().and_then(|it| country::name(it.as_str()));
    match (&location.region, country) {
        (Some(region), Some(country)) => Some(format!("{region}, {country}")),
        (Some(region), None) => Some(region.clone()),
        (None, country) => country.map(str::to_owned),
    }
}

/// Returns whom to write to with an objection: the contact for privacy.
fn contact(site: &Site) -> Option<LinkView> {
    let mut contacts = site.registers.contacts.iter().map(|entry| &entry.value);
    let is_it = |id: &str| matches!(id, "privacy" | "dpo" | "data-protection");
    let contact =
        contacts.find(|it| it.id.as_ref().is_some_and(|id| is_it(id.as_str())))?;
    let mail = contact.email.as_ref()?.as_str();
    Some(LinkView { title: mail.to_owned(), href: format!("mailto:{mail}") })
}

impl From<SubprocessorCategory> for TermView {
    fn from(category: SubprocessorCategory) -> Self {
        let (name, label) = match category {
            SubprocessorCategory::Infrastructure => ("infrastructure", "Infrastructure"),
            SubprocessorCategory::Ai => ("ai", "AI"),
            SubprocessorCategory::Support => ("support", "Support"),
            SubprocessorCategory::IntraGroup => ("intra_group", "Our group"),
            SubprocessorCategory::Other => ("other", "Other"),
        };
        Self { name, label }
    }
}

impl From<TransferMechanism> for TermView {
    fn from(mechanism: TransferMechanism) -> Self {
        let (name, label) = match mechanism {
            TransferMechanism::None => ("none", "No transfer"),
            TransferMechanism::Adequacy => ("adequacy", "Adequacy decision"),
            TransferMechanism::Dpf => ("dpf", "EU-U.S. Data Privacy Framework"),
            TransferMechanism::Scc => ("scc", "Standard contractual clauses"),
            TransferMechanism::Bcr => ("bcr", "Binding corporate rules"),
        };
        Self { name, label }
    }
}
