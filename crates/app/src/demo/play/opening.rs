//! List, screen, plan.

use domain::{
    assessment::{
        Command, Parties,
        acts::plan::AdoptPlan,
        parts::{Group, Plan},
    },
    codes::{ActivityKind, Extent, GroupKind, ProcedureCode, Role},
    ids::{AssessmentId, UnitId},
    matter::{
        self, Answer, Facts, Matter, Planned, Scale,
        acts::{ConfirmScreening, ProposeScreening},
    },
};
use futures_util::future::BoxFuture;
use jiff::ToSpan as _;

use super::{Case, Player, Script, Until};
use crate::{
    AppError,
    demo::words,
    error::Outcome,
    matter::{ListInput, act, list},
    rules::pin,
};

impl Player<'_> {
    /// Lists a matter.
    ///
    /// # Errors
    /// Whatever the use case refuses.
    pub fn list<'a>(&'a self, script: Script) -> BoxFuture<'a, Outcome<Case>> {
        Box::pin(async move {
            let site = self.cast.site(&script.division)?;
            let ctx = self.ctx(&site.desk.owner);
            let topic = script.topic;
            let mut vault = self.vault();
            let title = topic.title(&format!("{}{}", site.place.full, script.area));
            let to = ctx.today.checked_add(6.months()).unwrap_or(ctx.today);
            let input = ListInput {
                facts: Facts {
                    title: vault.text(&title),
                    content: Some(vault.text(topic.content)),
                    basis: Some(vault.text(words::basis(ctx.today))),
                    category: topic.category,
                    sector: topic.sector,
                    division: site.place.division.clone(),
                    planned: Some(Planned { from: ctx.today, to }),
                    scale: Scale {
                        households: Some(script.households),
                        persons: Some(script.households.saturating_mul(3)),
                        investment: Some(topic.investment),
                        area: None,
                    },
                    is_plan: script.is_plan,
                },
                parties: Parties {
                    lead: site.desk.owner.unit,
                    decision_maker: site.desk.leader.unit,
                    filing: site.desk.filing.unit,
                    legality: Some(site.desk.legality.unit),
                    executing: Some(site.desk.executing.unit),
                },
                origin: None,
            };
            let listed = list(self.app, &ctx, input, vault).await?;
            Ok(Case {
                script,
                matter: listed.id,
                number: listed.number,
                assessment: None,
                state: domain::assessment::Assessment::default(),
                version: 0,
                reached: Until::Listed,
            })
        })
    }

    pub(super) async fn propose(&self, case: &Case) -> Outcome<()> {
        let site = self.site(case)?;
        let ctx = self.ctx(&site.desk.owner);
        let mut reader = self.app.store().read().await?;
        let matter = reader.load::<Matter>(case.matter).await?.ok_or(AppError::NotFound)?;
        let package = self.app.pinned(&mut reader, &pin(&matter.state.rules)).await?;
        drop(reader);
        let mut vault = self.vault();
        let yes = answers_of(&case.script);
        let answers = package
            .screening
            .iter()
            .map(|q| {
                let yes = yes.contains(&q.item.code.as_str());
                let basis = yes.then(|| vault.text("见项目建议书和现场情况说明"));
                (q.item.code.clone(), Answer { yes, basis })
            })
            .collect();
        let reason = case
            .script
            .procedure
            .is_none()
            .then(|| vault.text("属于机关内部事务，不涉及群众切身利益，不会引发矛盾"));
        let command = matter::Command::ProposeScreening(ProposeScreening {
            answers,
            exempt: None,
            covered_by: None,
            defer: false,
            reason,
        });
        act(self.app, &ctx, case.matter, command, vault, None).await?;
        Ok(())
    }

    pub(super) async fn confirm(&self, case: &mut Case) -> Outcome<()> {
        let ctx = self.ctx(&self.site(case)?.desk.filing);
        let mut vault = self.vault();
        let assessment = AssessmentId::new(self.new_id());
        let note = Some(vault.text("经核，甄别结果与答复一致，同意。"));
        let command = matter::Command::ConfirmScreening(ConfirmScreening { assessment, note });
        let saved = act(self.app, &ctx, case.matter, command, vault, None).await?;
        if let Some(opened) = saved.state.assessments.last() {
            self.reload(case, opened.id.uuid()).await?;
        }
        Ok(())
    }

    pub(super) async fn plan(&self, case: &mut Case) -> Outcome<()> {
        let owner = self.site(case)?.desk.owner.clone();
        let from = self.clock.day();
        let mut vault = self.vault();
        let topic = case.script.topic;
        let groups = topic
            .groups
            .iter()
            .map(|(name, direct, size)| Group {
                name: vault.text(name),
                direct: *direct,
                size: *size,
                need: Some(vault.text("上门告知，集中座谈，现场答复")),
                kind: Some(GroupKind::Residents),
                influence: Some(if *direct { Extent::High } else { Extent::Low }),
                affected: Some(if *direct { Extent::High } else { Extent::Medium }),
                channel: Some(if *direct {
                    ActivityKind::Questionnaire
                } else {
                    ActivityKind::Seminar
                }),
            })
            .collect();
        let plan = Plan {
            scope: vault.text(topic.scope),
            groups,
            methods: vec![ActivityKind::Questionnaire, ActivityKind::Seminar],
            sample_target: sample(&case.script),
            from,
            to: self.working_days(from, 45)?,
            third_party: self.agency_for(case),
            budget_yuan: Some(80_000),
        };
        self.act(case, &owner, Command::AdoptPlan(AdoptPlan { plan }), vault).await
    }

    /// Most general assessments are under contract; those of even number in
    /// the townships are made by the owner.
    fn agency_for(&self, case: &Case) -> Option<UnitId> {
        let agency = &self.cast.agency;
        (agency.role == Role::ThirdParty && case.script.variant % 3 != 2).then_some(agency.unit)
    }
}

/// Answers planned for the survey, and given in it.
pub(super) fn sample(script: &Script) -> u32 {
    (script.households / 2).clamp(20, 320)
}

/// The questions that are answered with yes.
fn answers_of(script: &Script) -> Vec<&'static str> {
    let mut yes = match script.procedure {
        None => Vec::new(),
        Some(_) => script.topic.yes.to_vec(),
    };
    if script.procedure == Some(ProcedureCode::Special) {
        yes.push("Q_GRAVE");
    }
    yes
}
