//! The templates: compiled by Tera, and errors in them in the words of the
//! person who wrote them.
//!
//! Templates of the default theme have a prefix that Tera falls back to. A
//! site's own `document.html` therefore replaces the default one, can extend it
//! as `theme/document.html`, and is found by every template that includes it.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use crate::error::Error;
use crate::load::ThemeFile;

/// What stands before the names of the default theme's templates.
const DEFAULT: &str = "theme/";

/// How long a page usually is, for the first allocation.
const TYPICAL_PAGE: usize = 24 << 10;

/// Templates that are ready to render.
#[derive(Debug)]
pub(super) struct Engine {
    tera: Tera,
    origins: Origins,
}

/// Where each template comes from, to be named in messages.
#[derive(Debug, Default)]
struct Origins(BTreeMap<String, String>);

impl Engine {
    /// Compiles templates. What they may call is in `tera` already, because
    /// Tera wants to know it first.
    pub(super) fn new(mut tera: Tera, files: &[ThemeFile]) -> Result<Self, Error> {
        let mut origins = Origins::default();
        let mut sources = BTreeMap::new();
        for file in files {
            let prefix = if file.is_builtin { DEFAULT } else { "" };
            let name = format!("{prefix}{}", file.name);
            let text = std::str::from_utf8(&file.bytes).map_err(|error| {
                let report = format!("cannot read {}: {error}", file.origin);
                Error::Template { report }
            })?;
            origins.0.insert(name.clone(), file.origin.clone());
            sources.insert(name, text);
        }
        let result = tera
            .set_fallback_prefixes([DEFAULT])
            .and_then(|()| tera.add_raw_templates(sources));
        match result {
            Ok(()) => Ok(Self { tera, origins }),
            Err(error) => Err(origins.explain(&error)),
        }
    }

    /// Makes sure that each of these templates exists.
    pub(super) fn require(&self, names: &[&str]) -> Result<(), Error> {
        let is_missing = |name: &&&str| !self.tera.contains_template(name);
        let missing: Vec<_> =
            names.iter().filter(is_missing).map(|name| format!("`{name}`")).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let report = format!("the theme has no template {}", missing.join(", "));
        Err(Error::Template { report })
    }

    /// Makes a value known to every template, under `name`.
    pub(super) fn share(
        &mut self,
        name: &'static str,
        view: &impl Serialize,
    ) -> Result<(), Error> {
        let value = tera::Value::try_from_serializable(view);
        let value = value.map_err(|error| self.origins.explain(&error))?;
        self.tera.global_context().insert_value(name, value);
        Ok(())
    }

    /// Renders a template with the fields of `view` as its variables.
    pub(super) fn render(
        &self,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Vec<u8>, Error> {
        let mut html = Vec::with_capacity(TYPICAL_PAGE);
        Context::from_serialize(view)
            .and_then(|context| self.tera.render_to(template, &context, &mut html))
            .map_err(|error| self.origins.explain(&error))?;
        Ok(html)
    }

    /// Renders a template to a text.
    pub(super) fn render_text(
        &self,
        template: &str,
        view: &impl Serialize,
    ) -> Result<String, Error> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render(template, &context))
            .map_err(|error| self.origins.explain(&error))
    }
}

impl Origins {
    /// Turns Tera's error into ours: with the path of the file on disk instead
    /// of the name of the template.
    fn explain(&self, error: &tera::Error) -> Error {
        let text = match error.kind() {
            ErrorKind::MissingParent { current, parent } => {
                format!("no template `{parent}` to extend\n --> {}", self.path(current))
            }
            ErrorKind::CircularExtend { tpl, .. } => {
                format!("the template extends itself\n --> {}", self.path(tpl))
            }
            ErrorKind::CircularInclude { tpl, .. } => {
                format!("the template includes itself\n --> {}", self.path(tpl))
            }
            _ => error.to_string(),
        };
        let text = text.strip_prefix("error: ").unwrap_or(&text);
        let lines: Vec<_> = text.lines().map(|line| self.place(line)).collect();
        Error::Template { report: lines.join("\n") }
    }

    /// Replaces the template's name in a line such as ` --> base.html:3:14` or
    /// `note: called from base.html:3:14`.
    fn place(&self, line: &str) -> String {
        let is_place =
            line.trim_start().starts_with("--> ") || line.starts_with("note: ");
        let parts = line.rsplit_once(' ').filter(|_| is_place);
        let Some((before, (name, at))) =
            parts.and_then(|(before, place)| Some((before, place.split_once(':')?)))
        else {
            return line.to_owned();
        };
        format!("{before} {}:{at}", self.path(name))
    }

    fn path<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A variable that templates of the tests know.
    #[derive(Serialize)]
    struct View {
        page: BTreeMap<&'static str, &'static str>,
    }

    #[test]
    fn a_mistake_is_shown_where_its_author_made_it() {
        #[rustfmt::skip]
        let cases = [
            // templates/document.html                                     message                          place
            ("{% block main %}",                                           "",                              "templates/document.html:1:"),
            ("one\n  {{ page.owner }}",                                    "Field `owner` is not defined",  "templates/document.html:2:11"),
            ("one\ntwo {{ page.title | shout }}",                          "Unknown filter `shout`",        "templates/document.html:2:21"),
            ("{{ shout(it=1) }}",                                          "Unknown function `shout`",      "templates/document.html:1:4"),
            ("{% include \"nope.html\" %}",                                "Unknown template `nope.html`",  "templates/document.html:1:12"),
            ("{{ <nope /> }}",                                             "Unknown component `nope`",      "templates/document.html:1:"),
            ("{% extends \"nope.html\" %}",                                "no template `nope.html`",       "templates/document.html"),
            ("{% extends \"document.html\" %}",                            "extends itself",                "templates/document.html"),
            ("{% include \"document.html\" %}",                            "includes itself",               "templates/document.html"),
            ("{% extends \"base.html\" %}{% block main %}{{ x }}{% endblock %}", "`x`",                     "templates/document.html:1:45"),
            ("{% include \"part.html\" %}",                                "`missing`",                     "<default theme>/templates/part.html:2:"),
        ];
        for (text, message, place) in cases {
            let report = report_of(text);
            assert!(report.contains(message), "{text}\n{report}");
            assert!(report.contains(&format!("--> {place}")), "{text}\n{report}");
            assert!(!report.starts_with("error"), "{text}\n{report}");
        }
    }

    #[test]
    fn a_site_replaces_a_template_and_can_extend_it() {
        let own = "{% extends \"theme/document.html\" %}{% block main %}own {{ super() }}{% endblock %}";
        let engine = Engine::new(Tera::default(), &files(own)).unwrap();
        let html = engine.render_text("document.html", &view()).unwrap();
        assert_eq!(html, "[own default A &amp; B]");
    }

    #[test]
    fn templates_that_are_not_there_are_named() {
        let engine = Engine::new(Tera::default(), &files("x")).unwrap();
        assert!(engine.require(&["document.html", "base.html"]).is_ok());
        let error = engine.require(&["home.html", "base.html", "x.html"]).unwrap_err();
        let report = error.to_string();
        assert_eq!(report, "the theme has no template `home.html`, `x.html`");
    }

    fn report_of(text: &str) -> String {
        match Engine::new(Tera::default(), &files(text)) {
            Err(error) => error.to_string(),
            Ok(engine) => {
                engine.render("document.html", &view()).unwrap_err().to_string()
            }
        }
    }

    fn view() -> View {
        View { page: BTreeMap::from([("title", "A & B")]) }
    }

    /// A small default theme, and a site's own `document.html`.
    fn files(own: &str) -> Vec<ThemeFile> {
        let builtin = |name: &str, text: &str| ThemeFile {
            name: name.to_owned(),
            origin: format!("<default theme>/templates/{name}"),
            is_builtin: true,
            bytes: text.as_bytes().to_vec(),
        };
        let mut files = vec![
            builtin("base.html", "[{% block main %}{% endblock main %}]"),
            builtin("part.html", "one\n{{ missing }}"),
            builtin(
                "document.html",
                "{% extends \"base.html\" %}{% block main %}default {{ page.title }}{% endblock %}",
            ),
        ];
        files.push(ThemeFile {
            name: "document.html".to_owned(),
            origin: "templates/document.html".to_owned(),
            is_builtin: false,
            bytes: own.as_bytes().to_vec(),
        });
        files
    }
}
