//! The fixed words that the paper forms themselves prescribe; all other words of a document are
//! in its template.

use super::Language;

/// Fixed words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Shown in place of a value that the record does not have.
    pub missing: &'static str,
    /// Shown in place of a chapter that nobody wrote yet.
    pub unwritten: &'static str,
    /// Before the person who signs (签发人).
    pub approver: &'static str,
    /// Before the list of attachments (附件).
    pub attachments: &'static str,
    /// Before the units that get a copy (抄送).
    pub copied_to: &'static str,
    /// After the day of printing (印发).
    pub printed: &'static str,
    /// After the main recipients.
    pub recipients_end: &'static str,
    /// After a sentence of the imprint.
    pub full_stop: &'static str,
    /// Brackets of the note below the date.
    pub brackets: (&'static str, &'static str),
    /// Title of the table of contents.
    pub contents: &'static str,
    /// Before the number of a figure.
    pub figure: &'static str,
    /// Before the number of a table.
    pub table: &'static str,
    /// Labels of the ruler and the matrix: low, middle, high.
    pub levels: (&'static str, &'static str, &'static str),
    /// Axes of the matrix: probability, impact.
    pub axes: (&'static str, &'static str),
    /// Legend of the matrix: before and after measures.
    pub before_after: (&'static str, &'static str),
    /// Before the number of answers.
    pub answers: &'static str,
    /// Between the items of a row of choices in a list.
    pub separator: &'static str,
}

const ZH: Words = Words {
    missing: "（未记录）",
    unwritten: "（本节尚未撰写）",
    approver: "签发人：",
    attachments: "附件：",
    copied_to: "抄送：",
    printed: "印发",
    recipients_end: "：",
    full_stop: "。",
    brackets: ("（", "）"),
    contents: "目　录",
    figure: "图",
    table: "表",
    levels: ("低", "中", "高"),
    axes: ("概率 p", "影响 q"),
    before_after: ("措施前", "措施后"),
    answers: "有效答卷 n = ",
    separator: "、",
};

const EN: Words = Words {
    missing: "(not recorded)",
    unwritten: "(not written yet)",
    approver: "Approved by: ",
    attachments: "Attachments: ",
    copied_to: "Copied to: ",
    printed: " (printed)",
    recipients_end: ":",
    full_stop: ".",
    brackets: ("(", ")"),
    contents: "Contents",
    figure: "Figure ",
    table: "Table ",
    levels: ("low", "medium", "high"),
    axes: ("probability p", "impact q"),
    before_after: ("before measures", "after measures"),
    answers: "valid answers n = ",
    separator: ", ",
};

impl Words {
    /// What is shown in place of what the record does not have under a name.
    pub fn lacking(&self, name: &str) -> &'static str {
        if name.starts_with("chapters.") { self.unwritten } else { self.missing }
    }

    /// The words of a language.
    pub fn of(language: Language) -> &'static Words {
        match language {
            Language::Zh => &ZH,
            Language::En => &EN,
        }
    }
}
