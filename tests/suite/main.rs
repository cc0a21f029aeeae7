//! What trustpress promises, seen from outside.

mod disk;
mod git;
