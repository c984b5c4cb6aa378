//! Working days in mainland China, as plain arithmetic over dated data. The
//! days come from the State Council's yearly notices (`rules/calendar/`); this
//! module knows only Monday to Friday, days off and make-up days (调休). A year
//! without data is an error and never a guess.

use std::collections::BTreeMap;

use jiff::{
    Span, ToSpan,
    civil::{Date, Weekday},
};

use crate::rulebook::{Term, TermUnit};

/// A public holiday as a notice announces it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Stable code, for example `SPRING_FESTIVAL`.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// First day off.
    pub from: Date,
    /// Last day off; weekends between are part of the holiday.
    pub to: Date,
    /// Weekend days worked in exchange (调休).
    pub make_up: Vec<Date>,
    /// Document number of the notice.
    pub source: String,
}

/// The days off of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearPlan {
    /// The year.
    pub year: i16,
    /// The notice for the year is not published yet; terms may move.
    pub provisional: bool,
    /// Its holidays.
    pub holidays: Vec<Holiday>,
}

/// What a day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// An ordinary working day.
    Working,
    /// A weekend day worked in exchange for a holiday.
    MakeUp(&'a Holiday),
    /// A weekend.
    Weekend,
    /// A public holiday.
    Holiday(&'a Holiday),
}

impl DayKind<'_> {
    /// Whether offices work on such a day.
    #[must_use]
    pub const fn works(self) -> bool {
        matches!(self, Self::Working | Self::MakeUp(_))
    }
}

/// Why a calendar cannot answer, or was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// No data for the year of a day that the question touches.
    #[error("no working-day calendar for {year}")]
    YearNotCovered {
        /// The year.
        year: i16,
    },
    /// The same year was given twice.
    #[error("the calendar gives {year} twice")]
    YearTwice {
        /// The year.
        year: i16,
    },
    /// A holiday or make-up day lies outside its year.
    #[error("{day} does not belong to the year of its calendar")]
    OutsideYear {
        /// The day.
        day: Date,
    },
    /// A holiday ends before it begins.
    #[error("the holiday from {from} ends before it begins")]
    Reversed {
        /// Its first day.
        from: Date,
    },
    /// A day is given twice, as day off or as make-up day.
    #[error("{day} is given twice")]
    DayTwice {
        /// The day.
        day: Date,
    },
    /// A make-up day falls on Monday to Friday, where it would change nothing.
    #[error("the make-up day {day} is not a weekend day")]
    MakeUpOnWeekday {
        /// The day.
        day: Date,
    },
    /// The second day lies before the first.
    #[error("{to} lies before {from}")]
    Backwards {
        /// First day of the question.
        from: Date,
        /// Second day of the question.
        to: Date,
    },
    /// The result lies beyond the dates that can be written.
    #[error("the term leads beyond the last date that can be written")]
    TooFar,
}

/// Working days of several years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, YearPlan>,
    /// Every special day: index of its holiday in the year, and whether it is worked.
    special: BTreeMap<Date, (usize, bool)>,
}

impl Calendar {
    /// Builds a calendar from the plans of some years, in any order.
    ///
    /// # Errors
    /// [`CalendarError`] when a year or day is given twice, a day lies outside
    /// its year, a holiday is reversed or a make-up day is no weekend day.
    pub fn new(plans: Vec<YearPlan>) -> Result<Self, CalendarError> {
        let mut calendar = Self::default();
        for plan in plans {
            calendar.mark(&plan)?;
            if calendar.years.contains_key(&plan.year) {
                return Err(CalendarError::YearTwice { year: plan.year });
            }
            calendar.years.insert(plan.year, plan);
        }
        Ok(calendar)
    }

    fn mark(&mut self, plan: &YearPlan) -> Result<(), CalendarError> {
        for (index, holiday) in plan.holidays.iter().enumerate() {
            if holiday.to < holiday.from {
                return Err(CalendarError::Reversed { from: holiday.from });
            }
            for day in [holiday.from, holiday.to].iter().chain(&holiday.make_up) {
                if day.year() != plan.year {
                    return Err(CalendarError::OutsideYear { day: *day });
                }
            }
            let mut day = holiday.from;
            loop {
                self.mark_day(day, index, false)?;
                if day == holiday.to {
                    break;
                }
                day = tomorrow(day)?;
            }
            for day in &holiday.make_up {
                if !is_weekend(*day) {
                    return Err(CalendarError::MakeUpOnWeekday { day: *day });
                }
                self.mark_day(*day, index, true)?;
            }
        }
        Ok(())
    }

    fn mark_day(&mut self, day: Date, index: usize, works: bool) -> Result<(), CalendarError> {
        match self.special.insert(day, (index, works)) {
            None => Ok(()),
            Some(_) => Err(CalendarError::DayTwice { day }),
        }
    }

    /// The years with data, ascending.
    pub fn years(&self) -> impl Iterator<Item = i16> + '_ {
        self.years.keys().copied()
    }

    /// What a day is, with the holiday that made it so.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`].
    pub fn day(&self, date: Date) -> Result<DayKind<'_>, CalendarError> {
        let plan = self.plan(date)?;
        let special = self
            .special
            .get(&date)
            .and_then(|(index, works)| Some((plan.holidays.get(*index)?, *works)));
        Ok(match special {
            Some((holiday, true)) => DayKind::MakeUp(holiday),
            Some((holiday, false)) => DayKind::Holiday(holiday),
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Working,
        })
    }

    /// Whether offices work on this day.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`].
    pub fn is_working_day(&self, date: Date) -> Result<bool, CalendarError> {
        self.day(date).map(DayKind::works)
    }

    /// Whether the notice for the year of this day is still to come.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`].
    pub fn is_provisional(&self, date: Date) -> Result<bool, CalendarError> {
        self.plan(date).map(|plan| plan.provisional)
    }

    /// The first working day on or after `date`.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`] when the search leaves the data.
    pub fn next_working_day(&self, date: Date) -> Result<Date, CalendarError> {
        let mut day = date;
        while !self.is_working_day(day)? {
            day = tomorrow(day)?;
        }
        Ok(day)
    }

    /// The `count`-th working day after `from`. The day itself is not counted
    /// (民法典 art. 201: the first day of a term is left out), so zero gives
    /// `from` back.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`] when the search leaves the data.
    pub fn add_working_days(&self, from: Date, count: u32) -> Result<Date, CalendarError> {
        self.plan(from)?;
        let mut day = from;
        let mut left = count;
        while left > 0 {
            day = tomorrow(day)?;
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// Working days after `from` up to and including `to`, so that
    /// `working_days_between(d, add_working_days(d, n)) == n`.
    ///
    /// # Errors
    /// [`CalendarError::Backwards`] when `to` lies before `from`;
    /// [`CalendarError::YearNotCovered`].
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<u32, CalendarError> {
        if to < from {
            return Err(CalendarError::Backwards { from, to });
        }
        self.plan(from)?;
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = tomorrow(day)?;
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }

    /// The last day of a term that began on `from`, moved to the next working
    /// day where it falls on a day off (民法典 art. 203).
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`], [`CalendarError::TooFar`].
    pub fn due(&self, from: Date, term: Term) -> Result<Date, CalendarError> {
        let end = self.end_of(from, term)?;
        self.next_working_day(end)
    }

    /// The first day on which a term of at least this length is over, without
    /// moving it: for notices that must hang *at least* so long.
    ///
    /// # Errors
    /// [`CalendarError::YearNotCovered`] for working days,
    /// [`CalendarError::TooFar`].
    pub fn end_of(&self, from: Date, term: Term) -> Result<Date, CalendarError> {
        match term.unit {
            TermUnit::Working => self.add_working_days(from, term.count),
            TermUnit::Calendar => plus(from, Span::new().try_days(term.count)),
            TermUnit::Months => plus(from, Span::new().try_months(term.count)),
        }
    }

    fn plan(&self, date: Date) -> Result<&YearPlan, CalendarError> {
        let year = date.year();
        self.years.get(&year).ok_or(CalendarError::YearNotCovered { year })
    }
}

fn plus(from: Date, span: Result<Span, jiff::Error>) -> Result<Date, CalendarError> {
    span.and_then(|span| from.checked_add(span)).map_err(|_| CalendarError::TooFar)
}

fn tomorrow(day: Date) -> Result<Date, CalendarError> {
    day.checked_add(1.day()).map_err(|_| CalendarError::TooFar)
}

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn holiday(from: Date, to: Date, make_up: Vec<Date>) -> Holiday {
        Holiday {
            code: "H".into(),
            zh: "节".into(),
            en: "holiday".into(),
            from,
            to,
            make_up,
            source: "国办发明电".into(),
        }
    }

    /// National Day of 2016: 1–7 October off, 8 and 9 October worked.
    fn calendar() -> Calendar {
        let national_day = holiday(
            date(2016, 10, 1),
            date(2016, 10, 7),
            vec![date(2016, 10, 8), date(2016, 10, 9)],
        );
        let plan = |year, holidays| YearPlan { year, provisional: year == 2017, holidays };
        Calendar::new(vec![plan(2017, vec![]), plan(2016, vec![national_day])]).unwrap()
    }

    #[test]
    fn days_off_and_make_up_days() {
        let calendar = calendar();
        let works = |m, d| calendar.is_working_day(date(2016, m, d)).unwrap();
        assert!(works(9, 30), "a Friday");
        assert!(!works(10, 1), "a Saturday and a holiday");
        assert!(!works(10, 3), "a Monday, but a holiday");
        assert!(works(10, 8), "a Saturday, but worked");
        assert!(works(10, 9), "a Sunday, but worked");
        assert!(!works(10, 15), "an ordinary Saturday");
        let DayKind::MakeUp(holiday) = calendar.day(date(2016, 10, 9)).unwrap() else {
            panic!("9 October 2016 is a make-up day")
        };
        assert_eq!(holiday.code, "H");
    }

    #[test]
    fn terms_count_from_the_day_after() {
        let calendar = calendar();
        let eve = date(2016, 9, 30);
        assert_eq!(calendar.add_working_days(eve, 0), Ok(eve));
        assert_eq!(calendar.add_working_days(eve, 1), Ok(date(2016, 10, 8)));
        assert_eq!(calendar.add_working_days(eve, 7), Ok(date(2016, 10, 14)));
        assert_eq!(calendar.working_days_between(eve, date(2016, 10, 14)), Ok(7));
        assert_eq!(calendar.next_working_day(date(2016, 10, 1)), Ok(date(2016, 10, 8)));
        let three_days = Term { count: 3, unit: TermUnit::Calendar };
        assert_eq!(calendar.end_of(eve, three_days), Ok(date(2016, 10, 3)));
        assert_eq!(calendar.due(eve, three_days), Ok(date(2016, 10, 8)));
        let month = Term { count: 1, unit: TermUnit::Months };
        assert_eq!(calendar.end_of(date(2016, 8, 31), month), Ok(date(2016, 9, 30)));
    }

    #[test]
    fn a_year_without_data_is_an_error() {
        let calendar = calendar();
        let missing = |year| CalendarError::YearNotCovered { year };
        assert_eq!(calendar.is_working_day(date(2015, 12, 31)), Err(missing(2015)));
        assert_eq!(calendar.add_working_days(date(2017, 12, 28), 5), Err(missing(2018)));
        assert_eq!(
            calendar.working_days_between(date(2015, 12, 31), date(2016, 1, 4)),
            Err(missing(2015))
        );
        assert_eq!(calendar.is_provisional(date(2017, 5, 1)), Ok(true));
        let (from, to) = (date(2016, 5, 2), date(2016, 5, 1));
        assert_eq!(
            calendar.working_days_between(from, to),
            Err(CalendarError::Backwards { from, to })
        );
        let endless = Term { count: u32::MAX, unit: TermUnit::Calendar };
        assert_eq!(calendar.end_of(from, endless), Err(CalendarError::TooFar));
    }

    #[test]
    fn wrong_plans_are_refused() {
        let build = |h: Vec<Holiday>| {
            Calendar::new(vec![YearPlan { year: 2016, provisional: false, holidays: h }])
        };
        let (a, b) = (date(2016, 5, 2), date(2016, 5, 1));
        assert_eq!(build(vec![holiday(a, b, vec![])]), Err(CalendarError::Reversed { from: a }));
        assert_eq!(
            build(vec![holiday(a, a, vec![]), holiday(b, a, vec![])]),
            Err(CalendarError::DayTwice { day: a })
        );
        assert_eq!(
            build(vec![holiday(b, b, vec![a])]),
            Err(CalendarError::MakeUpOnWeekday { day: a })
        );
        let day = date(2017, 1, 1);
        assert_eq!(build(vec![holiday(b, day, vec![])]), Err(CalendarError::OutsideYear { day }));
        let twice = YearPlan { year: 2016, provisional: false, holidays: vec![] };
        assert_eq!(
            Calendar::new(vec![twice.clone(), twice]),
            Err(CalendarError::YearTwice { year: 2016 })
        );
    }

    proptest! {
        #[test]
        fn adding_and_counting_agree(offset in 0_i64..300, count in 0_u32..60) {
            let calendar = calendar();
            let from = date(2016, 1, 1).checked_add(offset.days()).unwrap();
            let to = calendar.add_working_days(from, count).unwrap();
            prop_assert_eq!(calendar.working_days_between(from, to), Ok(count));
            prop_assert!(count == 0 || calendar.is_working_day(to).unwrap());
        }
    }
}
