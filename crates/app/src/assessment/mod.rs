//! Acts on an assessment.

mod act;

pub(crate) use self::act::env as assessment_env;
pub use self::act::{Done, act, act_form};
