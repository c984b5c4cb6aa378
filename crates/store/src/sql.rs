//! SQL texts. Every fixed statement is declared with [`statements!`], so that
//! a test can prepare all of them on both engines.

use std::borrow::Cow;

/// A statement with `$n` placeholders, in the common subset of both engines.
#[derive(Debug, Clone)]
pub struct Sql {
    text: Cow<'static, str>,
    /// The same for SQLite, where it differs.
    sqlite: Option<String>,
}

impl Sql {
    pub(crate) const fn fixed(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), sqlite: None }
    }

    /// A statement put together from names and fragments of this crate's own
    /// source; never from input.
    pub(crate) fn built(text: String) -> Self {
        Self { text: Cow::Owned(text), sqlite: None }
    }

    /// Rows of many values, each once and in order. SQLite looks a numbered
    /// placeholder up by its name, one after the other; it gets them unnamed.
    pub(crate) fn rows(before: &str, (rows, columns): (usize, usize), after: &str) -> Self {
        let marks = vec![format!("({})", vec!["?"; columns].join(", ")); rows].join(", ");
        let values = placeholders(rows, columns);
        Self {
            text: Cow::Owned(format!("{before}{values}{after}")),
            sqlite: Some(format!("{before}{marks}{after}")),
        }
    }

    pub(crate) fn text(&self) -> Cow<'static, str> {
        self.text.clone()
    }

    pub(crate) fn sqlite(&self) -> Cow<'static, str> {
        self.sqlite.clone().map_or_else(|| self.text.clone(), Cow::Owned)
    }

    /// The SQL text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Declares the statements of a module and their list `ALL`.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* const $name: $crate::sql::Sql = $crate::sql::Sql::fixed($text);)+
        pub(crate) const ALL: &[(&str, $crate::sql::Sql)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use statements;

/// `($1, $2), ($3, $4)` for rows of a multi-row insert.
pub(crate) fn placeholders(rows: usize, columns: usize) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            text.push_str(&format!("{comma}${}", row * columns + column));
        }
        text.push(')');
    }
    text
}

/// `$from, $from+1, …` for a list of `count` values.
pub(crate) fn list(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
