//! The contract of the store: every test runs on SQLite and on PostgreSQL.
//! (The modules are marked as tests so that the lints know helpers for what they are.)

#[cfg(test)]
mod answers;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod blobs;
#[cfg(test)]
mod consultations;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod found;
#[cfg(test)]
mod grievances;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod log;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod pictures;
#[cfg(test)]
mod records;
#[cfg(test)]
mod sides;
#[cfg(test)]
mod support;
#[cfg(test)]
mod upkeep;
