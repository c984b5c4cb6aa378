//! Screening once more: after amended facts, and after the assessment was
//! withdrawn.

use domain::{
    codes::ProcedureCode,
    ids::{AssessmentId, MatterId},
    matter::{
        Command, Matter, MatterEvent, Status,
        acts::{Amend, ConfirmScreening, ProposeScreening, SendBackScreening, WithdrawMatter},
    },
    record::Record as _,
    refusal::Reason,
};
use uuid::Uuid;

use super::{act, apply, confirm, env, facts, listed, meta, propose, refused};
use crate::support::{Case, Who, inputs as i, parties, rules_2016, text};

fn amend(households: Option<u32>) -> Command {
    Command::Amend(Box::new(Amend {
        facts: facts(households),
        parties: parties(),
        reason: text(4),
    }))
}

/// A screening speaks of the facts that it saw.
#[test]
fn amended_facts_send_the_screening_back() {
    let other = |covered_by, defer| ProposeScreening {
        covered_by,
        defer,
        reason: Some(text(5)),
        ..propose(&[])
    };
    let by = Some(MatterId::new(Uuid::from_u128(8)));
    for (proposal, status) in [
        (other(None, false), Status::Exempt),
        (other(by, false), Status::Covered),
        (other(None, true), Status::Deferred),
    ] {
        for confirmed in [false, true] {
            let mut matter = listed(rules_2016());
            let proposal = Command::ProposeScreening(proposal.clone());
            act(&mut matter, Who::Owner, &proposal).expect("proposed");
            if confirmed {
                act(&mut matter, Who::Filer, &confirm()).expect("confirmed");
                assert_eq!(matter.status, status);
            }
            act(&mut matter, Who::Owner, &amend(Some(300))).expect("amended");
            assert_eq!((matter.status, matter.sent_back.len()), (Status::Listed, 1));
            let refusal = refused(&mut matter, Who::Filer, &confirm());
            assert_eq!(refusal.reason, Reason::NoOpen { field: "screening" });
        }
    }
    let mut matter = listed(rules_2016());
    let events = act(&mut matter, Who::Owner, &amend(Some(300))).expect("amended");
    assert_eq!((matter.status, events.len()), (Status::Listed, 1), "nothing to send back");
}

/// A log from before amendments sent the screening back: 20 households were
/// screened, 5,000 stand there when the case would open as a simplified one.
#[test]
fn what_is_confirmed_follows_from_the_facts_as_they_stand() {
    let mut matter = listed(rules_2016());
    act(&mut matter, Who::Owner, &Command::ProposeScreening(propose(&["Q_INTEREST"]))).expect("ok");
    let env = env(rules_2016(), Who::Owner);
    let silently = MatterEvent::MatterAmended {
        facts: facts(Some(5000)),
        parties: parties(),
        reason: text(4),
    };
    matter.apply(&meta(&env), &silently);
    assert_eq!(matter.status, Status::ScreeningProposed);
    let refusal = refused(&mut matter, Who::Filer, &confirm());
    assert_eq!(refusal.reason, Reason::Invalid { field: "screening", code: "facts_changed" });
    let back = Command::SendBackScreening(SendBackScreening { reason: text(3) });
    act(&mut matter, Who::Filer, &back).expect("sent back");
    act(&mut matter, Who::Owner, &Command::ProposeScreening(propose(&["Q_INTEREST"]))).expect("ok");
    act(&mut matter, Who::Filer, &confirm()).expect("confirmed");
    let procedure = matter.screening.as_ref().and_then(|s| s.procedure);
    assert_eq!(procedure, Some(ProcedureCode::General));
}

/// Withdrawing an assessment is no dead end: the matter is amended, screened
/// once more and assessed again under the next ordinal, or given up.
#[test]
fn a_withdrawn_assessment_leaves_the_matter_free() {
    let mut matter = listed(rules_2016());
    let proposal = Command::ProposeScreening(propose(&["Q_NIMBY"]));
    act(&mut matter, Who::Owner, &proposal).expect("proposed");
    act(&mut matter, Who::Filer, &confirm()).expect("confirmed");
    let mut case = Case::open(ProcedureCode::General);
    let give_up = Command::Withdraw(WithdrawMatter { reason: text(6) });
    let free = |matter: &mut Matter, case: &Case, who, command: &Command| {
        let latest = Some(&case.state);
        apply(matter, rules_2016(), who, |m, e| command.decide(m, latest, e))
    };
    for command in [&proposal, &amend(None), &give_up] {
        free(&mut matter, &case, Who::Owner, command).expect_err("an assessment is at work");
    }
    case.must(Who::Owner, i::withdraw());
    let mut given_up = matter.clone();
    free(&mut given_up, &case, Who::Owner, &give_up).expect("given up");
    assert_eq!(given_up.status, Status::Withdrawn);
    let mut amended = matter.clone();
    free(&mut amended, &case, Who::Owner, &amend(None)).expect("amended");
    assert_eq!(amended.status, Status::Listed);
    for mut matter in [matter, amended] {
        free(&mut matter, &case, Who::Owner, &proposal).expect("proposed again");
        assert_eq!(matter.status, Status::ScreeningProposed);
        let same = free(&mut matter, &case, Who::Filer, &confirm()).expect_err("refused");
        assert_eq!(same.reason, Reason::Already { field: "assessment" });
        let next = Command::ConfirmScreening(ConfirmScreening {
            assessment: AssessmentId::new(Uuid::from_u128(6)),
            note: None,
        });
        free(&mut matter, &case, Who::Filer, &next).expect("confirmed");
        assert_eq!(matter.status, Status::Assessing);
        assert_eq!(matter.assessments.iter().map(|a| a.ordinal).collect::<Vec<_>>(), [1, 2]);
    }
}
