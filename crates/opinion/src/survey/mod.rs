//! Survey statistics: from the size of a sample to the table that may be published.
//!
//! The estimators are those of Cochran (1977), Särndal, Swensson and Wretman (1992) and of the R
//! package survey 4.1.1, with which they were compared; intervals as in statsmodels 0.15 and
//! scipy 1.17.1. Floating point, because a standard error is not a number that law counts; counts
//! and the suppression of small cells are exact integers.

pub mod allocation;
pub mod design;
mod error;
pub mod estimate;
pub mod interval;
mod numeric;
pub mod poststratify;
mod profile;
pub mod rake;
pub mod sample;
pub mod special;
pub mod suppress;

pub use error::{SurveyError, Warning};
