//! Whether a passage tells what happened, rather than what is so.

use std::ops::Range;

use crate::parse::document::Heading;

use super::dates::{mention_at, month};
use super::sentence::{Sentence, cut};
use super::{Passage, Place};

/// Words in a heading under which things are dated because they are over.
const LOGS: &str = "changelog|change-log|history|revisions|releases|timeline|milestones\
    |archive|archived|minutes|past|previous|log|postmortem|post-mortem|incidents|news\
    |retrospective|chronology";

impl Passage<'_> {
    /// Returns whether the passage is the author's own statement of how things
    /// are: no heading, cell or quote, and no entry of a log.
    pub(super) fn speaks_of_today(&self) -> bool {
        let is_text = match self.context.place {
            Place::Paragraph | Place::Item => true,
            Place::Cell | Place::Heading => false,
        };
        is_text && !self.context.is_quoted && !self.is_entry() && !self.is_in_log()
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

    /// Returns whether the heading of its section, or one above, is that of a log.
    fn is_in_log(&self) -> bool {
        let mut level = u8::MAX;
        let above = self.context.headings.iter().rev().filter(|heading| {
            let is_above = heading.level < level;
            level = level.min(heading.level);
            is_above
        });
        above.into_iter().any(is_of_log)
    }

    /// Returns whether a phrase is in a heading before the passage.
    pub(super) fn headings_say(&self, phrase: &str) -> bool {
        let mut headings = self.context.headings.iter();
        headings.any(|heading| {
            let words = words(&heading.text);
            Sentence::new(&heading.text, &words).says(phrase)
        })
    }
}

fn words(text: &str) -> Vec<Range<usize>> {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    cut(text, &mut words, &mut sentences);
    words
}

fn is_of_log(heading: &Heading) -> bool {
    let words = words(&heading.text);
    let title = Sentence::new(&heading.text, &words);
    let is_date =
        |at| mention_at(&title, at).is_some() || month(title.word(at)).is_some();
    title.says(LOGS) || (0..title.len()).any(is_date)
}
