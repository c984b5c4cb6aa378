//! Notice, consultation, factors.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        Command,
        acts::{
            activity::RecordActivity,
            factor::{CloseIdentification, IdentifyFactor},
            notice::{CloseNotice, PublishNotice},
            opinion::{AnswerOpinion, CloseConsultation, RecordOpinion},
        },
        parts::Tally,
    },
    codes::{ActivityKind, Attitude, Phase, Step},
    ids::{ActivityId, FactorId, NoticeId},
};

use super::{Case, Player, Script, opening::sample};
use crate::{AppError, demo::words::OpinionWords, error::Outcome, vault::Vault};

impl Player<'_> {
    pub(super) async fn notice(&self, case: &mut Case) -> Outcome<()> {
        let desk = &self.site(case)?.desk;
        let owner = desk.owner.clone();
        let minimum = self.shortest(case, Step::Publicity)?.map_or(7, |m| m.count);
        let from = self.clock.day();
        let mut to = self.working_days(from, minimum.saturating_sub(1))?;
        // The same notice asks for opinions, so that it stays up as long as
        // the rules want people to be heard.
        if let Some(heard) = self.shortest(case, Step::Consultation)? {
            to = to.max(self.after(from, heard)?);
        }
        let proof = self.evidence(owner.unit, "公示照片说明").await?;
        let mut vault = self.vault();
        let command = Command::PublishNotice(PublishNotice {
            id: NoticeId::new(self.new_id()),
            place: vault.text("社区公告栏、项目现场、政府网站"),
            text: vault.text(case.script.topic.notice),
            from,
            to,
            shortened: None,
            proof: vec![vault.file(&proof)],
        });
        self.act(case, &owner, command, vault).await?;
        self.survey(case, from, to).await
    }

    pub(super) async fn hear(&self, case: &mut Case) -> Outcome<()> {
        let owner = self.site(case)?.desk.owner.clone();
        let open = case.state.notices.iter().find(|n| n.objections.is_none() && n.void.is_none());
        let notice = open.map(|n| n.id).ok_or(AppError::NotFound)?;
        let close = CloseNotice { notice, objections: objections(&case.script), proof: Vec::new() };
        self.act(case, &owner, Command::CloseNotice(close), self.vault()).await?;
        if !self.requires(case, Step::Consultation) {
            return Ok(());
        }
        // Where the public was asked, its sealed answers are the questionnaire.
        if !self.close_survey(case).await? {
            let answers = sample(&case.script);
            self.activity(case, ActivityKind::Questionnaire, answers, true).await?;
        }
        self.activity(case, ActivityKind::Seminar, 24, false).await?;
        self.opinions(case).await?;
        let who = self.drafter(case)?.clone();
        let mut vault = self.vault();
        let summary = vault.text(if case.script.conclusion.halts() {
            "问卷、座谈两种方式均已开展，反对的占多数，要求暂停或者重新论证，各项意见均已答复。"
        } else {
            "问卷、座谈两种方式均已开展，多数受访群众表示支持，所提意见均已逐条答复。"
        });
        let command = Command::CloseConsultation(CloseConsultation { summary, shortened: None });
        self.act(case, &who, command, vault).await
    }

    async fn activity(
        &self,
        case: &mut Case,
        kind: ActivityKind,
        attendance: u32,
        tally: bool,
    ) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let name = if tally { "问卷样表和汇总" } else { "座谈会记录" };
        let proof = self.evidence(who.unit, name).await?;
        let on = self.clock.day();
        let mut vault = self.vault();
        let tallies = if tally { tallies(case, attendance, &mut vault) } else { Vec::new() };
        let (place, minutes) = if tally {
            ("影响范围内各居民组", "入户发放问卷并当场回收，只统计份数和态度，不登记个人信息。")
        } else {
            ("社区会议室", "介绍项目情况，逐项听取意见，责任单位当场答复；记录不含个人信息。")
        };
        let command = Command::RecordActivity(RecordActivity {
            id: ActivityId::new(self.new_id()),
            kind,
            on,
            place: vault.text(place),
            attendance,
            tallies,
            minutes: vault.text(minutes),
            proof: vec![vault.file(&proof)],
            sealed: None,
            groups: Vec::new(),
            hearing: None,
        });
        self.act(case, &who, command, vault).await
    }

    async fn opinions(&self, case: &mut Case) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        for (index, opinion) in (0_u32..).zip(case.script.topic.opinions) {
            let mut vault = self.vault();
            let count = 3 + (case.script.variant + index * 5) % 17;
            let record = RecordOpinion {
                topic: vault.text(opinion.0),
                count,
                found_in: None,
                raised_at: None,
            };
            self.act(case, &who, Command::RecordOpinion(record), vault).await?;
            self.answer_opinion(case, index, opinion).await?;
        }
        Ok(())
    }

    /// Answers a topic, and names the factors that it bears on as far as they
    /// are identified.
    async fn answer_opinion(
        &self,
        case: &mut Case,
        index: u32,
        (_, reply, disposition, codes): &OpinionWords,
    ) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let bears = |code: Option<&String>| code.is_some_and(|c| codes.contains(&c.as_str()));
        let factors = case.state.live_factors().filter(|f| bears(f.catalogue.as_ref()));
        let factors = factors.map(|f| f.id).collect();
        let mut vault = self.vault();
        let reply = vault.text(reply);
        let answer = AnswerOpinion {
            index,
            disposition: *disposition,
            reply,
            factors,
            measures: Vec::new(),
        };
        self.act(case, &who, Command::AnswerOpinion(answer), vault).await
    }

    /// Once the factors are known, each topic is tied to those it bears on.
    async fn link_opinions(&self, case: &mut Case) -> Outcome<()> {
        if case.state.opinions.is_empty() {
            return Ok(());
        }
        for (index, opinion) in (0_u32..).zip(case.script.topic.opinions) {
            self.answer_opinion(case, index, opinion).await?;
        }
        Ok(())
    }

    pub(super) async fn identify(&self, case: &mut Case) -> Outcome<()> {
        let who = self.drafter(case)?.clone();
        let package = self.package_of(case)?;
        let wanted = if case.script.simplified() { 2 } else { 4 };
        for (n, code) in case.script.topic.factors.iter().take(wanted).enumerate() {
            let Some(entry) = package.catalogue_factor(code) else { continue };
            if case.state.factors.iter().any(|f| f.catalogue.as_ref() == Some(&entry.item.code)) {
                continue;
            }
            let mut vault = self.vault();
            let command = Command::IdentifyFactor(IdentifyFactor {
                id: FactorId::new(self.new_id()),
                catalogue: Some(entry.item.code.clone()),
                name: vault.text(&entry.item.zh),
                phase: Phase::ALL.get(n % Phase::ALL.len()).copied().unwrap_or(Phase::Preparation),
                cause: vault
                    .text(&format!("对照要点：{}。依据问卷、座谈和现场踏勘。", entry.points_zh)),
            });
            self.act(case, &who, command, vault).await?;
        }
        self.link_opinions(case).await?;
        let close = Command::CloseIdentification(CloseIdentification {});
        self.act(case, &who, close, self.vault()).await
    }
}

/// Objections while the notice hung: none under the simplified procedure, few
/// else, many where the matter is to be deferred or stopped.
fn objections(script: &Script) -> u32 {
    match (script.simplified(), script.conclusion.halts()) {
        (true, _) => 0,
        (false, false) => script.variant % 4,
        (false, true) => 36 + script.variant % 20,
    }
}

/// Attitudes of each group as counts: one in twelve opposes, and more than half
/// where the matter is to be deferred or stopped.
fn tallies(case: &Case, answers: u32, vault: &mut Vault<'_>) -> Vec<Tally> {
    let groups = case.script.topic.groups;
    let share = answers / u32::try_from(groups.len().max(1)).unwrap_or(1);
    groups
        .iter()
        .map(|(name, ..)| {
            let oppose = if case.script.conclusion.halts() { share * 7 / 12 } else { share / 12 };
            let (conditional, unsure) = (share / 6, share / 10);
            let support = share.saturating_sub(oppose + conditional + unsure);
            let counts = BTreeMap::from([
                (Attitude::Support, support),
                (Attitude::Conditional, conditional),
                (Attitude::Oppose, oppose),
                (Attitude::Unsure, unsure),
            ]);
            Tally {
                group: vault.text(name),
                counts: counts.into_iter().filter(|(_, n)| *n > 0).collect(),
            }
        })
        .collect()
}
