//! Small sites for the tests of the theme, made without markdown: what a page
//! shows must not depend on how it was written.

use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use trustpress::base::date::{Date, Interval, Precision, WrittenDate};
use trustpress::base::path::ContentPath;
use trustpress::base::span::{Span, Spanned};
use trustpress::config::{BaseUrl, Config, Context, Drafts, Kind, Repository};
use trustpress::load::{ThemeFile, ThemeSources};
use trustpress::parse::{
    Anchor, Body, Classification, ControlRef, Document, FrontMatter, Heading, Hole, Link,
    LinkForm, LinkRole, LinkUse, PublishedText, Status, Text,
};
use trustpress::resolve::{Site, Surroundings, resolve};

static DEFAULT_THEME: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The day on which all tests stand.
pub const AS_OF: &str = "2026-11-21";

/// Returns the files of the default theme.
pub fn default_theme() -> ThemeSources {
    let mut sources = ThemeSources::default();
    let mut folders = vec![&DEFAULT_THEME];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let path = file.path().to_str().unwrap().replace('\\', "/");
            let theme_file = |name: &str| ThemeFile {
                name: name.to_owned(),
                origin: format!("<default theme>/{path}"),
                is_builtin: true,
                bytes: file.contents().to_vec(),
            };
            match path.split_once('/') {
                Some(("templates", name)) => sources.templates.push(theme_file(name)),
                Some(("static", name)) => sources.statics.push(theme_file(name)),
                Some(("css" | "js", _)) => sources.assets.push(theme_file(&path)),
                _ => (),
            }
        }
    }
    sources
}

/// Settles documents into a site that is served below a path.
pub fn site_of(documents: Vec<Document>) -> Site {
    let mut config = Config::bare(Path::new("/site"));
    config.site.title = "Acme & Sons Trust Center".to_owned();
    config.site.publisher = "Acme & Sons Ltd.".to_owned();
    config.site.base_url = BaseUrl::parse("https://acme.example/trust/").unwrap();
    config.site.contact = Some("security@acme.example".to_owned());
    config.site.repository = Some(Repository {
        url: "https://github.com/acme/trust".to_owned(),
        branch: "main".to_owned(),
    });
    site_with(config, documents)
}

/// Settles documents under a configuration.
pub fn site_with(config: Config, mut documents: Vec<Document>) -> Site {
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let context = Context {
        as_of: AS_OF.parse().unwrap(),
        drafts: Drafts::Include,
        revision: None,
    };
    resolve(documents, Surroundings::default(), Arc::new(config), context)
}

/// A document that says nothing but its path.
pub fn bare(path: &str) -> Document {
    let body = Body { html: "<p>Text.</p>\n".to_owned(), ..Body::default() };
    document(path, FrontMatter::default(), body)
}

/// A policy with the facts that most policies have.
pub fn policy(path: &str, title: &str, next_review: &str) -> Document {
    let front_matter = FrontMatter {
        title: text(title),
        summary: text(&format!("What {title} asks of <everybody>.")),
        kind: Some(spanned(Kind::Policy)),
        owner: texts(&["Head of Security"]),
        version: text("2.1"),
        effective_on: date("2026-01-15"),
        last_updated: date("2026-01-10"),
        last_reviewed: date("2026-01-12"),
        next_review: date(next_review),
        ..FrontMatter::default()
    };
    let body = Body {
        html: "<h2 id=\"purpose\">Purpose<a class=\"anchor\" href=\"#purpose\" \
               aria-label=\"Link to this section\"></a></h2>\n<p>Why &amp; what.</p>\n"
            .to_owned(),
        ..Body::default()
    };
    let mut document = document(path, front_matter, body);
    document.headings = vec![heading(2, "Purpose", "purpose")];
    document
}

/// A document with every field, every block, and text that must be escaped.
pub fn largest(path: &str) -> Document {
    let front_matter = FrontMatter {
        title: text("Access <Control> & \"Keys\""),
        summary: text("Who may reach what & <why>."),
        kind: Some(spanned(Kind::Policy)),
        status: Some(spanned(Status::Superseded)),
        owner: texts(&["Head of <Security>", "Head of IT"]),
        approver: texts(&["CTO & COO"]),
        authors: texts(&["Ann O'Hara", "Bo <b>"]),
        approved_on: date("2026-01-11"),
        issued_on: date("2020-02-29"),
        effective_on: date("2027-01-15"),
        last_updated: date("2026-01-10"),
        last_reviewed: date("2026-01-12"),
        next_review: date("2026-06-30"),
        expires_on: date("2030-01-01"),
        review_interval: Some(spanned(Interval::Months(6))),
        version: text("10.4-rc.1+<x>"),
        change_summary: text("Keys are changed <yearly> & on loss."),
        reference: text("ISMS-A&5"),
        superseded_by: texts(&["policies-b"]),
        controls: vec![
            spanned(ControlRef {
                framework: "nist-csf".to_owned(),
                id: "PR.AA-01".to_owned(),
            }),
            spanned(ControlRef {
                framework: "own & <x>".to_owned(),
                id: "A&1".to_owned(),
            }),
            spanned(ControlRef {
                framework: "nist-csf".to_owned(),
                id: "PR.AA-02".to_owned(),
            }),
            spanned(ControlRef { framework: String::new(), id: "Z-1".to_owned() }),
        ],
        applies_to: texts(&["staff & <guests>"]),
        related: texts(&["policies-b", "nowhere"]),
        license: text("CC-BY-4.0"),
        ..FrontMatter::default()
    };
    let html = include_str!("../theme/every-block.html");
    let (html, holes) = with_holes(html);
    let title_end = html.find("</h1>").map_or(0, |at| at + "</h1>".len());
    let body = Body { html, holes, title_end: u32::try_from(title_end).unwrap() };
    let mut document = document(path, front_matter, body);
    document.links = ["b.md", "https://example.com/?a=1&b=\"2\""].map(link).to_vec();
    document.headings = vec![
        heading(1, "Access", "access"),
        heading(2, "Blocks & <marks>", "blocks"),
        heading(3, "Code", "code"),
        heading(2, "Tables", "tables"),
        heading(4, "Too deep", "deep"),
    ];
    document
}

/// A document whose text is given on request.
pub fn restricted(path: &str) -> Document {
    let mut document = policy(path, "Penetration Test", "2027-01-12");
    document.front_matter.classification = Some(spanned(Classification::Restricted));
    document.text.lead = "SECRET lead".to_owned();
    document.front_matter.summary = None;
    document.body =
        Some(Body { html: "<p>SECRET body</p>".to_owned(), ..Body::default() });
    document
}

/// Takes `{0}` out of a text and notes that link 0 belongs there.
fn with_holes(html: &str) -> (String, Vec<Hole>) {
    let mut plain = String::new();
    let mut holes = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('{') {
        let (link, after) = after.split_once('}').unwrap();
        plain.push_str(before);
        let at = u32::try_from(plain.len()).unwrap();
        holes.push(Hole { at, link: link.parse().unwrap() });
        rest = after;
    }
    plain.push_str(rest);
    (plain, holes)
}

/// Builds a document from its parts.
pub fn document(path: &str, front_matter: FrontMatter, body: Body) -> Document {
    let anchor =
        |id: &str| Anchor { id: id.to_owned(), span: Span::default(), alias_of: None };
    Document {
        path: ContentPath::new(path).unwrap(),
        unreadable: None,
        front_matter,
        headings: Vec::new(),
        anchors: vec![anchor("purpose")],
        links: Vec::new(),
        suppressions: Vec::new(),
        problems: Vec::new(),
        body_date: None,
        text: Text {
            word_count: 2,
            lead: "The first words.".to_owned(),
            published: Some(PublishedText {
                words: "Text.\n".to_owned(),
                markdown: "Text.\n".to_owned(),
            }),
        },
        body: Some(body),
    }
}

fn link(href: &str) -> Link {
    let uses = vec![LinkUse { span: Span::default(), label: "x".to_owned() }];
    Link {
        href: href.to_owned(),
        span: Span::default(),
        form: LinkForm::Inline,
        role: LinkRole::Page,
        uses,
    }
}

pub fn heading(level: u8, text: &str, anchor: &str) -> Heading {
    Heading {
        level,
        shown_level: level,
        text: text.to_owned(),
        anchor: anchor.to_owned(),
        span: Span::default(),
    }
}

pub fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}

pub fn text(value: &str) -> Option<Spanned<String>> {
    Some(spanned(value.to_owned()))
}

pub fn texts(values: &[&str]) -> Vec<Spanned<String>> {
    values.iter().map(|value| spanned((*value).to_owned())).collect()
}

pub fn date(value: &str) -> Option<Spanned<WrittenDate>> {
    let date: Date = value.parse().unwrap();
    Some(spanned(WrittenDate { date, precision: Precision::Day }))
}
