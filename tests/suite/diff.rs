//! Which two texts of a document are compared.

use trustpress::parse::Blocks;
use trustpress::record::sides;
use trustpress::redline::{Marks, redline, text};

use crate::archive::{SITE, edited, frozen, judge};
use crate::support::Fixture;

#[test]
fn the_last_frozen_version_is_compared_with_the_current_text_unless_others_are_named() {
    let site = frozen(Fixture::from_text(SITE));
    let site = edited(site, &[("\"1.0\"", "\"1.1\""), ("the [door]", "both [doors]")]);
    let site = edited(frozen(site), &[("Lock", "Close")]);
    let gone = site
        .clone()
        .without("content/access.md")
        .file("content/index.md", "# Security\n");
    let lost = site.clone().file("archive/access/1.0.md", "Lock the windows.\n");
    let never = Fixture::from_text(SITE);
    let (first, second) = (Some("1.0"), Some("1.1"));
    let current = Some("current");
    #[rustfmt::skip]
    let cases = [
        (&site, "access", None, None, Ok("1.1 Lock both doors. > current Close both doors.")),
        (&site, "access", first, None, Ok("1.0 Lock the door. > current Close both doors.")),
        (&site, "access", first, second, Ok("1.0 Lock the door. > 1.1 Lock both doors.")),
        (&site, "access", current, first, Ok("current Close both doors. > 1.0 Lock the door.")),
        (&gone, "access", first, second, Ok("1.0 Lock the door. > 1.1 Lock both doors.")),
        (&gone, "access", None, None, Err("no document of the content has the id `access` any more")),
        (&site, "acces", None, None, Err("no document has the id `acces`")),
        (&site, "access", Some("1"), None, Err("access has no frozen version `1`")),
        (&lost, "access", first, None, Err("access 1.0 has no text that can be compared")),
        (&never, "access", None, None, Err("access was never frozen")),
        (&never, "access", first, None, Err("access was never frozen")),
    ];
    for (site, id, old, new, expected) in cases {
        let site = judge(site).site;
        let told = sides(&site, id, old, new).map(|(old, new)| {
            let [old, new] = [old, new].map(|side| {
                let words =
                    text(&redline(&side.blocks, &Blocks::default()), &Marks::PLAIN);
                let words = words.trim_end().trim_matches(['[', '-', ']']);
                format!("{} {words}", side.version.unwrap_or("current"))
            });
            format!("{old} > {new}")
        });
        let told = told.map_err(|refusal| {
            assert!(!refusal.help().is_empty());
            refusal.to_string()
        });
        let told = told.as_deref().map_err(String::as_str);
        assert_eq!(told, expected, "{id} {old:?} {new:?}");
    }
}
