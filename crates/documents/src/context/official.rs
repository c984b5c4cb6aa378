//! Official documents.

use jiff::civil::Date;

record! {
    /// What every official document carries beside its text (GB/T 9704-2012).
    Head {
        /// 发文机关标志.
        mark: String,
        /// 发文机关.
        organ: String,
        /// 发文字号.
        number: Option<String>,
        /// 成文日期.
        date: Date,
        /// 密级和保密期限.
        secrecy: Option<String>,
        /// 紧急程度.
        urgency: Option<String>,
        /// 签发人.
        approver: Option<String>,
        /// 主送机关.
        recipients: Option<String>,
        /// 附件.
        attachments: Vec<String>,
        /// 附注.
        note: Option<String>,
        /// 抄送机关.
        copied_to: Option<String>,
        /// 印发机关.
        printed_by: Option<String>,
        /// 印发日期.
        printed_on: Option<Date>,
    }
    /// A point with its title.
    Item {
        /// Title.
        title: String,
        /// Text.
        text: String,
    }
    /// A task with its day.
    Task {
        /// Title.
        title: String,
        /// What is to be done.
        text: String,
        /// Who does it.
        unit: Option<String>,
        /// By when.
        due: Option<Date>,
    }
    /// A finding of an inspection.
    Finding {
        /// Its title, as 应评未评.
        title: String,
        /// What was found, without residents.
        fact: String,
        /// The unit.
        unit: String,
        /// How many matters it concerns.
        count: u64,
        /// By when it must be put right.
        due: Option<Date>,
    }
    /// Figures of one city.
    CityRow {
        /// Name of the city.
        name: String,
        /// Matters listed.
        listed: u64,
        /// Matters assessed.
        assessed: u64,
        /// Matters filed.
        filed: u64,
        /// Matters stopped or postponed.
        stopped: u64,
        /// Share assessed of those to be assessed.
        coverage: Option<f64>,
        /// Points of the appraisal.
        points: Option<f64>,
    }
    /// 通报 of a joint inspection.
    Circular {
        /// Head.
        head: Head,
        /// The activity, as 社会稳定风险评估创新年.
        activity: String,
        /// By whose arrangement.
        basis: String,
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// Teams.
        teams: Option<u64>,
        /// Members.
        members: Option<u64>,
        /// Units inspected.
        units: Option<u64>,
        /// Files read.
        files: Option<u64>,
        /// Sites visited.
        sites: Option<u64>,
        /// Figures of all.
        total: CityRow,
        /// Figures of each city, by points.
        cities: Vec<CityRow>,
        /// What was done well.
        practices: Vec<Item>,
        /// What was not.
        findings: Vec<Finding>,
        /// What is demanded.
        tasks: Vec<Task>,
    }
    /// 通知.
    Notice {
        /// Head.
        head: Head,
        /// What it is about.
        subject: String,
        /// Why, and on what basis.
        purpose: String,
        /// What is to be done.
        tasks: Vec<Task>,
        /// Unit that answers questions.
        contact: String,
    }
    /// 整改通知书.
    RectificationNotice {
        /// Head.
        head: Head,
        /// The unit that must put things right.
        unit: String,
        /// The inspection.
        inspection: String,
        /// Day of the inspection.
        inspected_on: Date,
        /// What was found.
        problems: Vec<Rectification>,
        /// By when the unit reports.
        report_due: Option<Date>,
        /// Days in which the unit may state its case.
        objection_days: Option<u64>,
    }
    /// A problem and its remedy.
    Rectification {
        /// Title.
        title: String,
        /// Fact.
        fact: String,
        /// The rule that is broken.
        rule: String,
        /// What is to be done.
        remedy: String,
        /// By when.
        due: Option<Date>,
    }
    /// 批复.
    Reply {
        /// Head.
        head: Head,
        /// Title of the request.
        request: String,
        /// Number of the request.
        request_number: String,
        /// Name of the matter.
        matter: String,
        /// Number of its certificate.
        certificate: String,
        /// Level: `low`, `medium` or `high`.
        level: String,
        /// What is agreed to.
        decision: String,
        /// Conditions.
        conditions: Vec<String>,
    }
    /// 会议纪要.
    Minutes {
        /// Head.
        head: Head,
        /// Name of the meeting.
        meeting: String,
        /// Place.
        place: String,
        /// Post of the chair.
        chair: String,
        /// Units present.
        present: String,
        /// Units absent.
        absent: Option<String>,
        /// What was dealt with.
        topics: Vec<Topic>,
    }
    /// A topic of a meeting.
    Topic {
        /// Title.
        title: String,
        /// What was heard.
        heard: String,
        /// What was agreed.
        tasks: Vec<Task>,
    }
    /// 函.
    Letter {
        /// Head.
        head: Head,
        /// What it is about.
        subject: String,
        /// Why.
        reason: String,
        /// What is asked for.
        requests: Vec<String>,
        /// By when an answer is asked for.
        answer_due: Option<Date>,
        /// Unit that answers questions.
        contact: String,
    }
}
