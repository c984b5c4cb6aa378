//! The use cases on both engines, in one program so that they link once.

mod consultation;
mod demo;
mod erasing;
mod grievance;
mod keeping;
mod life;
mod present;
mod rules_of_a_day;
mod scope;
