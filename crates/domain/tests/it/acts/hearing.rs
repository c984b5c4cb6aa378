//! Plan, notices, consultation and the answers to topics.

use domain::{
    assessment::{
        AssessmentEvent, Command as C, Entry,
        acts::{opinion, plan::AdoptPlan},
    },
    codes::{Conclusion, Disposition, ProcedureCode as P, Step},
    ids::{ConsultationId, FactorId, MeasureId, NoticeId},
    refusal::Reason,
};
use jiff::civil::date;

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, inputs as i, play, text};

#[test]
fn a_plan_hears_somebody() {
    let mut case = Case::open(P::General);
    let C::AdoptPlan(AdoptPlan { plan }) = i::plan(&case) else { panic!() };
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
    assert_eq!(refusal.reason, Reason::TooShort { field: "to", need: 7, have: 6 });
    assert_eq!(rule(&refusal), Some("PUBLICITY"));
    let turned = i::notice(&mut case, date(2016, 2, 29));
    assert_eq!(case.refused(Who::Owner, turned).reason, invalid("to", "before_start"));
    let C::PublishNotice(mut reasoned) = short else { panic!() };
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
    assert_eq!(refusal.reason, Reason::TooEarly { field: "notice", until: "2016-03-10".into() });
    assert_eq!(rule(&refusal), Some("PUBLICITY"));
    case.today = date(2016, 3, 11);
    let C::CloseNotice(mut bare) = i::close_notice(id, 0) else { panic!() };
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
    let C::RecordActivity(right) = i::activity(&mut case, 3, 4) else { panic!() };
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
    let close =
        || C::CloseConsultation(opinion::CloseConsultation { summary: text(1), shortened: None });
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(refusal.reason, Reason::TooFew { field: "activities", need: 1, have: 0 });
    assert_eq!(rule(&refusal), Some("CONSULTATION"));
    let C::RecordActivity(mut visit) = i::activity(&mut case, 1, 1) else { panic!() };
    visit.kind = domain::codes::ActivityKind::FieldVisit;
    case.must(Who::Owner, C::RecordActivity(visit));
    let refusal = case.refused(Who::Owner, close());
    assert_eq!(refusal.reason, invalid("activities", "SEMINAR"));
    assert!(!refusal.missing.is_empty());
}

/// Leaving answers out takes texts from a topic and never adds any; what officials
/// heard elsewhere, and what a frozen report says, stays.
#[test]
fn a_topic_of_texts_loses_what_is_not_counted() {
    let mut case = at(Step::Consultation);
    for found_in in [None, Some(ConsultationId::new(nobody()))] {
        let (topic, count) = (text(1), 3);
        let opinion = opinion::RecordOpinion { topic, count, found_in, raised_at: None };
        case.must(Who::Owner, C::RecordOpinion(opinion));
    }
    let recount = |case: &Case, index, count| {
        let env = case.env(Who::Owner);
        opinion::RecountOpinion { index, count }.decide(&case.state, &env)
    };
    for (count, events) in [
        (4, vec![]),
        (3, vec![]),
        (1, vec![AssessmentEvent::OpinionRecounted { index: 1, count: 1 }]),
        (0, vec![AssessmentEvent::OpinionRecounted { index: 1, count: 0 }]),
    ] {
        assert_eq!(recount(&case, 1, count), Ok(events), "{count}");
    }
    for index in [0, 2] {
        assert_eq!(recount(&case, index, 1).map_err(|r| r.reason), Err(unknown("index")));
    }
    case.state.done.insert(Step::Report, case.today);
    let frozen = recount(&case, 1, 1).map_err(|r| r.reason);
    assert_eq!(frozen, Err(Reason::StepClosed { step: Step::Report }));
}

#[test]
fn every_topic_is_answered_before_the_report() {
    let mut case = at(Step::Consultation);
    let zero = C::RecordOpinion(opinion::RecordOpinion {
        topic: text(1),
        count: 0,
        found_in: None,
        raised_at: None,
    });
    assert_eq!(case.refused(Who::Owner, zero).reason, invalid("count", "zero"));
    let one = C::RecordOpinion(opinion::RecordOpinion {
        topic: text(1),
        count: 3,
        found_in: None,
        raised_at: None,
    });
    case.must(Who::Owner, one);
    let activity = i::activity(&mut case, 0, 9);
    case.must(Who::Owner, activity);
    let close =
        C::CloseConsultation(opinion::CloseConsultation { summary: text(1), shortened: None });
    case.must(Who::Owner, close);
    play::until(&mut case, Step::Report);
    let report = i::report(&mut case, Conclusion::Implement, false);
    let refusal = case.refused(Who::Agency, report.clone());
    assert_eq!(refusal.reason, Reason::Unanswered { field: "opinions", count: 1 });
    assert_eq!(rule(&refusal), Some("REPORT"));
    let answer = |index, factors| {
        C::AnswerOpinion(opinion::AnswerOpinion {
            index,
            disposition: Disposition::Explained,
            reply: text(2),
            factors,
            measures: vec![],
        })
    };
    assert_eq!(case.refused(Who::Owner, answer(1, vec![])).reason, unknown("index"));
    let strange = answer(0, vec![FactorId::new(nobody())]);
    assert_eq!(case.refused(Who::Owner, strange).reason, unknown("factors"));
    let strange = C::AnswerOpinion(opinion::AnswerOpinion {
        index: 0,
        disposition: Disposition::Explained,
        reply: text(2),
        factors: vec![],
        measures: vec![MeasureId::new(nobody())],
    });
    assert_eq!(case.refused(Who::Owner, strange).reason, unknown("measures"));
    let linked: Vec<MeasureId> = case.state.live_measures().map(|m| m.id).collect();
    let answered = C::AnswerOpinion(opinion::AnswerOpinion {
        index: 0,
        disposition: Disposition::Adopted,
        reply: text(2),
        factors: vec![],
        measures: linked.clone(),
    });
    case.must(Who::Owner, answered);
    assert_eq!(case.state.opinions[0].measures, linked);
    case.must(Who::Agency, report);
    let refusal = case.refused(Who::Owner, answer(0, vec![]));
    assert_eq!(refusal.reason, Reason::StepClosed { step: Step::Report });
    assert_eq!(rule(&refusal), Some("REPORT"));
}
