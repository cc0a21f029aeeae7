//! What is published in forms that others have made: it is valid, and says what the
//! site says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use trustpress::base::digest::sha256;

use crate::addresses::example_site;
use crate::support::{Built, Fixture, foreign_schema};

const HOST: &str = "https://trust.example";

/// Advisories with all that there is to say, with odd values, and with too little.
const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
publisher = \"Example Ltd\"
base_url = \"https://trust.example/\"
-- content/registers/contacts.yaml --
security_txt: {expires: 2026-01-01}
contacts: [{id: security, name: Security, email: security@trust.example}]
-- content/advisories/full.md --
---
id: full
title: \"Keys <leaked>\"
summary: A key could be read.
kind: advisory
issued_on: 2025-01-10
last_updated: 2025-01-15
advisory:
  severity: critical
  state: resolved
  cves: [CVE-2025-10001, CVE-2025-10000, CVE-2025-10000, none yet]
  cvss: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
  affected:
    - {product: Box, introduced: '1.0', fixed: '1.4'}
    - {product: Box, introduced: '2.0', fixed: '2.1'}
    - {product: Cloud, fixed: the release of May}
    - {product: Phone}
  workaround: Turn it off.
  credits: [Ann]
---

Words.
-- content/advisories/open.md --
---
id: open
title: Something
summary: We are looking.
kind: advisory
last_updated: 2025-02-01
advisory:
  state: investigating
  cvss: bad
  affected: [{product: Box}]
---
-- content/advisories/undated.md --
---
id: undated
title: No day
summary: No day.
kind: advisory
advisory: {severity: low, affected: [{product: Box}]}
---
-- content/advisories/unnamed.md --
---
id: unnamed
title: No product
summary: No product.
kind: advisory
issued_on: 2025-01-10
advisory: {severity: low}
---
-- content/access.md --
---
id: access
title: Access
kind: policy
owner: 1st line
reference: ISP-1
version: '1.10'
last_updated: 2025-03-01
controls:
  nist-800-53: ['AC-2(1)', AC-3, AC-3]
  hipaa: 164.308(a)(1)(ii)(A)
  own rules: [R 1, 'R 2, R 3']
  iso-27001: A.5.9–A.5.12
---

Lock the door.
-- content/plan.md --
---
id: plan
title: Plan
kind: plan
classification: restricted
---

Run.
";

/// Compares values with a schema of others and those that it names.
struct Form {
    schemas: boon::Schemas,
    index: boon::SchemaIndex,
}

impl Form {
    /// Takes the first of these schemas; the others are named by it.
    fn new(names: &[&str]) -> Option<Self> {
        let mut compiler = boon::Compiler::new();
        let mut first = None;
        for name in names {
            let schema = foreign_schema(name)?;
            let id = schema["$id"].as_str().unwrap().to_owned();
            first.get_or_insert_with(|| id.clone());
            compiler.add_resource(&id, schema).unwrap();
        }
        // CSAF names the schemas of CVSS, of which it wants what is here.
        for version in ["2.0", "3.0", "3.1"] {
            let url = format!("https://www.first.org/cvss/cvss-v{version}.json");
            let schema = json!({
                "type": "object",
                "properties": {
                    "version": { "const": version },
                    "vectorString": { "pattern": format!("^CVSS:{version}/") },
                    "baseScore": { "type": "number", "minimum": 0, "maximum": 10 },
                    "baseSeverity": { "enum": ["NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL"] },
                },
                "required": ["version", "vectorString", "baseScore", "baseSeverity"],
            });
            compiler.add_resource(&url, schema).unwrap();
        }
        let mut schemas = boon::Schemas::new();
        let index = compiler.compile(&first?, &mut schemas).unwrap();
        Some(Self { schemas, index })
    }

    fn is_met(&self, value: &Value) -> Result<(), String> {
        let result = self.schemas.validate(value, self.index);
        result.map_err(|error| format!("{error:#}"))
    }
}

fn json_of(built: &Built, url: &str) -> Value {
    serde_json::from_slice(&built.files[url]).unwrap()
}

/// Returns the files below a folder.
fn below<'a>(built: &'a Built, folder: &'a str) -> impl Iterator<Item = &'a str> {
    built.files.keys().map(String::as_str).filter(move |url| url.starts_with(folder))
}

/// The files of a site in one form.
type Members = fn(&Built) -> Vec<&str>;

#[test]
fn what_is_published_in_the_forms_of_others_is_valid() {
    let csaf = "csaf-2.0.json";
    #[rustfmt::skip]
    let forms: [(&[&str], Members, &str); 4] = [
        (&["osv.json"], |built| {
            below(built, "/api/v1/advisories/").filter(|url| url.ends_with(".osv.json")).collect()
        }, "/modified"),
        (&[csaf], |built| below(built, "/.well-known/csaf/2").collect(), "/document/tracking"),
        (&["csaf-2.0-provider.json", csaf], |_| vec!["/.well-known/csaf/provider-metadata.json"], "/role"),
        (&["oscal-component-definition-1.2.1.json"],
            |_| vec!["/oscal/component-definition.json"], "/component-definition/metadata/version"),
    ];
    let sites = [example_site().build(), Fixture::from_text(SITE).build()];
    for (names, members, needed) in forms {
        let Some(form) = Form::new(names) else { continue };
        for built in &sites {
            let members = members(built);
            assert!(!members.is_empty(), "{names:?}");
            for url in members {
                let mut value = json_of(built, url);
                assert_eq!(form.is_met(&value), Ok(()), "{url}");
                *value.pointer_mut(needed).unwrap() = Value::Null;
                assert!(form.is_met(&value).is_err(), "{url}: the schema is looked at");
            }
        }
    }
}

#[test]
fn an_advisory_is_told_in_the_form_of_csaf_if_it_says_enough() {
    let built = Fixture::from_text(SITE).build();
    let told: Vec<&str> = below(&built, "/.well-known/csaf/2").collect();
    assert_eq!(
        told,
        ["/.well-known/csaf/2025/full.json", "/.well-known/csaf/2025/open.json"]
    );
    let list = json_of(&built, "/api/v1/advisories.json");
    let urls = list["advisories"].as_array().unwrap().iter().map(|it| &it["csaf_url"]);
    let expected = told.iter().map(|url| json!(format!("{HOST}{url}")));
    let expected: Vec<_> = expected.collect();
    let urls: Vec<_> = urls.collect();
    assert_eq!(urls, [&expected[0], &expected[1], &Value::Null, &Value::Null]);
    let feed = json_of(&built, "/.well-known/csaf/csaf-feed-tlp-white.json");
    let listed = feed["feed"]["entry"].as_array().unwrap();
    let listed: Vec<_> = listed.iter().map(|entry| &entry["content"]["src"]).collect();
    assert_eq!(listed, [&expected[1], &expected[0]], "the latest first");
    let provider = "https://trust.example/.well-known/csaf/provider-metadata.json";
    let security = built.page("/.well-known/security.txt");
    assert!(security.contains(&format!("CSAF: {provider}\n")), "{security}");

    // Without an address of the site, no document could say where it is.
    let settings = "[site]\ntitle = 'Example'\n";
    let bare = Fixture::from_text(SITE).file("site.toml", settings).build();
    assert_eq!(below(&bare, "/.well-known/csaf/").count(), 0);
}

/// The mandatory tests 6.1.1, 6.1.6, 6.1.14, 6.1.16, 6.1.21 and 6.1.29 of CSAF 2.0.
#[test]
fn a_csaf_document_holds_together() {
    let built = Fixture::from_text(SITE).build();
    let full = json_of(&built, "/.well-known/csaf/2025/full.json");
    let vulnerabilities = full["vulnerabilities"].as_array().unwrap();
    let numbers: Vec<_> = vulnerabilities.iter().map(|it| &it["cve"]).collect();
    assert_eq!(numbers, ["CVE-2025-10000", "CVE-2025-10001"]);
    let products = &full["product_tree"]["branches"][0]["branches"];
    let known: Vec<String> = products
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|product| product["branches"].as_array().unwrap())
        .map(|branch| {
            let product = &branch["product"];
            format!(
                "{} = {}",
                product["product_id"].as_str().unwrap(),
                product["name"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        known,
        [
            "affected-1 = Box vers:generic/>=1.0|<1.4",
            "fixed-1 = Box 1.4",
            "affected-2 = Box vers:generic/>=2.0|<2.1",
            "fixed-2 = Box 2.1",
            "affected-3 = Cloud vers:all/*",
            "affected-4 = Phone vers:all/*",
        ]
    );
    for vulnerability in vulnerabilities {
        let status = &vulnerability["product_status"];
        let affected = json!(["affected-1", "affected-2", "affected-3", "affected-4"]);
        assert_eq!(status["known_affected"], affected);
        assert_eq!(status["fixed"], json!(["fixed-1", "fixed-2"]));
        let remedies = vulnerability["remediations"].as_array().unwrap();
        let told: Vec<_> = remedies.iter().map(|it| &it["details"]).collect();
        let expected = [
            "Fixed in 1.4.",
            "Fixed in 2.1.",
            "Fixed in the release of May.",
            "Turn it off.",
        ];
        assert_eq!(told, expected);
        assert!(remedies.iter().all(|it| it["product_ids"].is_array()));
        assert_eq!(vulnerability["scores"][0]["cvss_v3"]["baseScore"], 9.8);
    }
    let tracking = &full["document"]["tracking"];
    let history = tracking["revision_history"].as_array().unwrap();
    let history: Vec<_> = history
        .iter()
        .map(|it| {
            format!("{} {}", it["date"].as_str().unwrap(), it["number"].as_str().unwrap())
        })
        .collect();
    assert_eq!(history, ["2025-01-10T00:00:00Z 1.0.0", "2025-01-15T00:00:00Z 1.5.0"]);
    assert_eq!(tracking["version"], "1.5.0");
    assert_eq!(tracking["status"], "final");

    let open = json_of(&built, "/.well-known/csaf/2025/open.json");
    assert_eq!(open["document"]["tracking"]["status"], "interim");
    let one = &open["vulnerabilities"][0];
    assert_eq!(one["ids"][0]["text"], "open");
    assert_eq!(one["product_status"], json!({ "under_investigation": ["affected-1"] }));
    assert_eq!(one.get("scores"), None);
}

#[test]
fn a_component_is_a_document_with_the_controls_that_it_names() {
    let built = Fixture::from_text(SITE).build();
    let oscal = json_of(&built, "/oscal/component-definition.json");
    let definition = &oscal["component-definition"];
    let [access, plan] = definition["components"].as_array().unwrap().as_slice() else {
        panic!("two documents are in the index")
    };
    assert_eq!(plan.get("control-implementations"), None);
    let named: Vec<String> = access["control-implementations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|set| {
            let requirements = set["implemented-requirements"].as_array().unwrap();
            let ids: Vec<_> = requirements
                .iter()
                .map(|it| it["control-id"].as_str().unwrap())
                .collect();
            format!("{}: {}", set["description"].as_str().unwrap(), ids.join(" "))
        })
        .collect();
    assert_eq!(
        named,
        [
            "The controls of HIPAA Security and Privacy Rules that this document names.: \
             _164.308.a.1.ii.A",
            "The controls of NIST SP 800-53 that this document names.: ac-2.1 ac-3",
            "The controls of own-rules that this document names.: R-1 R-2 R-3",
        ]
    );
    assert_eq!(access["responsible-roles"], json!([{ "role-id": "_1st-line" }]));
    let index = json_of(&built, "/api/v1/policies.json");
    assert_eq!(access["uuid"], index["policies"][0]["uuid"]);

    let resources = definition["back-matter"]["resources"].as_array().unwrap();
    let mut compared = 0;
    for link in resources.iter().filter_map(|it| it["rlinks"].as_array()).flatten() {
        let Some(hash) = link["hashes"][0]["value"].as_str() else { continue };
        let url = link["href"].as_str().unwrap().strip_prefix(HOST).unwrap();
        assert_eq!(hash, sha256(&built.files[url]), "{url}");
        compared += 1;
    }
    assert_eq!(compared, 2, "the text of the plan is not public");
    let mut ids = Vec::new();
    collect(definition, "uuid", &mut ids);
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len(), "an id is used twice");
}

/// Gathers the texts under a key, wherever it is.
fn collect(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, key, found)),
        Value::Object(fields) => {
            found.extend(fields.get(key).and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, key, found));
        }
        _ => (),
    }
}

/// Returns whether a path is of a kind that is written with braces for what differs.
fn is_of(pattern: &str, url: &str) -> bool {
    let (parts, segments) = (pattern.split('/'), url.split('/'));
    parts.clone().count() == segments.clone().count()
        && parts.zip(segments).all(|(part, segment)| match part.split_once('{') {
            Some((start, rest)) => {
                let end = rest.split_once('}').unwrap().1;
                segment.starts_with(start) && segment.ends_with(end)
            }
            None => part == segment,
        })
}

#[test]
fn the_guide_names_every_data_file_and_shows_the_real_one() {
    let built = example_site().build();
    let guide = built.page("/api/");
    let named: Vec<&str> = guide
        .split("<h3><code>")
        .skip(1)
        .map(|rest| rest.split("</code>").next().unwrap())
        .collect();
    let folders = ["/api/", "/oscal/", "/.well-known/", "/changes.", "/llms."];
    let data = folders.iter().flat_map(|folder| below(&built, folder));
    let unnamed: Vec<&str> = data
        .filter(|url| !url.starts_with("/api/v1/schema/") && !url.ends_with('/'))
        .filter(|url| !named.iter().any(|pattern| is_of(pattern, url)))
        .collect();
    // The metadata of the provider leads to its feed.
    assert_eq!(unnamed, ["/.well-known/csaf/csaf-feed-tlp-white.json"]);

    let index = json_of(&built, "/api/v1/policies.json");
    let first = &index["policies"][0];
    for live in [&index["content_digest"]["sha256"], &first["uuid"], &first["title"]] {
        assert!(guide.contains(live.as_str().unwrap()), "{live}");
    }
    let proof =
        format!("{}  -", sha256(&built.files["/policies/acceptable-use/index.txt"]));
    assert!(guide.contains(&proof), "what the command prints");
    let later = example_site().as_of("2031-01-01").build();
    assert_eq!(later.page("/api/"), guide, "nothing of it depends on the day");
}
