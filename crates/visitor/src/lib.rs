//! Test support: people in front of the pages, and what a test needs of the
//! installation behind them. Not part of the product.
//!
//! It stands apart from `testkit`, which knows no pages: the tests of the use
//! cases are not made anew when a page changes.

mod form;
mod markup;
mod visitor;
mod wire;

pub use form::{File, Form};
pub use markup::links;
pub use testkit::{Engine, Failure, PICTURE, Stage, TestApp, everything};
pub use visitor::{Answer, Site, Visitor};
