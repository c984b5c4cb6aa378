//! The three readable numbers. They are allotted without gaps inside the
//! transaction that uses them.

use std::collections::BTreeSet;

use domain::{assessment::Assessment, codes::DivisionCode, rulebook::Package};
use jiff::civil::Date;
use store::{Reader, Tx};
use uuid::Uuid;

use crate::{App, error::Outcome};

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

/// Allots the number of a grievance, `SQ-CY-2016-00017`. It counts through the
/// city, so that nobody learns from it how many there are about one matter.
///
/// # Errors
/// When the store fails.
pub async fn grievance(
    tx: &mut Tx,
    rules: &Package,
    division: &DivisionCode,
    day: Date,
) -> Outcome<String> {
    let city = division.city();
    let letters = letters(rules, &city);
    let n = tx.next_number(&format!("grievance/{letters}/{}", day.year())).await?;
    Ok(format!("SQ-{letters}-{}-{n:05}", day.year()))
}

/// A number by which a matter is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// The matter's own, `LN-CY-2016-00412`.
    Matter(String),
    /// The same as it is written outside, without the province: `CY-2016-0412`.
    Outside(String),
    /// That of its filing, `朝稳备〔2016〕412号`.
    Filing {
        /// What stands before `稳备`; it ends with the sign of the office.
        before: String,
        /// Year of the filing.
        year: u16,
        /// Running number.
        count: u64,
    },
}

impl std::fmt::Display for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Matter(number) | Self::Outside(number) => f.write_str(number),
            Self::Filing { before, year, count } => write!(f, "{before}稳备〔{year}〕{count}号"),
        }
    }
}

/// The matter that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Its number.
    pub number: String,
    /// Whether a later assessment took the place of the one that was filed under
    /// the number that was typed.
    pub superseded: bool,
}

impl Asked {
    const fn of(number: String) -> Self {
        Self { number, superseded: false }
    }
}

/// The matter that is asked for. A number that is written out is not looked up;
/// `None` when nothing carries the other forms.
///
/// # Errors
/// When the store fails.
pub async fn asked_for(app: &App, typed: &Typed) -> Outcome<Option<Asked>> {
    let mut reader = app.store().read().await?;
    match typed {
        Typed::Matter(number) => Ok(Some(Asked::of(number.clone()))),
        Typed::Outside(rest) => {
            let units = app.units_now(&mut reader).await?;
            let places =
                units.values().filter_map(|u| DivisionCode::try_from(u.division.clone()).ok());
            let provinces: BTreeSet<String> = places.map(|place| place.province()).collect();
            for province in provinces {
                let number = format!("{}-{rest}", province_letters(app, &province));
                if reader.matter_by_number(&number).await?.is_some() {
                    return Ok(Some(Asked::of(number)));
                }
            }
            Ok(None)
        }
        Typed::Filing { year, count, .. } => {
            let whole = typed.to_string();
            let rows = reader.matters_filed(*year, *count).await?;
            let fits = |no: &str| whole.ends_with(no);
            let found = rows.into_iter().find(|row| row.filed_no.as_deref().is_some_and(fits));
            match found {
                Some(row) => Ok(Some(Asked::of(row.number))),
                None => filed_earlier(&mut reader, *year, &whole).await,
            }
        }
    }
}

/// The matter whose earlier assessment was filed under a number.
async fn filed_earlier(reader: &mut Reader, year: u16, typed: &str) -> Outcome<Option<Asked>> {
    let rows = reader.filed_earlier(year).await?;
    let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
    let fits = |state: &Assessment| state.filed().is_some_and(|f| typed.ends_with(&f.number));
    let states = reader.load_many::<Assessment>(&ids).await?;
    let Some(found) = states.into_iter().find(|one| fits(&one.state)) else { return Ok(None) };
    let number = rows.into_iter().find(|(id, _)| *id == found.id).map(|(_, number)| number);
    Ok(number.map(|number| Asked { number, superseded: true }))
}

/// Letters of a province in a matter's number, by the rules of today.
fn province_letters(app: &App, province: &str) -> String {
    let today = crate::ctx::legal_day(app.clock().now());
    let place = DivisionCode::try_from(province.to_owned()).ok();
    let rules = place.and_then(|place| app.book().resolve(&place, today).ok());
    let named = rules.as_ref().and_then(|rules| rules.package.numbering_of(province));
    named.map_or_else(|| province.chars().take(2).collect(), |rule| rule.letters.clone())
}
