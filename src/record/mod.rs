//! Plans what is added to the archive.
//!
//! Comes in: a judged site and what the user asks for. Goes out: a plan, whose
//! [`Change`](crate::archive::Change) `emit` carries out, or a refusal that says
//! why and what to do. Nothing here reads or writes.

mod candidate;
mod freeze;
mod refusal;
mod review;

pub use freeze::{Freeze, FreezeRequest, Plan, plan_freeze};
pub use refusal::Refusal;
pub use review::{ReviewPlan, ReviewRequest, plan_review};
