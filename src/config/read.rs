//! Finding and reading `site.toml`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::problem::ConfigError;
use super::reader::Reader;
use super::{Config, syntax, validate};

/// The name of the configuration file.
pub const CONFIG_FILE: &str = "site.toml";

/// The largest `site.toml` that is read, in bytes. A thousand waivers take a
/// tenth of it.
pub const MAX_BYTES: u64 = 1 << 20;

/// Returns the nearest folder with a `site.toml`, from `start` upward.
pub(super) fn find(start: &Path) -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "`config` finds and reads its one file"
    )]
    let has_file = |folder: &&Path| folder.join(CONFIG_FILE).is_file();
    start.ancestors().find(has_file).map(Path::to_path_buf)
}

/// Reads the file in `root`.
pub(super) fn read(root: &Path) -> Result<Config, ConfigError> {
    let path = root.join(CONFIG_FILE);
    #[expect(
        clippy::disallowed_methods,
        reason = "`config` finds and reads its one file"
    )]
    let bytes = fs::metadata(&path).and_then(|metadata| {
        if metadata.len() > MAX_BYTES {
            Ok(Err(metadata.len()))
        } else {
            fs::read(&path).map(Ok)
        }
    });
    let bytes = match bytes {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(size)) => return Err(ConfigError::TooLarge(size)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(ConfigError::Missing);
        }
        Err(error) => return Err(ConfigError::Unreadable(error.to_string())),
    };
    match str::from_utf8(&bytes) {
        Ok(text) => from_text(root, text),
        Err(error) => {
            let offset = error.valid_up_to();
            let before = bytes.iter().take(offset);
            let breaks = before.filter(|&&byte| byte == b'\n').count();
            let line = u32::try_from(breaks + 1).unwrap_or(u32::MAX);
            Err(ConfigError::NotUtf8 { line, offset: offset as u64 })
        }
    }
}

/// Reads a configuration from text.
pub(super) fn from_text(root: &Path, text: &str) -> Result<Config, ConfigError> {
    let size = text.len() as u64;
    if size > MAX_BYTES {
        return Err(ConfigError::TooLarge(size));
    }
    let (document, errors) = DeTable::parse_recoverable(text);
    let syntax = syntax::judge(text, document.get_ref(), &errors);
    let mut problems = syntax.problems;
    if !syntax.is_local {
        return Err(ConfigError::Invalid { text: text.to_owned(), problems });
    }
    let mut reader = Reader::new(syntax.places);
    let mut config = validate::config(root, document.get_ref(), &mut reader);
    text.clone_into(&mut config.text);
    problems.extend(reader.into_problems());
    if problems.is_empty() {
        return Ok(config);
    }
    problems.sort_by_key(|problem| problem.span);
    Err(ConfigError::Invalid { text: text.to_owned(), problems })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text and returns its problems as they are printed, without the
    /// name of the file.
    fn problems(text: &str) -> Vec<String> {
        match from_text(Path::new("/site"), text) {
            Ok(_) => Vec::new(),
            Err(error) => {
                let lines = error.to_string();
                lines.lines().map(|line| line.replacen("site.toml:", "", 1)).collect()
            }
        }
    }

    #[track_caller]
    fn assert_problem(text: &str, expected: &str) {
        assert_eq!(problems(text), [expected], "in:\n{text}");
    }

    #[test]
    fn an_empty_file_is_a_configuration() {
        for text in ["", "\n", "# nothing yet\n", "\u{feff}", "[site]\n[rules]\n"] {
            assert_eq!(problems(text), [""; 0], "{text:?}");
        }
    }

    #[test]
    fn keys_and_sections_that_do_not_exist_are_reported() {
        #[rustfmt::skip]
        let cases = [
            ("[sites]",              "1:2: unknown section `sites` (did you mean `[site]`?)"),
            ("[[collection]]",       "1:3: unknown section `collection` (did you mean `[[collections]]`?)"),
            ("title = 'x'",          "1:1: unknown key `title` (move it below `[site]`)"),
            ("[archive]",            "1:2: unknown section `archive` (use one of `[site]`, `[content]`, `[[collections]]`, `[review]`, `[claims]`, `[controls]`, `[dates]`, `[rules]`, `[[waivers]]`, `[versions]`, `[[withdrawals]]`, `[preview]`, `[theme]`, `[search]`, `[output]`)"),
            ("[site]\ntitel = 'x'",  "2:1: unknown key `titel` (did you mean `title`?)"),
            ("[dates]\nzebra = 1",   "2:1: unknown key `zebra` (use one of `git`)"),
            ("[site.repository]\nurl = 'https://a.example/b'\nbranche = 'x'",
                                     "3:1: unknown key `branche` (did you mean `branch`?)"),
            ("[rules]\nlink = { level = 'off', path = 'a' }",
                                     "2:25: unknown key `path` (did you mean `paths`?)"),
            ("[[waivers]]\nrule = 'link'\n\"un\\ntil\" = 1",
                                     r"3:1: unknown key `un\ntil` (did you mean `until`?)"),
        ];
        for (text, expected) in cases {
            assert_problem(text, expected);
        }
    }

    #[test]
    fn values_of_another_type_are_reported() {
        #[rustfmt::skip]
        let cases = [
            ("site = 3",                         "1:8: `site` is a table (write `[site]`)"),
            ("[[site]]\ntitle = 'x'",            "1:1: `site` is a table (write `[site]`)"),
            ("[collections]\npath = 'a'",        "1:1: `collections` is a list of tables (write `[[collections]]`)"),
            ("collections = ['a']",              "1:16: `collections` is a list of tables (write `[[collections]]`)"),
            ("[site]\ntitle = 3",                "2:9: `title` takes a string, not a number (put it in quotes)"),
            ("[site]\ntitle = 1.5",              "2:9: `title` takes a string, not a number with a fraction (put it in quotes)"),
            ("[site]\ntitle = ['a']",            "2:9: `title` takes a string, not a list"),
            ("[site]\ntitle = {}",               "2:9: `title` takes a string, not a table"),
            ("[site]\ntitle = 2026-01-01",       "2:9: `title` takes a string, not a date (put it in quotes)"),
            ("[site]\ntitle = true",             "2:9: `title` takes a string, not `true` or `false`"),
            ("[site]\nrepository = 1",           "2:14: `repository` takes a string or a table, not a number (put it in quotes)"),
            ("[content]\nexclude = ['a', 1]",    "2:17: `exclude` takes strings, not a number"),
            ("[content]\nexclude = [['a']]",     "2:12: `exclude` takes strings, not a list"),
            ("[review]\ndue_soon_days = '30'",   "2:17: `due_soon_days` takes a whole number, not a string"),
            ("[review]\ninterval = 12",          "2:12: `interval` is a number without a unit (write it as `\"12 months\"`)"),
            ("[output]\nmax_document_size = 1.5","2:21: `max_document_size` takes a string, not a number with a fraction (put it in quotes)"),
            ("[rules]\nlink = false",            "2:8: `link` takes a level or a table, not `true` or `false`"),
            ("[rules]\nlink = [['off']]",        "2:9: `link` takes a level or a table, not a list"),
        ];
        for (text, expected) in cases {
            assert_problem(text, expected);
        }
    }

    #[test]
    fn values_that_make_no_sense_are_reported() {
        #[rustfmt::skip]
        let cases = [
            ("[site]\ntitle = ' '",                   "2:9: `title` is empty (fill it in, or remove the line)"),
            ("[site]\nbase_url = 'trust.example'",    "2:12: `base_url` is not a base URL: a URL here begins with `https://` or `http://` (write it as `https://trust.example.com/`)"),
            ("[site]\nown_origins = ['https://a.example/b']",
                                                      "2:16: `own_origins` holds `https://a.example/b`, not an origin: the URL may hold a host and a path, nothing else (write it as `https://www.example.com`, without a path)"),
            ("[site]\nown_origins = ['https://a.example', 'https://a.example']",
                                                      "2:37: `own_origins` lists `https://a.example` twice (remove one of the two)"),
            ("[site]\nrepository = {}",               "2:14: `url` is missing (add `url = ...`)"),
            ("[site]\nlogo = '../logo.svg'",          "2:8: `logo` leads outside its folder (name a place below it, without `..`)"),
            ("[content]\nexclude = '/drafts'",        "2:11: `exclude` holds `/drafts`, which begins with `/`, where paths are relative (write `drafts`)"),
            ("[content]\nexclude = ['a[']",           "2:12: `exclude` holds `a[`, which is not a pattern: unclosed character class; missing ']' (write it as `policies/**` or `**/*.draft.md`)"),
            ("[[collections]]\nkind = 'policy'",      "1:1: `path` is missing (add `path = ...` in `[[collections]]`)"),
            ("[[collections]]\npath = 'a'\nkind = 'Policy'",
                                                      "3:8: `kind` cannot be `Policy` (did you mean `policy`?)"),
            ("[[collections]]\npath = 'a'\nkind = 'zebra'",
                                                      "3:8: `kind` cannot be `zebra` (use one of `policy`, `procedure`, `standard`, `plan`, `guide`, `notice`, `agreement`, `handbook`, `record`, `advisory`, `page`)"),
            ("[[collections]]\npath = 'a'\nreview_interval = 'often'",
                                                      "3:19: `review_interval` is not a period of time: `often` (write it as `12 months` or `90 days`)"),
            ("[review]\nmax_interval_days = 0",       "2:21: `max_interval_days` is out of range (choose a number from 1 to 36500)"),
            ("[review]\ndue_soon_days = -1",          "2:17: `due_soon_days` is out of range (choose a number from 0 to 36500)"),
            ("[review]\nmax_interval_days = 90\ninterval = '12 months'",
                                                      "3:12: `interval` is longer than the longest allowed, 90 days (shorten it, or raise `max_interval_days` to 366)"),
            ("[dates]\ngit = 'on'",                   "2:7: `git` cannot be `on` (use one of `off`, `advisory`, `fallback`)"),
            ("[rules]\nlink = 'warn'",                "2:8: `link` cannot be `warn` (did you mean `warning`?)"),
            ("[rules]\nlink = 'strict'",               "2:8: `link` cannot be `strict` (use one of `off`, `info`, `warning`, `error`)"),
            ("[rules]\nlink = 'Error'",               "2:8: `link` cannot be `Error` (did you mean `error`?)"),
            ("[rules]\nlink_page_missing = 'off'",    "2:1: `link_page_missing` is not the name of a rule (write it as `link-page-missing`)"),
            ("[rules]\nlink = []",                      "2:8: `link` lists nothing (fill it in, or remove the line)"),
            ("[[waivers]]\nrule = 'link'\npath = []",   "3:8: `path` lists nothing (fill it in, or remove the line)"),
            ("[rules]\nlink = { paths = 'a' }",       "2:8: `level` is missing (add `level = ...`)"),
            ("[[waivers]]\nreason = 'x'",             "1:1: `rule` is missing (add `rule = ...` in `[[waivers]]`)"),
            ("[[waivers]]\nrule = 'link'\nuntil = '31.12.2026'",
                                                      "3:9: `until` is not a date: `31.12.2026` (write it as `2026-12-31`)"),
            ("[[waivers]]\nrule = 'link'\nuntil = '2026-02-30'",
                                                      "3:9: `until` is `2026-02-30`, a day that no calendar has (write a day that exists)"),
            ("[[waivers]]\nrule = 'link'\nuntil = 2026-12-31T10:00:00Z",
                                                      "3:9: `until` is not a date: `2026-12-31T10:00:00Z` (write it as `2026-12-31`)"),
            ("[output]\nmax_document_size = '8 MB/s'","2:21: `max_document_size` is not a size: `8 MB/s` (write it as `8 MiB`, or as a number of bytes without quotes)"),
            ("[output]\nmax_document_size = 0",       "2:21: `max_document_size` is out of range (choose a number from 1 to 1073741824)"),
            ("[output]\ndir = '.'",                   "2:7: `dir` is the folder of site.toml (name a folder of its own, such as `public`)"),
            ("[output]\ndir = 'content/public'",      "2:7: `dir` overlaps with `content`, which is read (name a folder of its own, such as `public`)"),
            ("[output]\ndir = 'Static'",              "2:7: `dir` overlaps with `static`, which is read (name a folder of its own, such as `public`)"),
        ];
        for (text, expected) in cases {
            assert_problem(text, expected);
        }
    }

    #[test]
    fn a_mistake_in_the_syntax_is_told_once() {
        #[rustfmt::skip]
        let cases = [
            ("[site]\ntitle = \n[dates]\ngit = 'off'", "2:9: a value is missing (write a value after `=`)"),
            ("[site]\ntitle = Trust",                  "2:9: `Trust` is not a value (put text in quotes)"),
            ("[site]\ntitle = \"Trust\nlanguage = 'en'", "2:15: invalid basic string, expected `\"`"),
            ("[site\ntitle = 'x'",                     "1:6: unclosed table, expected `]`"),
            ("[site]\ntitle = 'a'\ntitle = 'b'",       "3:1: `title` is given twice (keep one of the two)"),
            ("[site]\n[dates]\n[site]",                "3:2: `site` is given twice (keep one of the two)"),
            ("[content]\nexclude = ['a',\n'b'\n[site]\ntitle = 'x'",
                                                       "2:11: unclosed array, expected `]`"),
            ("[[waivers]]\nrule = 'link'\nuntil = 2026-02-30",
                                                       "3:9: invalid date, expected day between 01 and 28"),
            ("[site]\nthe title = 'x'\ntitel = 1",     "2:5: key with no value, expected `=`"),
            ("[review]\ndue_soon_days = 030",          "2:17: unexpected leading zero, expected nothing"),
        ];
        for (text, expected) in cases {
            assert_problem(text, expected);
        }
    }

    #[test]
    fn a_mistake_inside_a_value_does_not_hide_the_others() {
        let text =
            "[site]\ntitle = Trust\nlanguage = 'english'\ntitle = 'x'\nlogoo = 1\n";
        assert_eq!(
            problems(text),
            [
                "2:9: `Trust` is not a value (put text in quotes)",
                "3:12: `language` is not a language tag (write it as `en` or `pt-BR`)",
                "4:1: `title` is given twice (keep one of the two)",
                "5:1: unknown key `logoo` (did you mean `logo`?)",
            ]
        );
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_move_no_place() {
        let text = "\u{feff}[site]\r\ntitle = 3\r\n";
        assert_problem(
            text,
            "2:9: `title` takes a string, not a number (put it in quotes)",
        );
        let error = from_text(Path::new(""), text).unwrap_err();
        let place = error.problems()[0].span;
        assert_eq!(place.of(text), "3");
    }

    #[test]
    fn a_huge_text_is_refused() {
        let text = "#".repeat((1 << 20) + 1);
        let error = from_text(Path::new(""), &text).unwrap_err();
        assert_eq!(error, ConfigError::TooLarge(MAX_BYTES + 1));
        let deep = format!("{}a = 1", "a.".repeat(400_000));
        assert!(from_text(Path::new(""), &deep).is_err());
        let nested = format!("a = {}", "[".repeat(400_000));
        assert!(from_text(Path::new(""), &nested).is_err());
    }
}
