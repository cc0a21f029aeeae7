//! Path patterns: which files and which routes a line of `site.toml` is about.
//!
//! In a pattern, `*` and `?` stand for anything but `/`, `**` for any number of
//! folders, `[a-z]` for one character and `{a,b}` for either. A pattern that
//! names a folder also means everything below it, so that `policies`,
//! `policies/` and `policies/**` are the same. Case matters.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::base::span::Spanned;
use crate::base::visible::quote;

use super::reader::{Complaint, QUOTED, Reader, Value};

/// The longest pattern, in bytes: what people write is far shorter, and
/// compiling costs memory in proportion to some power of the nesting.
const MAX_LENGTH: usize = 1_000;

/// What patterns are matched with.
#[derive(Clone, Copy, Debug)]
pub(super) enum Paths<'a> {
    /// Paths below the content folder.
    Content,
    /// Paths below the root. A pattern may also start at the content folder,
    /// which is named here.
    Root(&'a str),
    /// URL paths, which begin with `/`.
    Routes,
}

/// Reads a string or a list of strings as patterns.
pub(super) fn globs(reader: &mut Reader, value: Value<'_>, paths: Paths<'_>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in reader.texts(value) {
        match compile(pattern.value, paths) {
            Ok(globs) => {
                for glob in globs {
                    set.add(glob);
                }
            }
            Err(complaint) => complain(reader, value, (pattern, complaint)),
        }
    }
    set.build().unwrap_or_else(|error| {
        let message = format!("cannot be used: {}", error.kind());
        let complaint = Complaint::new(message, "use fewer or simpler patterns");
        reader.complain(value.key, value.span, complaint);
        GlobSet::empty()
    })
}

/// Reads patterns as [`globs`] does, of which there is at least one.
pub(super) fn some_globs(
    reader: &mut Reader,
    value: Value<'_>,
    paths: Paths<'_>,
) -> GlobSet {
    reader.not_empty(value);
    globs(reader, value, paths)
}

fn complain(
    reader: &mut Reader,
    value: Value<'_>,
    (pattern, complaint): (Spanned<&str>, Complaint),
) {
    let message =
        format!("holds {}, which {}", quote(pattern.value, QUOTED), complaint.message);
    reader.complain(value.key, pattern.span, Complaint { message, ..complaint });
}

/// Returns the globs that a pattern stands for.
fn compile(pattern: &str, paths: Paths<'_>) -> Result<Vec<Glob>, Complaint> {
    let pattern = check(pattern, paths)?;
    let mut globs = Vec::with_capacity(4);
    add(&mut globs, pattern)?;
    if let Paths::Root(content) = paths
        && content != "."
    {
        add(&mut globs, &format!("{}/{pattern}", globset::escape(content)))?;
    }
    Ok(globs)
}

/// Adds a pattern, and the one for everything below what it names.
fn add(globs: &mut Vec<Glob>, pattern: &str) -> Result<(), Complaint> {
    globs.push(glob(pattern)?);
    if !pattern.ends_with("**") {
        globs.push(glob(&format!("{pattern}/**"))?);
    }
    Ok(())
}

fn glob(pattern: &str) -> Result<Glob, Complaint> {
    let mut builder = GlobBuilder::new(pattern);
    builder.literal_separator(true).backslash_escape(true);
    builder.build().map_err(|error| {
        Complaint::new(
            format!("is not a pattern: {}", error.kind()),
            "write it as `policies/**` or `**/*.draft.md`",
        )
    })
}

/// Returns the pattern without what stands only for its being a folder.
fn check<'a>(pattern: &'a str, paths: Paths<'_>) -> Result<&'a str, Complaint> {
    if pattern.len() > MAX_LENGTH {
        return Err(Complaint::new("is too long", "use several shorter patterns"));
    }
    if pattern.contains('\\') {
        return Err(Complaint::new("has a backslash", "write `/` between folders"));
    }
    if pattern.split('/').any(|segment| segment == "..") {
        return Err(Complaint::new(
            "leads outside its folder",
            "name a place below it, without `..`",
        ));
    }
    let is_route = matches!(paths, Paths::Routes);
    if is_route && !pattern.starts_with('/') {
        return Err(Complaint::new(
            "does not begin with `/`",
            format!("write {}", quote(&format!("/{pattern}"), QUOTED)),
        ));
    }
    if is_route && matches!(pattern, "/" | "/*" | "/**") {
        return Err(Complaint::new(
            "is the whole site",
            "name what is served by something else, such as `/app/**`",
        ));
    }
    if !is_route && pattern.starts_with('/') {
        let relative = pattern.trim_start_matches('/');
        return Err(Complaint::new(
            "begins with `/`, where paths are relative",
            format!("write {}", quote(relative, QUOTED)),
        ));
    }
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let folder = pattern.strip_suffix('/').unwrap_or(pattern);
    Ok(if matches!(folder, "" | ".") { "**" } else { folder })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns which of `paths` a pattern matches.
    fn matching<'a>(pattern: &str, kind: Paths<'_>, paths: &[&'a str]) -> Vec<&'a str> {
        let mut set = GlobSetBuilder::new();
        for glob in compile(pattern, kind).unwrap() {
            set.add(glob);
        }
        let set = set.build().unwrap();
        paths.iter().copied().filter(|path| set.is_match(path)).collect()
    }

    #[test]
    fn a_pattern_means_the_files_that_it_names_and_those_below() {
        let paths = ["a.md", "p/a.md", "p/q/a.md", "p/q/b.txt", "pp/a.md", "P/a.md"];
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 14] = [
            // pattern    matches
            ("p",         &["p/a.md", "p/q/a.md", "p/q/b.txt"]),
            ("p/",        &["p/a.md", "p/q/a.md", "p/q/b.txt"]),
            ("p/**",      &["p/a.md", "p/q/a.md", "p/q/b.txt"]),
            ("./p",       &["p/a.md", "p/q/a.md", "p/q/b.txt"]),
            ("p/*",       &["p/a.md", "p/q/a.md", "p/q/b.txt"]), // `p/q` is one of `p/*`
            ("p/*.md",    &["p/a.md"]),
            ("p/a.md",    &["p/a.md"]),
            ("*.md",      &["a.md"]),
            ("**/*.md",   &["a.md", "p/a.md", "p/q/a.md", "pp/a.md", "P/a.md"]),
            ("**/q",      &["p/q/a.md", "p/q/b.txt"]),
            ("{p,pp}",    &["p/a.md", "p/q/a.md", "p/q/b.txt", "pp/a.md"]),
            ("[pP]/a.md", &["p/a.md", "P/a.md"]),
            ("**",        &paths),
            (".",         &paths),
        ];
        for (pattern, expected) in cases {
            assert_eq!(matching(pattern, Paths::Content, &paths), expected, "{pattern}");
        }
    }

    #[test]
    fn a_pattern_for_findings_starts_at_the_root_or_at_the_content() {
        let paths = ["site.toml", "content/h/a.md", "h/a.md", "other/h/a.md"];
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 4] = [
            ("h/**",         &["content/h/a.md", "h/a.md"]),
            ("content/h",    &["content/h/a.md"]),
            ("site.toml",    &["site.toml"]),
            ("**/h/*.md",    &["content/h/a.md", "h/a.md", "other/h/a.md"]),
        ];
        for (pattern, expected) in cases {
            let got = matching(pattern, Paths::Root("content"), &paths);
            assert_eq!(got, expected, "{pattern}");
        }
        let odd = ["[x]/h/a.md", "x/h/a.md"];
        assert_eq!(matching("h/b.md", Paths::Root("[x]"), &odd), [""; 0]);
        assert_eq!(matching("h/a.md", Paths::Root("[x]"), &odd), ["[x]/h/a.md"]);
    }

    #[test]
    fn a_route_is_matched_with_its_slash() {
        let paths = ["/", "/app", "/app/", "/app/login", "/apple", "/status"];
        #[rustfmt::skip]
        let cases: [(&str, &[&str]); 4] = [
            ("/app/**",  &["/app/", "/app/login"]),
            ("/app",     &["/app", "/app/", "/app/login"]),
            ("/app/",    &["/app", "/app/", "/app/login"]),
            ("/app*",    &["/app", "/app/", "/app/login", "/apple"]),
        ];
        for (pattern, expected) in cases {
            assert_eq!(matching(pattern, Paths::Routes, &paths), expected, "{pattern}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let long = "a".repeat(MAX_LENGTH + 1);
        #[rustfmt::skip]
        let cases = [
            // pattern   kind             complaint
            ("a[",       Paths::Content,  "is not a pattern: unclosed character class; missing ']'"),
            ("a{b",      Paths::Content,  "is not a pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)"),
            ("[z-a]",    Paths::Content,  "is not a pattern: invalid range; 'z' > 'a'"),
            ("a\\b",     Paths::Content,  "has a backslash"),
            ("/a",       Paths::Content,  "begins with `/`, where paths are relative"),
            ("../a",     Paths::Root("c"), "leads outside its folder"),
            ("a/../b",   Paths::Routes,   "leads outside its folder"),
            ("app",      Paths::Routes,   "does not begin with `/`"),
            ("/**",      Paths::Routes,   "is the whole site"),
            (&long,      Paths::Content,  "is too long"),
        ];
        for (pattern, kind, expected) in cases {
            let complaint = compile(pattern, kind).unwrap_err();
            assert_eq!(complaint.message, expected, "{pattern}");
        }
    }

    #[test]
    fn a_nested_pattern_is_compiled_or_refused_and_nothing_else() {
        for unit in ["{", "{a,", "[", "**/", "?", "{a,b}"] {
            let pattern = unit.repeat(MAX_LENGTH / unit.len());
            // Refused or not, it comes back.
            let _compiled = compile(&pattern, Paths::Content);
        }
    }
}
