//! Colours code: a dozen classes, no styles.

use std::sync::LazyLock;

use syntect::parsing::{
    BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet,
};

use crate::base::html::escape_text_into;

/// How long a line of code may be to be highlighted, in bytes: the time grows
/// with its square. At this length no syntax takes more than 50 ms for a
/// kilobyte made to be slow, but for those in [`SLOW`].
const MAX_LINE: usize = 400;

/// Syntaxes that can be made to take more than that.
const SLOW: &[&str] = &["CFML", "SystemVerilog", "Typst"];

/// Names that the syntax set does not know, and what to take; and JavaScript, of
/// which it knows two, one by its name and one by `js`.
const ALIASES: &[(&str, &str)] = &[
    ("console", "bash"),
    ("csharp", "cs"),
    ("javascript", "js"),
    ("jsonc", "json"),
    ("sh-session", "bash"),
    ("shell-session", "bash"),
    ("shellsession", "bash"),
    ("terminal", "bash"),
];

/// Names under which code has no syntax.
const PLAIN: &[&str] = &["none", "plain", "plaintext", "text", "txt"];

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// What a scope is shown as; the first row that the scope begins with counts.
/// Nothing is plain text.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "hl-comment"),
    ("string", "hl-string"),
    ("punctuation.definition.comment", "hl-comment"),
    ("punctuation.definition.string", "hl-string"),
    ("punctuation.definition.inserted", "hl-inserted"),
    ("punctuation.definition.deleted", "hl-deleted"),
    ("punctuation", "hl-punctuation"),
    ("meta.brace", "hl-punctuation"),
    ("constant.numeric", "hl-number"),
    ("constant.character.escape", "hl-constant"),
    ("constant", "hl-constant"),
    ("keyword.operator", "hl-operator"),
    ("keyword", "hl-keyword"),
    ("storage.type.function", "hl-keyword"),
    ("storage", "hl-keyword"),
    ("entity.name.function", "hl-function"),
    ("entity.name.tag", "hl-tag"),
    ("entity.name.section", "hl-keyword"),
    ("entity.name", "hl-type"),
    ("entity.other.attribute-name", "hl-attribute"),
    ("entity.other.inherited-class", "hl-type"),
    ("support.function", "hl-function"),
    ("support.type.property-name", "hl-attribute"),
    ("support.constant", "hl-constant"),
    ("support", "hl-type"),
    ("variable.function", "hl-function"),
    ("variable.language", "hl-constant"),
    ("variable.parameter", "hl-variable"),
    ("variable", "hl-variable"),
    ("markup.inserted", "hl-inserted"),
    ("markup.deleted", "hl-deleted"),
    ("markup.heading", "hl-keyword"),
    ("markup.raw", "hl-string"),
    ("meta.diff.header", "hl-comment"),
    ("meta.diff.range", "hl-comment"),
];

static PREFIXES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let rows = CLASSES.iter();
    rows.filter_map(|&(name, class)| Some((Scope::new(name).ok()?, class))).collect()
});

/// Returns the language of a code block from what stands after its fence, in
/// lower case; empty if there is none.
///
/// `js`, `js {1,3}`, `js,ignore`, `{.js}` and `js:app.js` are all `js`.
pub(super) fn language(info: &str) -> String {
    let info = info.trim().trim_start_matches(['{', '.']);
    let is_part = |c: char| c.is_alphanumeric() || "+#-_.".contains(c);
    let end = info.find(|c: char| !is_part(c)).unwrap_or(info.len());
    info.get(..end).unwrap_or_default().to_lowercase()
}

/// Writes code with its parts in classes, as plain text where the language is
/// not known or there is more than `left` bytes of it. Returns what is then left.
pub(super) fn write(html: &mut String, language: &str, code: &str, left: usize) -> usize {
    let is_long = || code.lines().any(|line| line.len() > MAX_LINE);
    let syntax = if code.len() > left { None } else { syntax(language) };
    let Some(syntax) = syntax.filter(|_| !is_long()) else {
        escape_text_into(html, code);
        return left;
    };
    let start = html.len();
    if highlight(html, syntax, code).is_none() {
        html.truncate(start);
        escape_text_into(html, code);
    }
    left - code.len()
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    if language.is_empty() || PLAIN.contains(&language) {
        return None;
    }
    let alias = ALIASES.iter().find(|(name, _)| *name == language);
    let token = alias.map_or(language, |(_, token)| token);
    SYNTAXES.find_syntax_by_token(token).filter(|syntax| !SLOW.contains(&&*syntax.name))
}

fn highlight(html: &mut String, syntax: &SyntaxReference, code: &str) -> Option<()> {
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    let mut classes: Vec<Option<&'static str>> = Vec::new();
    let mut spans = Spans { html, open: None };
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (end, change) in state.parse_line(line, &SYNTAXES).ok()? {
            spans.add(class_of(&classes), line.get(at..end)?);
            at = end;
            let applied = scopes.apply_with_hook(&change, |change, _| match change {
                BasicScopeStackOp::Push(scope) => classes.push(class(scope)),
                BasicScopeStackOp::Pop => drop(classes.pop()),
            });
            applied.ok()?;
        }
        spans.add(class_of(&classes), line.get(at..)?);
    }
    spans.close();
    Some(())
}

/// Returns the class of the innermost scope that has one.
fn class_of(classes: &[Option<&'static str>]) -> Option<&'static str> {
    classes.iter().rev().copied().flatten().next()
}

fn class(scope: Scope) -> Option<&'static str> {
    let row = PREFIXES.iter().find(|(prefix, _)| prefix.is_prefix_of(scope));
    row.map(|&(_, class)| class)
}

/// Writes parts of code, as few spans as can be.
#[derive(Debug)]
struct Spans<'h> {
    html: &'h mut String,
    open: Option<&'static str>,
}

impl Spans<'_> {
    fn add(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.open != class && !is_blank {
            self.close();
            if let Some(class) = class {
                self.html.extend(["<span class=\"", class, "\">"]);
                self.open = Some(class);
            }
        }
        escape_text_into(self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_the_first_word_of_the_info() {
        #[rustfmt::skip]
        let cases = [
            ("",                ""),
            ("js",              "js"),
            (" Bash  x",        "bash"),
            ("js{1,3}",         "js"),
            ("js title=\"x\"",  "js"),
            ("rust,ignore",     "rust"),
            ("{.python}",       "python"),
            ("c++",             "c++"),
            ("a\"><script>",    "a"),
        ];
        for (info, expected) in cases {
            assert_eq!(language(info), expected, "{info}");
        }
    }

    #[test]
    fn code_is_coloured_by_class() {
        #[rustfmt::skip]
        let cases = [
            ("json", "{\"a\": 1}\n",
             "<span class=\"hl-punctuation\">{</span><span class=\"hl-string\">&quot;a&quot;\
              </span><span class=\"hl-punctuation\">: </span><span class=\"hl-number\">1</span>\
              <span class=\"hl-punctuation\">}\n</span>"),
            ("diff", "-a\n+b\n",
             "<span class=\"hl-deleted\">-a\n</span><span class=\"hl-inserted\">+b\n</span>"),
            ("rust", "fn f() {}\n",
             "<span class=\"hl-keyword\">fn </span><span class=\"hl-function\">f</span>\
              <span class=\"hl-punctuation\">() {}\n</span>"),
            ("console", "# x\n", "<span class=\"hl-comment\"># x\n</span>"),
            ("text",    "a < b\n", "a &lt; b\n"),
            ("mermaid", "a < b\n", "a &lt; b\n"),
            ("",        "a < b\n", "a &lt; b\n"),
        ];
        for (language, code, expected) in cases {
            let mut html = String::new();
            write(&mut html, language, code, 1_000);
            assert_eq!(html, expected, "{language}");
        }
    }

    #[test]
    fn every_class_is_named_once_per_scope() {
        assert_eq!(PREFIXES.len(), CLASSES.len());
        for (at, (prefix, _)) in PREFIXES.iter().enumerate() {
            let hidden =
                PREFIXES[..at].iter().any(|(before, _)| before.is_prefix_of(*prefix));
            assert!(!hidden, "row {at} can never count");
        }
    }

    #[test]
    fn too_much_code_is_plain() {
        let mut html = String::new();
        assert_eq!(write(&mut html, "json", "[1]", 3), 0);
        assert_eq!(write(&mut html, "json", "[1]", 2), 2);
        assert!(html.ends_with("</span>[1]"), "{html}");
        let long = format!("[\"{}\"]", "x".repeat(MAX_LINE));
        assert_eq!(write(&mut html, "json", &long, 10_000), 10_000);
    }

    #[test]
    fn every_alias_leads_to_a_syntax() {
        for (name, _) in ALIASES {
            assert!(syntax(name).is_some(), "{name}");
        }
        for name in ["typescript", "toml", "dockerfile", "hcl", "powershell", "nginx"] {
            assert!(syntax(name).is_some(), "{name}");
        }
        for name in SLOW {
            assert!(SYNTAXES.find_syntax_by_name(name).is_some(), "{name}");
            assert!(syntax(name).is_none(), "{name}");
        }
    }
}
