//! The default theme, over sites of every sort.

use trustpress::render::{Content, Theme, render};

use crate::theme_site::{bare, default_theme, largest, policy, restricted, site_of};

#[test]
#[expect(clippy::disallowed_methods, reason = "temporary")]
fn look() {
    let site = site_of(vec![
        policy("policies/index.md", "Policies", "2027-01-12"),
        largest("policies/a.md"),
        policy("policies/b.md", "Backup Policy", "2026-11-30"),
        policy("policies/c.md", "Change Policy", "2026-10-01"),
        restricted("reports/pentest.md"),
        bare("contact.md"),
        bare("index.md"),
    ]);
    let theme = Theme::new(default_theme(), &site).unwrap_or_else(|e| panic!("{e}"));
    let output = render(&site, &theme).unwrap();
    for file in output.files() {
        let path =
            std::path::Path::new("/tmp/wt/theme-out/trust").join(file.url.to_file());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        match file.content().unwrap_or_else(|e| panic!("{}: {e}", file.url)) {
            Content::Bytes(bytes) => std::fs::write(path, bytes).unwrap(),
            Content::File(_) => (),
        }
    }
}
