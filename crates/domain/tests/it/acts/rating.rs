//! Factors, panels, weights, levels and measures.

use domain::{
    assessment::{
        AssessmentEvent, Command as C, Entry,
        acts::{factor::CloseIdentification, measure::CloseMeasures, panel, weights::SetWeights},
        parts::Judged,
    },
    codes::{Deed, Level, MeasureStatus, RatingStage, Step},
    ids::{FactorId, MeasureId, PanelId},
    refusal::Reason,
};
use jiff::civil::date;
use risk::scale::Weight;

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, fold, inputs as i, play, text};

#[test]
fn factors_come_from_the_catalogue_once() {
    let mut case = at(Step::Identification);
    let close = || C::CloseIdentification(CloseIdentification {});
    let refusal = case.refused(Who::Agency, close());
    assert_eq!(refusal.reason, Reason::TooFew { field: "factors", need: 1, have: 0 });
    assert_eq!(rule(&refusal), Some("IDENTIFICATION"));
    let strange = i::factor(&mut case, Some("Z99"));
    assert_eq!(case.refused(Who::Agency, strange).reason, unknown("catalogue"));
    let first = i::factor(&mut case, Some("A01"));
    case.must(Who::Agency, first);
    let again = i::factor(&mut case, Some("A01"));
    assert_eq!(
        case.refused(Who::Agency, again.clone()).reason,
        Reason::Already { field: "catalogue" }
    );
    let id = case.state.factors[0].id;
    case.must(Who::Agency, i::void(Entry::Factor(id)));
    let refusal = case.refused(Who::Agency, i::void(Entry::Factor(id)));
    assert_eq!(refusal.reason, Reason::Already { field: "entry" });
    case.refused(Who::Agency, close());
    case.must(Who::Agency, again);
    assert_eq!(case.state.factors[1].label, 2, "labels are never used twice");
    case.must(Who::Agency, close());
    let other = i::void(Entry::Factor(id));
    let refusal = case.refused(Who::Agency, other);
    assert_eq!(refusal.reason, Reason::StepClosed { step: Step::Identification });
}

#[test]
fn a_panel_is_large_enough_and_alone() {
    let mut case = at(Step::InitialRating);
    let small = i::open_panel(&mut case, RatingStage::Initial, 2);
    let refusal = case.refused(Who::Agency, small);
    assert_eq!(refusal.reason, Reason::TooFew { field: "experts", need: 3, have: 2 });
    assert!(rule(&refusal).is_some() && !refusal.missing.is_empty());
    let C::OpenPanel(mut twice) = i::open_panel(&mut case, RatingStage::Initial, 2) else {
        panic!()
    };
    twice.experts.push(Who::Expert(0).person());
    let refusal = case.refused(Who::Agency, C::OpenPanel(twice));
    assert_eq!(refusal.reason, Reason::TooFew { field: "experts", need: 3, have: 2 });
    let right = i::open_panel(&mut case, RatingStage::Initial, 4);
    case.must(Who::Agency, right);
    let second = i::open_panel(&mut case, RatingStage::Initial, 3);
    assert_eq!(case.refused(Who::Agency, second).reason, Reason::Already { field: "stage" });
}

/// A case with a panel of four at work.
fn with_panel() -> (Case, PanelId) {
    let mut case = at(Step::InitialRating);
    let open = i::open_panel(&mut case, RatingStage::Initial, 4);
    case.must(Who::Agency, open);
    let panel = case.state.panels[0].id;
    (case, panel)
}

#[test]
fn a_blind_rating_is_whole_and_given_once_by_those_named() {
    let (mut case, panel) = with_panel();
    let rate = i::rate(&case, panel, (4000, 5000));
    assert_eq!(case.refused(Who::Agency, rate.clone()).reason, Reason::NotNamed { field: "panel" });
    let strange = i::rate(&case, PanelId::new(nobody()), (4000, 5000));
    assert_eq!(case.refused(Who::Expert(0), strange).reason, unknown("panel"));
    let mut partial = i::ratings(&case, (4000, 5000));
    partial.pop();
    let partial = C::RateBlind(panel::RateBlind { panel, ratings: partial });
    assert_eq!(
        case.refused(Who::Expert(0), partial).reason,
        Reason::TooFew { field: "ratings", need: 2, have: 1 }
    );
    case.must(Who::Expert(0), rate.clone());
    assert_eq!(case.refused(Who::Expert(0), rate).reason, Reason::Already { field: "ratings" });
}

#[test]
fn experts_rate_alone_then_together() {
    let (mut case, panel) = with_panel();
    let rate = i::rate(&case, panel, (4000, 5000));
    case.must(Who::Expert(0), rate.clone());
    case.must(Who::Expert(1), rate.clone());
    let refusal = case.refused(Who::Agency, i::discuss(panel));
    assert_eq!(refusal.reason, Reason::TooFew { field: "ratings", need: 3, have: 2 });
    assert!(rule(&refusal).is_some());
    assert_eq!(
        case.refused(Who::Agency, i::close_panel(panel)).reason,
        Reason::NoOpen { field: "panel" }
    );
    case.must(Who::Expert(2), rate.clone());
    case.must(Who::Agency, i::discuss(panel));
    assert_eq!(case.refused(Who::Expert(3), rate).reason, Reason::NoOpen { field: "panel" });
    let again = i::rate_again(&case, panel, (5000, 5000));
    assert_eq!(
        case.refused(Who::Expert(3), again.clone()).reason,
        Reason::NotNamed { field: "panel" }
    );
    case.must(Who::Expert(0), again);
    let panel = &case.state.panels[0];
    assert_eq!(panel.blind[&Who::Expert(0).person()][0].p.units(), 4000, "both are kept");
    assert_eq!(panel.discussed[&Who::Expert(0).person()][0].p.units(), 5000);
}

#[test]
fn weights_add_to_one() {
    let mut case = at(Step::InitialRating);
    let ids: Vec<FactorId> = case.state.live_factors().map(|f| f.id).collect();
    let set = |list: &[(FactorId, u16)]| {
        C::SetWeights(SetWeights {
            weights: list.iter().map(|(f, w)| (*f, Weight::new(*w).expect("a weight"))).collect(),
            source: text(1),
        })
    };
    let strange = FactorId::new(nobody());
    for (list, reason) in [
        (vec![(ids[0], 10_000)], invalid("weights", "factor_without_weight")),
        (vec![(ids[0], 5_000), (ids[1], 4_999)], Reason::WeightsSum { have: 9_999 }),
        (vec![(ids[0], 5_000), (ids[1], 4_000), (strange, 1_000)], unknown("weights")),
    ] {
        assert_eq!(case.refused(Who::Agency, set(&list)).reason, reason);
    }
    let short = case.refused(Who::Agency, set(&[(ids[0], 1), (ids[1], 1)]));
    assert!(rule(&short).is_some());
    case.must(Who::Agency, set(&[(ids[0], 10_000), (ids[1], 0)]));
}

#[test]
fn no_level_without_panel_and_weights() {
    let mut case = at(Step::InitialRating);
    let level = || i::level(RatingStage::Initial, i::CALM);
    assert_eq!(case.refused(Who::Agency, level()).reason, Reason::NoOpen { field: "panel" });
    play::panel(&mut case, RatingStage::Initial, (5000, 5000));
    assert_eq!(
        case.refused(Who::Agency, level()).reason,
        Reason::CannotCompute { code: "no_weights".into(), field: "weights".into() }
    );
    let weights = i::weights(&case);
    case.must(Who::Agency, weights);
    assert_eq!(case.refused(Who::Expert(0), level()).reason, Reason::Conflict { field: "panel" });
    case.must(Who::Agency, level());
}

/// Domain reference §1.4: the highest level that any criterion gives.
#[test]
fn the_highest_criterion_wins() {
    let judged = |overall, event, participants| Judged { overall, event, participants };
    for (pq, judged, level) in [
        ((5000, 5000), i::CALM, Level::Low),
        ((5000, 5000), judged(Level::Medium, Level::Low, 5), Level::Medium),
        ((5000, 5000), judged(Level::Low, Level::High, 5), Level::High),
        ((5000, 5000), judged(Level::Low, Level::Low, 19), Level::Low),
        ((5000, 5000), judged(Level::Low, Level::Low, 20), Level::Medium),
        ((5000, 5000), judged(Level::Low, Level::Low, 200), Level::High),
        // Two factors of R = 0.49: two 较大, T = 0.49.
        ((7000, 7000), i::CALM, Level::Medium),
        // Two factors of R = 0.81: two 重大, T above 0.64.
        ((9000, 9000), i::CALM, Level::High),
    ] {
        let mut case = at(Step::InitialRating);
        play::panel(&mut case, RatingStage::Initial, pq);
        let weights = i::weights(&case);
        case.must(Who::Agency, weights);
        case.must(Who::Agency, i::level(RatingStage::Initial, judged));
        assert_eq!(case.state.level_at(RatingStage::Initial), Some(level), "{pq:?} {judged:?}");
    }
}

/// Before measures, after them and during implementation alike.
#[test]
fn a_lower_level_needs_a_reason_and_stays_on_record() {
    for (stage, step) in [
        (RatingStage::Initial, Step::InitialRating),
        (RatingStage::After, Step::AfterRating),
        (RatingStage::Live, Step::Tracking),
    ] {
        let mut case = at(step);
        play::panel(&mut case, stage, (9000, 9000));
        if stage == RatingStage::Initial {
            let weights = i::weights(&case);
            case.must(Who::Agency, weights);
        }
        let lower = |to, reason| i::lowered(stage, i::CALM, to, reason);
        assert_eq!(
            case.refused(Who::Agency, lower(Level::High, true)).reason,
            invalid("lower_to", "not_lower")
        );
        let refusal = case.refused(Who::Agency, lower(Level::Medium, false));
        assert_eq!(refusal.reason, Reason::ReasonNeeded { field: "reason" });
        assert_eq!(rule(&refusal), Some(step.code()));
        case.must(Who::Agency, lower(Level::Medium, true));
        let entry = case.state.levels.last().expect("determined").clone();
        assert_eq!((entry.computed.level, entry.level), (Level::High, Level::Medium));
        assert!(entry.lowered.is_some());
        assert_eq!(entry.lowered_by, Some(Who::Agency.person()));
        assert!(case.state.deeds[&Deed::LevelLowered].contains(&Who::Agency.person()));
        // A reason alone lowers nothing and names nobody.
        let mut plain = at(Step::InitialRating);
        play::step(&mut plain, Step::InitialRating);
        assert_eq!((plain.state.levels[0].lowered, plain.state.levels[0].lowered_by), (None, None));
    }
}

/// An event of the first release does not name who lowered: its actor did.
#[test]
fn who_lowered_is_known_of_old_events_too() {
    let mut case = at(Step::InitialRating);
    play::panel(&mut case, RatingStage::Initial, (9000, 9000));
    let weights = i::weights(&case);
    case.must(Who::Agency, weights);
    case.must(Who::Agency, i::lowered(RatingStage::Initial, i::CALM, Level::Medium, true));
    let mut log = case.log.clone();
    for (_, event) in &mut log {
        if let AssessmentEvent::LevelDetermined { entry } = event {
            entry.lowered_by = None;
        }
    }
    assert_eq!(fold(&log), case.state);
}

#[test]
fn no_fall_without_a_measure_that_reaches_the_factor() {
    let mut case = at(Step::Measures);
    let first = case.state.factors[0].id;
    for (factors, reason) in
        [(vec![], invalid("factors", "empty")), (vec![FactorId::new(nobody())], unknown("factors"))]
    {
        let measure = i::measure(&mut case, factors, false);
        assert_eq!(case.refused(Who::Owner, measure).reason, reason);
    }
    let C::SetMeasure(mut turned) = i::measure(&mut case, vec![first], false) else { panic!() };
    turned.due = date(2015, 1, 1);
    assert_eq!(
        case.refused(Who::Owner, C::SetMeasure(turned)).reason,
        invalid("due", "before_start")
    );
    let close = || C::CloseMeasures(CloseMeasures { contingency: text(1) });
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(refusal.reason, Reason::TooFew { field: "measures", need: 1, have: 0 });
    assert_eq!(rule(&refusal), Some("MEASURES"));
    let measure = i::measure(&mut case, vec![first], false);
    case.must(Who::Owner, measure);
    case.must(Who::Owner, close());
    play::panel(&mut case, RatingStage::After, (3000, 4000));
    let refusal = case.refused(Who::Agency, i::level(RatingStage::After, i::CALM));
    assert_eq!(refusal.reason, Reason::NoMeasureForFall { factor: "F2".into() });
    assert!(rule(&refusal).is_some());
}

/// A measure struck out does not reach its factor.
#[test]
fn a_measure_struck_out_reaches_nothing() {
    let mut case = at(Step::Measures);
    let ids: Vec<FactorId> = case.state.live_factors().map(|f| f.id).collect();
    for reach in [ids.clone(), vec![ids[0]]] {
        let measure = i::measure(&mut case, reach, true);
        case.must(Who::Owner, measure);
    }
    let wide = case.state.measures[0].id;
    case.must(Who::Owner, i::void(Entry::Measure(wide)));
    case.must(Who::Owner, C::CloseMeasures(CloseMeasures { contingency: text(1) }));
    play::panel(&mut case, RatingStage::After, (3000, 4000));
    let refusal = case.refused(Who::Agency, i::level(RatingStage::After, i::CALM));
    assert_eq!(refusal.reason, Reason::NoMeasureForFall { factor: "F2".into() });
    let progress = i::progress(wide, MeasureStatus::InProgress, false);
    assert_eq!(case.refused(Who::Executor, progress).reason, unknown("measure"));
}

#[test]
fn done_means_with_evidence() {
    let mut case = at(Step::Measures);
    let none = MeasureId::new(nobody());
    let refusal = case.refused(Who::Executor, i::progress(none, MeasureStatus::Done, true));
    assert_eq!(refusal.reason, Reason::StepsMissing { step: Step::Tracking });
    assert_eq!(rule(&refusal), Some("MEASURES"));
    play::step(&mut case, Step::Measures);
    let id = case.state.measures[0].id;
    let refusal = case.refused(Who::Executor, i::progress(id, MeasureStatus::Done, false));
    assert_eq!(refusal.reason, invalid("proof", "empty"));
    case.must(Who::Executor, i::progress(id, MeasureStatus::InProgress, false));
}
