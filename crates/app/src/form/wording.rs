//! What a text that is kept may say: no numbers of persons, and no wording that
//! judges people. Both are refused at their field.

use domain::rulebook::Prohibited;

use super::{FieldError, personal::names_a_person};
use crate::{AppError, error::Outcome};

/// Everything that stands against a text.
pub(crate) fn faults(field: &str, text: &str, barred: &[Prohibited]) -> Vec<FieldError> {
    let personal = names_a_person(text).then(|| FieldError::new(field, "personal"));
    let judging = barred.iter().filter_map(|rule| {
        let word = rule.found_in(text)?;
        Some(FieldError::new(field, "judges_people").with("word", word).by(&rule.item))
    });
    personal.into_iter().chain(judging).collect()
}

/// The same for a text that comes alone.
///
/// # Errors
/// Everything that stands against it.
pub(crate) fn worded(field: &str, text: &str, barred: &[Prohibited]) -> Outcome<()> {
    let found = faults(field, text, barred);
    if found.is_empty() { Ok(()) } else { Err(AppError::Invalid(found)) }
}
