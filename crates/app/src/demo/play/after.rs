//! Implementation: measures, check-ins, incidents, pauses, end, post-evaluation,
//! archive.

use domain::{
    assessment::{
        Command,
        acts::{
            course::{Resume, Suspend},
            measure::ReportProgress,
            tracking::{
                AnswerTrigger, Archive, Complete, PostEvaluate, RecordCheckIn, RecordIncident,
            },
        },
    },
    codes::{CauseParty, MeasureStatus, Step},
    ids::{IncidentId, MeasureId, TriggerId},
    matter::Matter,
};
use futures_util::future::BoxFuture;

use jiff::civil::Date;

use super::{Case, Player, Until};
use crate::{AppError, error::Outcome};

impl Player<'_> {
    async fn progress(
        &self,
        case: &mut Case,
        measure: MeasureId,
        status: MeasureStatus,
        note: &str,
    ) -> Outcome<()> {
        let who = self.site(case)?.desk.executing.clone();
        let proof = self.evidence(who.unit, "措施落实材料").await?;
        let mut vault = self.vault();
        let command = Command::ReportProgress(ReportProgress {
            measure,
            status,
            note: vault.text(note),
            proof: vec![vault.file(&proof)],
        });
        self.act(case, &who, command, vault).await
    }

    /// What is due before the start is done, the rest moves on; one check-in.
    pub(super) async fn track(&self, case: &mut Case) -> Outcome<()> {
        let measures: Vec<_> = case.state.live_measures().map(|m| (m.id, m.before_start)).collect();
        for (measure, before_start) in measures {
            let (status, note) = if before_start {
                (MeasureStatus::Done, "已完成，验收材料附后。")
            } else {
                (MeasureStatus::InProgress, "已启动，按计划推进。")
            };
            self.progress(case, measure, status, note).await?;
        }
        self.check_in(case, "进场平稳，措施按计划落实，未发现新的风险因素。", 0).await
    }

    async fn check_in(&self, case: &mut Case, report: &str, petitions: u32) -> Outcome<()> {
        let who = self.site(case)?.desk.executing.clone();
        let mut vault = self.vault();
        let command = Command::CheckIn(RecordCheckIn {
            report: vault.text(report),
            petitions,
            ratings: Vec::new(),
            proof: Vec::new(),
            trigger: TriggerId::new(self.new_id()),
            petitions_trigger: TriggerId::new(self.new_id()),
        });
        self.act(case, &who, command, vault).await
    }

    /// The day of the next check-in of a matter that has come to its stop and is
    /// tracked. A few are left to fall behind.
    pub(in crate::demo) fn next_look(&self, case: &Case) -> Option<Date> {
        let kept = !case.script.late && case.script.variant % 11 != 9;
        let tracked = case.state.term_step == Some(Step::Tracking);
        case.state.term_due.filter(|_| kept && tracked)
    }

    /// The check-in of a day on which one is due.
    pub(in crate::demo) async fn look_after(&self, case: &mut Case) -> Outcome<()> {
        if self.next_look(case).is_none_or(|due| due > self.clock.day()) {
            return Ok(());
        }
        self.check_in(case, "措施按计划推进，接待和答复正常，风险等级没有变化。", 0).await
    }

    pub(super) async fn complete(&self, case: &mut Case) -> Outcome<()> {
        let who = self.site(case)?.desk.executing.clone();
        let open: Vec<MeasureId> = case
            .state
            .live_measures()
            .filter(|m| m.status != MeasureStatus::Done)
            .map(|m| m.id)
            .collect();
        for measure in open {
            self.progress(case, measure, MeasureStatus::Done, "已完成并通过验收。").await?;
        }
        self.answer_triggers(case).await?;
        let mut vault = self.vault();
        let summary = vault.text("事项办理完毕，各项措施全部销号，期间未发生群体性事件。");
        self.act(case, &who, Command::Complete(Complete { summary }), vault).await
    }

    /// What called for a new assessment is answered before the end, by the
    /// office that filed.
    async fn answer_triggers(&self, case: &mut Case) -> Outcome<()> {
        let filing = self.site(case)?.desk.filing.clone();
        let open = case.state.triggers.iter().filter(|t| t.answer.is_none());
        let open: Vec<TriggerId> = open.map(|t| t.id).collect();
        for trigger in open {
            let mut vault = self.vault();
            let answer = AnswerTrigger {
                trigger,
                answer: vault.text("逾期的措施已经落实，等级没有变化，原评估结论仍然适用。"),
                reassess: false,
            };
            self.act(case, &filing, Command::AnswerTrigger(answer), vault).await?;
        }
        Ok(())
    }

    pub(super) async fn evaluate(&self, case: &mut Case) -> Outcome<()> {
        let mut vault = self.vault();
        let command = Command::PostEvaluate(PostEvaluate {
            came_true: Vec::new(),
            level_was_right: true,
            findings: vault
                .text("预判的主要因素均未演变为事件；公示和座谈提前介入起到了关键作用。"),
            shortened: None,
        });
        let supervisor = self.cast.supervisor.clone();
        self.act(case, &supervisor, command, vault).await
    }

    pub(super) async fn archive(&self, case: &mut Case) -> Outcome<()> {
        let who = self.site(case)?.desk.archivist.clone();
        let mut vault = self.vault();
        let command = Command::Archive(Archive {
            leaves: 86,
            note: vault.text("档案室，按年度和案号上架"),
        });
        self.act(case, &who, command, vault).await
    }

    /// Pauses the case.
    ///
    /// # Errors
    /// Whatever the use case refuses.
    pub fn suspend<'a>(
        &'a self,
        case: &'a mut Case,
        reason: &'a str,
    ) -> BoxFuture<'a, Outcome<()>> {
        Box::pin(async move {
            let owner = self.site(case)?.desk.owner.clone();
            let mut vault = self.vault();
            let reason = vault.text(reason);
            let command = Command::Suspend(Suspend { cause: CauseParty::Superior, reason });
            self.act(case, &owner, command, vault).await
        })
    }

    /// Goes on after a pause.
    ///
    /// # Errors
    /// Whatever the use case refuses.
    pub fn resume<'a>(&'a self, case: &'a mut Case, note: &'a str) -> BoxFuture<'a, Outcome<()>> {
        Box::pin(async move {
            let owner = self.site(case)?.desk.owner.clone();
            let mut vault = self.vault();
            let note = vault.text(note);
            self.act(case, &owner, Command::Resume(Resume { note }), vault).await
        })
    }

    /// Records an incident; the owner answers the trigger with a re-assessment,
    /// which becomes the case's assessment.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub fn incident<'a>(
        &'a self,
        case: &'a mut Case,
        account: &'a str,
    ) -> BoxFuture<'a, Outcome<()>> {
        Box::pin(async move {
            let desk = self.site(case)?.desk.clone();
            let mut vault = self.vault();
            let trigger = TriggerId::new(self.new_id());
            let command = Command::RecordIncident(RecordIncident {
                id: IncidentId::new(self.new_id()),
                on: self.clock.day(),
                account: vault.text(account),
                participants: 35,
                factors: case.state.live_factors().take(1).map(|f| f.id).collect(),
                trigger,
            });
            self.act(case, &desk.executing, command, vault).await?;
            let mut vault = self.vault();
            let answer = AnswerTrigger {
                trigger,
                answer: vault.text("情况发生变化，原评估结论不足以支撑继续实施，启动再评估。"),
                reassess: true,
            };
            self.act(case, &desk.owner, Command::AnswerTrigger(answer), vault).await?;
            let mut reader = self.app.store().read().await?;
            let matter = reader.load::<Matter>(case.matter).await?.ok_or(AppError::NotFound)?;
            drop(reader);
            let next = matter.state.assessments.last().ok_or(AppError::NotFound)?.id.uuid();
            self.reload(case, next).await?;
            case.reached = Until::Screened;
            Ok(())
        })
    }
}
