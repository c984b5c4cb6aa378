//! Guards that several acts share.

use crate::{
    codes::{Deed, Part, Step},
    env::Env,
    refusal::{MissingThing, Reason, Refusal},
    rulebook::{Procedure, StepRule},
};

use super::{Assessment, Standing};

impl Assessment {
    /// The procedure in force, as the pinned rules describe it.
    ///
    /// # Errors
    /// Refused when the assessment is not opened or the package lacks it.
    pub fn rules<'a>(&self, env: &Env<'a>) -> Result<&'a Procedure, Refusal> {
        self.procedure
            .and_then(|code| env.rules.procedure(code))
            .ok_or_else(|| Refusal::unknown("procedure"))
    }

    /// Work goes on, and the stated day is not in the future.
    ///
    /// # Errors
    /// Refused while the case is suspended, withdrawn, archived or unopened.
    pub fn active(&self, env: &Env<'_>) -> Result<(), Refusal> {
        match self.standing {
            Standing::Active if env.occurred_on > env.today => {
                Err(Refusal::of(Reason::FutureDate { field: "occurred_on" }))
            }
            Standing::Active => Ok(()),
            Standing::Suspended => Err(Refusal::of(Reason::Suspended)),
            Standing::Unopened => Err(Refusal::unknown("assessment")),
            Standing::Withdrawn { .. } | Standing::Archived => Err(Refusal::of(Reason::Ended)),
        }
    }

    /// The step is part of the procedure and everything before it is done.
    ///
    /// # Errors
    /// Refused with the missing steps and who carries them out.
    pub fn reached<'a>(&self, env: &Env<'a>, step: Step) -> Result<&'a StepRule, Refusal> {
        self.active(env)?;
        let procedure = self.rules(env)?;
        let Some(rule) = procedure.step(step) else {
            return Err(Refusal::of(Reason::StepNotInProcedure { step }).by(&procedure.item));
        };
        let missing: Vec<&StepRule> =
            procedure.required_before(step).filter(|s| !self.done.contains_key(&s.step)).collect();
        if missing.is_empty() {
            return Ok(rule);
        }
        let refusal = Refusal::of(Reason::StepsMissing { step }).by(&rule.item);
        Err(missing.iter().fold(refusal, |r, s| {
            r.needs(MissingThing::Step(s.step), part_of(s.step), Some(s.role))
        }))
    }

    /// The step is reached and not yet closed.
    ///
    /// # Errors
    /// As [`Assessment::reached`], and when the step is closed.
    pub fn open<'a>(&self, env: &Env<'a>, step: Step) -> Result<&'a StepRule, Refusal> {
        let rule = self.reached(env, step)?;
        if self.done.contains_key(&step) {
            return Err(Refusal::of(Reason::StepClosed { step }).by(&rule.item));
        }
        Ok(rule)
    }

    /// A refusal in the name of a step's rule, or of the procedure where it has
    /// no such step.
    #[must_use]
    pub fn refuse(&self, env: &Env<'_>, step: Step, reason: Reason) -> Refusal {
        let refusal = Refusal::of(reason);
        let Some(procedure) = self.procedure.and_then(|code| env.rules.procedure(code)) else {
            return refusal;
        };
        let rule = procedure.step(step);
        refusal.by(rule.map_or(&procedure.item, |rule| &rule.item))
    }

    /// The step is done, whatever came after it.
    ///
    /// # Errors
    /// Refused with the step that is missing and who carries it out.
    pub fn after(&self, env: &Env<'_>, step: Step, wanted: Step) -> Result<(), Refusal> {
        if self.done.contains_key(&step) {
            return Ok(());
        }
        let role = self.rules(env)?.step(step).map(|rule| rule.role);
        Err(self.refuse(env, step, Reason::StepsMissing { step: wanted }).needs(
            MissingThing::Step(step),
            part_of(step),
            role,
        ))
    }

    /// The step is not closed.
    ///
    /// # Errors
    /// Refused with the step's rule.
    pub fn not_closed(&self, env: &Env<'_>, step: Step) -> Result<(), Refusal> {
        if self.done.contains_key(&step) {
            return Err(self.refuse(env, step, Reason::StepClosed { step }));
        }
        Ok(())
    }

    /// The actor has done nothing that bars the deed (four eyes, recusal).
    /// Persons are compared, not posts.
    ///
    /// # Errors
    /// Refused with the separation rule.
    pub fn apart(&self, env: &Env<'_>, deed: Deed) -> Result<(), Refusal> {
        self.apart_person(env, env.actor, deed)
    }

    /// As [`Assessment::apart`], for a person who is about to be named.
    ///
    /// # Errors
    /// Refused with the separation rule.
    pub fn apart_person(
        &self,
        env: &Env<'_>,
        person: crate::ids::PersonId,
        deed: Deed,
    ) -> Result<(), Refusal> {
        for rule in &env.rules.separations {
            let other = if rule.then == deed {
                rule.first
            } else if rule.first == deed {
                rule.then
            } else {
                continue;
            };
            if self.deeds.get(&other).is_some_and(|who| who.contains(&person)) {
                let reason = Reason::SamePerson { first: other, then: deed };
                return Err(Refusal::of(reason).by(&rule.item));
            }
        }
        Ok(())
    }
}

/// The part of the unit that carries a step out.
#[must_use]
pub const fn part_of(step: Step) -> Option<Part> {
    match step {
        Step::Filing => Some(Part::Filing),
        Step::Legality => Some(Part::Legality),
        Step::Decision => Some(Part::DecisionMaker),
        Step::Tracking | Step::Completion => Some(Part::Executing),
        _ => Some(Part::Lead),
    }
}
