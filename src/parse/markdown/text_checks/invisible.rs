//! Characters that nobody sees, and those that turn text around.
//!
//! Joiners and variation selectors are part of emoji and of many scripts; they
//! count only where nothing before them can use them. Soft hyphens and no-break
//! spaces are typography, not mistakes.

use crate::parse::document::ProblemKind;

/// Returns what is wrong with a character, if anything is.
pub(super) fn judge(before: &str, character: char, rest: &str) -> Option<ProblemKind> {
    let previous = before.chars().next_back();
    match character {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            return Some(ProblemKind::BidirectionalControl { character });
        }
        // Joiners.
        '\u{200c}' | '\u{200d}' if previous.is_some_and(can_join) => return None,
        // Left-to-right, right-to-left and Arabic letter marks.
        '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            let next = rest.chars().nth(1);
            if previous.is_some_and(is_right_to_left)
                || next.is_some_and(is_right_to_left)
            {
                return None;
            }
        }
        // Variation selectors.
        '\u{fe00}'..='\u{fe0f}' if previous.is_some_and(can_vary) => return None,
        '\u{e0100}'..='\u{e01ef}' if previous.is_some_and(|c| c >= '\u{2e80}') => {
            return None;
        }
        _ if !is_invisible(character) => return None,
        _ => (),
    }
    Some(ProblemKind::InvisibleCharacter { character })
}

/// Returns the length of the regional flag that begins `rest`: a black flag
/// spelled out in tags, which are invisible everywhere else.
pub(super) fn flag(rest: &str) -> Option<usize> {
    let tags = rest.strip_prefix('\u{1f3f4}')?;
    let end = tags.find(|c: char| !('\u{e0020}'..='\u{e007e}').contains(&c))?;
    let closed = tags.get(end..)?.starts_with('\u{e007f}');
    (end > 0 && closed).then(|| rest.len() - tags.len() + end + '\u{e007f}'.len_utf8())
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}'
        | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether a joiner can follow: in emoji, and in scripts from Hebrew on.
fn can_join(character: char) -> bool {
    character >= '\u{590}'
        && !('\u{1e00}'..='\u{203b}').contains(&character)
        && character != '\u{feff}'
}

/// Returns whether a variation selector can follow.
fn can_vary(character: char) -> bool {
    matches!(character, '0'..='9' | '#' | '*' | '©' | '®' | '\u{1000}'..='\u{1fff}')
        || character >= '\u{203c}'
}

fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a test may panic")]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<char> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(character) = text[at..].chars().next() {
            let (before, rest) = text.split_at(at);
            if let Some(length) = flag(rest) {
                at += length;
                continue;
            }
            found.extend(judge(before, character, rest).map(|_| character));
            at += character.len_utf8();
        }
        found
    }

    #[test]
    fn what_nobody_sees_is_found() {
        #[rustfmt::skip]
        let cases = [
            ("a\u{200b}b",          '\u{200b}'), // zero-width space
            ("a\u{2060}b",          '\u{2060}'), // word joiner
            ("a\u{feff}b",          '\u{feff}'), // byte order mark
            ("a\u{200d}b",          '\u{200d}'), // a joiner that joins nothing
            ("\u{200c}b",           '\u{200c}'),
            ("a\u{fe0f}b",          '\u{fe0f}'), // a variant of a letter
            ("a\u{200e}b",          '\u{200e}'),
            ("a\0b",                '\0'),
            ("a\u{1b}b",            '\u{1b}'),
            ("a\u{85}b",            '\u{85}'),
            ("a\u{2028}b",          '\u{2028}'),
            ("a\u{e0041}b",         '\u{e0041}'), // a tag, without a flag
            ("a\u{e0101}b",         '\u{e0101}'),
            ("a\u{202e}b",          '\u{202e}'),
            ("a\u{2066}b",          '\u{2066}'),
        ];
        for (text, character) in cases {
            assert_eq!(find(text), [character], "{}", text.escape_unicode());
        }
    }

    #[test]
    fn what_emoji_scripts_and_typography_need_is_not() {
        #[rustfmt::skip]
        let cases = [
            "👩\u{200d}💻 👨\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥 🏳\u{fe0f}\u{200d}🌈 👍🏽\u{200d}",
            "⚠\u{fe0f} ©\u{fe0f} 1\u{fe0f}⃣ ✔\u{fe0e} ↗\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "می\u{200c}خواهم क\u{94d}\u{200d}ष שלום\u{200f}, a \u{200e}שלום",
            "葛\u{e0100}",
            "soft\u{ad}hyphen, no\u{a0}break, a\tb\r\nc",
        ];
        for text in cases {
            assert_eq!(find(text), [] as [char; 0], "{}", text.escape_unicode());
        }
    }
}
