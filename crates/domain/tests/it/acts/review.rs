//! Report, review, filing, legality, and who may not do both.

use domain::{
    assessment::{
        Command as C,
        acts::{filing::SubmitFiling, legality},
    },
    codes::{Conclusion, Deed, LegalityOpinion, ProcedureCode as P, RatingStage, Step, Vote},
    ids::{FilingId, PersonId, ReviewId},
    refusal::{MissingThing, Reason},
};
use jiff::civil::date;

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, inputs as i, play, rules_2020, text};

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
    let C::ConveneReview(mut convene) = i::convene(&mut case, 3) else { panic!() };
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
    assert_eq!(rule(&case.refused(Who::Agency, answer)), Some("SEP_DRAFT_LEGALITY"));

    let mut case = at(Step::Decision);
    let decide = || C::Decide(i::conclusion(Conclusion::Implement, false, false));
    assert_eq!(rule(&case.refused(Who::Agency, decide())), Some("SEP_DRAFT_DECIDE"));
    assert_eq!(rule(&case.refused(Who::Filer, decide())), Some("SEP_FILE_DECIDE"));

    let mut case = play::case_at(P::Special, Step::PostEvaluation);
    assert_eq!(rule(&case.refused(Who::Expert(1), i::post_evaluate())), Some("SEP_RATE_POST"));
    assert_eq!(rule(&case.refused(Who::Agency, i::post_evaluate())), Some("SEP_DRAFT_POST"));
}

/// Who rated judges no report that rests on the rating, and who drafts does not
/// rate what was drafted.
#[test]
fn who_rates_neither_drafts_nor_reviews() {
    let mut case = at(Step::Review);
    let C::ConveneReview(mut convene) = i::convene(&mut case, 3) else { panic!() };
    convene.reviewers.push(Who::Expert(1).person());
    let refusal = case.refused(Who::Filer, C::ConveneReview(convene));
    assert_eq!(refusal.reason, Reason::SamePerson { first: Deed::Rated, then: Deed::Reviewed });
    assert_eq!(rule(&refusal), Some("SEP_RATE_REVIEW"));
    let mut case = at(Step::InitialRating);
    let C::OpenPanel(mut panel) = i::open_panel(&mut case, RatingStage::Initial, 3) else {
        panic!()
    };
    panel.experts.push(Who::Agency.person());
    let refusal = case.refused(Who::Agency, C::OpenPanel(panel));
    assert_eq!(rule(&refusal), Some("SEP_DRAFT_RATE"));
    play::step(&mut case, Step::InitialRating);
    let factors = case.state.live_factors().map(|f| f.id).collect();
    let measure = i::measure(&mut case, factors, true);
    assert_eq!(rule(&case.refused(Who::Expert(0), measure)), Some("SEP_DRAFT_RATE"));
}

/// A conflict that was declared stands: nobody votes after taking it back.
#[test]
fn a_declared_conflict_is_not_taken_back() {
    let mut case = at(Step::Review);
    let convene = i::convene(&mut case, 4);
    case.must(Who::Filer, convene);
    let review = case.state.reviews[0].id;
    case.must(Who::Reviewer(0), i::declare(review, true));
    case.must(Who::Reviewer(0), i::declare(review, false));
    for free in [true, false] {
        let refusal = case.refused(Who::Reviewer(0), i::declare(review, free));
        assert_eq!(refusal.reason, Reason::Conflict { field: "free" });
    }
    let vote = i::vote(review, Vote::Pass);
    assert_eq!(case.refused(Who::Reviewer(0), vote).reason, Reason::Conflict { field: "review" });
}

/// 国令713号 art. 36: another person of the unit that assessed is refused too.
#[test]
fn the_assessing_unit_does_not_look_back_on_itself() {
    let mut case = play::case_at(P::Special, Step::PostEvaluation);
    let mut env = case.env(Who::Agency);
    env.actor = PersonId::new(nobody());
    let refusal = i::post_evaluate().decide(&case.state, &env).expect_err("refused");
    assert_eq!(refusal.reason, Reason::Conflict { field: "unit" });
    assert_eq!(rule(&refusal), Some("POST_EVALUATION"));
    play::wait(&mut case, Step::PostEvaluation);
    case.must(Who::Evaluator, i::post_evaluate());
}

#[test]
fn a_vote_needs_a_name_and_a_declaration() {
    let mut case = at(Step::Review);
    let convene = i::convene(&mut case, 3);
    case.must(Who::Filer, convene);
    let review = case.state.reviews[0].id;
    let vote = || i::vote(review, Vote::Pass);
    assert_eq!(case.refused(Who::Leader, vote()).reason, Reason::NotNamed { field: "review" });
    let strange = i::vote(ReviewId::new(nobody()), Vote::Pass);
    assert_eq!(case.refused(Who::Reviewer(0), strange).reason, Reason::NoOpen { field: "review" });
    assert_eq!(
        case.refused(Who::Reviewer(0), vote()).reason,
        Reason::ReasonNeeded { field: "declared" }
    );
    case.must(Who::Reviewer(0), i::declare(review, true));
    case.must(Who::Reviewer(0), vote());
    assert_eq!(case.refused(Who::Reviewer(0), vote()).reason, Reason::Already { field: "vote" });
    assert_eq!(
        case.refused(Who::Reviewer(0), i::declare(review, false)).reason,
        Reason::Already { field: "vote" }
    );
}

#[test]
fn two_thirds_pass_a_report() {
    for (votes, outcome) in [
        ([Vote::Pass, Vote::Pass, Vote::Pass], Vote::Pass),
        ([Vote::Pass, Vote::Pass, Vote::PassAfterRevision], Vote::PassAfterRevision),
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
    let part = C::SubmitFiling(SubmitFiling {
        id: FilingId::new(nobody()),
        packet: case.rules.filing.packet.iter().skip(1).cloned().collect(),
    });
    let refusal = case.refused(Who::Owner, part);
    assert_eq!(refusal.reason, Reason::PacketLacks { field: "packet", count: 1 });
    assert_eq!(rule(&refusal), Some("FILING"));
    let papers: Vec<_> = refusal.missing.iter().map(|m| &m.what).collect();
    let [MissingThing::Paper(paper)] = papers.as_slice() else { panic!("{papers:?}") };
    assert_eq!(paper.code, case.rules.filing.packet[0]);
    assert_ne!(paper.zh, paper.code, "by its name");
    let none = i::accept(FilingId::new(nobody()));
    assert_eq!(case.refused(Who::Filer, none).reason, Reason::NoOpen { field: "filing" });
    let submit = i::submit(&mut case);
    case.must(Who::Owner, submit);
    let second = i::submit(&mut case);
    assert_eq!(case.refused(Who::Owner, second).reason, Reason::Already { field: "filing" });
    let filing = case.state.filings[0].id;
    assert_eq!(
        case.refused(Who::Filer, i::send_back(filing, &[])).reason,
        Reason::ReasonNeeded { field: "reasons" }
    );
    assert_eq!(
        case.refused(Who::Filer, i::send_back(filing, &["R_FORM", "R_MOOD"])).reason,
        unknown("reasons")
    );
    assert_eq!(
        case.refused(Who::Filer, i::change_procedure(P::Special)).reason,
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
    let answer = |opinion| C::AnswerLegality(legality::AnswerLegality { opinion, note: text(1) });
    let lawful = || answer(LegalityOpinion::Lawful);
    assert_eq!(case.refused(Who::Justice, lawful()).reason, Reason::NoOpen { field: "legality" });
    let request = || C::RequestLegality(legality::RequestLegality {});
    // The first day counts only where it is a working day.
    case.pass_working_days(1);
    case.must(Who::Owner, request());
    assert_eq!(case.refused(Who::Owner, request()).reason, Reason::Already { field: "legality" });
    case.pass_working_days(5);
    let refusal = case.refused(Who::Justice, lawful());
    assert_eq!(refusal.reason, Reason::TooShort { field: "occurred_on", need: 7, have: 6 });
    assert_eq!(rule(&refusal), Some("LEGALITY"));
    case.pass_working_days(1);
    case.must(Who::Justice, answer(LegalityOpinion::AmendFirst));
    assert!(!case.state.done.contains_key(&Step::Legality));
    case.must(Who::Owner, request());
    case.pass_working_days(6);
    case.must(Who::Justice, lawful());
    assert!(case.state.done.contains_key(&Step::Legality));
}
