//! The order of the stages between the two doors.
//!
//! Nothing here touches the disk, the clock or the environment: the same
//! arguments give the same result, byte for byte.

use std::sync::Arc;

use crate::archive::{self, Archive};
use crate::base::font::FontFormat;
use crate::base::path::ContentPath;
use crate::baseline::Baseline;
use crate::built::{self, BuiltCounts, Served};
use crate::check::{self, Mended, Report, Wanted, check};
use crate::config::{BaseUrl, Config, Context};
use crate::error::Error;
use crate::external::Answers;
use crate::load::{ArchiveSources, BuiltFolder, Part, Sources, ThemeFile, ThemeSources};
use crate::parse::{
    Document, Kept, KeptTexts, Purpose, SecurityFields, Shown, parse, parse_archive,
    parse_register_texts, parse_registers, parse_security_txt, parse_summaries,
};
use crate::record::{Refusal, ReleasePlan, ReleaseRequest, plan_release, surface};
use crate::render::{Templates, Theme};
use crate::resolve::{
    Font, FrozenDocument, SECURITY_TXT, Site, Surroundings, resolve, revise,
};

/// How often documents are looked at to be mended. Two edits that undid each other
/// would go on for ever.
const MOST_LOOKS: usize = 10;

/// A site that is understood, judged and ready to be rendered.
#[derive(Debug)]
pub struct Build {
    /// The site.
    pub site: Site,
    /// What is wrong with it.
    pub report: Report,
    /// How it will look.
    pub theme: Theme,
    /// Whether it may be written.
    pub integrity: Integrity,
}

/// A site that is understood and ready to be rendered, and was not judged.
#[derive(Debug)]
pub struct Draft {
    /// The site.
    pub site: Site,
    /// How it will look.
    pub theme: Theme,
    /// The findings that are known.
    pub baseline: Option<Baseline>,
}

impl Draft {
    /// Judges the site.
    pub fn judge(&self) -> Report {
        check(&self.site, self.baseline.as_ref())
    }
}

/// Whether what was published is still what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It is, as far as the archive can tell.
    Holds,
    /// It is not: a frozen text was changed or lost, or the archive cannot be
    /// read. The report says what. Such a site must not be written.
    Broken,
}

impl Integrity {
    fn of(report: &Report) -> Self {
        if report.breaks_integrity() { Self::Broken } else { Self::Holds }
    }
}

/// How many pages of a site will be made.
#[derive(Clone, Copy, Debug)]
pub enum Pages<'a> {
    /// All: what those of frozen texts show is found with the facts, by one walk over
    /// each text.
    All,
    /// Those that have changed, or that somebody asks for: it is found for each when
    /// it is made, and nothing is kept of the others. The facts in frozen texts are
    /// taken from what an earlier run has kept of them.
    Some(Option<&'a KeptTexts>),
}

/// Reads the site's meaning and judges it, without a view to publishing.
pub fn check_only(sources: Sources, config: &Arc<Config>, context: Context) -> Report {
    judge(sources, config, context).1
}

/// Reads the site's meaning and judges it, and hands out both.
pub fn judge(sources: Sources, config: &Arc<Config>, context: Context) -> (Site, Report) {
    judge_since(sources, &Kept::default(), config, context)
}

/// Does what [`judge`] does, and takes documents that have not changed from what an
/// earlier run has kept.
pub fn judge_since(
    mut sources: Sources,
    kept: &Kept,
    config: &Arc<Config>,
    context: Context,
) -> (Site, Report) {
    let baseline = sources.baseline.clone();
    let files = std::mem::take(&mut sources.theme);
    let purpose = (Purpose::Check, Purpose::Recall, Earlier::from(kept));
    let site = understand(sources, &files, (config, context), purpose);
    let report = check(&site, baseline.as_ref());
    (site, report)
}

/// Mends the documents and registers as far as findings offer the edits that are
/// wanted, and returns them with what came of it.
///
/// An edit can make room for another, and two that meet are made one after the
/// other: it is done when a look finds nothing to mend, or after `MOST_LOOKS`.
pub fn mend(
    sources: &Sources,
    config: &Arc<Config>,
    context: &Context,
    wanted: Wanted,
) -> (Sources, Mended) {
    let mut mended = sources.clone();
    let mut total = Mended::default();
    for _ in 0..MOST_LOOKS {
        let (site, report) = judge(mended.clone(), config, context.clone());
        let Mended { made, frozen } = check::mend(&site, &report, &mut mended, wanted);
        total = Mended { made: total.made + made, frozen };
        if made == 0 {
            break;
        }
    }
    (mended, total)
}

/// Judges a site as other sites have answered, too.
pub fn judge_external(
    site: &Site,
    baseline: Option<&Baseline>,
    answers: &Answers,
) -> Report {
    check::check_external(site, baseline, answers)
}

/// Reads a finished site and judges it; also says how much of it leads elsewhere.
pub fn check_built(
    folder: &BuiltFolder,
    config: &Config,
    context: &Context,
    (base, prefix): (Option<BaseUrl>, &str),
) -> (Report, BuiltCounts) {
    let built = built::read(folder, &Served::of(config, base), prefix);
    (check::check_built(&built, config, context), built.counts)
}

/// Plans a release of these sources.
///
/// What a release publishes is only known when it is part of the site: its own
/// page is among it. So the site is made a second time, with the archive as the
/// release makes it.
pub fn release(
    sources: Sources,
    config: &Arc<Config>,
    context: Context,
    (name, note): (&str, Option<&str>),
) -> Result<Result<ReleasePlan, Vec<Refusal>>, Error> {
    let (site, report) = judge(sources.clone(), config, context.clone());
    let request = ReleaseRequest { name, note, sources: &sources.documents };
    let draft = match plan_release(&site, &report, &request) {
        Ok(ReleasePlan::Release(draft)) => draft,
        settled => return Ok(settled),
    };
    let archive = draft.change.applied_to(sources.archive);
    let mut sources = Sources { archive, ..sources };
    let files = std::mem::take(&mut sources.theme);
    let purpose = (Purpose::Check, Purpose::Recall, Earlier::default());
    let after = understand(sources, &files, (config, context), purpose);
    let surface = surface(name, &after);
    let whole = draft.with_surface(&site, &surface);
    Ok(whole
        .map(|draft| ReleasePlan::Release(Box::new(draft)))
        .map_err(|refusal| vec![refusal.into()]))
}

/// Runs every stage up to rendering, which follows page by page as the output
/// is written.
pub fn build(
    sources: Sources,
    config: &Arc<Config>,
    context: Context,
    pages: Pages<'_>,
) -> Result<Build, Error> {
    let draft = draft_of(sources, config, context, (pages, None))?;
    let report = draft.judge();
    let Draft { site, theme, .. } = draft;
    let integrity = Integrity::of(&report);
    Ok(Build { site, report, theme, integrity })
}

/// Runs the stages that pages need, and leaves judging for later.
///
/// This is the one place where earlier work is reused: what the sources say has
/// not changed is taken over from `previous`, which must be the draft that was
/// made of what was [`Seen`](crate::load::Seen) before.
pub fn draft(
    sources: Sources,
    config: &Arc<Config>,
    context: Context,
    previous: Option<&Draft>,
) -> Result<Draft, Error> {
    draft_of(sources, config, context, (Pages::Some(None), previous))
}

fn draft_of(
    mut sources: Sources,
    config: &Arc<Config>,
    context: Context,
    (pages, previous): (Pages<'_>, Option<&Draft>),
) -> Result<Draft, Error> {
    let baseline = sources.baseline.clone();
    let has_looks = [Part::Looks, Part::Surroundings]
        .into_iter()
        .all(|part| sources.unchanged.has(part));
    let files = std::mem::take(&mut sources.theme);
    let earlier = previous.map(|it| Earlier::from(&it.site)).unwrap_or_default();
    let (frozen, texts) = match pages {
        Pages::All => (Purpose::Show, None),
        Pages::Some(kept) => (Purpose::Recall, kept),
    };
    let earlier = Earlier { texts, ..earlier };
    let purpose = (Purpose::Publish, frozen, earlier);
    let known = previous.filter(|_| has_looks);
    let understand = || understand(sources, &files, (config, context), purpose);
    let compile = || Templates::new(&files, config);
    let (site, compiled) = if known.is_some() {
        (understand(), None)
    } else {
        let (site, compiled) = rayon::join(understand, compile);
        (site, Some(compiled))
    };
    let theme = match known.and_then(|it| it.theme.again(&it.site, &site)) {
        Some(theme) => theme,
        None => Theme::new(compiled.unwrap_or_else(compile)?, &site)?,
    };
    Ok(Draft { site, theme, baseline })
}

/// Understands what there is: the documents for one purpose, the frozen texts for
/// another.
fn understand(
    mut sources: Sources,
    files: &ThemeSources,
    (config, context): (&Arc<Config>, Context),
    (purpose, frozen, earlier): (Purpose, Purpose, Earlier<'_>),
) -> Site {
    let unchanged = std::mem::take(&mut sources.unchanged);
    let same = earlier.site.filter(|site| {
        unchanged.has(Part::Surroundings)
            && site.context == context
            && site.history == sources.history
    });
    let known = earlier.site.filter(|_| unchanged.has(Part::Archive));
    let has_archive = match known {
        Some(site) => !site.archive.versions.is_empty(),
        None => !sources.archive.files.is_empty(),
    };
    // The lock is read by one core.
    let (archived, (registers, (read, mut digests))) = rayon::join(
        || match known {
            Some(site) => Archived::known(site),
            None => {
                Archived::read(sources.archive, config, (purpose, frozen), earlier.texts)
            }
        },
        || {
            let registers = match same {
                Some(site) => Arc::clone(&site.registers),
                None => Arc::new(parse_registers(&sources.registers)),
            };
            let documents = sources.documents;
            let digests = has_archive.then(|| archive::digests_of_sources(&documents));
            let read = parse(documents, config, purpose, &registers.facts);
            (registers, (read, digests.unwrap_or_default()))
        },
    );
    if archived.archive.versions.is_empty() {
        digests.clear();
    }
    let (documents, source_digests) = if unchanged.documents.is_empty() {
        (read, digests)
    } else {
        with_unchanged((read, digests), &unchanged.documents, earlier)
    };
    if let Some(site) = same.and_then(|it| revise(it, &documents, &source_digests)) {
        return site;
    }
    let surroundings = Surroundings {
        assets: sources.assets,
        withheld: sources.withheld,
        redirects: sources.redirects,
        history: sources.history,
        archive: archived.archive,
        frozen: archived.frozen,
        shown: archived.shown,
        summaries: archived.summaries,
        register_texts: parse_register_texts(&registers, config, purpose),
        registers,
        security_txt: security_txt(files),
        fonts: fonts(files, config),
        source_digests,
    };
    resolve(documents, surroundings, Arc::clone(config), context)
}

/// What an earlier run has understood.
#[derive(Clone, Copy, Default)]
struct Earlier<'a> {
    /// The site, if it is still there.
    site: Option<&'a Site>,
    /// Its documents, sorted by path.
    documents: &'a [Arc<Document>],
    /// The digest of the source of each, where something was frozen.
    source_digests: &'a [String],
    /// The facts in frozen texts.
    texts: Option<&'a KeptTexts>,
}

impl<'a> From<&'a Site> for Earlier<'a> {
    fn from(site: &'a Site) -> Self {
        let (documents, source_digests) = (&*site.documents, &*site.source_digests);
        Self { site: Some(site), documents, source_digests, texts: None }
    }
}

impl<'a> From<&'a Kept> for Earlier<'a> {
    fn from(Kept { documents, source_digests, frozen }: &'a Kept) -> Self {
        Self { site: None, documents, source_digests, texts: Some(frozen) }
    }
}

/// Reads the `security.txt` that the site or its theme has, if any.
fn security_txt(theme: &ThemeSources) -> Option<SecurityFields> {
    let is_it = |file: &&ThemeFile| format!("/{}", file.name) == SECURITY_TXT;
    let file = theme.statics.iter().find(is_it)?;
    Some(parse_security_txt(&file.origin, &String::from_utf8_lossy(&file.bytes)))
}

/// Returns what there is of the fonts that `[theme]` names.
fn fonts(theme: &ThemeSources, config: &Config) -> Vec<Font> {
    let named = config.theme.fonts().filter_map(|(_, font)| {
        let file = theme.statics.iter().find(|file| file.name == font.value)?;
        Some(Font { name: file.name.clone(), format: FontFormat::of(&file.bytes) })
    });
    named.collect()
}

/// The archive, understood.
struct Archived {
    archive: Arc<Archive>,
    frozen: Vec<Arc<Document>>,
    shown: Vec<Arc<Shown>>,
    summaries: Vec<Arc<Document>>,
}

impl Archived {
    fn read(
        sources: ArchiveSources,
        config: &Config,
        (purpose, frozen): (Purpose, Purpose),
        kept: Option<&KeptTexts>,
    ) -> Self {
        let archive = archive::read(sources);
        let (frozen, shown) = parse_archive(&archive, config, frozen, kept);
        let summaries = parse_summaries(&archive, config, purpose);
        Self { archive: Arc::new(archive), frozen, shown, summaries }
    }

    /// Takes over what an earlier run has understood.
    fn known(site: &Site) -> Self {
        let documents = |texts: &[FrozenDocument]| {
            texts.iter().map(|text| Arc::clone(&text.document)).collect()
        };
        Self {
            archive: Arc::clone(&site.archive),
            frozen: documents(&site.frozen),
            shown: site.frozen.iter().filter_map(|text| text.shown.clone()).collect(),
            summaries: documents(&site.summaries),
        }
    }
}

/// Puts documents that were read, each with the digest of its source where
/// there are any, and those of an earlier run that have not changed in one order.
fn with_unchanged(
    (read, digests): (Vec<Arc<Document>>, Vec<String>),
    unchanged: &[ContentPath],
    earlier: Earlier<'_>,
) -> (Vec<Arc<Document>>, Vec<String>) {
    let has_digests = !digests.is_empty() || !earlier.source_digests.is_empty();
    let digests = digests.into_iter().chain(std::iter::repeat(String::new()));
    let mut all: Vec<_> = read.into_iter().zip(digests).collect();
    // Both are sorted; to search for each would take longer than to walk along.
    let mut unchanged = unchanged.iter().peekable();
    for (at, known) in earlier.documents.iter().enumerate() {
        while unchanged.next_if(|path| **path < known.path).is_some() {}
        if unchanged.next_if(|path| **path == known.path).is_some() {
            let digest = earlier.source_digests.get(at).cloned().unwrap_or_default();
            all.push((Arc::clone(known), digest));
        }
    }
    all.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    all.dedup_by(|(later, _), (first, _)| later.path == first.path);
    let (documents, digests) = all.into_iter().unzip();
    (documents, if has_digests { digests } else { Vec::new() })
}
