//! Acts on a matter: list, screen, check at a gate, open the next assessment.

mod act;
mod gate;
mod list;
pub mod period;
pub mod reassess;
pub mod resource;

pub use self::{
    act::{act, act_form},
    gate::{Answer, answer_by_number, check},
    list::{ListInput, Listed, list, list_form, list_in},
};
