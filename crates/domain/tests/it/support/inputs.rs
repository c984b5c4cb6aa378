//! Inputs of acts that are right where the state lets them be.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        Command as C, Entry,
        acts::{
            activity::RecordActivity, course, decision::Decide, factor::IdentifyFactor, filing,
            hearing, level::DetermineLevel, measure, notice, panel, plan::AdoptPlan, replace,
            report::FreezeReport, review, tracking, weights::SetWeights,
        },
        parts::{Attended, Group, Judged, Plan, Rating, Section, Tally},
    },
    codes::{
        ActivityKind, Attitude, CauseParty, Conclusion, Confirmer, Hierarchy, Level, MeasureStatus,
        Phase, ProcedureCode, RatingStage, Step, TriggerKind, Vote,
    },
    ids::{
        ActivityId, FactorId, FilingId, HearingId, IncidentId, MeasureId, NoticeId, PanelId,
        ReportId, ReviewId, TriggerId,
    },
};
use jiff::{ToSpan as _, civil::Date};
use risk::scale::{Score, Weight};

use super::{Case, Who, file, text};

pub fn plan(case: &Case) -> C {
    C::AdoptPlan(AdoptPlan {
        plan: Plan {
            scope: text(1),
            groups: vec![Group {
                name: text(2),
                direct: true,
                size: 240,
                need: None,
                kind: None,
                influence: None,
                affected: None,
                channel: None,
            }],
            methods: vec![ActivityKind::Seminar],
            sample_target: 60,
            from: case.today,
            to: case.today.checked_add(60.days()).expect("a day"),
            third_party: Some(Who::Agency.unit()),
            budget_yuan: Some(30_000),
        },
    })
}

pub fn notice(case: &mut Case, to: Date) -> C {
    C::PublishNotice(notice::PublishNotice {
        id: NoticeId::new(case.fresh()),
        place: text(3),
        text: text(4),
        from: case.today,
        to,
        shortened: None,
        proof: vec![],
    })
}

pub fn close_notice(notice: NoticeId, objections: u32) -> C {
    C::CloseNotice(notice::CloseNotice { notice, objections, proof: vec![file(1)] })
}

pub fn activity(case: &mut Case, opposed: u32, supported: u32) -> C {
    C::RecordActivity(RecordActivity {
        id: ActivityId::new(case.fresh()),
        kind: ActivityKind::Seminar,
        on: case.today,
        place: text(5),
        attendance: opposed + supported,
        tallies: vec![Tally {
            group: text(2),
            counts: BTreeMap::from([(Attitude::Oppose, opposed), (Attitude::Support, supported)]),
        }],
        minutes: text(6),
        proof: vec![file(2)],
        sealed: None,
        groups: vec![],
        hearing: None,
    })
}

/// A hearing ten days from now, whose rule was published today.
pub fn announce(case: &mut Case) -> C {
    C::AnnounceHearing(hearing::AnnounceHearing {
        id: HearingId::new(case.fresh()),
        on: case.today.checked_add(10.days()).expect("a day"),
        place: text(46),
        selection: text(47),
        selection_on: case.today,
    })
}

/// The list is published and the papers are there today.
pub fn prepare(case: &Case, hearing: HearingId) -> C {
    C::PrepareHearing(hearing::PrepareHearing {
        hearing,
        list_sha256: Some("AB".repeat(32)),
        list_on: Some(case.today),
        papers_on: Some(case.today),
    })
}

pub fn confirm(case: &Case, activity: ActivityId, confirmed_by: Confirmer) -> C {
    let confirmed_on = case.today;
    C::ConfirmMinutes(hearing::ConfirmMinutes { activity, confirmed_by, confirmed_on })
}

/// The hearing is held today: twelve residents, of whom eight spoke against it.
pub fn held(case: &mut Case, hearing: HearingId) -> C {
    let C::RecordActivity(input) = activity(case, 8, 4) else { panic!("an activity") };
    C::RecordActivity(RecordActivity {
        kind: ActivityKind::Hearing,
        hearing: Some(hearing),
        groups: vec![Attended { group: text(2), size: 12 }],
        ..input
    })
}

pub fn close_hearing(hearing: HearingId) -> C {
    C::CloseHearing(hearing::CloseHearing { hearing })
}

pub fn factor(case: &mut Case, catalogue: Option<&str>) -> C {
    C::IdentifyFactor(IdentifyFactor {
        id: FactorId::new(case.fresh()),
        catalogue: catalogue.map(str::to_owned),
        name: text(7),
        phase: Phase::Implementation,
        cause: text(8),
    })
}

pub fn open_panel(case: &mut Case, stage: RatingStage, experts: u8) -> C {
    C::OpenPanel(panel::OpenPanel {
        id: PanelId::new(case.fresh()),
        stage,
        experts: (0..experts).map(|n| Who::Expert(n).person()).collect(),
    })
}

pub fn ratings(case: &Case, (p, q): (u16, u16)) -> Vec<Rating> {
    case.state
        .live_factors()
        .map(|f| Rating {
            factor: f.id,
            p: Score::new(p).expect("a score"),
            q: Score::new(q).expect("a score"),
        })
        .collect()
}

pub fn rate(case: &Case, panel: PanelId, pq: (u16, u16)) -> C {
    C::RateBlind(panel::RateBlind { panel, ratings: ratings(case, pq) })
}

pub fn rate_again(case: &Case, panel: PanelId, pq: (u16, u16)) -> C {
    C::RateAgain(panel::RateAgain { panel, ratings: ratings(case, pq) })
}

pub fn replace_expert(panel: PanelId, leaves: Who, next: Option<Who>) -> C {
    C::ReplaceExpert(replace::ReplaceExpert {
        panel,
        expert: leaves.person(),
        successor: next.map(Who::person),
        reason: text(37),
    })
}

pub fn replace_reviewer(review: ReviewId, leaves: Who, next: Option<Who>) -> C {
    C::ReplaceReviewer(replace::ReplaceReviewer {
        review,
        reviewer: leaves.person(),
        successor: next.map(Who::person),
        reason: text(38),
    })
}

pub fn discuss(panel: PanelId) -> C {
    C::OpenDiscussion(panel::OpenDiscussion { panel })
}

pub fn close_panel(panel: PanelId) -> C {
    C::ClosePanel(panel::ClosePanel { panel, minutes: text(9) })
}

/// Equal weights; the last factor takes the rest.
pub fn weights(case: &Case) -> C {
    let factors: Vec<_> = case.state.live_factors().map(|f| f.id).collect();
    let share = 10_000 / u16::try_from(factors.len().max(1)).expect("few factors");
    let mut left = 10_000;
    let mut weights = BTreeMap::new();
    for (i, factor) in factors.iter().enumerate() {
        let units = if i + 1 == factors.len() { left } else { share };
        left -= units;
        weights.insert(*factor, Weight::new(units).expect("a weight"));
    }
    C::SetWeights(SetWeights { weights, source: text(10) })
}

pub const CALM: Judged = Judged { overall: Level::Low, event: Level::Low, participants: 5 };

pub fn level(stage: RatingStage, judged: Judged) -> C {
    C::DetermineLevel(DetermineLevel { stage, judged, lower_to: None, reason: None })
}

pub fn lowered(stage: RatingStage, judged: Judged, to: Level, reason: bool) -> C {
    C::DetermineLevel(DetermineLevel {
        stage,
        judged,
        lower_to: Some(to),
        reason: reason.then(|| text(11)),
    })
}

pub fn measure(case: &mut Case, factors: Vec<FactorId>, before_start: bool) -> C {
    C::SetMeasure(measure::SetMeasure {
        id: MeasureId::new(case.fresh()),
        factors,
        title: text(12),
        hierarchy: Hierarchy::Reduce,
        owner: Who::Executor.unit(),
        helper: None,
        start: case.today,
        due: case.today.checked_add(300.days()).expect("a day"),
        acceptance: text(13),
        before_start,
    })
}

pub fn progress(measure: MeasureId, status: MeasureStatus, proof: bool) -> C {
    C::ReportProgress(measure::ReportProgress {
        measure,
        status,
        note: text(14),
        proof: if proof { vec![file(3)] } else { vec![] },
    })
}

pub fn report(case: &mut Case, recommends: Conclusion, note: bool) -> C {
    C::FreezeReport(FreezeReport {
        id: ReportId::new(case.fresh()),
        sections: vec![Section { code: "1".into(), text: text(15) }],
        recommends,
        revision_note: note.then(|| text(16)),
        files: vec![],
    })
}

pub fn convene(case: &mut Case, reviewers: u8) -> C {
    C::ConveneReview(review::ConveneReview {
        id: ReviewId::new(case.fresh()),
        reviewers: (0..reviewers).map(|n| Who::Reviewer(n).person()).collect(),
    })
}

pub fn declare(review: ReviewId, free: bool) -> C {
    C::DeclareConflict(review::DeclareConflict { review, free })
}

pub fn vote(review: ReviewId, vote: Vote) -> C {
    C::CastVote(review::CastVote { review, vote, opinion: text(17) })
}

pub fn conclude(review: ReviewId) -> C {
    C::ConcludeReview(review::ConcludeReview { review, minutes: text(18) })
}

pub fn submit(case: &mut Case) -> C {
    C::SubmitFiling(filing::SubmitFiling {
        id: FilingId::new(case.fresh()),
        packet: case.rules.filing.packet.clone(),
    })
}

pub fn accept(filing: FilingId) -> C {
    C::AcceptFiling(filing::AcceptFiling {
        filing,
        number: "朝稳备〔2016〕1号".into(),
        note: text(19),
    })
}

pub fn send_back(filing: FilingId, reasons: &[&str]) -> C {
    C::ReturnFiling(filing::ReturnFiling {
        filing,
        reasons: reasons.iter().map(|r| (*r).to_owned()).collect(),
        note: text(20),
    })
}

pub fn conclusion(conclusion: Conclusion, reason: bool, conditions: bool) -> Decide {
    Decide {
        meeting: text(21),
        conclusion,
        reason: reason.then(|| text(22)),
        conditions: conditions.then(|| text(23)),
        files: vec![],
    }
}

pub fn check_in(case: &mut Case, ratings: Vec<Rating>) -> C {
    C::CheckIn(tracking::RecordCheckIn {
        report: text(24),
        petitions: 1,
        ratings,
        proof: vec![],
        trigger: TriggerId::new(case.fresh()),
        petitions_trigger: TriggerId::new(case.fresh()),
    })
}

pub fn incident(case: &mut Case, on: Date) -> C {
    C::RecordIncident(tracking::RecordIncident {
        id: IncidentId::new(case.fresh()),
        on,
        account: text(25),
        participants: 12,
        factors: vec![],
        trigger: TriggerId::new(case.fresh()),
    })
}

pub fn trigger(case: &mut Case, kind: TriggerKind) -> C {
    C::RaiseTrigger(tracking::RaiseTrigger {
        id: TriggerId::new(case.fresh()),
        kind,
        reason: text(26),
    })
}

pub fn answer_trigger(trigger: TriggerId, reassess: bool) -> C {
    C::AnswerTrigger(tracking::AnswerTrigger { trigger, answer: text(27), reassess })
}

pub fn complete() -> C {
    C::Complete(tracking::Complete { summary: text(28) })
}

pub fn post_evaluate() -> C {
    C::PostEvaluate(tracking::PostEvaluate {
        came_true: vec![],
        level_was_right: true,
        findings: text(29),
        shortened: None,
    })
}

pub fn archive() -> C {
    C::Archive(tracking::Archive { leaves: 120, note: text(30) })
}

pub fn suspend(cause: CauseParty) -> C {
    C::Suspend(course::Suspend { cause, reason: text(31) })
}

pub fn resume() -> C {
    C::Resume(course::Resume { note: text(32) })
}

pub fn extend(step: Step, days: u32) -> C {
    C::ExtendTerm(course::ExtendTerm { step, days, reason: text(33) })
}

pub fn change_procedure(to: ProcedureCode) -> C {
    C::ChangeProcedure(course::ChangeProcedure { to, reason: text(34) })
}

pub fn withdraw() -> C {
    C::Withdraw(course::Withdraw { reason: text(35) })
}

pub fn void(entry: Entry) -> C {
    C::VoidEntry(course::VoidEntry { entry, reason: text(36) })
}

pub fn executing(who: Who) -> C {
    C::NameExecuting(course::NameExecuting { unit: who.unit() })
}
