//! One row: what was understood, cell by cell, and what is still to be asked.

use access::{Permission, Resource};
use domain::{
    codes::{Category, Part, Role, Sector},
    ids::UnitId,
    rulebook::Package,
};
use store::projection::UnitRow;
use uuid::Uuid;

use super::{
    cells::{count, prohibited, read_cell},
    dates,
    fault::Note,
    place::{self, Found, Territory},
    propose,
    table::{Column, Field, Table, TableRow},
    title,
    understood::{Candidate, CellPlan, CellState, PlacePlan, RowOutcome, RowPlan, UnitPlan},
    unit::{self, Index},
    words::Division,
};
use crate::{Ctx, directory::Units};

/// Longest title, as in the registration form.
const MAX_TITLE: usize = 200;

/// What is known while the rows of one table are read.
pub(super) struct Known<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) table: &'a Table,
    pub(super) units: &'a Units,
    pub(super) index: Index<'a>,
    pub(super) territory: Territory,
}

/// The place of a row before anything else is read: it chooses the rules.
pub(super) struct Placed {
    pub(super) found: Found,
    from: String,
}

impl Known<'_> {
    fn get<'r>(&self, row: &'r TableRow, field: Field) -> &'r str {
        self.table.cell(row, field)
    }

    /// The place that the row names, from the most to the least certain column;
    /// a later column may only say more exactly what an earlier one said.
    pub(super) fn place(&self, row: &TableRow) -> Placed {
        let mut placed = Placed { found: Found::Nothing, from: String::new() };
        let order = [
            Field::Division,
            Field::Authority,
            Field::Place,
            Field::Unit,
            Field::Source,
            Field::Title,
        ];
        for field in order {
            let text = self.get(row, field);
            let found = match (field, place::named(text)) {
                (Field::Division, found @ (Found::One(_) | Found::Several(_))) => found,
                _ => self.running(text, field),
            };
            let better = match (&placed.found, &found) {
                (_, Found::Nothing) => false,
                (Found::Nothing, _) => true,
                (Found::One(outer), Found::One(inner)) => {
                    inner.code != outer.code && place::lies_in(inner.code, outer.code)
                }
                (Found::Several(all), Found::One(inner)) => {
                    all.iter().any(|d| place::lies_in(inner.code, d.code))
                }
                _ => false,
            };
            if better {
                placed = Placed { found, from: field.code().to_owned() };
            }
        }
        placed
    }

    fn running(&self, text: &str, field: Field) -> Found {
        match place::mentioned(text) {
            Found::Nothing if matches!(field, Field::Title | Field::Place | Field::Unit) => {
                place::short_name(text, &self.territory).map_or(Found::Nothing, Found::One)
            }
            found => found,
        }
    }

    /// Plans a row under the rules of its place.
    pub(super) fn plan(&self, row: &TableRow, placed: Placed, rules: &Package) -> RowPlan {
        let get = |field| self.get(row, field);
        let title = get(Field::Title).to_owned();
        let year = get(Field::Year)
            .parse()
            .ok()
            .or_else(|| dates::first_year(get(Field::Issued)))
            .or_else(|| dates::first_year(get(Field::Source)))
            .or_else(|| dates::first_year(get(Field::DocNo)));
        let category = propose::category(get(Field::Category), &title, get(Field::Source));
        let sector = propose::sector(get(Field::Sector), &title, rules);
        let scale = [Field::Households, Field::Persons, Field::Investment].map(|f| count(get(f)));
        let text = format!("{title} {} {}", get(Field::Content), get(Field::Source));
        let codes = (Category::from_code(&category.code), Sector::from_code(&sector.code));
        let screening = propose::screening(
            rules,
            &text,
            codes.0.unwrap_or(Category::Decision),
            codes.1.unwrap_or(Sector::Other),
            scale[0],
        );
        let mut plan = RowPlan {
            row: row.number,
            outcome: RowOutcome::Open,
            split: title::several(&title),
            title,
            unit: UnitPlan { printed: get(Field::Unit).to_owned(), ..UnitPlan::default() },
            place: None,
            year,
            planned: dates::understand(get(Field::Planned), year),
            category,
            sector,
            screening,
            origin: self.origin(row),
            content: get(Field::Content).to_owned(),
            basis: get(Field::Basis).to_owned(),
            scale,
            cells: Vec::new(),
            questions: Vec::new(),
            reasons: Vec::new(),
            numbers: Vec::new(),
        };
        self.check_title(row, &mut plan, rules);
        self.set_place(&mut plan, &placed);
        if plan.reasons.is_empty() {
            self.set_units(row, &mut plan);
        }
        plan.cells = self.cells(row, &plan);
        plan.settle();
        plan
    }

    fn origin(&self, row: &TableRow) -> String {
        let parts = [Field::Source, Field::DocNo, Field::Seq].map(|f| self.get(row, f));
        let named: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let named = named.join(" ");
        format!("{named} [{} #{}]", self.table.file, row.number).trim().to_owned()
    }

    fn check_title(&self, row: &TableRow, plan: &mut RowPlan, rules: &Package) {
        let column = self.table.column(Field::Title);
        let fault = row.faults.iter().find(|(at, _)| Some(*at) == column);
        if let Some((_, note)) = fault {
            plan.reasons.push(note.clone());
        } else if plan.title.is_empty() {
            plan.reasons.push(Note::new("title", "title_missing"));
        }
        let length = plan.title.chars().count();
        if length > MAX_TITLE {
            let note = Note::new("title", "title_too_long").with("max", MAX_TITLE);
            plan.reasons.push(note.with("have", length));
        }
        plan.reasons.extend(prohibited(&row.cells, rules));
        if !plan.split.is_empty() {
            let note = Note::new("title", "several_titles").with("count", plan.split.len());
            plan.questions.push(note);
        }
    }

    fn set_place(&self, plan: &mut RowPlan, placed: &Placed) {
        let here = |d: &Division| self.territory.holds(d.code);
        match &placed.found {
            Found::One(division) => {
                plan.place = Some(place_plan(*division, &placed.from));
                if !here(division) {
                    let note = Note::new("place", "outside").with("place", division.name);
                    plan.reasons.push(note);
                }
            }
            Found::Several(all) if all.iter().any(here) => {
                let names: Vec<String> =
                    all.iter().map(|d| place::chain(d.code).concat()).collect();
                plan.questions
                    .push(Note::new("place", "place_several").with("names", names.join("、")));
            }
            Found::Several(all) => {
                let name = all.first().map_or("", |d| d.name);
                plan.reasons.push(Note::new("place", "outside").with("place", name));
            }
            Found::Nothing => {}
        }
    }

    fn set_units(&self, row: &TableRow, plan: &mut RowPlan) {
        let division = plan.place.as_ref().map(|p| p.code.clone());
        let division = division.as_deref();
        let authority = self.index.find(self.get(row, Field::Authority), division).unit;
        let mut several = false;
        let mut found = self.index.find(&plan.unit.printed, division);
        if found.unit.is_none() {
            let parts = unit::parts(&plan.unit.printed);
            several = parts.len() > 1;
            let first = parts.iter().filter(|_| several);
            if let Some((first, _)) = first.filter_map(|p| self.index.find(p, division).unit).next()
            {
                found.candidates.retain(|u| u.id != first.id);
                found.candidates.insert(0, first);
            }
        }
        let own = self.own_unit(plan.unit.printed.is_empty());
        let lead = found.unit.map(|(u, how)| (u, how.code())).or_else(|| own.map(|u| (u, "own")));
        plan.unit.candidates = found
            .candidates
            .iter()
            .map(|u| Candidate { unit: UnitId::new(u.id), name: u.name.clone() })
            .collect();
        let Some((lead, how)) = lead else {
            plan.questions.push(unit_question(&plan.unit.printed, several));
            if plan.place.is_none() && plan.questions.iter().all(|q| q.field != "place") {
                plan.questions.push(Note::new("place", "place_unknown"));
            }
            return;
        };
        plan.unit.unit = Some(UnitId::new(lead.id));
        plan.unit.how = how.to_owned();
        let filing = self.index.find(self.get(row, Field::Filing), division).unit.map(|(u, _)| u);
        self.set_around(plan, lead, authority.map(|(u, _)| u), filing);
    }

    /// In a list without a column for units, the matters are the importer's own.
    fn own_unit(&self, unnamed: bool) -> Option<&UnitRow> {
        let has_column = self.table.column(Field::Unit).is_some();
        (unnamed && !has_column && self.ctx.role() == Role::LeadUnit)
            .then(|| self.units.get(&self.ctx.unit().uuid()))
            .flatten()
    }

    fn set_around(
        &self,
        plan: &mut RowPlan,
        lead: &UnitRow,
        authority: Option<&UnitRow>,
        filing: Option<&UnitRow>,
    ) {
        let around = unit::around(self.units, lead, authority);
        plan.unit.decision_maker = around.decision_maker;
        plan.unit.filing = filing.map(|u| UnitId::new(u.id)).or(around.filing);
        plan.unit.legality = around.legality;
        if plan.unit.decision_maker.is_none() {
            plan.questions.push(Note::new("decision_maker", "decision_maker_unknown"));
        }
        if plan.unit.filing.is_none() {
            plan.questions.push(Note::new("filing", "filing_unknown"));
        }
        let asked = plan.questions.iter().any(|q| q.field == "place");
        if plan.place.is_none() && !asked {
            plan.place = Some(PlacePlan {
                code: lead.division.clone(),
                name: place::name(&lead.division).unwrap_or(&lead.name).to_owned(),
                from: "unit".to_owned(),
            });
        }
        if !may_import(self.ctx, lead.id, &lead.path) {
            plan.questions.push(Note::new("unit", "not_your_unit").with("unit", &lead.name));
        }
    }

    fn cells(&self, row: &TableRow, plan: &RowPlan) -> Vec<CellPlan> {
        let cell = |(at, column): (usize, &Column)| {
            let printed = row.cells.get(at).map_or("", |c| c.trim());
            let fault = row.faults.iter().find(|(c, _)| *c == at).map(|(_, n)| n.clone());
            let (state, value, note) = match fault {
                _ if column.personal => {
                    (CellState::Refused, None, Some(Note::new(&column.header, "personal_column")))
                }
                Some(note) => (CellState::Refused, None, Some(note)),
                None => read_cell(column, printed, plan),
            };
            CellPlan {
                column: column.header.clone(),
                field: column.field,
                state,
                printed: shown(printed),
                value,
                note,
            }
        };
        let mut cells: Vec<CellPlan> = self.table.columns.iter().enumerate().map(cell).collect();
        cells.extend(row.faults.iter().filter(|(at, _)| *at >= self.table.columns.len()).map(
            |(_, note)| CellPlan {
                column: String::new(),
                field: None,
                state: CellState::Kept,
                printed: String::new(),
                value: None,
                note: Some(note.clone()),
            },
        ));
        cells
    }
}

/// A cell on one line, without characters that no page can show.
fn shown(printed: &str) -> String {
    printed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Whether the importer may list for a unit.
pub(super) fn may_import(ctx: &Ctx, unit: Uuid, path: &str) -> bool {
    let resource = Resource::default().with(Part::Lead, UnitId::new(unit), path);
    access::decide(&ctx.actor, Permission::ImportMatters, Some(&resource)).is_allowed()
}

fn place_plan(division: Division, from: &str) -> PlacePlan {
    PlacePlan {
        code: division.code.to_owned(),
        name: division.name.to_owned(),
        from: from.to_owned(),
    }
}

fn unit_question(printed: &str, several: bool) -> Note {
    if printed.is_empty() {
        return Note::new("unit", "unit_missing");
    }
    let code = if several { "unit_several" } else { "unit_unknown" };
    Note::new("unit", code).with("printed", printed)
}
