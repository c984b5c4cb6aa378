//! Forms from the filing on: filing, tracking, appraisal, and what a unit is asked or bound to.

use jiff::civil::Date;

use super::{Factor, Matter, Measure, Question, Rating, Step, Survey};

record! {
    /// 备案表.
    FilingForm {
        /// The matter.
        matter: Matter,
        /// Who files.
        organ: String,
        /// Day.
        date: Date,
        /// Number of the filing.
        number: Option<String>,
        /// How people took part.
        participation: String,
        /// Main factors.
        factors: Vec<Factor>,
        /// Level before measures.
        level_before: String,
        /// Level after measures.
        level: String,
        /// Index after measures.
        index: f64,
        /// T from which the level is medium.
        threshold_medium: f64,
        /// T above which the level is high.
        threshold_high: f64,
        /// What is proposed.
        conclusion: String,
        /// Result of the review.
        review: String,
        /// Papers handed in.
        papers: Vec<Paper>,
    }
    /// A paper handed in.
    Paper {
        /// Title.
        title: String,
        /// Pages.
        pages: Option<u64>,
        /// Whether it is the original.
        original: bool,
    }
    /// 跟踪报告.
    TrackingReport {
        /// The matter.
        matter: Matter,
        /// Who tracks.
        organ: String,
        /// Day.
        date: Date,
        /// First day of the period.
        from: Date,
        /// Last day of the period.
        to: Date,
        /// Level.
        rating: Rating,
        /// Index now.
        index: f64,
        /// Level now.
        level: String,
        /// Measures with their state.
        measures: Vec<Measure>,
        /// Events of the period.
        events: Vec<Step>,
        /// Complaints of the period.
        grievances: u64,
        /// Complaints settled.
        settled: u64,
        /// Judgement.
        judgement: String,
        /// What is proposed.
        proposals: Vec<String>,
    }
    /// 考评表.
    AppraisalSheet {
        /// The unit appraised.
        unit: String,
        /// Who appraises.
        organ: String,
        /// Year.
        year: i64,
        /// Day.
        date: Date,
        /// The indicators.
        indicators: Vec<Indicator>,
        /// Sum of the points.
        total: f64,
        /// Grade.
        grade: String,
    }
    /// An indicator.
    Indicator {
        /// Name.
        name: String,
        /// Most points.
        most: f64,
        /// Points given.
        points: f64,
        /// Why points were taken.
        reason: Option<String>,
    }
    /// 调查问卷.
    Questionnaire {
        /// The matter.
        matter: Matter,
        /// Who asks.
        organ: String,
        /// Day of the form.
        date: Date,
        /// Number of the sheet, without any link to a person.
        number: Option<String>,
        /// What is explained first.
        introduction: String,
        /// The questions; counts and shares are not shown.
        questions: Vec<Question>,
        /// Open questions.
        open_questions: Vec<String>,
    }
    /// 责任书: of a year with its targets, or of one matter with its measures.
    ResponsibilityLetter {
        /// The unit that takes the duty.
        unit: String,
        /// Who gives it.
        organ: String,
        /// Year.
        year: i64,
        /// Day.
        date: Date,
        /// Why.
        purpose: String,
        /// The matter whose measures are shared out; none in the letter of a year.
        matter: Option<Matter>,
        /// Level of the matter after measures, once it was rated again.
        level: Option<String>,
        /// The measures, by their units.
        commitments: Vec<Commitment>,
        /// Duties.
        duties: Vec<super::Item>,
        /// Targets of a year.
        targets: Vec<Target>,
        /// What follows from keeping and not keeping it.
        consequences: Vec<String>,
    }
    /// A target.
    Target {
        /// Name.
        name: String,
        /// What must be reached.
        goal: String,
        /// Points in the appraisal.
        points: Option<f64>,
    }
    /// A measure that a unit takes upon itself.
    Commitment {
        /// Short name, as M1.
        code: String,
        /// What is done.
        text: String,
        /// Who is responsible.
        unit: String,
        /// Who helps.
        helper: Option<String>,
        /// Day by which it is done.
        due: Option<Date>,
        /// What counts as done.
        acceptance: Option<String>,
        /// Whether the matter may not start before.
        before_start: bool,
    }
    /// 问卷统计表: what people answered.
    SurveyStatistics {
        /// The matter.
        matter: Matter,
        /// Who asked.
        organ: String,
        /// Day.
        date: Date,
        /// The results.
        survey: Survey,
    }
    /// 后评估报告: whether what was foreseen came true.
    PostEvaluation {
        /// The matter.
        matter: Matter,
        /// Who evaluated; another unit than the one that assessed.
        organ: String,
        /// Day.
        date: Date,
        /// Level.
        rating: Rating,
        /// Level with which the assessment was filed.
        level: String,
        /// Whether that level was right.
        level_was_right: bool,
        /// Factors, with whether they came true.
        factors: Vec<EvaluatedFactor>,
        /// How many of them came true.
        came_true: u64,
        /// Findings and lessons.
        findings: String,
        /// Why it was made before its time.
        shortened: Option<String>,
    }
    /// A foreseen factor, looked at afterwards.
    EvaluatedFactor {
        /// Short name, as F1.
        code: String,
        /// What might have happened.
        name: String,
        /// Degree that was foreseen: `negligible` to `severe`.
        degree: Option<String>,
        /// Whether it happened.
        came_true: bool,
    }
}
