//! The whole site through the real router, with the use cases behind it and the
//! people of the demonstration in front.

mod acts;
mod attachments;
mod consult;
mod cost;
mod crawl;
mod denied;
mod door;
mod exports;
mod faults;
mod grievance;
mod imports;
mod lists;
mod matrix;
mod narrowing;
mod pages;
mod refusals;
mod registration;
mod servers;
mod world;
