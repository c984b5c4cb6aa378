//! Properties of the state machine: random acts in random order by random
//! persons, at whatever point of a case.

use std::collections::BTreeSet;

use domain::{
    assessment::{Assessment, AssessmentEvent as E, Command as C, Standing, acts::level::compute},
    codes::{Level, ProcedureCode, Step, TriggerKind, Vote},
    record::{EventBody as _, EventMeta, Record as _},
    refusal::{Reason, Refusal},
};
use jiff::civil::date;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use crate::{
    moves::{Move, PEOPLE, acts_of, choose, command},
    support::{Case, Who, fold, inputs as i, play, rules_2020},
};

/// Makes a move; a refusal has to explain itself. Answers with the act that was
/// accepted, if one was.
fn make(case: &mut Case, m: Move) -> Result<Option<&'static str>, TestCaseError> {
    case.stated = None;
    let suspended = case.state.standing == Standing::Suspended;
    let code = if suspended && m.pick.is_multiple_of(2) { Some("resume") } else { m.code() };
    let code = match code {
        Some(code) => code,
        // The rest carries the case on: by one act of its step, or by all of it.
        None => {
            let procedure = case.rules.procedure(case.state.procedure.expect("opened"));
            let next = case.state.next_step(procedure.expect("known")).map(|s| s.step);
            let Some(step) = next.filter(|_| !suspended) else { return Ok(None) };
            if m.pick.is_multiple_of(4) {
                play::step(case, step);
                return Ok(None);
            }
            choose(acts_of(step), m.pick)
        }
    };
    let m = m.of(code);
    // Giving a case up ends it, so it has to be rare.
    if code == "withdraw" && !m.number.is_multiple_of(7) {
        return Ok(None);
    }
    if m.number.is_multiple_of(9) {
        let back = jiff::Span::new().days(i64::from(m.number % 13));
        case.stated = Some(case.today.checked_sub(back).expect("a day"));
    }
    let command = command(case, code, m);
    let done = case.act(m.person(case), &command);
    case.stated = None;
    case.pass_days(i64::from(m.number % 4));
    match done {
        Ok(_) => Ok(Some(code)),
        Err(refusal) => explains_itself(&refusal).map(|()| None),
    }
}

fn explains_itself(refusal: &Refusal) -> Result<(), TestCaseError> {
    prop_assert!(!refusal.kind().is_empty());
    if let Some(rule) = &refusal.rule {
        prop_assert!(!rule.code.is_empty() && !rule.source.is_empty() && !rule.zh.is_empty());
    }
    let ruled = matches!(
        refusal.reason,
        Reason::StepNotInProcedure { .. }
            | Reason::StepsMissing { .. }
            | Reason::StepClosed { .. }
            | Reason::SamePerson { .. }
            | Reason::ConditionsFail { .. }
            | Reason::LevelTooHigh { .. }
    );
    prop_assert!(!ruled || refusal.rule.is_some(), "{refusal:?}");
    let owed = matches!(refusal.reason, Reason::StepsMissing { .. });
    prop_assert!(!owed || !refusal.missing.is_empty(), "{refusal:?}");
    Ok(())
}

/// Walks through the log and checks each event against the state before it.
fn walk(case: &Case) -> Result<(), TestCaseError> {
    let mut state = Assessment::default();
    for (meta, event) in &case.log {
        rests_on_required_steps(case, &state, event)?;
        nothing_is_carried_out_of_a_halted_matter(&state, event)?;
        in_order_of_days(&state, meta, event)?;
        lasts_long_enough(case, &state, meta, event)?;
        told_once(&state, event)?;
        was_reviewed(case, &state, event)?;
        level_is_the_highest(case, &state, event)?;
        prop_assert!(
            !matches!(state.standing, Standing::Archived | Standing::Withdrawn { .. })
                || matches!(event, E::TermSet { .. }),
            "{event:?} after the end"
        );
        state.apply(meta, event);
        four_eyes(case, &state)?;
        nothing_twice(&state)?;
        pauses_follow_each_other(&state)?;
    }
    prop_assert_eq!(&state, &case.state);
    Ok(())
}

fn rests_on_required_steps(
    case: &Case,
    state: &Assessment,
    event: &E,
) -> Result<(), TestCaseError> {
    let step = match event {
        E::FilingAccepted { .. } => Step::Filing,
        E::Decided { .. } => Step::Decision,
        E::Archived { .. } => Step::Archive,
        E::StepDone { step } => *step,
        _ => return Ok(()),
    };
    let procedure = state.procedure.and_then(|p| case.rules.procedure(p)).expect("opened");
    prop_assert!(procedure.step(step).is_some());
    for before in state.owed_before(procedure, step) {
        prop_assert!(state.done.contains_key(&before.step), "{step:?} without {:?}", before.step);
    }
    Ok(())
}

/// Where the decision lets nothing be carried out, nothing is tracked, ended or
/// evaluated.
fn nothing_is_carried_out_of_a_halted_matter(
    state: &Assessment,
    event: &E,
) -> Result<(), TestCaseError> {
    let carries_out = matches!(
        event,
        E::CheckedIn { .. }
            | E::IncidentRecorded { .. }
            | E::Completed { .. }
            | E::PostEvaluated { .. }
            | E::StepDone { step: Step::Tracking | Step::Completion | Step::PostEvaluation }
    );
    prop_assert!(!carries_out || state.halted_by().is_none(), "{event:?} of a halted matter");
    Ok(())
}

/// No event lies before the opening or before the steps that it rests on.
fn in_order_of_days(state: &Assessment, meta: &EventMeta, event: &E) -> Result<(), TestCaseError> {
    if let Some(opened) = state.opened {
        prop_assert!(meta.occurred_on >= opened, "{event:?} before {opened}");
    }
    if let E::StepDone { step } = event {
        for (before, day) in state.done.range(..step) {
            // A step that is done again after its follower keeps its later day.
            let again = matches!(before, Step::Report | Step::Review | Step::Legality);
            prop_assert!(again || *day <= meta.occurred_on, "{step:?} before {before:?}");
        }
    }
    Ok(())
}

/// A step with a least time ends after it, or with a reason.
fn lasts_long_enough(
    case: &Case,
    state: &Assessment,
    meta: &EventMeta,
    event: &E,
) -> Result<(), TestCaseError> {
    let (step, reason) = match event {
        E::ConsultationClosed { shortened, .. } => (Step::Consultation, shortened),
        E::PostEvaluated { evaluation } => (Step::PostEvaluation, &evaluation.shortened),
        _ => return Ok(()),
    };
    let procedure = state.procedure.and_then(|p| case.rules.procedure(p)).expect("opened");
    let Some(least) = procedure.step(step).and_then(|s| s.minimum) else { return Ok(()) };
    let mut from = state.step_from(procedure, step).expect("reached");
    if step == Step::Consultation {
        // People are asked from the day on which the first notice went up.
        let up = state.notices.iter().filter(|n| n.void.is_none()).map(|n| n.from).min();
        from = up.map_or(from, |day| day.min(from));
    }
    let days = from.until(meta.occurred_on).expect("days").get_days();
    let need = match least.unit {
        domain::rulebook::TermUnit::Months => 28 * least.count,
        _ => least.count - 1,
    };
    prop_assert!(reason.is_some() || days >= i32::try_from(need).expect("few"), "{event:?}");
    Ok(())
}

/// A raised level raises a trigger only where none stands for it.
fn told_once(state: &Assessment, event: &E) -> Result<(), TestCaseError> {
    match event {
        E::CheckedIn { check_in } => {
            let rose = check_in.live > state.filed_level();
            prop_assert_eq!(rose, check_in.trigger.is_some());
            if let (true, Some(standing)) = (rose, state.standing_trigger(TriggerKind::LevelRose)) {
                prop_assert_eq!(check_in.trigger, Some(standing.id));
            }
        }
        E::TriggerRaised { trigger } if trigger.kind == TriggerKind::LevelRose => {
            // Only people may say again what stands already.
            let by_check_in = state.check_ins.last().and_then(|c| c.trigger) == Some(trigger.id);
            prop_assert!(!by_check_in || state.standing_trigger(TriggerKind::LevelRose).is_none());
        }
        _ => {}
    }
    Ok(())
}

/// No identifier of a caller stands twice.
fn nothing_twice(state: &Assessment) -> Result<(), TestCaseError> {
    macro_rules! each_once {
        ($($list:ident),+) => {$(
            let ids: BTreeSet<_> = state.$list.iter().map(|x| x.id).collect();
            prop_assert_eq!(ids.len(), state.$list.len());
        )+};
    }
    each_once!(notices, activities, factors, panels, measures, reports, reviews, filings);
    each_once!(incidents, triggers);
    for panel in &state.panels {
        let named: BTreeSet<_> = panel.experts.iter().collect();
        prop_assert_eq!(named.len(), panel.experts.len());
        prop_assert!(panel.blind.keys().all(|who| panel.experts.contains(who)));
        prop_assert!(panel.discussed.keys().all(|who| panel.blind.contains_key(who)));
    }
    for review in &state.reviews {
        let named: BTreeSet<_> = review.reviewers.iter().map(|r| r.person).collect();
        prop_assert_eq!(named.len(), review.reviewers.len());
    }
    Ok(())
}

/// Pauses are closed but for the last one, and none overlaps another.
fn pauses_follow_each_other(state: &Assessment) -> Result<(), TestCaseError> {
    let open = state.pauses.iter().filter(|p| p.to.is_none()).count();
    let last_open = state.pauses.last().is_some_and(|p| p.to.is_none());
    prop_assert_eq!(open, usize::from(last_open));
    prop_assert!(state.standing != Standing::Suspended || last_open);
    for pair in state.pauses.windows(2) {
        let ended = pair[0].to.expect("closed");
        prop_assert!(pair[0].from <= ended && ended <= pair[1].from);
    }
    Ok(())
}

/// What is filed passed a review that is large enough for its procedure.
fn was_reviewed(case: &Case, state: &Assessment, event: &E) -> Result<(), TestCaseError> {
    if !matches!(event, E::FilingAccepted { .. }) {
        return Ok(());
    }
    let rule = &case.rules.review;
    let need = match state.procedure {
        Some(ProcedureCode::Simplified) => rule.simplified_opinions,
        _ if state.levels.iter().any(|l| l.level > Level::Low) => rule.min_reviewers_elevated,
        _ => rule.min_reviewers,
    };
    let review = state.reviews.last().expect("a review");
    let votes = review.reviewers.iter().filter(|r| r.vote.is_some() && r.declared == Some(true));
    prop_assert!(votes.count() >= need as usize);
    prop_assert!(matches!(review.outcome, Some(Vote::Pass | Vote::PassAfterRevision)));
    Ok(())
}

fn level_is_the_highest(case: &Case, state: &Assessment, event: &E) -> Result<(), TestCaseError> {
    let E::LevelDetermined { entry } = event else {
        return Ok(());
    };
    let panel = state.panels.iter().find(|p| p.id == entry.panel).expect("its panel");
    let computed = compute(state, &case.env(Who::Agency), panel, entry.judged).expect("computed");
    let highest = computed.criteria.iter().filter_map(|c| c.level).max();
    prop_assert_eq!(Some(entry.computed.level), highest);
    prop_assert_eq!(entry.index.clone(), computed.index.t.to_string());
    match entry.lowered {
        None => prop_assert_eq!(Some(entry.level), highest),
        Some(_) => prop_assert!(Some(entry.level) < highest),
    }
    Ok(())
}

fn four_eyes(case: &Case, state: &Assessment) -> Result<(), TestCaseError> {
    for rule in &case.rules.separations {
        if let (Some(a), Some(b)) = (state.deeds.get(&rule.first), state.deeds.get(&rule.then)) {
            prop_assert!(a.is_disjoint(b), "{}", rule.item.code);
        }
    }
    Ok(())
}

/// State and events survive JSON, and the replay gives the same bytes.
fn replays(case: &Case) -> Result<(), TestCaseError> {
    let bytes = serde_json::to_string(&case.state).expect("JSON");
    let back: Assessment = serde_json::from_str(&bytes).expect("a state");
    prop_assert_eq!(&back, &case.state);
    let mut log: Vec<(EventMeta, E)> = Vec::new();
    for (meta, event) in &case.log {
        let data = event.to_data().expect("data");
        let read = E::from_data(event.type_name(), event.type_version(), &data).expect("readable");
        prop_assert_eq!(&read.to_data().expect("data"), &data);
        prop_assert!(only_strings_and_integers(&data), "{data}");
        log.push((meta.clone(), read));
    }
    prop_assert_eq!(serde_json::to_string(&fold(&log)).expect("JSON"), bytes);
    Ok(())
}

/// DESIGN §7.1: strings, booleans and integers below 2⁵³ only.
fn only_strings_and_integers(data: &serde_json::Value) -> bool {
    match data {
        serde_json::Value::Number(n) => n.as_i64().is_some_and(|n| n.abs() < 1 << 53),
        serde_json::Value::Array(list) => list.iter().all(only_strings_and_integers),
        serde_json::Value::Object(map) => map.values().all(only_strings_and_integers),
        _ => true,
    }
}

/// What is struck out counts for nothing: without it, every figure is the same.
fn voided_never_count(case: &Case) -> Result<(), TestCaseError> {
    let mut pruned = case.state.clone();
    pruned.notices.retain(|n| n.void.is_none());
    pruned.activities.retain(|a| a.void.is_none());
    pruned.factors.retain(|f| f.void.is_none());
    pruned.measures.retain(|m| m.void.is_none());
    let env = case.env(Who::Owner);
    prop_assert_eq!(pruned.opposition(), case.state.opposition());
    prop_assert_eq!(pruned.unfinished_measures(), case.state.unfinished_measures());
    prop_assert_eq!(pruned.live_level(&env), case.state.live_level(&env));
    prop_assert_eq!(pruned.live_ratings(&env), case.state.live_ratings(&env));
    prop_assert_eq!(pruned.upgrade_due(&env), case.state.upgrade_due(&env));
    Ok(())
}

/// The stored term is always that of the next step.
fn term_is_current(case: &Case) -> Result<(), TestCaseError> {
    let procedure = case.state.procedure.and_then(|p| case.rules.procedure(p)).expect("opened");
    let next = case.state.next_step(procedure).map(|s| s.step);
    prop_assert_eq!(case.state.term_step, next);
    let due = next.and_then(|step| {
        let due = case.state.due(&case.env(Who::Owner), procedure, step).expect("covered");
        due.and_then(|d| d.on)
    });
    prop_assert_eq!(case.state.term_due, due);
    Ok(())
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    // Half of the moves carry the case on, so that late steps are reached too.
    let one = (0_usize..4 * C::CODES.len(), any::<u8>(), 0_usize..400, 0_u16..20_000)
        .prop_map(|(kind, who, pick, number)| Move { kind, who, pick, number });
    prop::collection::vec(one, 1..80)
}

/// Where a random life begins, and what happens in it.
fn life() -> impl Strategy<Value = (ProcedureCode, usize, (u16, u16), bool, Vec<Move>)> {
    (
        prop::sample::select(ProcedureCode::ALL.to_vec()),
        0_usize..18,
        prop::sample::select(vec![(5000, 3000), (7000, 4000), (7000, 7000), (9000, 9000)]),
        prop::bool::weighted(0.3),
        moves(),
    )
}

/// A case of which everything before some step is done, under the rules of
/// 2016 or under 国令713号.
fn begun(procedure: ProcedureCode, steps: usize, heat: (u16, u16), later: bool) -> Case {
    let mut case = if later {
        Case::open_at(procedure, rules_2020(), date(2020, 6, 1))
    } else {
        Case::open(procedure)
    };
    case.strict = false;
    case.before = (heat.0, heat.0);
    case.after = (heat.1, heat.1);
    if let Some(step) = Step::ALL.get(steps) {
        play::until(&mut case, *step);
    }
    case
}

/// The random lives reach every act there is: each is accepted in some of them,
/// and a case is suspended and resumed more than once in one of them. The seed
/// is fixed, so that a thin generator fails here and not by chance.
#[test]
fn random_lives_reach_every_act() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut accepted = BTreeSet::new();
    let mut most_pauses = 0;
    for _ in 0..LIVES {
        let tree = life().new_tree(&mut runner).expect("a life");
        let (procedure, steps, heat, later, moves) = tree.current();
        let mut case = begun(procedure, steps, heat, later);
        for m in moves {
            accepted.extend(make(&mut case, m).expect("rules hold"));
        }
        most_pauses = most_pauses.max(case.state.pauses.len());
    }
    let chance = |code: &&&str| !accepted.contains(**code) && !WHOLE_PANEL.contains(*code);
    let missing: Vec<_> = C::CODES.iter().filter(chance).collect();
    assert!(missing.is_empty(), "never accepted: {missing:?}");
    assert!(most_pauses > 1, "no life with two pauses");
}

const LIVES: usize = 1500;

/// These need every expert of a panel to have rated, or a hearing with its papers a
/// week ahead, which chance alone hardly brings about; the played lives in `life.rs`
/// and the tests of hearings take them.
const WHOLE_PANEL: [&str; 4] = ["rate_again", "close_panel", "determine_level", "close_hearing"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_the_rules_hold((procedure, steps, heat, later, moves) in life()) {
        let mut case = begun(procedure, steps, heat, later);
        for m in moves {
            make(&mut case, m)?;
            term_is_current(&case)?;
        }
        walk(&case)?;
        replays(&case)?;
        voided_never_count(&case)?;
    }

    /// A whole life in which, before every act, someone else may try it.
    #[test]
    fn wrong_people_change_nothing(
        procedure in prop::sample::select(ProcedureCode::ALL.to_vec()),
        upgrade in 0_usize..30,
        heat in prop::sample::select(vec![(5000, 3000), (7000, 4000), (7000, 7000)]),
        votes in prop::sample::select(Vote::ALL.to_vec()),
        meddlers in prop::collection::vec(prop::option::weighted(0.4, prop::sample::select(PEOPLE.to_vec())), 0..160),
    ) {
        let mut case = Case::open(procedure);
        case.strict = false;
        case.before = (heat.0, heat.0);
        case.after = (heat.1, heat.1);
        case.meddlers = meddlers;
        for turn in 0..30 {
            let procedure = case.state.procedure.and_then(|p| case.rules.procedure(p)).expect("opened");
            let Some(next) = case.state.next_step(procedure).map(|s| s.step) else { break };
            if turn == upgrade {
                case.must(Who::Filer, i::change_procedure(ProcedureCode::General));
            }
            if next == Step::Review && case.state.reviews.is_empty() {
                play::review(&mut case, votes);
            } else {
                play::step(&mut case, next);
            }
            term_is_current(&case)?;
        }
        walk(&case)?;
        replays(&case)?;
    }
}
