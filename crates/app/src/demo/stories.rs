//! The matters that the demonstration tells stories with, and the many others.

use domain::codes::{Conclusion, Level, ProcedureCode};
use jiff::civil::{Date, date};

use super::{
    DemoSize,
    play::{Script, Survey, Until},
    words::{self, GENERAL, SIMPLIFIED, Topic},
};

/// Something that happens to a matter beside its course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twist {
    /// Nothing.
    None,
    /// The packet is sent back after it was submitted.
    SentBack,
    /// The case is suspended at its last stop.
    Suspended,
    /// An incident leads to a re-assessment, which is carried on to a stop.
    Incident(Until),
    /// Grievances are brought; the stage that comes next.
    Grievances(usize),
}

/// One matter of the demonstration.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub script: Script,
    pub start: Date,
    pub until: Until,
    pub twist: Twist,
    /// The day before which the last stop is not reached.
    pub hold: Option<Date>,
}

impl Story {
    /// Whether the matter counts as assessed in 2016 when it is played.
    fn assessed(&self) -> bool {
        self.script.procedure.is_some() && self.until >= Until::RatedAfter
    }
}

/// Answers of the consultation that shows how much the product holds.
const ANSWERS_AT_SCALE: u32 = 250_000;

/// Matters assessed in 2016 by city. 2,246 in all, 605 of them in Chaoyang, are
/// the figures of 辽宁法制报 (2017-02-27); those of the other cities are made up.
pub const YEAR: &[(&str, u32)] = &[
    ("211300", 605),
    ("210100", 212),
    ("210200", 208),
    ("210300", 142),
    ("210400", 131),
    ("210500", 128),
    ("210600", 104),
    ("210700", 121),
    ("210800", 112),
    ("210900", 98),
    ("211000", 117),
    ("211100", 109),
    ("211200", 84),
    ("211400", 75),
];
/// Matters deferred or stopped in 2016, of the same source.
pub const HALTED: u32 = 39;

/// Counties where matters are listed, besides the cities themselves.
const COUNTIES: &[&str] = &[
    "211302", "211381", "211322", "210102", "210211", "210381", "210411", "210502", "210681",
    "210711", "210881", "210911", "211011", "211102", "211224", "211481",
];

/// Counties of Chaoyang where nothing is listed: their governments say so in
/// their list reports.
const QUIET: &[&str] = &["211303", "211321", "211324", "211382"];

/// Parts of a place, which tell matters of the same kind apart.
const AREAS: [&str; 12] = [
    "",
    "城东片区",
    "城西片区",
    "城南片区",
    "城北片区",
    "站前片区",
    "河东片区",
    "河西片区",
    "新城区",
    "老城区",
    "工业园区",
    "学府片区",
];

/// Every place where someone acts.
pub(super) fn divisions() -> Vec<&'static str> {
    let cities = YEAR.iter().map(|(city, _)| *city);
    COUNTIES.iter().chain(QUIET).copied().chain(cities).chain(["210000"]).collect()
}

pub(super) fn story(script: Script, start: Date, until: Until) -> Story {
    Story { script, start, until, twist: Twist::None, hold: None }
}

pub(super) fn general(division: &str, topic: &'static Topic) -> Script {
    Script::new(division, topic, ProcedureCode::General)
}

pub(super) fn simple(division: &str, topic: &'static Topic) -> Script {
    Script::new(division, topic, ProcedureCode::Simplified)
}

pub(super) fn halted(script: Script, after: Level, conclusion: Conclusion) -> Script {
    Script { initial: Level::High, after, conclusion, ..script }
}

/// The matters that the guide tells of.
fn told() -> Vec<Story> {
    at_shuangta().into_iter().chain(halted_or_special()).chain(elsewhere()).collect()
}

/// The desk of the sign-ins `owner` and `county`: something at every stop.
fn at_shuangta() -> Vec<Story> {
    let place = "211302";
    let asked =
        |answers: u32, days: u32, votes: u32| Some(Survey { answers, days, votes, letters: 0 });
    // Along the road every household gets a letter.
    let by_letter = Some(Survey { answers: 140, days: 0, votes: 0, letters: 300 });
    let survey = asked(260, 0, 168);
    let station =
        Script { late: true, variant: 1, survey, ..general(place, words::TRANSFER_STATION) };
    let road = Script { survey: by_letter, ..general(place, words::ROAD) };
    let districts = Script { survey: asked(87, 60, 90), ..general(place, words::DISTRICTS) };
    let exempt = Script { procedure: None, ..simple(place, words::OFFICE_MOVE) };
    let at = |script: Script, month: i8, day: i8, until: Until| {
        story(script, date(2016, month, day), until)
    };
    let returned = at(general(place, words::RENEWAL), 9, 5, Until::Submitted);
    let paused = at(road, 10, 10, Until::Heard);
    let clinic = at(simple(place, words::CLINIC), 11, 10, Until::Reviewed);
    vec![
        Story { twist: Twist::Grievances(0), ..at(station, 3, 1, Until::CheckedIn) },
        at(simple(place, words::KERBS), 3, 7, Until::Archived),
        Story { twist: Twist::SentBack, ..returned },
        Story { twist: Twist::Suspended, ..paused },
        at(general(place, words::HEATING), 11, 1, Until::PanelOpen),
        at(simple(place, words::LAMPS), 12, 20, Until::Proposed),
        at(simple(place, words::PARK), 12, 26, Until::Listed),
        // The first case of docs/FIRST_CASE.md: all that is left is to file it.
        Story { hold: Some(date(2016, 12, 28)), ..clinic },
        at(exempt, 6, 13, Until::Screened),
        at(districts, 11, 14, Until::NoticeUp),
    ]
}

/// What was deferred, stopped, assessed again, lowered, or is a plan.
fn halted_or_special() -> Vec<Story> {
    let deferred = halted(general("210200", words::FARES), Level::Medium, Conclusion::Defer);
    let special = Script::new("210300", words::INCINERATOR, ProcedureCode::Special);
    let stopped = halted(special, Level::High, Conclusion::Stop);
    let incident = story(general("210502", words::ROAD), date(2016, 1, 11), Until::CheckedIn);
    let lowered = Script {
        initial: Level::High,
        after: Level::Medium,
        lowered: Some(Level::Low),
        ..general("210711", words::SUBSTATION)
    };
    let plan = Script {
        is_plan: true,
        conclusion: Conclusion::Implement,
        ..general("210100", words::MASTER_PLAN)
    };
    vec![
        story(deferred, date(2016, 4, 5), Until::Decided),
        story(stopped, date(2016, 2, 22), Until::Decided),
        Story { twist: Twist::Incident(Until::Decided), ..incident },
        story(lowered, date(2016, 5, 9), Until::Decided),
        story(plan, date(2016, 2, 15), Until::Decided),
    ]
}

/// One matter of the province, and two of Chaoyang's other places.
fn elsewhere() -> Vec<Story> {
    let hospital = story(general("210000", words::HOSPITAL), date(2016, 9, 19), Until::Reviewed);
    vec![
        Story { hold: Some(date(2016, 12, 21)), ..hospital },
        story(general("211300", words::RESTRUCTURING), date(2016, 1, 5), Until::Archived),
        story(simple("211381", words::VILLAGE_ROAD), date(2016, 12, 6), Until::Submitted),
    ]
}

/// Everything that is played, in no particular order.
pub(super) fn all(size: DemoSize) -> Vec<Story> {
    match size {
        DemoSize::Small => small(),
        DemoSize::Full => full(),
        DemoSize::Scaled(times) => small().into_iter().chain([asked_of_all(times)]).collect(),
    }
}

/// A price of the whole province, on which very many answer.
fn asked_of_all(times: u32) -> Story {
    let answers = ANSWERS_AT_SCALE.saturating_mul(times);
    let survey = Some(Survey { answers, days: 0, votes: 0, letters: 0 });
    let script = Script { survey, ..general("210000", words::WATER_PRICE) };
    story(script, date(2016, 2, 22), Until::CheckedIn)
}

fn small() -> Vec<Story> {
    const STOPS: [Until; 9] = [
        Until::Decided,
        Until::Filed,
        Until::CheckedIn,
        Until::Reviewed,
        Until::Archived,
        Until::Rated,
        Until::Decided,
        Until::Heard,
        Until::Completed,
    ];
    let mut stories = told();
    for (n, (city, _)) in (0_u32..).zip(YEAR) {
        for k in 0..3 {
            let serial = n * 3 + k;
            let until = STOPS.get(serial as usize % STOPS.len()).copied().unwrap_or(Until::Filed);
            let story = other(city, serial, until, serial % 13 == 5);
            stories.push(if story.until == Until::Reviewed { recent(story) } else { story });
        }
    }
    stories
}

/// A matter that waits for its filing, listed late enough that the term for it
/// runs into the next year.
fn recent(story: Story) -> Story {
    let simplified = story.script.procedure == Some(ProcedureCode::Simplified);
    let (start, reviewed) = if simplified {
        (date(2016, 11, 28), date(2016, 12, 28))
    } else {
        (date(2016, 10, 24), date(2016, 12, 20))
    };
    Story { start, hold: Some(reviewed), ..story }
}

fn full() -> Vec<Story> {
    // Every stop lies after the rating, so that each of them counts as assessed.
    const STOPS: [Until; 7] = [
        Until::Decided,
        Until::Decided,
        Until::Filed,
        Until::Decided,
        Until::CheckedIn,
        Until::Decided,
        Until::Completed,
    ];
    let mut stories = told();
    let mut halted = 0_u32;
    let mut serial = 0_u32;
    let told_halted = count(&stories, |s| s.assessed() && s.script.conclusion.halts());
    let total: u32 = YEAR.iter().map(|(_, n)| n).sum();
    for (city, quota) in YEAR {
        // What belongs to the province alone is not in a city's figure, so the
        // story of the province is not assessed in the full year.
        let told = count(&stories, |s| s.assessed() && city_of(&s.script.division) == *city);
        for _ in told..*quota {
            serial += 1;
            // Spreads the halted ones evenly over the year's matters.
            let due = HALTED.saturating_sub(told_halted) * serial / total.saturating_sub(20);
            let halt = halted < due && halted + told_halted < HALTED;
            halted += u32::from(halt);
            let until = STOPS.get(serial as usize % STOPS.len()).copied().unwrap_or(Until::Filed);
            stories.push(other(city, serial, until, halt));
        }
    }
    stories.retain(|s| s.script.division != "210000");
    stories
}

fn count(stories: &[Story], keep: impl Fn(&Story) -> bool) -> u32 {
    u32::try_from(stories.iter().filter(|s| keep(s)).count()).unwrap_or(u32::MAX)
}

fn city_of(division: &str) -> String {
    format!("{}00", division.get(..4).unwrap_or_default())
}

/// A matter of a city or one of its counties, varied by its number.
fn other(city: &str, serial: u32, until: Until, halt: bool) -> Story {
    let county = COUNTIES.iter().copied().filter(|c| city_of(c) == city);
    let places: Vec<&str> = std::iter::once(city).chain(county).collect();
    let division = places.get(serial as usize % places.len().max(1)).copied().unwrap_or(city);
    let simplified =
        !halt && serial % 5 >= 3 || city == "211300" && !halt && serial.is_multiple_of(2);
    let (topics, code) = if simplified {
        (SIMPLIFIED, ProcedureCode::Simplified)
    } else {
        (GENERAL, ProcedureCode::General)
    };
    let turn = serial as usize;
    let topic = topics.get(turn % topics.len()).copied().unwrap_or(words::KERBS);
    let mut script = Script { variant: serial, ..Script::new(division, topic, code) };
    script.area = AREAS.get(turn / topics.len() % AREAS.len()).copied().unwrap_or_default();
    if halt {
        script.initial = Level::High;
        let stop = serial.is_multiple_of(3);
        script.after = if stop { Level::High } else { Level::Medium };
        script.conclusion = if stop { Conclusion::Stop } else { Conclusion::Defer };
    }
    if halt {
        // What does not go on is put away soon after the decision.
        let until = if serial.is_multiple_of(4) { Until::Decided } else { Until::Archived };
        return story(script, start(serial, Until::Decided, simplified), until);
    }
    story(script, start(serial, until, simplified), until)
}

/// Days of listing, spread over the part of the year that leaves time for the
/// way to the stop.
fn start(serial: u32, until: Until, simplified: bool) -> Date {
    let window = match (simplified, until >= Until::CheckedIn) {
        (true, false) => 290,
        (true, true) => 230,
        (false, false) => 240,
        (false, true) if until == Until::Archived => 20,
        (false, true) => 140,
    };
    let days = i64::from(serial * 37 % window);
    let first = date(2016, 1, 5);
    first.checked_add(jiff::Span::new().days(days)).unwrap_or(first)
}
