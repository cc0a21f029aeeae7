//! From what the file says to a [`Config`] in which everything is valid.

use std::path::Path;

use globset::GlobSet;

use super::*;

pub(super) fn defaults(folder: &Path) -> Config {
    Config {
        root: folder.to_path_buf(),
        origin: ConfigOrigin::Defaults,
        site: Site {
            title: "Trust Center".to_owned(),
            base_url: BaseUrl::unknown(),
            language: "en".to_owned(),
            publisher: "Trust Center".to_owned(),
            contact: None,
            logo: None,
            theme: "default".to_owned(),
            own_origins: Vec::new(),
            external_routes: GlobSet::empty(),
            repository: None,
        },
        content: Content {
            dir: ".".to_owned(),
            exclude: GlobSet::empty(),
            link_fields: Vec::new(),
        },
        collections: Vec::new(),
        review: Review {
            interval: Interval::Months(12),
            max_interval_days: 366,
            due_soon_days: 30,
        },
        dates: Dates { git: GitDatesMode::Off },
        rules: Vec::new(),
        waivers: Vec::new(),
        output: OutputOptions { dir: "public".to_owned(), max_document_bytes: 8 << 20 },
    }
}
