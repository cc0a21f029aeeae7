//! The images and files that a text shows, which must outlive their
//! replacement in the content folder.

use std::collections::BTreeMap;

use crate::archive::{NewAsset, asset_path};
use crate::base::path::ContentPath;
use crate::resolve::{Site, Target};

use super::Refusal;
use super::candidate::Candidate;

/// What the lock says of the files, each with its digest.
type Named = Vec<(ContentPath, String)>;

/// Returns the files of the content folder that a document shows or links to,
/// and those among them that the archive does not have yet.
pub(super) fn shown(
    site: &Site,
    candidate: Candidate<'_>,
) -> Result<(Named, Vec<NewAsset>), Refusal> {
    let mut named: BTreeMap<ContentPath, String> = BTreeMap::new();
    let mut missing: BTreeMap<String, NewAsset> = BTreeMap::new();
    for settled in candidate.page.links.iter() {
        let Target::Asset(at) = settled.target else { continue };
        let Some(asset) = site.assets.get(at) else { continue };
        let Some(sha256) = &asset.sha256 else {
            let (path, asset) = (candidate.path.to_owned(), asset.path.to_string());
            return Err(Refusal::AssetUnreadable { path, asset });
        };
        named.insert(asset.path.clone(), sha256.clone());
        if site.archive.asset(sha256).is_none() {
            let path = asset_path(sha256);
            let (sha256, file) = (sha256.clone(), asset.file.clone());
            missing.insert(sha256.clone(), NewAsset { path, sha256, file });
        }
    }
    Ok((named.into_iter().collect(), missing.into_values().collect()))
}
