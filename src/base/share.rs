//! How work is shared among cores.

/// How many files, at most, a core takes on at a time.
///
/// Left alone, rayon cuts a list into two pieces for each core, and a piece that
/// was begun is not shared any more: who has done its own then waits for whoever
/// came upon the long files, for up to a third of a build.
pub const AT_A_TIME: usize = 8;
