//! Fields of a chapter that lie below something that the record does not have.
//!
//! Templates ask whether a rating or a survey is there. A chapter is written by a person while the
//! record still changes: when the survey is withdrawn, `{{ survey.valid|number }}` is a value that
//! is missing, not an unknown field. An unknown name stays a fault.

use minijinja::value::Value;

use super::marks;

/// The text with every field below a value that is null replaced by that value, which is shown as
/// missing. Lines stay where they are.
pub fn shortened(text: &str, values: &Value) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (inner, next) = after.split_once("}}").unwrap_or((after, ""));
        let ends = next.len() < after.len() && inner.len() < after.len();
        match missing(inner.trim_start_matches('-'), values).filter(|_| ends) {
            Some(path) => {
                let lines = "\n".repeat(inner.matches('\n').count());
                out.push_str(&format!("{{{{ {path}{lines} }}}}"));
            }
            None => {
                out.push_str("{{");
                out.push_str(inner);
                if ends {
                    out.push_str("}}");
                }
            }
        }
        rest = next;
    }
    out.push_str(rest);
    out
}

/// The beginning of the path of an expression that is null, if more of the path follows it.
fn missing<'a>(expression: &'a str, values: &Value) -> Option<&'a str> {
    let expression = expression.trim_start();
    let path = marks::field_name(expression);
    let (mut value, mut end) = (values.clone(), 0_usize);
    for name in path.split('.') {
        if value.is_none() {
            return path.get(..end.saturating_sub(1));
        }
        value = value.get_attr(name).ok()?;
        end = end.saturating_add(name.len()).saturating_add(1);
    }
    None
}

#[cfg(test)]
mod tests {
    use minijinja::value::Serde;
    use serde_json::json;

    use super::*;

    #[test]
    fn what_lies_below_nothing_is_missing() {
        let json = json!({ "survey": null, "rating": { "after": null, "before": { "index": 1 } } });
        let values = Value::from(Serde(&json));
        let check = |text: &str, expected: &str| assert_eq!(shortened(text, &values), expected);
        check("a {{ survey.valid|number }} b", "a {{ survey }} b");
        check("{{ rating.after.index|index }}", "{{ rating.after }}");
        check("{{ rating.after }}", "{{ rating.after }}");
        check("{{ rating.before.index }}{{ x", "{{ rating.before.index }}{{ x");
        check("{{ gone.valid }}", "{{ gone.valid }}");
        check("{{\nsurvey.valid }}", "{{ survey\n }}");
        check("}} {{", "}} {{");
        check("", "");
    }
}
