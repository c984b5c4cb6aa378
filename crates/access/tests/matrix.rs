//! The golden file and the completeness of the table.

use access::{ACTS_OF_THE_SYSTEM, OTHER_ACTS, Permission, TABLE, may_ever, permission_for};
use domain::codes::Role;

#[test]
fn the_document_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/ACCESS.md");
    let now = access::matrix();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &now).expect("docs/ACCESS.md can be written");
    }
    let kept = std::fs::read_to_string(path).expect("docs/ACCESS.md exists");
    assert_eq!(kept, now, "run UPDATE_GOLDEN=1 cargo test -p access and review the change");
}

#[test]
fn every_act_needs_a_permission_or_is_of_the_system() {
    let acts: Vec<&str> = [
        domain::assessment::Command::CODES,
        domain::matter::Command::CODES,
        domain::consultation::Command::CODES,
        domain::grievance::Command::CODES,
        OTHER_ACTS,
    ]
    .concat();
    for code in &acts {
        let own = ACTS_OF_THE_SYSTEM.contains(code);
        assert_eq!(permission_for(code).is_none(), own, "{code}");
    }
    let known = |code: &&&str| acts.contains(*code);
    assert_eq!(ACTS_OF_THE_SYSTEM.iter().filter(known).count(), ACTS_OF_THE_SYSTEM.len());
    assert_eq!(permission_for("no_such_act"), None);
}

#[test]
fn every_permission_has_a_holder() {
    for permission in Permission::ALL {
        let held = Role::ALL.iter().any(|role| may_ever(*role, *permission));
        assert!(held, "nobody holds {}", permission.code());
    }
}

#[test]
fn no_line_says_the_same_twice() {
    for (i, entry) in TABLE.iter().enumerate() {
        for other in TABLE.iter().skip(i + 1) {
            let same_role = entry.roles.iter().any(|r| other.roles.contains(r));
            let twice = entry.permissions.iter().any(|p| other.permissions.contains(p));
            assert!(
                !(same_role && twice && entry.relation == other.relation),
                "{entry:?} and {other:?}"
            );
        }
    }
}

/// DESIGN invariant 12: administrators see no matter and act on none.
#[test]
fn administrators_have_no_matters() {
    for role in [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin] {
        for permission in Permission::ALL {
            let content = permission.on_a_matter()
                || matches!(
                    permission,
                    Permission::ViewMatter
                        | Permission::ListMatter
                        | Permission::ImportMatters
                        | Permission::ReportList
                        | Permission::ViewStats
                        | Permission::Export
                );
            assert!(
                !(content && may_ever(role, *permission)),
                "{} holds {}",
                role.code(),
                permission.code()
            );
        }
    }
}
