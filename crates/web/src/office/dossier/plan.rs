//! The plan of the assessment and the groups that the decision touches.

use domain::assessment::parts::Plan;

use super::parts::{Card, Content, Dossier, Table, cell, prose};
use crate::ui::{Empty, Facts, Markup};

pub(super) fn content(d: &Dossier<'_>) -> Content {
    let Some(plan) = &d.state.plan else {
        return Content::empty(Empty {
            icon: "checklist",
            title: d.t("plan-none"),
            lead: d.t("plan-none-lead"),
            action: None,
        });
    };
    Content {
        main: vec![Card::new(d.t("plan-scope"), prose(&d.text(&plan.scope))), groups(d, plan)],
        side: vec![Card::new(d.t("plan-facts"), facts(d, plan))],
    }
}

fn facts(d: &Dossier<'_>, plan: &Plan) -> Facts {
    let methods: Vec<String> =
        plan.methods.iter().map(|m| d.l10n.code("activity", m.code())).collect();
    let agency = plan.third_party.map(|unit| d.unit(unit));
    let budget = plan.budget_yuan.map(|yuan| d.l10n.t1("plan-yuan", "yuan", yuan));
    Facts::new()
        .fact(d.t("plan-period"), d.period(plan.from, plan.to))
        .fact(d.t("plan-methods"), d.l10n.join(&methods))
        .fact(d.t("plan-sample"), d.l10n.t1("plan-answers", "count", plan.sample_target))
        .fact(d.t("plan-third-party"), agency.unwrap_or_else(|| d.t("plan-no-third-party")))
        .fact(d.t("plan-budget"), budget.unwrap_or_default())
}

fn groups(d: &Dossier<'_>, plan: &Plan) -> Card {
    let mut table = Table::new(d.t("plan-groups"))
        .col(d.t("plan-group"))
        .col(d.t("plan-touched"))
        .num(d.t("plan-size"))
        .col(d.t("plan-need"));
    for group in &plan.groups {
        let touched = if group.direct { d.t("plan-direct") } else { d.t("plan-indirect") };
        table.row(vec![
            cell(d.text(&group.name)),
            cell(touched),
            cell(d.count(group.size)),
            cell(d.maybe(group.need.as_ref())),
        ]);
    }
    let body = if table.is_empty() { Markup::default() } else { Markup::render(&table) };
    let sub = d.l10n.t1("plan-groups-count", "count", plan.groups.len());
    Card::flush(d.t("plan-groups"), sub, body, d.t("plan-groups-foot"))
}
