//! Each act where it is refused: the reason, and the rule that states it.
//! Where acts are accepted is the matter of `life`.

mod days;
mod hearing;
mod later;
mod least;
mod meetings;
mod rating;
mod replace;
mod review;
mod upcoming;

use std::collections::BTreeMap;

use domain::{
    assessment::{
        Command as C,
        acts::{
            decision::ChangeDecision, factor::CloseIdentification, legality,
            measure::CloseMeasures, opinion, weights::SetWeights,
        },
    },
    codes::{Conclusion, ProcedureCode as P, RatingStage, Step},
    ids::{FactorId, NoticeId},
    refusal::{MissingThing, Reason, Refusal},
};
use risk::scale::Weight;
use uuid::Uuid;

use crate::support::{Case, Who, inputs as i, play, text};

pub fn at(step: Step) -> Case {
    play::case_at(P::General, step)
}

pub fn nobody() -> Uuid {
    Uuid::from_u128(0xdead)
}

pub fn unknown(field: &'static str) -> Reason {
    Reason::Unknown { field }
}

pub fn invalid(field: &'static str, code: &'static str) -> Reason {
    Reason::Invalid { field, code }
}

/// The rule's code, where a rule of the package refused.
pub fn rule(refusal: &Refusal) -> Option<&str> {
    if let Some(rule) = &refusal.rule {
        assert!(!rule.source.is_empty(), "{refusal:?}");
    }
    refusal.rule.as_ref().map(|r| r.code.as_str())
}

type Act = fn(&mut Case) -> C;

/// Acts with the step to which they belong.
const ACTS: [(Step, Act); 16] = [
    (Step::Publicity, |c| {
        let to = c.today;
        i::notice(c, to)
    }),
    (Step::Publicity, |_| i::close_notice(NoticeId::new(nobody()), 0)),
    (Step::Consultation, |c| i::activity(c, 1, 1)),
    (Step::Consultation, |_| {
        C::RecordOpinion(opinion::RecordOpinion {
            topic: text(1),
            count: 1,
            found_in: None,
            raised_at: None,
        })
    }),
    (Step::Consultation, |_| {
        C::CloseConsultation(opinion::CloseConsultation { summary: text(1), shortened: None })
    }),
    (Step::Identification, |c| i::factor(c, None)),
    (Step::Identification, |_| C::CloseIdentification(CloseIdentification {})),
    (Step::InitialRating, |c| i::open_panel(c, RatingStage::Initial, 3)),
    (Step::InitialRating, |c| i::weights(c)),
    (Step::Measures, |c| i::measure(c, vec![], false)),
    (Step::Measures, |_| C::CloseMeasures(CloseMeasures { contingency: text(1) })),
    (Step::AfterRating, |c| i::open_panel(c, RatingStage::After, 3)),
    (Step::Report, |c| i::report(c, Conclusion::Implement, false)),
    (Step::Review, |c| i::convene(c, 3)),
    (Step::Filing, |c| i::submit(c)),
    (Step::Legality, |_| C::RequestLegality(legality::RequestLegality {})),
];

/// Every act of a step is refused before the step is reached, with the steps
/// that are missing and who carries them out, and again once it is closed.
#[test]
fn no_act_before_or_after_its_step() {
    for (step, act) in ACTS {
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
}

#[test]
fn a_step_that_the_procedure_lacks() {
    let mut case = Case::open(P::Simplified);
    for (step, command) in [
        (Step::Plan, i::plan(&case)),
        (Step::Consultation, i::activity(&mut case.clone(), 1, 1)),
        (Step::Legality, C::RequestLegality(legality::RequestLegality {})),
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
    assert_eq!(refusal.reason, Reason::FutureDate { field: "occurred_on" });
    case.stated = None;
    let C::RecordActivity(mut on) = i::activity(&mut case, 1, 1) else { panic!() };
    on.on = case.today.tomorrow().expect("a day");
    let refusal = case.refused(Who::Owner, C::RecordActivity(on));
    assert_eq!(refusal.reason, Reason::FutureDate { field: "on" });
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
        assert_eq!(serde_json::from_value::<C>(json).expect("a command"), command);
    }
}
