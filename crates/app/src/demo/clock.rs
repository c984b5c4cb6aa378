//! The demonstration's own time and identifiers: the builder moves the clock
//! through 2016, afterwards it runs on; the identifiers come from a seed.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

use crate::ctx::{Clock, Ids, legal_day};

/// An hour of a legal day, Asia/Shanghai.
fn at(day: Date, hour: i8) -> Timestamp {
    Offset::constant(8).to_timestamp(day.at(hour, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[derive(Debug, Clone, Copy)]
enum Face {
    Still(Timestamp),
    Running { from: Timestamp, since: Instant },
}

/// A clock that stands until it is moved, or runs on from a chosen instant.
#[derive(Debug, Clone)]
pub struct DemoClock(Arc<Mutex<Face>>);

impl DemoClock {
    /// A clock that stands at an instant.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Face::Still(now))))
    }

    /// A clock that stands at 09:00 of a legal day.
    #[must_use]
    pub fn on(day: Date) -> Self {
        Self::new(at(day, 9))
    }

    /// A clock that runs on from 2016-12-30 09:00, or from the last entry of a
    /// log that is later than that: for a demonstration that is opened again.
    #[must_use]
    pub fn reopened(last_recorded: Option<Timestamp>) -> Self {
        let clock = Self::on(super::LAST_DAY);
        let start = clock.now();
        clock.run_from(last_recorded.map_or(start, |last| last.max(start)));
        clock
    }

    fn put(&self, face: Face) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = face;
    }

    /// Moves the clock to an instant, where it stands.
    pub fn set(&self, now: Timestamp) {
        self.put(Face::Still(now));
    }

    /// Moves the clock to 09:00 of a legal day, unless it is later already.
    pub fn forward_to(&self, day: Date) {
        let morning = at(day, 9);
        if morning > self.now() {
            self.set(morning);
        }
    }

    /// Moves the clock on by so many seconds.
    pub fn tick(&self, seconds: i64) {
        let now = self.now();
        self.set(now.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(now));
    }

    /// Lets the clock run from an instant.
    pub fn run_from(&self, from: Timestamp) {
        self.put(Face::Running { from, since: Instant::now() });
    }

    /// The legal day that the clock shows.
    #[must_use]
    pub fn day(&self) -> Date {
        legal_day(self.now())
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Timestamp {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Face::Still(now) => now,
            Face::Running { from, since } => {
                let passed = SignedDuration::try_from(since.elapsed()).unwrap_or_default();
                from.saturating_add(passed).unwrap_or(from)
            }
        }
    }
}

/// Identifiers and salts from a seed, so that a demonstration is the same on
/// every machine. Never for real data: whoever knows the seed knows the salts.
/// A data folder that is opened again takes [`crate::SystemIds`], because the
/// same seed would give the same identifiers a second time.
#[derive(Debug, Clone)]
pub struct SeededIds(Arc<Mutex<ChaCha20Rng>>);

impl SeededIds {
    /// A source that depends on nothing but the seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

impl Ids for SeededIds {
    fn id(&self, now: Timestamp) -> Uuid {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        self.fill(&mut bytes);
        bytes
    }
}
