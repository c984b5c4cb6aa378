//! `/rules/calendar/{year}`: working days, holidays, days worked in exchange.

use access::Permission;
use app::directory::require;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::calendar::{Calendar, DayKind};
use jiff::civil::Date;
use locale::{L10n, Lang};

use super::{Rules, RulesCalendar};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::visit::Visit;

/// One day of a month's table; no number before the first and after the last.
#[derive(Default, Clone)]
struct Day {
    number: String,
    /// A word where the day is not what its weekday says: 休 or 班.
    mark: String,
    /// Name of the holiday.
    why: String,
    off: bool,
}

/// A month with its weeks from Monday.
struct Month {
    title: String,
    weeks: Vec<Vec<Day>>,
    working: String,
}

/// One holiday of the list.
struct HolidayLine {
    name: String,
    days: String,
    make_up: String,
    source: String,
}

#[derive(Template)]
#[template(path = "rulebook/calendar.html")]
struct CalendarPage {
    page: Page,
    years: Vec<(String, String, bool)>,
    provisional: bool,
    weekdays: Vec<String>,
    months: Vec<Month>,
    holidays: Vec<HolidayLine>,
}

/// `GET /rules/calendar/{year}`.
pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(year): Path<String>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    require(&office.ctx, Permission::ViewRules, None).map_err(web_error)?;
    let year: i16 = year.parse().map_err(|_| WebError::NotFound)?;
    let calendar = office.app.book().calendar();
    if !calendar.years().any(|covered| covered == year) {
        return Err(WebError::NotFound);
    }
    let l = visit.l10n();
    let link = |covered: i16| {
        let url = RulesCalendar { year: covered.to_string() }.url();
        (covered.to_string(), url, covered == year)
    };
    let months: Vec<Month> =
        (1..=12).filter_map(|month| month_of(calendar, year, month, l)).collect();
    let first = Date::new(year, 1, 1).map_err(WebError::internal)?;
    let title = l.t1("calendar-title", "year", year.to_string());
    page::show(&CalendarPage {
        page: Page::new(&visit, &title)
            .nav(Nav::Rules)
            .crumb(l.t("rules-crumb"), Rules.url())
            .here(&title)
            .subtitle(l.t1("calendar-working", "count", working(calendar, year))),
        years: calendar.years().map(link).collect(),
        provisional: calendar.is_provisional(first).unwrap_or(false),
        weekdays: (1..=7_u8).map(|day| l.t(&format!("calendar-day-{day}"))).collect(),
        months,
        holidays: holidays(calendar, year, l),
    })
}

fn days_of(year: i16) -> impl Iterator<Item = Date> {
    let first = Date::new(year, 1, 1).ok();
    std::iter::successors(first, |day| day.tomorrow().ok())
        .take_while(move |day| day.year() == year)
}

fn working(calendar: &Calendar, year: i16) -> usize {
    days_of(year).filter(|day| calendar.is_working_day(*day).unwrap_or(false)).count()
}

fn month_of(calendar: &Calendar, year: i16, month: i8, l: L10n) -> Option<Month> {
    let first = Date::new(year, month, 1).ok()?;
    let days: Vec<Date> = days_of(year).filter(|day| day.month() == month).collect();
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).ok()?;
    let mut cells = vec![Day::default(); before];
    cells.extend(days.iter().map(|day| day_cell(calendar, *day, l)));
    cells.resize(cells.len().div_ceil(7) * 7, Day::default());
    let working = days.iter().filter(|day| calendar.is_working_day(**day).unwrap_or(false)).count();
    Some(Month {
        title: l.t(&format!("calendar-month-{month}")),
        weeks: cells.chunks(7).map(<[Day]>::to_vec).collect(),
        working: l.t1("calendar-working", "count", working),
    })
}

fn day_cell(calendar: &Calendar, day: Date, l: L10n) -> Day {
    let name =
        |zh: &str, en: &str| if l.lang() == Lang::ZhCn { zh.to_owned() } else { en.to_owned() };
    let (mark, why, off) = match calendar.day(day) {
        Ok(DayKind::Holiday(holiday)) => {
            (l.t("calendar-off"), name(&holiday.zh, &holiday.en), true)
        }
        Ok(DayKind::MakeUp(holiday)) => (l.t("calendar-on"), name(&holiday.zh, &holiday.en), false),
        Ok(DayKind::Weekend) => (String::new(), String::new(), true),
        Ok(DayKind::Working) | Err(_) => (String::new(), String::new(), false),
    };
    Day { number: day.day().to_string(), mark, why, off }
}

fn holidays(calendar: &Calendar, year: i16, l: L10n) -> Vec<HolidayLine> {
    let mut codes: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    for day in days_of(year) {
        let Ok(DayKind::Holiday(holiday)) = calendar.day(day) else { continue };
        if codes.contains(&holiday.code.as_str()) {
            continue;
        }
        codes.push(&holiday.code);
        let make_up: Vec<String> = holiday.make_up.iter().map(|day| l.date_short(*day)).collect();
        let days = if holiday.from == holiday.to {
            l.date_short(holiday.from)
        } else {
            l.t2(
                "calendar-span",
                ("from", l.date_short(holiday.from)),
                ("to", l.date_short(holiday.to)),
            )
        };
        lines.push(HolidayLine {
            name: if l.lang() == Lang::ZhCn { holiday.zh.clone() } else { holiday.en.clone() },
            days,
            make_up: if make_up.is_empty() { l.t("calendar-no-make-up") } else { l.join(&make_up) },
            source: holiday.source.clone(),
        });
    }
    lines
}
