//! What the case's own rules ask for: steps and shortest times.

use domain::{
    codes::Step,
    rulebook::{StepRule, Term},
};
use jiff::civil::Date;

use super::{Case, Player};
use crate::{AppError, error::Outcome};

impl Player<'_> {
    pub(super) fn requires(&self, case: &Case, step: Step) -> bool {
        self.rule(case, step, |s| s.required).ok().flatten().unwrap_or(false)
    }

    /// The shortest time of a step, if its rule gives one.
    pub(super) fn shortest(&self, case: &Case, step: Step) -> Outcome<Option<Term>> {
        Ok(self.rule(case, step, |s| s.minimum)?.flatten())
    }

    fn rule<T>(&self, case: &Case, step: Step, of: fn(&StepRule) -> T) -> Outcome<Option<T>> {
        let package = self.package_of(case)?;
        let procedure = case.state.procedure.and_then(|p| package.procedure(p));
        Ok(procedure.and_then(|p| p.step(step)).map(of))
    }

    /// The first day on which a term that began on a day is over.
    pub(super) fn after(&self, from: Date, term: Term) -> Outcome<Date> {
        let end = self.app.book().calendar().end_of(from, term);
        end.map_err(|e| AppError::Internal(e.to_string()))
    }
}
