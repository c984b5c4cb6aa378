//! Documents as officials expect them, as views of the record.
//!
//! A typed context is poured through a template into one model of a document; the model becomes
//! a PDF, a text document or a preview in the browser. A number is thus written in one place.
//!
//! Everything is pure but for the reading of fonts from configured folders: no clock, no
//! randomness, the same inputs and fonts give the same bytes. The crate knows none of the other
//! crates of the product, so that an edit elsewhere rebuilds none of it.

pub mod check;
pub mod compare;
pub mod context;
pub mod docx;
pub mod dossier;
pub mod figure;
pub mod fonts;
pub mod html;
pub mod model;
pub mod pdf;
pub mod samples;
pub mod template;
pub mod xlsx;
