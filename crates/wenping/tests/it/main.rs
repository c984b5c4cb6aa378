//! The program from outside, in one program so that the tests link once.

mod answers;
mod cli;
mod comments;
mod durability;
mod link;
