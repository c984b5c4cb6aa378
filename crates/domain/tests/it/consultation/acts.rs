//! The order of acts, and what each of them asks for.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    codes::{Channel, Deed, ExclusionCause, Moderation, ProcedureCode, Step, TextFault},
    consultation::{Batch, Command as C, Outcome, Positions, Seal, Standing, acts::MAX_LETTERS},
    refusal::Reason,
};
use jiff::{ToSpan as _, civil::date};
use proptest::prelude::*;

use super::{Asked, batch, closing, exclusion, export, kept, looked, seal};
use crate::support::{Case, Who, inputs as i, rules_2020, text};

#[test]
fn the_acts_have_one_order() {
    let acts = |asked: &Asked| {
        let to = asked.state.to.unwrap_or(asked.case.today).checked_add(9.days()).expect("a day");
        [
            asked.prepare(10),
            C::Open,
            C::Extend { to, reason: text(7) },
            C::Seal(seal(9)),
            closing(9, true),
            C::Publish { statement: text(8) },
            C::GiveUp { reason: text(6) },
            C::Export(export()),
            C::Moderate(looked(Moderation::Shown, None)),
            C::ExportLog(export()),
            C::PrintLetters { count: 3 },
            exclusion(&[2], 9),
            C::Erase { count: 9, rule: kept(5) },
            C::TakeBatch(batch(2, 7)),
        ]
    };
    let steps = [
        (Standing::Unprepared, "prepare_consultation", None),
        (
            Standing::Prepared,
            "prepare_consultation open_consultation give_up_consultation",
            Some(C::Open),
        ),
        (
            Standing::Open,
            "extend_consultation seal_answers close_answers export_answers moderate_text \
             export_moderation propose_exclusion take_batch",
            Some(closing(9, true)),
        ),
        (
            Standing::Closed,
            "publish_results export_answers moderate_text export_moderation",
            Some(C::Publish { statement: text(8) }),
        ),
        (Standing::Published, "export_answers moderate_text export_moderation", None),
    ];
    let mut asked = Asked::planned();
    for (standing, possible, next) in steps {
        if standing == Standing::Prepared {
            let prepare = asked.prepare(10);
            asked.must(&prepare);
        }
        assert_eq!(asked.state.standing, standing);
        for command in acts(&asked) {
            let env = asked.case.env(Who::Owner);
            let passes = command.decide(&asked.state, &asked.case.state, &env).is_ok();
            let wanted = possible.split(' ').any(|code| code == command.code());
            assert_eq!(passes, wanted, "{} when {standing:?}", command.code());
        }
        if let Some(next) = next {
            asked.must(&next);
        }
    }
}

#[test]
fn letters_are_printed_where_they_are_asked_for() {
    let mut asked = Asked::planned();
    let without = asked.prepare(10);
    asked.must(&without);
    let no_letters = Reason::NoOpen { field: "letters" };
    assert_eq!(asked.refused(&C::PrintLetters { count: 3 }), no_letters);
    let with = asked.prepare_with_letters();
    asked.must(&with);
    for (count, reason) in [
        (0, Reason::TooFew { field: "count", need: 1, have: 0 }),
        (MAX_LETTERS + 1, Reason::Invalid { field: "count", code: "too_many" }),
    ] {
        assert_eq!(asked.refused(&C::PrintLetters { count }), reason);
    }
    asked.must(&C::PrintLetters { count: 3 });
    let printed = Reason::Invalid { field: "letters", code: "printed" };
    assert_eq!(asked.refused(&without), printed);
    asked.must(&C::Open);
    asked.must(&C::PrintLetters { count: MAX_LETTERS });
    assert_eq!(asked.state.letters, u64::from(MAX_LETTERS) + 3);
    asked.must(&closing(9, true));
    assert_eq!(asked.refused(&C::PrintLetters { count: 3 }), no_letters);
}

#[test]
fn two_persons_leave_answers_out_and_nothing_is_lost() {
    let mut asked = Asked::open(9);
    for (positions, size) in [(&[][..], 9), (&[9], 9), (&[3, 12], 9)] {
        let reason = asked.refused(&exclusion(positions, size));
        assert_eq!(reason, Reason::Unknown { field: "positions" }, "{positions:?}");
    }
    asked.must(&exclusion(&[5, 1, 2, 1], 9));
    assert_eq!(asked.state.excluded(), 0, "proposed is not excluded");
    let twice = Reason::Already { field: "positions" };
    assert_eq!(asked.refused(&exclusion(&[2, 7], 9)), twice);
    assert_eq!(asked.refused(&closing(9, true)), Reason::Undecided { count: 1 });
    let (first, then) = (Deed::ProposeExclusion, Deed::ConfirmExclusion);
    assert_eq!(
        asked.refused(&C::ConfirmExclusion { index: 0 }),
        Reason::SamePerson { first, then }
    );
    assert_eq!(
        asked.refused(&C::ConfirmExclusion { index: 1 }),
        Reason::Unknown { field: "index" }
    );
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 0 }).is_ok());
    assert_eq!((asked.state.excluded(), asked.state.undecided()), (3, 0));
    let at = |position| asked.state.excluded_at(position).map(|e| e.proposal.cause);
    assert_eq!(
        (at(1), at(3), at(5)),
        (Some(ExclusionCause::Identical), None, Some(ExclusionCause::Identical))
    );
    let drop = C::DropExclusion { index: 0, reason: text(12) };
    assert_eq!(asked.refused(&drop), Reason::Already { field: "index" }, "it stands");
    asked.must(&exclusion(&[7], 9));
    asked.must(&C::DropExclusion { index: 1, reason: text(12) });
    asked.must(&exclusion(&[7], 9));
    assert!(asked.act_as(Who::Agency, &C::ConfirmExclusion { index: 2 }).is_ok());
    // What is counted and what is not add up to what is sealed.
    let not_all = Reason::Invalid { field: "answers", code: "not_all_counted" };
    assert_eq!(asked.refused(&closing(9, true)), not_all);
    let C::Close { seal, outcome, early } = closing(5, true) else { panic!() };
    asked.must(&C::Close { seal: Seal { size: 9, ..seal }, outcome, early });
    assert_eq!(asked.refused(&exclusion(&[8], 9)), Reason::NoOpen { field: "consultation" });
}

#[test]
fn answers_go_when_their_term_is_over_and_not_before() {
    let mut asked = Asked::open(9);
    let erase = || C::Erase { count: 9, rule: kept(1) };
    assert_eq!(asked.refused(&erase()), Reason::NoOpen { field: "consultation" });
    asked.must(&closing(9, true));
    asked.must(&C::Publish { statement: text(8) });
    let ends = asked.case.today.checked_add(1.years()).expect("a day");
    let early = Reason::TooEarly { field: "answers", until: ends.to_string() };
    assert_eq!(asked.refused(&erase()), early);
    while asked.case.today < ends {
        asked.case.pass_days(1);
    }
    asked.must(&erase());
    let erased = asked.state.erased.expect("it was erased");
    assert_eq!((erased.on, erased.count), (ends, 9));
    let gone = Reason::Erased { day: ends.to_string() };
    assert_eq!(asked.refused(&C::Export(export())), gone);
    assert_eq!(asked.refused(&erase()), gone);
    asked.must(&C::ExportLog(export()));
}

proptest! {
    #[test]
    fn a_set_of_positions_is_what_went_in(given in proptest::collection::vec(0_u64..60, 0..40)) {
        let set: BTreeSet<u64> = given.iter().copied().collect();
        let positions: Positions = given.iter().copied().collect();
        prop_assert_eq!(positions.count(), set.len() as u64);
        prop_assert_eq!(positions.iter().collect::<Vec<_>>(), set.iter().copied().collect::<Vec<_>>());
        for position in 0..62 {
            prop_assert_eq!(positions.contains(position), set.contains(&position));
            let one: Positions = [position].into_iter().collect();
            prop_assert_eq!(one.meets(&positions), set.contains(&position));
            prop_assert_eq!(positions.meets(&one), set.contains(&position));
        }
        let text = serde_json::to_string(&positions).expect("json");
        prop_assert_eq!(serde_json::from_str::<Positions>(&text).expect("positions"), positions);
    }
}

#[test]
fn the_period_is_that_of_the_rule_or_has_a_reason() {
    let mut case = Case::open_at(ProcedureCode::General, rules_2020(), date(2020, 3, 2));
    let plan = i::plan(&case);
    case.must(Who::Owner, plan);
    let mut asked = Asked::new(case);
    let short = asked.prepare(29);
    let reason = asked.refused(&short);
    assert_eq!(reason, Reason::TooShort { field: "to", need: 30, have: 29 });
    let C::Prepare(mut with_reason) = short else { panic!() };
    with_reason.shortened = Some(text(9));
    asked.must(&C::Prepare(with_reason));
    let long = asked.prepare(30);
    asked.must(&long);
    assert_eq!((asked.state.form_version, asked.state.shortened), (2, None));
    assert_eq!(asked.state.versions.len(), 2, "every version is known");
}

#[test]
fn a_text_that_is_not_shown_whole_has_a_reason() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    for done in [Moderation::Redacted, Moderation::Withheld] {
        let bare = C::Moderate(looked(done, None));
        assert_eq!(asked.refused(&bare), Reason::ReasonNeeded { field: "fault" });
        asked.must(&C::Moderate(looked(done, Some(TextFault::PersonalData))));
    }
    let shown = looked(Moderation::Shown, Some(TextFault::Abuse));
    let reason = Reason::Invalid { field: "fault", code: "not_needed" };
    assert_eq!(asked.refused(&C::Moderate(shown)), reason);
    let mut wordless = looked(Moderation::Shown, None);
    wordless.words = None;
    let reason = Reason::Invalid { field: "shown", code: "words" };
    assert_eq!(asked.refused(&C::Moderate(wordless)), reason);
    let found = &asked.state.looked;
    assert_eq!(found.faults[&TextFault::PersonalData], 2);
    assert_eq!(found.decisions.values().sum::<u32>(), 2);
}

#[test]
fn a_file_of_answers_is_taken_in_once() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::TakeBatch(batch(1, 7)));
    let again = asked.refused(&C::TakeBatch(batch(1, 0)));
    assert_eq!(again, Reason::Already { field: "file" });
    let (none, more) = (Batch { rows: 0, counted: 0, ..batch(2, 0) }, batch(2, 8));
    for wrong in [none, more] {
        let reason = Reason::Invalid { field: "file", code: "not_all_counted" };
        assert_eq!(asked.refused(&C::TakeBatch(wrong)), reason);
    }
    let web = Batch { channel: Channel::Web, ..batch(2, 7) };
    let reason = Reason::Invalid { field: "channel", code: "not_typed" };
    assert_eq!(asked.refused(&C::TakeBatch(web)), reason);
    asked.must(&C::TakeBatch(batch(2, 0)));
    let counted: Vec<u64> = asked.state.batches.iter().map(|b| b.batch.counted).collect();
    assert_eq!(counted, [7, 0]);
}

#[test]
fn what_was_acknowledged_is_never_less() {
    let mut asked = Asked::planned();
    let prepare = asked.prepare(10);
    asked.must(&prepare);
    asked.must(&C::Open);
    asked.must(&C::Seal(seal(5)));
    asked.must(&C::Seal(seal(5)));
    assert_eq!(asked.state.seals.len(), 1, "nothing new, no event");
    let fewer = Reason::Invalid { field: "answers", code: "fewer_than_sealed" };
    assert_eq!(asked.refused(&C::Seal(seal(4))), fewer);
    assert_eq!(asked.refused(&closing(4, true)), fewer);
    let C::Close { seal: whole, outcome, early } = closing(7, true) else { panic!() };
    let part = Outcome { channels: BTreeMap::from([(Channel::Web, 6)]), ..outcome };
    let reason = asked.refused(&C::Close { seal: whole, outcome: part, early });
    assert_eq!(reason, Reason::Invalid { field: "answers", code: "not_all_counted" });
    assert_eq!(asked.refused(&closing(7, false)), Reason::ReasonNeeded { field: "early" });
    asked.case.pass_days(10);
    asked.must(&closing(7, false));
    assert_eq!(asked.state.cut_short, None, "the last day is over");
}

#[test]
fn it_is_asked_within_the_step_alone() {
    let mut asked = Asked::new(Case::open(ProcedureCode::General));
    let prepare = asked.prepare(10);
    assert!(matches!(asked.refused(&prepare), Reason::StepsMissing { step: Step::Consultation }));
}
