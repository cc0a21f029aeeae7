//! What is remembered of other sites between two runs of `check --external`.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::config::Config;
use crate::external::Memory;

use super::cache;

/// The file, in the folder of the cache.
const FILE: &str = "external.jsonl";

/// Returns what is remembered; nothing where there is no file.
pub fn remembered(config: &Config) -> Memory {
    let text = fs::read_to_string(place(config)).unwrap_or_default();
    Memory::parse(&text)
}

/// Remembers. If that is not possible, the next run asks again.
pub fn remember(config: &Config, memory: &Memory) {
    drop(try_remember(config, memory));
}

fn try_remember(config: &Config, memory: &Memory) -> io::Result<()> {
    cache::make_folder(&cache::folder(config))?;
    let path = place(config);
    let temporary = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&temporary, memory.print())?;
    fs::rename(&temporary, &path)
}

fn place(config: &Config) -> PathBuf {
    cache::folder(config).join(FILE)
}
