//! `output-*`: what does not hold together in a finished site.

use crate::base::span::{SourceId, Span};
use crate::built::{BrokenLink, Built, LinkRole, Why};
use crate::check::{Finding, Findings};

use super::words::{code, count};

pub(super) mod anchor_missing;
pub(super) mod asset_missing;
pub(super) mod digest_mismatch;
pub(super) mod file_unreadable;
pub(super) mod id_duplicate;
pub(super) mod index_mismatch;
pub(super) mod link_broken;
pub(super) mod redirect_broken;
pub(super) mod url_missing;

/// On more pages than this, a fault is that of a template, and one finding.
const OF_A_TEMPLATE: usize = 5;

/// What is one finding: a fault with what is alike to it.
struct Cause<'a, T> {
    /// The first of them.
    fault: &'a T,
    /// The others on the same page.
    here: Vec<Span>,
    /// On how many pages it is.
    pages: usize,
}

/// Sorts faults by their cause: those on one page with the same words are one,
/// and those on many pages are that of a template.
fn causes<'a, T>(
    faults: impl Iterator<Item = &'a T>,
    of: impl Fn(&'a T) -> (&'a str, SourceId, Span),
) -> Vec<Cause<'a, T>> {
    let mut faults: Vec<&T> = faults.collect();
    faults.sort_by_key(|fault| of(fault));
    let mut causes = Vec::new();
    for same in faults.chunk_by(|a, b| of(a).0 == of(b).0) {
        let mut pages: Vec<_> = same
            .chunk_by(|a, b| of(a).1 == of(b).1)
            .filter_map(|page| {
                let (&fault, others) = page.split_first()?;
                let here = others.iter().map(|other| of(other).2).collect();
                Some(Cause { fault, here, pages: 1 })
            })
            .collect();
        let number = pages.len();
        if number > OF_A_TEMPLATE {
            pages.truncate(1);
            for page in &mut pages {
                page.pages = number;
            }
        }
        causes.extend(pages);
    }
    causes
}

impl<T> Cause<'_, T> {
    /// Says where else the fault is.
    fn tell(&self, source: SourceId, finding: &mut Finding) {
        if self.pages > 1 {
            finding.note(format!(
                "on {}, this is the first: a template is likely to blame",
                count(self.pages, "page")
            ));
            return;
        }
        for span in &self.here {
            finding.see(source, *span, "and here");
        }
    }
}

/// Adds a finding for each cause of addresses with nothing at them.
fn add_broken<'a>(
    built: &Built,
    broken: impl Iterator<Item = &'a BrokenLink>,
    what: &str,
    findings: &mut Findings,
) {
    for cause in causes(broken, |link| (&link.href, link.source, link.span)) {
        let BrokenLink { source, span, href, why, .. } = cause.fault;
        let message = format!("{what} {} leads to nothing", code(href));
        let finding = findings.add(*source, *span, message);
        finding.about(href);
        match why {
            Why::Missing { path } => {
                finding.label(format!(
                    "there is no {}",
                    code(&format!("{}{path}", built.root))
                ));
                if let Some(similar) = built.similar(path) {
                    finding.help(format!("link to {}, if that is meant", code(&similar)));
                } else {
                    finding.help("correct the address, or publish what it is for");
                }
            }
            Why::NoIndex => {
                finding.label("the folder has no `index.html`");
                finding.help("link to a page in the folder, or give it one");
            }
            Why::RootMissing => {
                let whole = format!("{}{}", built.root, href.trim_start_matches('/'));
                finding.label(format!(
                    "not below the root of the site, {}",
                    code(&built.root)
                ));
                finding.help(format!("write {}", code(&whole)));
            }
        }
        cause.tell(*source, finding);
    }
}

/// Returns the links of a role.
fn with_role(built: &Built, role: LinkRole) -> impl Iterator<Item = &BrokenLink> {
    built.broken.iter().filter(move |link| link.role == role)
}
