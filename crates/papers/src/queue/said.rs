//! A message as it is kept beside an order, without a language.

use locale::{Arg, Msg};
use serde_json::{Map, Value as Json, json};

/// What is kept of a message.
pub(super) fn kept(msg: &Msg) -> Json {
    let args: Map<String, Json> =
        msg.args().iter().map(|(name, arg)| (name.clone(), value(arg))).collect();
    json!({ "key": msg.key(), "args": args })
}

fn value(arg: &Arg) -> Json {
    match arg {
        Arg::Text(text) => json!({ "text": text }),
        Arg::Count(count) => json!({ "count": count }),
        Arg::Msg(msg) => json!({ "msg": kept(msg) }),
        Arg::Rule { zh, en } => json!({ "zh": zh, "en": en }),
    }
}

/// The message that was kept; `None` where it cannot be read.
#[must_use]
pub fn fault(kept: &Json) -> Option<Msg> {
    let start = Msg::dynamic(kept.get("key")?.as_str()?);
    let args = kept.get("args")?.as_object()?;
    Some(
        args.iter()
            .filter_map(|(name, value)| Some((name, arg(value)?)))
            .fold(start, |msg, (name, arg)| msg.with(name, arg)),
    )
}

fn arg(value: &Json) -> Option<Arg> {
    let text = |name: &str| value.get(name).and_then(Json::as_str).map(str::to_owned);
    if let Some(text) = text("text") {
        return Some(Arg::Text(text));
    }
    if let Some(count) = value.get("count").and_then(Json::as_i64) {
        return Some(Arg::Count(count));
    }
    if let Some(inner) = value.get("msg") {
        return fault(inner).map(|msg| Arg::Msg(Box::new(msg)));
    }
    Some(Arg::Rule { zh: text("zh")?, en: text("en")? })
}

#[cfg(test)]
mod tests {
    use locale::{Arg, Msg};

    use super::{fault, kept};

    #[test]
    fn a_message_is_read_back_as_it_was_kept() {
        let rule = Arg::Rule { zh: "规则".into(), en: "rule".into() };
        let msg = Msg::dynamic("paper-missing-by")
            .with("role", Msg::code("role", "EXPERT"))
            .with("rule", rule)
            .with("n", 3_u32)
            .with("what", "仿宋");
        let back = fault(&kept(&msg)).unwrap();
        assert_eq!(back.key(), msg.key());
        let mut args = msg.args().to_vec();
        args.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(back.args(), args);
        assert_eq!(fault(&serde_json::json!({})), None);
    }
}
