//! Cases of the table, and properties that hold for every answer.

use access::{
    Actor, Decision, DenialRule, Holder, Permission as P, Relation, Resource, decide, gates_of,
    may_ever, permission_at,
};
use domain::{
    codes::{Part, Role},
    ids::{PersonId, UnitId},
};
use proptest::prelude::*;
use uuid::Uuid;

fn unit(n: u128) -> UnitId {
    UnitId::new(Uuid::from_u128(n))
}

fn person(n: u128) -> PersonId {
    PersonId::new(Uuid::from_u128(n))
}

/// Path of the units with these numbers, root first.
fn path(units: &[u128]) -> String {
    let mut out = String::from("/");
    for n in units {
        out.push_str(&unit(*n).to_string());
        out.push('/');
    }
    out
}

fn actor(role: Role, units: &[u128]) -> Actor {
    Actor {
        person: person(900),
        role,
        unit: units.last().copied().map_or_else(UnitId::default, unit),
        path: path(units),
    }
}

/// Province 1, city 2, county 3 with its units 31 to 37; another city 8 with county 9.
fn matter() -> Resource {
    Resource::default()
        .with(Part::Lead, unit(31), &path(&[1, 2, 3, 31]))
        .with(Part::Filing, unit(3), &path(&[1, 2, 3]))
        .with(Part::Assessor, unit(32), &path(&[1, 2, 3, 32]))
        .with(Part::ThirdParty, unit(33), &path(&[1, 2, 3, 33]))
        .with(Part::Legality, unit(34), &path(&[1, 2, 3, 34]))
        .with(Part::DecisionMaker, unit(35), &path(&[1, 2, 3, 35]))
        .with(Part::Executing, unit(36), &path(&[1, 2, 3, 36]))
}

fn may(role: Role, units: &[u128], permission: P) -> bool {
    decide(&actor(role, units), permission, Some(&matter())).is_allowed()
}

#[test]
fn own_part_and_nothing_else() {
    let at = |leaf| [1, 2, 3, leaf];
    for (role, leaf, permission) in [
        (Role::LeadUnit, 31, P::Draft),
        (Role::LeadUnit, 31, P::ListMatter),
        (Role::ProjectUnit, 31, P::ViewMatter),
        (Role::Assessor, 32, P::OpenPanel),
        (Role::ThirdParty, 33, P::Draft),
        (Role::LegalityReviewer, 34, P::AnswerLegality),
        (Role::DecisionMaker, 35, P::Decide),
        (Role::ExecutingUnit, 36, P::Track),
    ] {
        assert!(may(role, &at(leaf), permission), "{role:?} {permission:?}");
        let elsewhere = if leaf == 31 { 32 } else { 31 };
        assert!(!may(role, &at(elsewhere), permission), "{role:?} at another part");
        assert!(!may(role, &[1, 2, 3], permission), "{role:?} above");
    }
    // The party that wants the matter has no hand in its assessment.
    assert!(!may(Role::ProjectUnit, &at(31), P::Draft));
    assert!(!may(Role::ProjectUnit, &at(31), P::SubmitFiling));
    assert!(!may(Role::ThirdParty, &at(33), P::SubmitFiling));
}

#[test]
fn only_the_filing_unit_files() {
    assert!(may(Role::FilingOfficer, &[1, 2, 3], P::AnswerFiling));
    assert!(may(Role::FilingOfficer, &[1, 2, 3], P::ConfirmScreening));
    assert!(may(Role::FilingOfficer, &[1, 2, 3], P::AnswerTrigger));
    for above in [&[1, 2][..], &[1]] {
        assert!(!may(Role::FilingOfficer, above, P::AnswerFiling));
        assert!(!may(Role::FilingOfficer, above, P::ConfirmScreening));
        assert!(!may(Role::FilingOfficer, above, P::AnswerTrigger));
        assert!(may(Role::FilingOfficer, above, P::ViewMatter));
        assert!(may(Role::FilingOfficer, above, P::ExtendTerm));
    }
    for outside in [&[1, 8][..], &[1, 8, 9], &[1, 2, 7]] {
        assert!(!may(Role::FilingOfficer, outside, P::ViewMatter));
        assert!(!may(Role::Supervisor, outside, P::ViewMatter));
    }
}

#[test]
fn a_cut_path_opens_nothing() {
    for path in ["", "/", "//", "/0"] {
        let mut cut = actor(Role::Supervisor, &[1]);
        cut.path = path.to_owned();
        assert!(!decide(&cut, P::ViewMatter, Some(&matter())).is_allowed(), "{path:?}");
    }
}

#[test]
fn experts_see_the_case_that_names_them() {
    let expert = actor(Role::Expert, &[1, 2, 3, 31]);
    assert!(!decide(&expert, P::Rate, Some(&matter())).is_allowed());
    let mut named = matter();
    named.named.insert(expert.person);
    for permission in [P::ViewMatter, P::Rate, P::Review] {
        assert_eq!(
            decide(&expert, permission, Some(&named)),
            Decision::Allowed { by: Relation::Named }
        );
    }
    assert!(!decide(&expert, P::Draft, Some(&named)).is_allowed());
}

#[test]
fn approval_office_asks_the_gate_and_sees_no_case() {
    assert!(may(Role::ApprovalOfficer, &[1, 8], P::CheckGate));
    for permission in P::ALL {
        let gate = domain::codes::Gate::ALL.iter().any(|gate| permission_at(*gate) == *permission);
        let free = gate || matches!(permission, P::CheckGate | P::ViewRules);
        assert_eq!(may(Role::ApprovalOfficer, &[1, 2, 3], *permission), free);
    }
}

#[test]
fn each_gate_is_open_to_those_who_stand_at_it() {
    use domain::codes::Gate as G;
    let table: &[(Role, &[G])] = &[
        (Role::ApprovalOfficer, G::ALL),
        (Role::DecisionMaker, &[G::Agenda, G::Decision]),
        (Role::LegalityReviewer, &[G::Legality]),
        (Role::ExecutingUnit, &[G::Execution]),
        (Role::FilingOfficer, &[G::List]),
    ];
    for role in Role::ALL {
        let gates = table.iter().find(|(known, _)| known == role).map_or(&[][..], |(_, g)| *g);
        for gate in G::ALL {
            // A gate is asked by number, wherever the matter lies.
            let actor = actor(*role, &[1, 8]);
            let open = decide(&actor, permission_at(*gate), Some(&matter())).is_allowed();
            assert_eq!(open, gates.contains(gate), "{role:?} at {gate:?}");
        }
        let mut expected = gates.to_vec();
        expected.sort_unstable();
        let mut found = gates_of(*role);
        found.sort_unstable();
        assert_eq!(found, expected, "{role:?}");
        assert_eq!(may_ever(*role, P::CheckGate), !gates.is_empty(), "{role:?} at any gate");
    }
}

#[test]
fn a_denial_says_who_may() {
    let Decision::Denied(denial) =
        decide(&actor(Role::LeadUnit, &[1, 2, 3, 31]), P::AnswerFiling, Some(&matter()))
    else {
        panic!("the lead unit does not file")
    };
    assert_eq!(denial.rule, DenialRule::Role);
    assert_eq!(denial.who, vec![Holder { part: Some(Part::Filing), role: Role::FilingOfficer }]);
    let above = decide(&actor(Role::FilingOfficer, &[1, 2]), P::AnswerFiling, Some(&matter()));
    assert_eq!(above.ok().map_err(|d| d.rule), Err(DenialRule::Relation));
    let blind = decide(&actor(Role::FilingOfficer, &[1, 2]), P::AnswerFiling, None);
    assert_eq!(blind.ok().map_err(|d| d.rule), Err(DenialRule::NoMatter));
}

#[test]
fn lists_need_no_matter() {
    assert!(decide(&actor(Role::LeadUnit, &[1, 31]), P::ListMatter, None).is_allowed());
    assert!(decide(&actor(Role::Expert, &[1]), P::ViewMatter, None).is_allowed());
    assert!(!decide(&actor(Role::SystemAdmin, &[1]), P::ViewMatter, None).is_allowed());
    assert!(decide(&actor(Role::SecurityAdmin, &[1]), P::ManageUsers, None).is_allowed());
}

fn any_resource() -> impl Strategy<Value = Resource> {
    let units =
        prop::collection::vec((0..Part::ALL.len(), prop::collection::vec(1_u128..6, 1..4)), 0..5);
    (units, prop::collection::btree_set(1_u128..4, 0..3)).prop_map(|(units, named)| {
        let mut resource = units.iter().fold(Resource::default(), |r, (part, line)| {
            r.with(
                Part::ALL[*part],
                line.last().copied().map_or_else(UnitId::default, unit),
                &path(line),
            )
        });
        resource.named = named.into_iter().map(person).collect();
        resource
    })
}

proptest! {
    #[test]
    fn every_answer_stands_to_reason(
        role in prop::sample::select(Role::ALL.to_vec()),
        permission in prop::sample::select(P::ALL.to_vec()),
        line in prop::collection::vec(1_u128..6, 1..4),
        who in 1_u128..4,
        resource in any_resource(),
    ) {
        let mut actor = actor(role, &line);
        actor.person = person(who);
        match decide(&actor, permission, Some(&resource)) {
            Decision::Denied(denial) => {
                // Who may do it is told, and the rule fits: a role that can never
                // do it is told so.
                prop_assert!(!denial.who.is_empty());
                prop_assert_eq!(
                    denial.rule == DenialRule::Role,
                    denial.who.iter().all(|h| h.role != role)
                );
            }
            Decision::Allowed { by } => {
                let touches = resource.units().any(|u| u.unit == actor.unit)
                    || resource.units().any(|u| u.path.starts_with(&actor.path))
                    || resource.named.contains(&actor.person);
                prop_assert!(by == Relation::Anywhere || touches);
            }
        }
    }
}
