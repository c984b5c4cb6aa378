//! Putting a matter on the list of planned decisions.

use access::Permission;
use domain::{
    assessment::Parties,
    codes::{Category, DivisionCode, Sector},
    ids::UnitId,
    matter::{Facts, Matter, Planned, Scale, acts::List},
    rulebook::Prohibited,
    text::{PackageHash, Text},
};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use store::Loaded;
use uuid::Uuid;

use crate::{
    App, AppError, Ctx, assessment_env,
    error::Outcome,
    form::{ActSpec, FieldError, RawForm, parse, specs},
    numbers, once,
    vault::Vault,
};

/// A matter to be listed. Its text was committed to in a vault.
#[derive(Debug, Clone, PartialEq)]
pub struct ListInput {
    /// The facts.
    pub facts: Facts,
    /// Units that take part.
    pub parties: Parties,
    /// Source of an imported row.
    pub origin: Option<Text>,
}

/// A matter that was listed.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Identifier.
    pub id: Uuid,
    /// Number.
    pub number: String,
    /// Check code of the number.
    pub check_code: String,
}

#[derive(Deserialize)]
struct FactsForm {
    title: Text,
    category: Category,
    sector: Sector,
    division: DivisionCode,
    #[serde(default)]
    planned: Option<Planned>,
    #[serde(default)]
    content: Option<Text>,
    #[serde(default)]
    basis: Option<Text>,
    #[serde(flatten)]
    scale: Scale,
    #[serde(default)]
    is_plan: bool,
}

#[derive(Deserialize)]
struct PartiesForm {
    decision_maker: UnitId,
    filing: UnitId,
    #[serde(default)]
    legality: Option<UnitId>,
    #[serde(default)]
    executing: Option<UnitId>,
}

/// Reads facts and units from a registration form.
///
/// # Errors
/// Every field that is out of order.
pub(super) fn read_form(
    app: &App,
    ctx: &Ctx,
    (raw, barred): (&RawForm, &[Prohibited]),
    vault: &mut Vault<'_>,
) -> Outcome<ListInput> {
    let read =
        |spec: &ActSpec, vault: &mut Vault<'_>| parse(spec, raw, vault, app.ids(), ctx.now, barred);
    let facts = read(&ActSpec { code: "facts", fields: specs::FACTS, dated: true }, vault);
    let parties = read(&ActSpec { code: "parties", fields: specs::PARTIES, dated: true }, vault);
    let (facts, parties) = match (facts, parties) {
        (Ok(f), Ok(p)) => (f, p),
        (f, p) => {
            let mut errors: Vec<FieldError> = f.err().unwrap_or_default();
            errors.extend(p.err().unwrap_or_default());
            return Err(AppError::Invalid(errors));
        }
    };
    let facts: FactsForm = typed(facts, "division")?;
    let parties: PartiesForm = typed(parties, "filing")?;
    Ok(ListInput {
        facts: Facts {
            title: facts.title,
            content: facts.content,
            basis: facts.basis,
            category: facts.category,
            sector: facts.sector,
            division: facts.division,
            planned: facts.planned,
            scale: facts.scale,
            is_plan: facts.is_plan,
        },
        parties: Parties {
            lead: ctx.unit(),
            decision_maker: parties.decision_maker,
            filing: parties.filing,
            legality: parties.legality,
            executing: parties.executing,
        },
        origin: None,
    })
}

/// A value that passed the form but not its type came from a changed page.
fn typed<T: serde::de::DeserializeOwned>(value: Value, field: &str) -> Outcome<T> {
    serde_json::from_value(value)
        .map_err(|_| AppError::Invalid(vec![FieldError::new(field, "choice")]))
}

/// Lists a matter given as a form.
///
/// # Errors
/// Fields out of order, a refusal, denied access.
pub async fn list_form(app: &App, ctx: &Ctx, raw: &RawForm) -> Outcome<Listed> {
    let mut vault = Vault::new(app.ids());
    let barred = app.barred(raw.first("division"), ctx.occurred_on);
    let input = read_form(app, ctx, (raw, &barred), &mut vault)?;
    list(app, ctx, input, vault).await
}

/// Every field of a registration form that is out of order, without listing
/// anything: for a form that cannot be accepted for another reason.
///
/// # Errors
/// Fields out of order.
pub fn check_form(app: &App, ctx: &Ctx, raw: &RawForm) -> Outcome<()> {
    let barred = app.barred(raw.first("division"), ctx.occurred_on);
    read_form(app, ctx, (raw, &barred), &mut Vault::new(app.ids())).map(drop)
}

/// Lists a matter: allots its number and pins the rules of its place and day.
///
/// # Errors
/// A refusal, denied access, or a failure of the store.
pub async fn list(app: &App, ctx: &Ctx, input: ListInput, vault: Vault<'_>) -> Outcome<Listed> {
    crate::directory::require(ctx, Permission::ListMatter, None)?;
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let listed = list_in(app, ctx, &mut tx, input, vault).await?;
    once::seal(&mut tx, ctx, Some(listed.number.clone())).await?;
    tx.commit().await?;
    Ok(listed)
}

/// As [`list`], inside a transaction of the caller (imports list many).
///
/// # Errors
/// As [`list`].
pub async fn list_in(
    app: &App,
    ctx: &Ctx,
    tx: &mut store::Tx,
    input: ListInput,
    vault: Vault<'_>,
) -> Outcome<Listed> {
    let day: Date = ctx.occurred_on;
    known_units(app, tx, &input.parties).await?;
    if app.book().resolve(&input.facts.division, day).is_err() {
        return Err(AppError::Invalid(vec![FieldError::new("occurred_on", "no_rules")]));
    }
    let (hash, package) = app.package_in_force(tx, &input.facts.division, day, ctx.now).await?;
    let parties = &input.parties;
    let filing = (parties.filing, parties.lead, &input.facts.division);
    super::fit_to_file(app, tx, &package, filing).await?;
    let env = assessment_env(app, ctx, &package);
    let number = numbers::matter(tx, &package, &input.facts.division, day).await?;
    let check_code = app.check_code(&number);
    let id = app.ids().id(ctx.now);
    let fresh = Loaded::<Matter>::fresh(id);
    let act = List {
        number: number.clone(),
        check_code: check_code.clone(),
        rules: PackageHash::new(hash.0),
        facts: input.facts,
        parties: input.parties,
        origin: input.origin,
    };
    let events = act.decide(&fresh.state, &env)?;
    let sides = vault.keep(tx, ctx.now).await?;
    tx.commit_record(fresh, &ctx.act(Some(hash)), &events, &sides).await?;
    Ok(Listed { id, number, check_code })
}

async fn known_units(app: &App, tx: &mut store::Tx, parties: &Parties) -> Outcome<()> {
    let units = app.units(tx).await?;
    let named = [
        ("decision_maker", Some(parties.decision_maker)),
        ("filing", Some(parties.filing)),
        ("legality", parties.legality),
        ("executing", parties.executing),
        ("lead", Some(parties.lead)),
    ];
    let unknown: Vec<FieldError> = named
        .into_iter()
        .filter(|(_, unit)| unit.is_some_and(|u| !units.contains_key(&u.uuid())))
        .map(|(field, _)| FieldError::new(field, "choice"))
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(AppError::Invalid(unknown)) }
}
