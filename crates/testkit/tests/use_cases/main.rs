//! The use cases of `app` on both engines, in one program so that they link once.
//! They stand here and not with `app`: that is optimised, which for tests would
//! take minutes and gain nothing.

mod consultation;
mod demo;
mod erasing;
mod grievance;
mod keeping;
mod life;
mod present;
mod rules_of_a_day;
mod scope;
