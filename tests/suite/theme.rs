//! The default theme: what every page keeps, and what its files may hold.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::process::Command;

use html5gum::{Token, Tokenizer};

use trustpress::base::color::Color;

use crate::support::{Built, Fixture, attributes, files_below, ids, read_text, unclosed};

const THEME: &str = "themes/default";

/// A site with one page of each sort; `large.md` has every field and block.
const SITE: &str = include_str!("../theme/site.txt");

/// The most bytes of styles and of scripts that a reader has to fetch.
const CSS_BUDGET: usize = 25 << 10;
const JS_BUDGET: usize = 12 << 10;

/// What text and background need for [WCAG 2.2
/// AA](https://www.w3.org/TR/WCAG22/#contrast-minimum).
const CONTRAST: f64 = 4.5;

/// Roles of text, each with the roles it is set on.
const PAIRS: &[(&str, &[&str])] = &[
    ("--text", &["--page", "--surface"]),
    ("--muted", &["--page", "--surface"]),
    ("--accent", &["--page", "--surface"]),
    ("--page", &["--accent"]),
    ("--warn-text", &["--page", "--surface", "--warn-back"]),
    ("--danger-text", &["--page", "--surface", "--danger-back"]),
    ("--good-text", &["--page", "--surface", "--good-back"]),
    ("--special-text", &["--page", "--surface"]),
];

#[test]
fn every_page_is_well_formed() {
    for (url, html) in site().pages() {
        well_formed(url, html);
    }
}

#[test]
fn every_link_leads_somewhere_below_the_base_path() {
    let site = site();
    assert_eq!(site.loose_ends(), Vec::<String>::new());
    for (url, html) in site.pages() {
        for (element, name, value) in attributes(html) {
            if matches!(name.as_str(), "href" | "src") && value.starts_with('/') {
                assert!(
                    value.starts_with("/trust/"),
                    "{url}: <{element} {name}={value}>"
                );
            }
        }
    }
}

#[test]
fn no_page_needs_more_than_the_strictest_policy_allows() {
    for (url, html) in site().pages() {
        for (element, name, value) in attributes(html) {
            let is_inline =
                name == "style" || name.starts_with("on") || element == "style";
            assert!(!is_inline, "{url}: <{element} {name}={value}>");
            let is_fetched =
                name == "src" || element == "link" && name == "href" && !is_alone(&value);
            let is_elsewhere = value.contains("//") && is_fetched;
            assert!(!is_elsewhere, "{url}: <{element} {name}={value}>");
        }
        // A block of data is no script.
        let scripts = ["<script src=\"", "<script type=\"module\" src=\"", DATA_BLOCK];
        let known: usize = scripts.iter().map(|start| html.matches(start).count()).sum();
        assert_eq!(html.matches("<script").count(), known, "{url}");
    }
}

/// How a page begins what it tells programs.
const DATA_BLOCK: &str = "<script type=\"application/ld+json\">";

#[test]
fn what_programs_read_is_what_the_document_says_and_ends_no_element() {
    let site = site();
    let page = site.page("policies/large.md");
    let block = page.split_once(DATA_BLOCK).unwrap().1.split_once("</script>").unwrap().0;
    let told: serde_json::Value = serde_json::from_str(block).unwrap();
    assert_eq!(told["@type"], "DigitalDocument");
    assert_eq!(told["name"], "Access <Control> & \"Keys\"");
    assert_eq!(told["version"], "10.4-rc.1");
    assert_eq!(told["dateModified"], "2025-01-10");
    assert_eq!(told["expires"], "2030-01-01");
    assert_eq!(told["author"][0]["name"], "Ann O'Hara");
    let encoding = &told["encoding"][0]["contentUrl"];
    assert_eq!(encoding, "https://acme.example/trust/policies/large/index.md");
    for (url, html) in site.pages() {
        for block in html.split(DATA_BLOCK).skip(1) {
            let block = block.split("</script>").next().unwrap();
            assert!(serde_json::from_str::<serde_json::Value>(block).is_ok(), "{url}");
        }
    }
}

#[test]
fn scripts_of_the_theme_are_plain_enough_to_lose_their_comments() {
    for name in files_below(&format!("{THEME}/js")) {
        let script = read_text(&format!("{THEME}/js/{name}"));
        for line in script.lines() {
            let code = line.trim();
            let is_comment = ["//", "*", "/*"].iter().any(|mark| code.starts_with(mark));
            let is_whole = is_comment || line.matches('`').count() % 2 == 0;
            assert!(is_whole, "{name}: a text of several lines: {line}");
        }
    }
}

/// The address of the page itself is named, not fetched.
fn is_alone(href: &str) -> bool {
    href.starts_with("https://acme.example/trust/")
}

#[test]
fn what_a_page_asks_of_scripts_exists() {
    let known = read_text(&format!("{THEME}/js/enhance.js"));
    let mut used = BTreeSet::new();
    for (_, html) in site().pages() {
        let all = attributes(html).into_iter();
        used.extend(all.filter(|(_, name, _)| name == "data-enhance").map(|it| it.2));
    }
    let all = ["copy-link", "display", "filter", "overdue", "results", "search", "share"];
    assert_eq!(used, BTreeSet::from(all.map(str::to_owned)));
    for name in used {
        assert!(known.contains(&format!("[\"{name}\", ")), "{name}");
    }
}

#[test]
fn scripts_and_styles_stay_small() {
    let site = site();
    let size = |suffix: &str| -> usize {
        let assets = site.files.iter().filter(|(url, _)| url.starts_with("/assets/"));
        assets.filter(|(url, _)| url.ends_with(suffix)).map(|(_, it)| it.len()).sum()
    };
    let (css, js) = (size(".css"), size(".js"));
    assert!((1..=CSS_BUDGET).contains(&css), "{css} bytes of styles");
    assert!((1..=JS_BUDGET).contains(&js), "{js} bytes of scripts");
}

#[test]
fn styles_have_their_values_in_one_place() {
    let tokens = read_text(&format!("{THEME}/css/tokens.css"));
    let defined: BTreeSet<_> = declared(&tokens).into_keys().collect();
    let mut used = BTreeSet::new();
    for name in files_below(&format!("{THEME}/css")) {
        let css = without_comments(&read_text(&format!("{THEME}/css/{name}")));
        used.extend(named(&css, "var(--").into_iter().map(|name| format!("--{name}")));
        assert!(!css.contains("!important"), "{name}");
        assert!(!css.contains("url("), "{name} fetches something");
        if name != "tokens.css" {
            let colors = ["#", "rgb", "hsl", "oklch", "light-dark("];
            let found: Vec<_> = css
                .lines()
                .filter(|line| line.contains(": ") && !line.contains("content: "))
                .filter(|line| colors.iter().any(|color| line.contains(color)))
                .collect();
            assert!(found.is_empty(), "{name} has colours: {found:?}");
        }
        let lines = css.lines().count();
        assert!(lines <= 120, "{name} has {lines} lines");
    }
    assert_eq!(used, defined, "tokens that are used, and those that are defined");
}

#[test]
fn text_can_be_read_on_its_background_in_both_schemes() {
    let tokens = declared(&read_text(&format!("{THEME}/css/tokens.css")));
    let roles: BTreeSet<_> = tokens
        .iter()
        .filter(|(_, value)| value.starts_with("light-dark("))
        .map(|(name, _)| name.as_str())
        .collect();
    let tested = PAIRS.iter().flat_map(|(text, backs)| backs.iter().chain([text]));
    let tested: BTreeSet<_> = tested.copied().chain(["--line"]).collect();
    assert_eq!(tested, roles, "roles that are tested, and those that there are");

    let mut poor = String::new();
    for (text, backs) in PAIRS {
        for back in *backs {
            for scheme in [0, 1] {
                let of =
                    |role: &str| color(&tokens, role, scheme).parse::<Color>().unwrap();
                let ratio = of(text).contrast(of(back));
                if ratio < CONTRAST {
                    writeln!(poor, "{text} on {back}, scheme {scheme}: {ratio:.2}")
                        .unwrap();
                }
            }
        }
    }
    assert_eq!(poor, "");
}

#[test]
fn the_rule_on_contrast_knows_the_backgrounds_of_the_theme() {
    let tokens = declared(&read_text(&format!("{THEME}/css/tokens.css")));
    let rule = read_text("src/check/rules/config/accent_contrast_low.rs");
    for (scheme, name) in ["LIGHT", "DARK"].into_iter().enumerate() {
        let known = rule.split(&format!("const {name}: [Color; 2] =")).nth(1).unwrap();
        let known = known.split(';').next().unwrap();
        for role in ["--page", "--surface"] {
            let [_, red, green, blue] = u32::from_str_radix(
                color(&tokens, role, scheme).trim_start_matches('#'),
                16,
            )
            .unwrap()
            .to_be_bytes();
            let written = format!("[{red:#04x}, {green:#04x}, {blue:#04x}]");
            assert!(known.contains(&written), "{role} in {name}: {written} in {known}");
        }
    }
}

#[test]
fn a_site_has_its_own_accent_in_each_scheme() {
    let style = |options: &str| {
        let site = SITE.replacen("[site]", &format!("[theme]\n{options}\n[site]"), 1);
        let built = Fixture::from_text(&site).build();
        let css = built.files.iter().find(|(url, _)| url.ends_with("site.css")).unwrap();
        let css = String::from_utf8(css.1.clone()).unwrap();
        let value = |name: &str| {
            let after = css.rsplit_once(&format!("{name}: ")).unwrap().1;
            after.split(';').next().unwrap().to_owned()
        };
        (value("--accent-light"), value("--accent-dark"))
    };
    let own = |light: &str, dark: &str| (light.to_owned(), dark.to_owned());
    assert_eq!(style("accent = '#123456'"), own("#123456", "#123456"));
    assert_eq!(style("accent_dark = '#abc'").1, "#aabbcc");
    assert_eq!(
        style("accent = '#123456'\naccent_dark = '#abc'"),
        own("#123456", "#aabbcc")
    );
}

#[test]
fn fonts_are_files_of_the_site_among_the_assets() {
    let options =
        "[theme]\nfont = 'my fonts/a.woff2'\nfont_bold = 'b.otf'\nfont_code = 'no.ttf'";
    let site = SITE.replacen("[site]", &format!("{options}\n[site]"), 1);
    let built = Fixture::from_text(&site)
        .file("static/my fonts/a.woff2", "wOF2")
        .file("static/b.otf", "OTTO")
        .file("static/no.ttf", "<!doctype html>")
        .build();
    let at = |end: &str| -> Vec<&str> {
        built.files.keys().filter(|url| url.ends_with(end)).map(String::as_str).collect()
    };
    let sheet = at("/css/site.css")[0];
    let folder = sheet.trim_end_matches("css/site.css");
    let css = String::from_utf8(built.files[sheet].clone()).unwrap();
    for (url, format) in
        [("static/my%20fonts/a.woff2", "woff2"), ("static/b.otf", "opentype")]
    {
        let used = format!("src: url(\"../{url}\") format(\"{format}\");");
        assert!(css.contains(&used), "{used} in {css}");
        let file = format!("{folder}{}", url.replace("%20", " "));
        assert!(at(".woff2").contains(&&*file) || at(".otf").contains(&&*file), "{file}");
    }
    assert!(css.contains("--font-text: \"site-text\", var(--font-system"), "{css}");
    assert!(!css.contains("site-code"), "what is no font is not used: {css}");
    assert_eq!(at("no.ttf"), ["/no.ttf"]);
    assert_eq!(css.matches("font-display: swap").count(), 2);
}

#[test]
fn templates_never_switch_escaping_off() {
    for name in files_below(&format!("{THEME}/templates")) {
        let template = read_text(&format!("{THEME}/templates/{name}"));
        assert!(!template.contains("safe"), "{name}");
        assert!(!template.contains("autoescape"), "{name}");
    }
    let page = site().page("policies/large.md").to_owned();
    assert!(page.contains("Access &lt;Control&gt; &amp; &quot;Keys&quot;"), "{page}");
    assert!(!page.contains("<Control>") && !page.contains("<b>"), "{page}");
}

#[test]
fn every_class_that_is_styled_is_used() {
    let mut written = String::new();
    for folder in ["templates", "js"] {
        for name in files_below(&format!("{THEME}/{folder}")) {
            written.push_str(&read_text(&format!("{THEME}/{folder}/{name}")));
        }
    }
    let is_in_bodies = |class: &str| {
        class.starts_with("hl-")
            || class.starts_with("align-")
            || class.starts_with("redline")
            || ["alert", "alert-title", "anchor", "footnotes", "task"].contains(&class)
    };
    for name in files_below(&format!("{THEME}/css")) {
        let css = without_comments(&read_text(&format!("{THEME}/css/{name}")));
        for class in css.lines().filter(|line| !line.contains(": ")).flat_map(classes) {
            let is_used = written.contains(&format!("class=\"{class}\""))
                || written.contains(&format!("className = \"{class}\""));
            assert!(is_used || is_in_bodies(&class), "{name}: .{class}");
        }
    }
}

fn site() -> Built {
    Fixture::from_text(SITE).build()
}

/// Proves what holds of every page, whatever is on it.
pub(crate) fn well_formed(url: &str, html: &str) {
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\" "), "{url}");
    assert_eq!(html.matches("<title>").count(), 1, "{url}");
    let mut seen = BTreeSet::new();
    let twice: Vec<_> =
        ids(html).into_iter().filter(|id| !seen.insert(id.clone())).collect();
    assert!(twice.is_empty(), "{url}: {twice:?}");
    let skip = html.split("<a class=\"skip-link\" href=\"#").nth(1).unwrap_or_default();
    let main = skip.split('"').next().unwrap_or_default();
    assert!(html.contains(&format!("<main id=\"{main}\"")), "{url}: {main}");
    let levels = heading_levels(html);
    assert_eq!(levels.first(), Some(&1), "{url}: {levels:?}");
    assert!(!levels[1..].contains(&1), "{url}: {levels:?}");
    let jump = levels.windows(2).find(|pair| pair[1] > pair[0] + 1);
    assert_eq!(jump, None, "{url}: {levels:?}");
    assert_eq!(unclosed(html), None, "{url}");
}

/// Returns the level of each heading, in order.
fn heading_levels(html: &str) -> Vec<u8> {
    let tags = Tokenizer::new(html).filter_map(|token| match token {
        Ok(Token::StartTag(tag)) => match tag.name.as_slice() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        },
        _ => None,
    });
    tags.collect()
}

/// Returns a style sheet without its comments.
fn without_comments(css: &str) -> String {
    let parts = css.split("/*").enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once("*/").map_or("", |(_, after)| after),
    });
    parts.collect()
}

/// Returns the custom properties that a style sheet declares.
fn declared(css: &str) -> BTreeMap<String, String> {
    let plain = without_comments(css);
    let declarations = plain.split(['{', ';', '}']).filter_map(|part| {
        let (name, value) = part.trim().split_once(':')?;
        name.starts_with("--").then(|| (name.to_owned(), value.trim().to_owned()))
    });
    declarations.collect()
}

/// Returns every name that stands after `before`.
fn named(css: &str, before: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let parts = css.split(before).skip(1);
    parts.map(|part| part.chars().take_while(|c| is_name(*c)).collect()).collect()
}

/// Returns the classes in a line of selectors.
fn classes(line: &str) -> Vec<String> {
    let selectors = named(line, ".").into_iter();
    selectors.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

/// Returns the value of a colour role in the light (0) or the dark (1) scheme.
fn color(tokens: &BTreeMap<String, String>, role: &str, scheme: usize) -> String {
    let pair = tokens[role].trim_start_matches("light-dark(").trim_end_matches(')');
    let name = pair.split(", ").nth(scheme).unwrap();
    tokens[name.trim_start_matches("var(").trim_end_matches(')')].clone()
}

#[test]
fn a_file_of_the_default_theme_is_copied_to_where_it_replaces_it() {
    let root = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_trustpress"));
        let output = command.arg("--root").arg(root.path()).args(args).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let config =
        |text: &str| std::fs::write(root.path().join("site.toml"), text).unwrap();
    let read = |path: &str| std::fs::read_to_string(root.path().join(path)).ok();
    std::fs::create_dir(root.path().join("content")).unwrap();
    config("[site]\ntitle = 'Example'\n");
    run(&["theme", "eject", "templates/home.html"]);
    let ours = read_text(&format!("{THEME}/templates/home.html"));
    assert_eq!(read("templates/home.html"), Some(ours));
    let again = run(&["theme", "eject", "templates/home.html"]);
    assert!(again.contains("exists already"), "{again}");
    let refused = run(&["theme", "eject", "css/tokens.css"]);
    assert!(refused.contains("set `[site] theme = \"NAME\"`"), "{refused}");
    let unknown = run(&["theme", "eject", "css/token.css"]);
    assert!(unknown.contains("did you mean `css/tokens.css`?"), "{unknown}");

    config("[site]\ntitle = 'Example'\ntheme = 'acme'\n");
    run(&["theme", "eject", "css"]);
    assert!(read("themes/acme/css/tokens.css").is_some());
    assert!(read("themes/acme/css/components/facts.css").is_some());
    let built = run(&["build"]);
    assert!(built.contains("wrote"), "{built}");
}
