//! Part of a file: the `Range` header
//! ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-14.2)).

use std::ops::Range;

/// Which part of a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it: also where several parts are asked for, or it cannot be
    /// understood.
    Whole,
    /// These bytes.
    Bytes(Range<usize>),
    /// None: it lies beyond the end.
    Beyond,
}

/// Reads the value of the header for a file of `length` bytes.
pub(super) fn part(value: &str, length: usize) -> Part {
    let Some((start, end)) =
        value.strip_prefix("bytes=").and_then(|it| it.split_once('-'))
    else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    match (start.trim(), end.trim()) {
        ("", last) => match number(last) {
            None => Part::Whole,
            Some(0) => Part::Beyond,
            Some(_) if length == 0 => Part::Beyond,
            Some(last) => Part::Bytes(length.saturating_sub(last)..length),
        },
        (start, end) => match (number(start), number(end)) {
            (None, _) => Part::Whole,
            (Some(_), None) if !end.is_empty() => Part::Whole,
            (Some(start), Some(end)) if end < start => Part::Whole,
            (Some(start), _) if start >= length => Part::Beyond,
            (Some(start), None) => Part::Bytes(start..length),
            (Some(start), Some(end)) => {
                Part::Bytes(start..end.saturating_add(1).min(length))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_part_of_the_file() {
        #[rustfmt::skip]
        let cases = [
            ("bytes=0-3",                    10, Part::Bytes(0..4)),
            ("bytes=8-99",                   10, Part::Bytes(8..10)),
            ("bytes=4-",                     10, Part::Bytes(4..10)),
            ("bytes=-4",                     10, Part::Bytes(6..10)),
            ("bytes=-40",                    10, Part::Bytes(0..10)),
            ("bytes=9-18446744073709551615", 10, Part::Bytes(9..10)),
            ("bytes=10-",                    10, Part::Beyond),
            ("bytes=-0",                     10, Part::Beyond),
            ("bytes=0-0",                    0,  Part::Beyond),
            ("bytes=-1",                     0,  Part::Beyond),
            ("bytes=5-4",                    10, Part::Whole),
            ("bytes=0-1,3-4",                10, Part::Whole),
            ("bytes=a-b",                    10, Part::Whole),
            ("lines=0-3",                    10, Part::Whole),
            ("bytes=",                       10, Part::Whole),
        ];
        for (value, length, expected) in cases {
            assert_eq!(part(value, length), expected, "{value} of {length}");
        }
    }
}
