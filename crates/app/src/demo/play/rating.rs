//! Panels, weights, levels, measures.

use access::Actor;
use domain::{
    assessment::{
        Command,
        acts::{
            level::DetermineLevel,
            measure::{CloseMeasures, SetMeasure},
            panel::{ClosePanel, OpenDiscussion, OpenPanel, RateAgain, RateBlind},
            weights::SetWeights,
        },
        parts::{Judged, Panel, PanelState, Rating},
    },
    codes::{Level, RatingStage},
    ids::{FactorId, MeasureId, PanelId},
};
use jiff::ToSpan as _;
use risk::scale::{Score, Weight};

use super::{Case, Player};
use crate::{AppError, demo::measures::measure_for, error::Outcome};

impl Player<'_> {
    /// The panel of a case: as many of the pool as the rules ask for, turned
    /// by the case's number; the reviewers are taken from the others.
    pub(super) fn raters(&self, case: &Case) -> Outcome<Vec<Actor>> {
        let need = self.package_of(case)?.panel.min_experts as usize;
        Ok(self.pool(case).take(need).cloned().collect())
    }

    pub(super) fn pool(&self, case: &Case) -> impl Iterator<Item = &Actor> {
        let experts = &self.cast.experts;
        let start = case.script.variant as usize % experts.len().max(1);
        experts.iter().cycle().skip(start).take(experts.len())
    }

    /// Opens the panel; the first expert has rated.
    pub(super) async fn open_panel(&self, case: &mut Case) -> Outcome<()> {
        self.call_panel(case, RatingStage::Initial).await?;
        if let Some(first) = self.raters(case)?.first().cloned() {
            self.rate_blind(case, &first, 0, case.script.initial).await?;
        }
        Ok(())
    }

    async fn call_panel(&self, case: &mut Case, stage: RatingStage) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let experts = self.raters(case)?.iter().map(|e| e.person).collect();
        let id = PanelId::new(self.new_id());
        let command = Command::OpenPanel(OpenPanel { id, stage, experts });
        self.act(case, &who, command, self.vault()).await
    }

    async fn rate_blind(
        &self,
        case: &mut Case,
        expert: &Actor,
        seat: u32,
        level: Level,
    ) -> Outcome<()> {
        let panel = open_panel(case)?.id;
        let ratings = ratings(case, level, seat)?;
        let command = Command::RateBlind(RateBlind { panel, ratings });
        self.act(case, expert, command, self.vault()).await
    }

    pub(super) async fn rate(&self, case: &mut Case) -> Outcome<()> {
        let level = case.script.initial;
        self.finish_panel(case, level).await?;
        let who = self.drafter(case)?.clone();
        let mut vault = self.vault();
        let ids: Vec<FactorId> = case.state.live_factors().map(|f| f.id).collect();
        let count = u16::try_from(ids.len().max(1)).unwrap_or(1);
        let (each, rest) = (10_000 / count, 10_000 % count);
        let weights = ids
            .iter()
            .enumerate()
            .map(|(n, id)| {
                let units = if n == 0 { each + rest } else { each };
                Weight::new(units).map(|w| (*id, w))
            })
            .collect::<Result<_, _>>()
            .map_err(|e| AppError::Internal(e.to_string()))?;
        let source = vault.text("专家组商定，各因素同等重要");
        self.act(case, &who, Command::SetWeights(SetWeights { weights, source }), vault).await?;
        self.level(case, RatingStage::Initial, level, None).await
    }

    /// The other experts rate, talk, and the panel is closed. In a general
    /// case one of them rates again after the discussion.
    async fn finish_panel(&self, case: &mut Case, level: Level) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let raters = self.raters(case)?;
        for (seat, expert) in (0_u32..).zip(&raters) {
            if !open_panel(case)?.blind.contains_key(&expert.person) {
                self.rate_blind(case, expert, seat, level).await?;
            }
        }
        let panel = open_panel(case)?.id;
        let open = Command::OpenDiscussion(OpenDiscussion { panel });
        self.act(case, &who, open, self.vault()).await?;
        if let (false, Some(last)) = (case.script.simplified(), raters.last()) {
            let ratings = ratings(case, level, 0)?;
            let again = Command::RateAgain(RateAgain { panel, ratings });
            self.act(case, last, again, self.vault()).await?;
        }
        let mut vault = self.vault();
        let minutes = vault.text("各专家说明打分依据，分歧较大的因素经讨论后意见趋于一致。");
        let close = Command::ClosePanel(ClosePanel { panel, minutes });
        self.act(case, &who, close, vault).await
    }

    async fn level(
        &self,
        case: &mut Case,
        stage: RatingStage,
        level: Level,
        lower_to: Option<Level>,
    ) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let mut vault = self.vault();
        let participants = match level {
            Level::Low => 12,
            Level::Medium => 80,
            Level::High => 260,
        };
        let reason = lower_to.map(|_| {
            vault.text("剩余因素均有资金和责任单位保障，专家组一致认为按下一等级管理可行，理由和依据已写入报告。")
        });
        let judged = Judged { overall: level, event: level, participants };
        let input = DetermineLevel { stage, judged, lower_to, reason };
        self.act(case, &who, Command::DetermineLevel(input), vault).await
    }

    pub(super) async fn measures(&self, case: &mut Case) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let owner = self.site(case)?.desk.executing.unit;
        let factors: Vec<(FactorId, Option<String>)> =
            case.state.live_factors().map(|f| (f.id, f.catalogue.clone())).collect();
        let start = self.clock.day();
        for (n, (factor, code)) in factors.iter().enumerate() {
            let (_, title, acceptance, hierarchy) =
                measure_for(code.as_deref().unwrap_or_default());
            // A measure that is to fall behind is due in the autumn.
            let months = if case.script.late && n == 1 { 4 } else { 12 };
            let mut vault = self.vault();
            let command = Command::SetMeasure(SetMeasure {
                id: MeasureId::new(self.new_id()),
                factors: vec![*factor],
                title: vault.text(title),
                hierarchy,
                owner,
                helper: None,
                start,
                due: start.checked_add(months.months()).unwrap_or(start),
                acceptance: vault.text(acceptance),
                before_start: n == 0,
            });
            self.act(case, &who, command, vault).await?;
        }
        let mut vault = self.vault();
        let contingency = vault.text(
            "成立现场工作组，明确联络、解释、处置三类职责；出现聚集苗头时先听取诉求、当场答复，并按程序报告。",
        );
        self.act(case, &who, Command::CloseMeasures(CloseMeasures { contingency }), vault).await
    }

    pub(super) async fn rate_after(&self, case: &mut Case) -> Outcome<()> {
        let level = case.script.after;
        self.call_panel(case, RatingStage::After).await?;
        self.finish_panel(case, level).await?;
        self.level(case, RatingStage::After, level, case.script.lowered).await
    }
}

fn open_panel(case: &Case) -> Outcome<&Panel> {
    case.state
        .panels
        .iter()
        .rfind(|p| p.state != PanelState::Closed)
        .ok_or_else(|| AppError::Internal("no panel is open".into()))
}

/// Ratings that lead to a level; experts differ a little.
fn ratings(case: &Case, level: Level, seat: u32) -> Outcome<Vec<Rating>> {
    let (p, q) = match level {
        Level::Low => (2_800_u16, 3_400_u16),
        Level::Medium => (6_400, 6_600),
        Level::High => (8_400, 8_600),
    };
    (0_u32..)
        .zip(case.state.live_factors())
        .map(|(n, factor)| {
            let shift = u16::try_from((seat * 2 + n + case.script.variant) % 4 * 100).unwrap_or(0);
            let score = |base: u16| {
                Score::new(base.saturating_add(shift))
                    .map_err(|e| AppError::Internal(e.to_string()))
            };
            Ok(Rating { factor: factor.id, p: score(p)?, q: score(q)? })
        })
        .collect()
}
