//! The three readable numbers. They are allotted without gaps inside the
//! transaction that uses them.

use domain::{codes::DivisionCode, rulebook::Package};
use jiff::civil::Date;
use store::Tx;

use crate::error::Outcome;

/// Letters of a place in a matter's number, by the rules; the digits of its
/// code where the rules do not name it.
fn letters<'a>(rules: &'a Package, code: &'a str) -> &'a str {
    rules.numbering_of(code).map_or(code, |rule| rule.letters.as_str())
}

/// Allots a matter's number, `LN-CY-2016-00412`.
///
/// # Errors
/// When the store fails.
pub async fn matter(
    tx: &mut Tx,
    rules: &Package,
    division: &DivisionCode,
    day: Date,
) -> Outcome<String> {
    let (city, province) = (division.city(), division.province());
    let letters = letters(rules, &city);
    let n = tx.next_number(&format!("matter/{letters}/{}", day.year())).await?;
    let province =
        rules.numbering_of(&province).map_or(&province[..2], |rule| rule.letters.as_str());
    Ok(format!("{province}-{letters}-{}-{n:05}", day.year()))
}

/// The number of a matter's assessment, `LN-CY-2016-00412-A2`.
#[must_use]
pub fn assessment(matter: &str, ordinal: u32) -> String {
    format!("{matter}-A{ordinal}")
}

/// Allots a filing number, `朝稳备〔2016〕412号`.
///
/// # Errors
/// When the store fails.
pub async fn filing(
    tx: &mut Tx,
    rules: &Package,
    division: &DivisionCode,
    day: Date,
) -> Outcome<String> {
    let city = division.city();
    let n = tx.next_number(&format!("filing/{}/{}", letters(rules, &city), day.year())).await?;
    let sign = rules.numbering_of(&city).map_or(city.as_str(), |rule| rule.sign.as_str());
    Ok(format!("{sign}稳备〔{}〕{n}号", day.year()))
}
