//! Which documents a case has, and what has to be done before the others.

use app::{
    App, Ctx,
    consultation::{Line, of_matter},
    view::Case,
};
use documents::model::Kind;
use domain::{
    assessment::{Assessment, parts::Activity},
    codes::{Category, ProcedureCode, Step},
};
use jiff::civil::Date;
use locale::Msg;

use crate::{
    Missing, PaperError,
    fill::parts::{DECISION, accepted, counted, is_meeting, is_visit, sent_back},
    order::Format,
    read::{Read, missing},
};

/// A document that a case has, or will have.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What it is.
    pub kind: Kind,
    /// Which of several, as in [`crate::Order::part`].
    pub part: Option<String>,
    /// What tells it from the others of its kind, in any language: a day, or a number.
    pub title: Option<String>,
    /// The same in words.
    pub label: Option<Msg>,
    /// In which formats it is made.
    pub formats: Vec<Format>,
    /// Why it cannot be made yet.
    pub missing: Option<Missing>,
}

/// The documents of a case in the order of its steps. What its consultations leave is read apart,
/// see [`consulted`]. A kind that the procedure of the case does not have is left out.
#[must_use]
pub fn offers(_app: &App, case: &Case) -> Vec<Offer> {
    let mut all = Offers { case, list: Vec::new() };
    let screened = case.matter.state.screening.is_some();
    all.one(Kind::ScreeningSheet, screened, Step::Screening);
    let blank = Assessment::default();
    let state = case.assessment.as_ref().map_or(&blank, |a| &a.state);
    let open = case.assessment.is_some();
    all.participation(state);
    all.rated(state);
    all.judged(state);
    all.one(Kind::Certificate, state.filed().is_some(), Step::Filing);
    all.decided(state);
    all.one(Kind::CaseSheet, open, Step::Screening);
    all.one(Kind::Dossier, screened, Step::Screening);
    all.list
}

/// What the consultations of a matter leave: their paper forms, oldest first, and the statistics
/// of the answers once there is something to tell.
///
/// # Errors
/// When the store fails. Access to the case was asked for when it was read.
pub async fn consulted(app: &App, ctx: &Ctx, case: &Case) -> Result<Vec<Offer>, PaperError> {
    let lines = of_matter(app, case.matter.id).await?;
    let told = counted(&Read::shown(app, ctx, case), &lines)?;
    let mut all = questionnaires(lines);
    if told {
        let kind = Kind::SurveyStatistics;
        let formats = Format::of_kind(kind).to_vec();
        all.push(Offer { kind, part: None, title: None, label: None, formats, missing: None });
    }
    Ok(all)
}

fn questionnaires(lines: Vec<Line>) -> Vec<Offer> {
    // What was given up, or never set, has no form.
    let stands = |line: &Line| !matches!(line.status.as_str(), "WITHDRAWN" | "UNPREPARED");
    let offer = |line: Line| Offer {
        kind: Kind::Questionnaire,
        title: line.from.map(|day| day.to_string()),
        label: line.title.map(|title| Msg::new("paper-part").with("name", title)),
        part: Some(line.slug),
        formats: Format::of_kind(Kind::Questionnaire).to_vec(),
        missing: None,
    };
    lines.into_iter().filter(stands).map(offer).collect()
}

/// One of several documents of a kind.
#[derive(Clone)]
struct Part {
    id: String,
    title: String,
    label: Msg,
}

impl Part {
    /// One that is told from the others by its day.
    fn of_day(id: impl ToString, on: Date) -> Self {
        let title = on.to_string();
        let label = Msg::new("paper-part").with("name", title.as_str());
        Self { id: id.to_string(), title, label }
    }
}

struct Offers<'a> {
    case: &'a Case,
    list: Vec<Offer>,
}

impl Offers<'_> {
    /// Whether the procedure of the case has a step; all of them before there is one.
    fn has(&self, step: Step) -> bool {
        self.case.procedure().is_none_or(|p| p.step(step).is_some())
    }

    /// Whether the procedure of the case demands a step.
    fn requires(&self, step: Step) -> bool {
        let rule = self.case.procedure().and_then(|procedure| procedure.step(step));
        rule.is_some_and(|rule| rule.required)
    }

    fn push(&mut self, kind: Kind, part: Option<Part>, missing: Option<Missing>) {
        let (id, title, label) = match part {
            Some(Part { id, title, label }) => (Some(id), Some(title), Some(label)),
            None => (None, None, None),
        };
        let formats = Format::of_kind(kind).to_vec();
        self.list.push(Offer { kind, part: id, title, label, formats, missing });
    }

    /// A document of which a case has one.
    fn one(&mut self, kind: Kind, there: bool, step: Step) {
        if there || self.has(step) {
            self.push(kind, None, (!there).then(|| missing(self.case, step)));
        }
    }

    /// Documents of which a case has several; what is missing while there is none.
    fn each(&mut self, kind: Kind, parts: Vec<Part>, step: Step) {
        if parts.is_empty() && self.has(step) {
            self.push(kind, None, Some(missing(self.case, step)));
        }
        for part in parts {
            self.push(kind, Some(part), None);
        }
    }

    /// Documents of which a case may have some and need not have any.
    fn some(&mut self, kind: Kind, parts: Vec<Part>) {
        for part in parts {
            self.push(kind, Some(part), None);
        }
    }

    fn participation(&mut self, state: &Assessment) {
        self.one(Kind::Plan, state.plan.is_some(), Step::Plan);
        let notices = state.notices.iter().filter(|n| n.void.is_none());
        let notices = notices.map(|n| Part::of_day(n.id, n.from)).collect();
        self.each(Kind::Publicity, notices, Step::Publicity);
        let held = |fits: fn(&Activity) -> bool| {
            let fitting = state.activities.iter().filter(|a| fits(a));
            let title = |a: &Activity| {
                Msg::new("paper-held")
                    .with("kind", Msg::code("activity", a.kind.code()))
                    .with("day", a.on.to_string())
            };
            fitting.map(|a| Part { label: title(a), ..Part::of_day(a.id, a.on) }).collect()
        };
        self.some(Kind::VisitRecord, held(is_visit));
        self.some(Kind::MeetingRecord, held(is_meeting));
    }

    fn rated(&mut self, state: &Assessment) {
        let rated = state.done.contains_key(&Step::InitialRating);
        let facts = self.case.matter.state.facts.as_ref();
        let project = facts.is_some_and(|f| f.category == Category::Project);
        let simplified = state.procedure == Some(ProcedureCode::Simplified);
        if simplified {
            self.one(Kind::SimplifiedForm, rated, Step::InitialRating);
        } else if project {
            self.one(Kind::AnalysisChapter, rated, Step::InitialRating);
        }
        let version = |version: u32| Msg::new("report-nth").with("n", version);
        let versions = state.reports.iter();
        let versions: Vec<Part> = versions
            .map(|r| Part {
                id: r.id.to_string(),
                title: r.version.to_string(),
                label: version(r.version),
            })
            .collect();
        if versions.is_empty() {
            self.one(Kind::AssessmentReport, rated, Step::InitialRating);
        }
        self.some(Kind::AssessmentReport, versions);
    }

    fn judged(&mut self, state: &Assessment) {
        let simplified = state.procedure == Some(ProcedureCode::Simplified);
        let reviews = state.reviews.iter().filter(|r| r.outcome.is_some());
        let reviews: Vec<Part> = (1_u32..)
            .zip(reviews)
            .map(|(n, r)| Part {
                id: r.id.to_string(),
                title: n.to_string(),
                label: Msg::new("review-nth").with("n", n),
            })
            .collect();
        self.each(Kind::ExpertReview, reviews.clone(), Step::Review);
        if !simplified {
            self.some(Kind::Minutes, reviews);
        }
        let filings = state.filings.iter();
        let filings = filings.map(|f| Part::of_day(f.id, f.submitted)).collect();
        self.each(Kind::FilingForm, filings, Step::Filing);
        let answered = |fits: fn(&_) -> bool| {
            let some = state.filings.iter().filter(|f| fits(&f.state));
            some.map(|f| Part::of_day(f.id, f.answered.unwrap_or(f.submitted))).collect()
        };
        self.some(Kind::RectificationNotice, answered(sent_back));
        self.each(Kind::Reply, answered(accepted), Step::Filing);
    }

    fn decided(&mut self, state: &Assessment) {
        let decided = !state.decisions.is_empty();
        let part = state.decisions.last().map(|decision| Part {
            label: Msg::code("step", Step::Decision.code()),
            ..Part::of_day(DECISION, decision.on)
        });
        self.some(Kind::Minutes, part.into_iter().collect());
        if state.halted_by().is_none() {
            let settled = state.done.contains_key(&Step::Measures);
            self.one(Kind::ResponsibilityLetter, settled, Step::Measures);
            self.one(Kind::TrackingReport, decided, Step::Decision);
        }
        let evaluated = state.post_evaluation.is_some();
        let owed = state.applies(Step::PostEvaluation) && self.requires(Step::PostEvaluation);
        if evaluated || owed {
            self.one(Kind::PostEvaluation, evaluated, Step::PostEvaluation);
        }
    }
}
