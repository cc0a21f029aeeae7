//! A site whose files are already in memory.

use std::collections::{BTreeMap, BTreeSet};

use super::classify::{Class, Classifier, OUTPUT_MARKER};
use super::{
    ArchiveSources, AssetFile, SourceFile, Sources, Withheld, archive, read, theme,
};
use crate::base::digest::sha256;
use crate::base::path::ContentPath;
use crate::baseline::{BASELINE_FILE, Baseline};
use crate::config::Config;

pub(super) fn sources(config: &Config, files: Vec<(String, Vec<u8>)>) -> Sources {
    let folder = content_prefix(config);
    let mut classifier = Classifier::new(config);
    let built = files.iter().filter_map(|(path, _)| {
        path.strip_prefix(&folder)?.strip_suffix(OUTPUT_MARKER)?.strip_suffix('/')
    });
    built.for_each(|path| classifier.reserve_output(path));
    let mut sources = Sources::default();
    let mut withheld = BTreeSet::new();
    let mut layers = theme::Layers::default();
    let (mut archived, mut assets) = (Vec::new(), Vec::new());
    for (path, bytes) in files.into_iter().collect::<BTreeMap<_, _>>() {
        archived.extend(archive::file(config, &path, &bytes));
        if path == BASELINE_FILE {
            let text = String::from_utf8_lossy(&bytes);
            sources.baseline = Baseline::parse(BASELINE_FILE, &text).ok();
        }
        assets.extend(archive::asset(config, &path, &bytes));
        let content = path.strip_prefix(&folder).and_then(|p| ContentPath::new(p).ok());
        match content {
            None => layers.add(config, &path, bytes),
            Some(content) => match classifier.topmost_withheld(content.as_str()) {
                None => add(
                    &mut sources,
                    config,
                    classifier.class(content.as_str()),
                    (content, bytes),
                ),
                Some((topmost, reason)) => {
                    if let Ok(path) = ContentPath::new(topmost)
                        && withheld.insert(path.clone())
                    {
                        sources.withheld.push(Withheld { path, reason });
                    }
                    layers.add(config, &path, bytes);
                }
            },
        }
    }
    sources.theme = layers.compose();
    sources.archive = ArchiveSources::new(archive::settle(archived), assets);
    sources.sort();
    sources
}

fn add(
    sources: &mut Sources,
    config: &Config,
    class: Class,
    (path, bytes): (ContentPath, Vec<u8>),
) {
    match class {
        Class::Withheld(reason) => sources.withheld.push(Withheld { path, reason }),
        Class::Asset => {
            let file = path.to_fs(&config.content_dir());
            let sha256 = Some(sha256(&bytes));
            sources.assets.push(AssetFile { path, file, sha256 });
        }
        Class::Document | Class::Register | Class::Redirects => {
            let text = read::decode(bytes, config.output.max_document_bytes);
            sources.add_text(class, SourceFile { path, text });
        }
    }
}

/// Returns what stands before the path of a content file, from the root.
fn content_prefix(config: &Config) -> String {
    let segments = config.content.dir.split('/');
    let segments = segments.filter(|segment| !matches!(*segment, "" | "."));
    segments.flat_map(|segment| [segment, "/"]).collect()
}
