//! Topics of free text, Chinese and mixed, simplified and traditional: key terms, issues with
//! typical sentences, duplicates. Comments carry no author and none is asked for.
//!
//! Words come from jieba's dictionary, which is loaded when the first text comes and not before.

mod analysis;
mod duplicates;
mod error;
mod estimate;
mod features;
mod fold;
mod latent;
mod mixture;
mod words;

pub use analysis::{Issue, Order, Topics, topics};
pub use duplicates::{exact_duplicates, near_duplicates};
pub use error::{TopicsError, Warning};
pub use estimate::issues;
pub use fold::{fold, simplified};
pub use words::{MAX_COMMENTS, MAX_ISSUES, MAX_LENGTH, MAX_TEXT, key_terms};
