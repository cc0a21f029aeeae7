//! Reading one text file, or many on all cores.

#![expect(clippy::disallowed_methods, reason = "the door in")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;

use super::{Unreadable, archive};
use crate::base::path::ContentPath;

/// Reads a file that is published as it is.
pub fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    fs::read(file)
}

/// Reads a file as text; no more than `limit` bytes of it are ever in memory.
pub(super) fn text(file: &Path, limit: u64) -> Result<String, Unreadable> {
    let refused = |error: io::Error| Unreadable::Io(error.to_string());
    let file = File::open(file).map_err(refused)?;
    let bytes = file.metadata().map_err(refused)?.len();
    if bytes > limit {
        return Err(Unreadable::TooLarge { bytes, limit });
    }
    // One byte of room: the second read then finds the end of the file without
    // growing the buffer.
    let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or(0) + 1);
    // The file may have grown, or be one that has no size.
    file.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(refused)?;
    decode(content, limit)
}

/// Takes the bytes of a file as text.
pub(super) fn decode(content: Vec<u8>, limit: u64) -> Result<String, Unreadable> {
    let bytes = content.len() as u64;
    if bytes > limit {
        return Err(Unreadable::TooLarge { bytes, limit });
    }
    String::from_utf8(content).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let valid = error.as_bytes().get(..offset).unwrap_or_default();
        Unreadable::NotUtf8 { offset: offset as u64, line: line_after(valid) }
    })
}

/// Returns the number of the line in which the text after `bytes` begins.
pub(super) fn line_after(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Reads files below `root`, as far as they are text; the result is sorted.
pub(super) fn texts(root: &Path, paths: BTreeSet<&str>) -> Vec<(String, String)> {
    // Spans are 32 bits wide, so nothing can point into a larger file.
    let limit = u64::from(u32::MAX);
    let paths: Vec<&str> = paths.into_iter().collect();
    let read = paths.into_par_iter().filter_map(|path| {
        let file = archive::place(root, &ContentPath::new(path).ok()?);
        let text = file.is_file().then(|| text(&file, limit).ok()).flatten()?;
        Some((path.to_owned(), text))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_text_are_placed() {
        let cases: [(&[u8], Result<&str, Unreadable>); 5] = [
            (b"", Ok("")),
            (b"# A\n", Ok("# A\n")),
            (b"\xff", Err(Unreadable::NotUtf8 { offset: 0, line: 1 })),
            (b"a\r\nb\n\xc3(", Err(Unreadable::NotUtf8 { offset: 5, line: 3 })),
            (b"123456789", Err(Unreadable::TooLarge { bytes: 9, limit: 8 })),
        ];
        for (bytes, expected) in cases {
            let expected = expected.map(str::to_owned);
            assert_eq!(decode(bytes.to_vec(), 8), expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_file_without_a_size_is_read_no_further_than_the_limit() {
        // Its size is 0 and it never ends.
        let endless = Path::new("/dev/zero");
        if endless.exists() {
            let expected = Unreadable::TooLarge { bytes: 101, limit: 100 };
            assert_eq!(text(endless, 100), Err(expected));
        }
    }
}
