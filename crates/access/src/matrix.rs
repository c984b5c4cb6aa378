//! The table as a document that people can check.

use std::fmt::Write as _;

use domain::codes::Role;

use crate::{Permission, Relation, relations};

/// The table as Markdown: the text of `docs/ACCESS.md`.
#[must_use]
pub fn matrix() -> String {
    let mut out = String::from(HEAD);
    for role in Role::ALL {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "\n## {}\n", role.code());
        let _ = writeln!(out, "| Permission | Where |\n| --- | --- |");
        for permission in Permission::ALL {
            let places: Vec<&str> =
                relations(*role, *permission).into_iter().map(Relation::code).collect();
            if !places.is_empty() {
                let _ = writeln!(out, "| {} | {} |", permission.code(), places.join(", "));
            }
        }
    }
    out.push_str("\n## By permission\n\n| Permission | Roles |\n| --- | --- |\n");
    for permission in Permission::ALL {
        let roles: Vec<&str> = Role::ALL
            .iter()
            .filter(|role| !relations(**role, *permission).is_empty())
            .map(|role| role.code())
            .collect();
        let who = if roles.len() == Role::ALL.len() {
            "everyone signed in".to_owned()
        } else {
            roles.join(", ")
        };
        let _ = writeln!(out, "| {} | {who} |", permission.code());
    }
    out
}

const HEAD: &str = "# Who may do what

Generated from `crates/access/src/table.rs` (`UPDATE_GOLDEN=1 cargo test --release -p access`).
A test compares this file with the table, so that every change of policy is seen in review.

What is not listed is denied. `ANYWHERE`: any matter, and what concerns no matter. `SUBTREE`: some unit of
the matter lies in the area of the post. `NAMED`: the matter names the person. `OWN_UNIT`: the unit of the
post is or becomes the lead unit. Any other word is the part that the unit of the post plays in the matter.

Access says who may try. Whether an act is possible now, and whether four-eyes or recusal bar this
person, is decided by the state machine (`crates/domain`).
";
