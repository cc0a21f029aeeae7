//! What the log of reviews takes, and what it refuses.

use trustpress::archive::{Outcome, REVIEWS};
use trustpress::base::digest::sha256;
use trustpress::record::{
    Refusal, ReviewPlan, ReviewRefusal, ReviewRequest, plan_review,
};

use crate::archive::{SITE, apply, archive_of, edited, frozen, judge};
use crate::support::Fixture;

const CHANGED: (&str, &str) = ("the [door]", "both [doors]");
const BUMPED: (&str, &str) = ("\"1.0\"", "\"1.1\"");

fn request(by: Option<&str>, outcome: Option<Outcome>) -> ReviewRequest<'_> {
    ReviewRequest { id: "access", by, outcome, today: "2026-01-01".parse().unwrap() }
}

fn plan(fixture: &Fixture, request: &ReviewRequest<'_>) -> Result<ReviewPlan, Refusal> {
    plan_review(&judge(fixture).site, request)
}

/// Reviews the one policy of a site.
#[track_caller]
fn reviewed(fixture: Fixture, request: &ReviewRequest<'_>) -> Fixture {
    match plan(&fixture, request) {
        Ok(ReviewPlan::Log { change, .. }) => apply(fixture, &change),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_review_is_of_the_words_that_were_there() {
    let site = frozen(Fixture::from_text(SITE));
    let Ok(ReviewPlan::Log { review, change }) = plan(&site, &request(None, None)) else {
        panic!("refused")
    };
    assert_eq!(review.by, "Security", "the owner in front matter");
    assert_eq!(review.outcome, Outcome::NoChange, "these words are frozen");
    assert_eq!(review.on.to_string(), "2025-06-02");
    assert_eq!(review.version.as_ref().map(AsRef::as_ref), Some("1.0"));
    assert_eq!(review.words_sha256, sha256(b"Lock the door.\n"));
    assert_eq!(change.paths().collect::<Vec<_>>(), [REVIEWS]);

    let site = apply(site, &change);
    let archive = archive_of(&site);
    assert_eq!((archive.reviews.len(), archive.problems.len()), (1, 0));
    let again = plan(&site, &request(None, None));
    assert!(matches!(again, Ok(ReviewPlan::Logged(_))), "{again:?}");
    let another = reviewed(site, &request(Some("Auditor"), Some(Outcome::Revised)));
    let by: Vec<_> = archive_of(&another).reviews.into_iter().map(|it| it.by).collect();
    assert_eq!(by, ["Auditor", "Security"]);
}

#[test]
fn a_document_without_a_version_can_be_reviewed() {
    let site = edited(Fixture::from_text(SITE), &[("version: \"1.0\"\n", "")]);
    let retire = request(None, Some(Outcome::Retire));
    let site = reviewed(site, &retire);
    assert_eq!(archive_of(&site).reviews[0].version, None);
    // From now on these words are known.
    let later = site.as_of("2025-07-01");
    let later = reviewed(later, &request(None, None));
    assert_eq!(archive_of(&later).reviews[1].outcome, Outcome::NoChange);
}

/// Edits, the request, and the reason and the remedy that it is refused with.
type Refused<'a> = (&'a [(&'a str, &'a str)], ReviewRequest<'a>, &'a str, &'a str);

#[test]
fn what_cannot_be_known_to_be_true_is_refused_with_a_remedy() {
    let plain = request(None, None);
    let revised = request(None, Some(Outcome::Revised));
    let unknown = ReviewRequest { id: "acess", ..plain };
    let early = ReviewRequest { today: "2025-06-01".parse().unwrap(), ..plain };
    #[rustfmt::skip]
    let cases: [Refused<'_>; 12] = [
        (&[], unknown, "no document has the id `acess`", "write `access`"),
        (&[], revised, "a review by `Security` on 2025-06-02 is in the log, with another outcome (`no_change`) or other words", "give another role with `--by`, or another day with `--as-of`"),
        (&[], early, "2025-06-02 has not come yet: today is 2025-06-01", "give the day of the review"),
        (&[("id: access\n", "")], plain, "content/access.md has no `id` in its front matter", "add `id: access`: what is recorded keeps its id for ever, and this one is made from the path"),
        (&[("kind: policy", "kind: page")], plain, "content/access.md is of the kind `page`, which is not controlled", "set `kind` to `policy` or another controlled kind"),
        (&[("title:", "classification: internal\ntitle:")], plain, "content/access.md is internal, and only what is published is recorded", "set `classification` to `public` or `restricted` first"),
        (&[("title:", "draft: true\ntitle:")], plain, "content/access.md is a draft", "finish it: set `status` to `published`"),
        (&[("owner: Security\n", "")], plain, "content/access.md has no `owner`, so it is not known who reviewed it", "name the role with `--by`, such as `--by \"Head of Security\"`"),
        (&[("owner: Security", "owner: [Security, Legal]")], plain, "content/access.md has 2 owners, so it is not known who reviewed it", "name the role with `--by`, such as `--by \"Head of Security\"`"),
        (&[CHANGED], plain, "the text was changed after version 1.0 was frozen on 2025-06-02", "raise `version`, to 1.1 or 2.0 for example, or bring the old text back"),
        (&[CHANGED, BUMPED], plain, "the words are neither those of version 1.0 nor those that were reviewed on 2025-06-02", "say what came of the review: `--no-change`, `--changed` or `--retire`"),
        (&[("\"1.0\"", "\"1/0\"")], plain, "`version` is `1/0`, which has `/`, and may only have letters, digits and `.`, `+`, `_`, `-`", "write it like `\"1.0\"`"),
    ];
    let site = reviewed(frozen(Fixture::from_text(SITE)), &plain);
    for (edits, request, reason, remedy) in cases {
        match plan(&edited(site.clone(), edits), &request) {
            Err(refusal) => {
                assert_eq!(refusal.to_string(), reason, "{edits:?}");
                assert_eq!(refusal.help(), remedy, "{edits:?}");
            }
            Ok(plan) => panic!("{edits:?}: {plan:?}"),
        }
    }
    let before = plan_review(&judge(&site.clone().as_of("2025-06-01")).site, &plain);
    assert!(
        matches!(before, Err(Refusal::Review(ReviewRefusal::ReviewedLater { .. }))),
        "{before:?}"
    );
    let damaged = site.file("archive/access/1.0.md", "Lock the doors.\n");
    assert!(matches!(plan(&damaged, &plain), Err(Refusal::Damaged { count: 1 })));
}
