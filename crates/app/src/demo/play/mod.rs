//! Carries a matter from the list to the closed file through the use cases,
//! with the right person at each step. The demonstration and the tests use it.

mod after;
mod discussion;
mod grievance;
mod hearing;
pub(super) mod lists;
mod opening;
mod rating;
mod review;
mod survey;
mod terms;

pub use self::survey::Survey;

use futures_util::future::BoxFuture;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use access::Actor;
use domain::{
    assessment::{Assessment, Command},
    codes::{Conclusion, Level, ProcedureCode, Step},
    ids::UnitId,
    rulebook::Package,
};
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    clock::DemoClock,
    people::{Cast, Site},
    words::Topic,
};
use crate::{
    App, AppError, Ctx, assessment,
    ctx::Clock as _,
    error::Outcome,
    rules::pin,
    vault::{FileFacts, Vault},
};

/// How far a matter is carried. The order is that of the procedure; a
/// procedure without a step passes over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Until {
    /// On the list.
    Listed,
    /// The owner proposed a screening.
    Proposed,
    /// The stability office confirmed it; the assessment is open.
    Screened,
    /// The plan is adopted.
    Planned,
    /// The notice is up.
    NoticeUp,
    /// The notice is down, the consultation closed.
    Heard,
    /// Factors are identified.
    Identified,
    /// The panel rates blind; one expert has rated.
    PanelOpen,
    /// The initial level is determined.
    Rated,
    /// Measures are set.
    Measured,
    /// The level after measures is determined.
    RatedAfter,
    /// The report is frozen.
    Reported,
    /// The review is called.
    ReviewCalled,
    /// The review is concluded.
    Reviewed,
    /// The packet is with the stability office.
    Submitted,
    /// Filed.
    Filed,
    /// The legality review is asked for.
    LegalityAsked,
    /// The legality review is answered.
    Lawful,
    /// Decided.
    Decided,
    /// Measures move on, one check-in.
    CheckedIn,
    /// Implementation ended.
    Completed,
    /// The post-evaluation is made.
    Evaluated,
    /// The file is closed.
    Archived,
}

impl Until {
    /// Every stop in its order.
    pub const ALL: &'static [Self] = &[
        Self::Listed,
        Self::Proposed,
        Self::Screened,
        Self::Planned,
        Self::NoticeUp,
        Self::Heard,
        Self::Identified,
        Self::PanelOpen,
        Self::Rated,
        Self::Measured,
        Self::RatedAfter,
        Self::Reported,
        Self::ReviewCalled,
        Self::Reviewed,
        Self::Submitted,
        Self::Filed,
        Self::LegalityAsked,
        Self::Lawful,
        Self::Decided,
        Self::CheckedIn,
        Self::Completed,
        Self::Evaluated,
        Self::Archived,
    ];

    /// The stop after this one.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let here = Self::ALL.iter().position(|u| *u == self)?;
        Self::ALL.get(here.saturating_add(1)).copied()
    }

    /// Working days that the way to this stop takes, at least.
    const fn days(self, simplified: bool) -> u32 {
        let (general, simple) = match self {
            Self::Listed | Self::NoticeUp => (1, 0),
            Self::LegalityAsked => (0, 0),
            Self::Proposed | Self::Screened | Self::PanelOpen => (1, 1),
            Self::Planned | Self::Identified | Self::Rated => (2, 1),
            Self::Heard => (2, 0),
            Self::Measured | Self::RatedAfter | Self::Reported => (3, 1),
            Self::ReviewCalled | Self::Submitted => (2, 1),
            Self::Reviewed | Self::Filed => (3, 2),
            Self::Lawful | Self::Decided => (4, 2),
            Self::CheckedIn => (15, 10),
            Self::Completed => (25, 15),
            Self::Evaluated => (66, 66),
            Self::Archived => (8, 4),
        };
        if simplified { simple } else { general }
    }
}

/// What is to become of one matter.
#[derive(Debug, Clone)]
pub struct Script {
    /// Division code of the place that lists it.
    pub division: String,
    /// Its texts.
    pub topic: &'static Topic,
    /// Part of the place, in the title; may be empty.
    pub area: &'static str,
    /// Procedure that its screening leads to; none for a matter that is exempt.
    pub procedure: Option<ProcedureCode>,
    /// Level before measures.
    pub initial: Level,
    /// Level after measures, as rated.
    pub after: Level,
    /// Level that stands instead of the one rated, with a reason.
    pub lowered: Option<Level>,
    /// Recommended and decided conclusion.
    pub conclusion: Conclusion,
    /// Households affected, as a count.
    pub households: u32,
    /// Whether it is a plan.
    pub is_plan: bool,
    /// Whether one measure falls behind during tracking.
    pub late: bool,
    /// Number that varies ratings and choices.
    pub variant: u32,
    /// A public consultation, where there is one.
    pub survey: Option<Survey>,
}

impl Script {
    /// A matter that ends well under a procedure.
    #[must_use]
    pub fn new(division: &str, topic: &'static Topic, procedure: ProcedureCode) -> Self {
        let simplified = procedure == ProcedureCode::Simplified;
        Self {
            division: division.to_owned(),
            topic,
            area: "",
            procedure: Some(procedure),
            initial: if simplified { Level::Low } else { Level::Medium },
            after: Level::Low,
            lowered: None,
            conclusion: if simplified { Conclusion::Implement } else { Conclusion::Conditional },
            households: if simplified { 28 } else { 420 },
            is_plan: false,
            late: false,
            variant: 0,
            survey: None,
        }
    }

    const fn simplified(&self) -> bool {
        matches!(self.procedure, Some(ProcedureCode::Simplified))
    }
}

/// A matter under way.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is to become of it.
    pub script: Script,
    /// The matter.
    pub matter: Uuid,
    /// Its number.
    pub number: String,
    /// Its latest assessment, once one is open.
    pub assessment: Option<Uuid>,
    /// State of that assessment.
    pub state: Assessment,
    /// Version of that assessment.
    pub version: u64,
    /// The last stop.
    pub reached: Until,
}

/// Plays the parts of all persons.
pub struct Player<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    cast: &'a Cast,
    /// Seconds between two acts.
    pace: i64,
    files: Mutex<BTreeMap<(UnitId, &'static str), FileFacts>>,
}

impl<'a> Player<'a> {
    /// A player with the clock that the app was opened with.
    #[must_use]
    pub fn new(app: &'a App, clock: &'a DemoClock, cast: &'a Cast) -> Self {
        Self { app, clock, cast, pace: 20, files: Mutex::default() }
    }

    /// Lists a matter and carries it on; the clock is moved as far as needed.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub fn play<'b>(&'b self, script: Script, until: Until) -> BoxFuture<'b, Outcome<Case>> {
        Box::pin(async move {
            let mut case = self.list(script).await?;
            self.carry(&mut case, until).await?;
            Ok(case)
        })
    }

    /// Carries a matter on from where it stands.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub fn carry<'b>(&'b self, case: &'b mut Case, until: Until) -> BoxFuture<'b, Outcome<()>> {
        Box::pin(async move {
            while case.reached < until {
                let day = self.next_day(case, self.clock.day())?;
                self.clock.forward_to(day);
                if !self.step(case).await? {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The earliest day on which the next stop can be reached, if the last one
    /// was reached on `from`.
    ///
    /// # Errors
    /// When the calendar does not cover the days.
    pub fn next_day(&self, case: &Case, from: Date) -> Outcome<Date> {
        let Some(next) = self.next_stop(case) else {
            return Ok(from);
        };
        let day = self.working_days(from, next.days(case.script.simplified()))?;
        let down = case.state.notices.iter().filter(|n| n.objections.is_none()).map(|n| n.to).max();
        let day = match next {
            Until::Heard => down.map_or(day, |to| day.max(to)).max(self.answered(case)?),
            Until::Lawful => day.max(self.lawful_from(case, from)?),
            _ => day,
        };
        let calendar = self.app.book().calendar();
        calendar.next_working_day(day).map_err(|e| AppError::Internal(e.to_string()))
    }

    /// The day after the last one on which the public answers; today where it is
    /// not asked.
    fn answered(&self, case: &Case) -> Outcome<Date> {
        let far = |e: jiff::Error| AppError::Internal(e.to_string());
        let (Some(survey), Some(notice)) = (case.script.survey, case.state.notices.last()) else {
            return Ok(self.clock.day());
        };
        survey.last_day(notice.from, notice.to).and_then(Date::tomorrow).map_err(far)
    }

    fn working_days(&self, from: Date, days: u32) -> Outcome<Date> {
        let calendar = self.app.book().calendar();
        calendar.add_working_days(from, days).map_err(|e| AppError::Internal(e.to_string()))
    }

    /// The next stop that the case's procedure has.
    pub(super) fn next_stop(&self, case: &Case) -> Option<Until> {
        let mut next = case.reached.next()?;
        while !self.has(case, next) {
            next = next.next()?;
        }
        Some(next)
    }

    fn has(&self, case: &Case, stop: Until) -> bool {
        let goes_on = case.script.conclusion.goes_on();
        match stop {
            Until::Planned => !case.script.simplified(),
            Until::LegalityAsked | Until::Lawful => self.requires(case, Step::Legality),
            // What does not go on is archived after the decision.
            Until::CheckedIn | Until::Completed | Until::Evaluated if !goes_on => false,
            // Where it is left open, matters show it all the same.
            Until::Evaluated => {
                self.requires(case, Step::PostEvaluation) || !case.script.simplified()
            }
            _ => true,
        }
    }

    /// Carries a matter to its next stop. `false` when there is none.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub fn step<'b>(&'b self, case: &'b mut Case) -> BoxFuture<'b, Outcome<bool>> {
        Box::pin(async move {
            let Some(next) = self.next_stop(case) else {
                return Ok(false);
            };
            if next > Until::Screened && case.assessment.is_none() {
                return Ok(false);
            }
            match next {
                Until::Listed => {}
                Until::Proposed => self.propose(case).await?,
                Until::Screened => self.confirm(case).await?,
                Until::Planned => self.plan(case).await?,
                Until::NoticeUp => self.notice(case).await?,
                Until::Heard => self.hear(case).await?,
                Until::Identified => self.identify(case).await?,
                Until::PanelOpen => self.open_panel(case).await?,
                Until::Rated => self.rate(case).await?,
                Until::Measured => self.measures(case).await?,
                Until::RatedAfter => self.rate_after(case).await?,
                Until::Reported => self.report(case).await?,
                Until::ReviewCalled => self.call_review(case).await?,
                Until::Reviewed => self.review(case).await?,
                Until::Submitted => self.submit(case).await?,
                Until::Filed => self.file(case).await?,
                Until::LegalityAsked => self.ask_legality(case).await?,
                Until::Lawful => self.answer_legality(case).await?,
                Until::Decided => self.decide(case).await?,
                Until::CheckedIn => self.track(case).await?,
                Until::Completed => self.complete(case).await?,
                Until::Evaluated => self.evaluate(case).await?,
                Until::Archived => self.archive(case).await?,
            }
            case.reached = next;
            Ok(true)
        })
    }

    fn site(&self, case: &Case) -> Outcome<&Site> {
        self.cast.site(&case.script.division)
    }

    /// Who drafts: the agency under contract, or the owner where there is none.
    fn drafter(&self, case: &Case) -> Outcome<&Actor> {
        let contracted = case.state.plan.as_ref().and_then(|p| p.third_party);
        if contracted == Some(self.cast.agency.unit) {
            Ok(&self.cast.agency)
        } else {
            Ok(&self.site(case)?.desk.owner)
        }
    }

    /// An operation of a person, a moment after the last one.
    #[must_use]
    pub fn ctx(&self, who: &Actor) -> Ctx {
        self.clock.tick(self.pace);
        Ctx::new(who.clone(), self.clock.now(), "demo".to_owned())
    }

    /// An empty vault.
    #[must_use]
    pub fn vault(&self) -> Vault<'a> {
        Vault::new(self.app.ids())
    }

    fn new_id(&self) -> Uuid {
        self.app.ids().id(self.clock.now())
    }

    /// Carries out an act on the case's assessment.
    ///
    /// # Errors
    /// Whatever the use case refuses.
    pub fn act<'b>(
        &'b self,
        case: &'b mut Case,
        who: &'b Actor,
        command: Command,
        vault: Vault<'b>,
    ) -> BoxFuture<'b, Outcome<()>> {
        Box::pin(async move {
            let id = case.assessment.ok_or(AppError::NotFound)?;
            let ctx = self.ctx(who);
            let expected = Some(case.version);
            let done = assessment::act(self.app, &ctx, id, command, vault, expected).await?;
            case.state = done.state;
            case.version = done.version;
            Ok(())
        })
    }

    /// Reads the case's assessment anew, for example after another one opened.
    ///
    /// # Errors
    /// When the store fails.
    pub fn reload<'b>(&'b self, case: &'b mut Case, id: Uuid) -> BoxFuture<'b, Outcome<()>> {
        Box::pin(async move {
            let mut reader = self.app.store().read().await?;
            let loaded = reader.load::<Assessment>(id).await?.ok_or(AppError::NotFound)?;
            self.app.pinned(&mut reader, &pin(&loaded.state.rules_hash)).await?;
            case.assessment = Some(id);
            case.version = loaded.version;
            case.state = loaded.state;
            Ok(())
        })
    }

    fn package_of(&self, case: &Case) -> Outcome<Arc<Package>> {
        self.app
            .package_read(&pin(&case.state.rules_hash))
            .ok_or_else(|| AppError::Internal("rules of the case were not read".into()))
    }

    fn known_file(&self, unit: UnitId, kind: &'static str) -> Option<FileFacts> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).get(&(unit, kind)).cloned()
    }

    /// A small file as evidence, stored once for each unit and kind.
    async fn evidence(&self, unit: UnitId, kind: &'static str) -> Outcome<FileFacts> {
        if let Some(facts) = self.known_file(unit, kind) {
            return Ok(facts);
        }
        let text = format!("{kind}（演示材料，内容为虚构）\n本文件仅用于演示。\n");
        let failed = |e: store::BlobError| AppError::Internal(e.to_string());
        let media_type = "text/plain";
        let staged = self
            .app
            .store()
            .blobs()
            .stage(unit, media_type, 1 << 20, text.as_bytes())
            .await
            .map_err(failed)?;
        let mut tx = self.app.store().write().await?;
        tx.put_blob(&staged, self.clock.now()).await?;
        tx.commit().await?;
        let facts = FileFacts {
            blob: staged.key.to_string(),
            name: format!("{kind}.txt"),
            media_type: media_type.to_owned(),
            size: staged.size,
        };
        let mut known = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((unit, kind), facts.clone());
        Ok(facts)
    }
}
