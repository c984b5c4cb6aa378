//! Imports as a whole, on real lists and on files that must be refused.

mod files;
mod real;
pub(crate) mod world;
