//! Events in words: what happened, and the few facts that tell one event from
//! another.

use app::view::Words;
use domain::text::Text;
use locale::L10n;
use serde_json::Value;

/// So many facts of an event are told.
const FACTS: usize = 6;
/// Longer texts are cut in the trail; they stand in full on their page.
const LETTERS: usize = 60;

/// The words of an event: `FilingAccepted` → `event-filing-accepted`.
pub(crate) fn event_words(l10n: L10n, type_name: &str) -> String {
    let mut key = String::from("event");
    for letter in type_name.chars() {
        if letter.is_ascii_uppercase() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    if l10n.has(&key) { l10n.t(&key) } else { type_name.to_owned() }
}

/// The facts of an event as `label：value`.
pub(super) fn facts(l10n: L10n, words: &Words, type_name: &str, data: &Value) -> Vec<String> {
    let mut found = Vec::new();
    // What an expert or reviewer said alone is told by its page, when it is open.
    if matches!(type_name, "VoteCast" | "RatedBlind" | "RatedAgain") {
        return found;
    }
    collect(l10n, words, data, &mut found);
    found.truncate(FACTS);
    found
}

fn collect(l10n: L10n, words: &Words, data: &Value, found: &mut Vec<String>) {
    let Value::Object(fields) = data else { return };
    for (name, value) in fields {
        if value.is_object() {
            collect(l10n, words, value, found);
            continue;
        }
        let key = format!("label-{}", name.replace('_', "-"));
        if !l10n.has(&key) {
            continue;
        }
        if let Some(shown) = shown(l10n, words, name, value) {
            let label = l10n.t(&key);
            found.push(l10n.t2("trail-fact", ("label", label), ("value", shown)));
        }
    }
}

fn shown(l10n: L10n, words: &Words, name: &str, value: &Value) -> Option<String> {
    match value {
        Value::Bool(yes) => Some(l10n.t(if *yes { "acts-yes" } else { "acts-no" })),
        Value::Number(number) => number.as_i64().map(locale::format::number),
        Value::String(text) => written(l10n, words, name, text),
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
    use super::{cut, event_words, facts};
    use app::view::Words;
    use locale::{L10n, Lang};
    use serde_json::json;

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
        let told = facts(L10n::new(Lang::ZhCn), &Words::default(), "FilingAccepted", &data);
        assert!(told.iter().any(|f| f.contains("412号")), "{told:?}");
        assert!(told.iter().any(|f| f.contains("2018-09-20")), "{told:?}");
        assert!(!told.iter().any(|f| f.contains("0192f0c1")), "{told:?}");
    }

    #[test]
    fn a_vote_is_not_told_before_its_time() {
        let data = json!({ "vote": "FAIL" });
        let told = facts(L10n::new(Lang::ZhCn), &Words::default(), "VoteCast", &data);
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn long_text_is_cut_by_letters_not_bytes() {
        let long = "评".repeat(80);
        assert_eq!(cut(&long).chars().count(), 61);
        assert_eq!(cut("短"), "短");
    }
}
