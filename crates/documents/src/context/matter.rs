//! What several documents know of one matter.

use jiff::civil::Date;

record! {
    /// The matter that is assessed.
    Matter {
        /// Number of the matter.
        number: String,
        /// Its name.
        name: String,
        /// What is decided, in a sentence.
        summary: String,
        /// Type of the matter, as 重大工程项目.
        category: String,
        /// Who decides.
        decision_unit: String,
        /// 评估主体: who is responsible for the assessment.
        responsible_unit: String,
        /// 评估机构: who carried it out, when it was given out.
        assessor: Option<String>,
        /// Where it is.
        place: String,
        /// The area whose residents are affected.
        scope: String,
        /// Households affected.
        households: Option<u64>,
        /// People affected.
        people: Option<u64>,
        /// Procedure, and why it applies.
        procedure: String,
    }
    /// Composite index with its interval.
    Index {
        /// T = Σ I·R, from 0 to 1.
        index: f64,
        /// Lower end of the interval, where one was computed.
        low: Option<f64>,
        /// Upper end of the interval.
        high: Option<f64>,
        /// `low`, `medium` or `high`.
        level: String,
    }
    /// Level of the matter before and after measures.
    Rating {
        /// Before measures.
        before: Index,
        /// After measures, once it was rated again.
        after: Option<Index>,
        /// T from which the level is medium.
        threshold_medium: f64,
        /// T above which the level is high.
        threshold_high: f64,
        /// How the weights were found.
        method: String,
        /// The factors, by weight.
        factors: Vec<Factor>,
        /// The criteria of the level.
        criteria: Vec<Criterion>,
    }
    /// A risk factor.
    Factor {
        /// Short name, as F1.
        code: String,
        /// Its group in the catalogue.
        category: String,
        /// Stage in which it arises.
        stage: String,
        /// What may happen.
        name: String,
        /// Weight I, from 0 to 1.
        weight: Option<f64>,
        /// Probability before measures.
        p: f64,
        /// Impact before measures.
        q: f64,
        /// R = p × q before measures.
        r: f64,
        /// Degree before measures: `negligible`, `minor`, `moderate`, `major`, `severe`.
        degree: String,
        /// Probability after measures.
        p_after: Option<f64>,
        /// Impact after measures.
        q_after: Option<f64>,
        /// R after measures.
        r_after: Option<f64>,
        /// Degree after measures.
        degree_after: Option<String>,
    }
    /// A criterion of the level of the whole matter.
    Criterion {
        /// Its name.
        name: String,
        /// Where it is written.
        basis: String,
        /// What was found.
        found: String,
        /// Level that it gives before measures.
        before: String,
        /// Level that it gives after measures.
        after: Option<String>,
        /// Whether it decides: it gives the highest level.
        deciding: bool,
    }
    /// A measure.
    Measure {
        /// Short name, as M1.
        code: String,
        /// Codes of the factors it acts on.
        factors: String,
        /// Stage in which it is carried out.
        stage: String,
        /// What is done.
        text: String,
        /// Who is responsible.
        unit: String,
        /// Who helps.
        helper: Option<String>,
        /// Day by which it is done.
        due: Option<Date>,
        /// State, in words of the ledger.
        state: Option<String>,
    }
    /// Results of the survey.
    Survey {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
        /// How people were asked.
        method: String,
        /// Sheets given out, where they were counted.
        issued: Option<u64>,
        /// Sheets returned.
        returned: u64,
        /// Sheets that count.
        valid: u64,
        /// Talks held.
        talks: u64,
        /// Share in favour; nothing where too few answered for it to be shown.
        support: Option<f64>,
        /// Lower end of its interval.
        support_low: Option<f64>,
        /// Upper end of its interval.
        support_high: Option<f64>,
        /// The questions.
        questions: Vec<Question>,
    }
    /// One question with its answers.
    Question {
        /// What was asked.
        text: String,
        /// Answers that count.
        n: u64,
        /// The answers.
        answers: Vec<Answer>,
    }
    /// One answer.
    Answer {
        /// What was answered.
        text: String,
        /// How many gave it.
        count: u64,
        /// Share of the answers.
        share: f64,
        /// Lower end of its interval.
        low: f64,
        /// Upper end of its interval.
        high: f64,
    }
    /// A demand, and what became of it.
    Opinion {
        /// Where it was raised, never by whom.
        source: String,
        /// What is demanded.
        text: String,
        /// How often it was raised.
        count: u64,
        /// 采纳, 部分采纳, 未采纳.
        outcome: String,
        /// What was done, or why not.
        reason: String,
    }
}
