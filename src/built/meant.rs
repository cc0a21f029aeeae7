//! What was probably meant by a path with nothing at it.

use crate::base::nearest::nearest;

/// Returns the address, without its first slash, of the one file that has the
/// same name as `path` elsewhere or in another case; else of the one in the same
/// folder whose name is nearest.
pub(super) fn similar<'a>(
    path: &str,
    files: impl Iterator<Item = &'a str> + Clone,
) -> Option<String> {
    let (folder, name) = split(address_of(path));
    let mut same = files.clone().filter(|file| {
        let (_, other) = split(address_of(file));
        !name.is_empty() && other.eq_ignore_ascii_case(name)
    });
    if let (Some(only), None) = (same.next(), same.next()) {
        return Some(address_of(only).to_owned());
    }
    let beside = files.filter_map(|file| {
        let (other, name) = split(address_of(file));
        (other == folder && !name.is_empty()).then_some(name)
    });
    let name = nearest(name, beside)?;
    Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

/// Returns the address of a file below the root: a folder for its index.
fn address_of(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => path,
    }
}

/// Splits an address into its folder and its name, which keeps a final slash.
fn split(address: &str) -> (&str, &str) {
    let inner = address.trim_end_matches('/');
    match inner.rfind('/').and_then(|at| address.split_at_checked(at + 1)) {
        Some((folder, name)) => (folder.trim_end_matches('/'), name),
        None => ("", address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_elsewhere_comes_before_a_similar_one_beside() {
        let files = [
            "a/access/index.html",
            "a/b.pdf",
            "a/index.html",
            "c/b.png",
            "d/b.png",
            "index.html",
        ];
        #[rustfmt::skip]
        let cases = [
            ("access/",    Some("a/access/")),
            ("x/b.pdf",    Some("a/b.pdf")),
            ("a/B.pdf",    Some("a/b.pdf")),
            ("a/acess/",   Some("a/access/")),
            ("x/b.png",    None),
            ("a/zzz/",     None),
        ];
        for (path, expected) in cases {
            assert_eq!(similar(path, files.into_iter()).as_deref(), expected, "{path}");
        }
    }
}
