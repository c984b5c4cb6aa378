//! What can be read off an assessment: levels, what stands, what comes next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use risk::{
    counts::DegreeCounts,
    index::{FactorInput, IndexMethod, Weighting, composite},
    panel::{Aggregator, Panel as Ratings, PanelError},
    ratio::Ratio,
};

use super::{
    Assessment, Standing,
    acts::level::closed_panel,
    parts::{DecisionEntry, Factor, Filing, FilingState, Measure, Panel, Rating, Review},
};
use crate::{
    calendar::CalendarError,
    clock::{Due, TermInput, due, over_on},
    codes::{Level, MeasureStatus, ProcedureCode, RatingStage, Step},
    env::Env,
    ids::{FactorId, MeasureId, PersonId, UnitId},
    refusal::{Reason, Refusal},
    rulebook::{Aggregation, Procedure, StepRule, Term, TermUnit, UpgradeRule},
    text::Text,
};

/// A filing that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// 朝稳备〔2016〕412号.
    pub number: String,
    /// Day of filing.
    pub on: Option<Date>,
    /// Last day on which it clears the matter.
    pub valid_until: Date,
}

impl Panel {
    /// Experts who have not rated.
    pub fn silent(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.experts.iter().copied().filter(|who| !self.blind.contains_key(who))
    }

    /// The rating that counts for each expert: after the discussion, else blind.
    #[must_use]
    pub fn standing(&self) -> Vec<&Vec<Rating>> {
        self.blind.iter().map(|(who, blind)| self.discussed.get(who).unwrap_or(blind)).collect()
    }

    /// p and q of every factor that stands, joined over the experts.
    ///
    /// # Errors
    /// Refused when a factor has no rating at all.
    pub fn joined(
        &self,
        state: &Assessment,
        how: Aggregation,
    ) -> Result<Vec<(FactorId, Ratio, Ratio)>, Refusal> {
        let cannot = |code: &str| {
            Refusal::of(Reason::CannotCompute { code: code.to_owned(), field: "ratings".into() })
        };
        let ratings = self.ratings(state).map_err(|e| cannot(e.code()))?;
        let aggregator = match how {
            Aggregation::Mean => Aggregator::Mean,
            Aggregation::Median => Aggregator::Median,
        };
        let joined = ratings.aggregate(&aggregator).map_err(|e| cannot(e.code()))?;
        Ok(state
            .live_factors()
            .zip(joined.p)
            .zip(joined.q)
            .map(|((factor, p), q)| (factor.id, p, q))
            .collect())
    }

    /// The ratings that count, for the factors that stand.
    pub(super) fn ratings(&self, state: &Assessment) -> Result<Ratings, PanelError> {
        let pick = |take: fn(&Rating) -> Ratio| -> Vec<Vec<Option<Ratio>>> {
            let of = |rs: &&Vec<Rating>| {
                state
                    .live_factors()
                    .map(|f| rs.iter().find(|r| r.factor == f.id).map(take))
                    .collect()
            };
            self.standing().iter().map(of).collect()
        };
        Ratings::new(pick(|r| r.p.ratio()), pick(|r| r.q.ratio()))
    }
}

impl Review {
    /// Reviewers who have not voted.
    pub fn silent(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.reviewers.iter().filter(|r| r.vote.is_none()).map(|r| r.person)
    }
}

impl Assessment {
    /// The body that carries the assessment out (评估主体): the agency under
    /// contract, or the responsible unit where none is commissioned.
    #[must_use]
    pub fn assessing_unit(&self) -> Option<UnitId> {
        let agency = self.plan.as_ref().and_then(|p| p.third_party);
        agency.or_else(|| self.parties.map(|p| p.lead))
    }

    /// Everyone whom a panel or a review names.
    #[must_use]
    pub fn named(&self) -> BTreeSet<PersonId> {
        let experts = self.panels.iter().flat_map(|p| p.experts.iter().copied());
        let reviewers = self.reviews.iter().flat_map(|r| r.reviewers.iter().map(|p| p.person));
        experts.chain(reviewers).collect()
    }

    /// A factor by its identifier, struck out or not.
    #[must_use]
    pub fn factor(&self, id: FactorId) -> Option<&Factor> {
        self.factors.iter().find(|f| f.id == id)
    }

    /// A measure by its identifier, struck out or not.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.iter().find(|m| m.id == id)
    }

    /// Factors that stand.
    pub fn live_factors(&self) -> impl Iterator<Item = &Factor> {
        self.factors.iter().filter(|f| f.void.is_none())
    }

    /// Measures that stand.
    pub fn live_measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|m| m.void.is_none())
    }

    /// Measures that stand and are neither done nor failed.
    #[must_use]
    pub fn unfinished_measures(&self) -> u32 {
        let open = self
            .live_measures()
            .filter(|m| !matches!(m.status, MeasureStatus::Done | MeasureStatus::Failed))
            .count();
        u32::try_from(open).unwrap_or(u32::MAX)
    }

    /// The last level determined at a stage.
    #[must_use]
    pub fn level_at(&self, stage: RatingStage) -> Option<Level> {
        self.levels.iter().rev().find(|l| l.stage == stage).map(|l| l.level)
    }

    /// The level with which the assessment was, or would be, filed.
    #[must_use]
    pub fn filed_level(&self) -> Option<Level> {
        self.level_at(RatingStage::After).or_else(|| self.level_at(RatingStage::Initial))
    }

    /// The submission that the filing unit has not answered, if any.
    #[must_use]
    pub fn submitted(&self) -> Option<&Filing> {
        self.filings.iter().find(|f| f.state == FilingState::Submitted)
    }

    /// Whether the last submission was sent back and nothing followed it.
    #[must_use]
    pub fn returned(&self) -> bool {
        self.filings.last().is_some_and(|f| matches!(f.state, FilingState::Returned { .. }))
    }

    /// The rule that moves a simplified case to the general procedure, if one
    /// applies: a level above its mark, or objections by its share of the
    /// households affected (domain reference §2.2).
    #[must_use]
    pub fn upgrade_due<'a>(&self, env: &Env<'a>) -> Option<&'a UpgradeRule> {
        if self.procedure != Some(ProcedureCode::Simplified) {
            return None;
        }
        let objections: u64 = self
            .notices
            .iter()
            .filter(|n| n.void.is_none())
            .filter_map(|n| n.objections)
            .map(u64::from)
            .sum();
        env.rules.upgrades.iter().find(|rule| {
            let level = rule
                .level_above
                .is_some_and(|mark| self.filed_level().is_some_and(|level| level > mark));
            let objected =
                rule.objections_percent.zip(self.households).is_some_and(|(percent, all)| {
                    objections > 0 && objections * 100 >= u64::from(percent) * u64::from(all)
                });
            level || objected
        })
    }

    /// The filing that stands, if any.
    #[must_use]
    pub fn filed(&self) -> Option<Filed> {
        self.filings.iter().rev().find_map(|f| match &f.state {
            FilingState::Accepted { number, valid_until, .. } => {
                Some(Filed { number: number.clone(), on: f.answered, valid_until: *valid_until })
            }
            FilingState::Submitted | FilingState::Returned { .. } => None,
        })
    }

    /// p and q of every factor as they are now: the expected value, or the
    /// initial one again where a measure of the factor failed or is overdue. A
    /// live rating overrides both; one that was made while the measure was still
    /// relied on can only raise the value. Measures struck out never count.
    #[must_use]
    pub fn live_ratings(&self, env: &Env<'_>) -> Option<Vec<(FactorId, Ratio, Ratio)>> {
        let how = env.rules.method.aggregation;
        let initial = closed_panel(self, RatingStage::Initial).ok()?.joined(self, how).ok()?;
        let after = closed_panel(self, RatingStage::After)
            .ok()
            .and_then(|p| p.joined(self, how).ok())
            .unwrap_or_else(|| initial.clone());
        let mut live: BTreeMap<FactorId, (Ratio, Ratio)> = BTreeMap::new();
        for (factor, p, q) in after {
            live.insert(factor, (p, q));
        }
        let mut broken: BTreeMap<FactorId, Date> = BTreeMap::new();
        for (factor, p, q) in initial {
            let reach = self.live_measures().filter(|m| m.factors.contains(&factor));
            if let Some(day) = reach.filter_map(|m| m.relied_on_until(env.today)).max() {
                live.insert(factor, (p, q));
                broken.insert(factor, day);
            }
        }
        for check_in in &self.check_ins {
            for rating in &check_in.ratings {
                let (mut p, mut q) = (rating.p.ratio(), rating.q.ratio());
                let stale = broken.get(&rating.factor).is_some_and(|day| check_in.on <= *day);
                if let (true, Some((at_least_p, at_least_q))) = (stale, live.get(&rating.factor)) {
                    p = p.max(at_least_p.clone());
                    q = q.max(at_least_q.clone());
                }
                live.insert(rating.factor, (p, q));
            }
        }
        Some(live.into_iter().map(|(factor, (p, q))| (factor, p, q)).collect())
    }

    /// The live level by index and counts; none before the first rating.
    #[must_use]
    pub fn live_level(&self, env: &Env<'_>) -> Option<Level> {
        let weights = &self.weights.as_ref()?.weights;
        let method = &env.rules.method;
        let inputs: Option<Vec<FactorInput>> = self
            .live_ratings(env)?
            .into_iter()
            .map(|(f, p, q)| Some(FactorInput { p, q, weight: weights.get(&f)?.ratio() }))
            .collect();
        let how = IndexMethod {
            take: method.take_r,
            weighting: Weighting::SumToOne { slack: risk::ratio::Ratio::zero() },
            cuts: method.degree_cuts.clone(),
        };
        let index = composite(&inputs?, &how).ok()?;
        let counts: DegreeCounts = index.factors.iter().map(|f| f.degree).collect();
        Some(method.index.level(&index.t).max(method.counts.rule.apply(&counts).level))
    }

    /// The first required step of the procedure that is not done.
    #[must_use]
    pub fn next_step<'p>(&self, procedure: &'p Procedure) -> Option<&'p StepRule> {
        match self.standing {
            Standing::Withdrawn { .. } | Standing::Archived => None,
            _ => procedure
                .steps
                .iter()
                .find(|s| s.required && self.applies(s.step) && !self.done.contains_key(&s.step)),
        }
    }

    /// The decision under which nothing is carried out: the matter is deferred,
    /// stopped, or sent back to be changed.
    #[must_use]
    pub fn halted_by(&self) -> Option<&DecisionEntry> {
        self.decisions.last().filter(|decision| !decision.conclusion.goes_on())
    }

    /// Whether a step applies. Where nothing is carried out, nothing is tracked,
    /// ended or evaluated afterwards, but for what was done already.
    #[must_use]
    pub fn applies(&self, step: Step) -> bool {
        let carries_out = matches!(step, Step::Tracking | Step::Completion | Step::PostEvaluation);
        !carries_out || self.halted_by().is_none() || self.done.contains_key(&step)
    }

    /// The required steps that stand before `step` and apply, in order.
    pub fn owed_before<'p>(
        &self,
        procedure: &'p Procedure,
        step: Step,
    ) -> impl Iterator<Item = &'p StepRule> {
        procedure.required_before(step).filter(|rule| self.applies(rule.step))
    }

    /// The day from which a step could be worked on: that of the last required
    /// step before it, or the opening. None while one of them is not done. A
    /// matter that was halted on its way is closed from the day of that decision.
    #[must_use]
    pub fn step_from(&self, procedure: &Procedure, step: Step) -> Option<Date> {
        let before: Option<Vec<Date>> =
            self.owed_before(procedure, step).map(|s| self.done.get(&s.step).copied()).collect();
        let halted = self.halted_by().filter(|_| step == Step::Archive).map(|d| d.on);
        before.and_then(|days| days.into_iter().chain(halted).max().or(self.opened))
    }

    /// The least time that a step takes is over on the stated day, or a reason
    /// says why it was shortened where the rule lets it be. Answers with the
    /// reason that had to be used.
    ///
    /// # Errors
    /// Refused with the rule and the day on which the time is over.
    pub fn least_time(
        &self,
        env: &Env<'_>,
        step: Step,
        shortened: Option<Text>,
    ) -> Result<Option<Text>, Refusal> {
        let procedure = self.rules(env)?;
        let Some((rule, least)) = procedure.step(step).and_then(|r| r.minimum.map(|m| (r, m)))
        else {
            return Ok(None);
        };
        let Some(mut from) = self.step_from(procedure, step) else { return Ok(None) };
        if step == Step::Consultation {
            // People are asked from the day on which the first notice went up.
            let up = self.notices.iter().filter(|n| n.void.is_none()).map(|n| n.from).min();
            from = up.map_or(from, |day| day.min(from));
        }
        let outside = |_: CalendarError| Refusal::invalid("occurred_on", "outside_calendar");
        let over = over_on(env.calendar, from, least, &self.pauses).map_err(outside)?;
        match over {
            Some(day) if env.occurred_on >= day => Ok(None),
            _ if shortened.is_some() && !rule.firm => Ok(shortened),
            over => {
                let until = over.map(|day| day.to_string()).unwrap_or_default();
                let reason = if rule.firm {
                    Reason::TooEarly { field: "occurred_on", until }
                } else {
                    Reason::TooSoon { field: "shortened", need: least.count, until }
                };
                Err(Refusal::of(reason).by(&rule.item))
            }
        }
    }

    /// When a step is due and how that came about. None when the rules set no
    /// term, and while a required step before it is not done: the clock starts
    /// on the day on which the last of them was done.
    ///
    /// # Errors
    /// [`CalendarError`] when the calendar does not cover the days.
    pub fn due(
        &self,
        env: &Env<'_>,
        procedure: &Procedure,
        step: Step,
    ) -> Result<Option<Due>, CalendarError> {
        if step == Step::Tracking {
            return self.next_check_in(env);
        }
        let Some((rule, term)) = procedure.step(step).and_then(|r| r.due.map(|t| (r, t))) else {
            return Ok(None);
        };
        let Some(start) = self.step_from(procedure, step) else { return Ok(None) };
        let extensions: Vec<(u32, Date)> =
            self.extensions.iter().filter(|e| e.step == step).map(|e| (e.days, e.on)).collect();
        let input = TermInput {
            start,
            term,
            source: &rule.item.source,
            extensions: &extensions,
            pauses: &self.pauses,
        };
        due(env.calendar, &input).map(Some)
    }

    /// When the next check-in is due and how that came about: the interval of
    /// the level, in months, from the last one. None while nothing is tracked.
    ///
    /// # Errors
    /// [`CalendarError`] when the calendar does not cover the days.
    pub fn next_check_in(&self, env: &Env<'_>) -> Result<Option<Due>, CalendarError> {
        let Some((rule, start)) = self.check_in_interval(env.rules) else { return Ok(None) };
        let input = TermInput {
            start,
            term: Term { count: rule.months, unit: TermUnit::Months },
            source: &rule.item.source,
            extensions: &[],
            pauses: &self.pauses,
        };
        due(env.calendar, &input).map(Some)
    }
}

impl Measure {
    /// Overdue on a day: not done although its last day has passed.
    #[must_use]
    pub fn overdue(&self, today: Date) -> bool {
        self.void.is_none()
            && !matches!(self.status, MeasureStatus::Done | MeasureStatus::Failed)
            && self.due < today
    }

    /// No longer to be relied on: failed, struck out or overdue.
    #[must_use]
    pub fn broken(&self, today: Date) -> bool {
        self.void.is_some() || self.status == MeasureStatus::Failed || self.overdue(today)
    }

    /// The last day for which somebody may have relied on a measure that is
    /// broken: the one on which it was reported as failed, or its last day where
    /// it is overdue.
    #[must_use]
    pub fn relied_on_until(&self, today: Date) -> Option<Date> {
        if !self.broken(today) {
            return None;
        }
        let failed = self.progress.iter().rev().take_while(|n| n.status == MeasureStatus::Failed);
        Some(failed.last().map_or(self.due, |note| note.on))
    }
}
