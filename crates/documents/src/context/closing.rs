//! Forms from the filing on: filing, tracking, appraisal, and what a unit is asked or bound to.

use jiff::civil::Date;

use super::{Factor, Matter, Measure, Question, Rating, Step};

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
        pages: u64,
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
    /// 责任书.
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
        /// Duties.
        duties: Vec<super::Item>,
        /// Targets.
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
        points: f64,
    }
}
