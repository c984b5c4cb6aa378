//! What lies beside the log: sign-in, jobs, drafts, numbers, staging. Changes
//! go through the same [`crate::Tx`], so that they happen with the act or not
//! at all.

pub(crate) mod accounts;
pub(crate) mod chapters;
pub(crate) mod counters;
pub(crate) mod forms;
pub(crate) mod idempotency;
pub(crate) mod jobs;
pub(crate) mod packages;
pub(crate) mod papers;
pub(crate) mod personal;
pub(crate) mod pictures;
pub(crate) mod security;
pub(crate) mod sessions;
pub(crate) mod staging;
