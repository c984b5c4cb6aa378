//! Pages of officials, experts and agencies. Each area is a folder: one file
//! for each page, its template beside it under `templates/`.

pub(crate) mod act;
pub(crate) mod admin;
pub(crate) mod book;
pub(crate) mod case;
pub(crate) mod chapters;
pub(crate) mod clash;
pub(crate) mod day;
pub(crate) mod door;
pub(crate) mod dossier;
pub(crate) mod gate;
pub(crate) mod grievance;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod items;
pub(crate) mod measures;
pub(crate) mod narrow;
pub(crate) mod overview;
pub(crate) mod papers;
pub(crate) mod refusal;
pub(crate) mod request;
pub(crate) mod risk;
pub(crate) mod rulebook;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod survey;
pub(crate) mod tasks;

pub(crate) use self::{
    day::stated_day,
    door::admit,
    refusal::web_error,
    request::{Office, form_key, raw_form},
};
