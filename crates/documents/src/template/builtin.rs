//! The templates that ship with the product.

macro_rules! templates {
    ($($name:literal,)*) => {
        /// Names and texts of the templates that ship: those of the national layer, and those of
        /// Liaoning where the province has its own.
        pub fn builtin() -> Vec<(&'static str, &'static str)> {
            vec![$(($name, include_str!(concat!("../../templates/", $name))),)*]
        }
    };
}

templates! {
    "national/circular.zh.md",
    "national/circular.en.md",
    "national/notice.zh.md",
    "national/notice.en.md",
    "national/rectification-notice.zh.md",
    "national/rectification-notice.en.md",
    "national/reply.zh.md",
    "national/reply.en.md",
    "national/minutes.zh.md",
    "national/minutes.en.md",
    "national/letter.zh.md",
    "national/letter.en.md",
    "national/assessment-report.zh.md",
    "national/assessment-report.en.md",
    "national/analysis-chapter.zh.md",
    "national/analysis-chapter.en.md",
    "national/simplified-form.zh.md",
    "national/simplified-form.en.md",
    "national/list-report.zh.md",
    "national/list-report.en.md",
    "national/screening-sheet.zh.md",
    "national/screening-sheet.en.md",
    "national/plan.zh.md",
    "national/plan.en.md",
    "national/publicity.zh.md",
    "national/publicity.en.md",
    "national/visit-record.zh.md",
    "national/visit-record.en.md",
    "national/meeting-record.zh.md",
    "national/meeting-record.en.md",
    "national/expert-review.zh.md",
    "national/expert-review.en.md",
    "national/filing-form.zh.md",
    "national/filing-form.en.md",
    "national/tracking-report.zh.md",
    "national/tracking-report.en.md",
    "national/appraisal-sheet.zh.md",
    "national/appraisal-sheet.en.md",
    "national/questionnaire.zh.md",
    "national/questionnaire.en.md",
    "national/responsibility-letter.zh.md",
    "national/responsibility-letter.en.md",
    "national/certificate.zh.md",
    "national/certificate.en.md",
    "national/case-sheet.zh.md",
    "national/case-sheet.en.md",
    "national/dossier.zh.md",
    "national/dossier.en.md",
    "national/parts/comparison.en.md",
    "national/parts/comparison.zh.md",
    "national/parts/criteria.en.md",
    "national/parts/criteria.zh.md",
    "national/parts/factors.en.md",
    "national/parts/factors.zh.md",
    "national/parts/matrix.en.md",
    "national/parts/matrix.zh.md",
    "national/parts/measures.en.md",
    "national/parts/measures.zh.md",
    "national/parts/ruler.en.md",
    "national/parts/ruler.zh.md",
}
