//! Properties of the state machine: random acts in random order by random
//! persons, at whatever point of a case.

use domain::{
    assessment::{
        Assessment, AssessmentEvent as E, Command as C, Entry, Standing,
        acts::{decision::ChangeDecision, level::compute},
    },
    codes::{
        CauseParty, Conclusion, Level, MeasureStatus, ProcedureCode, RatingStage, Step,
        TriggerKind, Vote,
    },
    ids::{FilingId, MeasureId, NoticeId, PanelId, ReviewId, TriggerId},
    record::{EventBody as _, EventMeta, Record as _},
    refusal::{Reason, Refusal},
};
use proptest::prelude::*;

use crate::support::{Case, Who, fold, inputs as i, play};

/// One random move: an act of some kind, or the whole next step.
#[derive(Debug, Clone, Copy)]
struct Move {
    kind: u8,
    who: u8,
    pick: usize,
    number: u16,
}

const PEOPLE: [Who; 14] = [
    Who::Owner,
    Who::Agency,
    Who::Filer,
    Who::Justice,
    Who::Leader,
    Who::Executor,
    Who::Evaluator,
    Who::Expert(0),
    Who::Expert(1),
    Who::Expert(2),
    Who::Reviewer(0),
    Who::Reviewer(1),
    Who::Reviewer(2),
    Who::Reviewer(3),
];

fn choose<T: Copy>(list: &[T], pick: usize) -> T {
    list[pick % list.len()]
}

/// One of the identifiers in use, now and then one that is not.
macro_rules! id {
    ($case:expr, $list:ident, $pick:expr, $ty:ident) => {{
        let known: Vec<_> = $case.state.$list.iter().map(|x| x.id).collect();
        if known.is_empty() || $pick % 11 == 10 {
            $ty::new($case.fresh())
        } else {
            choose(&known, $pick)
        }
    }};
}

fn command(case: &mut Case, m: Move) -> C {
    match m.kind {
        0..=4 => hearing(case, m),
        5..=14 => rating(case, m),
        15..=22 => review(case, m),
        23..=31 => later(case, m),
        _ => course(case, m),
    }
}

/// Plan, notices, consultation, factors.
fn hearing(case: &mut Case, m: Move) -> C {
    let (pick, number) = (m.pick, m.number);
    let flag = number % 2 == 0;
    match m.kind {
        0 => i::plan(case),
        1 => {
            let to = case.today.checked_add(jiff::Span::new().days(i64::from(number % 20)));
            i::notice(case, to.expect("a day"))
        }
        2 => i::close_notice(id!(case, notices, pick, NoticeId), u32::from(number % 4)),
        3 => i::activity(case, u32::from(number % 9), u32::from(number % 50)),
        4 => {
            let catalogue = flag.then_some(["A01", "B02", "C01", "nope"][pick % 4]);
            i::factor(case, catalogue)
        }
        _ => i::resume(),
    }
}

/// Panels, weights, levels, measures.
fn rating(case: &mut Case, m: Move) -> C {
    let (pick, number) = (m.pick, m.number);
    let flag = number % 2 == 0;
    let stage = choose(RatingStage::ALL, pick);
    let pq = (number % 10_001, (number / 3) % 10_001);
    let judged = domain::assessment::parts::Judged {
        overall: choose(&Level::ALL, pick),
        event: choose(&Level::ALL, pick / 3),
        participants: u32::from(number % 300),
    };
    match m.kind {
        5 => i::open_panel(case, stage, (number % 5) as u8),
        6 => {
            let panel = id!(case, panels, pick, PanelId);
            i::rate(case, panel, pq)
        }
        7 => {
            let panel = id!(case, panels, pick, PanelId);
            i::rate_again(case, panel, pq)
        }
        8 => i::discuss(id!(case, panels, pick, PanelId)),
        9 => i::close_panel(id!(case, panels, pick, PanelId)),
        10 => i::weights(case),
        11 => i::level(stage, judged),
        12 => i::lowered(stage, judged, choose(&Level::ALL, pick / 5), flag),
        13 => {
            let factors: Vec<_> = case.state.factors.iter().map(|f| f.id).collect();
            let reach = factors.into_iter().skip(pick % 3).collect();
            i::measure(case, reach, flag)
        }
        14 => i::progress(
            id!(case, measures, pick, MeasureId),
            choose(MeasureStatus::ALL, number.into()),
            flag,
        ),
        _ => i::resume(),
    }
}

/// Report, review, filing.
fn review(case: &mut Case, m: Move) -> C {
    let (pick, number) = (m.pick, m.number);
    let flag = number % 2 == 0;
    match m.kind {
        15 => i::report(case, choose(Conclusion::ALL, pick), flag),
        16 => i::convene(case, (number % 6) as u8),
        17 => i::declare(id!(case, reviews, pick, ReviewId), number % 4 != 0),
        18 => i::vote(id!(case, reviews, pick, ReviewId), choose(Vote::ALL, number.into())),
        19 => i::conclude(id!(case, reviews, pick, ReviewId)),
        20 => i::submit(case),
        21 => i::send_back(id!(case, filings, pick, FilingId), &["R_FORM"]),
        22 => i::accept(id!(case, filings, pick, FilingId)),
        _ => i::resume(),
    }
}

/// Decision, implementation, the end.
fn later(case: &mut Case, m: Move) -> C {
    let (pick, number) = (m.pick, m.number);
    let flag = number % 2 == 0;
    let pq = (number % 10_001, (number / 3) % 10_001);
    match m.kind {
        23 => C::Decide(i::conclusion(choose(Conclusion::ALL, pick), flag, pick % 2 == 0)),
        24 => C::ChangeDecision(ChangeDecision {
            decision: i::conclusion(choose(Conclusion::ALL, pick), flag, pick % 2 == 0),
        }),
        25 => {
            let ratings = if flag { i::ratings(case, pq) } else { vec![] };
            i::check_in(case, ratings)
        }
        26 => i::incident(case, case.today),
        27 => i::trigger(case, choose(TriggerKind::ALL, pick)),
        28 => i::answer_trigger(id!(case, triggers, pick, TriggerId), flag),
        29 => i::complete(),
        30 => i::post_evaluate(),
        31 => i::archive(),
        _ => i::resume(),
    }
}

/// The course of the case.
fn course(case: &mut Case, m: Move) -> C {
    let (pick, number) = (m.pick, m.number);
    match m.kind {
        32 => i::suspend(choose(CauseParty::ALL, pick)),
        33 => i::resume(),
        34 => i::extend(choose(Step::ALL, pick), u32::from(number % 15)),
        35 => i::change_procedure(choose(ProcedureCode::ALL, pick)),
        36 if number % 7 == 0 => i::withdraw(),
        37 => i::void(match pick % 4 {
            0 => Entry::Notice(id!(case, notices, pick / 4, NoticeId)),
            1 => match case.state.activities.get(pick / 4) {
                Some(a) => Entry::Activity(a.id),
                None => Entry::Notice(NoticeId::new(case.fresh())),
            },
            2 => match case.state.factors.get(pick / 4) {
                Some(f) => Entry::Factor(f.id),
                None => Entry::Measure(MeasureId::new(case.fresh())),
            },
            _ => Entry::Measure(id!(case, measures, pick / 4, MeasureId)),
        }),
        38 => i::executing(choose(&PEOPLE, pick)),
        _ => i::resume(),
    }
}

/// Makes a move; a refusal has to explain itself.
fn make(case: &mut Case, m: Move) -> Result<(), TestCaseError> {
    case.stated = None;
    if m.kind >= 39 {
        let procedure = case.rules.procedure(case.state.procedure.expect("opened"));
        let next = case.state.next_step(procedure.expect("known")).map(|s| s.step);
        if let Some(step) = next {
            play::step(case, step);
        }
        return Ok(());
    }
    if m.number.is_multiple_of(9) {
        let back = jiff::Span::new().days(i64::from(m.number % 13));
        case.stated = Some(case.today.checked_sub(back).expect("a day"));
    }
    let command = command(case, m);
    if let Err(refusal) = case.act(choose(&PEOPLE, m.who.into()), &command) {
        explains_itself(&refusal)?;
    }
    case.stated = None;
    case.pass_days(i64::from(m.number % 4));
    Ok(())
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
        was_reviewed(case, &state, event)?;
        level_is_the_highest(case, &state, event)?;
        prop_assert!(
            !matches!(state.standing, Standing::Archived | Standing::Withdrawn { .. })
                || matches!(event, E::TermSet { .. }),
            "{event:?} after the end"
        );
        state.apply(meta, event);
        four_eyes(case, &state)?;
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
    for before in procedure.required_before(step) {
        prop_assert!(state.done.contains_key(&before.step), "{step:?} without {:?}", before.step);
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
    let one = (0_u8..78, any::<u8>(), 0_usize..400, 0_u16..20_000)
        .prop_map(|(kind, who, pick, number)| Move { kind, who, pick, number });
    prop::collection::vec(one, 1..45)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_happens_the_rules_hold(
        procedure in prop::sample::select(ProcedureCode::ALL.to_vec()),
        steps in 0_usize..18,
        heat in prop::sample::select(vec![(5000, 3000), (7000, 4000), (7000, 7000), (9000, 9000)]),
        moves in moves(),
    ) {
        let mut case = Case::open(procedure);
        case.strict = false;
        case.before = (heat.0, heat.0);
        case.after = (heat.1, heat.1);
        if let Some(step) = Step::ALL.get(steps) {
            play::until(&mut case, *step);
        }
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
