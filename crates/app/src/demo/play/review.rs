//! Report, review, filing, legality, decision.

use domain::{
    assessment::{
        Command,
        acts::{
            decision::Decide,
            filing::{AcceptFiling, ReturnFiling, SubmitFiling},
            legality::{AnswerLegality, RequestLegality},
            report::FreezeReport,
            review::{CastVote, ConcludeReview, ConveneReview, DeclareConflict},
        },
        parts::Section,
    },
    codes::{Conclusion, LegalityOpinion, Level, RatingStage, Step, Vote},
    ids::{FilingId, ReportId, ReviewId},
};
use futures_util::future::BoxFuture;

use jiff::civil::Date;

use super::{Case, Player};
use crate::{AppError, demo::words::SECTIONS, error::Outcome};

impl Player<'_> {
    pub(super) async fn report(&self, case: &mut Case) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let file = self.evidence(who.unit, "评估报告附件").await?;
        let mut vault = self.vault();
        let sections = SECTIONS
            .iter()
            .map(|(code, text)| Section { code: (*code).to_owned(), text: vault.text(text) })
            .collect();
        let command = Command::FreezeReport(FreezeReport {
            id: ReportId::new(self.new_id()),
            sections,
            recommends: case.script.conclusion,
            revision_note: None,
            files: vec![vault.file(&file)],
        });
        self.act(case, &who, command, vault).await
    }

    pub(super) async fn call_review(&self, case: &mut Case) -> Outcome<()> {
        let filing = self.site(case)?.desk.filing.clone();
        let rule = self.package_of(case)?.review.clone();
        let elevated = [RatingStage::Initial, RatingStage::After]
            .iter()
            .any(|s| case.state.level_at(*s).is_some_and(|l| l > Level::Low));
        let need = if case.script.simplified() {
            rule.simplified_opinions
        } else if elevated {
            rule.min_reviewers_elevated
        } else {
            rule.min_reviewers
        };
        let raters = self.raters(case)?.len();
        let reviewers =
            self.pool(case).skip(raters).take(need as usize).map(|e| e.person).collect();
        let id = ReviewId::new(self.new_id());
        let command = Command::ConveneReview(ConveneReview { id, reviewers });
        self.act(case, &filing, command, self.vault()).await
    }

    pub(super) async fn review(&self, case: &mut Case) -> Outcome<()> {
        let filing = self.site(case)?.desk.filing.clone();
        let open = case.state.reviews.last().ok_or(AppError::NotFound)?;
        let review = open.id;
        let halts = case.script.conclusion.halts();
        let named: Vec<_> = open.reviewers.iter().map(|r| r.person).collect();
        let reviewers: Vec<_> =
            self.cast.experts.iter().filter(|e| named.contains(&e.person)).cloned().collect();
        for reviewer in reviewers {
            let free = Command::DeclareConflict(DeclareConflict { review, free: true });
            self.act(case, &reviewer, free, self.vault()).await?;
            let mut vault = self.vault();
            let opinion = vault.text(if halts {
                "调查充分，等级与依据相符，同意暂不实施的建议。"
            } else {
                "调查充分，等级与依据相符，措施具体可行，同意通过。"
            });
            let vote = Command::CastVote(CastVote { review, vote: Vote::Pass, opinion });
            self.act(case, &reviewer, vote, vault).await?;
        }
        let mut vault = self.vault();
        let minutes = vault.text("评审组听取汇报、查阅材料，逐人发表意见，一致同意通过评审。");
        let command = Command::ConcludeReview(ConcludeReview { review, minutes });
        self.act(case, &filing, command, vault).await
    }

    pub(super) async fn submit(&self, case: &mut Case) -> Outcome<()> {
        let owner = self.site(case)?.desk.owner.clone();
        let packet = self.package_of(case)?.filing.packet.clone();
        let id = FilingId::new(self.new_id());
        let command = Command::SubmitFiling(SubmitFiling { id, packet });
        self.act(case, &owner, command, self.vault()).await
    }

    fn submitted(case: &Case) -> Outcome<FilingId> {
        case.state.submitted().map(|f| f.id).ok_or(AppError::NotFound)
    }

    /// Sends the packet back; the case stays before filing.
    ///
    /// # Errors
    /// Whatever the use case refuses.
    pub fn send_back<'a>(&'a self, case: &'a mut Case) -> BoxFuture<'a, Outcome<()>> {
        Box::pin(async move {
            let filing = self.site(case)?.desk.filing.clone();
            let mut vault = self.vault();
            let command = Command::ReturnFiling(ReturnFiling {
                filing: Self::submitted(case)?,
                reasons: vec!["R_SURVEY".to_owned(), "R_MEASURES".to_owned()],
                note: vault.text("请补充对沿街商户的调查，并将交通疏导措施落实到责任单位和时限。"),
            });
            self.act(case, &filing, command, vault).await
        })
    }

    pub(super) async fn file(&self, case: &mut Case) -> Outcome<()> {
        let filing = self.site(case)?.desk.filing.clone();
        let mut vault = self.vault();
        // The number is allotted inside the transaction.
        let command = Command::AcceptFiling(AcceptFiling {
            filing: Self::submitted(case)?,
            number: String::new(),
            note: vault.text(if case.script.conclusion.halts() {
                "材料齐全，程序完整，准予备案。请按评估建议提请决策，做好解释说明。"
            } else {
                "材料齐全，程序完整，准予备案。请按措施表落实并按期报告跟踪情况。"
            }),
        });
        self.act(case, &filing, command, vault).await
    }

    pub(super) async fn ask_legality(&self, case: &mut Case) -> Outcome<()> {
        let owner = self.site(case)?.desk.owner.clone();
        let ask = Command::RequestLegality(RequestLegality {});
        self.act(case, &owner, ask, self.vault()).await
    }

    /// The first day on which the review can be answered, where the rules give
    /// it a shortest time.
    pub(super) fn lawful_from(&self, case: &Case, from: Date) -> Outcome<Date> {
        let Some(minimum) = self.shortest(case, Step::Legality)? else {
            return Ok(from);
        };
        let asked = case.state.legality.last().map_or(from, |l| l.requested);
        self.after(asked, minimum)
    }

    pub(super) async fn answer_legality(&self, case: &mut Case) -> Outcome<()> {
        let legality = self.site(case)?.desk.legality.clone();
        let mut vault = self.vault();
        let command = Command::AnswerLegality(AnswerLegality {
            opinion: LegalityOpinion::Lawful,
            note: vault.text("决策主体权限合法，程序符合规定，内容与上位法一致。"),
        });
        self.act(case, &legality, command, vault).await
    }

    pub(super) async fn decide(&self, case: &mut Case) -> Outcome<()> {
        let leader = self.site(case)?.desk.leader.clone();
        let conclusion = case.script.conclusion;
        let mut vault = self.vault();
        let meeting = vault.text(&format!("政府{}月常务会议", self.clock.day().month()));
        let conditions = matches!(
            conclusion,
            Conclusion::Conditional | Conclusion::Partial | Conclusion::Staged
        )
        .then(|| vault.text("开工前置措施全部落实后方可进场；按季度报告措施落实情况。"));
        let reason = conclusion.halts().then(|| {
            vault.text(
                "落实措施后风险仍高于可以实施的等级，会议决定按评估建议办理，条件成熟后重新评估。",
            )
        });
        let command =
            Command::Decide(Decide { meeting, conclusion, reason, conditions, files: Vec::new() });
        self.act(case, &leader, command, vault).await
    }
}
