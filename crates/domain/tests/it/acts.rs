//! Each act where it is refused: the reason, and the rule that states it.
//! Where acts are accepted is the matter of `life`.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        Command as C, Entry,
        acts::{
            decision::ChangeDecision, factor::CloseIdentification, filing::SubmitFiling, legality,
            measure::CloseMeasures, opinion, panel, plan::AdoptPlan, weights::SetWeights,
        },
        parts::Judged,
    },
    codes::{
        CauseParty, Conclusion, Deed, Disposition, LegalityOpinion, Level, MeasureStatus,
        ProcedureCode as P, RatingStage, Step, TriggerKind, Vote,
    },
    ids::{FactorId, FilingId, MeasureId, NoticeId, PanelId, PersonId, ReviewId, TriggerId},
    refusal::{MissingThing, Reason, Refusal},
};
use jiff::civil::date;
use risk::scale::Weight;
use uuid::Uuid;

use crate::support::{Case, Who, inputs as i, play, rules_2020, text};

fn at(step: Step) -> Case {
    play::case_at(P::General, step)
}

fn nobody() -> Uuid {
    Uuid::from_u128(0xdead)
}

fn unknown(field: &'static str) -> Reason {
    Reason::Unknown { field }
}

fn invalid(field: &'static str, code: &'static str) -> Reason {
    Reason::Invalid { field, code }
}

/// The rule's code, where a rule of the package refused.
fn rule(refusal: &Refusal) -> Option<&str> {
    if let Some(rule) = &refusal.rule {
        assert!(!rule.source.is_empty(), "{refusal:?}");
    }
    refusal.rule.as_ref().map(|r| r.code.as_str())
}

/// Every act of a step is refused before the step is reached, with the steps
/// that are missing and who carries them out, and again once it is closed.
#[test]
fn no_act_before_or_after_its_step() {
    let report = |case: &mut Case| i::report(case, Conclusion::Implement, false);
    type Act = fn(&mut Case) -> C;
    let acts: [(Step, Act); 15] = [
        (Step::Publicity, |c| {
            let to = c.today;
            i::notice(c, to)
        }),
        (Step::Publicity, |_| {
            i::close_notice(NoticeId::new(nobody()), 0)
        }),
        (Step::Consultation, |c| i::activity(c, 1, 1)),
        (Step::Consultation, |_| {
            C::RecordOpinion(opinion::RecordOpinion {
                topic: text(1),
                count: 1,
            })
        }),
        (Step::Consultation, |_| {
            C::CloseConsultation(opinion::CloseConsultation { summary: text(1) })
        }),
        (Step::Identification, |c| i::factor(c, None)),
        (Step::Identification, |_| {
            C::CloseIdentification(CloseIdentification {})
        }),
        (Step::InitialRating, |c| {
            i::open_panel(c, RatingStage::Initial, 3)
        }),
        (Step::InitialRating, |c| i::weights(c)),
        (Step::Measures, |c| i::measure(c, vec![], false)),
        (Step::Measures, |_| {
            C::CloseMeasures(CloseMeasures {
                contingency: text(1),
            })
        }),
        (Step::AfterRating, |c| {
            i::open_panel(c, RatingStage::After, 3)
        }),
        (Step::Review, |c| i::convene(c, 3)),
        (Step::Filing, |c| i::submit(c)),
        (Step::Legality, |_| {
            C::RequestLegality(legality::RequestLegality {})
        }),
    ];
    for (step, act) in acts {
        let mut early = Case::open(P::General);
        let command = act(&mut early);
        let refusal = early.refused(Who::Owner, command);
        assert_eq!(refusal.reason, Reason::StepsMissing { step });
        assert_eq!(rule(&refusal), Some(step.code()));
        let first = refusal.missing.first().expect("something is missing");
        assert_eq!(first.what, MissingThing::Step(Step::Plan));
        assert!(first.part.is_some() && first.role.is_some());
        let mut late = at(step);
        play::step(&mut late, step);
        let command = act(&mut late);
        let refusal = late.refused(Who::Owner, command);
        assert_eq!(refusal.reason, Reason::StepClosed { step });
        assert_eq!(rule(&refusal), Some(step.code()));
    }
    let mut early = Case::open(P::General);
    let command = report(&mut early);
    early.refused(Who::Owner, command);
}

#[test]
fn a_step_that_the_procedure_lacks() {
    let mut case = Case::open(P::Simplified);
    for (step, command) in [
        (Step::Plan, i::plan(&case)),
        (Step::Consultation, i::activity(&mut case.clone(), 1, 1)),
        (
            Step::Legality,
            C::RequestLegality(legality::RequestLegality {}),
        ),
    ] {
        let refusal = case.refused(Who::Owner, command);
        assert_eq!(refusal.reason, Reason::StepNotInProcedure { step });
        assert_eq!(rule(&refusal), Some("SIMPLIFIED"));
    }
}

#[test]
fn no_day_ahead() {
    let mut case = at(Step::Consultation);
    case.stated = Some(case.today.tomorrow().expect("a day"));
    let ahead = i::activity(&mut case, 1, 1);
    let refusal = case.refused(Who::Owner, ahead);
    assert_eq!(
        refusal.reason,
        Reason::FutureDate {
            field: "occurred_on"
        }
    );
    case.stated = None;
    let C::RecordActivity(mut on) = i::activity(&mut case, 1, 1) else {
        panic!()
    };
    on.on = case.today.tomorrow().expect("a day");
    let refusal = case.refused(Who::Owner, C::RecordActivity(on));
    assert_eq!(refusal.reason, Reason::FutureDate { field: "on" });
}

#[test]
fn a_plan_hears_somebody() {
    let mut case = Case::open(P::General);
    let C::AdoptPlan(AdoptPlan { plan }) = i::plan(&case) else {
        panic!()
    };
    let mut nobody = plan.clone();
    nobody.groups.clear();
    let mut no_way = plan.clone();
    no_way.methods.clear();
    let mut turned = plan.clone();
    turned.to = date(2016, 1, 1);
    for (plan, reason) in [
        (nobody, invalid("groups", "empty")),
        (no_way, invalid("methods", "empty")),
        (turned, invalid("to", "before_start")),
    ] {
        let refusal = case.refused(Who::Owner, C::AdoptPlan(AdoptPlan { plan }));
        assert_eq!(refusal.reason, reason);
    }
}

/// Seven working days from Tuesday 1 March 2016 end on Wednesday 9 March.
#[test]
fn a_notice_hangs_long_enough() {
    let mut case = at(Step::Publicity);
    assert_eq!(case.today, date(2016, 3, 1));
    let short = i::notice(&mut case, date(2016, 3, 8));
    let refusal = case.refused(Who::Owner, short.clone());
    assert_eq!(
        refusal.reason,
        Reason::TooShort {
            field: "to",
            need: 7,
            have: 6
        }
    );
    assert_eq!(rule(&refusal), Some("PUBLICITY"));
    let turned = i::notice(&mut case, date(2016, 2, 29));
    assert_eq!(
        case.refused(Who::Owner, turned).reason,
        invalid("to", "before_start")
    );
    let C::PublishNotice(mut reasoned) = short else {
        panic!()
    };
    reasoned.shortened = Some(text(9));
    case.must(Who::Owner, C::PublishNotice(reasoned));
    let enough = i::notice(&mut case, date(2016, 3, 9));
    case.must(Who::Owner, enough);
}

#[test]
fn a_notice_comes_down_when_its_time_is_over_and_with_proof() {
    let mut case = at(Step::Publicity);
    let notice = i::notice(&mut case, date(2016, 3, 10));
    case.must(Who::Owner, notice);
    let id = case.state.notices[0].id;
    case.today = date(2016, 3, 9);
    let refusal = case.refused(Who::Owner, i::close_notice(id, 0));
    assert_eq!(
        refusal.reason,
        Reason::TooEarly {
            field: "notice",
            until: "2016-03-10".into()
        }
    );
    assert_eq!(rule(&refusal), Some("PUBLICITY"));
    case.today = date(2016, 3, 11);
    let C::CloseNotice(mut bare) = i::close_notice(id, 0) else {
        panic!()
    };
    bare.proof.clear();
    let refusal = case.refused(Who::Owner, C::CloseNotice(bare));
    assert_eq!(refusal.reason, invalid("proof", "empty"));
    let other = i::close_notice(NoticeId::new(nobody()), 0);
    assert_eq!(case.refused(Who::Owner, other).reason, unknown("notice"));
    case.must(Who::Owner, i::close_notice(id, 0));
    assert!(case.state.done.contains_key(&Step::Publicity));
}

#[test]
fn publicity_ends_with_the_last_notice() {
    let mut case = at(Step::Publicity);
    for _ in 0..2 {
        let notice = i::notice(&mut case, date(2016, 3, 10));
        case.must(Who::Owner, notice);
    }
    let [first, second] = [case.state.notices[0].id, case.state.notices[1].id];
    case.today = date(2016, 3, 11);
    case.must(Who::Owner, i::close_notice(first, 0));
    assert!(!case.state.done.contains_key(&Step::Publicity));
    case.must(Who::Owner, i::void(Entry::Notice(second)));
    assert!(case.state.done.contains_key(&Step::Publicity));
}

#[test]
fn counts_need_evidence_and_people() {
    let mut case = at(Step::Consultation);
    let C::RecordActivity(right) = i::activity(&mut case, 3, 4) else {
        panic!()
    };
    let mut bare = right.clone();
    bare.proof.clear();
    let refusal = case.refused(Who::Owner, C::RecordActivity(bare));
    assert_eq!(refusal.reason, invalid("proof", "empty"));
    assert_eq!(rule(&refusal), Some("CONSULTATION"));
    let mut few = right;
    few.attendance = 6;
    let refusal = case.refused(Who::Owner, C::RecordActivity(few));
    assert_eq!(refusal.reason, invalid("attendance", "fewer_than_answers"));
}

#[test]
fn a_consultation_uses_the_ways_of_the_plan() {
    let mut case = at(Step::Consultation);
    let close = || C::CloseConsultation(opinion::CloseConsultation { summary: text(1) });
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "activities",
            need: 1,
            have: 0
        }
    );
    assert_eq!(rule(&refusal), Some("CONSULTATION"));
    let C::RecordActivity(mut visit) = i::activity(&mut case, 1, 1) else {
        panic!()
    };
    visit.kind = domain::codes::ActivityKind::FieldVisit;
    case.must(Who::Owner, C::RecordActivity(visit));
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(refusal.reason, invalid("activities", "SEMINAR"));
    assert!(!refusal.missing.is_empty());
}

#[test]
fn every_topic_is_answered_before_the_report() {
    let mut case = at(Step::Consultation);
    let zero = C::RecordOpinion(opinion::RecordOpinion {
        topic: text(1),
        count: 0,
    });
    assert_eq!(
        case.refused(Who::Owner, zero).reason,
        invalid("count", "zero")
    );
    let one = C::RecordOpinion(opinion::RecordOpinion {
        topic: text(1),
        count: 3,
    });
    case.must(Who::Owner, one);
    let activity = i::activity(&mut case, 0, 9);
    case.must(Who::Owner, activity);
    let close = C::CloseConsultation(opinion::CloseConsultation { summary: text(1) });
    case.must(Who::Owner, close);
    play::until(&mut case, Step::Report);
    let report = i::report(&mut case, Conclusion::Implement, false);
    let refusal = case.refused(Who::Agency, report.clone());
    assert_eq!(
        refusal.reason,
        Reason::Unanswered {
            field: "opinions",
            count: 1
        }
    );
    assert_eq!(rule(&refusal), Some("REPORT"));
    let answer = |index, factors| {
        C::AnswerOpinion(opinion::AnswerOpinion {
            index,
            disposition: Disposition::Explained,
            reply: text(2),
            factors,
        })
    };
    assert_eq!(
        case.refused(Who::Owner, answer(1, vec![])).reason,
        unknown("index")
    );
    let strange = answer(0, vec![FactorId::new(nobody())]);
    assert_eq!(case.refused(Who::Owner, strange).reason, unknown("factors"));
    case.must(Who::Owner, answer(0, vec![]));
    case.must(Who::Agency, report);
    let refusal = case.refused(Who::Owner, answer(0, vec![]));
    assert_eq!(refusal.reason, Reason::StepClosed { step: Step::Report });
    assert_eq!(rule(&refusal), Some("REPORT"));
}

#[test]
fn factors_come_from_the_catalogue_once() {
    let mut case = at(Step::Identification);
    let close = || C::CloseIdentification(CloseIdentification {});
    let refusal = case.refused(Who::Agency, close());
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "factors",
            need: 1,
            have: 0
        }
    );
    assert_eq!(rule(&refusal), Some("IDENTIFICATION"));
    let strange = i::factor(&mut case, Some("Z99"));
    assert_eq!(
        case.refused(Who::Agency, strange).reason,
        unknown("catalogue")
    );
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
    assert_eq!(
        case.state.factors[1].label, 2,
        "labels are never used twice"
    );
    case.must(Who::Agency, close());
    let other = i::void(Entry::Factor(id));
    let refusal = case.refused(Who::Agency, other);
    assert_eq!(
        refusal.reason,
        Reason::StepClosed {
            step: Step::Identification
        }
    );
}

#[test]
fn a_panel_is_large_enough_and_alone() {
    let mut case = at(Step::InitialRating);
    let small = i::open_panel(&mut case, RatingStage::Initial, 2);
    let refusal = case.refused(Who::Agency, small);
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "experts",
            need: 3,
            have: 2
        }
    );
    assert!(rule(&refusal).is_some() && !refusal.missing.is_empty());
    let C::OpenPanel(mut twice) = i::open_panel(&mut case, RatingStage::Initial, 2) else {
        panic!()
    };
    twice.experts.push(Who::Expert(0).person());
    let refusal = case.refused(Who::Agency, C::OpenPanel(twice));
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "experts",
            need: 3,
            have: 2
        }
    );
    let right = i::open_panel(&mut case, RatingStage::Initial, 4);
    case.must(Who::Agency, right);
    let second = i::open_panel(&mut case, RatingStage::Initial, 3);
    assert_eq!(
        case.refused(Who::Agency, second).reason,
        Reason::Already { field: "stage" }
    );
}

#[test]
fn experts_rate_alone_then_together() {
    let mut case = at(Step::InitialRating);
    let open = i::open_panel(&mut case, RatingStage::Initial, 4);
    case.must(Who::Agency, open);
    let panel = case.state.panels[0].id;
    let rate = i::rate(&case, panel, (4000, 5000));
    assert_eq!(
        case.refused(Who::Agency, rate.clone()).reason,
        Reason::NotNamed { field: "panel" }
    );
    let strange = i::rate(&case, PanelId::new(nobody()), (4000, 5000));
    assert_eq!(
        case.refused(Who::Expert(0), strange).reason,
        unknown("panel")
    );
    let mut partial = i::ratings(&case, (4000, 5000));
    partial.pop();
    let partial = C::RateBlind(panel::RateBlind {
        panel,
        ratings: partial,
    });
    assert_eq!(
        case.refused(Who::Expert(0), partial).reason,
        Reason::TooFew {
            field: "ratings",
            need: 2,
            have: 1
        }
    );
    case.must(Who::Expert(0), rate.clone());
    assert_eq!(
        case.refused(Who::Expert(0), rate.clone()).reason,
        Reason::Already { field: "ratings" }
    );
    case.must(Who::Expert(1), rate.clone());
    let refusal = case.refused(Who::Agency, i::discuss(panel));
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "ratings",
            need: 3,
            have: 2
        }
    );
    assert!(rule(&refusal).is_some());
    assert_eq!(
        case.refused(Who::Agency, i::close_panel(panel)).reason,
        Reason::NoOpen { field: "panel" }
    );
    case.must(Who::Expert(2), rate.clone());
    case.must(Who::Agency, i::discuss(panel));
    assert_eq!(
        case.refused(Who::Expert(3), rate).reason,
        Reason::NoOpen { field: "panel" }
    );
    let again = i::rate_again(&case, panel, (5000, 5000));
    assert_eq!(
        case.refused(Who::Expert(3), again.clone()).reason,
        Reason::NotNamed { field: "panel" }
    );
    case.must(Who::Expert(0), again);
    let panel = &case.state.panels[0];
    assert_eq!(
        panel.blind[&Who::Expert(0).person()][0].p.units(),
        4000,
        "both are kept"
    );
    assert_eq!(panel.discussed[&Who::Expert(0).person()][0].p.units(), 5000);
}

#[test]
fn weights_add_to_one() {
    let mut case = at(Step::InitialRating);
    let ids: Vec<FactorId> = case.state.live_factors().map(|f| f.id).collect();
    let set = |list: &[(FactorId, u16)]| {
        C::SetWeights(SetWeights {
            weights: list
                .iter()
                .map(|(f, w)| (*f, Weight::new(*w).expect("a weight")))
                .collect(),
            source: text(1),
        })
    };
    let strange = FactorId::new(nobody());
    for (list, reason) in [
        (
            vec![(ids[0], 10_000)],
            invalid("weights", "factor_without_weight"),
        ),
        (
            vec![(ids[0], 5_000), (ids[1], 4_999)],
            Reason::WeightsSum { have: 9_999 },
        ),
        (
            vec![(ids[0], 5_000), (ids[1], 4_000), (strange, 1_000)],
            unknown("weights"),
        ),
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
    assert_eq!(
        case.refused(Who::Agency, level()).reason,
        Reason::NoOpen { field: "panel" }
    );
    play::panel(&mut case, RatingStage::Initial, (5000, 5000));
    assert_eq!(
        case.refused(Who::Agency, level()).reason,
        Reason::CannotCompute {
            code: "no_weights".into(),
            field: "weights".into()
        }
    );
    let weights = i::weights(&case);
    case.must(Who::Agency, weights);
    assert_eq!(
        case.refused(Who::Expert(0), level()).reason,
        Reason::Conflict { field: "panel" }
    );
    case.must(Who::Agency, level());
}

/// Domain reference §1.4: the highest level that any criterion gives.
#[test]
fn the_highest_criterion_wins() {
    let judged = |overall, event, participants| Judged {
        overall,
        event,
        participants,
    };
    for (pq, judged, level) in [
        ((5000, 5000), i::CALM, Level::Low),
        (
            (5000, 5000),
            judged(Level::Medium, Level::Low, 5),
            Level::Medium,
        ),
        (
            (5000, 5000),
            judged(Level::Low, Level::High, 5),
            Level::High,
        ),
        ((5000, 5000), judged(Level::Low, Level::Low, 19), Level::Low),
        (
            (5000, 5000),
            judged(Level::Low, Level::Low, 20),
            Level::Medium,
        ),
        (
            (5000, 5000),
            judged(Level::Low, Level::Low, 200),
            Level::High,
        ),
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
        assert_eq!(
            case.state.level_at(RatingStage::Initial),
            Some(level),
            "{pq:?} {judged:?}"
        );
    }
}

#[test]
fn a_lower_level_needs_a_reason_and_stays_on_record() {
    let mut case = at(Step::InitialRating);
    play::panel(&mut case, RatingStage::Initial, (9000, 9000));
    let weights = i::weights(&case);
    case.must(Who::Agency, weights);
    let lower = |to, reason| i::lowered(RatingStage::Initial, i::CALM, to, reason);
    assert_eq!(
        case.refused(Who::Agency, lower(Level::High, true)).reason,
        invalid("lower_to", "not_lower")
    );
    let refusal = case.refused(Who::Agency, lower(Level::Medium, false));
    assert_eq!(refusal.reason, Reason::ReasonNeeded { field: "reason" });
    assert_eq!(rule(&refusal), Some("INITIAL_RATING"));
    case.must(Who::Agency, lower(Level::Medium, true));
    let entry = case.state.levels[0].clone();
    assert_eq!(
        (entry.computed.level, entry.level),
        (Level::High, Level::Medium)
    );
    assert!(entry.lowered.is_some());
    assert!(case.state.deeds[&Deed::LevelLowered].contains(&Who::Agency.person()));
}

#[test]
fn no_fall_without_a_measure_that_reaches_the_factor() {
    let mut case = at(Step::Measures);
    let first = case.state.factors[0].id;
    for (factors, reason) in [
        (vec![], invalid("factors", "empty")),
        (vec![FactorId::new(nobody())], unknown("factors")),
    ] {
        let measure = i::measure(&mut case, factors, false);
        assert_eq!(case.refused(Who::Owner, measure).reason, reason);
    }
    let C::SetMeasure(mut turned) = i::measure(&mut case, vec![first], false) else {
        panic!()
    };
    turned.due = date(2015, 1, 1);
    assert_eq!(
        case.refused(Who::Owner, C::SetMeasure(turned)).reason,
        invalid("due", "before_start")
    );
    let close = || {
        C::CloseMeasures(CloseMeasures {
            contingency: text(1),
        })
    };
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "measures",
            need: 1,
            have: 0
        }
    );
    assert_eq!(rule(&refusal), Some("MEASURES"));
    let measure = i::measure(&mut case, vec![first], false);
    case.must(Who::Owner, measure);
    case.must(Who::Owner, close());
    play::panel(&mut case, RatingStage::After, (3000, 4000));
    let refusal = case.refused(Who::Agency, i::level(RatingStage::After, i::CALM));
    assert_eq!(
        refusal.reason,
        Reason::NoMeasureForFall {
            factor: "F2".into()
        }
    );
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
    case.must(
        Who::Owner,
        C::CloseMeasures(CloseMeasures {
            contingency: text(1),
        }),
    );
    play::panel(&mut case, RatingStage::After, (3000, 4000));
    let refusal = case.refused(Who::Agency, i::level(RatingStage::After, i::CALM));
    assert_eq!(
        refusal.reason,
        Reason::NoMeasureForFall {
            factor: "F2".into()
        }
    );
    let progress = i::progress(wide, MeasureStatus::InProgress, false);
    assert_eq!(
        case.refused(Who::Executor, progress).reason,
        unknown("measure")
    );
}

#[test]
fn done_means_with_evidence() {
    let mut case = at(Step::Measures);
    let none = MeasureId::new(nobody());
    let refusal = case.refused(Who::Executor, i::progress(none, MeasureStatus::Done, true));
    assert_eq!(
        refusal.reason,
        Reason::StepsMissing {
            step: Step::Tracking
        }
    );
    assert_eq!(rule(&refusal), Some("MEASURES"));
    play::step(&mut case, Step::Measures);
    let id = case.state.measures[0].id;
    let refusal = case.refused(Who::Executor, i::progress(id, MeasureStatus::Done, false));
    assert_eq!(refusal.reason, invalid("proof", "empty"));
    case.must(
        Who::Executor,
        i::progress(id, MeasureStatus::InProgress, false),
    );
}

#[test]
fn a_report_recommends_what_the_level_carries() {
    let mut case = at(Step::Report);
    let stop = i::report(&mut case, Conclusion::Stop, false);
    let refusal = case.refused(Who::Agency, stop);
    assert_eq!(refusal.reason, invalid("recommends", "against_level"));
    assert!(rule(&refusal).is_some());
    let C::FreezeReport(mut empty) = i::report(&mut case, Conclusion::Implement, false) else {
        panic!()
    };
    empty.sections.clear();
    let refusal = case.refused(Who::Agency, C::FreezeReport(empty));
    assert_eq!(refusal.reason, invalid("sections", "empty"));
}

#[test]
fn who_drafted_neither_reviews_nor_files_nor_decides() {
    let same = |first, then| Reason::SamePerson { first, then };
    let mut case = at(Step::Review);
    let C::ConveneReview(mut convene) = i::convene(&mut case, 3) else {
        panic!()
    };
    convene.reviewers.push(Who::Agency.person());
    let refusal = case.refused(Who::Filer, C::ConveneReview(convene));
    assert_eq!(refusal.reason, same(Deed::Drafted, Deed::Reviewed));
    assert_eq!(rule(&refusal), Some("SEP_DRAFT_REVIEW"));

    let mut case = at(Step::Filing);
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit);
    let filing = case.state.filings[0].id;
    for (who, code) in [
        (Who::Agency, "SEP_DRAFT_FILE"),
        (Who::Reviewer(0), "SEP_REVIEW_FILE"),
        (Who::Expert(0), "SEP_RATE_FILE"),
    ] {
        for command in [i::accept(filing), i::send_back(filing, &["R_FORM"])] {
            let refusal = case.refused(who, command);
            assert_eq!(rule(&refusal), Some(code));
        }
    }

    let mut case = at(Step::Legality);
    case.must(Who::Owner, C::RequestLegality(legality::RequestLegality {}));
    let answer = C::AnswerLegality(legality::AnswerLegality {
        opinion: LegalityOpinion::Lawful,
        note: text(1),
    });
    assert_eq!(
        rule(&case.refused(Who::Agency, answer)),
        Some("SEP_DRAFT_LEGALITY")
    );

    let mut case = at(Step::Decision);
    let decide = || C::Decide(i::conclusion(Conclusion::Implement, false, false));
    assert_eq!(
        rule(&case.refused(Who::Agency, decide())),
        Some("SEP_DRAFT_DECIDE")
    );
    assert_eq!(
        rule(&case.refused(Who::Filer, decide())),
        Some("SEP_FILE_DECIDE")
    );

    let mut case = play::case_at(P::Special, Step::PostEvaluation);
    assert_eq!(
        rule(&case.refused(Who::Expert(1), i::post_evaluate())),
        Some("SEP_RATE_POST")
    );
    assert_eq!(
        rule(&case.refused(Who::Agency, i::post_evaluate())),
        Some("SEP_DRAFT_POST")
    );
}

/// 国令713号 art. 36: another person of the unit that assessed is refused too.
#[test]
fn the_assessing_unit_does_not_look_back_on_itself() {
    let mut case = play::case_at(P::Special, Step::PostEvaluation);
    let mut env = case.env(Who::Agency);
    env.actor = PersonId::new(nobody());
    let refusal = i::post_evaluate()
        .decide(&case.state, &env)
        .expect_err("refused");
    assert_eq!(refusal.reason, Reason::Conflict { field: "unit" });
    assert_eq!(rule(&refusal), Some("POST_EVALUATION"));
    case.must(Who::Evaluator, i::post_evaluate());
}

#[test]
fn a_vote_needs_a_name_and_a_declaration() {
    let mut case = at(Step::Review);
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene);
    let review = case.state.reviews[0].id;
    let vote = || i::vote(review, Vote::Pass);
    assert_eq!(
        case.refused(Who::Leader, vote()).reason,
        Reason::NotNamed { field: "review" }
    );
    let strange = i::vote(ReviewId::new(nobody()), Vote::Pass);
    assert_eq!(
        case.refused(Who::Reviewer(0), strange).reason,
        Reason::NoOpen { field: "review" }
    );
    assert_eq!(
        case.refused(Who::Reviewer(0), vote()).reason,
        Reason::ReasonNeeded { field: "declared" }
    );
    case.must(Who::Reviewer(0), i::declare(review, true));
    case.must(Who::Reviewer(0), vote());
    assert_eq!(
        case.refused(Who::Reviewer(0), vote()).reason,
        Reason::Already { field: "vote" }
    );
    assert_eq!(
        case.refused(Who::Reviewer(0), i::declare(review, false))
            .reason,
        Reason::Already { field: "vote" }
    );
}

#[test]
fn two_thirds_pass_a_report() {
    for (votes, outcome) in [
        ([Vote::Pass, Vote::Pass, Vote::Pass], Vote::Pass),
        (
            [Vote::Pass, Vote::Pass, Vote::PassAfterRevision],
            Vote::PassAfterRevision,
        ),
        ([Vote::Pass, Vote::Pass, Vote::Fail], Vote::Fail), // 66 % is less than 67 %
        ([Vote::Fail, Vote::Fail, Vote::Fail], Vote::Fail),
    ] {
        let mut case = at(Step::Review);
        let convene = i::convene(&mut case, 3);
        case.must(Who::Filer, convene);
        let review = case.state.reviews[0].id;
        for (n, vote) in (0_u8..).zip(votes) {
            case.must(Who::Reviewer(n), i::declare(review, true));
            case.must(Who::Reviewer(n), i::vote(review, vote));
        }
        case.must(Who::Filer, i::conclude(review));
        assert_eq!(case.state.reviews[0].outcome, Some(outcome), "{votes:?}");
    }
}

#[test]
fn a_packet_is_whole_and_answered_once() {
    let mut case = at(Step::Filing);
    let need = u32::try_from(case.rules.filing.packet.len()).expect("few");
    let part = C::SubmitFiling(SubmitFiling {
        id: FilingId::new(nobody()),
        packet: case.rules.filing.packet.iter().skip(1).cloned().collect(),
    });
    let refusal = case.refused(Who::Owner, part);
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "packet",
            need,
            have: need - 1
        }
    );
    assert_eq!(rule(&refusal), Some("FILING"));
    assert!(!refusal.missing.is_empty());
    let none = i::accept(FilingId::new(nobody()));
    assert_eq!(
        case.refused(Who::Filer, none).reason,
        Reason::NoOpen { field: "filing" }
    );
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit);
    let second = i::submit(&mut case);
    assert_eq!(
        case.refused(Who::Owner, second).reason,
        Reason::Already { field: "filing" }
    );
    let filing = case.state.filings[0].id;
    assert_eq!(
        case.refused(Who::Filer, i::send_back(filing, &[])).reason,
        Reason::ReasonNeeded { field: "reasons" }
    );
    assert_eq!(
        case.refused(Who::Filer, i::send_back(filing, &["R_FORM", "R_MOOD"]))
            .reason,
        unknown("reasons")
    );
    assert_eq!(
        case.refused(Who::Filer, i::change_procedure(P::Special))
            .reason,
        Reason::Already { field: "filing" }
    );
    case.must(Who::Filer, i::accept(filing));
    let filed = case.state.filed().expect("filed");
    let year = domain::clock::add_months(case.today, case.rules.filing.valid_months);
    assert_eq!(Some(filed.valid_until), year);
}

#[test]
fn legality_takes_its_seven_working_days() {
    let mut case = Case::open_at(P::General, rules_2020(), date(2020, 6, 1));
    play::until(&mut case, Step::Legality);
    let answer = |opinion| {
        C::AnswerLegality(legality::AnswerLegality {
            opinion,
            note: text(1),
        })
    };
    let lawful = || answer(LegalityOpinion::Lawful);
    assert_eq!(
        case.refused(Who::Justice, lawful()).reason,
        Reason::NoOpen { field: "legality" }
    );
    let request = || C::RequestLegality(legality::RequestLegality {});
    case.must(Who::Owner, request());
    assert_eq!(
        case.refused(Who::Owner, request()).reason,
        Reason::Already { field: "legality" }
    );
    case.pass_working_days(5);
    let refusal = case.refused(Who::Justice, lawful());
    assert_eq!(
        refusal.reason,
        Reason::TooShort {
            field: "occurred_on",
            need: 7,
            have: 6
        }
    );
    assert_eq!(rule(&refusal), Some("LEGALITY"));
    case.pass_working_days(1);
    case.must(Who::Justice, answer(LegalityOpinion::AmendFirst));
    assert!(!case.state.done.contains_key(&Step::Legality));
    case.must(Who::Owner, request());
    case.pass_working_days(6);
    case.must(Who::Justice, lawful());
    assert!(case.state.done.contains_key(&Step::Legality));
}

#[test]
fn a_decision_that_departs_needs_a_reason() {
    let decide = |c, reason, conditions| C::Decide(i::conclusion(c, reason, conditions));
    let needed = |field| Reason::ReasonNeeded { field };
    let mut low = at(Step::Decision);
    for (command, reason) in [
        (decide(Conclusion::Defer, false, false), needed("reason")),
        (
            decide(Conclusion::Conditional, false, true),
            needed("reason"),
        ),
        (
            decide(Conclusion::Conditional, true, false),
            needed("conditions"),
        ),
        (
            decide(Conclusion::Staged, true, false),
            needed("conditions"),
        ),
    ] {
        assert_eq!(low.refused(Who::Leader, command).reason, reason);
    }
    let early = C::ChangeDecision(ChangeDecision {
        decision: i::conclusion(Conclusion::Defer, true, false),
    });
    assert_eq!(
        low.refused(Who::Leader, early).reason,
        Reason::NoOpen { field: "decision" }
    );
    let mut high = Case::open(P::General);
    high.before = (9000, 9000);
    high.after = (9000, 9000);
    play::until(&mut high, Step::Decision);
    let refusal = high.refused(Who::Leader, decide(Conclusion::Implement, true, true));
    assert_eq!(refusal.reason, Reason::LevelTooHigh { level: Level::High });
    assert!(rule(&refusal).is_some());
    low.must(Who::Leader, decide(Conclusion::Staged, true, true));
    high.must(Who::Leader, decide(Conclusion::Stop, false, false));
}

#[test]
fn tracking_minds_what_it_is_told() {
    let mut case = at(Step::Tracking);
    let strange = domain::assessment::parts::Rating {
        factor: FactorId::new(nobody()),
        ..i::ratings(&case, (1000, 1000))[0]
    };
    let command = i::check_in(&mut case, vec![strange]);
    assert_eq!(
        case.refused(Who::Executor, command).reason,
        unknown("ratings")
    );
    let ahead = case.today.tomorrow().expect("a day");
    let command = i::incident(&mut case, ahead);
    assert_eq!(
        case.refused(Who::Executor, command).reason,
        Reason::FutureDate { field: "on" }
    );
    let command = i::incident(&mut case, case.today);
    case.must(Who::Executor, command);
    assert_eq!(case.state.triggers[0].kind, TriggerKind::Incident);
    let none = i::answer_trigger(TriggerId::new(nobody()), false);
    assert_eq!(
        case.refused(Who::Owner, none).reason,
        Reason::NoOpen { field: "trigger" }
    );
    let id = case.state.triggers[0].id;
    case.must(Who::Owner, i::answer_trigger(id, false));
    let again = i::answer_trigger(id, false);
    assert_eq!(
        case.refused(Who::Owner, again).reason,
        Reason::NoOpen { field: "trigger" }
    );
    let rating = i::ratings(&case, (9000, 9000));
    let command = i::check_in(&mut case, rating);
    case.must(Who::Executor, command);
    assert_eq!(
        case.state.check_ins.last().and_then(|c| c.live),
        Some(Level::High)
    );
    assert_eq!(case.state.triggers[1].kind, TriggerKind::LevelRose);
}

#[test]
fn a_live_level_does_not_end_the_tracking() {
    let mut case = at(Step::Tracking);
    play::panel(&mut case, RatingStage::Live, (5000, 5000));
    case.must(Who::Agency, i::level(RatingStage::Live, i::CALM));
    assert!(!case.state.done.contains_key(&Step::Tracking));
    let command = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, command);
}

#[test]
fn an_end_without_anything_left_open() {
    let mut case = at(Step::Decision);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(
        refusal.reason,
        Reason::StepsMissing {
            step: Step::Completion
        }
    );
    assert_eq!(refusal.missing[0].what, MissingThing::Step(Step::Decision));
    play::step(&mut case, Step::Decision);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(
        refusal.reason,
        Reason::TooFew {
            field: "check_ins",
            need: 1,
            have: 0
        }
    );
    assert_eq!(rule(&refusal), Some("COMPLETION"));
    let command = i::check_in(&mut case, vec![]);
    case.must(Who::Executor, command);
    let refusal = case.refused(Who::Executor, i::complete());
    assert_eq!(
        refusal.reason,
        Reason::Unanswered {
            field: "measures",
            count: 1
        }
    );
    let refusal = case.refused(Who::Owner, i::archive());
    assert_eq!(
        refusal.reason,
        Reason::StepsMissing {
            step: Step::Archive
        }
    );
}

#[test]
fn triggers_come_after_the_filing() {
    let mut case = at(Step::Filing);
    let command = i::trigger(&mut case, TriggerKind::Demand);
    let refusal = case.refused(Who::Filer, command.clone());
    assert_eq!(refusal.missing[0].what, MissingThing::Step(Step::Filing));
    assert_eq!(rule(&refusal), Some("FILING"));
    play::step(&mut case, Step::Filing);
    case.must(Who::Filer, command);
}

#[test]
fn the_course_of_a_case() {
    let mut case = at(Step::Review);
    for (to, reason) in [
        (P::Simplified, invalid("to", "not_fuller")),
        (P::General, invalid("to", "not_fuller")),
    ] {
        assert_eq!(
            case.refused(Who::Filer, i::change_procedure(to)).reason,
            reason
        );
    }
    let none = i::void(Entry::Measure(MeasureId::new(nobody())));
    assert_eq!(
        case.refused(Who::Owner, none).reason,
        Reason::StepClosed {
            step: Step::Measures
        }
    );
    let mut open = at(Step::Consultation);
    let none = i::void(Entry::Activity(domain::ids::ActivityId::new(nobody())));
    assert_eq!(open.refused(Who::Owner, none).reason, unknown("entry"));
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene);
    assert_eq!(
        case.refused(Who::Filer, i::change_procedure(P::Special))
            .reason,
        Reason::Already { field: "review" }
    );
    case.must(Who::Filer, i::suspend(CauseParty::External));
    assert_eq!(
        case.refused(Who::Filer, i::executing(Who::Agency)).reason,
        Reason::Suspended
    );
    case.must(Who::Owner, i::withdraw());
    assert_eq!(
        case.refused(Who::Owner, i::withdraw()).reason,
        Reason::Ended
    );
    let mut decided = at(Step::Tracking);
    let refusal = decided.refused(Who::Owner, i::withdraw());
    assert_eq!(
        refusal.reason,
        Reason::StepClosed {
            step: Step::Decision
        }
    );
    decided.must(Who::Owner, i::executing(Who::Agency));
    assert_eq!(
        decided.state.parties.and_then(|p| p.executing),
        Some(Who::Agency.unit())
    );
}

#[test]
fn commands_read_back_what_they_write() {
    let mut case = at(Step::Report);
    let commands = [
        i::plan(&case),
        i::level(RatingStage::After, i::CALM),
        i::report(&mut case, Conclusion::Implement, true),
        C::ChangeDecision(ChangeDecision {
            decision: i::conclusion(Conclusion::Defer, true, false),
        }),
        C::SetWeights(SetWeights {
            weights: BTreeMap::from([(FactorId::new(nobody()), Weight::new(1).expect("w"))]),
            source: text(1),
        }),
    ];
    for command in commands {
        let json = serde_json::to_value(&command).expect("JSON");
        assert_eq!(json["act"], command.code());
        assert_eq!(
            serde_json::from_value::<C>(json).expect("a command"),
            command
        );
    }
}
