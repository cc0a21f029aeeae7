//! What is to be added to the archive, before it is.

/// New files, and lists that name them.
///
/// # Invariants
///
/// All paths are relative to the root. A list never has fewer entries than the
/// one that it replaces, and its old entries are as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Files that the archive does not have yet.
    pub added: Vec<NewFile>,
    /// Lists that take the place of what is there, all at once.
    pub lists: Vec<NewFile>,
}

/// A file as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where, relative to the root.
    pub path: String,
    /// What it says.
    pub text: String,
}

impl Change {
    /// Returns every path that the change writes, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.added.iter().chain(&self.lists).map(|file| file.path.as_str())
    }
}
