//! What changed from one version to the next, and since a version.

use serde::Serialize;

use crate::base::path::UrlPath;
use crate::redline::{self, FactChange, Unchanged};
use crate::render::markup::Markup;
use crate::render::navigation::NavigationView;
use crate::render::texts::Ready;
use crate::resolve::VersionPage;

use super::Life;
use crate::render::view::here::HereView;
use crate::render::view::{DayView, HeadView, LinkView, TermView};

/// What the template of a comparison sees.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ComparisonPage {
    /// The head.
    head: HeadView,
    /// Where the page is.
    here: HereView,
    /// The navigation beside it: the versions of the document.
    navigation: NavigationView,
    /// The comparison.
    page: ComparisonView,
}

/// A comparison.
#[derive(Debug, Serialize)]
struct ComparisonView {
    /// What the page is called.
    title: String,
    /// The title of the document.
    document: String,
    /// The earlier text.
    from: SideView,
    /// The later text; none where the document has gone, or its text is not for
    /// readers any more.
    to: Option<SideView>,
    /// Whether the later text is the current one, which moves on.
    is_current: bool,
    /// How much it differs.
    class: Option<TermView>,
    /// What changed, in the words of the author.
    summary: Option<String>,
    /// What changed, counted; none where no word did.
    totals: Option<String>,
    /// The facts that changed.
    facts: Vec<FactView>,
    /// The later text, with what was taken from it and added to it; empty where
    /// no word did.
    redline: Markup,
    /// The history of the document.
    history: String,
    /// The step before.
    previous: Option<LinkView>,
    /// The step after.
    next: Option<LinkView>,
}

/// One of the texts that are compared.
#[derive(Debug, Serialize)]
struct SideView {
    /// The text and its page.
    text: LinkView,
    /// From when it is in force, if that is known.
    from: Option<DayView>,
}

/// A fact that changed.
#[derive(Debug, Serialize)]
struct FactView {
    /// What readers call it.
    label: &'static str,
    /// What it was, with commas between what was several things.
    before: String,
    /// The same of what it is.
    after: String,
}

/// What was found.
#[derive(Default)]
struct Found {
    facts: Vec<FactView>,
    words: Words,
}

/// How the words of two texts differ.
#[derive(Clone, Debug, Default)]
pub(in crate::render) struct Words {
    totals: Option<String>,
    redline: Markup,
}

impl ComparisonPage {
    /// Gathers how the version at a position differs from the one before it;
    /// none where that cannot be shown.
    pub(in crate::render) fn of_step(
        life: Life<'_>,
        at: usize,
        navigation: NavigationView,
    ) -> Option<Self> {
        let url = life.lineage.step_url(at)?;
        let from = life.lineage.versions.get(at.checked_sub(1)?)?;
        let to = life.lineage.versions.get(at)?;
        let entry = &life.frozen(to).entry;
        let title = format!(
            "{}: changes from version {} to {}",
            life.lineage.title, from.version, to.version
        );
        let (was, is) = (life.text(from), life.text(to));
        let front_matter = |version| &life.facts(version).front_matter;
        let facts = redline::metadata(front_matter(from), front_matter(to));
        let found = Found::new(facts, life.words((at - 1, &was), &is));
        let page = ComparisonView {
            to: Some(SideView::of_version(life, to)),
            class: entry.change_class.map(TermView::from),
            summary: entry.change_summary.clone(),
            previous: life.step(at - 1),
            next: life.step(at + 1),
            ..ComparisonView::new(life, from, title, found)
        };
        let here = life.here(&url).around(life.facts(to));
        Some(Self { head: page.head(life, &url), here, navigation, page })
    }

    /// Gathers how the current text differs from the version at a position.
    pub(in crate::render) fn with_current(
        life: Life<'_>,
        at: usize,
        navigation: NavigationView,
    ) -> Self {
        let from = &life.lineage.versions[at];
        let url = from.changes_url();
        let title =
            format!("{}: changes since version {}", life.lineage.title, from.version);
        let here = life.here(&url);
        let Some(current) = life.current().filter(|current| current.is_shown) else {
            let page = ComparisonView::new(life, from, title, Found::default());
            return Self { head: page.head(life, &url), here, navigation, page };
        };
        let text = life.site.document(current.index);
        let is_other = current.frozen != Some(at);
        let found = is_other.then(|| {
            let was = life.text(from);
            let frozen = current.frozen.map(|at| life.lineage.versions[at].frozen);
            let is = life.texts.current(life.site, current.index, frozen);
            let front_matter = &life.facts(from).front_matter;
            let facts = redline::metadata(front_matter, &text.front_matter);
            Found::new(facts, life.words((at, &was), &is))
        });
        let to = SideView {
            text: LinkView { title: current.title(), href: life.document().href },
            from: life.site.page(current.index).dates.effective_on.map(DayView::from),
        };
        let page = ComparisonView {
            to: Some(to),
            is_current: true,
            ..ComparisonView::new(life, from, title, found.unwrap_or_default())
        };
        let head = page.head(life, &url);
        Self { head, here: here.around(text), navigation, page }
    }
}

impl ComparisonView {
    fn new(life: Life<'_>, from: &VersionPage, title: String, found: Found) -> Self {
        Self {
            title,
            document: life.lineage.title.clone(),
            from: SideView::of_version(life, from),
            to: None,
            class: None,
            summary: None,
            totals: found.words.totals,
            facts: found.facts,
            redline: found.words.redline,
            history: life.href(&life.lineage.history_url()),
            previous: None,
            next: None,
            is_current: false,
        }
    }

    /// Returns the head: search engines find the texts, not what is between.
    fn head(&self, life: Life<'_>, url: &UrlPath) -> HeadView {
        HeadView::new(life.site, &self.title, url)
            .described(self.summary.clone())
            .in_history(life.relations(None))
            .unindexed()
    }
}

impl Found {
    fn new(facts: Vec<FactChange>, words: Words) -> Self {
        Self { facts: facts.into_iter().map(FactView::from).collect(), words }
    }
}

impl Words {
    /// Compares two texts of one document.
    fn new(old: &Ready, new: &Ready) -> Self {
        let [old, new] = [old, new].map(|text| (&text.shown.blocks, &text.remembered));
        let redline = redline::redline_between(old, new);
        if redline.is_empty() {
            return Self::default();
        }
        Self {
            totals: Some(redline.totals.to_string()),
            redline: Markup::new(&redline::html(&redline, Unchanged::Folded)),
        }
    }
}

impl SideView {
    fn of_version(life: Life<'_>, version: &VersionPage) -> Self {
        Self { text: life.link(version), from: Some(version.from.into()) }
    }
}

impl From<FactChange> for FactView {
    fn from(change: FactChange) -> Self {
        let [before, after] = [change.before, change.after].map(|it| it.join(", "));
        Self { label: change.label, before, after }
    }
}

impl Life<'_> {
    /// Compares the version at a position with a later text. The last step, where the
    /// current text is frozen, is on two pages.
    fn words(self, (at, old): (usize, &Ready), new: &Ready) -> Words {
        let last = self.lineage.versions.get(at + 1..).unwrap_or_default();
        let is_last = matches!(last, [last] if self.text(last).is(new));
        match self.last_step.filter(|_| is_last) {
            Some(known) => known.get_or_init(|| Words::new(old, new)).clone(),
            None => Words::new(old, new),
        }
    }

    /// Returns the link to the step that leads to the version at a position.
    fn step(self, at: usize) -> Option<LinkView> {
        let url = self.lineage.step_url(at)?;
        let from = self.lineage.versions.get(at.checked_sub(1)?)?;
        let to = self.lineage.versions.get(at)?;
        let title = format!("{} to {}", from.version, to.version);
        Some(LinkView { title, href: self.href(&url) })
    }
}
