//! Forms of the steps of an assessment.

use jiff::civil::Date;

use super::{Factor, Matter, Measure, Question, Rating, Step};

record! {
    /// 清单报备表.
    ListReport {
        /// The reporting unit.
        organ: String,
        /// Year.
        year: i64,
        /// Day.
        date: Date,
        /// The matters.
        matters: Vec<ListedMatter>,
    }
    /// A matter of the list.
    ListedMatter {
        /// Name.
        name: String,
        /// Type.
        category: String,
        /// Who decides.
        decision_unit: String,
        /// Who is responsible for the assessment.
        responsible_unit: String,
        /// Month in which the decision is planned.
        planned: String,
        /// Procedure.
        procedure: String,
        /// Remark.
        remark: Option<String>,
    }
    /// 筛查表.
    ScreeningSheet {
        /// The matter.
        matter: Matter,
        /// Who screens.
        organ: String,
        /// Day.
        date: Date,
        /// The questions of the screening.
        questions: Vec<ScreeningQuestion>,
        /// How many were answered with yes.
        hits: u64,
        /// Result.
        result: String,
        /// Reason.
        reason: String,
    }
    /// A question of the screening.
    ScreeningQuestion {
        /// The question.
        text: String,
        /// Whether it is so.
        yes: bool,
        /// Facts.
        facts: String,
    }
    /// 评估方案.
    Plan {
        /// The matter.
        matter: Matter,
        /// Who assesses.
        organ: String,
        /// Day.
        date: Date,
        /// What the assessment is for.
        aim: String,
        /// What it covers.
        coverage: String,
        /// How it is done.
        methods: Vec<String>,
        /// The group, by unit and post.
        group: Vec<GroupMember>,
        /// When what is done.
        schedule: Vec<ScheduleRow>,
        /// How many households are asked, and how they are drawn.
        sample: String,
        /// Money in yuan.
        budget: Option<f64>,
    }
    /// A place in the group.
    GroupMember {
        /// Unit and post.
        post: String,
        /// Duty.
        duty: String,
    }
    /// A line of the timetable.
    ScheduleRow {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// What is done.
        text: String,
        /// Who does it.
        unit: String,
    }
    /// 公示.
    Publicity {
        /// The matter.
        matter: Matter,
        /// Who makes it public.
        organ: String,
        /// Day.
        date: Date,
        /// First day on which opinions are taken.
        from: Date,
        /// Last day on which opinions are taken.
        to: Date,
        /// What is planned.
        content: Vec<String>,
        /// What may be felt, and what is done about it.
        effects: Vec<super::Item>,
        /// Ways to give an opinion: offices, never persons.
        channels: Vec<super::Item>,
        /// Where it hangs or stands.
        places: Vec<String>,
    }
    /// 走访记录.
    VisitRecord {
        /// The matter.
        matter: Matter,
        /// Number of the record.
        number: String,
        /// Day.
        date: Date,
        /// Where, not nearer than the block.
        area: String,
        /// Who was visited, as a class of people.
        group: String,
        /// How many households.
        households: u64,
        /// Units that visited.
        visitors: String,
        /// What was asked and answered.
        points: Vec<super::Item>,
        /// In favour.
        support: u64,
        /// Undecided.
        neutral: u64,
        /// Against.
        against: u64,
        /// What was promised.
        promises: Vec<super::Task>,
        /// Who keeps the record.
        organ: String,
    }
    /// 座谈记录.
    MeetingRecord {
        /// The matter.
        matter: Matter,
        /// Number of the record.
        number: String,
        /// Day.
        date: Date,
        /// Place.
        place: String,
        /// Post of the chair.
        chair: String,
        /// Who came, as classes of people with numbers.
        attendance: Vec<Attendance>,
        /// What was explained.
        explained: String,
        /// What was said, by class of people.
        statements: Vec<Statement>,
        /// What was agreed.
        agreed: Vec<super::Task>,
        /// Who keeps the record.
        organ: String,
    }
    /// How many of a class of people came.
    Attendance {
        /// Class, as 周边居民代表.
        group: String,
        /// How many.
        count: u64,
    }
    /// What a class of people said.
    Statement {
        /// Class.
        group: String,
        /// What was said.
        text: String,
        /// The answer.
        answer: String,
    }
    /// 专家评审表.
    ExpertReview {
        /// The matter.
        matter: Matter,
        /// Who called the panel.
        organ: String,
        /// Day.
        date: Date,
        /// The panel.
        experts: Vec<Expert>,
        /// What was judged.
        items: Vec<ReviewItem>,
        /// Opinions.
        opinions: Vec<ReviewOpinion>,
        /// Votes for passing.
        passed: u64,
        /// Votes for passing after changes.
        revise: u64,
        /// Votes against.
        failed: u64,
        /// Result.
        result: String,
    }
    /// A place in the panel.
    Expert {
        /// Number in the panel.
        seat: u64,
        /// Field.
        field: String,
        /// Title.
        title: String,
        /// Whether a conflict of interest was declared.
        conflict: String,
    }
    /// What the panel judged.
    ReviewItem {
        /// Item.
        name: String,
        /// Judgement.
        judgement: String,
        /// Remark.
        remark: Option<String>,
    }
    /// An opinion of the panel.
    ReviewOpinion {
        /// Seat it came from.
        seat: u64,
        /// Opinion.
        text: String,
        /// What became of it.
        reply: String,
    }
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
