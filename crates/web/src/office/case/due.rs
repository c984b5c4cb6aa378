//! Due days with how they came about, in words.

use domain::{
    clock::{Due, Line},
    rulebook::TermUnit,
};
use locale::L10n;

use super::source_words;

/// The lines of an explanation, one sentence each.
pub(crate) fn due_lines(l10n: L10n, due: &Due) -> Vec<String> {
    due.lines.iter().map(|line| said(l10n, line)).collect()
}

/// How long a term is: 20 个工作日.
pub(crate) fn term(l10n: L10n, count: u32, unit: TermUnit) -> String {
    let key = match unit {
        TermUnit::Calendar => "case-term-calendar",
        TermUnit::Working => "case-term-working",
        TermUnit::Months => "case-term-months",
    };
    l10n.t1(key, "n", count)
}

fn said(l10n: L10n, line: &Line) -> String {
    let day = |day| l10n.date_long(day);
    match line {
        Line::Start { on } => l10n.t1("case-due-start", "day", day(*on)),
        Line::Term { count, unit, source } => {
            let length = term(l10n, *count, *unit);
            l10n.t2("case-due-term", ("length", length), ("source", source_words(l10n, source)))
        }
        Line::Extended { days, on } => {
            l10n.t2("case-due-extended", ("days", *days), ("day", day(*on)))
        }
        Line::Paused { from, to: None, cause, .. } => l10n.t2(
            "case-due-paused-open",
            ("from", day(*from)),
            ("cause", l10n.code("cause", cause.code())),
        ),
        Line::Paused { from, to: Some(to), days, cause } => {
            let cause = l10n.code("cause", cause.code());
            let period = l10n.t2("case-due-period", ("from", day(*from)), ("to", day(*to)));
            let args = [
                ("period", locale::ToArg::to_arg(&period)),
                ("days", locale::ToArg::to_arg(days)),
                ("cause", locale::ToArg::to_arg(&cause)),
            ];
            l10n.t_args("case-due-paused", &args)
        }
        Line::Due { on } => l10n.t1("case-due-result", "day", day(*on)),
    }
}
