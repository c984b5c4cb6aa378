//! Sign-in, first run, administration and rules through the real router, on
//! the units and people of the demonstration.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail the test by panicking"
)]

mod admin;
mod browser;
mod rulebook;
mod sign_in;
