//! Sign-in, first run, administration and rules through the real router, on
//! the units and people of the demonstration.

mod admin;
mod browser;
mod rulebook;
mod sign_in;
