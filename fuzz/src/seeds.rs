//! What mutation starts from: the fixtures of the test suite.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns every file below the fixtures with this extension.
pub(crate) fn files(extension: &str) -> Vec<Vec<u8>> {
    let paths = fixtures().into_iter().flat_map(|folder| below(&folder));
    let wanted = paths.filter(|path| path.extension().is_some_and(|it| it == extension));
    wanted.filter_map(|path| fs::read(path).ok()).collect()
}

/// Returns the front matter of every markdown file that has some.
pub(crate) fn front_matter() -> Vec<Vec<u8>> {
    let texts = files("md").into_iter().filter_map(|bytes| String::from_utf8(bytes).ok());
    let parts = texts.filter_map(|text| {
        let (front_matter, _) = text.strip_prefix("---\n")?.split_once("\n---")?;
        Some(front_matter.as_bytes().to_vec())
    });
    parts.collect()
}

/// Returns the small sites of the rules, and each folder with a `site.toml`, as
/// one text each, files separated by `-- path --` lines.
pub(crate) fn sites() -> Vec<Vec<u8>> {
    let all = fixtures().into_iter().flat_map(|folder| below(&folder));
    let configs = all.filter(|path| path.ends_with("site.toml"));
    let folders = configs.filter_map(|path| Some(as_text(path.parent()?)));
    folders.chain(files("txt")).collect()
}

fn as_text(site: &Path) -> Vec<u8> {
    let mut text = Vec::new();
    for path in below(site) {
        let name = path.strip_prefix(site).unwrap_or(&path).to_string_lossy();
        text.extend(format!("-- {name} --\n").into_bytes());
        text.extend(fs::read(&path).unwrap_or_default());
    }
    text
}

fn fixtures() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests");
    vec![tests.join("golden/site"), tests.join("rules")]
}

/// Returns every file below a folder, sorted; none where there is no folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
