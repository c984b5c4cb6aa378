//! Rule packages: dated, cited, layered data (`docs/RULES.md`). Files of
//! `rules/` are read and checked at start; [`RuleBook::resolve`] lays national,
//! catalogue, province, city and county rules over each other for one place
//! and one day; [`Resolved::hash`] is what a record pins; [`diff`] compares.
//!
//! Code knows mechanisms, rule files know numbers. A fault names file, line and
//! reason, and a faulty package never starts.

mod book;
mod check;
mod days;
mod diff;
mod dir;
mod fault;
mod file;
mod node;
mod read;
mod reference;
mod schema;
mod seal;
mod shape;

pub use self::{
    book::RuleBook,
    diff::{Change, Difference, diff},
    dir::read_dir,
    fault::{Fault, LoadError, Problem, ResolveError},
    file::{LayerFile, VersionInfo},
    reference::{PackageRef, PackageRefError},
    seal::{Resolved, from_canonical, hash_of, seal},
};
