//! Events in words: what happened, and the few facts that tell one event from
//! another.

use std::collections::BTreeMap;

use app::view::{AuditLine, Words};
use domain::{
    risk::{LevelRule, Ratio},
    text::Text,
};
use locale::L10n;
use serde_json::Value;

/// So many facts of an event are told.
const FACTS: usize = 6;
/// Longer texts are cut in the trail; they stand in full on their page.
const LETTERS: usize = 60;

/// The words of an event: `FilingAccepted` → `event-filing-accepted`.
pub(crate) fn event_words(l10n: L10n, type_name: &str) -> String {
    let key = format!("event{}", dashed(type_name));
    if l10n.has(&key) { l10n.t(&key) } else { type_name.to_owned() }
}

/// `FilingAccepted` → `-filing-accepted`.
fn dashed(type_name: &str) -> String {
    let mut key = String::new();
    for letter in type_name.chars() {
        if letter.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}

/// The facts of an event as `label：value`.
pub(super) fn facts(l10n: L10n, words: &Words, line: &AuditLine) -> Vec<String> {
    if hidden(&line.event.type_name) {
        return Vec::new();
    }
    let event = &line.event.type_name;
    Told { l10n, words, people: &line.people, event }.all(&line.event.data)
}

/// What an expert or reviewer said alone is told by its page, when it is open.
fn hidden(type_name: &str) -> bool {
    matches!(type_name, "VoteCast" | "RatedBlind" | "RatedAgain")
}

/// Fields that tell nobody anything: a place in a list, a day that the line has
/// already, the proof that stands on the page of the gate.
fn untold(event: &str, field: &str, value: &Value) -> bool {
    matches!(
        (event, field),
        ("OpinionAnswered" | "OpinionRecounted", "index") | ("GateChecked", "on" | "findings")
    ) || (event, field, value) == ("GateChecked", "exempt", &Value::Bool(false))
}

/// What the identifiers and commitments of an event stand for.
struct Told<'a> {
    l10n: L10n,
    words: &'a Words,
    people: &'a BTreeMap<String, String>,
    event: &'a str,
}

impl Told<'_> {
    fn all(&self, data: &Value) -> Vec<String> {
        let mut found = self.lowered(data);
        self.collect("", data, &mut found);
        found.truncate(FACTS);
        found
    }

    /// That a level was lowered is told first, with who did it and why.
    fn lowered(&self, data: &Value) -> Vec<String> {
        let entry = data.get("entry");
        let Some(reason) = entry.and_then(|e| e.get("lowered")).and_then(Value::as_str) else {
            return Vec::new();
        };
        let by = entry.and_then(|e| e.get("lowered_by")).and_then(Value::as_str);
        let who = by.and_then(|id| self.people.get(id)).cloned();
        [("trail-lowered-by", who), ("trail-lowered", written(self.l10n, self.words, "", reason))]
            .into_iter()
            .filter_map(|(key, value)| Some(self.fact(self.l10n.t(key), value?)))
            .collect()
    }

    fn fact(&self, label: String, value: String) -> String {
        self.l10n.t2("trail-fact", ("label", label), ("value", value))
    }

    /// The facts of an object that stands under a name in the event.
    fn collect(&self, under: &str, data: &Value, found: &mut Vec<String>) {
        let Value::Object(fields) = data else { return };
        for (name, value) in fields {
            if value.is_object() {
                self.collect(name, value, found);
                continue;
            }
            if untold(self.event, name, value) {
                continue;
            }
            let Some(label) = self.label(under, name) else { continue };
            let person = value.as_str().and_then(|id| self.people.get(id)).cloned();
            if let Some(shown) = person.or_else(|| shown(self.l10n, self.words, name, value)) {
                let fact = self.fact(label, shown);
                if !found.contains(&fact) {
                    found.push(fact);
                }
            }
        }
    }

    /// A field is called what the event calls it; else as on the form of an act,
    /// where the same word may mean something else.
    fn label(&self, under: &str, name: &str) -> Option<String> {
        let event = dashed(self.event);
        [
            format!("trail-of{event}-{under}-{name}"),
            format!("trail-of{event}-{name}"),
            format!("label-{name}"),
        ]
        .into_iter()
        .map(|key| key.replace('_', "-"))
        .find(|key| self.l10n.has(key))
        .map(|key| self.l10n.t(&key))
    }
}

fn shown(l10n: L10n, words: &Words, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::Bool(free) if name == "free" => {
            Some(l10n.t(if *free { "trail-no-interest" } else { "trail-interest" }))
        }
        Value::Bool(yes) => Some(l10n.t(if *yes { "acts-yes" } else { "acts-no" })),
        Value::Number(number) => number.as_i64().map(locale::format::number),
        Value::String(text) => written(l10n, words, name, text),
        Value::Array(people) if matches!(name, "experts" | "reviewers") && !people.is_empty() => {
            Some(l10n.t1("trail-people", "count", people.len()))
        }
        Value::Array(items) if !items.is_empty() => {
            Some(l10n.t1("trail-items", "count", items.len()))
        }
        _ => None,
    }
}

/// A string is a commitment, a code, a day, a number, or an identifier, which
/// says nothing to people.
fn written(l10n: L10n, words: &Words, name: &str, text: &str) -> Option<String> {
    if let Ok(commitment) = text.parse::<Text>() {
        return words.get(&commitment).map(cut);
    }
    if text.is_empty() || uuid::Uuid::parse_str(text).is_ok() {
        return None;
    }
    if name == "index" {
        // An event does not name the rules of its day; the cuts of every place are these.
        let rule = LevelRule::index_convention();
        return text.parse::<Ratio>().ok().map(|index| rule.written(&index));
    }
    let lists: &[&str] = match name {
        "stage" => &["rating"],
        "level" | "overall" | "event" | "live" => &["level"],
        "conclusion" | "recommends" | "before" => &["conclusion"],
        "kind" => &["activity", "trigger"],
        "vote" | "outcome" => &["vote"],
        "opinion" => &["legality"],
        "status" => &["measure-status"],
        "cause" => &["cause"],
        "category" | "sector" | "procedure" | "disposition" | "phase" | "hierarchy" | "step"
        | "gate" => &[name],
        "to" => &["procedure"],
        "result" => &["screening"],
        "exempt" => &["exempt"],
        _ => &[],
    };
    let code = text.to_ascii_lowercase().replace('_', "-");
    let key = lists.iter().map(|list| format!("{list}-{code}")).find(|key| l10n.has(key));
    if let Some(key) = key {
        return Some(l10n.t(&key));
    }
    match text.parse::<jiff::civil::Date>() {
        Ok(day) => Some(l10n.date(day)),
        Err(_) => Some(cut(text)),
    }
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LETTERS {
        return line;
    }
    line.chars().take(LETTERS).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{Told, cut, event_words, hidden};
    use app::view::Words;
    use locale::{L10n, Lang};
    use serde_json::json;

    const PERSON: &str = "0192f0c1-0000-7000-8000-000000000009";

    fn told(data: &serde_json::Value) -> Vec<String> {
        told_of("FilingAccepted", data)
    }

    fn told_of(event: &str, data: &serde_json::Value) -> Vec<String> {
        let words = Words::default();
        let people = [(PERSON.to_owned(), "王敏".to_owned())].into();
        Told { l10n: L10n::new(Lang::ZhCn), words: &words, people: &people, event }.all(data)
    }

    /// The build sees to it that English has every key that Chinese has.
    #[test]
    fn every_event_has_words() {
        let matter = domain::matter::MatterEvent::NAMES;
        let assessment = domain::assessment::AssessmentEvent::NAMES;
        for name in matter.iter().chain(assessment) {
            assert_ne!(event_words(L10n::new(Lang::ZhCn), name), *name);
        }
    }

    #[test]
    fn facts_are_told_in_words_and_identifiers_are_left_out() {
        let data = json!({
            "filing": "0192f0c1-0000-7000-8000-000000000001",
            "number": "朝稳备〔2016〕412号",
            "valid_until": "2018-09-20",
        });
        let told = told(&data);
        assert!(told.iter().any(|f| f.contains("412号")), "{told:?}");
        assert!(told.iter().any(|f| f.contains("2018-09-20")), "{told:?}");
        assert!(!told.iter().any(|f| f.contains("0192f0c1")), "{told:?}");
    }

    #[test]
    fn an_event_has_labels_of_its_own() {
        let check = json!({ "check": { "gate": "EXECUTION", "on": "2016-03-01", "verdict": {
            "cleared": true, "exempt": false, "filing": "朝稳备〔2016〕6号",
            "findings": [{ "met": true }], "gate": "EXECUTION",
        }}});
        let said = told_of("GateChecked", &check);
        assert!(said.contains(&"备案编号：朝稳备〔2016〕6号".to_owned()), "{said:?}");
        assert!(said.contains(&"核验是否通过：是".to_owned()), "{said:?}");
        assert_eq!(said.len(), 3, "the gate once, and no list of findings: {said:?}");
        let level = json!({ "entry": {
            "computed": { "level": "MEDIUM" }, "index": "18857/180000", "level": "LOW",
        }});
        let said = told_of("LevelDetermined", &level);
        assert_eq!(said, ["按标准得出的等级：中风险", "风险指数：0.10", "确定的等级：低风险"]);
        let convened = json!({ "reviewers": [1, 2, 3] });
        assert_eq!(told_of("ReviewConvened", &convened), ["评审人：3 人"]);
        let free = json!({ "free": true });
        assert_eq!(told_of("ConflictDeclared", &free), ["与本事项的利益关系：没有"]);
    }

    #[test]
    fn a_vote_is_not_told_before_its_time() {
        assert!(["VoteCast", "RatedBlind", "RatedAgain"].into_iter().all(hidden));
        assert!(!hidden("ReviewerReplaced"));
    }

    #[test]
    fn who_lowered_a_level_and_who_left_is_told() {
        let entry = json!({ "entry": {
            "level": "LOW", "lowered": "ab".repeat(32), "lowered_by": PERSON, "stage": "AFTER",
        }});
        assert!(told(&entry)[0].contains("王敏"), "{:?}", told(&entry));
        let left = json!({ "expert": PERSON, "panel": "0192f0c1-0000-7000-8000-000000000001" });
        assert!(told(&left).iter().any(|f| f.contains("王敏")), "{:?}", told(&left));
    }

    #[test]
    fn long_text_is_cut_by_letters_not_bytes() {
        let long = "评".repeat(80);
        assert_eq!(cut(&long).chars().count(), 61);
        assert_eq!(cut("短"), "短");
    }
}
