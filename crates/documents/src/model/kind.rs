//! The kinds of documents.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $slug:literal,)*) => {
        /// What a document is. The name in lower case with hyphens is its address in templates,
        /// commands and file names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Kind {
            $($(#[$doc])* $variant,)*
        }

        impl Kind {
            /// Every kind, in the order in which they are offered.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The name in templates, commands and file names.
            pub fn slug(self) -> &'static str {
                match self { $(Kind::$variant => $slug,)* }
            }
        }
    };
}

kinds! {
    /// 通报: findings of an inspection, made known to all.
    Circular = "circular",
    /// 通知: a task is set.
    Notice = "notice",
    /// 整改通知书: a unit is told what to put right, and by when.
    RectificationNotice = "rectification-notice",
    /// 批复: the answer to a request from below.
    Reply = "reply",
    /// 会议纪要: what a meeting agreed on.
    Minutes = "minutes",
    /// 函: a letter between units of equal rank.
    Letter = "letter",
    /// 稳评报告: the assessor's report.
    AssessmentReport = "assessment-report",
    /// 分析篇章: the project unit's own chapter.
    AnalysisChapter = "analysis-chapter",
    /// 简易评估表: the whole assessment of the simplified procedure.
    SimplifiedForm = "simplified-form",
    /// 清单报备表: matters to be assessed in a year.
    ListReport = "list-report",
    /// 筛查表: whether a matter is in scope, and which procedure applies.
    ScreeningSheet = "screening-sheet",
    /// 评估方案: who assesses what, how and when.
    Plan = "plan",
    /// 公示: the matter is made public and opinions are invited.
    Publicity = "publicity",
    /// 走访记录: a visit, without residents' names.
    VisitRecord = "visit-record",
    /// 座谈记录: a meeting with the people affected, without residents' names.
    MeetingRecord = "meeting-record",
    /// 专家评审表: opinions and vote of the panel.
    ExpertReview = "expert-review",
    /// 备案表: the finished assessment is filed.
    FilingForm = "filing-form",
    /// 跟踪报告: measures and level during implementation.
    TrackingReport = "tracking-report",
    /// 考评表: points of a unit's yearly appraisal.
    AppraisalSheet = "appraisal-sheet",
    /// 调查问卷: the paper form of a survey.
    Questionnaire = "questionnaire",
    /// 问卷统计表: what people answered, in tables.
    SurveyStatistics = "survey-statistics",
    /// 责任书: the targets of a unit for a year, or the measures of one matter by their units.
    ResponsibilityLetter = "responsibility-letter",
    /// 后评估报告: whether what was foreseen came true.
    PostEvaluation = "post-evaluation",
    /// 备案凭证: one page that a gate can check.
    Certificate = "certificate",
    /// 评估事项单: one page about one matter.
    CaseSheet = "case-sheet",
    /// 卷宗: cover and contents of the whole file.
    Dossier = "dossier",
}

/// A name that is no kind of document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of document")]
pub struct UnknownKind(
    /// What was given.
    pub String,
);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|kind| kind.slug() == text);
        found.copied().ok_or_else(|| UnknownKind(text.to_owned()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}
