//! What a use case refused, as the visitor is told.

use access::Denial as Access;
use app::AppError;
use domain::codes::{Part, Role};
use domain::refusal::{MissingThing, Reason, Refusal as Rule};
use domain::rulebook::Item;
use locale::{Arg, L10n, Lang, Msg};

use crate::error::{Conflict, Denial, Refusal, WebError};
use crate::form::Errors;
use crate::office::gate::told;

/// An error of a use case at the edge.
pub(crate) fn web_error(error: AppError) -> WebError {
    match error {
        AppError::NotFound => WebError::NotFound,
        AppError::Denied(denial) => WebError::Forbidden(Box::new(denied(&denial))),
        AppError::Refused(rule) => WebError::Refused(Box::new(refused(&rule))),
        AppError::Invalid(_) => WebError::Unreadable(Msg::new("errors-unreadable-request")),
        AppError::Conflict { at, .. } => WebError::Conflict(Box::new(Conflict {
            at: at.map(|t| L10n::new(Lang::ZhCn).date_time(t)).unwrap_or_default(),
            ..Conflict::default()
        })),
        AppError::Reused { .. } => WebError::Unreadable(Msg::new("errors-key-reused")),
        AppError::Repeated { .. } => WebError::Unreadable(Msg::new("errors-done-before")),
        AppError::Internal(reason) => WebError::internal(reason),
    }
}

/// A post in words. Where the post is the very one that plays the part, its
/// words are one: never “lead unit of the lead unit”.
fn poster(role: Role, part: Option<Part>) -> Msg {
    let words = Msg::code("role", role.code());
    match part {
        Some(part) if usual(part) == Some(role) => Msg::code("holder", part.code()),
        Some(part) => Msg::new("errors-may-part")
            .with("part", Msg::code("part", part.code()))
            .with("role", words),
        None => words,
    }
}

/// The role at the unit that plays a part.
const fn usual(part: Part) -> Option<Role> {
    Some(match part {
        Part::Lead => Role::LeadUnit,
        Part::DecisionMaker => Role::DecisionMaker,
        Part::Filing => Role::FilingOfficer,
        Part::Assessor => Role::Assessor,
        Part::ThirdParty => Role::ThirdParty,
        Part::Executing => Role::ExecutingUnit,
        Part::Legality => Role::LegalityReviewer,
        Part::Approval => Role::ApprovalOfficer,
        Part::Consulted => return None,
    })
}

fn denied(denial: &Access) -> Denial {
    let mut may = Vec::new();
    for holder in &denial.who {
        let post = poster(holder.role, holder.part);
        if !may.contains(&post) {
            may.push(post);
        }
    }
    Denial {
        may,
        rule: Some(
            Msg::new("errors-denied-permission")
                .with("permission", Msg::code("permission", denial.permission.code())),
        ),
        ..Denial::default()
    }
}

/// The sentence of a refusal, with its numbers.
pub(crate) fn sentence(rule: &Rule) -> Msg {
    let key = format!("refusal-{}", rule.kind().replace('_', "-"));
    let msg = Msg::dynamic(key);
    match &rule.reason {
        Reason::StepNotInProcedure { step }
        | Reason::StepsMissing { step }
        | Reason::StepClosed { step } => msg.with("step", Msg::code("step", step.code())),
        Reason::TooShort { need, have, .. }
        | Reason::TooLate { need, have, .. }
        | Reason::TooFew { need, have, .. } => {
            msg.with("need", i64::from(*need)).with("have", i64::from(*have))
        }
        Reason::TooEarly { until, .. } => msg.with("until", until.clone()),
        Reason::TooSoon { need, until, .. } => {
            msg.with("need", i64::from(*need)).with("until", until.clone())
        }
        Reason::BeforeStep { day, .. } | Reason::Erased { day } => msg.with("day", day.clone()),
        Reason::Undecided { count } | Reason::TextsWait { count } => {
            msg.with("count", i64::from(*count))
        }
        Reason::SamePerson { first, then } => msg
            .with("first", Msg::code("deed", first.code()))
            .with("then", Msg::code("deed", then.code())),
        Reason::MustBeOdd { have, .. } | Reason::WeightsSum { have } => {
            msg.with("have", i64::from(*have))
        }
        Reason::NoMeasureForFall { factor } => msg.with("factor", factor.clone()),
        Reason::Unanswered { count, .. } | Reason::PacketLacks { count, .. } => {
            msg.with("count", i64::from(*count))
        }
        Reason::CannotCompute { code, .. } => {
            msg.with("detail", Msg::code("cannot", &code.replace('.', "-")))
        }
        Reason::LevelTooHigh { level } => msg.with("level", Msg::code("level", level.code())),
        Reason::GateClosed { gate } => msg.with("gate", Msg::code("gate", gate.code())),
        Reason::Invalid { code, .. } => msg.with("detail", Msg::code("invalid", code)),
        _ => msg,
    }
}

fn refused(rule: &Rule) -> Refusal {
    let missing = rule
        .missing
        .iter()
        .map(|m| match &m.what {
            MissingThing::Step(step) => {
                Msg::new("missing-step").with("step", Msg::code("step", step.code()))
            }
            MissingThing::Field(field) => {
                Msg::new("missing-field").with("field", Msg::code("label", field))
            }
            MissingThing::Paper(paper) => Msg::new("missing-field").with("field", paper.zh.clone()),
            MissingThing::Requirement(of_gate) => Msg::code("door-lack", told::code(*of_gate)),
            MissingThing::More { of, need, have } => Msg::new("missing-more")
                .with("of", Msg::code("counted", of))
                .with("need", i64::from(*need))
                .with("have", i64::from(*have)),
        })
        .collect();
    let supplier = rule.missing.iter().find_map(|m| m.role.map(|role| poster(role, m.part)));
    Refusal {
        code: rule.kind(),
        rule: sentence(rule),
        source: rule.rule.as_ref().map(|r| format!("{}（{}）", r.zh, r.source)).unwrap_or_default(),
        missing,
        supplier,
        back: None,
    }
}

/// Puts what a use case said about single fields beside these fields. Gives the
/// error back when it is about something else.
///
/// # Errors
/// The error, when no field of the form can carry it.
pub(crate) fn at_fields(
    error: AppError,
    fields: &[&str],
    errors: &mut Errors,
) -> Result<(), AppError> {
    match error {
        AppError::Invalid(found) => {
            for fault in found {
                let mut msg = Msg::dynamic(format!("field-{}", fault.code.replace('_', "-")));
                for (name, value) in fault.args {
                    msg = msg.with(name, value);
                }
                if let Some(Item { zh, en, .. }) = fault.rule {
                    msg = msg.with("rule", Arg::Rule { zh, en });
                }
                errors.add(&fault.field, msg);
            }
            Ok(())
        }
        AppError::Refused(rule) => match rule.field().filter(|f| fields.contains(f)) {
            Some(field) => {
                errors.add(field, sentence(&rule));
                Ok(())
            }
            None => Err(AppError::Refused(rule)),
        },
        AppError::Reused { .. } => {
            errors.spent(None);
            Ok(())
        }
        other => Err(other),
    }
}
