//! What the texts in `site.toml` may be: each a pure function from the text to
//! its meaning or to a complaint.

use crate::base::color::{Color, ColorError};
use crate::base::date::{Date, DateError, Interval, IntervalError};
use crate::base::nearest::nearest;
use crate::base::path::ContentPath;
use crate::base::visible::quote;

use super::reader::{Complaint, QUOTED};
use super::{BaseUrl, Origin};

/// The largest number of bytes that a document may be allowed to have. Spans
/// are 32 bits wide, and memory is not endless.
pub(super) const MAX_DOCUMENT_BYTES: u64 = 1 << 30;

/// The longest interval that can be asked for, in days: a hundred years.
pub(super) const MAX_DAYS: u64 = 36_500;

/// Reads one of a few words.
pub(super) fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, Complaint> {
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*meaning);
    }
    let names = || words.iter().map(|(word, _)| *word);
    let lower = text.to_lowercase();
    let longer = names().find(|name| lower.len() > 2 && name.starts_with(&lower));
    let help = match longer.or_else(|| nearest(&lower, names())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of `{}`", names().collect::<Vec<_>>().join("`, `")),
    };
    Err(Complaint::new(format!("cannot be {}", quote(text, QUOTED)), help))
}

/// Reads a text that is shown to readers, on one line.
pub(super) fn line(text: &str) -> Result<String, Complaint> {
    if text.contains(char::is_control) {
        return Err(Complaint::new(
            "has a line break or a control character",
            "write it on one line",
        ));
    }
    Ok(text.trim().to_owned())
}

/// Reads a language tag: subtags of letters and digits, the first of them two
/// or three letters ([RFC 5646](https://www.rfc-editor.org/rfc/rfc5646#section-2.1),
/// without its registry).
pub(super) fn language(text: &str) -> Result<String, Complaint> {
    let mut subtags = text.split('-');
    let first = subtags.next().unwrap_or_default();
    let is_language =
        matches!(first.len(), 2..=3) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let is_subtag = |subtag: &str| {
        matches!(subtag.len(), 1..=8) && subtag.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    if is_language && subtags.all(is_subtag) {
        Ok(text.to_owned())
    } else {
        Err(Complaint::new("is not a language tag", "write it as `en` or `pt-BR`"))
    }
}

/// Refuses what no URL holds and no page should be made to print.
fn url_characters(text: &str) -> Result<(), Complaint> {
    let illegal = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '\\' | '`')
    };
    match text.chars().find(|&c| illegal(c)) {
        None => Ok(()),
        Some(c) => Err(Complaint::new(
            format!("holds {}, which no URL does", quote(c.encode_utf8(&mut [0; 4]), 9)),
            "write it percent-encoded",
        )),
    }
}

/// Reads the base URL, or its path alone.
pub(super) fn base_url(text: &str) -> Result<BaseUrl, Complaint> {
    url_characters(text)?;
    let has_dots = text.split('/').any(|segment| matches!(segment, "." | ".."));
    if has_dots {
        return Err(Complaint::new(
            "has a `.` or `..` segment",
            "write the path in full",
        ));
    }
    BaseUrl::parse(text).map_err(|error| {
        Complaint::new(
            format!("is not a base URL: {error}"),
            "write it as `https://trust.example.com/`",
        )
    })
}

/// Reads an origin.
pub(super) fn origin(text: &str) -> Result<Origin, Complaint> {
    Origin::parse(text).map_err(|error| {
        Complaint::new(
            format!("holds {}, not an origin: {error}", quote(text, QUOTED)),
            "write it as `https://www.example.com`, without a path",
        )
    })
}

/// Reads an e-mail address or a URL.
pub(super) fn contact(text: &str) -> Result<String, Complaint> {
    url_characters(text)?;
    let address = text.strip_prefix("mailto:").unwrap_or(text);
    let is_address = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains(['@', '/'])
    });
    if is_address || is_web_address(text) {
        Ok(text.to_owned())
    } else {
        Err(Complaint::new(
            "is neither an e-mail address nor a URL",
            "write it as `security@example.com` or `https://example.com/contact`",
        ))
    }
}

fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['/', '?', '#']))
}

/// Reads the address of a repository; a final `/` or `.git` is taken off.
pub(super) fn repository(text: &str) -> Result<String, Complaint> {
    url_characters(text)?;
    if is_web_address(text) {
        let address = text.trim_end_matches('/');
        return Ok(address.strip_suffix(".git").unwrap_or(address).to_owned());
    }
    let ssh = text.strip_prefix("ssh://").unwrap_or(text).strip_prefix("git@");
    let help = match ssh.and_then(|rest| rest.split_once([':', '/'])) {
        Some((host, path)) => {
            let path = path.strip_suffix(".git").unwrap_or(path);
            format!("write {}", quote(&format!("https://{host}/{path}"), QUOTED))
        }
        None => "write it as `https://github.com/acme/trust`".to_owned(),
    };
    Err(Complaint::new("is not an address for a browser", help))
}

/// Reads the name of a branch, by the rules of `git check-ref-format` that a
/// slip of the pen can break.
pub(super) fn branch(text: &str) -> Result<String, Complaint> {
    let illegal = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '~' | '^' | ':' | '?' | '*' | '[' | '\\')
    };
    let is_odd = text.starts_with(['-', '/']) || text.ends_with(['/', '.']);
    if is_odd || text.contains(illegal) || text.contains("..") {
        return Err(Complaint::new("is not the name of a branch", "write it as `main`"));
    }
    Ok(text.to_owned())
}

/// Reads a colour.
pub(super) fn color(text: &str) -> Result<Color, Complaint> {
    let color: Result<Color, ColorError> = text.parse();
    color.map_err(|ColorError| Complaint::new("is not a colour", "write it as `#0b5788`"))
}

/// Reads the name of a folder in `themes/`.
pub(super) fn theme(text: &str) -> Result<String, Complaint> {
    let is_name = !text.starts_with('.') && !text.contains(['/', '\\', ':']);
    if is_name && !text.contains(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Complaint::new(
            "is not the name of a theme",
            "name a folder in `themes/`, such as `default`",
        ))
    }
}

/// Reads a relative path that stays below the folder it starts from; a `./` in
/// front and a `/` at the end are taken off. The folder itself is `.`.
pub(super) fn folder(text: &str) -> Result<String, Complaint> {
    let inner = text.strip_prefix("./").unwrap_or(text);
    if matches!(inner, "" | "." | "./") {
        return Ok(".".to_owned());
    }
    match inner.strip_suffix('/') {
        Some(path) if !path.is_empty() => file(path),
        _ => file(inner),
    }
}

/// Reads a relative path that stays below the folder it starts from.
pub(super) fn file(text: &str) -> Result<String, Complaint> {
    let bytes = text.as_bytes();
    let has_drive = bytes.get(1) == Some(&b':') && bytes.len() > 2;
    if text.starts_with('/') || has_drive {
        return Err(Complaint::new(
            "is an absolute path",
            "write a path relative to the folder it starts from",
        ));
    }
    if text.contains('\\') {
        return Err(Complaint::new("has a backslash", "write `/` between folders"));
    }
    if text.split('/').any(|segment| segment == "..") {
        return Err(Complaint::new(
            "leads outside its folder",
            "name a place below it, without `..`",
        ));
    }
    if text.contains(char::is_control) || ContentPath::new(text).is_err() {
        return Err(Complaint::new("is not a path", "write it as `folder/name`"));
    }
    Ok(text.to_owned())
}

/// Reads a review interval.
pub(super) fn interval(text: &str) -> Result<Interval, Complaint> {
    match Interval::parse(text) {
        Ok(Interval::Months(0) | Interval::Days(0)) => Err(Complaint::new(
            "is no time at all",
            "write how often documents are reviewed, such as `12 months`",
        )),
        Ok(interval) => Ok(interval),
        Err(IntervalError::NeedsUnit) => Err(Complaint::new(
            format!("is a number without a unit: {}", quote(text, QUOTED)),
            format!("write it as `{} months` or `{0} days`", text.trim()),
        )),
        Err(IntervalError::Malformed) => Err(Complaint::new(
            format!("is not a period of time: {}", quote(text, QUOTED)),
            "write it as `12 months` or `90 days`",
        )),
    }
}

/// Returns the least number of days that an interval can take.
pub(super) fn least_days(interval: Interval) -> u64 {
    match interval {
        Interval::Days(days) => u64::from(days),
        // 146,097 days are 4,800 months; a stretch of months may be up to
        // three days shorter than its share.
        Interval::Months(months) => {
            (u64::from(months) * 146_097 / 4_800).saturating_sub(3)
        }
    }
}

/// Reads a day.
pub(super) fn date(text: &str) -> Result<Date, Complaint> {
    text.parse().map_err(|error| match error {
        DateError::Impossible => Complaint::new(
            format!("is {}, a day that no calendar has", quote(text, QUOTED)),
            "write a day that exists",
        ),
        DateError::Malformed | DateError::Ambiguous(..) => Complaint::new(
            format!("is not a date: {}", quote(text, QUOTED)),
            "write it as `2026-12-31`",
        ),
    })
}

/// Reads a number of bytes with a unit: `512 KiB`, `8 MiB`, `2MB`.
pub(super) fn size(text: &str) -> Result<u64, Complaint> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let scale = match unit.trim().to_ascii_lowercase().as_str() {
        "b" | "bytes" => Some(1),
        "kb" => Some(1_000),
        "kib" | "k" => Some(1 << 10),
        "mb" => Some(1_000_000),
        "mib" | "m" => Some(1 << 20),
        "gib" | "g" => Some(1 << 30),
        _ => None,
    };
    let (Ok(number), Some(scale)) = (number.parse::<u64>(), scale) else {
        return Err(Complaint::new(
            format!("is not a size: {}", quote(text, QUOTED)),
            "write it as `8 MiB`, or as a number of bytes without quotes",
        ));
    };
    let bytes = number.checked_mul(scale);
    bytes.filter(|bytes| (1..=MAX_DOCUMENT_BYTES).contains(bytes)).ok_or_else(|| {
        Complaint::new("is out of range", "choose a size from 1 byte to 1 GiB")
    })
}

/// Reads the name of a rule or a family, known or not.
pub(super) fn rule(text: &str) -> Result<(), Complaint> {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if text.chars().all(legal) && text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    let likely: String = text.to_lowercase().replace(['_', ' ', '.'], "-");
    let help = if likely.chars().all(legal) && likely != text {
        format!("write it as {}", quote(&likely, QUOTED))
    } else {
        "write it in lower case with hyphens: `link-page-missing`".to_owned()
    };
    Err(Complaint::new("is not the name of a rule", help))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a reader over texts: `Ok` is what it makes of one, `Err` the start
    /// of its complaint.
    fn check<T: std::fmt::Debug>(
        read: impl Fn(&str) -> Result<T, Complaint>,
        cases: &[(&str, Result<&str, &str>)],
    ) {
        for (text, expected) in cases {
            let got = read(text).map(|meaning| format!("{meaning:?}"));
            let got = got.map_err(|complaint| complaint.message);
            match (&got, expected) {
                (Ok(got), Ok(expected)) => assert_eq!(got, expected, "{text:?}"),
                (Err(got), Err(expected)) => {
                    assert!(got.starts_with(expected), "{text:?}: {got}");
                }
                _ => panic!("{text:?}: {got:?}, expected {expected:?}"),
            }
        }
    }

    #[test]
    fn a_language_is_a_tag() {
        #[rustfmt::skip]
        check(language, &[
            ("en",          Ok("\"en\"")),
            ("pt-BR",       Ok("\"pt-BR\"")),
            ("zh-Hant-TW",  Ok("\"zh-Hant-TW\"")),
            ("english",     Err("is not a language tag")),
            ("en_US",       Err("is not a language tag")),
            ("en-",         Err("is not a language tag")),
            ("e\"n",        Err("is not a language tag")),
        ]);
    }

    #[test]
    fn a_base_url_is_a_url_or_its_path() {
        let read = |text: &str| base_url(text).map(|url| url.absolute("/a/"));
        #[rustfmt::skip]
        check(read, &[
            ("https://Trust.Example.com",     Ok("\"https://trust.example.com/a/\"")),
            ("https://example.com/trust",     Ok("\"https://example.com/trust/a/\"")),
            ("/trust/",                       Ok("\"/trust/a/\"")),
            ("ftp://example.com",             Err("is not a base URL: a URL here begins with")),
            ("https://",                      Err("is not a base URL: the URL has no valid host")),
            ("https://example.com/?q",        Err("is not a base URL: the URL may hold")),
            ("https://example.com/a b",       Err("holds ` `, which no URL does")),
            ("https://example.com/\u{1b}[m",  Err("holds `\\u{1b}`, which no URL does")),
            ("https://example.com/a/../b",    Err("has a `.` or `..` segment")),
        ]);
    }

    #[test]
    fn a_contact_is_an_address_or_a_url() {
        #[rustfmt::skip]
        check(contact, &[
            ("trust@example.com",         Ok("\"trust@example.com\"")),
            ("mailto:trust@example.com",  Ok("\"mailto:trust@example.com\"")),
            ("https://example.com/help",  Ok("\"https://example.com/help\"")),
            ("example.com",               Err("is neither")),
            ("@example.com",              Err("is neither")),
            ("a@b@c",                     Err("is neither")),
            ("https:///",                 Err("is neither")),
            ("javascript:alert(1)",       Err("is neither")),
            ("a b@example.com",           Err("holds ` `")),
        ]);
    }

    #[test]
    fn a_repository_is_where_a_browser_finds_it() {
        let help = |text| repository(text).unwrap_err().help;
        #[rustfmt::skip]
        check(repository, &[
            ("https://github.com/acme/trust",       Ok("\"https://github.com/acme/trust\"")),
            ("https://github.com/acme/trust/",      Ok("\"https://github.com/acme/trust\"")),
            ("https://github.com/acme/trust.git",   Ok("\"https://github.com/acme/trust\"")),
            ("github.com/acme/trust",               Err("is not an address for a browser")),
        ]);
        assert_eq!(
            help("git@github.com:acme/trust.git"),
            "write `https://github.com/acme/trust`"
        );
        assert_eq!(
            help("ssh://git@github.com/acme/trust"),
            "write `https://github.com/acme/trust`"
        );
        assert_eq!(help("acme/trust"), "write it as `https://github.com/acme/trust`");
    }

    #[test]
    fn a_branch_is_a_name() {
        #[rustfmt::skip]
        check(branch, &[
            ("main",         Ok("\"main\"")),
            ("release/1.0",  Ok("\"release/1.0\"")),
            ("-f",           Err("is not the name of a branch")),
            ("a..b",         Err("is not the name of a branch")),
            ("my branch",    Err("is not the name of a branch")),
            ("a/",           Err("is not the name of a branch")),
        ]);
    }

    #[test]
    fn a_path_stays_below_its_folder() {
        #[rustfmt::skip]
        check(folder, &[
            ("content",     Ok("\"content\"")),
            ("./docs/",     Ok("\"docs\"")),
            ("a/b",         Ok("\"a/b\"")),
            (".",           Ok("\".\"")),
            ("./",          Ok("\".\"")),
            ("/",           Err("is an absolute path")),
            ("/srv/docs",   Err("is an absolute path")),
            ("C:/docs",     Err("is an absolute path")),
            ("..",          Err("leads outside its folder")),
            ("a/../../b",   Err("leads outside its folder")),
            ("a\\b",        Err("has a backslash")),
            ("a//b",        Err("is not a path")),
            ("a/./b",       Err("is not a path")),
            ("a\nb",        Err("is not a path")),
        ]);
        #[rustfmt::skip]
        check(theme, &[
            ("acme",        Ok("\"acme\"")),
            ("../acme",     Err("is not the name of a theme")),
            ("a/b",         Err("is not the name of a theme")),
            (".",           Err("is not the name of a theme")),
        ]);
        #[rustfmt::skip]
        check(color, &[
            ("#0B5788",     Ok("Color([11, 87, 136])")),
            ("#fff",        Ok("Color([255, 255, 255])")),
            ("blue",        Err("is not a colour")),
            ("#0b578",      Err("is not a colour")),
        ]);
    }

    #[test]
    fn a_size_has_a_unit() {
        #[rustfmt::skip]
        check(size, &[
            ("8 MiB",       Ok("8388608")),
            ("512KiB",      Ok("524288")),
            ("2 mb",        Ok("2000000")),
            ("10 bytes",    Ok("10")),
            ("1 GiB",       Ok("1073741824")),
            ("2 GiB",       Err("is out of range")),
            ("0 MiB",       Err("is out of range")),
            ("99999999999 GiB", Err("is out of range")),
            ("8",           Err("is not a size")),
            ("MiB",         Err("is not a size")),
            ("-1 MiB",      Err("is not a size")),
            ("1.5 MiB",     Err("is not a size")),
        ]);
    }

    #[test]
    fn least_days_never_exceeds_a_real_stretch_of_months() {
        let starts = ["2023-01-31", "2023-03-01", "2024-02-29", "1999-12-31"];
        for months in 1..=60 {
            for start in starts {
                let start: Date = start.parse().unwrap();
                let interval = Interval::Months(months);
                let days = start.after(interval).days_since(start).unsigned_abs();
                assert!(least_days(interval) <= days, "{months} months from {start}");
                assert!(least_days(interval) + 7 >= days, "{months} months from {start}");
            }
        }
    }
}
