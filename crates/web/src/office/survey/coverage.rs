//! Whether those who are affected are heard, as a table.

use app::consultation::{Coverage, GroupCoverage, Heard, Sheet};
use locale::{L10n, Lang, Msg, format};

use crate::office::case::rule_words;
use crate::ui::{Band, Tag};

/// One group of the table.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) people: String,
    pub(super) needed: String,
    pub(super) answers: String,
    pub(super) state: Tag,
}

/// The card.
pub(super) struct CoverageView {
    pub(super) sentence: String,
    pub(super) alarm: String,
    pub(super) rows: Vec<Row>,
    pub(super) foot: String,
}

impl CoverageView {
    pub(super) fn of(l10n: L10n, sheet: &Sheet, found: &Coverage) -> Self {
        let english = l10n.lang() == Lang::En;
        let name = |code: &str| {
            let choice = sheet.form.strata.iter().find(|s| s.code == code);
            choice.map(|s| s.words.get(english).to_owned()).unwrap_or_default()
        };
        let silent: Vec<String> = found.silent().into_iter().map(name).collect();
        let silent: Vec<&str> = silent.iter().map(String::as_str).collect();
        let foot = found.rule.as_ref().map(|rule| {
            let words = rule_words(l10n, &rule.item.zh, &rule.item.en).to_owned();
            l10n.t2("dossier-rule", ("rule", words), ("source", &rule.item.source))
        });
        Self {
            sentence: sentence(l10n, found),
            alarm: if silent.is_empty() {
                String::new()
            } else {
                l10n.t1("coverage-alarm", "groups", l10n.join(&silent))
            },
            rows: found.groups.iter().map(|g| row(l10n, name(&g.code), g)).collect(),
            foot: foot.unwrap_or_else(|| l10n.t("coverage-no-rule")),
        }
    }
}

fn sentence(l10n: L10n, found: &Coverage) -> String {
    let precision = found.precision.map(|p| format!("{:.1}", 100.0 * p));
    let said = match (found.needed, precision) {
        (_, None) => Msg::new("coverage-nothing"),
        (Some(needed), Some(points)) => Msg::new("coverage-of")
            .with("n", found.answers)
            .with("needed", needed)
            .with("points", points),
        (None, Some(points)) => {
            Msg::new("coverage-so-far").with("n", found.answers).with("points", points)
        }
    };
    l10n.say(&said)
}

fn row(l10n: L10n, name: String, group: &GroupCoverage) -> Row {
    let (band, key) = match (group.heard, group.needed) {
        (Heard::Silent, _) => (Band::High, "coverage-silent"),
        (Heard::Answers(n) | Heard::About(n), Some(needed)) if n >= needed => {
            (Band::Low, "coverage-reached")
        }
        (_, Some(_)) => (Band::Mid, "coverage-short"),
        (_, None) => (Band::Plain, "coverage-heard"),
    };
    Row {
        name,
        people: format::number(group.population.into()),
        needed: group.needed.map_or_else(|| format::MISSING.to_owned(), |n| n.to_string()),
        answers: match group.heard {
            Heard::Silent => "0".to_owned(),
            Heard::Few => l10n.t("consult-hidden"),
            Heard::About(n) => l10n.t1("coverage-about", "n", n),
            Heard::Answers(n) => n.to_string(),
        },
        state: Tag::new(band, l10n.t(key)),
    }
}
