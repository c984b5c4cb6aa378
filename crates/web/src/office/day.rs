//! The day on which an act took place, as a form states it.

use jiff::civil::Date;
use locale::Msg;

use super::Office;
use crate::form::{Errors, Values};

/// The day that a field states; today when it is empty. A day that does not
/// exist or has not come is noted as a fault of the field.
pub(crate) fn stated_day(
    office: &Office<'_>,
    values: &Values,
    field: &str,
    errors: &mut Errors,
) -> Date {
    let today = office.today();
    let typed = values.get(field).trim();
    if typed.is_empty() {
        return today;
    }
    match app::form::parse_date(typed) {
        None => errors.add(field, Msg::new("field-date")),
        Some(day) if day > today => errors.add(field, Msg::new("refusal-future-date")),
        Some(day) => return day,
    }
    today
}
