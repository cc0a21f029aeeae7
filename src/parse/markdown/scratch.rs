use super::*;
use std::time::Instant;

fn files() -> Vec<String> {
    let mut out = Vec::new();
    let mut stack = vec![std::path::PathBuf::from("/tmp/corp/handbook")];
    while let Some(d) = stack.pop() {
        for e in std::fs::read_dir(d).unwrap().flatten() {
            let p = e.path();
            if p.is_dir() {
                stack.push(p)
            } else if p.extension().is_some_and(|x| x == "md") {
                if let Ok(s) = std::fs::read_to_string(&p) {
                    out.push(s)
                }
            }
        }
    }
    out
}
fn best(name: &str, mut f: impl FnMut()) {
    let mut b = f64::MAX;
    for _ in 0..std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(5) {
        let t = Instant::now();
        f();
        b = b.min(t.elapsed().as_secs_f64());
    }
    println!("{name:30} {:8.1} ms", b * 1e3);
}
#[test]
fn scratch_speed() {
    let files = files();
    println!(
        "{} files {} bytes",
        files.len(),
        files.iter().map(String::len).sum::<usize>()
    );
    let what = std::env::var("WHAT").unwrap_or_default();
    let on = |n: &str| what.is_empty() || what == n;
    let opt = |purpose, controlled, limit| Options {
        purpose,
        controlled,
        links_before: 0,
        highlight_limit: limit,
    };
    if on("parse") {
        best("pulldown events", || {
            for f in &files {
                std::hint::black_box(events::Stream::new(f, events::Dialect::Extended));
            }
        });
    }
    let streams: Vec<_> =
        files.iter().map(|f| events::Stream::new(f, events::Dialect::Extended)).collect();
    let o = opt(Purpose::Publish, false, 0);
    if on("facts") {
        best("facts", || {
            for (f, s) in files.iter().zip(&streams) {
                std::hint::black_box(facts::gather(Source::new(f, 0..f.len()), s, &o));
            }
        });
    }
    let oc = opt(Purpose::Publish, true, 0);
    if on("factsc") {
        best("facts controlled", || {
            for (f, s) in files.iter().zip(&streams) {
                std::hint::black_box(facts::gather(Source::new(f, 0..f.len()), s, &oc));
            }
        });
    }
    let plans: Vec<_> = files
        .iter()
        .zip(&streams)
        .map(|(f, s)| facts::gather(Source::new(f, 0..f.len()), s, &o))
        .collect();
    if on("html") {
        best("html", || {
            for (s, (_, p)) in streams.iter().zip(&plans) {
                std::hint::black_box(html::page(s, p, 0));
            }
        });
    }
    if on("htmlhl") {
        best("html+highlight", || {
            for (s, (_, p)) in streams.iter().zip(&plans) {
                std::hint::black_box(html::page(s, p, 1 << 20));
            }
        });
    }
    let pages: Vec<_> =
        streams.iter().zip(&plans).map(|(s, (_, p))| html::page(s, p, 0)).collect();
    let raw = plans.iter().filter(|(_, p)| p.has_raw_html).count();
    let rawb: usize = plans
        .iter()
        .zip(&pages)
        .filter(|((_, p), _)| p.has_raw_html)
        .map(|(_, x)| x.len())
        .sum();
    println!(
        "{raw} documents, {rawb} bytes of html need ammonia; html total {}",
        pages.iter().map(String::len).sum::<usize>()
    );
    if on("ammonia") {
        best("ammonia", || {
            for (p, (_, plan)) in pages.iter().zip(&plans) {
                if plan.has_raw_html {
                    std::hint::black_box(sanitise::clean(p));
                }
            }
        });
    }
    if on("holes") {
        best("holes", || {
            for (p, (_, plan)) in pages.iter().zip(&plans) {
                std::hint::black_box(holes::take_out(p, &plan.link_order, 0));
            }
        });
    }
    if on("checks") {
        best("text checks", || {
            for f in &files {
                let mut v = Vec::new();
                text_checks::check(Source::new(f, 0..f.len()), &mut v);
                std::hint::black_box(v);
            }
        });
    }
    if on("read") {
        best("read publish", || {
            for f in &files {
                std::hint::black_box(read(
                    f,
                    0..f.len(),
                    &opt(Purpose::Publish, false, 1 << 20),
                ));
            }
        });
        best("read publish no hl", || {
            for f in &files {
                std::hint::black_box(read(
                    f,
                    0..f.len(),
                    &opt(Purpose::Publish, false, 0),
                ));
            }
        });
        best("read check", || {
            for f in &files {
                std::hint::black_box(read(f, 0..f.len(), &opt(Purpose::Check, false, 0)));
            }
        });
    }
}
#[test]
fn scratch_problems() {
    use std::collections::BTreeMap;
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for f in files() {
        let o = Options {
            purpose: Purpose::Check,
            controlled: false,
            links_before: 0,
            highlight_limit: 0,
        };
        let r = read(&f, 0..f.len(), &o);
        for p in r.problems {
            let k = format!("{:?}", p.kind);
            let name = k.split([' ', '{']).next().unwrap().to_owned();
            by.entry(name).or_default().push(format!("{k} {:?}", p.span.of(&f)));
        }
    }
    for (k, v) in by {
        println!("{k}: {}", v.len());
        for x in v
            .iter()
            .take(std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(12))
        {
            println!("    {x}");
        }
    }
}
#[test]
fn scratch_show() {
    let f = std::fs::read_to_string(std::env::var("F").unwrap()).unwrap();
    let r = read(
        &f,
        0..f.len(),
        &Options {
            purpose: Purpose::Publish,
            controlled: true,
            links_before: 0,
            highlight_limit: 1 << 20,
        },
    );
    println!("{}", r.body.as_ref().unwrap().html);
    println!(
        "=====\n{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
        r.headings, r.anchors, r.links, r.problems, r.suppressions
    );
    println!("{:#?}", r.text);
    let t = r.text.published.unwrap();
    println!("=====\n{}=====\n{}", t.words, t.markdown);
}
