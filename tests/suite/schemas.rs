//! The JSON Schemas for editors: current, and no stricter than the program.

use std::fs;
use std::path::Path;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use toml::de::{DeTable, DeValue};

use trustpress::config::Config;
use trustpress::parse::register::REGISTERS;
use trustpress::schema::{SCHEMAS, find};

use crate::support::{Fixture, files_below, read_text, repository};

/// A schema that values are compared with.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new(name: &str) -> Self {
        let url = format!("https://schema.test/{name}.json");
        let mut compiler = Compiler::new();
        compiler.add_resource(&url, find(name).unwrap().value()).unwrap();
        let mut schemas = Schemas::new();
        let index = compiler.compile(&url, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn problem(&self, value: &Value) -> Option<String> {
        let result = self.schemas.validate(value, self.index);
        result.err().map(|error| format!("{error:#}"))
    }
}

#[test]
fn the_schemas_in_docs_are_those_of_the_program() {
    let folder = repository().join("docs/schema");
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for schema in SCHEMAS {
            fs::write(folder.join(format!("{}.json", schema.name)), schema.text())
                .unwrap();
        }
    }
    let names: Vec<_> =
        SCHEMAS.iter().map(|schema| format!("{}.json", schema.name)).collect();
    assert_eq!(files_below("docs/schema"), names, "run: UPDATE=1 cargo test docs");
    for schema in SCHEMAS {
        let on_disk = read_text(&format!("docs/schema/{}.json", schema.name));
        assert_eq!(on_disk, schema.text(), "run: UPDATE=1 cargo test docs");
    }
}

#[test]
fn every_front_matter_of_the_example_fits_its_schema() {
    let validator = Validator::new("front-matter");
    let mut count = 0;
    let is_document = |path: &&String| path.rsplit('.').next() == Some("md");
    for path in files_below("content").iter().filter(is_document) {
        let text = read_text(&format!("content/{path}"));
        let Some(rest) = text.strip_prefix("---\n") else { continue };
        let yaml = rest.split("\n---").next().unwrap();
        let value: Value = serde_yaml::from_str(yaml).unwrap();
        assert_eq!(validator.problem(&value), None, "{path}");
        count += 1;
    }
    assert!(count > 20, "only {count} documents have front matter");
}

#[test]
fn every_register_of_the_example_fits_its_schema() {
    let registers = files_below("content/registers");
    let names: Vec<_> =
        registers.iter().filter_map(|path| path.strip_suffix(".yaml")).collect();
    assert_eq!(names, REGISTERS, "the example has every register");
    for name in names {
        let text = read_text(&format!("content/registers/{name}.yaml"));
        let value: Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(Validator::new(name).problem(&value), None, "{name}");
        assert!(Validator::new(name).problem(&json!(["a"])).is_some(), "{name}");
    }
}

#[test]
fn facts_fit_their_schema_where_the_program_takes_them() {
    let validator = Validator::new("facts");
    #[rustfmt::skip]
    let cases = [
        ("a: 1\nb: { c: x, d: [x, 2026-01-01] }\n",               true),
        ("a: { value: 1, phrase: x }\n",                          true), // other facts
        ("a: { value: 35 days, phrases: [kept for], wrong: x }\n", true),
        ("a: { value: 35 days, phrases: kept for }\n",             true),
        ("a: { value: 35 days, phrases: [kept], wrongs: [x] }\n",  false),
        ("a: { value: { b: 1 }, phrases: [kept] }\n",              false),
        ("a: { value: 1, phrases: [1] }\n",                        false),
        ("a: { value: 1, phrases: [''] }\n",                       false),
        ("- a\n",                                                  false),
    ];
    for (text, fits) in cases {
        let value: Value = serde_yaml::from_str(text).unwrap();
        assert_eq!(validator.problem(&value).is_none(), fits, "schema: {text}");
        let tree = format!(
            "-- site.toml --\n[site]\ntitle = 'A'\n-- content/index.md --\n# A\n\nB.\n\
             -- content/registers/facts.yaml --\n{text}"
        );
        let rules = Fixture::from_text(&tree).check().rules();
        assert_eq!(rules.is_empty(), fits, "program: {text} {rules:?}");
    }
}

#[test]
fn front_matter_that_the_program_would_report_does_not_fit() {
    let validator = Validator::new("front-matter");
    #[rustfmt::skip]
    let cases = [
        (json!({ "title": "A", "anything": [1] }), true),
        (json!({ "owner": ["CEO"], "lastUpdated": 5 }), true),
        (json!({ "kind": "polcy" }), false),
        (json!({ "version": 1.1 }), false),
        (json!({ "id": "Not An Id" }), false),
        (json!({ "draft": "yes" }), false),
        (json!(["title"]), false),
    ];
    for (value, fits) in cases {
        assert_eq!(validator.problem(&value).is_none(), fits, "{value}");
    }
}

#[test]
fn site_toml_fits_its_schema_where_the_program_takes_it() {
    let validator = Validator::new("site");
    let json_of = |text: &str| table(DeTable::parse(text).unwrap().get_ref());
    for path in ["site.toml", "tests/golden/site/site.toml"] {
        assert_eq!(validator.problem(&json_of(&read_text(path))), None, "{path}");
    }
    #[rustfmt::skip]
    let cases = [
        ("[site]\ntitle = 'A'\nrepository = 'https://a.example/b'\n", true),
        ("[rules]\nlink = 'off'\nlink-moved = [{ level = 'info', paths = ['a/**'] }]\n", true),
        ("[output]\nmax_document_size = 1024\n", true),
        ("[[waivers]]\nrule = 'link'\nuntil = 2026-12-31\n", true),
        ("[site]\ntitel = 'A'\n", false),
        ("[site]\ntitle = 1\n", false),
        ("[rules]\nlink = 'of'\n", false),
        ("[[collections]]\nkind = 'policy'\n", false),
        ("[[collections]]\npath = 'a/**'\nkind = 'polcy'\n", false),
        ("[dates]\ngit = 'sometimes'\n", false),
        ("[versions]\nscheme = 'roman'\n", false),
    ];
    for (text, fits) in cases {
        assert_eq!(validator.problem(&json_of(text)).is_none(), fits, "schema: {text}");
        let taken = Config::from_text(Path::new("/"), text);
        assert_eq!(taken.is_ok(), fits, "program: {text}");
    }
}

/// Returns a table as editors see it.
fn table(table: &DeTable<'_>) -> Value {
    let entries = table.iter().map(|(key, value)| (key.get_ref().to_string(), value));
    entries.map(|(key, value)| (key, plain(value.get_ref()))).collect()
}

/// Returns a value, with dates as texts.
fn plain(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => text.to_string().into(),
        DeValue::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().unwrap().into(),
        DeValue::Boolean(value) => (*value).into(),
        DeValue::Datetime(date) => date.to_string().into(),
        DeValue::Array(items) => items.iter().map(|item| plain(item.get_ref())).collect(),
        DeValue::Table(inner) => table(inner),
    }
}

#[test]
fn every_word_of_a_schema_is_one_that_the_program_takes() {
    let schema = find("site").unwrap().value();
    for (section, key, needed) in [
        ("versions", "scheme", ""),
        ("versions", "canonical", ""),
        ("versions", "search_engines", ""),
        ("dates", "git", ""),
        ("collections", "kind", "path = 'a/**'\n"),
    ] {
        let of = &schema["properties"][section];
        let is_list = of["type"] == "array";
        let table = if is_list { &of["items"] } else { of };
        let words = table["properties"][key]["enum"].as_array().unwrap();
        assert!(words.len() > 1, "{section}.{key}");
        for word in words {
            let header =
                if is_list { format!("[[{section}]]") } else { format!("[{section}]") };
            let text = format!("{header}\n{needed}{key} = {word}\n");
            assert!(Config::from_text(Path::new("/"), &text).is_ok(), "{text}");
        }
    }
}
