//! Plans what is added to the archive, and finds what can be compared with it.
//!
//! Comes in: a judged site and what the user asks for. Goes out: a plan, whose
//! [`Change`](crate::archive::Change) `emit` carries out, or a refusal that says
//! why and what to do. Nothing here reads or writes.

mod assets;
mod candidate;
mod compare;
mod freeze;
mod import;
mod refusal;
mod release;
mod review;
mod summary;
mod surface;

pub use compare::{CURRENT, CompareRefusal, Side, sides};
pub use freeze::{Freeze, FreezeRequest, Plan, plan_freeze};
pub use import::{
    ImportPlan, ImportRefusal, ImportRequest, ImportTargets, ImportedDocument,
    import_targets, plan_import,
};
pub use refusal::Refusal;
pub use release::{
    ReleaseDraft, ReleasePlan, ReleaseRefusal, ReleaseRequest, plan_release,
};
pub use review::{ReviewPlan, ReviewRefusal, ReviewRequest, plan_review};
pub use surface::surface;
