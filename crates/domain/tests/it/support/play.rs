//! Plays a case step by step with the right person at each act.

use domain::{
    assessment::{
        Command as C,
        acts::{factor::CloseIdentification, legality, measure::CloseMeasures, opinion},
    },
    codes::{
        Conclusion, Disposition, LegalityOpinion, Level, MeasureStatus, ProcedureCode, RatingStage,
        Step, Vote,
    },
    rulebook::TermUnit,
};

use super::{Case, Who, inputs as i, text};

/// Carries one step out from its first act to its last.
pub fn step(case: &mut Case, step: Step) {
    match step {
        Step::Listing | Step::Screening => {}
        Step::Plan => {
            let plan = i::plan(case);
            case.must(Who::Owner, plan);
        }
        Step::Publicity => publicity(case, 0),
        Step::Consultation => consultation(case),
        Step::Identification => {
            for code in ["A01", "B02"] {
                let factor = i::factor(case, Some(code));
                case.must(Who::Agency, factor);
            }
            case.must(Who::Agency, C::CloseIdentification(CloseIdentification {}));
        }
        Step::InitialRating => {
            panel(case, RatingStage::Initial, case.before);
            let weights = i::weights(case);
            case.must(Who::Agency, weights);
            case.must(Who::Agency, i::level(RatingStage::Initial, i::CALM));
        }
        Step::Measures => {
            let factors = case.state.live_factors().map(|f| f.id).collect();
            let measure = i::measure(case, factors, true);
            case.must(Who::Owner, measure);
            let contingency = text(40);
            case.must(Who::Owner, C::CloseMeasures(CloseMeasures { contingency }));
        }
        Step::AfterRating => {
            panel(case, RatingStage::After, case.after);
            case.must(Who::Agency, i::level(RatingStage::After, i::CALM));
        }
        Step::Report => report(case),
        Step::Review => review(case, Vote::Pass),
        Step::Filing => filing(case),
        Step::Legality => legality(case),
        Step::Decision => decision(case),
        Step::Tracking | Step::Completion => {
            let check_in = i::check_in(case, vec![]);
            case.must(Who::Executor, check_in);
            let measures: Vec<_> = case.state.live_measures().map(|m| m.id).collect();
            for measure in measures {
                case.must(Who::Executor, i::progress(measure, MeasureStatus::Done, true));
            }
            case.must(Who::Executor, i::complete());
        }
        Step::PostEvaluation => {
            wait(case, Step::PostEvaluation);
            case.must(Who::Evaluator, i::post_evaluate());
        }
        Step::Archive => case.must(Who::Owner, i::archive()),
    }
}

/// Carries out whatever is required before `step`.
pub fn until(case: &mut Case, wanted: Step) {
    let code = case.state.procedure.expect("opened");
    let procedure = case.rules.procedure(code).expect("a procedure");
    for rule in procedure.steps.iter().filter(|s| s.required) {
        if rule.step == wanted {
            return;
        }
        if case.state.applies(rule.step) && !case.state.done.contains_key(&rule.step) {
            step(case, rule.step);
        }
    }
}

/// A case of which everything before `step` is done.
pub fn case_at(procedure: ProcedureCode, step: Step) -> Case {
    let mut case = Case::open(procedure);
    until(&mut case, step);
    case
}

pub fn publicity(case: &mut Case, objections: u32) {
    let code = case.state.procedure.expect("opened");
    let days = case
        .rules
        .procedure(code)
        .and_then(|p| p.step(Step::Publicity))
        .and_then(|s| s.minimum)
        .map_or(7, |t| t.count);
    let to = super::book().calendar().add_working_days(case.today, days).expect("covered");
    let notice = i::notice(case, to);
    case.must(Who::Owner, notice);
    case.today = to;
    case.pass_working_days(1);
    let open: Vec<_> = case
        .state
        .notices
        .iter()
        .filter(|n| n.objections.is_none() && n.void.is_none())
        .map(|n| n.id)
        .collect();
    for notice in open {
        case.must(Who::Owner, i::close_notice(notice, objections));
    }
}

fn consultation(case: &mut Case) {
    let activity = i::activity(case, 2, 58);
    case.must(Who::Agency, activity);
    let opinion =
        opinion::RecordOpinion { topic: text(41), count: 9, found_in: None, raised_at: None };
    case.must(Who::Agency, C::RecordOpinion(opinion));
    answer_all(case);
    wait(case, Step::Consultation);
    let summary = text(42);
    case.must(
        Who::Agency,
        C::CloseConsultation(opinion::CloseConsultation { summary, shortened: None }),
    );
}

/// Lets the least time of a step pass.
pub fn wait(case: &mut Case, step: Step) {
    let code = case.state.procedure.expect("opened");
    let rule = case.rules.procedure(code).and_then(|p| p.step(step));
    let Some(least) = rule.and_then(|s| s.minimum) else { return };
    let days = match least.unit {
        TermUnit::Months => least.count * 31,
        TermUnit::Calendar | TermUnit::Working => least.count,
    };
    match least.unit {
        TermUnit::Working => case.pass_working_days(days),
        TermUnit::Calendar | TermUnit::Months => case.pass_days(days.into()),
    }
}

fn answer_all(case: &mut Case) {
    for index in 0..case.state.opinions.len() {
        let answer = opinion::AnswerOpinion {
            index: u32::try_from(index).expect("few"),
            disposition: Disposition::Adopted,
            reply: text(43),
            factors: vec![],
            measures: vec![],
        };
        case.must(Who::Owner, C::AnswerOpinion(answer));
    }
}

/// A panel of three from the call to the minutes; one changes the rating.
pub fn panel(case: &mut Case, stage: RatingStage, pq: (u16, u16)) {
    let open = i::open_panel(case, stage, 3);
    case.must(Who::Agency, open);
    let Some(panel) = case.state.panels.last().map(|p| p.id) else {
        return;
    };
    for n in 0..3 {
        let rate = i::rate(case, panel, pq);
        case.must(Who::Expert(n), rate);
    }
    case.must(Who::Agency, i::discuss(panel));
    let again = i::rate_again(case, panel, pq);
    case.must(Who::Expert(1), again);
    case.must(Who::Agency, i::close_panel(panel));
}

fn recommended(case: &Case) -> Conclusion {
    match case.state.filed_level() {
        Some(Level::High) => Conclusion::Stop,
        Some(Level::Medium) => Conclusion::Defer,
        _ => Conclusion::Implement,
    }
}

pub fn report(case: &mut Case) {
    let recommends = recommended(case);
    let report = i::report(case, recommends, !case.state.reports.is_empty());
    case.must(Who::Agency, report);
}

pub fn review(case: &mut Case, vote: Vote) {
    let elevated = case.state.levels.iter().any(|l| l.level > Level::Low);
    let need = match (case.state.procedure, elevated) {
        (Some(ProcedureCode::Simplified), _) => 2,
        (_, true) => 5,
        (_, false) => 3,
    };
    let convene = i::convene(case, need);
    case.must(Who::Filer, convene);
    let Some(review) = case.state.reviews.last().map(|r| r.id) else {
        return;
    };
    for n in 0..need {
        case.must(Who::Reviewer(n), i::declare(review, true));
        case.must(Who::Reviewer(n), i::vote(review, vote));
    }
    case.must(Who::Filer, i::conclude(review));
}

pub fn filing(case: &mut Case) {
    let submit = i::submit(case);
    case.must(Who::Owner, submit);
    if let Some(filing) = case.state.filings.last().map(|f| f.id) {
        case.must(Who::Filer, i::accept(filing));
    }
}

fn legality(case: &mut Case) {
    case.must(Who::Owner, C::RequestLegality(legality::RequestLegality {}));
    case.pass_working_days(8);
    let answer = legality::AnswerLegality { opinion: LegalityOpinion::Lawful, note: text(44) };
    case.must(Who::Justice, C::AnswerLegality(answer));
}

fn decision(case: &mut Case) {
    let conclusion = recommended(case);
    case.must(Who::Leader, C::Decide(i::conclusion(conclusion, false, false)));
}
