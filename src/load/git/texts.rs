//! Texts in the repository, as `git cat-file` gives them.

use std::io::{self, BufRead, Read as _};

/// A text in the repository.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Text {
    Known(Vec<u8>),
    /// It is longer than the limit: so many bytes.
    TooLarge(u64),
    /// The clone does not have it.
    Absent,
}

/// The answers of `git cat-file --batch`: `<object> <type> <size>`, a line
/// break, the bytes, a line break; or `<object> missing`.
#[derive(Debug)]
pub(super) struct Texts<R> {
    output: R,
    limit: u64,
}

impl<R: BufRead> Texts<R> {
    /// Takes the answers from `output`; texts longer than `limit` are passed over.
    pub(super) const fn new(output: R, limit: u64) -> Self {
        Self { output, limit }
    }

    /// Returns the next answer.
    pub(super) fn next(&mut self) -> io::Result<Text> {
        let mut line = String::new();
        if self.output.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut parts = line.trim_end().splitn(3, ' ').skip(1);
        let (kind, size) = (parts.next(), parts.next());
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
            return match kind {
                Some("missing") => Ok(Text::Absent),
                _ => Err(io::ErrorKind::InvalidData.into()),
            };
        };
        let text = if size > self.limit {
            io::copy(&mut (&mut self.output).take(size), &mut io::sink())?;
            Text::TooLarge(size)
        } else {
            let mut bytes = Vec::new();
            (&mut self.output).take(size).read_to_end(&mut bytes)?;
            Text::Known(bytes)
        };
        self.output.read_exact(&mut [0])?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_git_gives_them() {
        let answers = "1 blob 3\na\nb\n2 missing\n3 blob 9\n123456789\n4 blob 0\n\n5 ?\n";
        let mut texts = Texts::new(answers.as_bytes(), 8);
        let known = |text: &str| Text::Known(text.as_bytes().to_vec());
        for expected in [known("a\nb"), Text::Absent, Text::TooLarge(9), known("")] {
            assert_eq!(texts.next().unwrap(), expected);
        }
        assert!(texts.next().is_err());
        assert!(texts.next().is_err());
    }
}
