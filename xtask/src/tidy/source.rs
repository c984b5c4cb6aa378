//! What must not stand in the sources.

use regex::Regex;

use super::Finding;
use crate::Outcome;
use crate::tree::Tree;

/// A pattern that no line of certain files may contain.
struct Ban {
    pattern: Regex,
    applies: fn(&str) -> bool,
    message: &'static str,
}

/// Checks the sources line by line.
///
/// # Errors
/// When a pattern is not a regular expression.
pub fn check(tree: &Tree) -> Outcome<Vec<Finding>> {
    let bans = bans()?;
    let mut found = Vec::new();
    for (path, text) in tree.texts() {
        let bans: Vec<&Ban> = bans.iter().filter(|ban| (ban.applies)(path)).collect();
        for (line, content) in (1..).zip(text.lines()) {
            let broken = bans.iter().filter(|ban| ban.pattern.is_match(content));
            found.extend(broken.map(|ban| Finding::error(path, Some(line), ban.message)));
        }
    }
    Ok(found)
}

fn bans() -> Outcome<Vec<Ban>> {
    // The marks are put together here, since this file is checked as well.
    let marks =
        format!(r"\b({}{}|FIX{}|X{}X)\b|\b(todo|unimplemented){}\(", "TO", "DO", "ME", "X", '!');
    Ok(vec![
        Ban {
            pattern: Regex::new(r"#!?\[\s*allow\s*\(")?,
            applies: |path| path.ends_with(".rs"),
            message: "use `#[expect(lint, reason = \"…\")]`, which tells when it is no longer needed",
        },
        Ban {
            pattern: Regex::new(&marks)?,
            applies: is_source,
            message: "unfinished work is not marked in the sources: finish it or file an issue",
        },
        Ban {
            pattern: Regex::new(r"\bsqlx\b")?,
            applies: |path| {
                let code = path.ends_with(".rs") || path.ends_with("/Cargo.toml");
                code && !path.starts_with("crates/store/") && !path.starts_with("xtask/")
            },
            message: "only crates/store knows the database library",
        },
        Ban {
            pattern: Regex::new(r"\.write\(\)\s*\.await|\b(store|lists)::Tx\b")?,
            applies: |path| path.starts_with("crates/web/src/"),
            message: "a page begins no write: that is a use case of crates/app (ADR 0008)",
        },
        Ban {
            pattern: Regex::new(r"#\[\s*ignore\b")?,
            applies: |path| path.ends_with(".rs"),
            message: "a test that does not run proves nothing: assert what is true today and say why it is wrong",
        },
        Ban {
            pattern: Regex::new(r#"\sstyle="|\son[a-z]+="|<script>"#)?,
            applies: |path| path.ends_with(".html"),
            message: "the content security policy forbids inline styles and scripts: use a class or assets/",
        },
    ])
}

/// Files that people write by hand.
fn is_source(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    matches!(
        extension,
        "rs" | "toml" | "html" | "css" | "js" | "mjs" | "ftl" | "md" | "sql" | "sh" | "py"
    )
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).expect("the patterns are right").len()
    }

    #[test]
    fn banned_lines_are_found() {
        // Put together, since this file is checked as well.
        let (mark, allow, ignore) =
            (["TO", "DO"].concat(), ["al", "low"].concat(), ["ig", "nore"].concat());
        for (path, text) in [
            ("crates/x/src/a.rs", format!("#![{allow}(dead_code)]")),
            ("crates/x/src/a.rs", format!("    #[{allow}(clippy::panic)]")),
            ("crates/x/src/a.rs", format!("// {mark}: later")),
            ("crates/x/src/a.rs", format!("{}!()", mark.to_lowercase())),
            ("docs/A.md", format!("{mark} write this")),
            ("crates/web/src/a.rs", "use sqlx::Row;".to_owned()),
            ("crates/web/Cargo.toml", "sqlx.workspace = true".to_owned()),
            ("crates/web/src/a.rs", "let mut tx = app.store().write().await?;".to_owned()),
            ("crates/x/tests/a.rs", format!("#[{ignore}]")),
            ("crates/web/templates/a.html", "<p style=\"color:red\">".to_owned()),
            ("crates/web/templates/a.html", "<a href=\"#\" onclick=\"go()\">".to_owned()),
        ] {
            assert_eq!(found(path, &text), 1, "{path}: {text}");
        }
    }

    #[test]
    fn ordinary_lines_pass() {
        for (path, text) in [
            ("crates/x/src/a.rs", "#[expect(clippy::panic, reason = \"allow(x) is not used\")]"),
            ("crates/store/src/a.rs", "use sqlx::Row;"),
            ("crates/app/src/a.rs", "let tx = store.write().await?;"),
            ("crates/web/src/a.rs", "let r = store.read().await?;"),
            ("docs/ARCHITECTURE.md", "Only the store knows sqlx."),
            ("crates/web/templates/a.html", "<p class=\"style\" data-on=\"1\">"),
            ("data/real.csv", "XXXX"),
        ] {
            assert_eq!(found(path, text), 0, "{path}: {text}");
        }
    }
}
