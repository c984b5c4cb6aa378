//! The specification of the domain as tests, in one program so that they link
//! once: tables of acts, both procedures from end to end, properties of the
//! state machine, terms, gates, and the frozen corpus of events.

mod acts;
mod clock;
mod corpus;
mod gate;
mod life;
mod machine;
mod matter;
mod org;
mod support;
