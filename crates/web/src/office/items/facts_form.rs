//! The registration form: the facts of a matter and the units that take part,
//! with what is usual for the unit filled in.

use app::directory::Units;
use app::lists::UnitRow;
use domain::codes::{Category, Sector, UnitKind};
use locale::L10n;

use crate::form::{Choice, Values};
use crate::office::{Office, case::place_name};

/// The choices of the form's lists.
pub(super) struct Lists {
    pub(super) categories: Vec<Choice>,
    pub(super) sectors: Vec<Choice>,
    pub(super) divisions: Vec<Choice>,
    pub(super) deciders: Vec<Choice>,
    pub(super) filers: Vec<Choice>,
    pub(super) lawyers: Vec<Choice>,
    pub(super) executors: Vec<Choice>,
    pub(super) plan: Vec<Choice>,
}

/// Names of the fields to which a fault can belong.
pub(super) const FIELDS: &[&str] = &[
    "title",
    "category",
    "sector",
    "division",
    "planned",
    "content",
    "basis",
    "households",
    "persons",
    "investment",
    "area",
    "is_plan",
    "decision_maker",
    "filing",
    "legality",
    "executing",
    "occurred_on",
];

impl Lists {
    /// The lists for one's own place: units of the county, its city and the
    /// province; all of them for the province.
    pub(super) fn of(l10n: L10n, office: &Office<'_>, units: &Units) -> Self {
        let own = division(office, units);
        let near: Vec<&UnitRow> =
            units.values().filter(|u| u.valid_to.is_none() && is_near(&u.division, own)).collect();
        let kinds = |kinds: &[UnitKind]| choices(&near, |u| is_kind(u, kinds));
        let codes = |list: &str, codes: Vec<&str>| -> Vec<Choice> {
            codes.into_iter().map(|c| Choice::new(c, l10n.code(list, c))).collect()
        };
        let decides = [UnitKind::Government, UnitKind::Party, UnitKind::Department];
        let unit = office.ctx.unit().uuid();
        Self {
            categories: codes("category", Category::ALL.iter().map(|c| c.code()).collect()),
            sectors: codes("sector", Sector::ALL.iter().map(|s| s.code()).collect()),
            divisions: divisions(units, own),
            deciders: choices(&near, |u| u.id == unit || is_kind(u, &decides)),
            filers: kinds(&[UnitKind::StabilityOffice]),
            lawyers: kinds(&[UnitKind::Justice]),
            executors: choices(&near, |u| !is_kind(u, &[UnitKind::Agency, UnitKind::Party])),
            plan: vec![Choice::new("yes", l10n.t("items-is-plan"))],
        }
    }
}

/// Where one's own unit sits.
fn division<'u>(office: &Office<'_>, units: &'u Units) -> &'u str {
    units.get(&office.ctx.unit().uuid()).map_or("", |u| u.division.as_str())
}

fn is_kind(unit: &UnitRow, kinds: &[UnitKind]) -> bool {
    kinds.iter().any(|k| k.code() == unit.kind)
}

/// Whether a unit's place lies above, in or beside one's own.
fn is_near(division: &str, own: &str) -> bool {
    let province = own.ends_with("0000") || own.is_empty();
    let city = |d: &str| d.get(..4).unwrap_or_default().to_owned();
    province || division.ends_with("0000") || city(division) == city(own)
}

fn choices(units: &[&UnitRow], take: impl Fn(&UnitRow) -> bool) -> Vec<Choice> {
    let mut found: Vec<&&UnitRow> = units.iter().filter(|u| take(u)).collect();
    found.sort_by(|a, b| (&a.division, &a.code).cmp(&(&b.division, &b.code)));
    found.into_iter().map(|u| Choice::new(u.id.to_string(), u.name.as_str())).collect()
}

fn divisions(units: &Units, own: &str) -> Vec<Choice> {
    let mut codes: Vec<&str> = units
        .values()
        .filter(|u| u.kind == UnitKind::Government.code() && is_near(&u.division, own))
        .map(|u| u.division.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|d| Choice::new(d, place_name(units, d))).collect()
}

/// What is usual: the own place, its government, its stability office, its
/// office of justice.
pub(super) fn defaults(office: &Office<'_>, units: &Units) -> Values {
    let own = division(office, units).to_owned();
    let unit = |kind: UnitKind| {
        units
            .values()
            .find(|u| u.division == own && u.kind == kind.code() && u.valid_to.is_none())
            .map(|u| u.id.to_string())
            .unwrap_or_default()
    };
    Values::new()
        .with("decision_maker", unit(UnitKind::Government))
        .with("filing", unit(UnitKind::StabilityOffice))
        .with("legality", unit(UnitKind::Justice))
        .with("executing", office.ctx.unit().to_string())
        .with("division", own)
        .with("occurred_on", office.today().to_string())
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn a_county_sees_its_city_and_the_province() {
        assert!(is_near("211302", "211302"));
        assert!(is_near("211300", "211302") && is_near("211303", "211302"));
        assert!(is_near("210000", "211302"));
        assert!(!is_near("210100", "211302") && !is_near("210102", "211302"));
        assert!(is_near("210102", "210000") && is_near("210102", ""));
    }
}
