//! How far the work on a document has come, seen from two threads.

use std::sync::{Arc, Mutex, PoisonError};

use super::place::STEPS;
use crate::Progress;

/// Code of a step, steps done, steps in all.
type Seen = (&'static str, u32, u32);

/// How far the work has come. Cloning it shares it.
#[derive(Clone)]
pub(super) struct HowFar(Arc<Mutex<Seen>>);

impl Default for HowFar {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(("READ", 0, STEPS))))
    }
}

impl HowFar {
    /// Notes a step. A file of many leaves counts them, any other its steps.
    pub(super) fn note(&self, now: Progress) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, done, steps) = *seen;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        *seen = match now {
            Progress::Leaves { done, of } => ("LEAVES", number(done), number(of).max(1)),
            Progress::Setting if steps == STEPS => ("SET", 1, STEPS),
            Progress::Setting => ("SET", done, steps),
            Progress::Writing if steps == STEPS => ("WRITE", 2, STEPS),
            Progress::Writing => ("WRITE", steps, steps),
        };
    }

    /// The step that was noted last.
    pub(super) fn seen(&self) -> Seen {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::HowFar;
    use crate::Progress;

    #[test]
    fn leaves_are_counted_and_single_documents_have_three_steps() {
        let one = HowFar::default();
        assert_eq!(one.seen(), ("READ", 0, 3));
        one.note(Progress::Setting);
        assert_eq!(one.seen(), ("SET", 1, 3));
        one.note(Progress::Writing);
        assert_eq!(one.seen(), ("WRITE", 2, 3));
        let many = HowFar::default();
        many.note(Progress::Leaves { done: 4, of: 17 });
        assert_eq!(many.seen(), ("LEAVES", 4, 17));
        many.note(Progress::Setting);
        assert_eq!(many.seen(), ("SET", 4, 17));
    }
}
