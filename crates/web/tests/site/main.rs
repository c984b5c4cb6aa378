//! The whole site through the real router, with the use cases behind it and the
//! people of the demonstration in front.

mod acts;
mod cost;
mod crawl;
mod door;
mod faults;
mod limits;
mod matrix;
mod pages;
mod world;
