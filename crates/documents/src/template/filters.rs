//! How values are written: dates, numbers, shares, levels.

use jiff::civil::Date;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, State};

use crate::model::{Language, Limits, half_up, index, long_date};

/// Adds the filters of documents. A value that the record does not have passes through each of
/// them, so that it is shown as missing at the end.
pub fn add(environment: &mut Environment<'_>, language: Language) {
    environment.add_filter("date", move |value: Value| {
        through(&value, |value| day(value).map(|day| long_date(day, language)))
    });
    environment.add_filter("date_short", move |value: Value| {
        through(&value, |value| day(value).map(|day| day.to_string()))
    });
    environment.add_filter("number", move |value: Value, decimals: Option<usize>| {
        through(&value, |value| {
            let whole = value.as_i64().is_some() && decimals.is_none();
            Ok(grouped(number(value)?, decimals.unwrap_or(if whole { 0 } else { 2 }), language))
        })
    });
    environment.add_filter("percent", |value: Value, decimals: Option<usize>| {
        through(&value, |value| Ok(percent(number(value)?, decimals.unwrap_or(0))))
    });
    environment.add_filter("index", shown_index);
    environment
        .add_filter("score", |value: Value| through(&value, |value| Ok(score(number(value)?))));
    environment.add_filter("level", move |value: Value| {
        through(&value, |value| code(value, LEVELS, language))
    });
    environment.add_filter("degree", move |value: Value| {
        through(&value, |value| code(value, DEGREES, language))
    });
    environment.add_filter("numeral", move |value: Value| {
        through(&value, |value| numeral(value, language))
    });
    environment.add_filter("or_missing", |value: Value| {
        let empty = value.as_str().is_some_and(|text| text.trim().is_empty());
        if empty { Value::from(()) } else { value }
    });
}

/// A share from 0 to 1 in hundredths.
pub fn percent(share: f64, decimals: usize) -> String {
    format!("{:.decimals$}%", share * 100.0)
}

/// A composite index beside the limits of its document.
fn shown_index(state: &State<'_, '_>, value: Value) -> Result<Value, Error> {
    through(&value, |value| Ok(index(number(value)?, limits(state))))
}

/// The limits of the rating of a document, or its own; those by convention without either.
fn limits(state: &State<'_, '_>) -> Limits {
    let rating = state.lookup("rating").filter(|rating| !rating.is_none());
    let limit = |name: &str| {
        let own = || state.lookup(name);
        let value = rating.as_ref().and_then(|rating| rating.get_attr(name).ok());
        let value = value.filter(|value| !value.is_undefined()).or_else(own)?;
        f64::try_from(value).ok()
    };
    match (limit("threshold_medium"), limit("threshold_high")) {
        (Some(medium), Some(high)) => Limits { medium, high },
        _ => Limits::default(),
    }
}

/// The same limits in the values of a document.
pub fn limits_of(values: &serde_json::Value) -> Limits {
    let limit = |name: &str| {
        let rating = values.get("rating").and_then(|rating| rating.get(name));
        rating.or_else(|| values.get(name))?.as_f64()
    };
    match (limit("threshold_medium"), limit("threshold_high")) {
        (Some(medium), Some(high)) => Limits { medium, high },
        _ => Limits::default(),
    }
}

/// A probability, an impact or their product, in two decimals.
pub fn score(value: f64) -> String {
    half_up(value, 2)
}

/// A code with its word in Chinese and in English.
pub type Code = (&'static str, &'static str, &'static str);

/// Levels of risk of a matter (发改投资〔2012〕2492号 art. 4).
pub const LEVELS: &[Code] = &[
    ("low", "低风险", "low risk"),
    ("medium", "中风险", "medium risk"),
    ("high", "高风险", "high risk"),
];

/// Degrees of a factor by R = p × q.
pub const DEGREES: &[Code] = &[
    ("negligible", "微小", "negligible"),
    ("minor", "较小", "minor"),
    ("moderate", "一般", "moderate"),
    ("major", "较大", "major"),
    ("severe", "重大", "severe"),
];

fn through(value: &Value, show: impl Fn(&Value) -> Result<String, Error>) -> Result<Value, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(value.clone());
    }
    show(value).map(Value::from)
}

fn unfit(value: &Value, wanted: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{value:?} is no {wanted}"))
}

fn day(value: &Value) -> Result<Date, Error> {
    value.as_str().and_then(|text| text.parse().ok()).ok_or_else(|| unfit(value, "day"))
}

fn number(value: &Value) -> Result<f64, Error> {
    f64::try_from(value.clone()).map_err(|_| unfit(value, "number"))
}

fn code(value: &Value, codes: &[Code], language: Language) -> Result<String, Error> {
    let word = value.as_str().and_then(|text| word(text, codes, language));
    word.map(str::to_owned).ok_or_else(|| unfit(value, "code of the list"))
}

/// The word of a code of a list.
pub fn word(text: &str, codes: &[Code], language: Language) -> Option<&'static str> {
    let (_, zh, en) = codes.iter().find(|(code, _, _)| text == *code)?;
    Some(if language == Language::Zh { zh } else { en })
}

/// 1 → 一, up to 99, for the numbers of headings; digits in English.
fn numeral(value: &Value, language: Language) -> Result<String, Error> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let number = value.as_usize().filter(|number| (1..100).contains(number));
    let number = number.ok_or_else(|| unfit(value, "number from 1 to 99"))?;
    if language == Language::En {
        return Ok(number.to_string());
    }
    let digit = |at: usize| DIGITS.get(at).copied().unwrap_or_default();
    let (tens, ones) = (number / 10, number % 10);
    Ok(match tens {
        0 => digit(ones).to_owned(),
        1 => format!("十{}", digit(ones)),
        _ => format!("{}十{}", digit(tens), digit(ones)),
    })
}

/// Digits in groups of three: 12,345.60. In Chinese a number of four digits stands without a
/// comma (GB/T 15835-2011, 5.1.2).
pub fn grouped(value: f64, decimals: usize, language: Language) -> String {
    let plain = format!("{value:.decimals$}");
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    if language == Language::Zh && whole.len() <= 4 {
        return plain;
    }
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len().saturating_sub(at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_offices_write_them() {
        let mut environment = Environment::new();
        add(&mut environment, Language::Zh);
        let check = |expression: &str, expected: &str| {
            let source = format!("{{{{ {expression} }}}}");
            assert_eq!(environment.render_str(&source, ()).unwrap(), expected, "{expression}");
        };
        check("'2017-02-07'|date", "2017年2月7日");
        check("12345|number", "12,345");
        check("2246|number", "2246");
        check("-21234.5|number", "-21,234.50");
        check("0.542|percent", "54%");
        check("0.542|percent(1)", "54.2%");
        check("0.5456|index", "0.55");
        check("0.3599|index", "0.3599");
        check("0.175|score", "0.18");
        check("'low'|level", "低风险");
        check("21|numeral", "二十一");
        check("10|numeral", "十");
        check("none|date", "None");
    }

    #[test]
    fn an_index_is_written_beside_the_limits_of_its_document() {
        let mut environment = Environment::new();
        add(&mut environment, Language::Zh);
        let check = |values: serde_json::Value, expected: &str| {
            let values_of = minijinja::value::Serde(&values);
            let shown = environment.render_str("{{ 0.2999|index }}", Value::from(values_of));
            assert_eq!(shown.unwrap(), expected, "{values}");
            assert_eq!(index(0.2999, limits_of(&values)), expected, "{values}");
        };
        let own = serde_json::json!({ "threshold_medium": 0.3, "threshold_high": 0.5 });
        check(serde_json::json!({ "rating": own }), "0.2999");
        check(own, "0.2999");
        check(serde_json::json!({ "rating": null }), "0.30");
    }
}
