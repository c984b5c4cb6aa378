//! Documents of the record: what each kind of document says of a case, and the queue that
//! makes them.
//!
//! The crate stands between the use cases (`app`) and the page maker (`documents`), so that
//! neither knows the other: the tests of the use cases link no page maker, and an edit of a use
//! case sets no page anew (docs/adr/0019).
//!
//! [`offers`] tells which documents a case has; [`context`] reads what one of them says;
//! [`make`] writes its file. Whoever asks reads through the same checked readers as the pages.

mod dossier;
mod draw;
mod error;
mod fill;
mod kit;
mod make;
mod offers;
mod order;
mod own;
mod pour;
mod read;
mod workbook;

pub mod queue;

pub use self::{
    draw::{Drawing, context, draw},
    error::{Missing, PaperError},
    kit::{Kit, KitError},
    make::{Made, Progress, document, make},
    offers::{Offer, consulted, offers},
    order::{Format, Order},
    own::{own_templates, template_name},
};
