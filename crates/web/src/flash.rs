//! One message that an action leaves for the next page. It travels in a cookie
//! as a key and arguments; the text is found in the reader's language. Arguments
//! are numbers of files and counts, never names or free text.

use axum::http::{HeaderMap, HeaderValue};
use locale::{Arg, L10n, Lang, Msg};
use serde::{Deserialize, Serialize};

use crate::cookie;
use crate::ui::NoteKind;

const COOKIE: &str = "flash";

/// A message and its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    /// Good news, a warning, a failure.
    pub kind: NoteKind,
    /// What it says.
    pub msg: Msg,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    kind: String,
    key: String,
    args: Vec<(String, Value)>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Value {
    Count(i64),
    Text(String),
    Word { word: String },
    Rule { zh: String, en: String },
}

impl Flash {
    /// An action was carried out.
    #[must_use]
    pub const fn done(msg: Msg) -> Self {
        Self { kind: NoteKind::Ok, msg }
    }

    /// Something to know.
    #[must_use]
    pub const fn info(msg: Msg) -> Self {
        Self { kind: NoteKind::Info, msg }
    }

    /// An action was not carried out.
    #[must_use]
    pub const fn bad(msg: Msg) -> Self {
        Self { kind: NoteKind::Bad, msg }
    }

    /// The cookie for the redirect.
    #[must_use]
    pub fn cookie(&self, https: bool) -> Option<HeaderValue> {
        let args = self.msg.args().iter().map(|(name, arg)| {
            let value = match arg {
                Arg::Text(text) => Value::Text(text.clone()),
                Arg::Count(count) => Value::Count(*count),
                // The words of a code; what needs arguments of its own does not travel.
                Arg::Msg(word) => Value::Word { word: word.key().to_owned() },
                Arg::Rule { zh, en } => Value::Rule { zh: zh.clone(), en: en.clone() },
            };
            (name.clone(), value)
        });
        let wire = Wire {
            kind: self.kind.class().to_owned(),
            key: self.msg.key().to_owned(),
            args: args.collect(),
        };
        let json = serde_json::to_vec(&wire).ok()?;
        cookie::write(COOKIE, &hex::encode(json), Some(300), https)
    }

    /// Reads the cookie; a key that does not exist is dropped.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let json = hex::decode(cookie::read(headers, COOKIE)?).ok()?;
        let wire: Wire = serde_json::from_slice(&json).ok()?;
        if !L10n::new(Lang::ZhCn).has(&wire.key) {
            return None;
        }
        let start = Msg::dynamic(wire.key);
        let msg = wire.args.into_iter().fold(start, |msg, (name, value)| match value {
            Value::Count(count) => msg.with(&name, count),
            Value::Text(text) => msg.with(&name, text),
            Value::Word { word } if L10n::new(Lang::ZhCn).has(&word) => {
                msg.with(&name, Msg::dynamic(word))
            }
            Value::Word { .. } => msg,
            Value::Rule { zh, en } => msg.with(&name, Arg::Rule { zh, en }),
        });
        Some(Self { kind: NoteKind::from_class(&wire.kind), msg })
    }
}

/// The cookie that removes the message.
pub(crate) fn clear(https: bool) -> Option<HeaderValue> {
    cookie::write(COOKIE, "", Some(0), https)
}
