//! The registration form: the facts of a matter and the units that take part,
//! with what is usual for the unit filled in.

use app::directory::Units;
use app::lists::UnitRow;
use app::view::{by_distance, distance, places};
use domain::codes::{Category, Sector, UnitKind};

use crate::form::{Choice, FormView, Values};
use crate::office::Office;
use crate::office::narrow::{self, Offer};
use crate::ui::Markup;

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
    pub(super) search: Markup,
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
    /// The lists of a form, for what was typed in it: places and units near
    /// one's own place, and other units that were searched for.
    pub(super) fn of(f: &FormView, office: &Office<'_>, units: &Units) -> Self {
        let l10n = f.l10n();
        let own = division(office, units);
        let mut all: Vec<&UnitRow> = units.values().filter(|u| u.valid_to.is_none()).collect();
        all.sort_by_cached_key(|unit| by_distance(unit, own));
        let offered = |name: &str, take: &dyn Fn(&UnitRow) -> bool| {
            let taken = all.iter().filter(|unit| take(unit)).map(|unit| Offer {
                choice: Choice::new(unit.id.to_string(), unit.name.as_str()),
                near: distance(&unit.division, own).is_some(),
            });
            narrow::offered(f, name, &taken.collect::<Vec<_>>())
        };
        let codes = |list: &str, codes: Vec<&str>| -> Vec<Choice> {
            codes.into_iter().map(|c| Choice::new(c, l10n.code(list, c))).collect()
        };
        let decides = [UnitKind::Government, UnitKind::Party, UnitKind::Department];
        let idle = [UnitKind::Agency, UnitKind::ExpertPool, UnitKind::Party];
        let unit = office.ctx.unit().uuid();
        Self {
            categories: codes("category", Category::ALL.iter().map(|c| c.code()).collect()),
            sectors: codes("sector", Sector::ALL.iter().map(|s| s.code()).collect()),
            divisions: places(units, own, None)
                .into_iter()
                .map(|(code, name)| Choice::new(code, name))
                .collect(),
            deciders: offered("decision_maker", &|u| u.id == unit || is_kind(u, &decides)),
            filers: offered("filing", &|u| is_kind(u, &[UnitKind::StabilityOffice])),
            lawyers: offered("legality", &|u| is_kind(u, &[UnitKind::Justice])),
            executors: offered("executing", &|u| !is_kind(u, &idle)),
            plan: vec![Choice::new("yes", l10n.t("items-is-plan"))],
            search: narrow::field(f),
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
