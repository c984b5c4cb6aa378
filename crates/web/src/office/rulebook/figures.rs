//! The section about the method: numbers, thresholds, criteria.

use domain::{
    codes::{Degree, Level},
    rulebook::{
        Aggregation, Method, Package,
        numbers::{LevelRule, Ratio},
    },
};
use serde_json::Value;

use super::section::{Group, Row, Section, Writer};

/// Thresholds of the count rule: name in the rule and sentence.
const COUNTS: [(&str, &str); 7] = [
    ("high_grave", locale::key("rules-count-high-grave")),
    ("high_major", locale::key("rules-count-high-major")),
    ("medium_grave", locale::key("rules-count-medium-grave")),
    ("medium_major", locale::key("rules-count-medium-major")),
    ("low_major", locale::key("rules-count-low-major")),
    ("low_moderate", locale::key("rules-count-low-moderate")),
    ("judge_moderate", locale::key("rules-count-judge-moderate")),
];

/// A number of a rule as a decimal without idle zeros.
pub(super) fn decimal(ratio: &Ratio) -> String {
    let text = ratio.round_half_up(4);
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

impl Writer {
    pub(super) fn method(self, package: &Package) -> Section {
        let (l, method) = (self.l, &package.method);
        let mut rows = vec![
            self.row_with(&method.item, self.method_facts(method)),
            self.row_with(&method.index_item, self.cuts(&method.index)),
            self.row_with(&method.counts.item, self.counts(method)),
            self.row_with(&method.participants.item, self.cuts(&method.participants.rule)),
        ];
        if let Some(rule) = &method.opposition {
            rows.push(self.row_with(&rule.item, self.cuts(&rule.rule)));
        }
        let judged = method.judged.iter().map(|criterion| {
            let level = |level: Level, [zh, en]: &[String; 2]| {
                l.t2(
                    "rules-judged",
                    ("level", l.code("level", level.code())),
                    ("words", self.words(zh, en)),
                )
            };
            let facts = vec![
                level(Level::Low, &criterion.low),
                level(Level::Medium, &criterion.medium),
                level(Level::High, &criterion.high),
            ];
            self.row_with(&criterion.item, facts)
        });
        let groups = vec![
            Group::plain(rows),
            Group::titled(l.t("rules-judged-title"), judged.collect()),
            Group::titled(l.t("rules-conclusions"), self.conclusions(method)),
        ];
        Section::new("method", l.t("rules-method"), groups)
    }

    fn method_facts(self, method: &Method) -> Vec<String> {
        let l = self.l;
        let aggregation = match method.aggregation {
            Aggregation::Mean => locale::key("rules-aggregation-mean"),
            Aggregation::Median => locale::key("rules-aggregation-median"),
        };
        // `TakeR` is written in kebab case in the rule files.
        let banded = serde_json::to_value(method.take_r).is_ok_and(|way| way == "banded");
        let take = if banded { l.t("rules-take-banded") } else { l.t("rules-take-exact") };
        let cut = |degree: Degree| {
            let upper = decimal(&method.degree_cuts.upper(degree));
            l.t2("rules-degree-upper", ("degree", l.code("degree", degree.code())), ("at", upper))
        };
        let degrees = [Degree::Negligible, Degree::Minor, Degree::Moderate, Degree::Major].map(cut);
        vec![take, l.t(aggregation), l.t1("rules-degrees", "list", l.join(&degrees))]
    }

    /// Where medium and high begin, and on which side an edge falls.
    fn cuts(self, rule: &LevelRule) -> Vec<String> {
        let l = self.l;
        let cuts = [(rule.low_medium(), Level::Medium), (rule.medium_high(), Level::High)];
        cuts.iter()
            .map(|(cut, level)| {
                let on_cut = cut.is_passed_by(&cut.at);
                let key = if on_cut {
                    locale::key("rules-cut-from")
                } else {
                    locale::key("rules-cut-above")
                };
                l.t2(key, ("at", decimal(&cut.at)), ("level", l.code("level", level.code())))
            })
            .collect()
    }

    fn counts(self, method: &Method) -> Vec<String> {
        let rule = serde_json::to_value(method.counts.rule).unwrap_or(Value::Null);
        let number = |name: &str| rule.get(name).and_then(Value::as_i64);
        COUNTS
            .iter()
            .filter_map(|(name, key)| Some(self.l.t1(key, "count", number(name)?)))
            .collect()
    }

    fn conclusions(self, method: &Method) -> Vec<Row> {
        let row = |map: &domain::rulebook::LevelMap| {
            let codes: Vec<&str> = map.conclusions.iter().map(|one| one.code()).collect();
            let level = self.l.code("level", map.level.code());
            let facts = [
                Some(self.l.t1("rules-level-is", "level", level)),
                self.codes("rules-conclusions-are", "conclusion", &codes),
            ];
            self.row_with(&map.item, facts.into_iter().flatten().collect())
        };
        method.conclusions.iter().map(row).collect()
    }
}
