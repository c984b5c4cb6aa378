//! The pages through the real router, in one program so that they link once.

mod desk;
mod icons;
mod ratings;
mod shell;
mod site;
