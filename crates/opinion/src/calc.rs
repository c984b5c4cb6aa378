//! The command line's face of this crate: `wenping calc` from JSON to JSON.
//!
//! The shape of the input tells what is asked. What cannot be computed is refused with the field
//! that is wrong; there is no partial answer. Refusals are those of [`risk::calc`], so that every
//! family speaks alike.

mod comments;
mod opinion;
pub mod read;
mod survey;

pub use comments::comments_json;
pub use opinion::opinion_json;
pub use risk::calc::CalcError;
pub use survey::survey_json;
