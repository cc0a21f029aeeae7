//! From keys and values to [`FrontMatter`].
//!
//! Good names of a field are read before weak ones, whatever their order in the
//! file; of two good names with different values the first one counts. Lists
//! that only grow (former URLs, controls, tags) take the values of all names.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::span::Spanned;

use super::super::claim::Claim;
use super::super::document::{
    FieldPlace, FrontMatter, Link, Problem, ProblemKind, Suppression,
};
use super::super::field::{Field, Name};
use super::allow::{self, Allowed};
use super::claims::{self, Stated};
use super::keys::{ExtraEntry, Given, Rank, Sorted};
use super::links;
use super::node::{Entry, Value};
use super::values::{IdForm, Reading, Slashes};
use super::withhold::{Doubt, withhold};
use super::words;

/// What the entries of front matter say.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// The fields; format and span are not set.
    pub(super) front_matter: FrontMatter,
    /// What is wrong with them.
    pub(super) problems: Vec<Problem>,
    /// The links among them, in the order of the file.
    pub(super) links: Vec<Link>,
    /// What the document accepts.
    pub(super) suppressions: Vec<Suppression>,
    /// What it claims.
    pub(super) claims: Vec<Claim>,
}

/// Reads the fields of the front matter of `file`, whose spans the entries have.
pub(super) fn read(
    mut entries: Vec<Entry>,
    file: &str,
    link_fields: &[String],
) -> Fields {
    let Allowed { suppressions, mut problems } = allow::take(&mut entries);
    let Stated { claims, problems: more } = claims::take(&mut entries);
    problems.extend(more);
    let mut links = links::in_link_fields(&entries, file, link_fields);
    let mut sorted = Sorted { link_fields, problems, ..Sorted::default() };
    for entry in entries {
        sorted.entry(entry);
    }
    // Stable: within a rank, the order of the file decides.
    sorted.given.sort_by_key(|given| given.rank);
    let mut reader = Reader {
        file,
        front_matter: FrontMatter::default(),
        first_places: BTreeMap::new(),
        extra: sorted.extra,
        problems: sorted.problems,
    };
    for given in sorted.given {
        reader.give(given);
    }
    for (field, node) in &sorted.misspelt {
        withhold(&mut reader.front_matter, file, (*field, node), Doubt::Key);
    }
    let Reader { mut front_matter, mut extra, mut problems, .. } = reader;
    extra.sort_by_key(|(key, _)| key.span);
    for (key, value) in extra {
        front_matter.extra.entry(key.value).or_insert(value);
    }
    front_matter.places.sort_by_key(|place| place.key.span);
    problems.sort_by_key(|problem| problem.span);
    links.extend(links::in_known_fields(&front_matter, link_fields));
    links.sort_by_key(|link| link.span);
    Fields { front_matter, problems, links, suppressions, claims }
}

/// The second pass: what each value is.
struct Reader<'a> {
    file: &'a str,
    front_matter: FrontMatter,
    /// Where each field first got something, as a position in the places.
    first_places: BTreeMap<Field, usize>,
    extra: Vec<ExtraEntry>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn give(&mut self, given: Given) {
        let field = given.name.field;
        if given.rank > Rank::Good && self.first_places.contains_key(&field) {
            self.keep_as_extra(given);
            return;
        }
        let mut reading = Reading { file: self.file, field, problems: Vec::new() };
        let outcome = assign(&mut self.front_matter, &given, &mut reading);
        let Reading { mut problems, .. } = reading;
        if outcome == Outcome::Nothing && is_foreign(&given, &problems) {
            self.keep_as_extra(given);
            return;
        }
        if outcome == Outcome::Conflict {
            problems.push(self.conflict(&given));
        }
        if !problems.is_empty() {
            withhold(
                &mut self.front_matter,
                self.file,
                (field, &given.node),
                Doubt::Value,
            );
            self.problems.append(&mut problems);
        }
        if !matches!(given.node.value, Value::Null { .. }) {
            self.first_places.entry(field).or_insert(self.front_matter.places.len());
        }
        let place = FieldPlace { field, key: given.key, value: given.node.span };
        self.front_matter.places.push(place);
    }

    fn keep_as_extra(&mut self, given: Given) {
        if given.rank < Rank::Flag {
            self.extra.push((given.key, given.node.to_json()));
        }
    }

    /// Returns the problem of two names of one field with different values, of
    /// which the first in the file counts.
    fn conflict(&self, given: &Given) -> Problem {
        let field = given.name.field;
        let index = self.first_places.get(&field).copied();
        let first = index.and_then(|index| self.front_matter.places.get(index));
        let other = first.map_or(given.node.span, |place| place.value);
        let other_key = first.map_or(&given.key, |place| &place.key).value.clone();
        let key = given.key.value.clone();
        let kind = ProblemKind::AliasConflict { field, key, other_key, other };
        Problem { span: given.node.span, kind }
    }
}

/// Returns whether a key that gave no usable value probably belongs to another
/// tool: `type: post`, or `lastUpdated: false` in Starlight.
fn is_foreign(given: &Given, problems: &[Problem]) -> bool {
    let reported = problems.iter().any(|problem| match problem.kind {
        // Whoever writes something like a date under `date` means one.
        ProblemKind::ValueLostToComment { .. }
        | ProblemKind::DateMalformed { .. }
        | ProblemKind::DateImpossible { .. }
        | ProblemKind::DateAmbiguous { .. } => true,
        _ => words::is_slip(&problem.kind),
    });
    let alias = given.name.text != given.name.field.as_str();
    let switch = alias && matches!(given.node.value, Value::Bool(_));
    let protective = given.name.field == Field::Classification;
    !reported && !protective && (given.rank > Rank::Good || switch)
}

/// What became of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There was no usable value.
    Nothing,
    /// The field has it.
    Taken,
    /// The field has another one already.
    Conflict,
}

/// Reads a value into its field.
fn assign(fields: &mut FrontMatter, given: &Given, reading: &mut Reading<'_>) -> Outcome {
    let node = &given.node;
    if let Value::Null { comment } = node.value {
        reading.lost_to(comment);
        return Outcome::Nothing;
    }
    let order = slashes(given.name);
    match given.name.field {
        Field::Id => one(&mut fields.id, reading.id(node, id_form(given.name))),
        Field::Title => one(&mut fields.title, reading.text(node)),
        Field::ShortTitle => one(&mut fields.short_title, reading.text(node)),
        Field::Summary => one(&mut fields.summary, reading.text(node)),
        Field::Kind => one(&mut fields.kind, reading.word(node, words::kind)),
        Field::Status => one(&mut fields.status, reading.word(node, words::status)),
        Field::Draft => one(&mut fields.draft, reading.yes_or_no(node)),
        Field::Classification => {
            one(&mut fields.classification, reading.word(node, words::classification))
        }
        Field::Owner => all(&mut fields.owner, reading.people(node)),
        Field::Approver => all(&mut fields.approver, reading.people(node)),
        Field::Authors => more(&mut fields.authors, reading.people(node)),
        Field::ApprovedOn => one(&mut fields.approved_on, reading.date(node, order)),
        Field::IssuedOn => one(&mut fields.issued_on, reading.date(node, order)),
        Field::EffectiveOn => one(&mut fields.effective_on, reading.date(node, order)),
        Field::LastUpdated => one(&mut fields.last_updated, reading.date(node, order)),
        Field::LastReviewed => one(&mut fields.last_reviewed, reading.date(node, order)),
        Field::NextReview => one(&mut fields.next_review, reading.date(node, order)),
        Field::ExpiresOn => one(&mut fields.expires_on, reading.date(node, order)),
        Field::ReviewInterval => one(&mut fields.review_interval, reading.interval(node)),
        Field::Version => one(&mut fields.version, reading.version(node)),
        Field::VersionScheme => {
            one(&mut fields.version_scheme, reading.word(node, words::scheme))
        }
        Field::ChangeSummary => one(&mut fields.change_summary, reading.text(node)),
        Field::Reference => one(&mut fields.reference, reading.text(node)),
        Field::Supersedes => more(&mut fields.supersedes, reading.texts(node)),
        Field::SupersededBy => more(&mut fields.superseded_by, reading.texts(node)),
        Field::Aliases => more(&mut fields.aliases, reading.texts(node)),
        Field::AnchorAliases => {
            let renames = reading.renames(node);
            let outcome = renames.as_ref().map_or(Outcome::Nothing, |_| Outcome::Taken);
            fields.anchor_aliases.extend(renames.into_iter().flatten());
            outcome
        }
        Field::Controls => {
            more(&mut fields.controls, reading.controls(node, framework(given.name)))
        }
        Field::AppliesTo => more(&mut fields.applies_to, reading.texts(node)),
        Field::Tags => more(&mut fields.tags, reading.separated_texts(node)),
        Field::Related => more(&mut fields.related, reading.texts(node)),
        Field::Weight => one(&mut fields.weight, reading.whole_number(node)),
        Field::License => one(&mut fields.license, reading.text(node)),
        Field::SourceUrl => one(&mut fields.source_url, reading.text(node)),
        Field::Extra => {
            if matches!(node.value, Value::Map(_)) {
                return Outcome::Taken;
            }
            reading.wrong_type(node, "a mapping");
            Outcome::Nothing
        }
    }
}

/// Puts a value into its field, if the field is empty.
fn one<T: PartialEq>(
    slot: &mut Option<Spanned<T>>,
    value: Option<Spanned<T>>,
) -> Outcome {
    let Some(value) = value else { return Outcome::Nothing };
    match slot {
        Some(old) if old.value != value.value => return Outcome::Conflict,
        Some(_) => (),
        None => *slot = Some(value),
    }
    Outcome::Taken
}

/// Puts a list into its field, if the field is empty.
fn all<T: PartialEq>(
    slot: &mut Vec<Spanned<T>>,
    values: Option<Vec<Spanned<T>>>,
) -> Outcome {
    let Some(values) = values else { return Outcome::Nothing };
    if slot.is_empty() {
        *slot = values;
    } else if !slot.iter().map(|old| &old.value).eq(values.iter().map(|new| &new.value)) {
        return Outcome::Conflict;
    }
    Outcome::Taken
}

/// Adds values to a list, each once.
fn more<T: Ord + Clone>(
    slot: &mut Vec<Spanned<T>>,
    values: Option<Vec<Spanned<T>>>,
) -> Outcome {
    let Some(values) = values else { return Outcome::Nothing };
    let mut known: BTreeSet<T> = slot.iter().map(|old| old.value.clone()).collect();
    slot.extend(values.into_iter().filter(|new| known.insert(new.value.clone())));
    Outcome::Taken
}

/// Returns how dates with slashes are read under a name: Microsoft's
/// documentation writes `ms.date: 03/04/2026` for 4 March.
fn slashes(name: Name) -> Slashes {
    if name.text == "ms.date" { Slashes::MonthFirst } else { Slashes::Ambiguous }
}

/// Returns what an id under a name has to look like: `id` and `slug` are ours
/// to be strict about, `document_id: ISMS-POL-003` is not.
fn id_form(name: Name) -> IdForm {
    if matches!(name.text, "id" | "slug") { IdForm::Strict } else { IdForm::Number }
}

/// Returns the framework that a name of `controls` implies.
fn framework(name: Name) -> &'static str {
    if name.text == "annex_a_controls" { "iso-27001" } else { "" }
}
