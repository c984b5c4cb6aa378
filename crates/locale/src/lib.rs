//! Everything that the product says to people, in Chinese and in English.
//!
//! The texts live in `locales/zh-CN/*.ftl` and `locales/en/*.ftl` (Fluent);
//! `build.rs` embeds them and fails when the two languages do not hold the same
//! keys with the same arguments. `tests/keys.rs` compares them with what the
//! sources ask for. Rule text is not here: rule files carry their own `zh` and
//! `en`.
//!
//! * [`L10n`] answers keys in one language; it is `Copy`.
//! * [`Msg`] is a text that is chosen now and said later, in the reader's
//!   language (field errors, refusals, flash messages).
//! * [`format`](mod@format) writes dates, numbers and shares as
//!   `docs/WORDING.md` asks.

mod bundle;
pub mod format;
mod msg;

pub use bundle::{L10n, all_keys, dynamic_prefixes, key};
pub use msg::{Arg, Msg, ToArg};

/// A language of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese, the first language.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The code used in URLs, cookies and `hreflang`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ZhCn => "zh",
            Self::En => "en",
        }
    }

    /// The value of the HTML `lang` attribute.
    #[must_use]
    pub const fn html(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-Hans",
            Self::En => "en",
        }
    }

    /// Reads a language code or tag (`zh`, `zh-CN`, `zh-Hans`, `en`, `en-GB`);
    /// `None` for any other language.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let main = code.trim().split(['-', '_']).next().unwrap_or_default();
        if main.eq_ignore_ascii_case("zh") {
            Some(Self::ZhCn)
        } else if main.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// The first language of an `Accept-Language` header that the product
    /// speaks. Weights are ignored: browsers list in the order of preference.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|part| Self::from_code(part.split(';').next().unwrap_or_default()))
            .next()
    }

    /// The other language, for the switch in the top bar.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}
