//! What has to be done in this case, step by step, and when.

use app::view::Case;
use domain::{assessment::Assessment, codes::Step, rulebook::StepRule};
use jiff::civil::Date;
use locale::L10n;

use super::{Sub, due::due_lines, env};
use crate::office::Office;
use crate::ui::{Band, Markup, Moment, Tag};

/// One step of the list.
pub(crate) struct Item {
    /// Name of the step.
    pub(crate) label: String,
    /// Where it is worked on.
    pub(crate) url: String,
    /// Done, due, waiting.
    pub(crate) tag: Markup,
    /// Whose work it is.
    pub(crate) who: String,
    /// How the due day came about; empty when the step has none.
    pub(crate) why: Vec<String>,
}

/// The part of the case in which a step is worked on.
pub(crate) const fn part_of_step(step: Step) -> Sub {
    match step {
        Step::Listing => Sub::Overview,
        Step::Screening => Sub::Screening,
        Step::Plan => Sub::Plan,
        Step::Publicity | Step::Consultation => Sub::Consultation,
        Step::Identification | Step::InitialRating | Step::AfterRating => Sub::Risk,
        Step::Measures => Sub::Measures,
        Step::Report => Sub::Report,
        Step::Review => Sub::Review,
        Step::Filing | Step::Legality | Step::Decision => Sub::Filing,
        Step::Tracking | Step::Completion | Step::PostEvaluation | Step::Archive => Sub::Tracking,
    }
}

/// Every step of the procedure in its order; empty before an assessment is open.
pub(crate) fn checklist(l10n: L10n, office: &Office<'_>, case: &Case) -> Vec<Item> {
    let (Some(assessment), Some(procedure)) = (&case.assessment, case.procedure()) else {
        return Vec::new();
    };
    let env = env(office, case);
    let state = &assessment.state;
    let next = state.next_step(procedure).map(|s| s.step);
    let item = |rule: &StepRule| {
        let open = !state.done.contains_key(&rule.step) && state.applies(rule.step);
        let due = if open { state.due(&env, procedure, rule.step).ok().flatten() } else { None };
        let on = due.as_ref().and_then(|d| d.on);
        Item {
            label: l10n.code("step", rule.step.code()),
            url: part_of_step(rule.step).url(case),
            tag: Markup::default().and(tag(l10n, office, state, rule, next, on)),
            who: l10n.code("role", rule.role.code()),
            why: due.map(|d| due_lines(l10n, &d)).unwrap_or_default(),
        }
    };
    procedure.steps.iter().map(item).collect()
}

fn tag(
    l10n: L10n,
    office: &Office<'_>,
    state: &Assessment,
    rule: &StepRule,
    next: Option<Step>,
    due: Option<Date>,
) -> Tag {
    if let Some(day) = state.done.get(&rule.step) {
        return Tag::new(Band::Low, l10n.t1("case-done-on", "day", l10n.date(*day)))
            .with_icon("circle-check");
    }
    if !state.applies(rule.step) {
        return Tag::new(Band::Plain, l10n.t("case-step-not-carried-out")).with_icon("minus");
    }
    match due {
        Some(day) if day < office.today() => {
            Tag::new(Band::High, l10n.t1("case-overdue-since", "day", l10n.date(day)))
                .with_icon("clock")
        }
        Some(day) => {
            Tag::new(Band::Info, l10n.t1("case-step-due", "day", l10n.date(day))).with_icon("clock")
        }
        None if next == Some(rule.step) => Tag::new(Band::Info, l10n.t("case-step-now")),
        None if !rule.required => Tag::new(Band::Outline, l10n.t("case-step-optional")),
        None => Tag::new(Band::Plain, l10n.t("case-step-later")).with_icon("minus"),
    }
}

/// What comes next: the term that runs, measures, the end of the filing.
pub(crate) fn moments(l10n: L10n, office: &Office<'_>, case: &Case) -> Vec<Moment> {
    let Some(assessment) = &case.assessment else { return Vec::new() };
    let state = &assessment.state;
    let today = office.today();
    let mut found: Vec<(Date, String, String)> = Vec::new();
    if let (Some(step), Some(due)) = (state.term_step, state.term_due) {
        let text = l10n.t1("case-next-step", "step", l10n.code("step", step.code()));
        found.push((due, text, String::new()));
    }
    let running = state.halted_by().is_none();
    for measure in
        state.live_measures().filter(|m| running && m.status != domain::codes::MeasureStatus::Done)
    {
        let title = super::text_of(l10n, &case.words, &measure.title);
        found.push((measure.due, title, case.unit_name(measure.owner).to_owned()));
    }
    if let Some(filed) = state.filed() {
        found.push((filed.valid_until, l10n.t("case-next-valid"), filed.number));
    }
    found.sort();
    let moment = |(day, text, detail): (Date, String, String)| Moment {
        time: l10n.date(day),
        text,
        detail,
        warn: day < today,
        todo: day >= today,
    };
    found.into_iter().take(6).map(moment).collect()
}
