//! What each gate asks for, what it says when something is missing, and who
//! can supply it.

use std::collections::BTreeMap;

use domain::{
    assessment::{Assessment, Command as C},
    codes::{
        CauseParty, Conclusion, Gate, MeasureStatus, Part, ProcedureCode, Role, Step, TriggerKind,
    },
    env::Env,
    gate::{Verdict, check},
    ids::{AssessmentId, MatterId},
    matter::{
        Answer, Matter, MatterEvent, Status,
        acts::{Amend, CheckGate, ConfirmScreening, ProposeScreening},
    },
    refusal::Reason,
    rulebook::{GateRequirement as R, Package},
};
use jiff::civil::date;
use uuid::Uuid;

use crate::{
    matter::{apply, facts, listed},
    support::{Case, Who, inputs as i, parties, play, rules_2016, rules_2020, text},
};

/// A matter whose screening said "yes" to every question, or "no" to all.
fn screened(rules: &'static Package, yes: bool) -> Matter {
    let mut matter = listed(rules);
    screen(&mut matter, rules, yes);
    matter
}

fn screening(rules: &Package, yes: bool) -> BTreeMap<String, Answer> {
    rules.screening.iter().map(|q| (q.item.code.clone(), Answer { yes, basis: None })).collect()
}

fn screen(matter: &mut Matter, rules: &'static Package, yes: bool) {
    let propose = ProposeScreening {
        answers: screening(rules, yes),
        exempt: None,
        covered_by: None,
        defer: false,
        reason: Some(text(1)),
    };
    apply(matter, rules, Who::Owner, |m, e| propose.decide(m, None, e)).expect("proposed");
    let confirm =
        ConfirmScreening { assessment: AssessmentId::new(Uuid::from_u128(9)), note: None };
    apply(matter, rules, Who::Filer, |m, e| confirm.decide(m, e)).expect("confirmed");
}

fn ask(matter: &Matter, case: &Case, gate: Gate) -> Verdict {
    check(matter, Some(&case.state), gate, &case.env(Who::Leader)).expect("a gate")
}

fn missing(verdict: &Verdict) -> Vec<R> {
    verdict.findings.iter().filter(|f| !f.met).map(|f| f.requirement).collect()
}

/// Which requirement is met from which step of the general procedure on.
#[test]
fn each_gate_opens_with_the_step_that_it_waits_for() {
    let matter = screened(rules_2016(), true);
    for (gate, before, after) in [
        (Gate::Agenda, Step::Filing, Step::Legality),
        (Gate::Legality, Step::Filing, Step::Legality),
        (Gate::Approval, Step::Filing, Step::Legality),
        (Gate::LandApplication, Step::Filing, Step::Legality),
        (Gate::Decision, Step::Filing, Step::Legality),
    ] {
        let closed = ask(&matter, &play::case_at(ProcedureCode::General, before), gate);
        assert!(!closed.cleared, "{gate:?}");
        assert!(missing(&closed).contains(&R::Filed), "{gate:?}");
        let open = ask(&matter, &play::case_at(ProcedureCode::General, after), gate);
        assert!(open.cleared && open.filing.is_some(), "{gate:?}: {:?}", open.findings);
        assert!(!open.exempt);
    }
    assert!(ask(&matter, &Case::open(ProcedureCode::General), Gate::List).cleared);
}

/// Under 国令713号 arts 25 and 29 the agenda asks for the legality review too.
#[test]
fn the_agenda_of_2020_waits_for_legality() {
    let matter = screened(rules_2020(), true);
    let mut case = Case::open_at(ProcedureCode::General, rules_2020(), date(2020, 6, 1));
    play::until(&mut case, Step::Legality);
    for gate in [Gate::Agenda, Gate::Decision] {
        assert_eq!(missing(&ask(&matter, &case, gate)), [R::Lawful], "{gate:?}");
    }
    play::step(&mut case, Step::Legality);
    for gate in [Gate::Agenda, Gate::Decision] {
        assert!(ask(&matter, &case, gate).cleared, "{gate:?}");
    }
}

#[test]
fn execution_waits_for_decision_and_early_measures() {
    let matter = screened(rules_2016(), true);
    let mut case = play::case_at(ProcedureCode::General, Step::Decision);
    assert_eq!(
        missing(&ask(&matter, &case, Gate::Execution)),
        [R::DecidedToProceed, R::MeasuresBeforeStart]
    );
    play::step(&mut case, Step::Decision);
    let verdict = ask(&matter, &case, Gate::Execution);
    assert_eq!(missing(&verdict), [R::MeasuresBeforeStart]);
    assert_eq!(verdict.conclusion, Some(Conclusion::Implement));
    let measure = case.state.measures[0].id;
    case.must(Who::Executor, i::progress(measure, MeasureStatus::Done, true));
    assert!(ask(&matter, &case, Gate::Execution).cleared);
}

#[test]
fn a_refusal_says_who_can_supply_what() {
    let matter = screened(rules_2016(), true);
    let verdict =
        check(&matter, None, Gate::Execution, &Case::open(ProcedureCode::General).env(Who::Leader))
            .expect("a gate");
    let who = |wanted| {
        let finding = verdict.findings.iter().find(|f| f.requirement == wanted);
        finding.map(|f| (f.met, f.part, f.role))
    };
    for (requirement, part, role) in [
        (R::DecidedToProceed, Part::DecisionMaker, Role::DecisionMaker),
        (R::MeasuresBeforeStart, Part::Executing, Role::ExecutingUnit),
    ] {
        assert_eq!(who(requirement), Some((false, Some(part), Some(role))));
    }
    assert!(verdict.findings.iter().all(|f| f.part.is_some() && f.role.is_some()));
    let rule = rules_2016().gate(Gate::Execution).expect("a rule");
    assert_eq!(verdict.rule, rule.item.code);
    // Every requirement of every gate has someone who can supply it.
    for rules in [rules_2016(), rules_2020()] {
        for gate in &rules.gates {
            for requirement in &gate.requires {
                let known = gate.suppliers.iter().any(|s| s.requirement == *requirement);
                assert!(known, "{:?} {requirement:?}", gate.gate);
            }
            assert!(!gate.item.source.is_empty());
        }
    }
}

/// An exemption answers what is asked of the assessment. It proves neither a
/// legality review nor a decision: no record of these can be made without an
/// assessment, so the gate lets the matter pass and says that they are not here.
#[test]
fn an_exempt_matter_passes() {
    for (rules, apart) in [
        (rules_2016(), &[(Gate::Execution, R::DecidedToProceed)][..]),
        (
            rules_2020(),
            &[
                (Gate::Agenda, R::Lawful),
                (Gate::Decision, R::Lawful),
                (Gate::Execution, R::DecidedToProceed),
            ],
        ),
    ] {
        let matter = screened(rules, false);
        assert_eq!(matter.status, Status::Exempt);
        let env = Case::open(ProcedureCode::General).env(Who::Leader);
        let env = Env { rules, ..env };
        let mut elsewhere = Vec::new();
        for rule in &rules.gates {
            let verdict = check(&matter, None, rule.gate, &env).expect("a gate");
            assert!(verdict.cleared && verdict.exempt, "{:?}", rule.gate);
            let found = verdict.findings.iter().filter(|f| f.elsewhere);
            elsewhere.extend(found.map(|f| (rule.gate, f.requirement)));
        }
        elsewhere.sort_unstable();
        assert_eq!(elsewhere, apart);
    }
}

/// What covers a matter is the latest assessment of the other one: it has to be
/// filed, valid and not halted like the matter's own.
#[test]
fn a_covered_matter_passes_with_the_assessment_that_covers_it() {
    let mut matter = listed(rules_2016());
    let propose = ProposeScreening {
        answers: screening(rules_2016(), true),
        exempt: None,
        covered_by: Some(MatterId::new(Uuid::from_u128(8))),
        defer: false,
        reason: Some(text(1)),
    };
    let rules = rules_2016();
    apply(&mut matter, rules, Who::Owner, |m, e| propose.decide(m, None, e)).expect("proposed");
    let confirm =
        ConfirmScreening { assessment: AssessmentId::new(Uuid::from_u128(9)), note: None };
    apply(&mut matter, rules, Who::Filer, |m, e| confirm.decide(m, e)).expect("confirmed");
    assert_eq!((matter.status, matter.assessments.len()), (Status::Covered, 0));
    let mut case = play::case_at(ProcedureCode::General, Step::Filing);
    assert_eq!(missing(&ask(&matter, &case, Gate::Agenda)), [R::Filed, R::Valid]);
    play::until(&mut case, Step::Legality);
    let verdict = ask(&matter, &case, Gate::Agenda);
    assert!(verdict.cleared && !verdict.exempt);
    assert_eq!(verdict.covered_by.as_ref(), Some(&case.state.number));
    assert_eq!(verdict.filing, case.state.filed().map(|f| f.number));
    case.must(Who::Filer, i::suspend(CauseParty::Superior));
    assert_eq!(missing(&ask(&matter, &case, Gate::Agenda)), [R::NotHalted]);
    let alone = check(&matter, None, Gate::Agenda, &case.env(Who::Leader)).expect("a gate");
    assert!(!alone.cleared && alone.covered_by.is_none());
}

/// The old day of a confirmation does not open a gate once the facts changed.
#[test]
fn amended_facts_close_the_gates() {
    for yes in [false, true] {
        let mut matter = screened(rules_2016(), false);
        let amend = Amend { facts: facts(Some(300)), parties: parties(), reason: text(4) };
        let events = apply(&mut matter, rules_2016(), Who::Owner, |m, e| amend.decide(m, None, e));
        assert_eq!(events.expect("amended").len(), 2);
        let env = Case::open(ProcedureCode::General).env(Who::Leader);
        for rule in rules_2016().gates.iter().filter(|rule| rule.gate != Gate::List) {
            let verdict = check(&matter, None, rule.gate, &env).expect("a gate");
            assert!(!verdict.cleared && !verdict.exempt, "{:?}", rule.gate);
            let asked = verdict.findings.iter().any(|f| f.requirement == R::Screened);
            assert_eq!(asked, missing(&verdict).contains(&R::Screened), "{:?}", rule.gate);
        }
        screen(&mut matter, rules_2016(), yes);
        let status = if yes { Status::Assessing } else { Status::Exempt };
        assert_eq!(matter.status, status);
    }
}

#[test]
fn an_unscreened_matter_passes_the_list_only() {
    let matter = listed(rules_2016());
    let env = Case::open(ProcedureCode::General).env(Who::Leader);
    for rule in &rules_2016().gates {
        let verdict = check(&matter, None, rule.gate, &env).expect("a gate");
        assert_eq!(verdict.cleared, rule.gate == Gate::List, "{:?}", rule.gate);
    }
    let empty = Matter::default();
    let verdict = check(&empty, None, Gate::List, &env).expect("a gate");
    assert_eq!(missing(&verdict), [R::Listed]);
}

#[test]
fn an_expired_filing_clears_nothing() {
    let matter = screened(rules_2016(), true);
    let mut case = play::case_at(ProcedureCode::General, Step::Legality);
    case.today = case.state.filed().expect("filed").valid_until;
    assert!(ask(&matter, &case, Gate::Decision).cleared, "the last day still counts");
    case.pass_days(1);
    assert_eq!(missing(&ask(&matter, &case, Gate::Decision)), [R::Valid]);
    for rule in rules_2016().gates.iter().filter(|rule| rule.gate != Gate::List) {
        let verdict = ask(&matter, &case, rule.gate);
        assert!(missing(&verdict).contains(&R::Valid), "{:?}", rule.gate);
    }
    play::step(&mut case, Step::Legality);
    let decide = C::Decide(i::conclusion(Conclusion::Implement, false, false));
    let refusal = case.refused(Who::Leader, decide);
    assert_eq!(refusal.reason, Reason::Invalid { field: "filing", code: "expired" });
    assert_eq!(refusal.rule.expect("a rule").code, "FILING");
}

#[test]
fn a_halted_case_clears_nothing() {
    let matter = screened(rules_2016(), true);
    type Halt = fn(&mut Case);
    let halts: [(&str, Halt); 4] = [
        ("suspended", |case| case.must(Who::Filer, i::suspend(CauseParty::Superior))),
        ("an open trigger", |case| {
            let trigger = i::trigger(case, TriggerKind::MaterialChange);
            case.must(Who::Filer, trigger);
        }),
        ("to be assessed anew", |case| {
            let trigger = i::trigger(case, TriggerKind::MaterialChange);
            case.must(Who::Filer, trigger);
            let id = case.state.triggers[0].id;
            case.must(Who::Owner, i::answer_trigger(id, true));
        }),
        ("withdrawn", |case| case.must(Who::Owner, i::withdraw())),
    ];
    for (why, halt) in halts {
        let mut case = play::case_at(ProcedureCode::General, Step::Legality);
        halt(&mut case);
        for rule in rules_2016().gates.iter().filter(|rule| rule.gate != Gate::List) {
            let verdict = ask(&matter, &case, rule.gate);
            assert!(missing(&verdict).contains(&R::NotHalted), "{why} {:?}", rule.gate);
        }
    }
    let mut answered = play::case_at(ProcedureCode::General, Step::Legality);
    let trigger = i::trigger(&mut answered, TriggerKind::Demand);
    answered.must(Who::Filer, trigger);
    let id = answered.state.triggers[0].id;
    answered.must(Who::Filer, i::answer_trigger(id, false));
    assert!(ask(&matter, &answered, Gate::Agenda).cleared);
}

#[test]
fn a_withdrawn_assessment_is_no_filing() {
    let matter = screened(rules_2016(), true);
    let mut case = play::case_at(ProcedureCode::General, Step::Legality);
    case.must(Who::Owner, i::withdraw());
    let verdict = ask(&matter, &case, Gate::Legality);
    assert!(!verdict.cleared && verdict.filing.is_none());
}

/// 发改投资〔2012〕2492号: what is not low is not approved.
#[test]
fn the_approval_gate_minds_the_level() {
    let matter = screened(rules_2016(), true);
    let mut case = Case::open(ProcedureCode::General);
    case.before = (7000, 7000);
    case.after = (7000, 7000);
    play::until(&mut case, Step::Legality);
    let verdict = ask(&matter, &case, Gate::Approval);
    assert!(verdict.level_too_high && !verdict.cleared);
    assert!(missing(&verdict).is_empty());
    assert!(ask(&matter, &case, Gate::Agenda).cleared, "the agenda may discuss it");
}

#[test]
fn a_matter_put_aside_does_not_execute() {
    let matter = screened(rules_2016(), true);
    for (level, end) in
        [(7000, Conclusion::Defer), (7000, Conclusion::Revise), (9000, Conclusion::Stop)]
    {
        let mut case = Case::open(ProcedureCode::General);
        case.before = (level, level);
        case.after = (level, level);
        play::until(&mut case, Step::Decision);
        case.must(Who::Leader, C::Decide(i::conclusion(end, true, false)));
        let verdict = ask(&matter, &case, Gate::Execution);
        assert!(missing(&verdict).contains(&R::DecidedToProceed), "{end:?}");
        assert!(missing(&verdict).contains(&R::NotHalted), "{end:?}");
    }
}

#[test]
fn a_check_goes_on_record() {
    let mut matter = screened(rules_2016(), true);
    let state = Assessment::default();
    let ask = CheckGate { gate: Gate::Agenda };
    let events =
        apply(&mut matter, rules_2016(), Who::Leader, |m, e| ask.decide(m, Some(&state), e))
            .expect("an answer");
    assert!(matches!(events.as_slice(), [MatterEvent::GateChecked { .. }]));
    assert_eq!(matter.gate_checks.len(), 1);
    assert!(!matter.gate_checks[0].verdict.cleared);
}
