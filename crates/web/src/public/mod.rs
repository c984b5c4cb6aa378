//! Pages of residents: no sign-in, no cookie, one thing to do.

pub(crate) mod consult;
pub(crate) mod grievance;
mod guarded;
