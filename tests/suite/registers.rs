//! What registers say, and where it shows.

use crate::archive::frozen;
use crate::support::Fixture;

const SITE: &str = "\
-- site.toml --
[site]
title = \"Example\"
-- content/registers/facts.yaml --
soc2:
  period_end: 2025-05-31
-- content/audits.md --
---
id: access
title: Audits
kind: policy
owner: Security
summary: What is audited.
version: \"1.0\"
effective_on: 2025-02-01
last_updated: 2025-02-01
last_reviewed: 2025-02-01
change_summary: First text.
---

The last audit ended on {{ fact.soc2.period_end }}, as `{{ fact.soc2.period_end }}` says.
";

#[test]
fn a_fact_shows_on_the_page_in_the_words_and_in_the_source() {
    let built = Fixture::from_text(SITE).build();
    assert!(built.page("/audits/").contains("ended on 31 May 2025, as"));
    let words =
        "The last audit ended on 31 May 2025, as {{ fact.soc2.period_end }} says.\n";
    assert_eq!(built.page("/audits/index.txt"), words);
    let source = "ended on 31 May 2025, as `{{ fact.soc2.period_end }}` says.\n";
    assert!(built.page("/audits/index.md").ends_with(source));
}

#[test]
fn a_frozen_version_keeps_the_facts_of_its_time() {
    let site = frozen(Fixture::from_text(SITE));
    assert_eq!(site.check().rules(), [""; 0]);
    let later =
        site.file("content/registers/facts.yaml", "soc2: {period_end: 2026-05-31}");
    assert_eq!(later.check().rules(), ["version-not-bumped"]);
    let built = later.build();
    assert!(built.page("/audits/").contains("ended on 31 May 2026"));
    assert!(built.page("/audits/v/1.0/").contains("ended on 31 May 2025"));
    let words =
        "The last audit ended on 31 May 2025, as {{ fact.soc2.period_end }} says.\n";
    assert_eq!(built.page("/audits/v/1.0/index.txt"), words);
}

#[test]
fn whatever_a_register_says_its_text_is_checked_as_that_of_a_page_is() {
    let site = Fixture::from_text(
        "-- site.toml --
[site]
title = \"Example\"
-- content/registers/faq.yaml --
faq:
  - id: where
    question: Where is the data?
    answer: |
      In [Frankfurt](/no.md), says {{ fact.hosting }}.
",
    );
    let found = site.check();
    let lines = found.lines();
    assert_eq!(
        lines,
        [
            "register-fact-unknown content/registers/faq.yaml:5:7 no register has the fact \
             `hosting`",
            "register-link-broken content/registers/faq.yaml:5:7 `/no.md` in this text leads \
             nowhere",
        ]
    );
}
