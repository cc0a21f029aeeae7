//! From what the file says to a [`Config`] in which everything is valid.

use std::path::Path;

use globset::GlobSet;
use toml::de::{DeTable, DeValue};

use crate::base::date::Interval;
use crate::base::framework::{FRAMEWORKS, Framework};
use crate::base::span::{Span, Spanned};
use crate::base::version::Scheme;

use super::globs::{Paths, globs};
use super::reader::{Complaint, Reader, Section as Entries, Value};
use super::{
    Canonical, Claims, Config, ConfigOrigin, Content, Controls, Dates, GitDatesMode,
    OutputOptions, Preview, Repository, RequiredControls, Review, Search, SearchEngines,
    Site, ThemeOptions, Versions, lists, values,
};

/// Returns the configuration of a bare folder.
pub(super) fn defaults(folder: &Path) -> Config {
    let mut config = config(folder, &DeTable::new(), &mut Reader::default());
    config.origin = ConfigOrigin::Defaults;
    ".".clone_into(&mut config.content.dir);
    config
}

/// Reads the whole document; what cannot be used is left at its default, and
/// the reader knows about it.
pub(super) fn config(root: &Path, document: &DeTable<'_>, reader: &mut Reader) -> Config {
    reader.check_top(document);
    let content = content(document, reader);
    Config {
        root: root.to_path_buf(),
        origin: ConfigOrigin::File,
        text: String::new(),
        site: site(document, reader),
        collections: lists::collections(document, reader),
        review: review(document, reader),
        claims: claims(document, reader),
        controls: controls(document, reader),
        dates: dates(document, reader),
        rules: lists::rules(document, &content.dir, reader),
        waivers: lists::waivers(document, &content.dir, reader),
        versions: versions(document, reader),
        withdrawals: lists::withdrawals(document, reader),
        preview: preview(document, reader),
        theme: theme(document, reader),
        search: search(document, reader),
        output: output(document, &content.dir, reader),
        content,
    }
}

/// Reads the value of a key, if the section has one, with one of
/// [`values`].
pub(super) fn optional<T>(
    reader: &mut Reader,
    section: Entries<'_>,
    key: &str,
    parse: impl FnOnce(&str) -> Result<T, Complaint>,
) -> Option<T> {
    section.value(key).and_then(|value| reader.parse(value, parse))
}

fn site(document: &DeTable<'_>, reader: &mut Reader) -> Site {
    let section = reader.section(document, "site");
    let title = optional(reader, section, "title", values::line);
    let title = title.unwrap_or_else(|| "Trust Center".to_owned());
    let publisher = optional(reader, section, "publisher", values::line);
    let language = optional(reader, section, "language", values::language);
    let theme = optional(reader, section, "theme", values::theme);
    let base_url = optional(reader, section, "base_url", values::base_url);
    Site {
        publisher: publisher.unwrap_or_else(|| title.clone()),
        title,
        base_url: base_url.unwrap_or_else(super::BaseUrl::unknown),
        language: language.unwrap_or_else(|| "en".to_owned()),
        contact: optional(reader, section, "contact", values::contact),
        logo: section.value("logo").and_then(|value| {
            let logo = reader.parse(value, values::file)?;
            Some(Spanned::new(logo, value.span))
        }),
        theme: theme.unwrap_or_else(|| "default".to_owned()),
        own_origins: own_origins(reader, section),
        external_routes: section
            .value("external_routes")
            .map_or_else(GlobSet::empty, |value| globs(reader, value, Paths::Routes)),
        repository: section
            .value("repository")
            .and_then(|value| repository(reader, value)),
    }
}

fn own_origins(reader: &mut Reader, section: Entries<'_>) -> Vec<super::Origin> {
    let Some(value) = section.value("own_origins") else { return Vec::new() };
    let mut origins = Vec::new();
    for text in reader.texts(value) {
        match values::origin(text.value) {
            Ok(origin) => origins.push(origin),
            Err(complaint) => reader.complain(value.key, text.span, complaint),
        }
    }
    origins
}

fn repository(reader: &mut Reader, value: Value<'_>) -> Option<Repository> {
    let branch = || "main".to_owned();
    if let Some(section) = Entries::of("site.repository", value) {
        reader.check_keys(section);
        let named = optional(reader, section, "branch", values::branch);
        let url = reader.required(section, "url")?;
        let url = reader.parse(url, values::repository)?;
        return Some(Repository { url, branch: named.unwrap_or_else(branch) });
    }
    if !value.written.is_str() {
        reader.wrong_type(value, "a string or a table");
        return None;
    }
    let url = reader.parse(value, values::repository)?;
    Some(Repository { url, branch: branch() })
}

fn theme(document: &DeTable<'_>, reader: &mut Reader) -> ThemeOptions {
    let section = reader.section(document, "theme");
    let mut color = |key| {
        let value = section.value(key)?;
        let color = reader.parse(value, values::color)?;
        Some(Spanned::new(color, value.span))
    };
    let (accent, accent_dark) = (color("accent"), color("accent_dark"));
    let mut font = |key| {
        let value = section.value(key)?;
        let font = reader.parse(value, values::file)?;
        Some(Spanned::new(font, value.span))
    };
    ThemeOptions {
        accent,
        accent_dark,
        font: font("font"),
        font_bold: font("font_bold"),
        font_italic: font("font_italic"),
        font_code: font("font_code"),
    }
}

fn content(document: &DeTable<'_>, reader: &mut Reader) -> Content {
    let section = reader.section(document, "content");
    let dir = optional(reader, section, "dir", values::folder);
    let link_fields = section.value("link_fields").map(|value| reader.texts(value));
    let link_fields = link_fields.unwrap_or_default().into_iter();
    Content {
        dir: dir.unwrap_or_else(|| "content".to_owned()),
        exclude: section
            .value("exclude")
            .map_or_else(GlobSet::empty, |value| globs(reader, value, Paths::Content)),
        link_fields: link_fields.map(|field| field.value.to_owned()).collect(),
    }
}

/// Reads a period; a bare number lacks its unit, with or without quotes.
pub(super) fn interval(reader: &mut Reader, value: Value<'_>) -> Option<Interval> {
    if let DeValue::Integer(number) = value.written {
        if !reader.is_broken(value.span) {
            let complaint = Complaint::new(
                "is a number without a unit",
                format!("write it as `\"{} months\"`", number.as_str()),
            );
            reader.complain(value.key, value.span, complaint);
        }
        return None;
    }
    reader.parse(value, values::interval)
}

fn review(document: &DeTable<'_>, reader: &mut Reader) -> Review {
    let section = reader.section(document, "review");
    let written = section.value("interval");
    let written = written.and_then(|value| Some((value, interval(reader, value)?)));
    let mut days = |key, default, least| {
        let number = section
            .value(key)
            .and_then(|value| reader.number(value, least..=values::MAX_DAYS));
        number.and_then(|number| u32::try_from(number).ok()).unwrap_or(default)
    };
    let max_interval_days = days("max_interval_days", 366, 1);
    let due_soon_days = days("due_soon_days", 30, 0);
    if let Some((value, interval)) = written {
        let least = values::least_days(interval);
        if least > u64::from(max_interval_days) {
            let complaint = Complaint::new(
                format!("is longer than the longest allowed, {max_interval_days} days"),
                format!("shorten it, or raise `max_interval_days` to {}", least + 4),
            );
            reader.complain(value.key, value.span, complaint);
        }
    }
    let interval = written.map_or(Interval::Months(12), |(_, interval)| interval);
    Review { interval, max_interval_days, due_soon_days }
}

fn claims(document: &DeTable<'_>, reader: &mut Reader) -> Claims {
    let section = reader.section(document, "claims");
    let max_age = section.value("max_age").and_then(|value| interval(reader, value));
    Claims { max_age: max_age.unwrap_or(Interval::Months(12)) }
}

fn controls(document: &DeTable<'_>, reader: &mut Reader) -> Controls {
    let section = reader.section(document, "controls");
    let Some(value) = section.value("required") else { return Controls::default() };
    let mut required = Vec::new();
    for text in reader.texts(value) {
        let (name, beginning) = text.value.split_once(' ').unwrap_or((text.value, ""));
        let framework = Framework::named(name).filter(|known| !known.ids().is_empty());
        let beginning = beginning.trim().to_uppercase();
        let has_any = |known: &&'static Framework| {
            known.ids().iter().any(|id| id.starts_with(&beginning))
        };
        if let Some(framework) = framework.filter(has_any) {
            let controls = RequiredControls { framework, beginning };
            required.push(Spanned::new(controls, text.span));
            continue;
        }
        let listed = FRAMEWORKS.iter().filter(|known| !known.ids().is_empty());
        let listed: Vec<_> = listed.map(|known| format!("`{}`", known.id)).collect();
        let (message, help) = if let Some(known) = framework {
            let message = format!("{} has no id that begins so", known.title);
            (message, format!("look it up at {}", known.url))
        } else {
            let message = "no framework with a list of controls has this name";
            (message.to_owned(), format!("use one of {}", listed.join(", ")))
        };
        reader.complain(value.key, text.span, Complaint::new(message, help));
    }
    Controls { required }
}

fn dates(document: &DeTable<'_>, reader: &mut Reader) -> Dates {
    const MODES: [(&str, GitDatesMode); 3] = [
        ("off", GitDatesMode::Off),
        ("advisory", GitDatesMode::Advisory),
        ("fallback", GitDatesMode::Fallback),
    ];
    let section = reader.section(document, "dates");
    let git = optional(reader, section, "git", |text| values::word(text, &MODES));
    Dates { git: git.unwrap_or_default() }
}

fn versions(document: &DeTable<'_>, reader: &mut Reader) -> Versions {
    const CANONICAL: [(&str, Canonical); 2] =
        [("current", Canonical::Current), ("version", Canonical::Version)];
    const LISTED: [(&str, SearchEngines); 2] =
        [("current", SearchEngines::Current), ("all", SearchEngines::All)];
    let section = reader.section(document, "versions");
    let scheme =
        optional(reader, section, "scheme", |text| values::word(text, &Scheme::WORDS));
    let canonical =
        optional(reader, section, "canonical", |text| values::word(text, &CANONICAL));
    let listed =
        optional(reader, section, "search_engines", |text| values::word(text, &LISTED));
    Versions {
        scheme,
        canonical: canonical.unwrap_or_default(),
        search_engines: listed.unwrap_or_default(),
    }
}

fn preview(document: &DeTable<'_>, reader: &mut Reader) -> Preview {
    let section = reader.section(document, "preview");
    let editor = optional(reader, section, "editor", super::Editor::parse);
    Preview { editor: editor.unwrap_or_default() }
}

fn search(document: &DeTable<'_>, reader: &mut Reader) -> Search {
    const INDEXES: [(&str, bool); 2] = [("outline", false), ("full-text", true)];
    let section = reader.section(document, "search");
    let full_text = section.value("index").filter(|&value| {
        reader.parse(value, |text| values::word(text, &INDEXES)) == Some(true)
    });
    Search { full_text: full_text.map(|value| value.span) }
}

fn output(document: &DeTable<'_>, content: &str, reader: &mut Reader) -> OutputOptions {
    let section = reader.section(document, "output");
    let dir = section.value("dir").and_then(|value| {
        let dir = reader.parse(value, values::folder)?;
        check_output(reader, (&dir, value.span), content).then_some(dir)
    });
    let size = section.value("max_document_size").and_then(|value| match value.written {
        DeValue::Integer(_) => reader.number(value, 1..=values::MAX_DOCUMENT_BYTES),
        _ => reader.parse(value, values::size),
    });
    OutputOptions {
        dir: dir.unwrap_or_else(|| "public".to_owned()),
        max_document_bytes: size.unwrap_or(8 << 20),
    }
}

/// Folders of the site that are read and must never be written over.
const INPUTS: [&str; 4] = ["archive", "themes", "templates", "static"];

/// Reports an output folder that shares files with a folder that is read.
fn check_output(reader: &mut Reader, (dir, span): (&str, Span), content: &str) -> bool {
    // A bare content folder holds everything; `load` leaves the output out.
    let content = Some(content).filter(|&content| content != ".");
    let clash = content.into_iter().chain(INPUTS).find(|input| overlap(dir, input));
    let message = match clash {
        _ if dir == "." => "is the folder of site.toml".to_owned(),
        Some(input) => format!("overlaps with `{input}`, which is read"),
        None => return true,
    };
    let complaint = Complaint::new(message, "name a folder of its own, such as `public`");
    reader.complain("dir", span, complaint);
    false
}

/// Returns whether one of two paths is, or lies below, the other.
fn overlap(a: &str, b: &str) -> bool {
    let mut segments = a.split('/').zip(b.split('/'));
    segments.all(|(a, b)| a.eq_ignore_ascii_case(b))
}
