//! Data into templates: strict, bounded, without any way for a value to make structure.

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};

use super::fault::{Fault, Reason};
use super::places::Poured;
use super::{filters, marks};
use crate::model::Language;

/// Most steps of one template. A report of 40 pages takes some ten thousand.
pub const MAX_STEPS: u64 = 10_000_000;
/// Most bytes of the text of one template.
pub const MAX_TEMPLATE: usize = 256 * 1024;
/// Most bytes of a text with its data.
pub const MAX_POURED: usize = 16 * 1024 * 1024;

/// An environment with the templates that may be included, and nothing outside of them.
pub fn environment(language: Language, parts: &[(String, String)]) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(MAX_STEPS));
    environment.set_recursion_limit(64);
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
    environment.set_formatter(|out, _, value| {
        let text = written(value)?;
        out.write_str(&text).map_err(Error::from)
    });
    for name in ["safe", "escape", "e"] {
        environment.remove_filter(name);
    }
    filters::add(&mut environment, language);
    let parts = parts.to_vec();
    environment.set_loader(move |name| {
        let found = parts.iter().find(|(part, _)| part == name);
        Ok(found.map(|(_, text)| text.clone()))
    });
    environment
}

/// A value in Markdown. Output of macros already is Markdown and is marked as safe.
fn written(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    if value.is_none() {
        return Ok(marks::missing());
    }
    match value.as_str() {
        Some(text) if value.is_safe() => Ok(text.to_owned()),
        Some(text) => Ok(marks::mark(text)),
        None => Ok(marks::mark(&value.to_string())),
    }
}

/// Pours values into a text.
///
/// # Errors
/// A fault with the line of the template: unknown field or filter, a loop that does not end, a
/// text that becomes too long.
pub fn pour(
    environment: &Environment<'_>,
    name: &str,
    source: &str,
    values: &Value,
) -> Result<Poured, Fault> {
    if source.len() > MAX_TEMPLATE {
        let reason = Reason::TooLong { bytes: source.len(), limit: MAX_TEMPLATE };
        return Err(Fault::new(name, 1, reason));
    }
    let fault = |error: Error| fault_of(name, source, &error);
    let template = environment.template_from_named_str(name, source).map_err(fault)?;
    let (text, spans) = template.render_with_spans(values.clone()).map_err(fault)?;
    if text.len() > MAX_POURED {
        let reason = Reason::TooLong { bytes: text.len(), limit: MAX_POURED };
        return Err(Fault::new(name, 1, reason));
    }
    Ok(Poured::new(&text, &spans, |other| {
        if other == name {
            return source.to_owned();
        }
        environment.get_template(other).map(|part| part.source().to_owned()).unwrap_or_default()
    }))
}

fn fault_of(name: &str, source: &str, error: &Error) -> Fault {
    let template = error.name().unwrap_or(name).to_owned();
    let line = error.line().unwrap_or(1);
    let detail = || error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    let reason = match error.kind() {
        ErrorKind::UndefinedError => {
            let at = error.range().filter(|_| template == name).and_then(|range| source.get(range));
            Reason::UnknownField(at.map_or_else(detail, |text| text.trim().to_owned()))
        }
        ErrorKind::OutOfFuel => Reason::TooMuchWork { limit: MAX_STEPS },
        ErrorKind::TemplateNotFound => Reason::UnknownTemplate(detail()),
        ErrorKind::InvalidOperation
        | ErrorKind::BadSerialization
        | ErrorKind::NonPrimitive
        | ErrorKind::CannotUnpack => Reason::Value(detail()),
        _ => Reason::Syntax(detail()),
    };
    Fault::new(template, line, reason)
}
