//! Tables of numbers to fill in: ratings and weights of factors.

use askama::Template;
use domain::assessment::parts::Factor;
use domain::risk::scale::{UNIT, Weight};

use super::fill::Fill;
use crate::ui::Markup;

/// One number to fill in.
struct Cell {
    id: String,
    name: String,
    value: String,
    error: String,
    aria: String,
    head: String,
}

/// One factor.
struct Row {
    label: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "act/table.html")]
struct Table {
    id: String,
    label: String,
    hint: String,
    error: String,
    error_word: String,
    optional: String,
    first: String,
    heads: Vec<String>,
    rows: Vec<Row>,
    sum: Option<(String, String)>,
}

/// p and q of every factor that stands.
pub(super) fn ratings(fill: &Fill<'_>, name: &str, optional: String) -> Markup {
    let heads = vec![fill.l10n.t("acts-p"), fill.l10n.t("acts-q")];
    let rows = rows(fill, |factor| {
        ["p", "q"]
            .iter()
            .zip(&heads)
            .map(|(part, head)| cell(fill, factor, format!("{name}.{}.{part}", factor.id), head))
            .collect()
    });
    draw(fill, (name, optional), heads, rows, None)
}

/// A weight for every factor that stands, with the sum of what is typed.
pub(super) fn weights(fill: &Fill<'_>, name: &str) -> Markup {
    let heads = vec![fill.l10n.t("acts-weight")];
    let rows = rows(fill, |factor| {
        heads.iter().map(|head| cell(fill, factor, format!("{name}.{}", factor.id), head)).collect()
    });
    let typed = rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter_map(|cell| Weight::parse(cell.value.trim()).ok().map(|w| i64::from(w.units())));
    let sum = locale::format::fixed(typed.sum(), 4);
    let sum = (fill.l10n.t("acts-sum"), sum);
    draw(fill, (name, String::new()), heads, rows, Some(sum))
}

/// The same weight for everyone, as decimals that add to one: what is left over
/// goes to the first factors, one ten-thousandth each.
pub(super) fn equal_weights(count: usize) -> Vec<String> {
    let Ok(count) = u16::try_from(count) else {
        return Vec::new();
    };
    if count == 0 {
        return Vec::new();
    }
    let (each, over) = (UNIT / count, UNIT % count);
    (0..count).map(|n| locale::format::fixed(i64::from(each) + i64::from(n < over), 4)).collect()
}

fn rows(fill: &Fill<'_>, cells: impl Fn(&Factor) -> Vec<Cell>) -> Vec<Row> {
    let Some(assessment) = &fill.case.assessment else {
        return Vec::new();
    };
    assessment
        .state
        .live_factors()
        .map(|factor| Row { label: fill.factor(factor), cells: cells(factor) })
        .collect()
}

fn cell(fill: &Fill<'_>, factor: &Factor, name: String, head: &str) -> Cell {
    Cell {
        id: format!("f-{name}"),
        value: fill.form.value(&name).to_owned(),
        error: fill.form.error(&name),
        aria: format!("F{} {head}", factor.label),
        head: head.to_owned(),
        name,
    }
}

fn draw(
    fill: &Fill<'_>,
    (name, optional): (&str, String),
    heads: Vec<String>,
    rows: Vec<Row>,
    sum: Option<(String, String)>,
) -> Markup {
    Markup::render(&Table {
        id: format!("f-{name}"),
        label: fill.label(name),
        hint: fill.hint(name),
        error: fill.form.error(name),
        error_word: fill.l10n.t("form-error-word"),
        optional,
        first: fill.l10n.t("acts-factor"),
        heads,
        rows,
        sum,
    })
}

#[cfg(test)]
mod tests {
    use super::equal_weights;
    use domain::risk::scale::Weight;

    #[test]
    fn equal_weights_add_to_one() {
        assert!(equal_weights(0).is_empty());
        assert_eq!(equal_weights(3), ["0.3334", "0.3333", "0.3333"]);
        for count in 1..=60 {
            let sum: u32 = equal_weights(count)
                .iter()
                .map(|w| u32::from(Weight::parse(w).expect("a weight").units()))
                .sum();
            assert_eq!(sum, 10_000, "{count} factors");
        }
    }
}
