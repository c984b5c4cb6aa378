//! Look-up of texts.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::{Arg, Lang, Msg, ToArg, format};

mod resources {
    include!(concat!(env!("OUT_DIR"), "/resources.rs"));
}

type Bundle = FluentBundle<FluentResource>;

static ZH_CN: LazyLock<Bundle> = LazyLock::new(|| load("zh-CN", resources::ZH_CN));
static EN: LazyLock<Bundle> = LazyLock::new(|| load("en", resources::EN));

/// Files are parsed by `build.rs` before they are embedded, so what does not
/// parse here cannot exist; a partial resource is used rather than a panic.
fn load(tag: &str, files: &[&str]) -> Bundle {
    let id = LanguageIdentifier::from_bytes(tag.as_bytes()).unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(format::number(number.value as i64)),
        _ => None,
    }));
    for file in files {
        let resource =
            FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Every key, sorted.
#[must_use]
pub fn all_keys() -> &'static [&'static str] {
    resources::KEYS
}

/// Prefixes of keys that are built at run time (`# dynamic: …` lines).
#[must_use]
pub fn dynamic_prefixes() -> &'static [&'static str] {
    resources::DYNAMIC_PREFIXES
}

/// Marks a literal as a key, for tables of keys. The key test checks it.
#[must_use]
pub const fn key(key: &'static str) -> &'static str {
    key
}

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct L10n {
    lang: Lang,
}

impl L10n {
    /// The texts of `lang`.
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language.
    #[must_use]
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// The text of a key. A key that does not exist comes back in `⟦…⟧`, so that
    /// a page shows the mistake instead of failing; tests look for that mark.
    #[must_use]
    pub fn t(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key with arguments.
    #[must_use]
    pub fn t_args(self, key: &str, args: &[(&str, Arg)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, self.value(value));
        }
        self.format(key, Some(&values))
    }

    /// The text of a key with one argument.
    #[must_use]
    pub fn t1(self, key: &str, name: &str, value: impl ToArg) -> String {
        self.t_args(key, &[(name, value.to_arg())])
    }

    /// The text of a key with two arguments.
    #[must_use]
    pub fn t2(
        self,
        key: &str,
        (name, value): (&str, impl ToArg),
        (name2, value2): (&str, impl ToArg),
    ) -> String {
        self.t_args(key, &[(name, value.to_arg()), (name2, value2.to_arg())])
    }

    /// The wording of a code of a code list: `code("role", "LEAD_UNIT")` is the
    /// text of `role-lead-unit`.
    #[must_use]
    pub fn code(self, list: &str, code: &str) -> String {
        self.t(&code_key(list, code))
    }

    /// Says a message.
    #[must_use]
    pub fn say(self, msg: &Msg) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in msg.args() {
            values.set(name.as_str(), self.value(value));
        }
        self.format(msg.key(), Some(&values))
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn has(self, key: &str) -> bool {
        resources::KEYS.binary_search(&key).is_ok()
    }

    fn value(self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Text(text) => FluentValue::String(text.clone().into()),
            Arg::Count(count) => FluentValue::from(*count),
            Arg::Msg(msg) => FluentValue::String(self.say(msg).into()),
            Arg::Rule { zh, en } => {
                let words = if self.lang == Lang::En && !en.is_empty() { en } else { zh };
                FluentValue::String(words.clone().into())
            }
        }
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = match self.lang {
            Lang::ZhCn => &*ZH_CN,
            Lang::En => &*EN,
        };
        let pattern = bundle.get_message(key).and_then(|message| message.value());
        match pattern {
            // Errors here mean a missing argument; Fluent then prints its name.
            Some(pattern) => bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned(),
            None => format!("⟦{key}⟧"),
        }
    }
}

/// The key of a code: `("role", "LEAD_UNIT")` → `role-lead-unit`.
pub(crate) fn code_key(list: &str, code: &str) -> String {
    let code = code.to_ascii_lowercase().replace('_', "-");
    format!("{list}-{code}")
}
