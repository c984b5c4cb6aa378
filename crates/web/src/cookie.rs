//! Cookies, in the small part of RFC 6265 that the product needs.

use axum::http::{HeaderMap, HeaderValue, header};

/// One year, for settings of the display.
pub const YEAR: u32 = 31_536_000;

/// The value of a cookie of the request.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A `Set-Cookie` value: `HttpOnly`, `SameSite=Lax`, whole site, `Secure` over
/// HTTPS. Without `max_age` (seconds) it ends with the browser session; 0
/// removes it. `None` when the value holds characters that cookies cannot.
#[must_use]
pub fn write(name: &str, value: &str, max_age: Option<u32>, https: bool) -> Option<HeaderValue> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%:/".contains(&byte);
    if !value.bytes().all(allowed) {
        return None;
    }
    let age = max_age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let secure = if https { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    HeaderValue::from_str(&line).ok()
}
