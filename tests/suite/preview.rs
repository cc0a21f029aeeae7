//! The preview, as a browser meets it: over loopback, on a port of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use trustpress::config::{ConfigOrigin, Context, Drafts};
use trustpress::preview::{Noticing, Place, Preview, Subject};

use crate::support::Fixture;

const SITE: &str = "
-- site.toml --
[site]
title = 'Example'
base_url = 'https://trust.example/docs/'
-- content/index.md --
# Home
-- content/a.md --
# A

See [B](b.md).
-- content/b.md --
---
draft: true
---
# B
-- content/logo.svg --
<svg xmlns=\"http://www.w3.org/2000/svg\"/>
";

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A preview of a site on disk.
struct Running {
    folder: TempDir,
    address: SocketAddr,
}

/// An answer.
#[derive(Debug)]
struct Heard {
    status: u16,
    head: String,
    body: String,
}

impl Running {
    fn start(site: &str) -> Self {
        Self::start_with(site, Noticing::Events)
    }

    fn start_with(site: &str, noticing: Noticing) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Fixture::from_text(site).write_to(folder.path());
        let place = Place { host: IpAddr::V4(Ipv4Addr::LOCALHOST), port: Some(0) };
        let preview = Preview::bind(place).unwrap();
        let address = preview.address();
        let as_of = "2025-06-02".parse().unwrap();
        let context = Context { as_of, drafts: Drafts::Include, revision: None };
        let root = folder.path().canonicalize().unwrap();
        let has_config = root.join("site.toml").exists();
        let subject = Subject {
            root,
            origin: if has_config { ConfigOrigin::File } else { ConfigOrigin::Defaults },
            context: Box::new(move || Ok(context.clone())),
        };
        thread::spawn(move || preview.run(subject, noticing, &mut |_| ()));
        Self { folder, address }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and returns what comes back until the end.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        // Who is refused early need not have been heard to the end.
        drop(stream.write_all(bytes));
        let mut heard = Vec::new();
        drop(stream.read_to_end(&mut heard));
        String::from_utf8_lossy(&heard).into_owned()
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Heard {
        let host = if headers.contains("Host:") { "" } else { "Host: localhost\r\n" };
        let request = format!("{method} {path} HTTP/1.1\r\n{host}{headers}\r\n");
        let answer = self.send(request.as_bytes());
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
        Heard {
            status: status.unwrap_or(0),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Heard {
        self.ask("GET", path, "")
    }

    /// Listens to what a page is told.
    fn listen(&self, page: &str) -> Told {
        let mut stream = self.connect();
        let request = format!(
            "GET /docs/_preview/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        Told { lines: BufReader::new(stream) }
    }
}

/// A way to save a text.
type Save<'a> = Box<dyn Fn(&str) + 'a>;

/// What a page is told, state by state.
struct Told {
    lines: BufReader<TcpStream>,
}

impl Told {
    /// Returns the next state that is as wanted.
    fn until(
        &mut self,
        is_wanted: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "the stream ended");
            let Some(state) = line.strip_prefix("data: ") else { continue };
            let state = serde_json::from_str(state).unwrap();
            if is_wanted(&state) {
                return state;
            }
        }
    }

    fn judged(&mut self) -> serde_json::Value {
        self.until(|state| !state["findings"].is_null() && state["failure"].is_null())
    }
}

#[test]
fn every_request_has_its_answer() {
    let site = Running::start(SITE);
    let tag = |heard: &Heard| {
        let line = heard.head.lines().find(|line| line.starts_with("ETag: ")).unwrap();
        line.trim_start_matches("ETag: ").to_owned()
    };
    let page = site.get("/docs/a/");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("Content-Type: text/html; charset=utf-8"));
    assert!(page.head.contains("Content-Security-Policy: default-src 'none'"));
    assert!(!page.head.contains("Access-Control-Allow-Origin"));
    assert!(page.body.contains("src=\"/docs/_preview/preview.js?v="));
    let known = format!("If-None-Match: {}\r\n", tag(&page));
    #[rustfmt::skip]
    let cases = [
        // request                                   status  what the head or the body has
        ("GET",  "/docs/",                     "",   200, "<h1"),
        ("GET",  "/",                          "",   302, "Location: /docs/"),
        ("GET",  "/docs/a",                    "",   302, "Location: /docs/a/"),
        ("GET",  "/docs/a/index.html",         "",   200, "<h1"),
        ("GET",  "/docs/%61/",                 "",   200, "<h1"),
        ("GET",  "/docs/b/",                   "",   200, "Draft"),
        ("GET",  "/docs/aa/",                  "",   404, "/docs/a/"),
        ("GET",  "/elsewhere/",                "",   404, "There is no page"),
        ("GET",  "/docs/logo.svg",             "",   200, "image/svg+xml"),
        ("GET",  "/docs/logo.svg",             "Range: bytes=1-3\r\n",  206, "\r\nsvg"),
        ("GET",  "/docs/logo.svg",             "Range: bytes=999-\r\n", 416, "bytes */"),
        ("GET",  "/docs/a/",                   &known, 304, "ETag"),
        ("HEAD", "/docs/a/",                   "",   200, "Content-Length: "),
        ("GET",  "/docs/_preview/preview.js",  "",   200, "text/javascript"),
        ("GET",  "/docs/_preview/preview.css", "",   200, "text/css"),
        ("GET",  "/docs/_preview/state?page=/docs/a/", "", 200, "\"findings\""),
        ("GET",  "/docs/assets/0123456789/css/site.css", "", 200, "text/css"),
        ("POST", "/docs/a/",                   "",   405, "Allow: GET, HEAD"),
        ("GET",  "/docs/../site.toml",         "",   400, ""),
        ("GET",  "/docs/..%2f..%2fetc/passwd", "",   400, ""),
        ("GET",  "/docs/%00",                  "",   400, ""),
        ("GET",  "/docs/%ff",                  "",   400, ""),
        ("GET",  "/docs//a/",                  "",   400, ""),
        ("GET",  "/docs/a/",                   "Host: 127.0.0.1:80\r\n",        200, ""),
        ("GET",  "/docs/a/",                   "Host: [::1]:80\r\n",            200, ""),
        ("GET",  "/docs/a/",                   "Host: evil.example\r\n",        421, ""),
        ("GET",  "/docs/a/",                   "Host: localhost.evil.example\r\n", 421, ""),
        ("GET",  "/docs/a/",                   "Origin: http://localhost\r\n",  200, ""),
        ("GET",  "/docs/a/",                   "Origin: http://evil.example\r\n", 403, ""),
        ("GET",  "/docs/a/",                   "Origin: null\r\n",              403, ""),
        ("GET",  "/docs/a/",                   "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", 403, ""),
        ("GET",  "/docs/a/",                   "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", 200, ""),
    ];
    for (method, path, headers, status, has) in cases {
        let heard = site.ask(method, path, headers);
        let name = format!("{method} {path} {headers:?}\n{heard:#?}");
        assert_eq!(heard.status, status, "{name}");
        let all = format!("{}\r\n\r\n{}", heard.head, heard.body);
        assert!(all.contains(has), "{name}");
        let has_body = method != "HEAD" && !matches!(status, 304 | 416);
        assert_eq!(!heard.body.is_empty(), has_body, "{name}");
    }
}

#[test]
fn who_shows_a_page_is_sent_the_next_one_and_never_the_same() {
    let site = Running::start(SITE);
    let judged = site.listen("/docs/a/").judged();
    let shows = judged["page"].as_str().unwrap();
    let mut told = site.listen(&format!("/docs/a/&shows={shows}"));
    assert!(told.until(|_any| true).is_object(), "nothing is sent that is shown");
    site.write("content/a.md", "# A\n\nThe next words.\n");
    let page = told.until(|it| it["page"] != judged["page"]);
    assert_eq!(page.as_str(), Some(site.get("/docs/a/").body.as_str()));
    assert!(page.as_str().unwrap().contains("The next words."));
    assert!(told.judged()["findings"].is_object());
}

#[test]
fn pages_that_were_left_make_room_for_others() {
    let site = Running::start(SITE);
    for _ in 0..1000 {
        site.listen("/docs/").judged();
    }
    assert!(site.listen("/docs/a/").judged()["page"].is_string());
}

#[test]
fn a_page_hears_of_what_concerns_it_and_of_nothing_else() {
    let site = Running::start(SITE);
    let mut a = site.listen("/docs/a/");
    let mut home = site.listen("/docs/");
    let before = (a.judged(), home.judged());

    site.write("content/a.md", "# A\n\nSee [C](c.md).\n");
    let after = a.judged();
    assert_ne!(after["page"], before.0["page"]);
    let finding = &after["findings"]["here"][0];
    assert_eq!(finding["rule"], "link-page-missing");
    assert_eq!(finding["place"], "content/a.md:3:9");
    let editor = finding["editor"].as_str().unwrap();
    assert!(
        editor.starts_with("vscode://file/") && editor.ends_with("/content/a.md:3:9")
    );
    let told = home.until(|it| {
        it["findings"]["elsewhere"].as_array().is_some_and(|it| it.len() == 1)
    });
    assert_eq!(told["page"], before.1["page"]);

    fs::remove_file(site.root().join("content/a.md")).unwrap();
    assert!(a.judged()["page"].is_null());
    site.write("content/a.md", "# A\n\nSee [B](b.md).\n");
    assert_eq!(a.judged()["page"], before.0["page"]);
}

#[test]
fn what_has_its_digest_in_its_address_is_kept() {
    let site = Running::start(SITE);
    let page = site.get("/docs/a/").body;
    let named = |part: &str| page.split('"').find(|it| it.contains(part)).unwrap();
    #[rustfmt::skip]
    let cases = [
        (named("/css/site.css"),                 "immutable"),
        (named("preview.js?v="),                 "immutable"),
        ("/docs/a/",                             "no-cache"),
        ("/docs/assets/0123456789/css/site.css", "no-cache"),
        ("/docs/_preview/preview.js",            "no-cache"),
        ("/docs/_preview/preview.js?v=0",        "no-cache"),
    ];
    for (path, how) in cases {
        let heard = site.get(path);
        assert_eq!(heard.status, 200, "{path}");
        let line = heard.head.lines().find(|it| it.starts_with("Cache-Control: "));
        assert!(line.unwrap().ends_with(how), "{path}: {line:?}");
    }
}

#[test]
fn a_style_is_another_address_and_the_same_page() {
    let theme = "-- themes/own/css/own.css --\np { color: red }\n";
    let site = SITE.replace("title = 'Example'", "title = 'Example'\ntheme = 'own'");
    let site = Running::start(&format!("{site}{theme}"));
    let mut a = site.listen("/docs/a/");
    let before = a.judged();
    site.write("themes/own/css/own.css", "p { color: blue }\n");
    let after = a.judged();
    assert_eq!(
        (&after["page"], &after["scripts"]),
        (&before["page"], &before["scripts"])
    );
    assert_ne!(after["style"], before["style"]);
    let style = site.get(after["style"].as_str().unwrap());
    assert!(style.body.contains("blue"), "{style:#?}");
}

#[test]
fn the_last_good_site_stays_until_what_is_broken_is_mended() {
    let site = Running::start(SITE);
    let mut a = site.listen("/docs/a/");
    let before = a.judged();
    let page = site.get("/docs/a/").body;
    let config = fs::read_to_string(site.root().join("site.toml")).unwrap();
    #[rustfmt::skip]
    let cases = [
        ("site.toml",                "[site]\ntitel = 'x'\n",              Some("site.toml:2:1")),
        ("templates/document.html",  "{% if %}",                           Some("templates/document.html:1:")),
        ("templates/document.html",  "one\n  {{ nope }}",                  Some("templates/document.html:2:")),
    ];
    for (path, text, place) in cases {
        site.write(path, text);
        let failed = a.until(|state| !state["failure"].is_null());
        let said = failed["failure"]["place"].as_str();
        assert!(said.unwrap().starts_with(place.unwrap()), "{failed:#}");
        assert_eq!(failed["page"], before["page"], "{path}");
        assert_eq!(site.get("/docs/a/").body, page, "{path}");
        if path == "site.toml" {
            site.write(path, &config);
        } else {
            fs::remove_file(site.root().join(path)).unwrap();
        }
        assert_eq!(a.judged()["page"], before["page"], "{path}");
    }

    fs::remove_file(site.root().join("site.toml")).unwrap();
    let failed = a.until(|state| !state["failure"].is_null());
    assert_eq!(failed["failure"]["title"], "there is no site.toml");
    fs::rename(site.root().join("content"), site.root().join("gone")).unwrap();
    site.write("site.toml", &config);
    let failed = a.until(|state| {
        state["failure"]["title"].as_str().is_some_and(|it| it.contains("content"))
    });
    assert_eq!(failed["page"], before["page"]);
    fs::rename(site.root().join("gone"), site.root().join("content")).unwrap();
    assert_eq!(a.judged()["page"], before["page"]);

    // The folder that came back is watched as the one before was.
    site.write("content/a.md", "# Again\n");
    assert_ne!(a.until(|it| it["page"] != before["page"])["page"], before["page"]);
}

#[test]
fn a_configuration_that_is_broken_at_the_start_is_told_and_mended() {
    let site = Running::start("-- site.toml --\n[site\n-- content/a.md --\n# A\n");
    let mut page = site.listen("/docs/a/");
    let failure = page.until(|it| !it["failure"].is_null())["failure"].clone();
    assert!(failure["place"].as_str().unwrap().starts_with("site.toml:1:"), "{failure}");
    let waiting = site.get("/docs/a/");
    assert_eq!(waiting.status, 503);
    assert!(waiting.body.contains("preview.js"), "{waiting:?}");
    site.write(
        "site.toml",
        "[site]\ntitle = 'A'\nbase_url = 'https://a.example/docs/'\n",
    );
    assert!(!page.judged()["page"].is_null());
    assert_eq!(site.get("/docs/a/").status, 200);
    // What the page has loaded is where it was.
    assert_eq!(site.get("/_preview/preview.js").status, 200);
}

#[test]
fn what_is_still_broken_stays_told() {
    let site = Running::start_with(SITE, Noticing::Polling);
    let mut a = site.listen("/docs/a/");
    a.judged();
    let template = "templates/document.html";
    site.write(template, "{{ first.broken }}");
    a.until(|it| !it["failure"].is_null());
    // It is looked at every now and then, and something else is saved.
    site.write("content/c.md", "# C\n");
    site.write(template, "{{ first.broken }} {{ second.broken }}");
    site.write(template, "{{ second.broken }}");
    a.until(|it| {
        assert!(!it["failure"].is_null(), "{it}");
        it["failure"]["text"].to_string().contains("second.broken }}")
            && !it["failure"]["text"].to_string().contains("first")
    });
    site.write(template, "{{ page.title }}");
    a.judged();
}

#[test]
fn a_broken_document_is_a_finding_of_its_page() {
    let site = Running::start(SITE);
    let mut a = site.listen("/docs/a/");
    a.judged();
    site.write("content/a.md", "---\ntitle: [\n---\n# A\n");
    let told = a.until(|it| it["findings"]["here"][0]["rule"] == "front-matter-syntax");
    assert!(told["failure"].is_null());
}

#[test]
fn editors_save_in_many_ways() {
    let site = Running::start(SITE);
    let mut a = site.listen("/docs/a/");
    let mut last = a.judged();
    let path = |name: &str| site.root().join("content").join(name);
    let write = |name: &str, text: &str| fs::write(path(name), text).unwrap();
    let rename = |from: &str, to: &str| fs::rename(path(from), path(to)).unwrap();
    let saves: [(&str, Save<'_>); 5] = [
        ("in place", Box::new(|text| write("a.md", text))),
        (
            "by another file",
            Box::new(|text| {
                write(".a.md.tmp", text);
                rename(".a.md.tmp", "a.md");
            }),
        ),
        (
            "with a back-up, as vim does",
            Box::new(|text| {
                write("4913", "");
                fs::remove_file(path("4913")).unwrap();
                rename("a.md", "a.md~");
                write("a.md", text);
                fs::remove_file(path("a.md~")).unwrap();
            }),
        ),
        (
            "with a lock, as Emacs does",
            Box::new(|text| {
                write(".#a.md", "");
                write("a.md", text);
                fs::remove_file(path(".#a.md")).unwrap();
            }),
        ),
        (
            "by deleting first",
            Box::new(|text| {
                fs::remove_file(path("a.md")).unwrap();
                write("a.md", text);
            }),
        ),
    ];
    for (name, save) in saves {
        save(&format!("# Saved {name}\n"));
        let next = a.until(|it| it["page"] != last["page"] && !it["page"].is_null());
        assert!(site.get("/docs/a/").body.contains(&format!("Saved {name}")), "{name}");
        last = next;
    }
    // Folders in folders, all at once.
    let mut deep = site.listen("/docs/x/y/z/");
    assert!(deep.judged()["page"].is_null());
    site.write("content/x/y/z.md", "# Z\n");
    deep.until(|it| !it["page"].is_null());
    site.write("content/x/y/z.md", "# Z again\n");
    deep.until(|_| site.get("/docs/x/y/z/").body.contains("Z again"));
}

#[test]
fn without_events_the_clock_says_when_to_look() {
    let site = Running::start_with(SITE, Noticing::Polling);
    let mut a = site.listen("/docs/a/");
    let before = a.judged();
    site.write("content/a.md", "# Other\n");
    a.until(|it| it["page"] != before["page"]);
}

#[test]
fn a_bare_folder_is_shown_under_the_defaults() {
    let site = Running::start("-- a.md --\n# A\n-- folder/b.md --\n# B\n");
    assert_eq!(site.get("/a/").status, 200);
    assert_eq!(site.get("/folder/b/").status, 200);
}

#[test]
fn hostile_requests_are_answered_or_closed_and_the_server_lives() {
    let site = Running::start(SITE);
    let endless = format!("GET /{}", "a".repeat(1 << 20)).into_bytes();
    let headers =
        [b"GET / HTTP/1.1\r\n".as_slice(), &b"X: y\r\n".repeat(1 << 14)].concat();
    let large =
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000000000\r\n\r\n";
    let refused: [(&[u8], &str); 8] = [
        (&endless, " 431 "),
        (&headers, " 431 "),
        (large, " 413 "),
        (b"POST / HTTP/1.1\r\nContent-Length: 18446744073709551615\r\n\r\nx", " 413 "),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", " 413 "),
        (b"GET / HTTP/1.1\nHost: localhost\n\n", " 400 "),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", " 400 "),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", " 400 "),
    ];
    for (request, status) in refused {
        let heard = site.send(request);
        let shown = String::from_utf8_lossy(request.get(..40).unwrap_or(request));
        assert!(heard.contains(status), "{shown}: {heard}");
    }

    // Whatever the bytes: an answer, or the end.
    let base = b"GET /docs/a/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
    let mut seed = 1_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    for _ in 0..200 {
        let mut bytes = base.to_vec();
        for _ in 0..=random(5) {
            let at = random(bytes.len());
            match random(3) {
                0 => bytes.insert(at, b"\r\n :;/%\0\xff\tA0,-"[random(14)]),
                1 => drop(bytes.remove(at)),
                _ => bytes[at] = u8::try_from(random(256)).unwrap(),
            }
        }
        let mut stream = site.connect();
        drop(stream.write_all(&bytes).and_then(|()| stream.shutdown(Shutdown::Write)));
        let mut heard = Vec::new();
        drop(stream.read_to_end(&mut heard));
        assert!(heard.is_empty() || heard.starts_with(b"HTTP/1."), "{bytes:?}");
    }

    // Many that say nothing, and many that listen, leave room for others.
    let silent: Vec<_> = (0..100).map(|_| site.connect()).collect();
    let mut tabs: Vec<_> = (0..300).map(|_| site.listen("/docs/a/")).collect();
    for tab in &mut tabs {
        tab.judged();
    }
    assert_eq!(site.get("/docs/a/").status, 200);
    site.write("content/a.md", "# News\n");
    let page = tabs[0].judged()["page"].clone();
    for tab in &mut tabs[1..] {
        tab.until(|it| it["page"] == page);
    }
    drop(silent);
}

#[test]
fn a_port_that_is_taken_is_left_alone() {
    let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let first = Preview::bind(Place { host, port: Some(0) }).unwrap();
    let port = Some(first.address().port());
    let error = Preview::bind(Place { host, port }).unwrap_err();
    assert!(error.to_string().starts_with("cannot listen on 127.0.0.1:"), "{error}");
    let second = Preview::bind(Place { host, port: None }).unwrap();
    let third = Preview::bind(Place { host, port: None }).unwrap();
    assert_ne!(second.address(), third.address());
}

#[cfg(feature = "search")]
#[test]
fn the_index_of_every_word_is_made_when_somebody_searches() {
    let site = SITE.replace(
        "-- content/index.md",
        "[search]\nindex = 'full-text'\n-- content/index.md",
    );
    let preview = Running::start(&site);
    let script = preview.get("/docs/pagefind/pagefind.js");
    assert_eq!(script.status, 200);
    assert!(
        script.head.contains("script-src 'self' 'wasm-unsafe-eval'"),
        "{}",
        script.head
    );
    assert_eq!(preview.get("/docs/pagefind/pagefind-entry.json").status, 200);
    assert_eq!(preview.get("/docs/pagefind/no.js").status, 404);
}
