//! The demonstration: the year 2016 of Liaoning, played through the use cases
//! by the persons who would do it. The figures 2,246, 39 and Chaoyang 605 of
//! 辽宁法制报 (2017-02-27) come out by counting; every other number, and every
//! matter, is made up. A second set is of the present day.

mod agenda;
mod clock;
mod measures;
mod people;
mod places;
pub mod play;
mod present;
mod stories;
mod words;

use futures_util::future::BoxFuture;
use std::collections::BTreeMap;

use access::Actor;
use domain::{
    codes::{Conclusion, Role, UnitKind},
    ids::{PersonId, UnitId},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use store::{DateBasis, Scope};

use self::{agenda::Agenda, play::Player};
pub use self::{
    clock::{DemoClock, SeededIds},
    people::{Cast, Desk, EXPERTS, SignInInfo, Site, sign_ins},
    places::Place,
    present::EARLIEST,
    stories::{HALTED, YEAR},
    words::Topic,
};
use crate::{
    App, AppError, Ctx,
    ctx::{Clock as _, legal_day},
    directory::{NewUnit, SetUp, set_up},
    error::Outcome,
};

/// Kinds of matter by procedure, for scripts of tests.
pub mod topics {
    pub use super::words::{GENERAL, SIMPLIFIED};
}

/// The password of every sign-in of the demonstration, and of nothing else.
pub const PASSWORD: &str = "Wenping-2016!";
/// The token with which another system may ask the gates of a demonstration. It
/// is no secret; `wenping demo` alone knows it.
pub const GATE_TOKEN: &str = "wenping-demo";
/// Code of the unit in whose name that system asks: the city's approval bureau.
pub const GATE_UNIT: &str = "211300-SP";
/// The seed of the demonstration's identifiers.
pub const SEED: u64 = 2016;
/// The first working day on which units and people are entered.
pub const FIRST_DAY: Date = date(2016, 1, 4);
/// The day from whose morning the demonstration runs on.
pub const LAST_DAY: Date = date(2016, 12, 30);

/// How much is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoSize {
    /// About sixty matters of all kinds over all cities.
    Small,
    /// The whole year: 2,246 assessed, 39 deferred or stopped, Chaoyang 605.
    Full,
    /// The small set, and one consultation with so many times 250,000 answers.
    Scaled(u32),
}

/// What a city did, counted from the store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CityCount {
    /// Matters whose assessment was completed in the year.
    pub assessed: u64,
    /// Those of them that were deferred or stopped.
    pub deferred_or_stopped: u64,
}

/// What the demonstration holds, counted from the store, not from its script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Matters listed in the year.
    pub matters: u64,
    /// Matters whose assessment was completed in the year.
    pub assessed: u64,
    /// Those of them that were deferred or stopped.
    pub deferred_or_stopped: u64,
    /// By division code of the city; matters of the province under its own.
    pub by_city: BTreeMap<String, CityCount>,
}

/// Makes units and people in an empty installation: every unit, the sign-ins,
/// and the staff of these divisions.
///
/// # Errors
/// Not found when someone can sign in already; a failure of the store.
pub fn found<'a>(
    app: &'a App,
    clock: &'a DemoClock,
    divisions: &'a [&'a str],
) -> BoxFuture<'a, Outcome<Cast>> {
    Box::pin(async move {
        clock.forward_to(FIRST_DAY);
        let nobody = actor(PersonId::default(), Role::SystemAdmin, UnitId::default());
        let first = SetUp {
            root: NewUnit {
                code: "210000".to_owned(),
                name: "辽宁省人民政府".to_owned(),
                kind: UnitKind::Government,
                parent: None,
                division: places::division("210000")?,
            },
            admins: people::admins(),
        };
        let ctx = |actor: Actor| Ctx::new(actor, clock.now(), "demo".to_owned());
        let root = set_up(app, &ctx(nobody), &first).await?;
        clock.tick(60);
        let system = administrator(app, "sysadmin", Role::SystemAdmin, root).await?;
        let places = places::set_up(app, &ctx(system), root).await?;
        clock.tick(60);
        let security = administrator(app, "secadmin", Role::SecurityAdmin, root).await?;
        people::enter(app, &ctx(security), &places, divisions).await
    })
}

fn actor(person: PersonId, role: Role, unit: UnitId) -> Actor {
    Actor { person, role, unit, path: String::new() }
}

async fn administrator(app: &App, name: &str, role: Role, root: UnitId) -> Outcome<Actor> {
    let row = app.store().read().await?.person_by_username(name).await?;
    let id = row.ok_or(AppError::NotFound)?.row.id;
    Ok(actor(PersonId::new(id), role, root))
}

/// Builds the demonstration in an empty installation that was opened with this
/// clock; afterwards the clock runs on from 2016-12-30 09:00.
///
/// `progress` is told how many matters have come to their last stop, of how many.
///
/// # Errors
/// Whatever a use case refuses: the demonstration has no other way in.
pub async fn build(
    app: &App,
    clock: &DemoClock,
    size: DemoSize,
    progress: &mut dyn FnMut(u32, u32),
) -> Outcome<Summary> {
    let cast = found(app, clock, &stories::divisions()).await?;
    let player = Player::new(app, clock, &cast);
    let agenda = Agenda::new(&player, clock, LAST_DAY, stories::all(size));
    let mut agenda = agenda.with_lists();
    agenda.run(progress).await?;
    clock.forward_to(LAST_DAY);
    clock.run_from(clock.now());
    count(app, 2016).await
}

/// Builds the year as [`build`] does, closes in the year after it what it left
/// open, and then plays the matters of the present day up to yesterday, under
/// the rules of their days; afterwards the clock runs on from `now`
/// (docs/adr/0010).
///
/// # Errors
/// Whatever a use case refuses; [`AppError::Invalid`] with the field `now` for
/// a day that the calendars do not reach or that lies before [`EARLIEST`].
pub async fn build_to(
    app: &App,
    clock: &DemoClock,
    size: DemoSize,
    now: Timestamp,
    progress: &mut dyn FnMut(u32, u32),
) -> Outcome<Summary> {
    let today = legal_day(now);
    let stories = present::stories(app.book().calendar(), today)?;
    let cast = found(app, clock, &stories::divisions()).await?;
    let player = Player::new(app, clock, &cast);
    let agenda = Agenda::new(&player, clock, LAST_DAY, stories::all(size));
    let mut agenda = agenda.with_lists();
    agenda.run(progress).await?;
    clock.forward_to(LAST_DAY);
    agenda.close_by(date(2018, 12, 28)).await?;
    agenda.run(progress).await?;
    Agenda::new(&player, clock, today, stories).run(progress).await?;
    clock.run_from(now.max(clock.now()));
    count(app, 2016).await
}

/// Counts a year from the store.
///
/// # Errors
/// When the store fails.
pub async fn count(app: &App, year: i16) -> Outcome<Summary> {
    let (from, to) = (Date::constant(year, 1, 1), Date::constant(year, 12, 31));
    let mut reader = app.store().read().await?;
    let listed = reader.matter_cells(&Scope::All, DateBasis::Listed, from, to).await?;
    let assessed = reader.matter_cells(&Scope::All, DateBasis::Assessed, from, to).await?;
    let mut summary =
        Summary { matters: listed.iter().map(|c| c.count).sum(), ..Summary::default() };
    for cell in assessed {
        let city = cell.city_code.unwrap_or_else(|| "210000".to_owned());
        let halts = cell
            .conclusion
            .as_deref()
            .and_then(Conclusion::from_code)
            .is_some_and(Conclusion::halts);
        let halted = if halts { cell.count } else { 0 };
        let by_city = summary.by_city.entry(city).or_default();
        by_city.assessed += cell.count;
        by_city.deferred_or_stopped += halted;
        summary.assessed += cell.count;
        summary.deferred_or_stopped += halted;
    }
    Ok(summary)
}
