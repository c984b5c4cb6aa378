//! Confirming an import: each row is listed once, through the use case of the
//! registration form, or left out; what became of it stays with the row.

use std::collections::BTreeMap;

use domain::{
    assessment::Parties,
    codes::{Category, DivisionCode, Sector},
    ids::UnitId,
    matter::{Facts, Scale},
};
use serde::{Deserialize, Serialize};
use store::{StagedRow, Tx, projection::UnitRow};
use uuid::Uuid;

use super::{
    fault::Note,
    place::Territory,
    plan::{Titles, titles},
    row::may_import,
    stage::{detail, own_batch, read_detail},
    title,
    understood::{RowOutcome, RowPlan},
};
use crate::{
    App, AppError, Ctx,
    directory::{Units, require},
    error::Outcome,
    matter::{ListInput, Listed, fit_to_file, list_in},
    vault::Vault,
};

/// Rows that one transaction lists at most.
const CHUNK: usize = 200;

domain::codes! {
    /// What a person wants with a row.
    Action {
        /// List it as one matter.
        Accept = "ACCEPT",
        /// List each of its titles as a matter.
        Split = "SPLIT",
        /// Leave it out.
        Skip = "SKIP",
    }
}

/// A person's answer for a row. What is `None` stays as proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What to do.
    pub action: Action,
    /// The unit that carries the matter.
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// The unit that decides.
    #[serde(default)]
    pub decision_maker: Option<UnitId>,
    /// The unit that files.
    #[serde(default)]
    pub filing: Option<UnitId>,
    /// Kind of decision.
    #[serde(default)]
    pub category: Option<Category>,
    /// Sector.
    #[serde(default)]
    pub sector: Option<Sector>,
    /// Division.
    #[serde(default)]
    pub division: Option<DivisionCode>,
    /// The row is no duplicate although its title is on the list.
    #[serde(default)]
    pub not_a_duplicate: bool,
}

impl Choice {
    /// An action, with everything else as proposed.
    #[must_use]
    pub const fn new(action: Action) -> Self {
        Self {
            action,
            unit: None,
            decision_maker: None,
            filing: None,
            category: None,
            sector: None,
            division: None,
            not_a_duplicate: false,
        }
    }
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowDone {
    /// The row.
    pub row: u32,
    /// Its outcome.
    pub outcome: RowOutcome,
    /// Numbers of the matters made from it.
    pub numbers: Vec<String>,
    /// What still has to be answered, or why it is refused.
    pub notes: Vec<Note>,
}

/// Carries out the choices, at most 200 rows in one transaction. A row that was
/// listed before is not listed again; asking twice has its effect once.
///
/// # Errors
/// Denied access; not found for another unit's import; a failure of the store.
/// Rows of earlier transactions stand.
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    batch: Uuid,
    choices: &BTreeMap<u32, Choice>,
) -> Outcome<Vec<RowDone>> {
    require(ctx, access::Permission::ImportMatters, None)?;
    let mut reader = app.store().read().await?;
    own_batch(reader.batch(batch).await?, ctx)?;
    let units = app.units(&mut reader).await?;
    drop(reader);
    let numbers: Vec<u32> = choices.keys().copied().collect();
    let mut done = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(CHUNK) {
        let mut tx = app.store().write().await?;
        let mut work = Work {
            app,
            ctx,
            units: &units,
            territory: Territory::of(&units),
            listed: BTreeMap::new(),
        };
        for number in chunk {
            let rows = tx.staged(batch, number.saturating_sub(1), 1).await?;
            let row = rows.into_iter().find(|r| r.row_no == *number);
            if let (Some(row), Some(choice)) = (row, choices.get(number)) {
                done.push(work.row(&mut tx, row, choice).await?);
            }
        }
        tx.commit().await?;
    }
    Ok(done)
}

struct Work<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    units: &'a Units,
    territory: Territory,
    listed: BTreeMap<Uuid, Titles>,
}

/// A row with every question answered.
struct Settled {
    titles: Vec<String>,
    parties: Parties,
    division: DivisionCode,
    category: Category,
    sector: Sector,
}

impl<'a> Work<'a> {
    async fn row(&mut self, tx: &mut Tx, mut row: StagedRow, choice: &Choice) -> Outcome<RowDone> {
        let mut plan = read_detail(&row)?;
        let final_before = matches!(plan.outcome, RowOutcome::Taken | RowOutcome::Refused);
        if final_before {
            return Ok(done(&plan, plan.reasons.clone()));
        }
        let before = row.outcome.clone();
        let mut notes = Vec::new();
        if choice.action == Action::Skip {
            plan.outcome = RowOutcome::Skipped;
        } else {
            match self.settled(tx, &plan, choice).await? {
                Ok(settled) => {
                    // Only one of two confirmations at once may claim the row.
                    if !tx
                        .claim_staged(row.batch, row.row_no, &before, RowOutcome::Taken.code())
                        .await?
                    {
                        return Ok(done(&plan, vec![Note::new("row", "taken_meanwhile")]));
                    }
                    let listed = self.list(tx, &plan, &settled).await?;
                    row.record = listed.first().map(|l| l.id);
                    plan.numbers = listed.into_iter().map(|l| l.number).collect();
                    plan.outcome = RowOutcome::Taken;
                    plan.questions.clear();
                    plan.reasons.clear();
                }
                Err(open) => notes = open,
            }
        }
        row.outcome = plan.outcome.code().to_owned();
        row.detail = detail(&plan)?;
        tx.settle_staged(&row).await?;
        Ok(done(&plan, notes))
    }

    /// Applies the answers to the proposals; names what is still open.
    async fn settled(
        &mut self,
        tx: &mut Tx,
        plan: &RowPlan,
        choice: &Choice,
    ) -> Outcome<Result<Settled, Vec<Note>>> {
        let mut open = Vec::new();
        let lead = self.lead(plan, choice, &mut open);
        let around = lead.map(|u| super::unit::around(self.units, u, None)).unwrap_or_default();
        let decision_maker =
            choice.decision_maker.or(plan.unit.decision_maker).or(around.decision_maker);
        let filing = choice.filing.or(plan.unit.filing).or(around.filing);
        let division = self.division(plan, choice, lead, &mut open);
        let titles = match choice.action {
            Action::Split if !plan.split.is_empty() => plan.split.clone(),
            _ => vec![plan.title.clone()],
        };
        if decision_maker.is_none() {
            open.push(Note::new("decision_maker", "decision_maker_unknown"));
        }
        match (filing, &division) {
            (None, _) => open.push(Note::new("filing", "filing_unknown")),
            (Some(unit), Some(place)) if !self.may_file(tx, unit, (lead, place)).await? => {
                open.push(Note::new("filing", "filing_unfit"));
            }
            _ => {}
        }
        if let Some(lead) = lead.filter(|_| !choice.not_a_duplicate) {
            open.extend(self.duplicates(tx, lead.id, &titles).await?);
        }
        let (Some(lead), Some(decision_maker), Some(filing), Some(division), true) =
            (lead, decision_maker, filing, division, open.is_empty())
        else {
            return Ok(Err(open));
        };
        let legality = plan.unit.legality.or(around.legality);
        let lead = UnitId::new(lead.id);
        Ok(Ok(Settled {
            titles,
            parties: Parties { lead, decision_maker, filing, legality, executing: None },
            division,
            category: choice.category.unwrap_or_else(|| plan.category_code()),
            sector: choice.sector.unwrap_or_else(|| plan.sector_code()),
        }))
    }

    /// Whether the rules of the place let the unit file.
    async fn may_file(
        &self,
        tx: &mut Tx,
        unit: UnitId,
        (lead, place): (Option<&UnitRow>, &DivisionCode),
    ) -> Outcome<bool> {
        let lead = lead.map_or(unit, |row| UnitId::new(row.id));
        let (day, now) = (self.ctx.occurred_on, self.ctx.now);
        let (_, rules) = self.app.package_in_force(tx, place, day, now).await?;
        match fit_to_file(self.app, tx, &rules, (unit, lead, place)).await {
            Ok(()) => Ok(true),
            Err(AppError::Refused(_)) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// The unit that carries the matter, if the importer may list for it.
    fn lead(&self, plan: &RowPlan, choice: &Choice, open: &mut Vec<Note>) -> Option<&'a UnitRow> {
        let lead = choice.unit.or(plan.unit.unit).and_then(|u| self.units.get(&u.uuid()));
        match lead {
            None => open.push(Note::new("unit", "unit_missing")),
            Some(u) if !may_import(self.ctx, u.id, &u.path) => {
                open.push(Note::new("unit", "not_your_unit").with("unit", &u.name));
            }
            Some(_) => {}
        }
        lead
    }

    /// The division, which has to lie in the territory.
    fn division(
        &self,
        plan: &RowPlan,
        choice: &Choice,
        lead: Option<&UnitRow>,
        open: &mut Vec<Note>,
    ) -> Option<DivisionCode> {
        let named = plan.place.as_ref().map(|p| p.code.clone());
        let chosen = choice.division.clone().map(String::from);
        let code = chosen.or(named).or_else(|| lead.map(|u| u.division.clone()))?;
        if !self.territory.holds(&code) {
            let name = super::place::name(&code).unwrap_or(&code);
            open.push(Note::new("place", "outside").with("place", name));
        }
        DivisionCode::try_from(code).ok()
    }

    async fn duplicates(
        &mut self,
        tx: &mut Tx,
        unit: Uuid,
        wanted: &[String],
    ) -> Outcome<Vec<Note>> {
        if !self.listed.contains_key(&unit) {
            let year = i64::from(self.ctx.occurred_on.year());
            self.listed.insert(unit, titles(tx, unit, year).await?);
        }
        let listed = self.listed.get(&unit);
        Ok(wanted
            .iter()
            .filter_map(|t| listed?.get(&title::key(t)))
            .map(|number| Note::new("title", "duplicate_matter").with("number", number))
            .collect())
    }

    async fn list(
        &mut self,
        tx: &mut Tx,
        plan: &RowPlan,
        settled: &Settled,
    ) -> Outcome<Vec<Listed>> {
        let mut all = Vec::with_capacity(settled.titles.len());
        for printed in &settled.titles {
            let mut vault = Vault::new(self.app.ids());
            let text =
                |vault: &mut Vault<'_>, value: &str| (!value.is_empty()).then(|| vault.text(value));
            let [households, persons, investment] = plan.scale;
            let input = ListInput {
                facts: Facts {
                    title: vault.text(printed),
                    content: text(&mut vault, &plan.content),
                    basis: text(&mut vault, &plan.basis),
                    category: settled.category,
                    sector: settled.sector,
                    division: settled.division.clone(),
                    planned: plan.planned,
                    scale: Scale { households, persons, investment, area: None },
                    is_plan: plan.category.word.contains("规划"),
                },
                parties: settled.parties,
                origin: text(&mut vault, &plan.origin),
            };
            let listed = list_in(self.app, self.ctx, tx, input, vault).await?;
            self.listed
                .entry(settled.parties.lead.uuid())
                .or_default()
                .insert(title::key(printed), listed.number.clone());
            all.push(listed);
        }
        Ok(all)
    }
}

fn done(plan: &RowPlan, notes: Vec<Note>) -> RowDone {
    RowDone { row: plan.row, outcome: plan.outcome, numbers: plan.numbers.clone(), notes }
}
