//! What the registers say about the site: their links, and `security.txt`.

use crate::base::date::Date;
use crate::base::span::{SourceId, Span, Spanned};
use crate::config::Config;
use crate::parse::register::{
    LinkUse as RegisterLinkUse, RegisterLink as Address, Registers,
};
use crate::parse::{Link, LinkForm, LinkRole, LinkUse, RegisterText, SecurityFields};

use super::Settled;
use super::links::Links;

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
) -> Vec<Vec<Settled>> {
    let settle = |text: &RegisterText| {
        text.document.links.iter().map(|link| links.settle_from_root(link)).collect()
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
        canonical: Vec::new(),
        policies: stated.policy.iter().map(|it| policy(&link(it, "policy"))).collect(),
    })
}
