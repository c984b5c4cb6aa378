//! The plan of the assessment and the groups that the decision touches.

use app::consultation::{SurveyDesign, survey_design};
use domain::assessment::parts::{Group, Plan};
use domain::codes::Extent;

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
        main: std::iter::once(Card::new(d.t("plan-scope"), prose(&d.text(&plan.scope))))
            .chain([groups(d, plan)])
            .chain(map(d, plan))
            .chain([design(d, plan)])
            .collect(),
        side: vec![Card::new(d.t("plan-facts"), facts(d, plan))],
    }
}

/// Groups by their influence and by how much they are affected; none where the
/// plan does not say it.
fn map(d: &Dossier<'_>, plan: &Plan) -> Option<Card> {
    let placed = |group: &&Group| group.influence.is_some() && group.affected.is_some();
    let groups: Vec<&Group> = plan.groups.iter().filter(placed).collect();
    if groups.is_empty() {
        return None;
    }
    let title = d.t("plan-map");
    let extent = |extent: &Extent| d.l10n.code("extent", extent.code());
    let table = Table::new(&title).col(d.t("plan-map-influence"));
    let mut table = Extent::ALL
        .iter()
        .fold(table, |table, e| table.col(d.l10n.t1("plan-map-affected", "extent", extent(e))));
    for influence in Extent::ALL.iter().rev() {
        let cells = Extent::ALL.iter().map(|affected| {
            let here = groups
                .iter()
                .filter(|g| g.influence == Some(*influence) && g.affected == Some(*affected));
            let names: Vec<String> = here.map(|g| d.text(&g.name)).collect();
            cell(d.l10n.join(&names))
        });
        table.row(std::iter::once(cell(extent(influence))).chain(cells).collect());
    }
    let left = plan.groups.len() - groups.len();
    let foot =
        if left == 0 { d.t("plan-map-foot") } else { d.l10n.t1("plan-map-left", "count", left) };
    Some(Card::flush(title, "", table, foot))
}

/// The sample that the rules ask for, by group, and how precise a share will be.
fn design(d: &Dossier<'_>, plan: &Plan) -> Card {
    let found = survey_design(&d.case.package, &d.case.matter.state, plan);
    let title = d.t("plan-design");
    let mut table =
        Table::new(&title).col(d.t("plan-group")).num(d.t("plan-size")).num(d.t("coverage-needed"));
    for (group, part) in plan.groups.iter().zip(&found.parts) {
        let part = part.map(|n| n.to_string()).unwrap_or_default();
        table.row(vec![cell(d.text(&group.name)), cell(d.count(group.size)), cell(part)]);
    }
    let foot = match &found.rule {
        Some(rule) => {
            let source = ("source", d.source(&rule.item));
            d.l10n.t2("dossier-rule", ("rule", d.rule(&rule.item)), source)
        }
        None => d.t("coverage-no-rule"),
    };
    Card::flush(title, precision(d, plan, &found), table, foot)
}

fn precision(d: &Dossier<'_>, plan: &Plan, found: &SurveyDesign) -> String {
    let said = |n: u64, half: Option<f64>| {
        let points = ("points", format!("{:.1}", 100.0 * half?));
        Some(d.l10n.t2("plan-precision", ("n", n), points))
    };
    let planned = said(plan.sample_target.into(), found.precision_planned);
    let needed = found.needed.and_then(|n| said(n, found.precision_needed));
    let needed = needed.map(|said| d.l10n.t1("plan-precision-rule", "said", said));
    let parts: Vec<String> = planned.into_iter().chain(needed).collect();
    d.l10n.join_apart(&parts)
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
        .col(d.t("plan-kind"))
        .col(d.t("plan-touched"))
        .num(d.t("plan-size"))
        .col(d.t("plan-map-influence"))
        .col(d.t("plan-affected"))
        .col(d.t("plan-channel"))
        .col(d.t("plan-need"));
    let extent = |extent: Option<Extent>| {
        cell(extent.map(|e| d.l10n.code("extent", e.code())).unwrap_or_default())
    };
    for group in &plan.groups {
        let touched = if group.direct { d.t("plan-direct") } else { d.t("plan-indirect") };
        table.row(vec![
            cell(d.text(&group.name)),
            cell(group.kind.map(|k| d.l10n.code("group-kind", k.code())).unwrap_or_default()),
            cell(touched),
            cell(d.count(group.size)),
            extent(group.influence),
            extent(group.affected),
            cell(group.channel.map(|c| d.l10n.code("activity", c.code())).unwrap_or_default()),
            cell(d.maybe(group.need.as_ref())),
        ]);
    }
    let body = if table.is_empty() { Markup::default() } else { Markup::render(&table) };
    let sub = d.l10n.t1("plan-groups-count", "count", plan.groups.len());
    Card::flush(d.t("plan-groups"), sub, body, d.t("plan-groups-foot"))
}
