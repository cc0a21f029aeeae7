//! What is wrong with the headings of a page, one beside the other.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::base::hash::HashMap;
use crate::parse::document::{Heading, Problem, ProblemKind};

use super::Source;
use super::events::Item;

/// The longest line in bold that can be meant as a heading, in bytes.
const LONGEST: usize = 80;

/// Adds headings that skip a level, and those that say the same as one beside
/// them.
pub(super) fn check(headings: &[Heading], problems: &mut Vec<Problem>) {
    for pair in headings.windows(2) {
        let [above, heading] = pair else { continue };
        if heading.level > above.level + 1 {
            let (above, above_level) = (above.span, above.level);
            let kind =
                ProblemKind::HeadingSkipped { level: heading.level, above, above_level };
            problems.push(Problem { span: heading.span, kind });
        }
    }
    // The last heading above each level: what stands before it is elsewhere.
    let mut parents = [0; 7];
    let mut known: HashMap<(u8, &str), usize> = HashMap::default();
    for (at, heading) in headings.iter().enumerate() {
        let level = usize::from(heading.level).min(parents.len() - 1);
        let parent = parents.get(level).copied().unwrap_or_default();
        if let Some(lower) = parents.get_mut(level + 1..) {
            lower.fill(at);
        }
        let text = heading.text.as_str();
        let same = known.insert((heading.level, text), at);
        let Some(first) = same.filter(|&first| first >= parent && !text.is_empty())
        else {
            continue;
        };
        let Some(first) = headings.get(first) else { continue };
        let kind = ProblemKind::HeadingDuplicate {
            text: heading.text.clone(),
            first: first.span,
        };
        problems.push(Problem { span: heading.span, kind });
    }
}

/// Returns the paragraph that ends at the last of these events, if it is a line in
/// bold that stands where a heading would; `next` is what follows.
pub(super) fn bold_line(
    source: Source<'_>,
    items: &[Item<'_>],
    next: Option<&Item<'_>>,
) -> Option<Problem> {
    let [
        ..,
        (Event::Start(Tag::Paragraph), range),
        (Event::Start(Tag::Strong), _),
        (Event::Text(text), _),
        (Event::End(TagEnd::Strong), _),
        (Event::End(TagEnd::Paragraph), _),
    ] = items
    else {
        return None;
    };
    let is_followed = !matches!(
        next,
        None | Some((Event::Start(Tag::Heading { .. }) | Event::Rule, _))
    );
    let text = text.trim();
    let is_sentence = text.ends_with(['.', ':', ',', ';', '!']);
    if !is_followed || is_sentence || text.len() > LONGEST {
        return None;
    }
    let range = range.start..range.end.min(source.text.len());
    let written = source.text.get(range.clone())?;
    let span = source.span(range.start..range.start + written.trim_end().len());
    Some(Problem { span, kind: ProblemKind::HeadingBold { text: text.to_owned() } })
}
