//! Reports on one matter.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Matter, Measure, Opinion, Rating, Survey};

record! {
    /// 稳评报告.
    AssessmentReport {
        /// The matter.
        matter: Matter,
        /// Who signs the report.
        organ: String,
        /// Number of the report.
        number: Option<String>,
        /// Day of the report.
        date: Date,
        /// Hash of the frozen version.
        version: Option<String>,
        /// Which version it is, as 送审稿.
        edition: String,
        /// Laws, rules and papers it stands on.
        bases: Vec<String>,
        /// Who did what in the assessment.
        participants: Vec<Participant>,
        /// What was done when.
        steps: Vec<Step>,
        /// Level.
        rating: Rating,
        /// Survey, where one was made.
        survey: Option<Survey>,
        /// Demands and what became of them.
        opinions: Vec<Opinion>,
        /// The four aspects.
        aspects: Vec<Aspect>,
        /// Measures.
        measures: Vec<Measure>,
        /// What is proposed, as 附条件实施.
        conclusion: String,
        /// Conditions of the conclusion.
        conditions: Vec<String>,
        /// The ladder of the contingency plan.
        responses: Vec<Response>,
        /// Titles of the annexes.
        annexes: Vec<String>,
        /// Chapters written by people, under the sections of the rule files in lower case:
        /// overview, survey, factors, measures, level, aspects, conclusion, contingency. One that
        /// is absent or empty is shown as not written yet.
        chapters: BTreeMap<String, String>,
    }
    /// A unit that took part.
    Participant {
        /// Name of the unit.
        unit: String,
        /// What it did.
        part: String,
    }
    /// A step of the procedure.
    Step {
        /// Day.
        date: Date,
        /// What was done.
        text: String,
        /// The paper that proves it.
        proof: Option<String>,
    }
    /// One of the four aspects: legality, reasonableness, feasibility, controllability.
    Aspect {
        /// Its name.
        name: String,
        /// What was examined.
        examined: String,
        /// What was found.
        found: String,
        /// The judgement.
        judgement: String,
    }
    /// A level of response of the contingency plan.
    Response {
        /// Its name.
        level: String,
        /// When it begins.
        trigger: String,
        /// What is done.
        action: String,
        /// Who leads.
        lead: String,
    }
    /// 分析篇章 of the project unit (发改办投资〔2013〕428号, part one).
    AnalysisChapter {
        /// The matter.
        matter: Matter,
        /// The project unit.
        organ: String,
        /// Day.
        date: Date,
        /// What it stands on.
        bases: Vec<String>,
        /// Level.
        rating: Rating,
        /// Survey, where one was made.
        survey: Option<Survey>,
        /// Measures.
        measures: Vec<Measure>,
        /// Chapters written by people: survey, factors, conclusion.
        chapters: BTreeMap<String, String>,
    }
    /// 简易评估表.
    SimplifiedForm {
        /// The matter.
        matter: Matter,
        /// Who fills the form in.
        organ: String,
        /// Day.
        date: Date,
        /// Why the simplified procedure applies.
        ground: String,
        /// How people took part.
        participation: String,
        /// The four aspects.
        aspects: Vec<Aspect>,
        /// Factors in words.
        factors: Vec<SimpleFactor>,
        /// Level: `low`, `medium` or `high`.
        level: String,
        /// What is proposed.
        conclusion: String,
    }
    /// A factor of the simplified form.
    SimpleFactor {
        /// What may happen.
        name: String,
        /// Degree: `negligible` to `severe`.
        degree: String,
        /// What is done.
        measure: String,
        /// Who does it.
        unit: String,
    }
}
