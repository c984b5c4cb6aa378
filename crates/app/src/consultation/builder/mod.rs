//! The questionnaire of a case before anybody is asked: its officers put it
//! together from templates, from the bank and from questions of their own. The
//! draft belongs to the assessment; what is asked becomes an event when the
//! consultation is prepared.

mod change;
mod library;
pub(super) mod own;

use std::collections::BTreeSet;

use access::Permission;
use domain::{
    assessment::Assessment,
    codes::Category,
    consultation::{
        Standing,
        form::{Form, FormError, Question},
    },
    rulebook::{Catalogue, CatalogueFactor, Package, QuestionRule},
};
use serde_json::Value;
use store::Reader;
use uuid::Uuid;

pub use self::{
    change::change,
    library::{forget_template, keep_template},
    own::save_own,
};
use super::{
    Offered, offered,
    prepare::{rules_with, strata},
};
use crate::{App, AppError, Ctx, error::Outcome, view::Case};

/// Which questions of the bank are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Those that bear on factors of this case.
    Case,
    /// Those for matters of this kind.
    Kind,
    /// All.
    All,
}

/// A questionnaire that the unit keeps.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Identifier.
    pub id: Uuid,
    /// Name given by its officers.
    pub name: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// A risk factor with its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorName {
    /// Code in the catalogue.
    pub code: String,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Whether it stands in a catalogue for matters of this kind.
    pub fits: bool,
}

/// Everything that the page of the builder shows.
#[derive(Debug, Clone)]
pub struct Builder {
    /// The version of the draft; 0 before the first change.
    pub version: u64,
    /// The draft, with the groups of the plan.
    pub form: Form,
    /// What stands against asking it.
    pub problems: Vec<FormError>,
    /// Questionnaires of the rules to begin with.
    pub offers: Vec<Offered>,
    /// Questionnaires of the unit to begin with.
    pub kept: Vec<Kept>,
    /// Questions of the bank that are not in the draft.
    pub bank: Vec<Question>,
    /// Which of them are shown.
    pub cut: Cut,
    /// Whether the case has factors to choose by.
    pub has_factors: bool,
    /// Every factor that a question can bear on.
    pub factors: Vec<FactorName>,
    /// Whether people are being asked: what is changed now is for the next time.
    pub running: bool,
}

/// Reads the builder of a case. Without a wish the bank is cut to the factors of
/// the case where it has any, else to its kind.
///
/// # Errors
/// Denied access; not found before there is an assessment.
pub async fn builder(app: &App, ctx: &Ctx, case: &Case, wish: Option<Cut>) -> Outcome<Builder> {
    let (id, assessment) = open_to(ctx, case)?;
    let mut reader = app.store().read().await?;
    let (version, questions) = stored(&mut reader, id).await?;
    let words = (&case.matter.state, assessment, &case.words);
    let offers = offered(app, ctx, &mut reader, words).await?;
    let kept = library::kept(&mut reader, ctx.unit().uuid()).await?;
    let rules = rules_with(app, ctx, &case.package, |rules| !rules.bank.is_empty());
    let latest = reader.consultations_of(case.matter.id).await?.pop();
    let known = factors_of(assessment);
    let cut = match wish {
        Some(cut) => cut,
        None if known.is_empty() => Cut::Kind,
        None => Cut::Case,
    };
    let category = case.matter.state.facts.as_ref().map(|facts| facts.category);
    let there = |code: &str| questions.iter().any(|question| question.code == code);
    let bank = rules.bank.iter().filter(|rule| fits(rule, cut, category, &known));
    let bank: Vec<Question> =
        bank.map(QuestionRule::question).filter(|question| !there(&question.code)).collect();
    let form = Form { strata: strata(&case.words, assessment).1, questions };
    Ok(Builder {
        version,
        problems: form.problems(),
        form,
        offers,
        kept,
        bank,
        cut,
        has_factors: !known.is_empty(),
        factors: factors(&rules, category),
        running: latest.is_some_and(|row| row.row.status == Standing::Open.code()),
    })
}

/// Whoever may prepare the consultation may put its questionnaire together.
fn open_to<'a>(ctx: &Ctx, case: &'a Case) -> Outcome<(Uuid, &'a Assessment)> {
    crate::directory::require(ctx, Permission::Draft, Some(&case.resource))?;
    let loaded = case.assessment.as_ref().ok_or(AppError::NotFound)?;
    Ok((loaded.id, &loaded.state))
}

/// The draft of an assessment: its version and questions.
pub(super) async fn stored(reader: &mut Reader, assessment: Uuid) -> Outcome<(u64, Vec<Question>)> {
    match reader.form_draft(assessment).await? {
        Some(draft) => Ok((draft.version, questions(draft.content)?)),
        None => Ok((0, Vec::new())),
    }
}

fn questions(content: Value) -> Outcome<Vec<Question>> {
    serde_json::from_value(content).map_err(|e| AppError::Internal(format!("questionnaire: {e}")))
}

fn content(questions: &[Question]) -> Outcome<Value> {
    serde_json::to_value(questions).map_err(|e| AppError::Internal(format!("questionnaire: {e}")))
}

/// Codes of the catalogue that stand in the register of the case.
fn factors_of(assessment: &Assessment) -> BTreeSet<&str> {
    let standing = assessment.factors.iter().filter(|factor| factor.void.is_none());
    standing.filter_map(|factor| factor.catalogue.as_deref()).collect()
}

fn fits(rule: &QuestionRule, cut: Cut, category: Option<Category>, known: &BTreeSet<&str>) -> bool {
    match cut {
        // What bears on no factor in particular can be asked in every case.
        Cut::Case => {
            rule.factors.is_empty() || rule.factors.iter().any(|code| known.contains(code.as_str()))
        }
        Cut::Kind => {
            rule.categories.is_empty() || category.is_some_and(|c| rule.categories.contains(&c))
        }
        Cut::All => true,
    }
}

/// The factors of every catalogue.
fn factors(rules: &Package, category: Option<Category>) -> Vec<FactorName> {
    let of = |catalogue: &Catalogue| {
        let fits = catalogue.categories.is_empty()
            || category.is_some_and(|c| catalogue.categories.contains(&c));
        let name = move |factor: &CatalogueFactor| FactorName {
            code: factor.item.code.clone(),
            zh: factor.item.zh.clone(),
            en: factor.item.en.clone(),
            fits,
        };
        catalogue.factors.iter().map(name).collect::<Vec<_>>()
    };
    rules.catalogues.iter().flat_map(of).collect()
}
