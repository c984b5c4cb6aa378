//! Folding: what each event makes of the state. Nothing here refuses.

use crate::{
    codes::{Deed, MeasureStatus, Step, Vote},
    ids::PersonId,
    record::{EventMeta, Record},
    text::Text,
};

use super::{
    Assessment, Standing,
    event::{AssessmentEvent as E, Entry},
    parts::{
        FilingState, Legality, Panel, PanelState, Pause, Progress, Replaced, Review, Reviewer,
        WeightSet,
    },
};

impl Record for Assessment {
    const KIND: &'static str = "assessment";
    const FOLD_VERSION: u32 = 4;
    type Event = E;

    fn apply(&mut self, meta: &EventMeta, event: &E) {
        self.apply_start(meta, event);
        self.apply_hearing(meta, event);
        self.apply_rating(meta, event);
        self.apply_measures(meta, event);
        self.apply_review(meta, event);
        self.apply_filing(meta, event);
        self.apply_tracking(meta, event);
        self.apply_course(meta, event);
    }
}

impl Assessment {
    fn did(&mut self, meta: &EventMeta, deed: Deed) {
        self.deeds.entry(deed).or_default().insert(meta.actor);
    }

    fn apply_start(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::AssessmentOpened {
                matter,
                number,
                rules,
                ordinal,
                procedure,
                parties,
                households,
                is_plan,
            } => {
                self.matter = Some(*matter);
                self.number.clone_from(number);
                self.rules_hash = *rules;
                self.ordinal = *ordinal;
                self.procedure = Some(*procedure);
                self.parties = Some(*parties);
                self.households = *households;
                self.is_plan = *is_plan;
                self.standing = Standing::Active;
                self.opened = Some(meta.occurred_on);
                self.done.insert(Step::Listing, meta.occurred_on);
                self.done.insert(Step::Screening, meta.occurred_on);
            }
            E::PlanAdopted { plan } => {
                self.plan = Some(plan.clone());
                self.assessor_units.insert(meta.unit);
                self.did(meta, Deed::Drafted);
            }
            E::ExecutingNamed { unit } => {
                if let Some(parties) = &mut self.parties {
                    parties.executing = Some(*unit);
                }
            }
            // Earlier logs close the tracking of a matter with the decision that
            // halts it, though nothing was tracked.
            E::StepDone { step: Step::Tracking } if self.halted_by().is_some() => {}
            E::StepDone { step } => {
                self.done.insert(*step, meta.occurred_on);
            }
            _ => {}
        }
    }

    fn apply_hearing(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::NoticePublished { notice } => self.notices.push(notice.clone()),
            E::NoticeClosed { notice, objections, proof } => {
                if let Some(n) = self.notices.iter_mut().find(|n| n.id == *notice) {
                    n.objections = Some(*objections);
                    n.proof.extend(proof.iter().copied());
                }
            }
            E::ActivityRecorded { activity } => self.activities.push(activity.clone()),
            E::MinutesConfirmed { activity, confirmed } => {
                if let Some(a) = self.activities.iter_mut().find(|a| a.id == *activity) {
                    a.confirmed = Some(*confirmed);
                }
            }
            E::HearingAnnounced { hearing } => self.hearings.push(hearing.clone()),
            E::HearingPrepared { hearing, list, papers_on } => {
                if let Some(h) = self.hearings.iter_mut().find(|h| h.id == *hearing) {
                    h.list = list.clone().or(h.list.take());
                    h.papers_on = papers_on.or(h.papers_on);
                }
            }
            E::HearingClosed { hearing } => {
                if let Some(h) = self.hearings.iter_mut().find(|h| h.id == *hearing) {
                    h.closed = Some(meta.occurred_on);
                }
            }
            E::OpinionRecorded { opinion } => self.opinions.push(opinion.clone()),
            E::OpinionAnswered { index, opinion } => {
                if let Some(o) = self.opinions.get_mut(*index as usize) {
                    *o = opinion.clone();
                }
            }
            E::OpinionRecounted { index, count } => {
                if let Some(o) = self.opinions.get_mut(*index as usize) {
                    o.count = *count;
                }
            }
            E::ConsultationClosed { summary, shortened } => {
                self.consultation = Some(*summary);
                self.consultation_shortened = *shortened;
            }
            _ => {}
        }
    }

    fn apply_rating(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::FactorIdentified { factor } => {
                self.factors.push(factor.clone());
                self.assessor_units.insert(meta.unit);
                self.did(meta, Deed::Drafted);
            }
            E::PanelOpened { panel, stage, experts } => self.panels.push(Panel {
                id: *panel,
                stage: *stage,
                experts: experts.clone(),
                state: PanelState::Blind,
                blind: Default::default(),
                discussed: Default::default(),
                minutes: None,
                opened: Some(meta.occurred_on),
                replaced: Vec::new(),
            }),
            E::RatedBlind { panel, ratings } => {
                if let Some(p) = self.panels.iter_mut().find(|p| p.id == *panel) {
                    p.blind.insert(meta.actor, ratings.clone());
                }
                self.did(meta, Deed::Rated);
            }
            E::DiscussionOpened { panel } => self.set_panel(*panel, PanelState::Discussion),
            E::RatedAgain { panel, ratings } => {
                if let Some(p) = self.panels.iter_mut().find(|p| p.id == *panel) {
                    p.discussed.insert(meta.actor, ratings.clone());
                }
            }
            E::ExpertReplaced { panel, expert, successor, reason } => {
                if let Some(p) = self.panels.iter_mut().find(|p| p.id == *panel) {
                    p.experts.retain(|e| e != expert);
                    p.experts.extend(*successor);
                    p.experts.sort_unstable();
                    p.replaced.push(left(meta, *expert, *successor, *reason));
                }
            }
            E::PanelClosed { panel, minutes } => {
                self.set_panel(*panel, PanelState::Closed);
                if let Some(p) = self.panels.iter_mut().find(|p| p.id == *panel) {
                    p.minutes = Some(*minutes);
                }
            }
            E::WeightsSet { weights, source } => {
                self.weights = Some(WeightSet { weights: weights.clone(), source: *source });
            }
            E::LevelDetermined { entry } => {
                let mut entry = entry.clone();
                if entry.lowered.is_some() {
                    self.did(meta, Deed::LevelLowered);
                    // Events of the first release do not name who lowered.
                    entry.lowered_by = entry.lowered_by.or(Some(meta.actor));
                }
                self.levels.push(entry);
            }
            _ => {}
        }
    }

    fn set_panel(&mut self, id: crate::ids::PanelId, state: PanelState) {
        if let Some(p) = self.panels.iter_mut().find(|p| p.id == id) {
            p.state = state;
        }
    }

    fn apply_measures(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::MeasureSet { measure } => {
                self.measures.push(measure.clone());
                self.did(meta, Deed::Drafted);
            }
            E::MeasuresClosed { contingency } => self.contingency = Some(*contingency),
            E::MeasureProgressed { measure, on, status, note, proof } => {
                if let Some(m) = self.measures.iter_mut().find(|m| m.id == *measure) {
                    m.status = *status;
                    m.progress.push(Progress {
                        on: *on,
                        status: *status,
                        note: *note,
                        proof: proof.clone(),
                    });
                }
            }
            E::ReportFrozen { report } => {
                self.reports.push(report.clone());
                self.assessor_units.insert(meta.unit);
                self.did(meta, Deed::Drafted);
            }
            _ => {}
        }
    }

    fn apply_review(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::ReviewConvened { review, report, reviewers } => self.reviews.push(Review {
                id: *review,
                report: *report,
                reviewers: reviewers.clone(),
                outcome: None,
                minutes: None,
                convened: Some(meta.occurred_on),
                replaced: Vec::new(),
            }),
            E::ConflictDeclared { review, free } => {
                self.with_reviewer(*review, meta, |r| r.declared = Some(*free));
            }
            E::VoteCast { review, vote, opinion } => {
                self.with_reviewer(*review, meta, |r| r.vote = Some((*vote, *opinion)));
                self.did(meta, Deed::Reviewed);
            }
            E::ReviewerReplaced { review, reviewer, successor, reason } => {
                if let Some(r) = self.reviews.iter_mut().find(|r| r.id == *review) {
                    r.reviewers.retain(|p| p.person != *reviewer);
                    r.reviewers.extend(successor.map(Reviewer::named));
                    r.replaced.push(left(meta, *reviewer, *successor, *reason));
                }
            }
            E::ReviewConcluded { review, outcome, minutes } => {
                if let Some(r) = self.reviews.iter_mut().find(|r| r.id == *review) {
                    r.outcome = Some(*outcome);
                    r.minutes = Some(*minutes);
                }
                if *outcome != Vote::Pass {
                    self.done.remove(&Step::Report);
                }
            }
            _ => {}
        }
    }

    fn with_reviewer(
        &mut self,
        review: crate::ids::ReviewId,
        meta: &EventMeta,
        change: impl FnOnce(&mut super::parts::Reviewer),
    ) {
        if let Some(reviewer) = self
            .reviews
            .iter_mut()
            .find(|r| r.id == review)
            .and_then(|r| r.reviewers.iter_mut().find(|p| p.person == meta.actor))
        {
            change(reviewer);
        }
    }

    fn apply_filing(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::FilingSubmitted { filing } => self.filings.push(filing.clone()),
            E::FilingReturned { filing, reasons, note } => self.answer_filing(
                *filing,
                meta,
                FilingState::Returned { reasons: reasons.clone(), note: *note },
            ),
            E::FilingAccepted { filing, number, valid_until, note } => {
                self.answer_filing(
                    *filing,
                    meta,
                    FilingState::Accepted {
                        number: number.clone(),
                        valid_until: *valid_until,
                        note: *note,
                    },
                );
                self.did(meta, Deed::Filed);
            }
            E::LegalityRequested {} => self.legality.push(Legality {
                requested: meta.occurred_on,
                answered: None,
                opinion: None,
                note: None,
            }),
            E::LegalityAnswered { opinion, note } => {
                if let Some(l) = self.legality.last_mut() {
                    l.answered = Some(meta.occurred_on);
                    l.opinion = Some(*opinion);
                    l.note = Some(*note);
                }
                self.did(meta, Deed::LegalityReviewed);
            }
            E::Decided { decision } | E::DecisionChanged { decision, .. } => {
                self.decisions.push(decision.clone());
                self.did(meta, Deed::Decided);
                // A matter that goes on again is tracked again.
                if decision.conclusion.goes_on() {
                    self.done.remove(&Step::Tracking);
                }
            }
            _ => {}
        }
    }

    fn answer_filing(&mut self, id: crate::ids::FilingId, meta: &EventMeta, state: FilingState) {
        if let Some(f) = self.filings.iter_mut().find(|f| f.id == id) {
            f.state = state;
            f.answered = Some(meta.occurred_on);
        }
    }

    fn apply_tracking(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::CheckedIn { check_in } => self.check_ins.push(check_in.clone()),
            E::IncidentRecorded { incident } => self.incidents.push(incident.clone()),
            E::TriggerRaised { trigger } => self.triggers.push(trigger.clone()),
            E::TriggerAnswered { trigger, answer, reassess } => {
                if let Some(t) = self.triggers.iter_mut().find(|t| t.id == *trigger) {
                    t.answer = Some(*answer);
                    t.reassessed = *reassess;
                }
            }
            E::Completed { summary } => self.completion = Some(*summary),
            E::PostEvaluated { evaluation } => {
                self.post_evaluation = Some(evaluation.clone());
                self.did(meta, Deed::PostEvaluated);
            }
            E::Archived { .. } => self.standing = Standing::Archived,
            _ => {}
        }
    }

    fn apply_course(&mut self, meta: &EventMeta, event: &E) {
        match event {
            E::Suspended { cause, reason } => {
                self.standing = Standing::Suspended;
                self.pauses.push(Pause {
                    from: meta.occurred_on,
                    to: None,
                    cause: *cause,
                    reason: *reason,
                });
            }
            E::Resumed { .. } => {
                self.standing = Standing::Active;
                if let Some(p) = self.pauses.last_mut() {
                    p.to = Some(meta.occurred_on);
                }
            }
            E::TermSet { step, due } => {
                // Earlier logs set a term for the end of a matter that was halted.
                let applies = step.is_none_or(|step| self.applies(step));
                self.term_step = if applies { *step } else { Some(Step::Archive) };
                self.term_due = due.filter(|_| applies);
            }
            E::TermExtended { extension } => self.extensions.push(extension.clone()),
            E::ProcedureChanged { to, .. } => {
                self.procedure = Some(*to);
                // All work is kept, but the report has to take in what the fuller
                // procedure adds, and to pass its review.
                self.done.remove(&Step::Report);
                self.done.remove(&Step::Review);
            }
            E::Withdrawn { reason } => self.standing = Standing::Withdrawn { reason: *reason },
            E::EntryVoided { entry, reason } => self.void(*entry, *reason),
            _ => {}
        }
    }

    fn void(&mut self, entry: Entry, reason: crate::text::Text) {
        match entry {
            Entry::Notice(id) => {
                if let Some(n) = self.notices.iter_mut().find(|n| n.id == id) {
                    n.void = Some(reason);
                }
            }
            Entry::Activity(id) => {
                if let Some(a) = self.activities.iter_mut().find(|a| a.id == id) {
                    a.void = Some(reason);
                }
            }
            Entry::Factor(id) => {
                if let Some(f) = self.factors.iter_mut().find(|f| f.id == id) {
                    f.void = Some(reason);
                }
                if let Some(w) = &mut self.weights {
                    w.weights.remove(&id);
                }
            }
            Entry::Measure(id) => {
                if let Some(m) = self.measures.iter_mut().find(|m| m.id == id) {
                    m.void = Some(reason);
                    m.status = MeasureStatus::Failed;
                }
            }
        }
    }
}

/// Somebody who left a panel or a review.
const fn left(
    meta: &EventMeta,
    person: PersonId,
    successor: Option<PersonId>,
    reason: Text,
) -> Replaced {
    Replaced { person, successor, on: meta.occurred_on, by: meta.actor, reason }
}
