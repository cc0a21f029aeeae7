//! Whether a passage tells what happened, rather than what is so.

use std::ops::Range;

use super::dates::{mention_at, month};
use super::phrase::Phrase;
use super::sentence::{Sentence, Word, cut};
use super::{Passage, Place, Voice};

/// Words in a heading under which things are dated because they are over.
const LOGS: Phrase<'static> = Phrase::new(
    "changelog|change-log|history|revisions|releases|timeline|milestones\
    |archive|archived|minutes|past|previous|log|postmortem|post-mortem|incidents|news\
    |retrospective|chronology",
);

impl Passage<'_> {
    /// Returns whether the passage is the author's own statement of how things
    /// are: no heading or quote, and no entry of a log.
    pub(super) fn speaks_of_today(&self) -> bool {
        let is_text = match self.context.place {
            Place::Paragraph | Place::Item | Place::Cell => true,
            Place::Entry | Place::Heading => false,
        };
        is_text && self.context.voice == Voice::Own && !self.is_entry()
    }

    /// Returns whether it begins with a date, as the entry of a log does.
    fn is_entry(&self) -> bool {
        self.sentences().next().is_some_and(|sentence| {
            mention_at(&sentence, 0).is_some_and(|mention| {
                let after = sentence.after(mention.words.end - 1).trim_start();
                sentence.len() == mention.words.end
                    || after.starts_with([':', '-', '–', '—'])
            })
        })
    }

    /// Returns whether a phrase is in a heading before the passage.
    pub(super) fn headings_say(&self, phrase: Phrase<'_>) -> bool {
        let mut headings = self.context.headings.iter();
        headings.any(|heading| {
            let words = words(&heading.text);
            Sentence::new(&heading.text, &words).says(phrase)
        })
    }
}

fn words(text: &str) -> Vec<Word> {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    cut(text, &mut words, &mut sentences);
    words
}

/// Tells the headings of logs from others, in the same memory.
#[derive(Debug, Default)]
pub(in crate::parse) struct Titles {
    words: Vec<Word>,
    sentences: Vec<Range<usize>>,
}

impl Titles {
    /// Returns whether a heading is that of a log, by its text.
    pub(in crate::parse) fn is_log(&mut self, heading: &str) -> bool {
        self.words.clear();
        self.sentences.clear();
        cut(heading, &mut self.words, &mut self.sentences);
        let title = Sentence::new(heading, &self.words);
        let is_date =
            |at| mention_at(&title, at).is_some() || month(title.word(at)).is_some();
        title.says(LOGS) || (0..title.len()).any(is_date)
    }
}
