//! Forms of the steps of an assessment, from the list to the review.

use jiff::civil::Date;

use super::Matter;

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
        households: Option<u64>,
        /// Units that visited.
        visitors: String,
        /// What was asked and answered.
        points: Vec<super::Item>,
        /// In favour.
        support: Option<u64>,
        /// Undecided.
        neutral: Option<u64>,
        /// Against.
        against: Option<u64>,
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
}
