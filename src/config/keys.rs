//! Every section and key that `site.toml` may hold.
//!
//! The reader takes the known keys from here, and `docs/site-toml.md` is made
//! from the same rows. A key that is not in these tables does not exist.

/// One table of the file.
#[derive(Debug)]
pub(super) struct SectionRow {
    /// Its name, as [`KeyRow::section`] has it.
    pub(super) name: &'static str,
    /// How it is written: `[site]`, `[[collections]]`.
    pub(super) header: &'static str,
    /// What it decides, as a sentence.
    pub(super) summary: &'static str,
}

/// One key of a table.
#[derive(Debug)]
pub(super) struct KeyRow {
    /// The section it is in.
    pub(super) section: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// What may be written, in words.
    pub(super) form: &'static str,
    /// What holds without it, as it would be written; empty where nothing does.
    pub(super) default: &'static str,
    /// What it means, as a sentence in Markdown.
    pub(super) meaning: &'static str,
}

/// The default that means "must be given".
pub(super) const REQUIRED: &str = "required";

/// Every section, in the order of the documentation.
pub(super) const SECTIONS: &[SectionRow] = &[
    SectionRow { name: "site", header: "[site]", summary: "Who publishes, and where." },
    SectionRow {
        name: "site.repository",
        header: "[site.repository]",
        summary: "Where the source can be seen and changed: `edit` and `raise an issue` links lead there. `repository = \"https://github.com/acme/trust\"` in `[site]` is short for a table with that `url`.",
    },
    SectionRow {
        name: "content",
        header: "[content]",
        summary: "Which files are the site's.",
    },
    SectionRow {
        name: "collections",
        header: "[[collections]]",
        summary: "What holds for all documents below a path. The first collection that matches a document is its own; front matter wins over it.",
    },
    SectionRow {
        name: "review",
        header: "[review]",
        summary: "How often documents are reviewed.",
    },
    SectionRow {
        name: "claims",
        header: "[claims]",
        summary: "How old a claim in the text may be.",
    },
    SectionRow {
        name: "controls",
        header: "[controls]",
        summary: "Which controls documents must be mapped to.",
    },
    SectionRow {
        name: "dates",
        header: "[dates]",
        summary: "What the history of the repository may say about dates.",
    },
    SectionRow {
        name: "rules",
        header: "[rules]",
        summary: "The level of each rule: `off`, `info`, `warning` or `error`. A key is a rule (`link-page-missing`) or a family of rules (`link`). Its value is a level, or a table, or a list of tables for different paths.",
    },
    SectionRow {
        name: "rules.*",
        header: "[rules.NAME]",
        summary: "The level of one rule below some paths, also written `review-overdue = { level = \"warning\", paths = \"handbook/**\" }`.",
    },
    SectionRow {
        name: "waivers",
        header: "[[waivers]]",
        summary: "Findings that are accepted for a while. They stay in the report, with their reason. A waiver without `reason` or `until` is itself reported, and so is one that has expired or that nothing needs.",
    },
    SectionRow {
        name: "versions",
        header: "[versions]",
        summary: "How versions are numbered, and how old ones are shown.",
    },
    SectionRow {
        name: "withdrawals",
        header: "[[withdrawals]]",
        summary: "Frozen versions whose words must not be read any more: a secret was in them, or a court said so. A notice stands at each of their addresses, their entries in the lock stay, and their files in the archive may be deleted. A document that is only out of force needs none of this: `status: withdrawn`.",
    },
    SectionRow {
        name: "preview",
        header: "[preview]",
        summary: "What `trustpress serve` shows beside the site.",
    },
    SectionRow {
        name: "theme",
        header: "[theme]",
        summary: "How the default theme looks on this site. For more than that, see [themes](theme.md).",
    },
    SectionRow {
        name: "search",
        header: "[search]",
        summary: "What the site's own search finds. `full-text` needs a trustpress that was built with the feature `search`, without which a rule reports it. On a handbook of 883 pages and 6 MB it adds 950 files and 4 MB to the site, and five seconds of one core to a build in which a page has changed; a reader who searches fetches 250 KB first. WebAssembly searches, so the `Content-Security-Policy` in `_headers` then has `'wasm-unsafe-eval'` beside `script-src 'self'`, and a host that does not read `_headers` must send it. Where a browser has no WebAssembly, the outline is searched. Frozen versions and comparisons are not in the index.",
    },
    SectionRow { name: "output", header: "[output]", summary: "What is written." },
];

const fn key(
    [section, name, form]: [&'static str; 3],
    default: &'static str,
    meaning: &'static str,
) -> KeyRow {
    KeyRow { section, name, form, default, meaning }
}

/// Every key, in the order of the documentation.
#[rustfmt::skip]
pub(super) const KEYS: &[KeyRow] = &[
    key(["site", "title", "string"], "\"Trust Center\"",
        "The site's name, in titles and in the header."),
    key(["site", "base_url", "URL"], "\"/\"",
        "Where the site is served, such as `https://trust.example.com/`; may hold a path. With a path alone the host is not known, and what needs absolute URLs uses the path."),
    key(["site", "language", "language tag"], "\"en\"",
        "The language of the content, a BCP 47 tag such as `en` or `pt-BR`."),
    key(["site", "publisher", "string"], "",
        "The organisation that publishes; the title where not given."),
    key(["site", "contact", "e-mail address or URL"], "",
        "Where questions about the site go."),
    key(["site", "logo", "path"], "",
        "An image below the content folder, for the header."),
    key(["site", "theme", "name"], "\"default\"",
        "The folder of the theme in `themes/`; `default` is in the program."),
    key(["site", "own_origins", "list of origins"], "[]",
        "Further hosts that serve this same site, such as `https://www.example.com`. Links to them are checked like links to pages."),
    key(["site", "external_routes", "list of globs"], "[]",
        "Paths on the site's own host that something else serves, such as `/app/**`. Links to them are not checked."),
    key(["site", "repository", "URL or table"], "",
        "See `[site.repository]`."),
    key(["site.repository", "url", "URL"], REQUIRED,
        "The address of the repository in a browser."),
    key(["site.repository", "branch", "string"], "\"main\"",
        "The branch that is published."),

    key(["content", "dir", "path"], "\"content\"",
        "The content folder, relative to `site.toml`."),
    key(["content", "exclude", "list of globs"], "[]",
        "Files below the content folder that are neither read nor published."),
    key(["content", "link_fields", "list of strings"], "[]",
        "Front-matter fields, besides the known ones, that hold links."),

    key(["collections", "path", "glob or list of globs"], REQUIRED,
        "Which documents belong to the collection, below the content folder."),
    key(["collections", "kind", "word"], "",
        "The kind of its documents: `policy`, `procedure`, `standard`, `plan`, `guide`, `notice`, `agreement`, `handbook`, `record`, `advisory` or `page`."),
    key(["collections", "required", "list of strings"], "[]",
        "Front-matter fields that each of its documents must have."),
    key(["collections", "review_interval", "period"], "",
        "How often its documents are reviewed, such as `6 months`; as `[review] interval` where not given."),
    key(["collections", "title", "string"], "",
        "The title of its section in navigation."),

    key(["review", "interval", "period"], "\"12 months\"",
        "How often a document is reviewed that does not say."),
    key(["review", "max_interval_days", "number of days"], "366",
        "The longest interval that a document may ask for."),
    key(["review", "due_soon_days", "number of days"], "30",
        "How many days before its due date a review is due soon."),

    key(["claims", "max_age", "period"], "\"12 months\"",
        "How long something that is said `as of` a day counts as current."),

    key(["controls", "required", "list of frameworks"], "[]",
        "Frameworks whose controls must all be named by `controls` of some document: `soc2-tsc`, `iso-27001`, `nist-csf` or `cis-controls`; with the beginning of ids for a part of one: `soc2-tsc CC`."),

    key(["dates", "git", "`off`, `advisory` or `fallback`"], "\"off\"",
        "`advisory` lets the history cast doubt on what documents say; `fallback` also dates documents that have no date."),

    key(["rules.*", "level", "`off`, `info`, `warning` or `error`"], REQUIRED,
        "The level of the rule."),
    key(["rules.*", "paths", "glob or list of globs"], "",
        "The files it holds for; all where not given."),

    key(["waivers", "rule", "string"], REQUIRED,
        "The rule or family whose findings are accepted."),
    key(["waivers", "path", "glob or list of globs"], "",
        "The files it holds for; all where not given."),
    key(["waivers", "target", "string"], "",
        "The link target, field or value that the finding is about, exactly; any where not given."),
    key(["waivers", "reason", "string"], "",
        "Why the finding is accepted. It is never published."),
    key(["waivers", "until", "date"], "",
        "The last day on which it is accepted, such as `2026-12-31`."),

    key(["versions", "scheme", "word"], "",
        "How versions are numbered: `semver`, `major-minor`, `integer` or `date`. Without it, each document as its versions show; `version_scheme` in front matter says it for one document."),
    key(["versions", "canonical", "word"], "\"current\"",
        "What the page of an old version names as its canonical address: the page of the document (`current`), or itself (`version`)."),
    key(["versions", "search_engines", "word"], "\"current\"",
        "What search engines may list: the current text of each document only (`current`), or every version (`all`)."),

    key(["withdrawals", "id", "string"], REQUIRED,
        "The document."),
    key(["withdrawals", "version", "string"], "",
        "The version; all of them where not given."),
    key(["withdrawals", "on", "date"], "",
        "Since when, such as `2026-12-31`."),
    key(["withdrawals", "note", "string"], "",
        "What readers are told in place of the words."),

    key(["preview", "editor", "URL"], "\"vscode://file/{path}:{line}:{column}\"",
        "What opens the place of a finding in an editor. `{path}` is the whole path of the file; `{line}` and `{column}` count from 1."),

    key(["theme", "accent", "colour"], "",
        "The colour of links, such as `#0b5788`; the theme's own where not given."),
    key(["theme", "accent_dark", "colour"], "",
        "The same on a dark page, such as `#8ac6ef`; as `accent` where not given."),
    key(["theme", "font", "path"], "",
        "The font of the text: a WOFF2, WOFF or OpenType file in `static/`, such as `acme.woff2`; the system's where not given."),
    key(["theme", "font_bold", "path"], "",
        "Its bold; the same file for a variable font, which has all weights. Where not given, the browser thickens `font`."),
    key(["theme", "font_italic", "path"], "",
        "Its italic; where not given, the browser slants `font`."),
    key(["theme", "font_code", "path"], "",
        "The font of code; the system's where not given."),

    key(["search", "index", "`outline` or `full-text`"], "\"outline\"",
        "`outline` finds titles, headings, ids of controls and what a page says first. `full-text` also finds every word of every document, by [pagefind](https://pagefind.app)."),

    key(["output", "dir", "path"], "\"public\"",
        "The folder that is written, relative to `site.toml`."),
    key(["output", "max_document_size", "size"], "\"8 MiB\"",
        "The largest document that is read: bytes as a number, or a text such as `512 KiB`."),
];

/// Returns the names of the keys that a section may hold.
pub(super) fn keys_of(section: &str) -> impl Iterator<Item = &'static str> {
    KEYS.iter().filter(move |row| row.section == section).map(|row| row.name)
}

/// Returns the row of a top-level section.
pub(super) fn top_section(name: &str) -> Option<&'static SectionRow> {
    top_sections().find(|row| row.name == name)
}

/// Returns the sections that stand at the top of the file.
pub(super) fn top_sections() -> impl Iterator<Item = &'static SectionRow> {
    SECTIONS.iter().filter(|row| !row.name.contains('.'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Config;

    /// Returns a file in which a key of a section has a value.
    fn file_with(row: &KeyRow, value: &str) -> String {
        let KeyRow { section, name, .. } = row;
        match *section {
            "rules.*" => {
                let level = if *name == "level" { "" } else { ", level = 'off'" };
                format!("[rules]\nlink = {{ {name} = {value}{level} }}\n")
            }
            "collections" | "waivers" | "withdrawals" => {
                let needed = match *section {
                    "waivers" => "rule",
                    "withdrawals" => "id",
                    _ => "path",
                };
                let needed = Some(needed).filter(|needed| needed != name);
                let needed =
                    needed.map_or_else(String::new, |it| format!("{it} = 'a'\n"));
                format!("[[{section}]]\n{needed}{name} = {value}\n")
            }
            "site.repository" if *name != "url" => format!(
                "[site.repository]\nurl = 'https://a.example/b'\n{name} = {value}\n"
            ),
            _ => format!("[{section}]\n{name} = {value}\n"),
        }
    }

    #[test]
    fn every_key_is_read_and_none_takes_a_boolean() {
        for row in KEYS {
            let text = file_with(row, "true");
            let error = Config::from_text(Path::new(""), &text).unwrap_err();
            let messages: Vec<&str> =
                error.problems().iter().map(|problem| &*problem.message).collect();
            let start = format!("`{}` takes ", row.name);
            assert!(
                messages.len() == 1 && messages[0].starts_with(&start),
                "in:\n{text}{messages:?}"
            );
        }
    }

    #[test]
    fn every_default_is_what_holds_without_the_key() {
        let root = Path::new("");
        let empty = format!("{:?}", Config::from_text(root, "").unwrap());
        for row in KEYS {
            let is_top =
                top_section(row.section).is_some_and(|s| !s.header.starts_with("[["));
            if is_top && !matches!(row.default, "" | REQUIRED) {
                let text = file_with(row, row.default);
                let mut written = Config::from_text(root, &text).unwrap();
                written.text.clear();
                assert_eq!(format!("{written:?}"), empty, "{text}");
            }
        }
    }

    #[test]
    fn sections_and_keys_belong_together() {
        for row in KEYS {
            assert!(SECTIONS.iter().any(|section| section.name == row.section));
            let twins = keys_of(row.section).filter(|name| *name == row.name);
            assert_eq!(twins.count(), 1, "{}", row.name);
            assert!(row.meaning.ends_with('.'), "{}", row.meaning);
            assert!(!row.meaning.contains('|') && !row.form.contains('|'));
        }
    }
}
