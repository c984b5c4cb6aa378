//! A case as its documents read it, and the words that they use.

use app::{
    App, AppError, Ctx,
    view::{AuditLine, Case, board::Board},
};
use documents::model::{Kind, Language};
use domain::{
    assessment::{
        Assessment,
        event::Parties,
        parts::{Factor, Report},
    },
    codes::Step,
    env::Env,
    ids::{FactorId, UnitId},
    rulebook::Item,
    text::Text,
};
use jiff::{Timestamp, civil::Date};
use locale::{L10n, Lang};

use crate::{Missing, PaperError};

/// The words of a language of documents.
pub(crate) const fn words_of(language: Language) -> L10n {
    L10n::new(match language {
        Language::Zh => Lang::ZhCn,
        Language::En => Lang::En,
    })
}

/// A case with the words behind it, as it stood when its document was made.
#[derive(Clone)]
pub(crate) struct Read {
    /// The product.
    pub(crate) app: App,
    /// Who asks; the day is that of the state.
    pub(crate) ctx: Ctx,
    /// The case.
    pub(crate) case: Case,
    /// Its entries, newest first.
    pub(crate) lines: Vec<AuditLine>,
    /// Words of the language of the document.
    pub(crate) l10n: L10n,
}

impl Read {
    /// Reads a case by the number of its matter or of one of its assessments.
    ///
    /// # Errors
    /// As the pages: no access, not found.
    pub(crate) async fn of(
        app: &App,
        ctx: &Ctx,
        subject: &str,
        language: Language,
    ) -> Result<Self, PaperError> {
        let (number, ordinal) = parted(subject);
        let case = app::view::case(app, ctx, number, ordinal).await?;
        if ordinal.is_some() && case.assessment.is_none() {
            return Err(AppError::NotFound.into());
        }
        let (lines, _) = app::view::entries(app, &case).await?;
        Ok(Self { app: app.clone(), ctx: ctx.clone(), case, lines, l10n: words_of(language) })
    }

    /// A case that was read already, without its entries: to see what it has.
    pub(crate) fn shown(app: &App, ctx: &Ctx, case: &Case) -> Self {
        let l10n = words_of(Language::Zh);
        let (app, ctx, case) = (app.clone(), ctx.clone(), case.clone());
        Self { app, ctx, case, lines: Vec::new(), l10n }
    }

    /// The same case as it stood when a version of the report was frozen.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn at_freezing(self, report: &Report) -> Result<Self, PaperError> {
        let Some(at) = self.frozen_at(report) else { return Ok(self) };
        let (today, occurred_on) = (report.on, report.on);
        let ctx = Ctx { now: at, today, occurred_on, ..self.ctx.clone() };
        let case = app::view::earlier(&self.app, &ctx, &self.case, at).await?;
        Ok(Self { ctx, case, ..self })
    }

    fn frozen_at(&self, report: &Report) -> Option<Timestamp> {
        self.freezing(report).map(|line| line.event.meta.recorded_at)
    }

    /// The entry that froze a version of the report.
    fn freezing(&self, report: &Report) -> Option<&AuditLine> {
        let wanted = report.id.to_string();
        let frozen = self.lines.iter().filter(|line| line.event.type_name == "ReportFrozen");
        let id = |line: &&AuditLine| {
            line.event.data.pointer("/report/id").and_then(|id| id.as_str()) == Some(&wanted)
        };
        frozen.into_iter().find(id)
    }

    /// Hash of the entry that froze a version, in groups of eight digits.
    pub(crate) fn hash(&self, report: &Report) -> Option<String> {
        let digits = self.freezing(report)?.event.leaf_hash.to_string();
        let digits: Vec<char> = digits.chars().collect();
        let groups = digits.chunks(8).map(|part| part.iter().collect::<String>());
        Some(groups.collect::<Vec<_>>().join(" "))
    }

    /// The assessment.
    ///
    /// # Errors
    /// The screening comes first.
    pub(crate) fn state(&self) -> Result<&Assessment, PaperError> {
        let state = self.case.assessment.as_ref().map(|a| &a.state);
        state.ok_or_else(|| self.missing(Step::Screening))
    }

    /// That a step comes first, with who carries it out.
    pub(crate) fn missing(&self, step: Step) -> PaperError {
        PaperError::Missing(missing(&self.case, step))
    }

    /// That the case has no such document.
    pub(crate) fn unknown(&self, kind: Kind) -> PaperError {
        PaperError::Unknown { kind, subject: self.case.matter.state.number.clone() }
    }

    /// What the domain may know of the world.
    pub(crate) fn env(&self) -> Env<'_> {
        Env {
            rules: &self.case.package,
            calendar: self.app.book().calendar(),
            today: self.ctx.today,
            occurred_on: self.ctx.today,
            actor: self.ctx.person(),
            unit: self.ctx.unit(),
            role: self.ctx.role(),
        }
    }

    /// What the panels found.
    pub(crate) fn board<'a>(&'a self, state: &'a Assessment) -> Board<'a> {
        Board::of(state, &self.env())
    }

    /// Units that take part: those of the assessment, before it those of the matter.
    pub(crate) fn parties(&self) -> Option<Parties> {
        let own = self.case.assessment.as_ref().and_then(|a| a.state.parties);
        own.or(self.case.matter.state.parties)
    }

    /// A text of the product.
    pub(crate) fn t(&self, key: &str) -> String {
        self.l10n.t(key)
    }

    /// That the record does not hold something.
    pub(crate) fn none(&self) -> String {
        self.t("paper-not-recorded")
    }

    /// What people wrote; that it was erased where it was.
    pub(crate) fn text(&self, text: &Text) -> String {
        self.case.words.get(text).map_or_else(|| self.t("case-erased"), str::to_owned)
    }

    /// What people wrote, if they did.
    pub(crate) fn maybe(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.text(text)).filter(|text| !text.trim().is_empty())
    }

    /// What people wrote, or that nothing is recorded.
    pub(crate) fn or_none(&self, text: Option<&Text>) -> String {
        self.maybe(text).unwrap_or_else(|| self.none())
    }

    /// Paragraphs of what people wrote.
    pub(crate) fn paragraphs(&self, text: Option<&Text>) -> Vec<String> {
        let text = self.maybe(text).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// Name of a unit.
    pub(crate) fn unit(&self, unit: UnitId) -> String {
        let name = self.case.unit_name(unit);
        if name.is_empty() { self.none() } else { name.to_owned() }
    }

    /// Name of a unit that need not be there.
    pub(crate) fn maybe_unit(&self, unit: Option<UnitId>) -> String {
        unit.map_or_else(|| self.none(), |unit| self.unit(unit))
    }

    /// The unit that carries the assessment out, before there is one the unit that answers
    /// for it.
    pub(crate) fn assessing(&self) -> String {
        let own = self.case.assessment.as_ref().and_then(|a| a.state.assessing_unit());
        self.maybe_unit(own.or_else(|| self.parties().map(|p| p.lead)))
    }

    /// The unit that answers for the assessment.
    pub(crate) fn lead(&self) -> String {
        self.maybe_unit(self.parties().map(|p| p.lead))
    }

    /// The stability office.
    pub(crate) fn office(&self) -> String {
        self.maybe_unit(self.parties().map(|p| p.filing))
    }

    /// Words of the rules.
    pub(crate) fn rule(&self, item: &Item) -> String {
        let english = self.l10n.lang() == Lang::En && !item.en.is_empty();
        if english { item.en.clone() } else { item.zh.clone() }
    }

    /// Name of a form of the rules by its code.
    pub(crate) fn form(&self, code: &str) -> String {
        let form = self.case.package.forms.iter().find(|form| form.code == code);
        form.map_or_else(|| code.to_owned(), |form| self.rule(form))
    }

    /// Names of several things in one line.
    pub(crate) fn join(&self, items: &[String]) -> String {
        self.l10n.join(items)
    }

    /// Labels of factors by their identifiers.
    pub(crate) fn labels(&self, state: &Assessment, ids: &[FactorId]) -> String {
        let labels = ids.iter().filter_map(|id| state.factor(*id)).map(Factor::key);
        self.join(&labels.collect::<Vec<_>>())
    }

    /// The day of a step, or today.
    pub(crate) fn day_of(&self, step: Step) -> Date {
        let done = self.case.assessment.as_ref().and_then(|a| a.state.done.get(&step).copied());
        done.unwrap_or(self.ctx.today)
    }

    /// Layers of the rules of the case, the nearest first.
    pub(crate) fn layers(&self) -> Vec<String> {
        self.case.package.layers.iter().rev().map(|layer| layer.name.clone()).collect()
    }
}

/// That a step comes first, with the role that carries it out.
pub(crate) fn missing(case: &Case, step: Step) -> Missing {
    let general = || case.package.procedure(domain::codes::ProcedureCode::General);
    let procedure = case.procedure().or_else(general);
    Missing { step, role: procedure.and_then(|p| p.step(step)).map(|rule| rule.role) }
}

/// The number of a matter, and which of its assessments: `LN-CY-2016-00412-A1`.
fn parted(subject: &str) -> (&str, Option<u32>) {
    let parts = subject.rsplit_once("-A");
    let ordinal = parts.and_then(|(number, digits)| Some((number, digits.parse().ok()?)));
    ordinal.map_or((subject, None), |(number, ordinal)| (number, Some(ordinal)))
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn an_assessment_is_told_from_its_matter() {
        assert_eq!(parted("LN-CY-2016-00412"), ("LN-CY-2016-00412", None));
        assert_eq!(parted("LN-CY-2016-00412-A2"), ("LN-CY-2016-00412", Some(2)));
        assert_eq!(parted("LN-AS-2016-00412"), ("LN-AS-2016-00412", None));
    }
}
