//! Guards that several acts share.

use jiff::civil::Date;

use crate::{
    codes::{Deed, Part, Role, Step},
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

    /// The stated day lies between the opening and today.
    ///
    /// # Errors
    /// Refused at the field of the day.
    pub fn dated(&self, env: &Env<'_>) -> Result<(), Refusal> {
        if env.occurred_on > env.today {
            return Err(Refusal::of(Reason::FutureDate { field: "occurred_on" }));
        }
        not_before("occurred_on", env.occurred_on, self.opened)
    }

    /// Work goes on, and the stated day lies between the opening and today.
    ///
    /// # Errors
    /// Refused while the case is suspended, with who can resume it, and when it is
    /// withdrawn, archived or unopened.
    pub fn active(&self, env: &Env<'_>) -> Result<(), Refusal> {
        match self.standing {
            Standing::Active => self.dated(env),
            Standing::Suspended => {
                let resume = MissingThing::Field("resume");
                let lead = (Some(Part::Lead), Some(Role::LeadUnit));
                let filing = (Some(Part::Filing), Some(Role::FilingOfficer));
                Err(Refusal::of(Reason::Suspended)
                    .needs(resume.clone(), lead.0, lead.1)
                    .needs(resume, filing.0, filing.1))
            }
            Standing::Unopened => Err(Refusal::unknown("assessment")),
            Standing::Withdrawn { .. } | Standing::Archived => Err(Refusal::of(Reason::Ended)),
        }
    }

    /// The step is part of the procedure and everything before it is done.
    ///
    /// # Errors
    /// Refused with the missing steps and who carries them out, for a day on
    /// which they were not done yet, and for a step of the implementation where
    /// nothing is carried out.
    pub fn reached<'a>(&self, env: &Env<'a>, step: Step) -> Result<&'a StepRule, Refusal> {
        self.active(env)?;
        let procedure = self.rules(env)?;
        let Some(rule) = procedure.step(step) else {
            return Err(Refusal::of(Reason::StepNotInProcedure { step }).by(&procedure.item));
        };
        if !self.applies(step) {
            return Err(Refusal::of(Reason::Halted).by(&rule.item));
        }
        let missing: Vec<&StepRule> = self
            .owed_before(procedure, step)
            .filter(|s| !self.done.contains_key(&s.step))
            .collect();
        if missing.is_empty() {
            let from = self.step_from(procedure, step);
            not_before("occurred_on", env.occurred_on, from).map_err(|r| r.by(&rule.item))?;
            return Ok(rule);
        }
        let refusal = Refusal::of(Reason::StepsMissing { step }).by(&rule.item);
        Err(missing.iter().fold(refusal, |r, s| {
            r.needs(MissingThing::Step(s.step), part_of(Some(s.role)), Some(s.role))
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
    /// Refused with the step that is missing and who carries it out, and for a
    /// day on which it was not done yet.
    pub fn after(&self, env: &Env<'_>, step: Step, wanted: Step) -> Result<(), Refusal> {
        if let Some(day) = self.done.get(&step) {
            return not_before("occurred_on", env.occurred_on, Some(*day));
        }
        let role = self.rules(env)?.step(step).map(|rule| rule.role);
        Err(self.refuse(env, step, Reason::StepsMissing { step: wanted }).needs(
            MissingThing::Step(step),
            part_of(role),
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

/// The day is not before that of what the act rests on. An unknown day bars
/// nothing: what old events did not say is not held against anyone.
///
/// # Errors
/// Refused at the field of the day.
pub fn not_before(field: &'static str, on: Date, day: Option<Date>) -> Result<(), Refusal> {
    match day {
        Some(day) if on < day => {
            Err(Refusal::of(Reason::BeforeStep { field, day: day.to_string() }))
        }
        _ => Ok(()),
    }
}

/// An identifier made by the caller is not in use in this case, so that a form
/// sent twice does nothing twice.
///
/// # Errors
/// Refused at the field of the identifier.
pub fn unused<I: PartialEq>(
    field: &'static str,
    id: I,
    mut used: impl Iterator<Item = I>,
) -> Result<(), Refusal> {
    if used.any(|other| other == id) {
        return Err(Refusal::of(Reason::Already { field }));
    }
    Ok(())
}

/// The part of the unit that carries a step out, given the role that does. None
/// for posts that stand outside the units of a matter.
#[must_use]
pub const fn part_of(role: Option<Role>) -> Option<Part> {
    Some(match role {
        Some(Role::LeadUnit) => Part::Lead,
        Some(Role::Assessor) => Part::Assessor,
        Some(Role::ThirdParty) => Part::ThirdParty,
        Some(Role::FilingOfficer) => Part::Filing,
        Some(Role::LegalityReviewer) => Part::Legality,
        Some(Role::DecisionMaker) => Part::DecisionMaker,
        Some(Role::ExecutingUnit) => Part::Executing,
        _ => return None,
    })
}
