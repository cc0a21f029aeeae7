//! UTF-8 that was read as Windows-1252.
//!
//! Each byte of a character in UTF-8 has become a character of its own: the
//! first byte one of `Â` to `ô`, the others one of `€` to `¿`. Such a sequence
//! can also be real text (`„Spaß“`), so what it would mean decides.

/// A sequence that was read wrongly.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its length in bytes.
    pub(super) length: usize,
    /// What was meant.
    pub(super) meant: String,
}

/// What the bytes 0x80 to 0x9f are in Windows-1252; see the
/// [Encoding Standard](https://encoding.spec.whatwg.org/#windows-1252). Five of
/// them are nothing, and stay what they are in Unicode.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
    '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
    '\u{9d}', 'ž', 'Ÿ',
];

/// One character as it was meant.
#[derive(Clone, Copy, Debug)]
struct Meant {
    character: char,
    /// How many bytes it takes up as it is.
    length: usize,
    /// The last of its characters as they are.
    last: char,
}

/// Returns the wrongly read sequence that begins `rest`, if one does.
pub(super) fn at(before: &str, rest: &str) -> Option<Found> {
    let first = sequence(rest)?;
    let mut length = first.length;
    let mut meant = String::from(first.character);
    let mut count = 1;
    while let Some(next) = sequence(rest.get(length..).unwrap_or_default()) {
        length += next.length;
        meant.push(next.character);
        count += 1;
    }
    let after = rest.get(first.length..).and_then(|rest| rest.chars().next());
    if count == 1 && !is_certain(first, before.chars().next_back(), after) {
        return None;
    }
    if count > 1 && !meant.chars().all(is_sensible) {
        return None;
    }
    // What was read wrongly twice is read rightly twice.
    while let Some(again) = at("", &meant).filter(|again| again.length == meant.len()) {
        meant = again.meant;
    }
    Some(Found { length, meant })
}

/// Returns the character that the beginning of `rest` is in UTF-8.
fn sequence(rest: &str) -> Option<Meant> {
    let mut characters = rest.chars();
    let first = characters.next()?;
    let lead = u8::try_from(u32::from(first)).ok()?;
    let width = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut length = first.len_utf8();
    let mut last = first;
    for slot in bytes.iter_mut().take(width).skip(1) {
        last = characters.next()?;
        *slot = continuation(last)?;
        length += last.len_utf8();
    }
    let meant = std::str::from_utf8(bytes.get(..width)?).ok()?;
    Some(Meant { character: meant.chars().next()?, length, last })
}

/// Returns the byte that a character is in Windows-1252, if it continues a
/// character in UTF-8.
fn continuation(character: char) -> Option<u8> {
    if let Some(at) = HIGH.iter().position(|&high| high == character) {
        return u8::try_from(0x80 + at).ok();
    }
    let byte = u8::try_from(u32::from(character)).ok()?;
    (0x80..=0xbf).contains(&byte).then_some(byte)
}

/// Returns whether a sequence that stands alone can only be a mistake.
fn is_certain(meant: Meant, before: Option<char>, after: Option<char>) -> bool {
    // Inside a word, capitals and signs are out of place: `fÃ¼r`, `Ã–sterreich`.
    let in_word = before.is_some_and(char::is_lowercase)
        || after.is_some_and(|after| after.is_lowercase() && after.is_alphabetic());
    let closes = "‘’“”‚„…–—•‹›«»\u{a0}´".contains(meant.last);
    let after_capital = before.is_some_and(char::is_uppercase);
    match u32::from(meant.character) {
        // Signs of Latin-1: `Â©`, `Â ` (a no-break space), `Â·`.
        0xa0..=0xbf => !(closes && after_capital),
        // `à` alone: `Ã` is no word.
        0xe0 if before.is_none_or(|before| !before.is_alphabetic()) => true,
        // Letters of Latin-1: `Ã©`. `IRMÃ”` is a word and a quotation mark.
        0xc0..=0xff => !closes || (in_word && !after_capital),
        // Letters of Latin Extended-A: `Å¡`. `„Ä“` is a letter in quotation marks.
        0x100..=0x17f => in_word && !after_capital,
        // Punctuation, currencies, letter-like signs, arrows, mathematics,
        // signs, pictures: `â€™`, `âœ…`, `ðŸš€`.
        point => matches!(point,
            0x2010..=0x22ff | 0x2600..=0x27bf | 0xfe0f | 0xfeff | 0x1f000..=0x1faff),
    }
}

/// Returns whether a character of a longer sequence can have been meant.
fn is_sensible(character: char) -> bool {
    !character.is_control() && character != '\u{fffd}'
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    /// Returns the text as a program sees it that takes UTF-8 for Windows-1252.
    fn misread(text: &str) -> String {
        let character = |byte: u8| match byte {
            0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        text.bytes().map(character).collect()
    }

    fn find(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let (before, rest) = text.split_at(start);
            match at(before, rest) {
                Some(one) => {
                    found.push((rest[..one.length].to_owned(), one.meant));
                    start += one.length;
                }
                None => start += rest.chars().next().map_or(1, char::len_utf8),
            }
        }
        found
    }

    #[test]
    fn what_was_read_wrongly_is_read_rightly() {
        #[rustfmt::skip]
        let cases = [
            // text              meant, in order
            ("don’t",            "’"),
            ("“yes”",            "“|”"),
            ("a — b",            "—"),
            ("wait…",            "…"),
            ("café",             "é"),
            ("für Österreich",   "ü|Ö"),
            ("à Paris",          "à"),
            ("a\u{a0}b",         "\u{a0}"),
            ("© 2024",           "©"),
            ("5 °C · £3",        "°|·|£"),
            ("5 €",              "€"),
            ("Acme™",            "™"),
            ("✅ done ⚠\u{fe0f}", "✅|⚠\u{fe0f}"),
            ("🚀",               "🚀"),
            ("привет мир",       "привет|мир"),
            ("中文",             "中文"),
            ("włada się",        "ł|ę"),
            ("\u{feff}x",        "\u{feff}"),
        ];
        for (text, meant) in cases {
            let found: Vec<_> =
                find(&misread(text)).into_iter().map(|(_, meant)| meant).collect();
            assert_eq!(found.join("|"), meant, "{text} as {}", misread(text));
            let twice = find(&misread(&misread(text)));
            let twice: Vec<_> = twice.into_iter().map(|(_, meant)| meant).collect();
            assert!(!twice.is_empty(), "{text} as {}", misread(&misread(text)));
        }
        assert_eq!(find(&misread(&misread("don’t")))[0].1, "’");
    }

    #[test]
    fn real_text_is_left_alone() {
        #[rustfmt::skip]
        let cases = [
            "Âge, Âme, Ô, À la carte, Ãngela, São João, IRMÃ",
            "“IRMÔ, “IRMÔ – NÃO, CHÂ», «CHÂ»",
            "„Spaß“, „Ä“, “CAFÉ”, ‘É’, ”SMÅ”, „Maß”",
            "«À», « É », Â – Ê – Î",
            "gå”… “på”, smörgås’, í“, ð”",
            "naïve café, Łódź, šéf, ça, où, cœur",
            "5 €, 3 £, § 4, 10 °C, ± 2, ½, µm, ¿qué?, ¡sí!",
            "Привет, 世界, שלום, سلام, 안녕",
            "ÅÄÖ åäö ÆØÅ æøå ÉÈÊË éèêë ÑñÇç",
            "Ð, Ñ, ÐÐ, Þórr, Æ…, Ø–",
        ];
        for text in cases {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
