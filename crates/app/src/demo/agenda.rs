//! Plays many matters day by day, so that the log is in the order of time.

use std::collections::{BTreeMap, BTreeSet};

use domain::{assessment::Standing, ids::MatterId, listing::Period};
use jiff::civil::Date;

use super::{
    clock::DemoClock,
    play::{
        Case, Player, Until,
        lists::{ROUNDS, Round},
    },
    stories::{Story, Twist},
};
use crate::error::Outcome;

/// Matters under way, and the day on which each is carried on.
pub(super) struct Agenda<'a> {
    player: &'a Player<'a>,
    clock: &'a DemoClock,
    /// What would fall on this day or later stays where it is.
    last: Date,
    stories: Vec<Story>,
    cases: Vec<Option<Case>>,
    due: BTreeSet<(Date, usize)>,
    /// Days on which lists are handed in, that are still to come.
    rounds: &'static [Round],
}

impl<'a> Agenda<'a> {
    pub(super) fn new(
        player: &'a Player<'a>,
        clock: &'a DemoClock,
        last: Date,
        stories: Vec<Story>,
    ) -> Self {
        let due = stories.iter().enumerate().map(|(n, s)| (s.start, n)).collect();
        let cases = stories.iter().map(|_| None).collect();
        Self { player, clock, last, stories, cases, due, rounds: &[] }
    }

    /// The same, with the list reports of 2016.
    pub(super) fn with_lists(mut self) -> Self {
        self.rounds = ROUNDS;
        self
    }

    /// Plays until every matter has come to its stop or to the last day.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub(super) async fn run(&mut self, progress: &mut dyn FnMut(u32, u32)) -> Outcome<()> {
        let total = u32::try_from(self.due.len()).unwrap_or(u32::MAX);
        let mut done = 0_u32;
        while let Some((day, n)) = self.due.pop_first() {
            self.lists_up_to(day).await?;
            let next = if day < self.last { self.act(day, n).await? } else { None };
            match next {
                Some(next) => {
                    self.due.insert((next, n));
                }
                None => {
                    done += 1;
                    progress(done, total);
                }
            }
        }
        Ok(())
    }

    /// Hands in the lists whose day has come.
    async fn lists_up_to(&mut self, day: Date) -> Outcome<()> {
        while let Some((round, later)) = self.rounds.split_first() {
            if round.on > day || round.on >= self.last {
                break;
            }
            self.rounds = later;
            self.clock.forward_to(round.on);
            self.player.lists(*round, &self.planned(round.period)).await?;
        }
        Ok(())
    }

    /// The matters that were listed in a period so far, by division.
    fn planned(&self, period: Period) -> BTreeMap<String, BTreeSet<MatterId>> {
        let mut planned: BTreeMap<String, BTreeSet<MatterId>> = BTreeMap::new();
        let listed = self.stories.iter().zip(&self.cases);
        for (story, case) in listed.filter_map(|(story, case)| Some((story, case.as_ref()?))) {
            let quarter = u8::try_from((story.start.month() + 2) / 3).ok();
            let inside = period.quarter.is_none() || period.quarter == quarter;
            if inside && story.start.year() == period.year {
                let of_place = planned.entry(story.script.division.clone()).or_default();
                of_place.insert(MatterId::new(case.matter));
            }
        }
        planned
    }

    /// Carries one matter on; the day of its next step, if there is one.
    async fn act(&mut self, day: Date, n: usize) -> Outcome<Option<Date>> {
        let (Some(story), Some(slot)) = (self.stories.get_mut(n), self.cases.get_mut(n)) else {
            return Ok(None);
        };
        self.clock.forward_to(day);
        let Some(case) = slot else {
            let case = self.player.list(story.script.clone()).await?;
            let next = self.player.next_day(&case, day)?;
            *slot = Some(case);
            return Ok((story.until > Until::Listed).then_some(next));
        };
        if case.reached >= story.until {
            if story.twist != Twist::None {
                return twist(self.player, case, story, day).await;
            }
            self.player.look_after(case).await?;
            return Ok(self.player.next_look(case).filter(|next| *next > day));
        }
        let to_the_stop = self.player.next_stop(case).is_some_and(|next| next >= story.until);
        if let Some(hold) = story.hold.filter(|hold| to_the_stop && *hold > day) {
            return Ok(Some(hold));
        }
        if !self.player.step(case).await? {
            return Ok(None);
        }
        if case.reached < story.until || story.twist != Twist::None {
            return self.player.next_day(case, day).map(Some);
        }
        Ok(self.player.next_look(case).filter(|next| *next > day))
    }

    /// Puts every matter that is still open on the agenda again, up to the
    /// closed file, or to a later last day.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub(super) async fn close_by(&mut self, last: Date) -> Outcome<()> {
        self.last = last;
        for (n, (story, slot)) in self.stories.iter_mut().zip(&mut self.cases).enumerate() {
            let Some(case) = slot else {
                continue;
            };
            if case.state.standing == Standing::Archived {
                continue;
            }
            if case.state.standing == Standing::Suspended {
                self.player.resume(case, "道路红线调整已经批复，恢复办理。").await?;
            }
            if case.state.returned() {
                // What the office asked for is added, and the packet sent again.
                case.reached = Until::Reviewed;
            }
            story.until = Until::Archived;
            story.twist = Twist::None;
            self.due.insert((self.player.next_day(case, self.clock.day())?, n));
        }
        Ok(())
    }
}

async fn twist(
    player: &Player<'_>,
    case: &mut Case,
    story: &mut Story,
    day: Date,
) -> Outcome<Option<Date>> {
    let twist = std::mem::replace(&mut story.twist, Twist::None);
    match twist {
        Twist::None => Ok(None),
        Twist::SentBack => player.send_back(case).await.map(|()| None),
        Twist::Suspended => {
            player.suspend(case, "上级正在调整道路红线，待批复后继续。").await.map(|()| None)
        }
        Twist::Grievances(stage) => {
            let next = player.grievances(case, stage).await?;
            if next.is_some() {
                story.twist = Twist::Grievances(stage + 1);
            }
            Ok(next)
        }
        Twist::Incident(until) => {
            let account = "施工便道占用通行道路，约三十余名村民到项目部反映，当日平稳散去。";
            player.incident(case, account).await?;
            story.until = until;
            player.next_day(case, day).map(Some)
        }
    }
}
