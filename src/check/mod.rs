//! Judges the site: runs every rule and gives one [`Report`].
//!
//! Comes in: a [`Site`] and the [`Context`]. Goes out: every finding, sorted by
//! path and place, with levels, suppressions and waivers applied. Checking
//! never fails and never changes the site.

mod report;
mod rule;
mod rules;
mod suppress;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::resolve::Site;

pub use report::{Counts, Report};
pub use rule::{Accepted, Edit, Finding, Findings, Fix, Related, Rule, Safety};
pub use rules::{RULES, find_rule};

/// Runs every rule over the site.
pub fn check(site: &Site) -> Report {
    let found: Vec<Finding> = RULES
        .par_iter()
        .flat_map_iter(|rule| {
            let mut findings = Findings::new(rule);
            (rule.check)(site, &mut findings);
            findings.into_vec()
        })
        .collect();
    let judged = suppress::judge(site, found);
    Report::new(site, judged)
}
