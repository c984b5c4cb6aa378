//! How a visitor wants to see pages: language, theme, size of the text. All
//! three live in cookies and can be set by a query (`?lang=en`), so that links
//! work without script.

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use locale::Lang;

use crate::cookie;

/// Names of the cookies and of the query parameters.
pub(crate) const LANG: &str = "lang";
pub(crate) const THEME: &str = "theme";
pub(crate) const SIZE: &str = "size";

/// Light, dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The code in cookies and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|theme| theme.code() == code)
    }
}

/// What one visitor chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Display {
    /// Language of the pages.
    pub lang: Lang,
    /// Light or dark.
    pub theme: Theme,
    /// 大字版: larger text and controls.
    pub large: bool,
    /// Choices that this request makes and the answer keeps as cookies.
    chosen: Vec<(&'static str, String)>,
}

impl Display {
    /// Reads query, cookies and `Accept-Language`, in this order.
    #[must_use]
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let mut chosen = Vec::new();
        let mut value = |name: &'static str, valid: fn(&str) -> bool| {
            if let Some(text) = query(uri, name).filter(|text| valid(text)) {
                chosen.push((name, text.to_owned()));
                return Some(text.to_owned());
            }
            cookie::read(headers, name).filter(|text| valid(text)).map(str::to_owned)
        };
        let lang = value(LANG, |text| matches!(text, "zh" | "en"));
        let theme = value(THEME, |text| Theme::from_code(text).is_some());
        let size = value(SIZE, |text| matches!(text, "normal" | "large"));
        let accepted = || {
            let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Lang::from_accept_language(header)
        };
        Self {
            lang: lang
                .and_then(|code| Lang::from_code(&code))
                .or_else(accepted)
                .unwrap_or_default(),
            theme: theme.and_then(|code| Theme::from_code(&code)).unwrap_or_default(),
            large: size.as_deref() == Some("large"),
            chosen,
        }
    }

    /// Cookies for the choices of this request.
    pub(crate) fn cookies(&self, https: bool) -> Vec<HeaderValue> {
        let write = |(name, value): &(&str, String)| cookies_for(name, value, https);
        self.chosen.iter().filter_map(write).collect()
    }

    /// The value of `data-theme`; `None` follows the system.
    #[must_use]
    pub const fn data_theme(&self) -> Option<&'static str> {
        match self.theme {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// The cookie of one choice.
pub(crate) fn cookies_for(name: &str, value: &str, https: bool) -> Option<HeaderValue> {
    cookie::write(name, value, Some(cookie::YEAR), https)
}

/// A query parameter whose value needs no decoding.
fn query<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    uri.query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// `path` with one query parameter set anew, for links such as `?lang=en`.
#[must_use]
pub fn with_query(path: &str, name: &str, value: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept =
        query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let mut pairs: Vec<String> = kept.map(str::to_owned).collect();
    pairs.push(format!("{name}={value}"));
    format!("{path}?{}", pairs.join("&"))
}
