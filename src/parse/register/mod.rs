//! Registers: YAML files of facts, from their texts to [`Registers`].
//!
//! Comes in: the texts of `registers/*.yaml`. Goes out: what each of them holds,
//! typed, with the place of every value. In between:
//!
//! 1. The YAML reader of front matter gives values with places.
//! 2. `shape` keeps what fits the type in `model`, and tells what does not.
//! 3. `facts` gives every value a name that texts can use.
//!
//! # Invariants
//!
//! - Reading never fails: what is wrong becomes a [`Flaw`], and what can be read is.
//! - Every span is one of the file as it is on disk.

mod comments;
pub mod country;
mod facts;
mod flaw;
mod link;
mod markup;
mod model;
pub(super) mod shape;
mod value;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use crate::base::nearest::nearest;
use crate::base::path::ContentPath;
use crate::base::span::Span;
use crate::config::{Config, Kind};
use crate::load::{SourceFile, Unreadable};

use super::document::{Document, ProblemKind, Suppression};
use super::front_matter::node::{Node, Value};
use super::front_matter::yaml;
use super::{Purpose, markdown, read as document};

pub use facts::{Fact, FactUse, FactValue, Facts, Said};
pub use flaw::{Flaw, FlawKind};
pub use link::LinkUse;
pub use model::*;
pub use shape::schema_of;
pub use value::{Country, CveId, CvssVector, Id, Link as RegisterLink, Mail, Markdown};

/// The longest register that is read, in bytes: parsers of YAML take seconds for
/// hostile texts of a megabyte.
const MAX_BYTES: usize = 256 * 1024;

/// The registers that there can be, sorted.
pub const REGISTERS: [&str; 7] =
    ["certifications", "contacts", "facts", "faq", "reports", "subprocessors", "updates"];

/// What the registers hold.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// The files, sorted by path, and what is wrong with each.
    pub files: Vec<RegisterFile>,
    /// What the organisation was certified for.
    pub certifications: Vec<Entry<Certification>>,
    /// What auditors and testers have written.
    pub reports: Vec<Entry<Report>>,
    /// Who else processes customers' data.
    pub subprocessors: Vec<Entry<Subprocessor>>,
    /// How many days before a change of them customers are told.
    pub notice_days: Option<u32>,
    /// Whom to write to.
    pub contacts: Vec<Entry<Contact>>,
    /// What `security.txt` says.
    pub security_txt: Option<Entry<SecurityTxt>>,
    /// What customers ask.
    pub faq: Vec<Entry<Question>>,
    /// What the organisation tells its customers.
    pub updates: Vec<Entry<Update>>,
    /// Every value that texts can name.
    pub facts: Facts,
}

impl Registers {
    /// Returns the address to which vulnerabilities are reported: that of the contact
    /// `security`.
    pub fn security_contact(&self) -> Option<&Mail> {
        let contacts = self.contacts.iter().map(|entry| &entry.value);
        let is_it = |id: &Id| id.as_str() == "security";
        contacts
            .filter(|it| it.id.as_ref().is_some_and(is_it))
            .find_map(|it| it.email.as_ref())
    }

    /// Returns whether there are certifications or reports to show.
    pub fn has_certifications(&self) -> bool {
        !self.certifications.is_empty() || !self.reports.is_empty()
    }
}

/// One file.
#[derive(Clone, Debug)]
pub struct RegisterFile {
    /// Where it is below the content folder.
    pub path: ContentPath,
    /// Why nothing is known about it.
    pub unreadable: Option<Unreadable>,
    /// What is wrong with it, in the order of the file.
    pub flaws: Vec<Flaw>,
    /// Its links, in the order of the file.
    pub links: Vec<LinkUse>,
    /// Its comments that accept findings, in the order of the file.
    pub suppressions: Vec<Suppression>,
}

/// One entry of a register, and where each part of it is written.
#[derive(Clone, Debug)]
pub struct Entry<T> {
    /// What it says.
    pub value: T,
    /// The file, as a position in [`Registers::files`].
    pub file: usize,
    places: Node,
}

impl<T> Entry<T> {
    /// Returns where the value of a key is written; where there is none, where the
    /// entry is.
    pub fn place(&self, key: &str) -> Span {
        self.places.get(key).map_or_else(|| self.start(), |value| value.span)
    }

    /// Returns a text in markdown with its place.
    fn text<'a>(
        &self,
        key: &str,
        text: Option<&'a Markdown>,
    ) -> (usize, Span, Option<&'a Markdown>) {
        (self.file, self.place(key), text)
    }

    /// Returns where the entry begins: its first key.
    pub fn start(&self) -> Span {
        let first = self.places.entries().and_then(<[_]>::first);
        first.map_or(self.places.span, |entry| entry.key.span)
    }
}

/// Reads every register.
pub fn parse_registers(sources: &[SourceFile]) -> Registers {
    let mut registers = Registers::default();
    let mut seen: BTreeMap<&str, &ContentPath> = BTreeMap::new();
    for source in sources {
        let file = registers.files.len();
        registers.files.push(RegisterFile {
            path: source.path.clone(),
            unreadable: source.text.as_ref().err().cloned(),
            flaws: Vec::new(),
            links: Vec::new(),
            suppressions: Vec::new(),
        });
        let name = source.path.stem();
        let (mut flaws, mut links) = (Vec::new(), Vec::new());
        let mut suppressions = Vec::new();
        let whole = |kind| Flaw { span: Span::default(), kind };
        if !REGISTERS.contains(&name) {
            let suggestion = nearest(name, REGISTERS);
            flaws.push(whole(FlawKind::FileUnknown { suggestion }));
        } else if let Some(first) = seen.get(name) {
            let first = first.as_str().to_owned();
            flaws.push(whole(FlawKind::FileDuplicate { first }));
        } else if let Ok(text) = &source.text {
            seen.insert(name, &source.path);
            let node = read(text, &mut flaws);
            suppressions = comments::read(text, node.as_ref(), &mut flaws);
            if let Some(node) = node {
                Reader {
                    file,
                    flaws: &mut flaws,
                    links: &mut links,
                    registers: &mut registers,
                }
                .register(name, node);
            }
        }
        flaws.sort_by_key(|flaw| flaw.span);
        if let Some(file) = registers.files.get_mut(file) {
            (file.flaws, file.links) = (flaws, links);
            file.suppressions = suppressions;
        }
    }
    registers
}

/// A text in markdown that a register holds, understood.
#[derive(Clone, Debug)]
pub struct RegisterText {
    /// The file, as a position in [`Registers::files`].
    pub file: usize,
    /// Where the text is written.
    pub span: Span,
    /// What it says; its spans are places in the text, not in the file.
    pub document: Document,
}

/// Understands the texts in markdown, sorted by file and place.
pub fn parse_register_texts(
    registers: &Registers,
    config: &Config,
    purpose: Purpose,
) -> Vec<RegisterText> {
    let answers = registers
        .faq
        .iter()
        .map(|entry| entry.text("answer", entry.value.answer.as_ref()));
    let updates = registers
        .updates
        .iter()
        .map(|entry| entry.text("text", entry.value.text.as_ref()));
    let understood = answers.chain(updates).filter_map(|(file, span, text)| {
        let path = registers.files.get(file)?.path.clone();
        let (place, text) = ((path, Kind::Page), text?.as_str());
        let document =
            document::understand(text, place, config, purpose, &registers.facts);
        Some(RegisterText { file, span, document })
    });
    let mut texts: Vec<_> = understood.collect();
    texts.sort_by_key(|text| (text.file, text.span));
    texts
}

/// Reads the YAML of a file.
fn read(text: &str, flaws: &mut Vec<Flaw>) -> Option<Node> {
    if text.len() > MAX_BYTES {
        let kind = FlawKind::TooLarge { limit: MAX_BYTES };
        flaws.push(Flaw { span: Span::default(), kind });
        return None;
    }
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut problems = markdown::check_characters(text, 0..text.len());
    let node = match yaml::parse(yaml, text.len() - yaml.len(), &mut problems) {
        Ok(node) => Some(node),
        Err(problem) => {
            problems.push(problem);
            None
        }
    };
    flaws.extend(problems.into_iter().map(|problem| {
        let kind = match problem.kind {
            ProblemKind::FrontMatterSyntax { message, help } => {
                FlawKind::Syntax { message, help }
            }
            ProblemKind::KeyDuplicate { key, first } => {
                FlawKind::KeyDuplicate { key, first }
            }
            kind => FlawKind::Text(kind),
        };
        Flaw { span: problem.span, kind }
    }));
    node.filter(|node| !matches!(node.value, Value::Null { .. }))
}

/// The reading of one file.
struct Reader<'a> {
    file: usize,
    flaws: &'a mut Vec<Flaw>,
    links: &'a mut Vec<LinkUse>,
    registers: &'a mut Registers,
}

impl Reader<'_> {
    fn register(&mut self, name: &str, node: Node) {
        match name {
            "certifications" => {
                let Some((all, places)) = self.fitting::<CertificationsFile>(node) else {
                    return;
                };
                self.registers.certifications =
                    self.entries(all.certifications, name, &places);
            }
            "reports" => {
                let Some((all, places)) = self.fitting::<ReportsFile>(node) else {
                    return;
                };
                self.registers.reports = self.entries(all.reports, name, &places);
            }
            "subprocessors" => {
                let Some((all, places)) = self.fitting::<SubprocessorsFile>(node) else {
                    return;
                };
                self.registers.notice_days = all.notice_days;
                self.registers.subprocessors =
                    self.entries(all.subprocessors, name, &places);
            }
            "contacts" => self.contacts(node),
            "faq" => {
                let Some((all, places)) = self.fitting::<FaqFile>(node) else { return };
                self.registers.faq = self.entries(all.faq, name, &places);
            }
            "updates" => {
                let Some((all, places)) = self.fitting::<UpdatesFile>(node) else {
                    return;
                };
                self.registers.updates = self.entries(all.updates, name, &places);
            }
            _ => {
                if let Some(node) = shape::fit_facts(node, self.flaws) {
                    self.registers.facts.add(&node, self.file, self.flaws);
                }
            }
        }
    }

    fn contacts(&mut self, node: Node) {
        let Some((all, places)) = self.fitting::<ContactsFile>(node) else { return };
        let security_txt = all.security_txt.zip(places.get("security_txt"));
        let file = self.file;
        self.registers.security_txt = security_txt.map(|(value, places)| Entry {
            value,
            file,
            places: places.clone(),
        });
        self.registers.contacts = self.entries(all.contacts, "contacts", &places);
    }

    /// Returns what of a value fits the type of the file, and where it is written.
    fn fitting<T: JsonSchema + DeserializeOwned>(
        &mut self,
        node: Node,
    ) -> Option<(T, Node)> {
        let places = shape::fit::<T>(node, self.flaws, self.links)?;
        Some((serde_json::from_value(places.to_json()).ok()?, places))
    }

    /// Pairs the entries of a list with their places, and tells which of them have
    /// one id. What they say becomes facts.
    fn entries<T>(&mut self, values: Vec<T>, name: &str, places: &Node) -> Vec<Entry<T>> {
        let Some(items) = places.get(name).and_then(Node::items) else {
            return Vec::new();
        };
        let mut firsts: BTreeMap<&str, Span> = BTreeMap::new();
        for item in items {
            let Some(id) = item.get("id") else { continue };
            let Some(text) = id.as_text() else { continue };
            if let Some(&first) = firsts.get(text) {
                let kind = FlawKind::IdDuplicate { id: text.to_owned(), first };
                self.flaws.push(Flaw { span: id.span, kind });
            } else {
                firsts.insert(text, id.span);
                self.registers.facts.add_entry((name, text), item, self.file);
            }
        }
        let file = self.file;
        let pairs = values.into_iter().zip(items);
        pairs.map(|(value, item)| Entry { value, file, places: item.clone() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads one register of this name.
    fn read_one(name: &str, text: &str) -> Registers {
        let path = ContentPath::new(&format!("registers/{name}.yaml")).unwrap();
        parse_registers(&[SourceFile { path, text: Ok(text.to_owned()) }])
    }

    /// Returns what is wrong: the kind, and the text it is at.
    fn flaws(name: &str, text: &str) -> String {
        let registers = read_one(name, text);
        let told = registers.files[0].flaws.iter().map(|flaw| {
            let kind = format!("{:?}", flaw.kind);
            let kind = kind.split([' ', '(']).next().unwrap().to_owned();
            format!("{kind} `{}`", flaw.span.of(text))
        });
        told.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        #[rustfmt::skip]
        let cases = [
            // register        text                                        kind of flaw and its place
            ("facts",          "a: [b\n",                                  "Syntax `[`"),
            ("facts",          "- a\n",                                    "Type `a`"),
            ("facts",          "a: 1\na: 2\n",                             "KeyDuplicate `a`"),
            ("facts",          "",                                         ""),
            ("facts",          "a: <b>x</b>\n",                            "Html `<b>x</b>`"),
            ("facts",          "a: \u{202e}x\n",                           "Text `\u{202e}`"),
            ("fact",           "a: 1\n",                                   "FileUnknown ``"),
            ("contacts",       "contacts: x\n",                            "Type `x`"),
            ("contacts",       "contacts:\n- x\n",                         "Type `x`"),
            ("contacts",       "contacts:\n- id: a\n  name: A\n  mail: x\n", "KeyUnknown `mail`"),
            ("contacts",       "contacts:\n- id: a\n  name: A\n  email: x\n", "LinkInvalid `x`"),
            ("contacts",       "contacts:\n- id: a\n  name: A\n  url: javascript:x\n", "LinkInvalid `javascript:x`"),
            ("contacts",       "contacts:\n- name: A\n",                   "FieldMissing `name`"),
            ("contacts",       "contacts:\n- id: a B\n  name: A\n",        "IdInvalid `a B`"),
            ("contacts",       "contacts:\n- id: a\n  name: A\n- {id: a, name: B}\n", "IdDuplicate `a`"),
            ("certifications", "certifications:\n- {id: a, name: A, status: got}\n", "ValueUnknown `got`"),
            ("certifications", "certifications:\n- {id: a, name: A, valid_until: soon}\n", "DateInvalid `soon`"),
            ("certifications", "certifications:\n- {id: a, name: A, valid_until: 2026-02-30}\n", "DateInvalid `2026-02-30`"),
            ("certifications", "certifications:\n- {id: a, name: [A]}\n",  "Type `[A]`"),
            ("subprocessors",  "notice_days: soon\n",                      "Type `soon`"),
            ("subprocessors",  "notice_days: -1\n",                        "Type `-1`"),
        ];
        for (register, text, expected) in cases {
            assert_eq!(flaws(register, text), expected, "{text}");
        }
    }

    #[test]
    fn what_must_be_there_is_missed_once() {
        let text =
            "subprocessors:\n- id: a\n  legal_nam: A\n  locations: [{country: uk}]\n";
        assert_eq!(
            flaws("subprocessors", text),
            "FieldMissing `id`, FieldMissing `id`, FieldMissing `id`, \
             KeyUnknown `legal_nam`, CountryUnknown `uk`"
        );
    }

    #[test]
    fn what_can_be_read_is_kept_beside_what_cannot() {
        let text = "notice_days: 30\nsubprocessors:\n- no\n- id: cloud\n  brand: 7\n  \
                    announced_on: 1 May 2026\n  removed_on: never\n  \
                    locations: [{country: DE, region: Frankfurt}, {country: XX}]\n";
        let registers = read_one("subprocessors", text);
        assert_eq!(registers.notice_days, Some(30));
        let [entry] = registers.subprocessors.as_slice() else { panic!() };
        assert_eq!(entry.value.id, Some(Id("cloud".to_owned())));
        assert_eq!(entry.value.brand.as_deref(), Some("7"));
        assert_eq!(entry.value.announced_on, "2026-05-01".parse().ok());
        assert_eq!(entry.value.removed_on, None);
        assert_eq!(entry.value.locations.len(), 2);
        assert_eq!(entry.place("announced_on").of(text), "1 May 2026");
        assert_eq!(entry.place("website").of(text), "id");
        let fact = registers.facts.get("subprocessors.cloud.announced_on").unwrap();
        assert_eq!(fact.value.shown(), "1 May 2026");
    }

    #[test]
    fn the_second_file_of_a_register_does_not_count() {
        let file = |name: &str, text: &str| SourceFile {
            path: ContentPath::new(name).unwrap(),
            text: Ok(text.to_owned()),
        };
        let registers = parse_registers(&[
            file("registers/facts.yaml", "a: 1\n"),
            file("registers/facts.yml", "a: 2\nb: 3\n"),
        ]);
        assert_eq!(registers.facts.iter().count(), 1);
        let first = "registers/facts.yaml".to_owned();
        assert_eq!(registers.files[1].flaws[0].kind, FlawKind::FileDuplicate { first });
    }

    proptest! {
        /// Whatever a register says, what fits its type is read, and what is wrong is
        /// told at a place that exists.
        #[test]
        fn any_text_is_a_register_or_has_flaws(
            name in proptest::sample::select(REGISTERS.as_slice()),
            lines in proptest::collection::vec(
                "(  |- |    )?(certifications|subprocessors|contacts|faq|updates|reports|id|\
                 name|on|locations|country|status|security_txt|expires|notice_days|\
                 answer)?:? ?([a-z]{1,3}|[0-9-]{1,10}|\\[|\\{|\"|&a|\\*a|é|\t|<b>)?",
                0..12,
            ),
        ) {
            let text = lines.join("\n");
            let registers = read_one(name, &text);
            for flaw in &registers.files[0].flaws {
                prop_assert!(text.get(flaw.span.range()).is_some(), "{flaw:?}");
            }
        }
    }
}
