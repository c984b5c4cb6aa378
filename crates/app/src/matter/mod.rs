//! Acts on a matter: list, screen, check at a gate, open the next assessment.

mod act;
mod filing;
mod gate;
mod list;
pub mod period;
pub mod reassess;
pub mod resource;
mod unknown;

use domain::{assessment::Assessment, matter::Matter};
use store::Reader;

use crate::error::Outcome;

pub(crate) use self::filing::fit_to_file;
pub use self::{
    act::{act, act_form},
    gate::{Answer, answer_by_number, check, speaking},
    list::{ListInput, Listed, check_form, list, list_form, list_in},
    unknown::{refuse_unknown, unknown_number},
};

/// The latest assessment of a matter, if it has one.
async fn latest(reader: &mut Reader, matter: &Matter) -> Outcome<Option<Assessment>> {
    match matter.assessments.last() {
        None => Ok(None),
        Some(last) => Ok(reader.load::<Assessment>(last.id.uuid()).await?.map(|l| l.state)),
    }
}
