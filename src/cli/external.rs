//! `check --external`: what other sites answer.

use crate::baseline::Baseline;
use crate::check::Report;
use crate::config::Config;
use crate::error::Error;
use crate::resolve::Site;

use super::Terminal;

/// Asks other sites for what documents link to, and judges the site again.
#[cfg(feature = "external")]
#[expect(clippy::unnecessary_wraps, reason = "without the feature it cannot be done")]
pub(super) fn check(
    site: &Site,
    baseline: Option<&Baseline>,
    config: &Config,
    terminal: &mut Terminal,
) -> Result<Report, Error> {
    use std::sync::Mutex;

    use crate::check::external_urls;
    use crate::emit::answers::{remember, remembered};
    use crate::external::{Asking, ask};
    use crate::pipeline;
    use crate::web::{Network, SystemClock};

    /// How many hosts are asked at once.
    const THREADS: usize = 16;

    /// How often it is said how far the asking is.
    const STEPS: usize = 10;

    let urls = external_urls(site);
    let mut memory = remembered(config);
    memory.keep(|url| urls.contains(url));
    let said = Mutex::new(&mut *terminal);
    let progress = |done: usize, total: usize| {
        let step = (total / STEPS).max(1);
        if done.is_multiple_of(step)
            && let Ok(mut terminal) = said.lock()
        {
            terminal.note(&format!("asked for {done} of {total} addresses"));
        }
    };
    let network = Network::new();
    let asking = Asking {
        web: &network,
        clock: &SystemClock,
        threads: THREADS,
        progress: &progress,
    };
    let answers = ask(urls.iter().copied(), &mut memory, &asking);
    remember(config, &memory);
    let known = answers.answers.len() - answers.asked;
    terminal.note(&format!(
        "{} addresses on other sites: asked for {}, remembered {known}, left out {} of hosts reserved for examples",
        urls.len(),
        answers.asked,
        answers.reserved
    ));
    Ok(pipeline::judge_external(site, baseline, &answers))
}

/// Says how to get a program that can ask.
#[cfg(not(feature = "external"))]
pub(super) fn check(
    _: &Site,
    _: Option<&Baseline>,
    _: &Config,
    _: &mut Terminal,
) -> Result<Report, Error> {
    Err(Error::Usage {
        message: "this trustpress was built without the feature `external`, so it cannot ask \
                  other sites; install one that can: cargo install trustpress --features external"
            .to_owned(),
    })
}
