//! The step bar: eight stages with their days.

use app::view::Case;
use domain::{
    assessment::Assessment,
    codes::{Stage, Step as Work},
    matter::Status,
    rulebook::Procedure,
};
use jiff::civil::Date;
use locale::L10n;

use crate::ui::{Step, StepState, Steps};

/// The step bar of a case.
pub(super) fn steps(l10n: L10n, case: &Case) -> Steps {
    let steps = Stage::ALL.iter().map(|stage| step(l10n, case, *stage)).collect();
    Steps { steps, l10n }
}

fn step(l10n: L10n, case: &Case, stage: Stage) -> Step {
    let (state, day) = match stage {
        Stage::Listed => (StepState::Done, case.matter.state.listed_on),
        Stage::Screening => screening(case),
        _ => assessed(case, stage),
    };
    let halted = stage == Stage::Tracking
        && case.assessment.as_ref().is_some_and(|a| a.state.halted_by().is_some());
    let detail = match (state, day) {
        (StepState::Now, _) if halted => l10n.t("case-step-to-archive"),
        (StepState::Skipped, _) if halted => l10n.t("case-step-not-carried-out"),
        (StepState::Done, Some(day)) => l10n.date(day),
        (StepState::Now, Some(due)) => l10n.t1("case-step-due", "day", l10n.date(due)),
        (StepState::Now, None) => l10n.t("case-step-now"),
        (StepState::Skipped, _) => l10n.t("case-step-skipped"),
        _ => String::new(),
    };
    Step { label: l10n.code("stage", stage.code()), detail, state }
}

fn screening(case: &Case) -> (StepState, Option<Date>) {
    let confirmed = case.matter.state.screening.as_ref().and_then(|s| s.confirmed_on);
    match case.matter.state.status {
        Status::Listed | Status::ScreeningProposed => (StepState::Now, None),
        Status::Deferred if confirmed.is_none() => (StepState::Now, None),
        Status::Withdrawn if confirmed.is_none() => (StepState::Skipped, None),
        _ => (StepState::Done, confirmed),
    }
}

fn assessed(case: &Case, stage: Stage) -> (StepState, Option<Date>) {
    let (Some(assessment), Some(procedure)) = (&case.assessment, case.procedure()) else {
        let over = matches!(
            case.matter.state.status,
            Status::Exempt | Status::Covered | Status::Withdrawn
        );
        return (if over { StepState::Skipped } else { StepState::Later }, None);
    };
    of_procedure(&assessment.state, procedure, stage)
}

fn of_procedure(
    state: &Assessment,
    procedure: &Procedure,
    stage: Stage,
) -> (StepState, Option<Date>) {
    let here: Vec<_> = procedure.steps.iter().filter(|s| s.step.stage() == stage).collect();
    if here.is_empty() {
        return (StepState::Skipped, None);
    }
    let next = state.next_step(procedure).map(|s| s.step);
    if next.map(Work::stage) == Some(stage) {
        return (StepState::Now, state.term_due);
    }
    // The file was closed without anything being carried out.
    if stage == Stage::Tracking && state.halted_by().is_some() && next.is_none() {
        return (StepState::Skipped, None);
    }
    let required = here.iter().filter(|s| s.required && state.applies(s.step));
    let open = required.clone().any(|s| !state.done.contains_key(&s.step));
    if open || required.count() == 0 && next.is_some() {
        return (StepState::Later, None);
    }
    (StepState::Done, here.iter().filter_map(|s| state.done.get(&s.step)).max().copied())
}
