//! The composite index before and after measures, on the ruler.

use app::view::Case;
use domain::risk::ratio::Ratio;
use domain::{assessment::Assessment, codes::RatingStage, rulebook::Method};
use locale::{L10n, format};

use crate::figures::ruler::{Ruler, Scale};
use crate::ui::{Markup, level_tag};

/// One line of the ruler.
pub(crate) struct IndexRow {
    /// Before or after measures.
    pub(crate) label: String,
    /// The drawing.
    pub(crate) ruler: Markup,
    /// The index, as the rules write it.
    pub(crate) value: String,
    /// The level that stands.
    pub(crate) level: Markup,
}

/// The ruler of a case with its axis.
pub(crate) struct IndexCard {
    /// Lines; empty before the first rating.
    pub(crate) rows: Vec<IndexRow>,
    /// Where medium risk begins: percent of the width, and in words.
    pub(crate) medium: (String, String),
    /// Where high risk begins.
    pub(crate) high: (String, String),
    /// What it means, in one sentence.
    pub(crate) lead: String,
}

/// A number in ten-thousandths, rounded half up.
pub(crate) fn ten_thousandths(ratio: &Ratio) -> i64 {
    ratio.round_half_up(4).replace('.', "").parse().unwrap_or(0)
}

/// The thresholds of a method.
pub(crate) fn scale(method: &Method) -> Scale {
    Scale {
        medium: ten_thousandths(&method.index.low_medium().at),
        high: ten_thousandths(&method.index.medium_high().at),
    }
}

/// The last index determined at a stage.
fn index_at(state: &Assessment, stage: RatingStage) -> Option<Ratio> {
    let entry = state.levels.iter().rev().find(|l| l.stage == stage)?;
    Ratio::parse(&entry.index).ok()
}

impl IndexCard {
    /// The ruler of a case.
    pub(crate) fn of(l10n: L10n, case: &Case) -> Self {
        let scale = scale(&case.package.method);
        let state = case.assessment.as_ref().map(|a| &a.state);
        let at = |stage| state.and_then(|s| index_at(s, stage));
        let (before, after) = (at(RatingStage::Initial), at(RatingStage::After));
        let rule = &case.package.method.index;
        let row = |stage: RatingStage, ruler: Ruler, value: &Ratio| IndexRow {
            label: l10n.code("case-ruler", stage.code()),
            ruler: ruler.svg(),
            value: rule.written(value),
            level: level(l10n, state, stage),
        };
        let drawn = |value: &Ratio| Ruler::new(scale, ten_thousandths(value));
        let mut rows = Vec::new();
        if let Some(value) = &before {
            rows.push(row(RatingStage::Initial, drawn(value), value));
        }
        if let Some(value) = &after {
            let ruler = drawn(value);
            let ruler = before.as_ref().map_or(ruler, |b| ruler.before(ten_thousandths(b)));
            rows.push(row(RatingStage::After, ruler, value));
        }
        let mark = |at: i64| (format!("{}%", format::fixed(at * 100, 2)), format::index(at));
        Self { rows, medium: mark(scale.medium), high: mark(scale.high), lead: lead(l10n, state) }
    }
}

fn level(l10n: L10n, state: Option<&Assessment>, stage: RatingStage) -> Markup {
    let level = state.and_then(|s| s.level_at(stage)).map(domain::codes::Level::code);
    Markup::default().and(level_tag(l10n, level))
}

/// What the numbers come to. The level may be above that of the index, because
/// the gravest criterion decides.
fn lead(l10n: L10n, state: Option<&Assessment>) -> String {
    let at = |stage| state.and_then(|s| s.level_at(stage));
    let word = |level: domain::codes::Level| l10n.code("level", level.code());
    match (at(RatingStage::Initial), at(RatingStage::After)) {
        (None, None) => l10n.t("case-index-none"),
        (Some(before), None) => l10n.t1("case-index-before", "level", word(before)),
        (None, Some(after)) => l10n.t1("case-index-after", "level", word(after)),
        (Some(before), Some(after)) => {
            l10n.t2("case-index-both", ("before", word(before)), ("after", word(after)))
        }
    }
}
