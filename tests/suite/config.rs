//! What `site.toml` may say, and what is said about it when it may not.

#![expect(
    clippy::disallowed_methods,
    reason = "the stage is set on disk, and `UPDATE` renews a page"
)]

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use trustpress::base::date::Interval;
use trustpress::base::severity::{Level, Severity};
use trustpress::config::{
    Config, ConfigError, ConfigOrigin, GitDatesMode, Kind, MAX_BYTES, Repository,
    reference,
};
use trustpress::emit::{Color, full};

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::from_text(Path::new("/site"), text)
}

/// Returns the example in the documentation.
fn example() -> String {
    let page = reference();
    let (_, rest) = page.split_once("```toml\n").expect("there is one");
    rest.split_once("```").expect("it ends").0.to_owned()
}

#[test]
fn the_example_of_the_documentation_is_read_as_it_is_meant() {
    let config = read(&example()).unwrap();
    assert_eq!(config.origin, ConfigOrigin::File);
    assert_eq!(config.site.title, "Acme Trust Center");
    assert_eq!(config.site.publisher, "Acme, Inc.");
    assert_eq!(config.site.base_url.absolute("/a/"), "https://trust.acme.example/a/");
    assert_eq!(config.site.own_origins[0].authority(), "www.acme.example");
    assert!(config.site.external_routes.is_match("/app/login"));
    assert!(!config.site.external_routes.is_match("/apple/"));
    let repository = Repository {
        url: "https://github.com/acme/trust".to_owned(),
        branch: "main".to_owned(),
    };
    assert_eq!(config.site.repository, Some(repository));
    assert_eq!(config.content_dir(), Path::new("/site/content"));
    assert!(config.content.exclude.is_match("drafts/private/a.md"));
    assert_eq!(config.content.link_fields, ["evidence"]);

    let policy = config.collection("policies/deep/access.md").unwrap();
    assert_eq!(policy.kind, Some(Kind::Policy));
    assert_eq!(policy.review_interval, Some(Interval::Months(6)));
    let required: Vec<&str> =
        policy.required.iter().map(|field| field.value.as_str()).collect();
    assert_eq!(required, ["owner", "approved_on"]);
    let guide = config.collection("guides/staff/a.md").unwrap();
    assert_eq!(guide.kind, Some(Kind::Handbook));
    assert!(config.collection("guides/a.md").is_none());

    assert_eq!(config.review.due_soon_days, 45);
    assert_eq!(config.dates.git, GitDatesMode::Advisory);
    let rules: Vec<(&str, Level, bool)> = config
        .rules
        .iter()
        .map(|rule| (rule.rule.value.as_str(), rule.level, rule.paths.is_some()))
        .collect();
    let on = Level::On;
    #[rustfmt::skip]
    assert_eq!(rules, [
        ("link",           on(Severity::Error),   false),
        ("page-orphan",    Level::Off,            false),
        ("review-overdue", on(Severity::Error),   false),
        ("review-overdue", on(Severity::Warning), true),
    ]);
    let waiver = &config.waivers[0];
    let paths = waiver.paths.as_ref().unwrap();
    assert!(paths.is_match("content/policies/vendors.md"));
    assert_eq!(waiver.until.unwrap().to_string(), "2026-12-31");
    assert_eq!(waiver.span.of(&example()), "[[waivers]]");
}

#[test]
fn a_waiver_without_reason_or_end_is_kept_for_a_rule_to_report() {
    let config =
        read("[[waivers]]\nrule = 'link'\n\n[[waivers]]\nrule = 'no-such-rule'\n")
            .unwrap();
    let [first, second] = &config.waivers[..] else { panic!("two waivers") };
    assert!(first.reason.is_none() && first.until.is_none() && first.paths.is_none());
    assert_eq!(second.rule.value, "no-such-rule");
}

#[test]
fn rules_keep_the_order_of_the_file_whatever_their_names() {
    let text =
        "[rules]\nzebra = 'off'\napple = 'info'\n\n[rules.mango]\nlevel = 'error'\n";
    let config = read(text).unwrap();
    let names: Vec<&str> =
        config.rules.iter().map(|rule| rule.rule.value.as_str()).collect();
    assert_eq!(names, ["zebra", "apple", "mango"]);
    let apple = &config.rules[1];
    assert_eq!(apple.rule.span.of(text), "apple");
}

#[test]
fn a_bare_folder_has_the_defaults() {
    let bare = Config::bare(Path::new("/docs"));
    assert_eq!(bare.origin, ConfigOrigin::Defaults);
    assert_eq!(bare.content_dir(), Path::new("/docs"));
    assert_eq!(bare.content_path_from_root("a.md"), "a.md");
    let empty = read("").unwrap();
    assert_eq!(empty.content_path_from_root("a.md"), "content/a.md");
    assert_eq!(bare.review.interval, empty.review.interval);
    assert_eq!(bare.site.title, "Trust Center");
}

#[test]
fn a_configuration_can_be_shared_between_threads() {
    fn is_shared<T: Send + Sync + std::fmt::Debug>(_: &T) {}
    is_shared(&Config::bare(Path::new("")));
}

#[test]
fn a_repository_may_be_short() {
    let config =
        read("[site]\nrepository = 'https://github.com/acme/trust.git'\n").unwrap();
    let repository = config.site.repository.unwrap();
    assert_eq!(repository.url, "https://github.com/acme/trust");
    assert_eq!(repository.branch, "main");
}

/// A dozen mistakes, each of another kind.
const TWELVE: &str = r#"[site]
titel = "Acme"
base_url = "trust.acme.example"
language = "english"
own_origins = ["https://a.example", "https://a.example"]
contact = Acme

[content]
exclude = ["drafts/[", "/private"]

[[collections]]
kind = "polici"

[review]
interval = 12

[rules]
link-page-missing = "warn"

[[waivers]]
rule = "review-overdue"
until = "2026-02-30"

[preview]
port = 8080
"#;

#[test]
fn twelve_mistakes_are_reported_at_once() {
    let error = read(TWELVE).unwrap_err();
    assert_eq!(error.problems().len(), 13, "one more: `path` is missing");
    let spans: Vec<_> = error.problems().iter().map(|problem| problem.span).collect();
    assert!(spans.is_sorted(), "in the order of the file");
    insta::assert_snapshot!("twelve_lines", error);
    let shown = full::config_error(&error, "site.toml", Color::Never);
    insta::assert_snapshot!("twelve_shown", shown);
}

#[test]
fn find_walks_up_to_the_nearest_site() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("outer/inner/content/policies");
    fs::create_dir_all(&deep).unwrap();
    fs::write(folder.path().join("outer/site.toml"), "").unwrap();
    assert_eq!(Config::find(&deep), Some(folder.path().join("outer")));
    fs::write(folder.path().join("outer/inner/site.toml"), "").unwrap();
    assert_eq!(Config::find(&deep), Some(folder.path().join("outer/inner")));
    // A folder of that name is not the file.
    fs::create_dir(deep.join("site.toml")).unwrap();
    assert_eq!(Config::find(&deep), Some(folder.path().join("outer/inner")));
}

#[test]
fn load_tells_apart_why_there_is_no_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("site.toml");
    let load = || Config::load(folder.path()).map(|config| config.site.title);
    assert_eq!(load(), Err(ConfigError::Missing));
    fs::write(&file, "[site]\ntitle = 'Acme'\n").unwrap();
    assert_eq!(load(), Ok("Acme".to_owned()));
    fs::write(&file, b"[site]\ntitle = '\xff'\n").unwrap();
    assert_eq!(load(), Err(ConfigError::NotUtf8 { line: 2, offset: 16 }));
    fs::write(&file, "#".repeat((1 << 20) + 1)).unwrap();
    assert_eq!(load(), Err(ConfigError::TooLarge(MAX_BYTES + 1)));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(matches!(load(), Err(ConfigError::Unreadable(_))));
}

#[test]
fn docs_site_toml_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/site-toml.md");
    if std::env::var("UPDATE").is_ok() {
        fs::write(&path, reference()).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == reference(), "run `UPDATE=1 cargo test docs`");
}

/// What files are made of, so that random ones get past the first line.
fn fragment() -> impl Strategy<Value = String> {
    let pieces = [
        "[site]\n",
        "[site.repository]\n",
        "[[collections]]\n",
        "[rules]\n",
        "[[waivers]]\n",
        "[output]\n",
        "title = ",
        "path = ",
        "paths = ",
        "level = ",
        "repository = ",
        "link.a.b = ",
        "until = ",
        "max_document_size = ",
        "due_soon_days = ",
        "'x'\n",
        "\"\"\"a\nb\"\"\"\n",
        "[",
        "]\n",
        "{ ",
        " }\n",
        ", ",
        "2026-12-31\n",
        "2026-12-31T00:00:00Z\n",
        "99999999999999999999\n",
        "-0x1f\n",
        "true\n",
        "nan\n",
        "\"\\u0000\"\n",
        "\u{feff}",
        "\r\n",
        "= ",
        "# \u{e9}\n",
    ];
    prop_oneof![
        9 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
    ]
}

proptest! {
    /// Every text is a configuration or has problems, in order, within the text.
    #[test]
    fn every_text_is_read_or_refused(
        fragments in prop::collection::vec(fragment(), 0..40),
    ) {
        let text = fragments.concat();
        if let Err(error) = read(&text) {
            prop_assert!(!error.problems().is_empty());
            prop_assert!(error.problems().iter().map(|problem| problem.span).is_sorted());
            for problem in error.problems() {
                prop_assert!(problem.span.end as usize <= text.len());
            }
            let lines = error.to_string();
            prop_assert_eq!(lines.lines().count(), error.problems().len());
            prop_assert!(!lines.contains(|c: char| c.is_control() && c != '\n'));
            let _shown = full::config_error(&error, "site.toml", Color::Never);
        }
    }
}
