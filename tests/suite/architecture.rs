//! The sentences of `ARCHITECTURE.md` that are deliberately true.
//!
//! The tests read the source as text: comments and literals are blanked first
//! ([`code_of`]), so that only code is judged.

use crate::support::{files_below, read_text};

/// Top-level modules by floor, from the ground up. A module may use those on
/// the floors below it, and nothing else.
const FLOORS: &[&[&str]] = &[
    &["base"],
    &["config"],
    &["baseline"],
    &["error"],
    &["load"],
    &["archive"],
    &["parse"],
    &["redline"],
    &["resolve"],
    &["built"],
    &["external"],
    &["check", "render"],
    &["schema"],
    &["record"],
    &["pipeline"],
    &["emit"],
    &["preview"],
    &["web"],
    &["cli"],
];

/// The modules that may import each dependency, as beginnings of paths below
/// `src/`. An empty list is every module.
const IMPORTERS: &[(&str, &[&str])] = &[
    ("ammonia", &["parse/"]),
    ("annotate-snippets", &["emit/"]),
    ("anstream", &["cli/", "emit/"]),
    ("clap", &["cli/", "emit/print"]),
    ("foldhash", &["base/hash"]),
    ("globset", &["config/", "load/", "resolve/", "built/", "check/"]),
    ("gray_matter", &["parse/"]),
    ("html5gum", &["parse/", "built/"]),
    ("include_dir", &["load/", "cli/"]),
    ("jiff", &["base/date/"]),
    ("memchr", &["base/", "parse/", "resolve/href"]),
    ("mimalloc", &["main"]),
    ("notify", &["preview/watch"]),
    ("pagefind", &["render/full_text/"]),
    (
        "percent-encoding",
        &[
            "base/path",
            "config/editor",
            "resolve/href",
            "built/",
            "external/",
            "render/",
            "preview/",
            "web/",
        ],
    ),
    ("postcard", &["emit/kept", "parse/kept"]),
    ("pulldown-cmark", &["parse/"]),
    (
        "rayon",
        &[
            "load/",
            "archive/",
            "parse/",
            "resolve/",
            "built/",
            "check/",
            "render/",
            "emit/",
            "pipeline",
            "cli/build",
        ],
    ),
    ("rustix", &["emit/disk/", "preview/"]),
    ("schemars", &[]),
    ("serde", &[]),
    ("serde_json", &[]),
    ("serde_yaml", &["parse/", "render/data/"]),
    ("sha2", &["base/digest"]),
    ("similar", &["emit/diff", "redline/"]),
    ("strsim", &["base/nearest"]),
    ("syntect", &["parse/"]),
    ("tera", &["render/"]),
    ("terminal_size", &["cli/terminal"]),
    ("thiserror", &[]),
    ("tiny_http", &["preview/server"]),
    ("tokio", &["render/full_text/"]),
    ("toml", &["config/", "archive/", "parse/"]),
    ("two-face", &["parse/"]),
    ("unicode-normalization", &["base/slug"]),
    ("unicode-segmentation", &["parse/", "render/view/head"]),
    ("ureq", &["web/"]),
    ("uuid", &["render/data/"]),
    ("yaml-rust2", &["parse/"]),
];

/// Files that open the lint on reading, writing, the clock and the environment.
const DOORS: &[&str] = &[
    "config/read.rs",
    "load/",
    "emit/disk",
    "emit/answers.rs",
    "emit/archive.rs",
    "emit/cache.rs",
    "emit/create.rs",
    "emit/kept.rs",
    "emit/replace.rs",
    "web/",
    "cli/",
];

/// Words that do not reach the main branch, each with what to do instead. Split
/// here, so that this list does not find itself.
const FORBIDDEN: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "open an issue"),
    (concat!("FIX", "ME"), "open an issue"),
    (concat!("XX", "X"), "open an issue"),
    (concat!("#[al", "low("), "use `#[expect(…, reason = …)]`"),
    (concat!("#![al", "low("), "use `#![expect(…, reason = …)]`"),
    (concat!("#[ig", "nore"), "a test runs or does not exist"),
    (concat!("should_", "panic"), "assert on the result"),
    (concat!("thread::", "sleep"), "wait for the event itself"),
    (concat!("static ", "mut "), "pass the value"),
    (concat!("thread_", "local!"), "pass the value"),
    (concat!("Lazy", "Lock<Mutex"), "pass the value"),
];

/// Names that say nothing about what is in a file.
const VAGUE: &[&str] = &["utils", "helpers", "common", "types", "misc", "manager"];

/// Lines of code, without comments, blank lines and tests.
const LONGEST_FILE: usize = 400;

#[test]
fn imports_go_down() {
    let mut upward = Vec::new();
    for file in sources("src") {
        let Some(module) = file.module() else { continue };
        let inner = inner_supers(&file);
        for used in file.modules_after("crate::").into_iter().chain(inner) {
            if used != module && floor(&used) >= floor(module) {
                upward.push(format!("{}: `{module}` uses `{used}`", file.path));
            }
        }
    }
    upward.dedup();
    assert!(upward.is_empty(), "imports that do not go down:\n{}", upward.join("\n"));
}

#[test]
fn lib_declares_the_modules_from_the_ground_up() {
    let lib = read_text("src/lib.rs");
    let declared: Vec<_> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(declared, FLOORS.concat());
}

#[test]
fn files_stay_short_enough_to_read() {
    let mut long = Vec::new();
    for file in sources("src") {
        let lines = file.code_lines();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines of code", file.path));
        }
    }
    assert!(long.is_empty(), "more than {LONGEST_FILE}:\n{}", long.join("\n"));
}

#[test]
fn each_dependency_has_its_modules() {
    let declared = dependencies();
    let listed: Vec<_> = IMPORTERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(declared, listed, "`[dependencies]` and IMPORTERS differ");

    let files = sources("src");
    let mut wrong = Vec::new();
    for (name, allowed) in IMPORTERS {
        let ident = name.replace('-', "_");
        let users: Vec<_> = files.iter().filter(|file| file.uses_crate(&ident)).collect();
        if users.is_empty() {
            wrong.push(format!("`{name}` is used nowhere: remove it from Cargo.toml"));
        }
        for file in users {
            let inside = file.path.trim_start_matches("src/");
            if !allowed.is_empty() && !allowed.iter().any(|at| inside.starts_with(at)) {
                wrong.push(format!("{}: `{name}` belongs in {allowed:?}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_doors_open_the_lint_on_side_effects() {
    let mut open = Vec::new();
    for file in sources("src") {
        let inside = file.path.trim_start_matches("src/");
        let is_door = DOORS.iter().any(|door| inside.starts_with(door));
        if file.code.contains("clippy::disallowed_methods") && !is_door {
            open.push(file.path);
        }
    }
    assert!(open.is_empty(), "not a door of the program: {open:?}");
}

#[test]
fn forbidden_words_stay_out() {
    let code = ["src", "tests/suite", "fuzz/src"].map(|folder| files_in(folder, "rs"));
    let prose = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];
    let files = code.into_iter().flatten().chain(prose.map(str::to_owned));
    let mut found = Vec::new();
    for path in files {
        let text = read_text(&path);
        for (number, line) in (1..).zip(text.lines()) {
            for (word, instead) in
                FORBIDDEN.iter().filter(|(word, _)| line.contains(word))
            {
                found.push(format!("{path}:{number}: `{word}`: {instead}"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn file_names_say_what_is_inside() {
    let stem = |path: &str| path.trim_end_matches(".rs").to_owned();
    let is_vague =
        |path: &String| stem(path).split('/').any(|part| VAGUE.contains(&part));
    let vague: Vec<_> = files_in("src", "rs").into_iter().filter(is_vague).collect();
    assert!(vague.is_empty(), "{vague:?}");
}

/// One source file.
struct Source {
    /// From the root of the repository.
    path: String,
    /// Its code: comments and literals blanked.
    code: String,
}

impl Source {
    /// Returns the top-level module; `lib.rs` and `main.rs` stand above all.
    fn module(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let module = inside.split('/').next()?.trim_end_matches(".rs");
        (module != "lib" && module != "main").then_some(module)
    }

    /// Returns the identifiers right after each `prefix`, in `use` groups too.
    fn modules_after(&self, prefix: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices(prefix) {
            let (_, rest) = self.code.split_at(at + prefix.len());
            match rest.strip_prefix('{') {
                Some(group) => found.extend(heads_of_group(group)),
                None => found.extend(identifier(rest)),
            }
        }
        found
    }

    /// Returns whether a path in the code begins with this crate.
    fn uses_crate(&self, ident: &str) -> bool {
        let continues = |c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '.';
        self.code
            .match_indices(&format!("{ident}::"))
            .any(|(at, _)| !self.code.split_at(at).0.ends_with(continues))
    }

    /// Counts lines of code, without the unit tests at the end of the file.
    fn code_lines(&self) -> usize {
        self.without_tests().lines().filter(|line| !line.trim().is_empty()).count()
    }

    fn without_tests(&self) -> &str {
        self.code.split("#[cfg(test)]\nmod tests").next().unwrap_or(&self.code)
    }
}

/// Returns the modules that `super::super::…` reaches when it climbs to the
/// root of the crate, which is another way to write `crate::`.
fn inner_supers(file: &Source) -> Vec<String> {
    let inside = file.path.trim_start_matches("src/").trim_end_matches(".rs");
    let depth = inside.trim_end_matches("/mod").split('/').count();
    let climb = "super::".repeat(depth);
    let code = Source { path: String::new(), code: file.without_tests().to_owned() };
    code.modules_after(&climb)
}

fn sources(folder: &str) -> Vec<Source> {
    let read = |path: String| {
        let code = code_of(&read_text(&path));
        Source { path, code }
    };
    files_in(folder, "rs").into_iter().map(read).collect()
}

fn files_in(folder: &str, extension: &str) -> Vec<String> {
    let files = files_below(folder).into_iter();
    let wanted = files.filter(|path| path.rsplit('.').next() == Some(extension));
    wanted.map(|path| format!("{folder}/{path}")).collect()
}

fn floor(module: &str) -> usize {
    let found = FLOORS.iter().position(|modules| modules.contains(&module));
    found.unwrap_or_else(|| panic!("`{module}` has no floor: add it to FLOORS"))
}

/// Returns the names under `[dependencies]`, sorted.
fn dependencies() -> Vec<String> {
    let manifest = read_text("Cargo.toml");
    let mut names: Vec<_> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.trim().to_owned())
        .collect();
    names.sort();
    names
}

/// Returns the first identifier of each member of a `use` group whose opening
/// brace has been passed.
fn heads_of_group(group: &str) -> Vec<String> {
    let mut heads = Vec::new();
    let mut depth = 1;
    let mut member = String::new();
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => (),
        }
        if depth == 0 || (depth == 1 && character == ',') {
            heads.extend(identifier(member.trim()));
            member.clear();
        } else {
            member.push(character);
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

/// Returns the lower-case identifier that a text begins with: a module, not a
/// type or a macro of the crate's root.
fn identifier(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end).0.to_owned())
}

/// Returns Rust code with comments, strings and characters replaced by blanks;
/// line breaks stay.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_code) = token(rest, code.chars().next_back());
        let (taken, after) = rest.split_at(length.max(first.len_utf8()));
        if is_code {
            code.push_str(taken);
        } else {
            code.extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = after;
    }
    code
}

/// Returns the length of what the text begins with, and whether it is code.
fn token(text: &str, before: Option<char>) -> (usize, bool) {
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if text.starts_with("//") {
        return (text.find('\n').unwrap_or(text.len()), false);
    }
    if text.starts_with("/*") {
        return (text.find("*/").map_or(text.len(), |at| at + 2), false);
    }
    if text.starts_with('"') {
        return (quoted(text, '"'), false);
    }
    if !in_word && let Some(length) = raw_string(text) {
        return (length, false);
    }
    if text.starts_with('\'') && is_character(text) {
        return (quoted(text, '\''), false);
    }
    (0, true)
}

/// Returns the length of a literal that begins and ends with `quote`.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if character == quote => return at + 1,
            _ => (),
        }
    }
    text.len()
}

/// Returns the length of `r"…"`, `r#"…"#`, `br"…"`, if the text begins with one.
fn raw_string(text: &str) -> Option<usize> {
    let body = text.strip_prefix('b').unwrap_or(text).strip_prefix('r')?;
    let inner = body.trim_start_matches('#').strip_prefix('"')?;
    let hashes = body.len() - inner.len() - 1;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - inner.len();
    Some(inner.find(&end).map_or(text.len(), |at| start + at + end.len()))
}

/// Returns whether the quote opens a character and not a lifetime.
fn is_character(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    match characters.next() {
        Some('\\') => true,
        Some(_) => characters.next() == Some('\''),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_judged() {
        #[rustfmt::skip]
        let cases = [
            ("a; // crate::b\nc", "a;            \nc"),
            ("\"crate::b\\\"\" x",  "             x"),
            ("r#\"a\"b\"# x",       "         x"),
            ("'\"' 'a 'b' '\\'' x", "    'a          x"),
            ("/* a\n*/ x",          "    \n   x"),
        ];
        for (text, code) in cases {
            assert_eq!(code_of(text), code, "{text}");
        }
    }

    #[test]
    fn a_module_is_found_in_paths_and_groups() {
        let code =
            "use crate::{base::path::X, load::{self, git}}; crate::check::y(); crate::Z";
        let file = Source { path: String::new(), code: code.to_owned() };
        assert_eq!(file.modules_after("crate::"), ["base", "load", "check"]);
    }

    #[test]
    fn a_crate_is_used_where_a_path_begins_with_it() {
        #[rustfmt::skip]
        let cases = [
            ("use tera::Tera;",         true),
            ("let t = tera::Tera;",     true),
            ("crate::render::tera::x",  false),
            ("not_tera::x",             false),
            ("let tera = 1; tera;",     false),
        ];
        for (code, expected) in cases {
            let file = Source { path: String::new(), code: code.to_owned() };
            assert_eq!(file.uses_crate("tera"), expected, "{code}");
        }
    }
}
