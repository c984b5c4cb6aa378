//! The three readable numbers. They are allotted without gaps inside the
//! transaction that uses them.

use domain::codes::DivisionCode;
use jiff::civil::Date;
use store::Tx;

use crate::error::Outcome;

/// Short letters of the cities in numbers, and their one-character names in
/// filing numbers. These are names of places, not rules.
const CITIES: &[(&str, &str, &str)] = &[
    ("210000", "LN", "辽"),
    ("210100", "SY", "沈"),
    ("210200", "DL", "大"),
    ("210300", "AS", "鞍"),
    ("210400", "FS", "抚"),
    ("210500", "BX", "本"),
    ("210600", "DD", "丹"),
    ("210700", "JZ", "锦"),
    ("210800", "YK", "营"),
    ("210900", "FX", "阜"),
    ("211000", "LY", "辽阳"),
    ("211100", "PJ", "盘"),
    ("211200", "TL", "铁"),
    ("211300", "CY", "朝"),
    ("211400", "HLD", "葫"),
];

fn city(division: &DivisionCode) -> (String, String) {
    let code = division.city();
    CITIES
        .iter()
        .find(|(c, ..)| *c == code)
        .map_or_else(|| (code.clone(), code.clone()), |(_, l, z)| ((*l).into(), (*z).into()))
}

/// Allots a matter's number, `LN-CY-2016-00412`.
///
/// # Errors
/// When the store fails.
pub async fn matter(tx: &mut Tx, division: &DivisionCode, day: Date) -> Outcome<String> {
    let (letters, _) = city(division);
    let n = tx.next_number(&format!("matter/{letters}/{}", day.year())).await?;
    let province = if division.as_str().starts_with("21") { "LN" } else { &division.as_str()[..2] };
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
pub async fn filing(tx: &mut Tx, division: &DivisionCode, day: Date) -> Outcome<String> {
    let (letters, zh) = city(division);
    let n = tx.next_number(&format!("filing/{letters}/{}", day.year())).await?;
    Ok(format!("{zh}稳备〔{}〕{n}号", day.year()))
}
