//! `/feed.xml`: the latest changes, as an Atom feed
//! ([RFC 4287](https://www.rfc-editor.org/rfc/rfc4287)).

use std::fmt::Write as _;

use crate::base::date::Date;
use crate::base::html::escape;
use crate::resolve::{PageIndex, Site};

use super::absolute;
use super::policy::PolicyEntry;

/// The most entries that a feed has.
const LONGEST: usize = 100;

/// Before everything: the date of a feed in which nothing has a date.
const EPOCH: &str = "1970-01-01";

/// Lists the controlled documents by the day of their last change, newest
/// first. An entry's id names the document, its version and the day, so that a
/// reader is shown each change once.
pub(super) fn feed(site: &Site, entries: &[(PageIndex, PolicyEntry)]) -> String {
    let dated = entries.iter().filter_map(|(_, entry)| Some((changed_on(entry)?, entry)));
    let mut dated: Vec<(Date, &PolicyEntry)> = dated.collect();
    dated.sort_by(|(a, first), (b, second)| b.cmp(a).then(first.id.cmp(&second.id)));
    dated.truncate(LONGEST);
    let updated = dated.first().map_or(EPOCH.to_owned(), |(day, _)| day.to_string());
    let home = escape(&absolute(site, "/"));
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{home}</id>\n<title>{}</title>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        escape(&site.config.site.language),
        escape(&site.config.site.title),
        escape(&site.config.site.publisher),
        escape(&absolute(site, "/feed.xml")),
    );
    for (day, entry) in dated {
        write_entry(&mut xml, day, entry);
    }
    xml.push_str("</feed>\n");
    xml
}

fn changed_on(entry: &PolicyEntry) -> Option<Date> {
    entry.last_updated_on.or(entry.issued_on)
}

fn write_entry(xml: &mut String, day: Date, entry: &PolicyEntry) {
    let version = entry.version.as_deref();
    let title = match version {
        Some(version) => format!("{}, version {version}", entry.title),
        None => entry.title.clone(),
    };
    let summary =
        entry.change_summary.as_deref().or(entry.summary.as_deref()).unwrap_or_default();
    writeln!(
        xml,
        "<entry><id>urn:uuid:{}:{}:{day}</id><title>{}</title><updated>{day}T00:00:00Z</updated>\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/><summary>{}</summary></entry>",
        entry.uuid,
        escape(version.unwrap_or("-")),
        escape(&title),
        escape(&entry.url),
        escape(summary),
    )
    .expect("strings grow");
}
