//! `/gate/checks/{no}/{n}`: what a gate said, as it was put on record.

use app::directory::Units;
use app::lists::Reader;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{
    assessment::Assessment,
    codes::{Gate as Door, Part},
    gate::Verdict as Said,
    ids::UnitId,
    matter::{GateCheck, Matter},
    rulebook::{GateRule, Package},
};
use locale::{L10n, Lang};

use super::{Gate, told, unknown};
use crate::error::WebError;
use crate::nav::Nav;
use crate::office::case::maybe_text;
use crate::office::{Office, web_error};
use crate::page::{self, Page};
use crate::routes::Route as _;
use crate::state::AppState;
use crate::ui::{Facts, Markup, Verdict, level_tag};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "gate/receipt.html")]
pub(super) struct Receipt {
    pub(super) page: Page,
    pub(super) verdict: Verdict,
    pub(super) points: Vec<told::Point>,
    pub(super) facts: Facts,
    pub(super) check: Facts,
    pub(super) next: String,
    pub(super) url: String,
}

/// What the page is made from.
struct Record {
    matter: Matter,
    assessment: Option<Assessment>,
    check: GateCheck,
    rule: Option<GateRule>,
    words: app::view::Words,
    units: std::sync::Arc<Units>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path((no, n)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let office = Office::of(&state, &visit)?;
    let place = |n: &str| n.parse::<usize>().map_err(|_| WebError::NotFound);
    if let Some(n) = n.strip_prefix(unknown::MARK) {
        return page::show(&unknown::receipt(&office, &visit, &no, place(n)?).await?);
    }
    let n = place(&n)?;
    let record = read(&office, &no, n).await?;
    let l10n = visit.l10n();
    let parties = record.parties();
    page::show(&Receipt {
        page: page(&visit, number(&no, n)),
        verdict: verdict(l10n, &record),
        points: told::points(l10n, &record.check.verdict, parties, &record.units),
        facts: facts(l10n, &record),
        check: about(l10n, &record, number(&no, n)),
        next: next(l10n, &record),
        url: Gate.url(),
    })
}

/// The frame of a receipt, with the number of its check.
pub(super) fn page(visit: &Visit, number: String) -> Page {
    let l10n = visit.l10n();
    Page::new(visit, l10n.t("door-receipt"))
        .nav(Nav::Gate)
        .crumb(l10n.t("nav-gate"), Gate.url())
        .here(number)
}

/// `LN-CY-2016-00412-C3`.
fn number(no: &str, n: usize) -> String {
    format!("{no}-C{n}")
}

/// Reads a check of the actor's own unit; those of others do not exist for it.
async fn read(office: &Office<'_>, no: &str, n: usize) -> Result<Record, WebError> {
    let failed = |error: app::lists::StoreError| WebError::Unavailable(Box::new(error));
    let mut reader = office.app.store().read().await.map_err(failed)?;
    let row = reader.matter_by_number(no).await.map_err(failed)?.ok_or(WebError::NotFound)?;
    let matter = reader.load::<Matter>(row.id).await.map_err(failed)?.ok_or(WebError::NotFound)?;
    let matter = matter.state;
    let check = n.checked_sub(1).and_then(|at| matter.gate_checks.get(at)).cloned();
    let check = check.filter(|c| c.unit == office.ctx.unit()).ok_or(WebError::NotFound)?;
    let assessment = app::matter::speaking(&mut reader, &matter).await.map_err(web_error)?;
    let assessment = assessment.filter(|_| !check.verdict.exempt);
    let package = package(office, &mut reader, &matter).await?;
    let decision = assessment.as_ref().and_then(|a| a.decisions.last());
    let words = app::view::words_of(&mut reader, &(&matter.facts, decision)).await;
    Ok(Record {
        rule: package.gate(check.gate).cloned(),
        words: words.map_err(web_error)?,
        units: office.app.units(&mut reader).await.map_err(web_error)?,
        matter,
        assessment,
        check,
    })
}

async fn package(
    office: &Office<'_>,
    reader: &mut Reader,
    matter: &Matter,
) -> Result<std::sync::Arc<Package>, WebError> {
    let hash = app::rules::pin(&matter.rules);
    office.app.pinned(reader, &hash).await.map_err(web_error)
}

impl Record {
    fn parties(&self) -> Option<&domain::assessment::Parties> {
        let later = self.assessment.as_ref().and_then(|a| a.parties.as_ref());
        later.or(self.matter.parties.as_ref())
    }

    /// A matter that another one covers has units of its own.
    fn unit(&self, part: Part) -> String {
        let own = self.matter.parties.as_ref().filter(|_| self.said().covered_by.is_some());
        told::unit_of(own.or(self.parties()), part)
            .and_then(|unit| self.units.get(&unit.uuid()))
            .map(|unit| unit.name.clone())
            .unwrap_or_default()
    }

    fn said(&self) -> &Said {
        &self.check.verdict
    }

    /// Conditions of the decision, one a line.
    fn conditions(&self, l10n: L10n) -> Vec<String> {
        let decided = self.assessment.as_ref().and_then(|a| a.decisions.last());
        let text = maybe_text(l10n, &self.words, decided.and_then(|d| d.conditions.as_ref()));
        text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
    }
}

fn verdict(l10n: L10n, record: &Record) -> Verdict {
    let said = record.said();
    let (list, points) = if said.cleared {
        let mut points = record.conditions(l10n);
        points.extend(told::unproven(l10n, said));
        ("door-yes", points)
    } else {
        ("door-no", told::reasons(l10n, said))
    };
    let lead = match (said.cleared, said.exempt, said.conclusion) {
        (true, true, _) => l10n.t("door-exempt"),
        (true, _, Some(conclusion)) => {
            let words = l10n.code("conclusion", conclusion.code());
            let key = if points.is_empty() { "door-concluded" } else { "door-with-conditions" };
            l10n.t1(key, "conclusion", words)
        }
        (true, ..) => match said.recommended {
            Some(advice) => {
                let words = l10n.code("conclusion", advice.code());
                l10n.t1("door-all-met-recommended", "conclusion", words)
            }
            None => l10n.t("door-all-met"),
        },
        (false, ..) => l10n.t("door-why"),
    };
    Verdict {
        passed: said.cleared,
        title: l10n.code(list, said.gate.code()),
        lead,
        points,
        focus: true,
    }
}

fn facts(l10n: L10n, record: &Record) -> Facts {
    let said = record.said();
    let title = record.matter.facts.as_ref().map(|f| &f.title);
    let facts = Facts::two()
        .fact(l10n.t("door-matter"), maybe_text(l10n, &record.words, title))
        .markup(l10n.t("door-number"), mono(&record.matter.number))
        .fact(l10n.t("door-lead-unit"), record.unit(Part::Lead))
        .fact(l10n.t("door-decision-maker"), record.unit(Part::DecisionMaker))
        .fact(l10n.t("door-filing-unit"), record.unit(Part::Filing));
    // Being listed says nothing about an assessment, nor the other way round.
    if said.gate == Door::List {
        return facts;
    }
    let facts = facts
        .fact(l10n.t("door-covered-by"), said.covered_by.clone().unwrap_or_default())
        .fact(l10n.t("door-filing"), said.filing.clone().unwrap_or_default())
        .markup(l10n.t("door-level"), level_tag(l10n, said.level.map(domain::codes::Level::code)));
    told::conclusion(l10n, facts, said)
        .fact(l10n.t("door-valid"), said.valid_until.map(|d| l10n.date(d)).unwrap_or_default())
}

pub(super) fn mono(text: &str) -> Markup {
    Markup::trusted(format!("<span class=\"mono\">{}</span>", Markup::text(text)))
}

/// The name of a unit.
pub(super) fn named(units: &Units, unit: UnitId) -> &str {
    units.get(&unit.uuid()).map_or("", |unit| unit.name.as_str())
}

fn about(l10n: L10n, record: &Record, number: String) -> Facts {
    let check = &record.check;
    let unit = named(&record.units, check.unit);
    let mut facts = Facts::new()
        .markup(l10n.t("door-check-number"), mono(&number))
        .fact(l10n.t("door-gate"), l10n.code("door-at", check.gate.code()))
        .fact(l10n.t("door-day"), l10n.date(check.on))
        .fact(l10n.t("door-unit"), unit);
    if let Some(rule) = &record.rule {
        let words = if l10n.lang() == Lang::ZhCn { &rule.item.zh } else { &rule.item.en };
        facts =
            facts.fact(l10n.t("door-rule"), words).fact(l10n.t("door-source"), &rule.item.source);
    }
    facts
}

/// What to do now: on, with what this door asks for, or back to everyone who has
/// something to supply.
fn next(l10n: L10n, record: &Record) -> String {
    let said = record.said();
    if said.cleared {
        return match said.exempt {
            true => l10n.t("door-next-exempt"),
            false => l10n.code("door-then", said.gate.code()),
        };
    }
    let mut suppliers: Vec<String> = Vec::new();
    for finding in said.findings.iter().filter(|f| !f.met) {
        let part = (finding.part, finding.role);
        let who = told::who(l10n, record.parties(), &record.units, part);
        if !who.is_empty() && !suppliers.contains(&who) {
            suppliers.push(who);
        }
    }
    if suppliers.is_empty() {
        return l10n.t("door-next-back");
    }
    l10n.t1("door-next-no", "who", l10n.join(&suppliers))
}
