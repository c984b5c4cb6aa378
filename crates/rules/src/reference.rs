//! How people name a package: `211300@2016-06-01`.

use std::{fmt, str::FromStr};

use domain::codes::DivisionCode;
use jiff::civil::Date;

/// A place and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageRef {
    /// The place, GB/T 2260.
    pub division: DivisionCode,
    /// The day.
    pub on: Date,
}

/// A text that is not `<division>@<date>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a division code and a day such as 211300@2016-06-01")]
pub struct PackageRefError(String);

impl FromStr for PackageRef {
    type Err = PackageRefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PackageRefError(text.to_owned());
        let (division, on) = text.split_once('@').ok_or_else(wrong)?;
        let division = DivisionCode::try_from(division.to_owned()).map_err(|_| wrong())?;
        let on = on.parse::<Date>().map_err(|_| wrong())?;
        Ok(Self { division, on })
    }
}

impl fmt::Display for PackageRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.division.as_str(), self.on)
    }
}
