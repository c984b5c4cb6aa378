//! What the panels of an assessment found, by stage, as `app` reads it.

pub(super) use app::view::board::{Board, Rated, method};
