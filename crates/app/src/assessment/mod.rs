//! Acts on an assessment.

mod act;

pub use self::act::{Done, act, act_form};
pub(crate) use self::act::{env as assessment_env, package_of};
