//! What the registers say about the site: their links, and `security.txt`.

use crate::base::date::Date;
use crate::base::path::{ContentPath, UrlPath};
use crate::base::span::{SourceId, Span, Spanned};
use crate::config::{Config, Kind};
use crate::parse::register::{
    Entry, LinkUse as RegisterLinkUse, RegisterLink as Address, Registers,
};
use crate::parse::{Link, LinkForm, LinkRole, LinkUse, RegisterText, SecurityFields};

use super::links::Links;
use super::{Page, PageIndex, Settled, Site, Surroundings};

/// The path of the file that tells researchers how to report vulnerabilities.
pub const SECURITY_TXT: &str = "/.well-known/security.txt";

/// A link in a register.
#[derive(Clone, Debug)]
pub struct RegisterLink {
    /// The file, as a position in [`Registers::files`].
    pub file: usize,
    /// The key that it is the value of.
    pub key: String,
    /// The link as written.
    pub href: Spanned<String>,
    /// What became of it.
    pub settled: Settled,
}

/// A text in markdown that a register holds, with its links settled.
#[derive(Clone, Debug)]
pub struct SettledText {
    /// The text.
    pub text: RegisterText,
    /// What became of each of its links.
    pub links: Vec<Settled>,
}

/// What `/.well-known/security.txt` says, whoever wrote it.
#[derive(Clone, Debug)]
pub struct SecurityText {
    /// The file that says it.
    pub source: SourceId,
    /// Where it begins to.
    pub start: Span,
    /// The last day on which it holds.
    pub expires: Option<Spanned<Date>>,
    /// Whether it is made from the register.
    pub is_made: bool,
    /// The addresses that it gives as its own.
    pub canonical: Vec<Spanned<String>>,
    /// How vulnerabilities are handled.
    pub policies: Vec<SecurityPolicy>,
}

/// A page that says how vulnerabilities are handled.
#[derive(Clone, Debug)]
pub struct SecurityPolicy {
    /// The link as written.
    pub href: Spanned<String>,
    /// Whether it leads to nothing on this site.
    pub is_broken: bool,
}

/// Settles the links of the registers.
pub(super) fn settle(registers: &Registers, links: &Links<'_>) -> Vec<RegisterLink> {
    let files = registers.files.iter().enumerate();
    let uses = files.flat_map(|(at, file)| file.links.iter().map(move |it| (at, it)));
    uses.map(|(file, RegisterLinkUse { key, href })| RegisterLink {
        file,
        key: key.clone(),
        href: href.clone(),
        settled: settle_one(href, links),
    })
    .collect()
}

/// Settles the links of the texts of registers, which start at the content folder.
pub(super) fn settle_texts(
    texts: &[RegisterText],
    links: &Links<'_>,
) -> Vec<SettledText> {
    // A text of a register lies nowhere; any file beside the front page would do.
    let Ok(path) = ContentPath::new("index.md") else { return Vec::new() };
    let settle = |text: &RegisterText| SettledText {
        links: text.document.links.iter().map(|it| links.settle_at(&path, it)).collect(),
        text: text.clone(),
    };
    texts.iter().map(settle).collect()
}

fn settle_one(href: &Spanned<String>, links: &Links<'_>) -> Settled {
    let link = Link {
        href: href.value.clone(),
        span: href.span,
        form: LinkForm::Inline,
        role: LinkRole::Page,
        uses: vec![LinkUse { span: href.span, label: href.value.clone() }],
    };
    links.settle_from_root(&link)
}

/// Gathers what `security.txt` says: a file of the site wins over the register.
pub(super) fn security_text(
    registers: &Registers,
    (written, links): (Option<&SecurityFields>, &Links<'_>),
    (sources, config): (&[String], &Config),
) -> Option<SecurityText> {
    let source_of = |path: &str| super::source_at(sources, path);
    let policy = |href: &Spanned<String>| SecurityPolicy {
        href: href.clone(),
        is_broken: settle_one(href, links).defect.is_some(),
    };
    if let Some(written) = written {
        let day = |value: &Spanned<String>| {
            let day = Date::parse(&value.value).ok()?.date;
            Some(Spanned::new(day, value.span))
        };
        return Some(SecurityText {
            source: source_of(&written.path)?,
            start: Span::default(),
            expires: written.values("expires").find_map(day),
            is_made: false,
            canonical: written.values("canonical").cloned().collect(),
            policies: written.values("policy").map(policy).collect(),
        });
    }
    let entry = registers.security_txt.as_ref()?;
    let file = registers.files.get(entry.file)?;
    let stated = &entry.value;
    let link = |link: &Address, key: &str| {
        Spanned::new(link.as_str().to_owned(), entry.place(key))
    };
    Some(SecurityText {
        source: source_of(&config.content_path_from_root(file.path.as_str()))?,
        start: entry.start(),
        expires: stated.expires.map(|day| Spanned::new(day, entry.place("expires"))),
        is_made: true,
        canonical: Vec::new(),
        policies: stated.policy.iter().map(|it| policy(&link(it, "policy"))).collect(),
    })
}

/// A page that is made of a register, or of all advisories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterPage {
    /// The list of advisories.
    Advisories,
    /// Certifications and reports.
    Certifications,
    /// Questions and answers.
    Faq,
    /// Sub-processors.
    Subprocessors,
    /// Updates.
    Updates,
}

impl RegisterPage {
    /// Every one, in the order in which readers see them.
    pub const ALL: [Self; 5] = [
        Self::Certifications,
        Self::Subprocessors,
        Self::Advisories,
        Self::Updates,
        Self::Faq,
    ];

    /// Returns its address.
    pub fn url(self) -> UrlPath {
        UrlPath::root().below(match self {
            Self::Advisories => "advisories/",
            Self::Certifications => "certifications/",
            Self::Faq => "faq/",
            Self::Subprocessors => "subprocessors/",
            Self::Updates => "updates/",
        })
    }

    /// Returns what links to it say.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Advisories => "Advisories",
            Self::Certifications => "Certifications",
            Self::Faq => "FAQ",
            Self::Subprocessors => "Sub-processors",
            Self::Updates => "Updates",
        }
    }

    /// Returns the data that says the same to machines.
    const fn data(self) -> Option<&'static str> {
        match self {
            Self::Advisories => Some("api/v1/advisories.json"),
            Self::Certifications => Some("api/v1/certifications.json"),
            Self::Subprocessors => Some("api/v1/subprocessors.json"),
            Self::Faq | Self::Updates => None,
        }
    }

    fn is_filled(self, registers: &Registers, pages: &[Page]) -> bool {
        match self {
            Self::Advisories => pages.iter().any(is_advisory),
            Self::Certifications => registers.has_certifications(),
            Self::Faq => !registers.faq.is_empty(),
            Self::Subprocessors => !registers.subprocessors.is_empty(),
            Self::Updates => !registers.updates.is_empty(),
        }
    }
}

pub(super) fn is_advisory(page: &Page) -> bool {
    page.kind == Kind::Advisory && page.publication.is_listed()
}

impl Site {
    /// Returns the text in markdown that a key of an entry of a register holds.
    pub fn register_text<T>(&self, entry: &Entry<T>, key: &str) -> Option<&SettledText> {
        let place = (entry.file, entry.place(key));
        let texts = &self.register_texts;
        let at = texts.binary_search_by_key(&place, |it| (it.text.file, it.text.span));
        at.ok().and_then(|at| texts.get(at))
    }

    /// Returns the pages of registers that there are: those with something on them.
    pub fn register_pages(&self) -> impl Iterator<Item = RegisterPage> {
        let is_filled =
            |page: &RegisterPage| page.is_filled(&self.registers, &self.pages);
        RegisterPage::ALL.into_iter().filter(is_filled)
    }

    /// Returns the advisories that are published.
    pub fn advisories(&self) -> impl Iterator<Item = (PageIndex, &Page)> {
        self.published()
            .filter(|(_, _, page)| is_advisory(page))
            .map(|(index, _, page)| (index, page))
    }
}

/// Returns what the build makes of registers and advisories.
pub(super) fn made(
    known: &Surroundings,
    pages: &[Page],
    config: &Config,
) -> Vec<UrlPath> {
    let registers = &known.registers;
    let root = UrlPath::root();
    let mut made = Vec::new();
    for page in RegisterPage::ALL {
        if page.is_filled(registers, pages) {
            made.push(page.url());
            made.extend(page.data().map(|path| root.below(path)));
        }
    }
    for page in pages.iter().filter(|page| is_advisory(page)) {
        if page.dates.last_updated_on.or(page.dates.issued_on).is_some() {
            made.push(root.below(&format!("api/v1/advisories/{}.osv.json", page.id)));
        }
    }
    if has_security_txt(known, config) {
        made.extend(UrlPath::new(SECURITY_TXT));
    }
    made
}

/// Returns whether there is a `security.txt`: one that somebody wrote, or one that
/// is made, which needs somebody to write to.
fn has_security_txt(known: &Surroundings, config: &Config) -> bool {
    let has_contact = || {
        let contact = known.registers.security_contact();
        contact.is_some() || config.site.contact.is_some()
    };
    known.security_txt.is_some()
        || known.registers.security_txt.is_some() && has_contact()
}
