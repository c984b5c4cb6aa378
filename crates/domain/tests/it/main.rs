//! The specification of the domain as tests, in one program so that they link
//! once: tables of acts, both procedures from end to end, properties of the
//! state machine, terms, gates, and the frozen corpus of events. The modules
//! are marked as tests, so that their helpers may stop a test.

#[cfg(test)]
mod acts;
#[cfg(test)]
mod clock;
#[cfg(test)]
mod consultation;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod grievance;
#[cfg(test)]
mod life;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod malformed;
#[cfg(test)]
mod matter;
#[cfg(test)]
mod moves;
#[cfg(test)]
mod org;
#[cfg(test)]
mod questionnaire;
mod round;
#[cfg(test)]
mod support;
#[cfg(test)]
mod sure;
