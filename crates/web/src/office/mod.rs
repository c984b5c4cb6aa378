//! Pages of officials, experts and agencies. Each area is a folder: one file
//! for each page, its template beside it under `templates/`.

pub(crate) mod refusal;
pub(crate) mod request;

pub(crate) use self::{
    refusal::web_error,
    request::{Office, raw_form},
};
