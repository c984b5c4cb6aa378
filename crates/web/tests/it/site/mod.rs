//! The whole site through the real router, with the use cases behind it and the
//! people of the demonstration in front.

mod acts;
mod attachments;
mod batch;
mod builder;
mod chapters;
mod consult;
mod cost;
mod crawl;
mod denied;
mod discuss;
mod documents;
mod door;
mod exports;
mod faults;
mod grievance;
mod imports;
mod integrity;
mod lists;
mod matrix;
mod meetings;
mod narrowing;
mod pages;
mod planted;
mod refusals;
mod registration;
mod servers;
mod world;
