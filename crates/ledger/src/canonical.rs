//! Canonical JSON. Only what every implementation of RFC 8785 writes alike is
//! let in: strings, booleans, null and integers below 2⁵³ in magnitude. Other
//! implementations round larger integers silently, and floats invite doubt.

use serde_json::Value;

/// The largest magnitude of an integer in signed or hashed data: 2⁵³ − 1.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// The deepest nesting of arrays and objects that is accepted.
pub const MAX_DEPTH: usize = 64;

/// Why a value has no canonical form here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    #[error("a number with a fraction is not allowed in the log: {0}")]
    Float(String),
    /// An integer of 2⁵³ or more in magnitude.
    #[error("an integer of 2^53 or more is not allowed in the log: {0}")]
    IntegerTooLarge(String),
    /// Arrays and objects nested more than [`MAX_DEPTH`] levels.
    #[error("nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    /// The serialiser refused the value.
    #[error("not serialisable: {0}")]
    Unserialisable(String),
}

/// Writes a value as canonical JSON bytes (RFC 8785).
///
/// # Errors
/// [`CanonicalError`] when the value holds a float, an integer of 2⁵³ or more
/// in magnitude, or is nested too deeply.
pub fn canonical(value: &Value) -> Result<Vec<u8>, CanonicalError> {
    check(value, 0)?;
    serde_json_canonicalizer::to_vec(value)
        .map_err(|e| CanonicalError::Unserialisable(e.to_string()))
}

fn check(value: &Value, depth: usize) -> Result<(), CanonicalError> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Number(number) => check_number(number),
        Value::Array(_) | Value::Object(_) if depth >= MAX_DEPTH => Err(CanonicalError::TooDeep),
        Value::Array(items) => items.iter().try_for_each(|item| check(item, depth + 1)),
        Value::Object(map) => map.values().try_for_each(|item| check(item, depth + 1)),
    }
}

fn check_number(number: &serde_json::Number) -> Result<(), CanonicalError> {
    let magnitude = match (number.as_u64(), number.as_i64()) {
        (Some(unsigned), _) => unsigned,
        (None, Some(signed)) => signed.unsigned_abs(),
        (None, None) => return Err(CanonicalError::Float(number.to_string())),
    };
    if magnitude > MAX_INTEGER {
        return Err(CanonicalError::IntegerTooLarge(number.to_string()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn text(value: &Value) -> String {
        String::from_utf8(canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn keys_are_sorted_by_utf16_units_and_white_space_is_gone() {
        // The sorting example of RFC 8785 §3.2.3.
        let value = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return",
            "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
            \"\u{f6}\":\"Latin Small Letter O With Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\
            \"\u{1f600}\":\"Emoji: Grinning Face\",\
            \"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(text(&value), expected);
    }

    #[test]
    fn text_is_escaped_only_where_json_demands_it() {
        let value = json!(["朝阳市", "\u{0}\u{1f}\"\\/", "\u{7f}", null, true, -7]);
        assert_eq!(
            text(&value),
            "[\"朝阳市\",\"\\u0000\\u001f\\\"\\\\/\",\"\u{7f}\",null,true,-7]"
        );
    }

    #[test]
    fn the_edge_of_safe_integers() {
        assert_eq!(text(&json!(9_007_199_254_740_991_u64)), "9007199254740991");
        assert_eq!(text(&json!(-9_007_199_254_740_991_i64)), "-9007199254740991");
        for value in [json!(9_007_199_254_740_992_u64), json!(i64::MIN), json!(u64::MAX)] {
            assert!(matches!(canonical(&value), Err(CanonicalError::IntegerTooLarge(_))));
        }
        for value in [json!(0.5), json!(1.0), json!({"a": [1e21]})] {
            assert!(matches!(canonical(&value), Err(CanonicalError::Float(_))));
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nest = |n: usize| (0..n).fold(json!(1), |inner, _| json!([inner]));
        assert!(canonical(&nest(MAX_DEPTH)).is_ok());
        assert_eq!(canonical(&nest(MAX_DEPTH + 1)), Err(CanonicalError::TooDeep));
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-(MAX_INTEGER as i64)..=MAX_INTEGER as i64).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn parsing_and_writing_again_gives_the_same_bytes(value in any_value()) {
            let bytes = canonical(&value).unwrap();
            let again: Value = serde_json::from_slice(&bytes).unwrap();
            prop_assert_eq!(&again, &value);
            prop_assert_eq!(canonical(&again).unwrap(), bytes);
        }
    }
}
