//! What the rules propose for a row: kind, sector, and the result of screening.
//! Every proposal says which word of which rule it rests on; a person confirms.

use std::collections::BTreeMap;

use domain::{
    codes::{Category, ProcedureCode, ScreeningResult, Sector},
    matter::{Answer, acts::screen},
    rulebook::{Item, Package},
};
use locale::{L10n, Lang};
use serde::{Deserialize, Serialize};

use super::words::{ByCode, TABLES, last_place};

/// A proposed code with the words it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The code.
    pub code: String,
    /// `printed` in its own column, `word` in the title, `list` in the name of
    /// the list, `rule` of the package, or `default` when nothing was found.
    pub by: String,
    /// The word that was found; empty for a default.
    pub word: String,
}

/// A rule whose word stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// Code of the question or scope rule.
    pub code: String,
    /// Its words in Chinese.
    pub zh: String,
    /// Its words in English.
    pub en: String,
    /// Where the rule is from.
    pub source: String,
    /// The word that was found.
    pub word: String,
}

/// A proposed result of screening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningProposal {
    /// The result.
    pub result: ScreeningResult,
    /// The procedure, where an assessment is due.
    pub procedure: Option<ProcedureCode>,
    /// Questions that are answered "yes".
    pub questions: Vec<Hit>,
    /// Scope rules that fit, where no question does.
    pub scope: Vec<Hit>,
}

impl ScreeningProposal {
    /// `question` when a question decided, `scope` when a scope rule did,
    /// `nothing` when no rule fits.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        if !self.questions.is_empty() {
            "question"
        } else if !self.scope.is_empty() {
            "scope"
        } else {
            "nothing"
        }
    }

    /// The rule that decides, first of all that fit.
    #[must_use]
    pub fn deciding(&self) -> Option<&Hit> {
        self.questions.first().or_else(|| self.scope.first())
    }

    /// The answers that the proposal rests on. Where a question fits, the others
    /// whose words are missing are proposed as "no"; a question that no word can
    /// decide stays open, and where no question fits all of them do, because a
    /// matter is never left out on the word of a machine.
    #[must_use]
    pub fn answers(&self, rules: &Package) -> BTreeMap<String, bool> {
        if self.questions.is_empty() {
            return BTreeMap::new();
        }
        rules
            .screening
            .iter()
            .filter(|q| !q.keywords.is_empty())
            .map(|q| {
                let code = &q.item.code;
                (code.clone(), self.questions.iter().any(|hit| hit.code == *code))
            })
            .collect()
    }
}

fn hit(item: &Item, word: &str) -> Hit {
    Hit {
        code: item.code.clone(),
        zh: item.zh.clone(),
        en: item.en.clone(),
        source: item.source.clone(),
        word: word.to_owned(),
    }
}

fn word<'k>(text: &str, keywords: &'k [String]) -> Option<&'k str> {
    keywords.iter().map(String::as_str).find(|k| last_place(text, k).is_some())
}

/// Screens a text (title, content, name of the list) by the words of the rules.
#[must_use]
pub fn screening(
    rules: &Package,
    text: &str,
    category: Category,
    sector: Sector,
    households: Option<u32>,
) -> ScreeningProposal {
    let mut questions = Vec::new();
    let mut answers = BTreeMap::new();
    for question in &rules.screening {
        if let Some(found) = word(text, &question.keywords) {
            questions.push(hit(&question.item, found));
            answers.insert(question.item.code.clone(), Answer { yes: true, basis: None });
        }
    }
    let (result, procedure) = screen(rules, &answers, households);
    if !questions.is_empty() {
        return ScreeningProposal { result, procedure, questions, scope: Vec::new() };
    }
    let scope: Vec<Hit> = rules
        .scope
        .iter()
        .filter_map(|rule| {
            let by_sector = rule.sectors.contains(&sector) && sector != Sector::Other;
            let fits = rule.categories.is_empty() || rule.categories.contains(&category);
            match word(text, &rule.keywords) {
                Some(found) if fits => Some(hit(&rule.item, found)),
                _ if by_sector => Some(hit(&rule.item, sector.code())),
                _ => None,
            }
        })
        .collect();
    if scope.is_empty() {
        return ScreeningProposal { result, procedure, questions, scope };
    }
    // In scope, but no question says why: the full procedure is the safe proposal.
    ScreeningProposal {
        result: ScreeningResult::Required,
        procedure: Some(ProcedureCode::General),
        questions,
        scope,
    }
}

/// Reads a code, its words in either language, or another name for it.
fn printed(text: &str, list: &str, codes: &[&'static str], names: &ByCode) -> Option<String> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        return None;
    }
    let said = |code: &str| {
        code.eq_ignore_ascii_case(&lower)
            || Lang::ALL.iter().any(|l| L10n::new(*l).code(list, code).to_lowercase() == lower)
    };
    if let Some(code) = codes.iter().find(|code| said(code)) {
        return Some((*code).to_owned());
    }
    names.iter().find(|(_, all)| all.contains(&lower)).map(|(code, _)| code.clone())
}

/// The kind of decision: as printed, else by the word that ends last in the
/// title, else in the name of the list (`省级重点项目`).
pub(super) fn category(cell: &str, title: &str, source: &str) -> Proposal {
    let codes: Vec<_> = Category::ALL.iter().map(|c| c.code()).collect();
    if let Some(code) = printed(cell, "category", &codes, &TABLES.category_names) {
        return Proposal { code, by: "printed".into(), word: cell.trim().into() };
    }
    let last = |text: &str| {
        let text = bare(text);
        TABLES
            .category
            .iter()
            .flat_map(|(code, words)| words.iter().map(move |w| (code, w)))
            .filter_map(|(code, w)| Some((last_place(&text, w)? + w.len(), w.len(), code, w)))
            .max()
    };
    let found = |by: &str, code: &str, w: &str| Proposal {
        code: code.to_owned(),
        by: by.to_owned(),
        word: w.to_owned(),
    };
    match (last(title), last(source)) {
        (Some((_, _, code, w)), _) => found("word", code, w),
        (None, Some((_, _, code, w))) => found("list", code, w),
        (None, None) => default(Category::Decision.code()),
    }
}

/// The sector: as printed, else the one with most words in the title, else one
/// that a scope rule of the package names alone.
pub(super) fn sector(cell: &str, title: &str, rules: &Package) -> Proposal {
    let codes: Vec<_> = Sector::ALL.iter().map(|c| c.code()).collect();
    if let Some(code) = printed(cell, "sector", &codes, &TABLES.sector_names) {
        return Proposal { code, by: "printed".into(), word: cell.trim().into() };
    }
    let best = TABLES
        .sector
        .iter()
        .filter_map(|(code, words)| {
            let hits: Vec<_> =
                words.iter().filter_map(|w| last_place(title, w).map(|at| (at, w))).collect();
            let (at, w) = hits.iter().max()?;
            Some((hits.len(), *at, code, *w))
        })
        .max();
    if let Some((_, _, code, w)) = best {
        return Proposal { code: code.clone(), by: "word".into(), word: w.clone() };
    }
    let by_rule = rules.scope.iter().find_map(|rule| match rule.sectors.as_slice() {
        [one] => Some((one.code(), word(title, &rule.keywords)?)),
        _ => None,
    });
    match by_rule {
        Some((code, w)) => Proposal { code: code.into(), by: "rule".into(), word: w.into() },
        None => default(Sector::Other.code()),
    }
}

fn default(code: &str) -> Proposal {
    Proposal { code: code.to_owned(), by: "default".to_owned(), word: String::new() }
}

/// A title without what stands in brackets: that explains, it does not name.
fn bare(title: &str) -> String {
    let mut depth = 0_u32;
    let kept: String = title
        .chars()
        .filter(|c| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect();
    if kept.trim().is_empty() { title.to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_the_last_word() {
        let cases = [
            ("四平市大数据产业集群规划(2024-2026年)", "DECISION"),
            ("制定《重庆市永川区政府投资项目管理实施细则(试行)》", "POLICY"),
            ("2025年塘源口乡猕猴桃采摘节活动", "EVENT"),
            ("利民水库除险加固工程", "PROJECT"),
            ("中国南方人才市场改革事项", "REFORM"),
            ("市本级新能源汽车推广应用地方补助实施办法", "POLICY"),
        ];
        for (title, want) in cases {
            assert_eq!(category("", title, "").code, want, "{title}");
        }
        assert_eq!(category("重大项目", "某规划", "").code, "PROJECT");
        assert_eq!(category("Major event", "某规划", "").code, "EVENT");
        assert_eq!(category("", "加强流浪犬只管理", "").by, "default");
        assert_eq!(category("重大工程项目", "某规划", "").by, "printed");
        assert_eq!(category("", "引洋入连", "辽宁省2022年省级重点项目").code, "PROJECT");
    }

    #[test]
    fn a_word_within_another_word_says_nothing() {
        let book = ::rules::RuleBook::embedded().unwrap();
        let place = domain::codes::DivisionCode::try_from("210000".to_owned()).unwrap();
        let resolved = book.resolve(&place, jiff::civil::date(2026, 3, 2)).unwrap();
        let rules = &resolved.package;
        let greening = "2020年造林绿化工作实施方案";
        assert_eq!(sector("", greening, rules).code, "FOREST_MINING");
        assert_eq!(sector("", "城区绿化工作方案", rules).by, "default");
        for chemical in ["某化工园区规划", "精细化工基地", "现代化工产业规划"]
        {
            assert_eq!(sector("", chemical, rules).code, "PETROCHEMICAL", "{chemical}");
        }
        let questions = |text: &str| -> Vec<String> {
            let found = screening(rules, text, Category::Decision, Sector::Other, None);
            found.questions.into_iter().map(|hit| hit.code).collect()
        };
        assert!(!questions(greening).contains(&"Q_NIMBY".to_owned()));
        assert!(questions("绿化工程及化工园区建设").contains(&"Q_NIMBY".to_owned()));
        assert!(!questions("2024年事项目录").contains(&"Q_PROJECT".to_owned()));
    }
}
