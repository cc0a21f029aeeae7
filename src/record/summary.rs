//! What changed since the last release, for people to edit.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::archive::{Entry, Release};
use crate::base::version::Version;
use crate::parse::blocks_of;
use crate::redline::{Totals, redline};
use crate::resolve::Site;

/// The head of the file.
const HEAD: &str = "\
<!-- Written by trustpress. Edit it as you like: readers find it on the page of the
release, and nothing proves that it stays as it is. -->
";

/// What a release is told from.
struct Told<'a> {
    site: &'a Site,
    /// The entries of the lock, with those that the release adds.
    entries: BTreeMap<(&'a str, &'a Version), &'a Entry>,
}

/// Returns the summary of a release in markdown: what is new, what was revised,
/// what was withdrawn and what has moved since the last one. Of the first one it says
/// no more than that: its page lists the documents.
pub(super) fn summary(
    site: &Site,
    release: &Release,
    frozen: &[(Entry, Option<Version>)],
) -> String {
    let known = site.archive.versions.iter().map(|frozen| &frozen.entry);
    let entries = known.chain(frozen.iter().map(|(entry, _)| entry));
    let entries = entries.map(|entry| ((entry.id.as_str(), &entry.version), entry));
    let told = Told { site, entries: entries.collect() };
    let Some(last) = site.archive.releases.last() else {
        return format!("{HEAD}\nThe first release.\n");
    };
    let mut lists = [("New", Vec::new()), ("Revised", Vec::new())];
    let [(_, added), (_, revised)] = &mut lists;
    for (id, version) in &release.documents {
        match last.pin(id) {
            None => added.push(told.line(id, version)),
            Some(before) if before == version => (),
            Some(before) => revised.push(told.revision(id, before, version)),
        }
    }
    let gone = last.documents.iter().filter(|(id, _)| release.pin(id).is_none());
    let withdrawn = gone.map(|(id, version)| told.line(id, version)).collect();
    let moved = release.documents.iter().filter_map(|(id, _)| told.moved(last, id));
    let lists = lists
        .into_iter()
        .chain([("Withdrawn", withdrawn), ("Renamed or moved", moved.collect())]);
    let mut text = HEAD.to_owned();
    for (title, lines) in lists.filter(|(_, lines)| !lines.is_empty()) {
        // Writing to a string cannot fail.
        _ = write!(text, "\n## {title}\n\n{}", lines.concat());
    }
    text
}

impl Told<'_> {
    fn line(&self, id: &str, version: &Version) -> String {
        format!("- {}, version {version}\n", self.title(id, version))
    }

    /// A revision, with a line for each version since the last release.
    fn revision(&self, id: &str, before: &Version, now: &Version) -> String {
        let title = self.title(id, now);
        let much = self.totals(id, before).map(|totals| format!(": {totals}"));
        let much = much.unwrap_or_default();
        let mut text = format!("- {title}, version {now} after {before}{much}\n");
        for version in self.since(id, before, now) {
            let Some(entry) = self.entries.get(&(id, version)) else { continue };
            let class = entry.change_class.map(|class| class.as_str().replace('_', " "));
            let class = class.map(|class| format!(" ({class})")).unwrap_or_default();
            let summary = entry.change_summary.as_deref().map(plain);
            let summary = summary.map(|summary| format!(": {summary}"));
            _ = writeln!(text, "  - {version}{class}{}", summary.unwrap_or_default());
        }
        text
    }

    /// Returns how much of the text has changed since a version.
    fn totals(&self, id: &str, before: &Version) -> Option<Totals> {
        let frozen = self.site.archive.position(id, before)?;
        let old = self.site.shown(frozen)?;
        let new = self.site.document(*self.site.ids.get(id)?).text.published.as_ref()?;
        Some(redline(&old.blocks, &blocks_of(new)).totals)
    }

    /// Returns the versions after one, up to another.
    fn since<'v>(
        &'v self,
        id: &str,
        before: &Version,
        now: &'v Version,
    ) -> Vec<&'v Version> {
        let lineage = self.site.lineage(id).map_or(&[][..], |it| &it.versions);
        let frozen: Vec<_> = lineage.iter().map(|version| &version.version).collect();
        let start = frozen.iter().position(|version| *version == before);
        let end = frozen.iter().position(|version| *version == now);
        let start = start.map_or(frozen.len(), |at| at + 1);
        let between = frozen.get(start..end.unwrap_or(frozen.len()));
        between.unwrap_or_default().iter().copied().chain([now]).collect()
    }

    /// A document that has another title or another address than at the last
    /// release.
    fn moved(&self, last: &Release, id: &str) -> Option<String> {
        let before = *self.entries.get(&(id, last.pin(id)?))?;
        let page = self.site.page(*self.site.ids.get(id)?);
        let title = plain(&page.title);
        let surfaces = self.site.archive.surfaces.iter();
        let surface = surfaces.clone().find(|surface| surface.release == last.name);
        let was_there = surface
            .is_some_and(|surface| surface.urls.iter().any(|url| url.path == page.url));
        let mut text = String::new();
        if before.title != page.title {
            _ = writeln!(text, "- {}, now {title}", plain(&before.title));
        }
        if before.url != page.url && !was_there {
            _ = writeln!(text, "- {title}, from `{}` to `{}`", before.url, page.url);
        }
        (!text.is_empty()).then_some(text)
    }

    fn title(&self, id: &str, version: &Version) -> String {
        self.entries
            .get(&(id, version))
            .map_or_else(|| id.to_owned(), |it| plain(&it.title))
    }
}

/// Returns a text as markdown that shows it and nothing else, on one line.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        for character in word.chars() {
            if "\\`*_[]<>&#|~".contains(character) {
                plain.push('\\');
            }
            plain.push(character);
        }
    }
    plain
}
