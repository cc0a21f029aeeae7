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

#[test]
fn speed() {
    let mut documents = vec![bare("index.md")];
    let html: String = (0..12)
        .map(|n| format!("<h2 id=\"h{n}\">Heading {n}<a class=\"anchor\" href=\"#h{n}\" aria-label=\"Link\"></a></h2>\n<p>{}</p>\n", "Some words of a text. ".repeat(28)))
        .collect();
    for section in 0..10 {
        for sub in 0..20 {
            for n in 0..44 {
                let mut d = policy(
                    &format!("s{section}/t{sub}/p{n}.md"),
                    &format!("Policy {section} {sub} {n}"),
                    "2027-01-12",
                );
                d.headings = (0..12)
                    .map(|n| {
                        crate::theme_site::heading(
                            2,
                            &format!("Heading {n}"),
                            &format!("h{n}"),
                        )
                    })
                    .collect();
                d.body.as_mut().unwrap().html = html.clone();
                documents.push(d);
            }
        }
    }
    let site = site_of(documents);
    let start = std::time::Instant::now();
    let theme = Theme::new(default_theme(), &site).unwrap_or_else(|e| panic!("{e}"));
    eprintln!("theme {:?}", start.elapsed());
    let start = std::time::Instant::now();
    let output = render(&site, &theme).unwrap();
    eprintln!("plan {:?}", start.elapsed());
    for round in 0..2 {
        let start = std::time::Instant::now();
        let (mut pages, mut bytes) = (0u32, 0);
        let mut library = std::time::Duration::ZERO;
        for file in output.files() {
            if !file.url.is_page() {
                continue;
            }
            let one = std::time::Instant::now();
            if let Content::Bytes(b) = file.content().unwrap() {
                bytes += b.len();
                pages += 1;
            }
            if file.url.as_str() == "/library/" {
                library = one.elapsed();
            }
        }
        let took = start.elapsed() - library;
        eprintln!(
            "round {round}: {pages} pages, {bytes} bytes, {took:?}, {:?} a page, library {library:?}",
            took / pages
        );
    }
}
