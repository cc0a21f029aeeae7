//! The step from the old site to the new one, and what to do if it was
//! interrupted.
//!
//! Linux and macOS exchange two folders in one step. Elsewhere, and on file
//! systems that cannot, it takes two renames: the old site goes aside, the new
//! one to its place. The names are the journal: a site that stands aside while
//! its place is empty was interrupted between the two.

#![expect(clippy::disallowed_methods, reason = "the door out")]

use std::fs;
use std::io;
use std::path::Path;

use super::place::{Place, exists};
use super::tree;
use crate::error::Error;

/// Removes what a killed run has left, and brings back the old site if that run
/// had put it aside.
pub(super) fn recover(place: &Place) -> Result<(), Error> {
    let failed = |path: &Path, source| Error::Write { path: path.to_path_buf(), source };
    tree::remove(&place.staging).map_err(|source| failed(&place.staging, source))?;
    if tree::is_folder(&place.aside) && !exists(&place.target) {
        return fs::rename(&place.aside, &place.target)
            .map_err(|source| failed(&place.target, source));
    }
    tree::remove(&place.aside).map_err(|source| failed(&place.aside, source))
}

/// Puts the folder in which a site was made where the old site was. What was there,
/// if anything, is then where the new site was made, or gone.
pub(super) fn exchange(place: &Place, made: &Path) -> io::Result<()> {
    if !exists(&place.target) {
        return fs::rename(made, &place.target);
    }
    at_once(made, &place.target).or_else(|_| by_renames(place, made))
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn at_once(made: &Path, target: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    Ok(renameat_with(CWD, made, CWD, target, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn at_once(_made: &Path, _target: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn by_renames(place: &Place, made: &Path) -> io::Result<()> {
    fs::rename(&place.target, &place.aside).map_err(explain)?;
    if let Err(error) = fs::rename(made, &place.target) {
        fs::rename(&place.aside, &place.target)?;
        return Err(error);
    }
    let moved = fs::rename(&place.aside, made);
    // If it cannot be deleted either, the next run says so.
    drop(moved.or_else(|_| tree::remove(&place.aside)));
    Ok(())
}

/// A folder that something is mounted on cannot be renamed, nor can one that
/// comes from a layer of a container's image.
fn explain(error: io::Error) -> io::Error {
    match error.kind() {
        kind @ (io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy) => {
            io::Error::new(
                kind,
                "the system does not let this folder be replaced, as it is a mount point \
                 or part of an image: set `[output] dir` to a folder below it",
            )
        }
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn place(sites: &[&str]) -> (TempDir, Place) {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        for site in sites {
            fs::create_dir(path(site)).unwrap();
            fs::write(path(site).join("index.html"), site).unwrap();
        }
        let (target, staging) = (path("target"), path("staging"));
        let place = Place { target, staging, aside: path("aside"), lock: path("lock") };
        (folder, place)
    }

    /// Which site stands where.
    fn sites(folder: &TempDir) -> Vec<String> {
        let mut sites = Vec::new();
        for name in ["target", "staging", "aside"] {
            if let Ok(site) =
                fs::read_to_string(folder.path().join(name).join("index.html"))
            {
                sites.push(format!("{name}: {site}"));
            }
        }
        sites
    }

    #[test]
    fn two_renames_do_what_one_exchange_does() {
        for exchange in [exchange, by_renames] {
            let (folder, place) = place(&["target", "staging"]);
            exchange(&place, &place.staging).unwrap();
            assert_eq!(sites(&folder), ["target: staging", "staging: target"]);
        }
    }

    #[test]
    fn a_new_site_that_cannot_be_moved_leaves_the_old_one() {
        let (folder, place) = place(&["target"]);
        assert!(by_renames(&place, &place.staging).is_err());
        assert_eq!(sites(&folder), ["target: target"]);
    }

    #[test]
    fn a_run_that_was_killed_anywhere_is_recovered() {
        #[rustfmt::skip]
        let cases: [(&[&str], &[&str]); 6] = [
            (&[],                               &[]),
            (&["target"],                       &["target: target"]),
            (&["target", "staging"],            &["target: target"]),
            (&["aside", "staging"],             &["target: aside"]),
            (&["aside", "target"],              &["target: target"]),
            (&["staging"],                      &[]),
        ];
        for (before, after) in cases {
            let (folder, place) = place(before);
            recover(&place).unwrap();
            assert_eq!(sites(&folder), after, "{before:?}");
        }
    }
}
