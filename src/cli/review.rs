//! `review`: records that a document was reviewed, and what came of it.

use clap::Args;

use crate::archive::{Outcome as ReviewOutcome, Review};
use crate::error::Error;
use crate::load::load;
use crate::pipeline;
use crate::record::{ReviewPlan, ReviewRequest, plan_review};

use super::options::{EntryArgs, today};
use super::{Global, Outcome, Terminal};

/// Record that a document was reviewed, and what came of it
///
/// Adds an entry to archive/reviews.toml with the digest of the words that were
/// reviewed. The last review then counts as if front matter had it in
/// `last_reviewed`. Safe to interrupt and to repeat.
///
/// What came of it need not be said where the words are those of the last frozen
/// version or the last review: then nothing had to change.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct ReviewArgs {
    /// The id of the document
    id: String,

    /// It was changed after it was reviewed, or because of it
    #[arg(long, group = "outcome")]
    changed: bool,

    /// It holds as it is
    #[arg(long, group = "outcome")]
    no_change: bool,

    /// It is to be withdrawn
    #[arg(long, group = "outcome")]
    retire: bool,

    /// Who reviewed it, as a role; without it, the `owner` in front matter
    #[arg(long, value_name = "ROLE")]
    by: Option<String>,

    #[command(flatten)]
    entry: EntryArgs,
}

pub(super) fn run(
    args: &ReviewArgs,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let config = global.load_config()?;
    let context = args.entry.context(&config.root)?;
    let writer = args.entry.write.hold(&config)?;
    let (site, _) = pipeline::judge(load(&config)?, &config, context);
    let request = ReviewRequest {
        id: &args.id,
        by: args.by.as_deref(),
        outcome: args.outcome(),
        today: today()?,
    };
    match plan_review(&site, &request) {
        Err(refusal) => {
            terminal.refusal(&refusal);
            return Ok(Outcome::Findings);
        }
        Ok(ReviewPlan::Logged(review)) => {
            terminal.note(&format!("nothing to do: the log has {}", told(&review)));
        }
        Ok(ReviewPlan::Log { review, change }) => {
            if let Some(writer) = &writer {
                writer.write(&change)?;
            }
            let verb = if writer.is_some() { "recorded" } else { "would record" };
            let files: Vec<_> = change.paths().collect();
            terminal.note(&format!(
                "{verb} {}\nwords {}\nfiles: {}\nnext: commit them",
                told(&review),
                review.words_sha256,
                files.join(", ")
            ));
        }
    }
    Ok(Outcome::Clean)
}

/// Names a review.
fn told(review: &Review) -> String {
    let version = review.version.as_ref().map(|version| format!(" {version}"));
    let outcome = match review.outcome {
        ReviewOutcome::NoChange => "no change",
        ReviewOutcome::Revised => "changed",
        ReviewOutcome::Retire => "to be withdrawn",
    };
    format!(
        "the review of {}{} by {} on {}: {outcome}",
        review.id,
        version.unwrap_or_default(),
        review.by,
        review.on
    )
}

impl ReviewArgs {
    fn outcome(&self) -> Option<ReviewOutcome> {
        let said = [
            (self.changed, ReviewOutcome::Revised),
            (self.no_change, ReviewOutcome::NoChange),
            (self.retire, ReviewOutcome::Retire),
        ];
        said.into_iter().find(|(is_said, _)| *is_said).map(|(_, outcome)| outcome)
    }
}
