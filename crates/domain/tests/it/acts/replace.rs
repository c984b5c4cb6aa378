//! Experts and reviewers who never answer.

use domain::{
    codes::{Deed, RatingStage, Step},
    ids::{PanelId, ReviewId},
    refusal::Reason,
};

use super::{at, invalid, nobody, rule, unknown};
use crate::support::{Case, Who, inputs as i, play};

fn panel(experts: u8) -> (Case, PanelId) {
    let mut case = at(Step::InitialRating);
    let open = i::open_panel(&mut case, RatingStage::Initial, experts);
    case.must(Who::Agency, open);
    let id = case.state.panels[0].id;
    (case, id)
}

fn review(reviewers: u8) -> (Case, ReviewId) {
    let mut case = at(Step::Review);
    let convene = i::convene(&mut case, reviewers);
    case.must(Who::Filer, convene);
    let id = case.state.reviews[0].id;
    (case, id)
}

#[test]
fn a_silent_expert_makes_room_and_blind_ratings_stay() {
    let (mut case, panel) = panel(3);
    for n in 0..2 {
        let rate = i::rate(&case, panel, (4000 + u16::from(n), 4000));
        case.must(Who::Expert(n), rate);
    }
    let blind = case.state.panels[0].blind.clone();
    case.must(Who::Agency, i::replace_expert(panel, Who::Expert(2), Some(Who::Expert(7))));
    let now = &case.state.panels[0];
    assert_eq!(now.blind, blind);
    let left = now.replaced[0];
    assert_eq!(
        (left.person, left.successor, left.by),
        (Who::Expert(2).person(), Some(Who::Expert(7).person()), Who::Agency.person())
    );
    let rate = i::rate(&case, panel, (5000, 5000));
    assert_eq!(
        case.refused(Who::Expert(2), rate.clone()).reason,
        Reason::NotNamed { field: "panel" }
    );
    case.must(Who::Expert(7), rate);
    case.must(Who::Agency, i::discuss(panel));
    case.must(Who::Agency, i::close_panel(panel));
    assert_eq!(case.state.panels[0].standing().len(), 3);
}

#[test]
fn an_expert_is_excused_while_enough_are_left() {
    let (mut case, panel) = panel(4);
    case.must(Who::Agency, i::replace_expert(panel, Who::Expert(3), None));
    let refusal = case.refused(Who::Agency, i::replace_expert(panel, Who::Expert(2), None));
    let need = case.rules.panel.min_experts;
    assert_eq!(refusal.reason, Reason::TooFew { field: "successor", need, have: need - 1 });
    assert_eq!(rule(&refusal), Some(case.rules.panel.item.code.as_str()));
}

#[test]
fn who_may_not_leave_or_follow_a_panel() {
    let (mut case, panel) = panel(3);
    let rate = i::rate(&case, panel, (4000, 4000));
    case.must(Who::Expert(0), rate);
    let swap = |leaves, next| i::replace_expert(panel, leaves, Some(next));
    let fresh = Who::Expert(7);
    for (command, reason) in [
        (swap(Who::Expert(0), fresh), invalid("expert", "has_answered")),
        (swap(Who::Expert(6), fresh), unknown("expert")),
        (swap(Who::Expert(1), Who::Expert(0)), invalid("successor", "named_already")),
        (swap(Who::Expert(1), Who::Filer), Reason::Conflict { field: "successor" }),
        (i::replace_expert(PanelId::new(nobody()), Who::Expert(1), None), unknown("panel")),
    ] {
        assert_eq!(case.refused(Who::Filer, command).reason, reason);
    }
    for n in 1..3 {
        let rate = i::rate(&case, panel, (4000, 4000));
        case.must(Who::Expert(n), rate);
    }
    case.must(Who::Agency, i::discuss(panel));
    let late = case.refused(Who::Agency, swap(Who::Expert(1), fresh));
    assert_eq!(late.reason, Reason::NoOpen { field: "panel" });
}

#[test]
fn a_silent_reviewer_makes_room() {
    let (mut case, review) = review(3);
    for n in 0..2 {
        case.must(Who::Reviewer(n), i::declare(review, true));
        case.must(Who::Reviewer(n), i::vote(review, domain::codes::Vote::Pass));
    }
    assert!(matches!(
        case.refused(Who::Filer, i::conclude(review)).reason,
        Reason::TooFew { field: "votes", need: 3, have: 2 }
    ));
    case.must(Who::Filer, i::replace_reviewer(review, Who::Reviewer(2), Some(Who::Reviewer(9))));
    let vote = i::vote(review, domain::codes::Vote::Pass);
    assert_eq!(
        case.refused(Who::Reviewer(2), vote.clone()).reason,
        Reason::NotNamed { field: "review" }
    );
    case.must(Who::Reviewer(9), i::declare(review, true));
    case.must(Who::Reviewer(9), vote);
    case.must(Who::Filer, i::conclude(review));
    assert!(case.state.done.contains_key(&Step::Review));
    assert_eq!(case.state.reviews[0].replaced.len(), 1);
}

#[test]
fn a_reviewer_with_a_conflict_is_replaced_and_one_too_many_excused() {
    let (mut case, review) = review(4);
    case.must(Who::Reviewer(0), i::declare(review, false));
    case.must(Who::Filer, i::replace_reviewer(review, Who::Reviewer(0), Some(Who::Reviewer(8))));
    case.must(Who::Filer, i::replace_reviewer(review, Who::Reviewer(1), None));
    let refusal = case.refused(Who::Filer, i::replace_reviewer(review, Who::Reviewer(2), None));
    assert_eq!(refusal.reason, Reason::TooFew { field: "successor", need: 3, have: 2 });
    assert_eq!(rule(&refusal), Some(case.rules.review.item.code.as_str()));
}

#[test]
fn an_odd_number_stays_odd() {
    let mut case = at(Step::InitialRating);
    case.before = (7000, 7000);
    play::until(&mut case, Step::Review);
    let convene = i::convene(&mut case, 7);
    case.must(Who::Filer, convene);
    let review = case.state.reviews[0].id;
    let refusal = case.refused(Who::Filer, i::replace_reviewer(review, Who::Reviewer(6), None));
    assert_eq!(refusal.reason, Reason::MustBeOdd { field: "successor", have: 6 });
    case.must(Who::Filer, i::replace_reviewer(review, Who::Reviewer(6), Some(Who::Reviewer(9))));
}

#[test]
fn who_may_not_leave_or_follow_a_review() {
    let (mut case, review) = review(3);
    case.must(Who::Reviewer(0), i::declare(review, true));
    case.must(Who::Reviewer(0), i::vote(review, domain::codes::Vote::Fail));
    let swap = |leaves, next| i::replace_reviewer(review, leaves, Some(next));
    for (command, reason) in [
        (swap(Who::Reviewer(0), Who::Reviewer(8)), invalid("reviewer", "has_answered")),
        (swap(Who::Reviewer(5), Who::Reviewer(8)), unknown("reviewer")),
        (swap(Who::Reviewer(1), Who::Reviewer(2)), invalid("successor", "named_already")),
        (swap(Who::Reviewer(1), Who::Filer), Reason::Conflict { field: "successor" }),
        (
            swap(Who::Reviewer(1), Who::Agency),
            Reason::SamePerson { first: Deed::Drafted, then: Deed::Reviewed },
        ),
    ] {
        assert_eq!(case.refused(Who::Filer, command).reason, reason);
    }
}
