//! "Did you mean": the known word nearest to one that is not known.

/// Returns the candidate that `word` was most likely meant to be.
///
/// Near is an edit distance (with transpositions) of at most a third of the
/// word's length, and never more than 4. The first of equally near candidates
/// wins, so a sorted list gives the same answer on every machine.
///
/// ```
/// use trustpress::base::nearest::nearest;
///
/// assert_eq!(nearest("titel", ["owner", "title"]), Some("title"));
/// assert_eq!(nearest("colour", ["owner", "title"]), None);
/// ```
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = word.chars().count();
    let limit = (length / 3).clamp(1, 4);
    within(word, candidates, limit)
}

/// Returns the nearest candidate whose edit distance from `word` is at most
/// `limit`.
pub fn within<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    limit: usize,
) -> Option<&'a str> {
    let length = word.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // The distance is at least the difference in length, which is cheap.
        if candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = strsim::osa_distance(word, candidate);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
