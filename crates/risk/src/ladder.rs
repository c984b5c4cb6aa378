//! Named steps of the index, for inputs that bring their own levels.

use crate::ratio::Ratio;

/// Named steps of T, each ending at a value that still belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder<L> {
    steps: Vec<(Ratio, L)>,
}

/// Why steps are not a [`Ladder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LadderError {
    /// There is no step.
    #[error("there is no band")]
    Empty,
    /// The step at this place does not end above the one before it (or at a negative value).
    #[error("band {0} does not end above the one before it")]
    NotAscending(usize),
    /// The last step ends below 1, so that some values have no level.
    #[error("the bands do not reach 1")]
    NotCovering,
}

impl<L> Ladder<L> {
    /// Steps from `(end, level)`, the end included.
    ///
    /// # Errors
    /// [`LadderError`] unless the ends ascend strictly from 0 on and reach 1.
    pub fn new(steps: Vec<(Ratio, L)>) -> Result<Self, LadderError> {
        let mut before: Option<&Ratio> = None;
        for (place, (end, _)) in steps.iter().enumerate() {
            if end.is_negative() || before.is_some_and(|before| end <= before) {
                return Err(LadderError::NotAscending(place));
            }
            before = Some(end);
        }
        match before {
            None => Err(LadderError::Empty),
            Some(last) if *last < Ratio::one() => Err(LadderError::NotCovering),
            Some(_) => Ok(Self { steps }),
        }
    }

    /// The step on which a value lies; `None` above the last one.
    #[must_use]
    pub fn place(&self, value: &Ratio) -> Option<&L> {
        self.steps.iter().find(|(end, _)| value <= end).map(|(_, level)| level)
    }
}

#[cfg(test)]
#[path = "ladder_tests.rs"]
mod tests;
