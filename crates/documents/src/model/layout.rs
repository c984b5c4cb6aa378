//! The paper forms.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Inline;

/// The form a document is set in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "kebab-case")]
pub enum Layout {
    /// 文件: red head, GB/T 9704-2012.
    Official(Official),
    /// 信函: the letter form of GB/T 9704-2012.
    Letter(Official),
    /// Cover, contents, chapters.
    Report(Cover),
    /// A form of grids to be filled in and signed.
    Form {
        /// How the paper lies.
        orientation: Orientation,
    },
    /// Exactly one A4 page.
    Sheet,
    /// Cover and list of leaves of a file.
    Dossier(Cover),
}

/// How the paper lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

/// What an official document carries beside its text (GB/T 9704-2012, part 7).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Official {
    /// 份号: number of the copy, six digits.
    pub copy_number: Option<String>,
    /// 密级和保密期限.
    pub secrecy: Option<String>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// 发文机关标志: the red words at the top.
    pub mark: String,
    /// 发文字号, as 辽稳办发〔2017〕3号.
    pub number: Option<String>,
    /// 签发人: who signs a document that goes upward.
    pub approver: Option<String>,
    /// 主送机关, without the colon.
    pub recipients: Option<String>,
    /// 附件: titles of what is attached, in order.
    pub attachments: Vec<String>,
    /// 发文机关署名. Minutes carry none.
    pub signer: Option<Signer>,
    /// 成文日期.
    pub date: Option<Date>,
    /// 附注, without the brackets.
    pub note: Option<String>,
    /// 版记.
    pub imprint: Option<Imprint>,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signer {
    /// Name of the organ.
    pub organ: String,
    /// Whether a seal is put over the name, which decides where name and date stand.
    pub sealed: bool,
}

/// 版记: the last lines of the last page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imprint {
    /// 抄送机关, without the full stop.
    pub copied_to: Option<String>,
    /// 印发机关.
    pub printed_by: String,
    /// 印发日期.
    pub printed_on: Date,
}

/// The first page of a report or a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Small words above the title: the class of paper, the number of the matter.
    pub overline: Option<String>,
    /// The words below the title, as 社会稳定风险评估报告.
    pub subtitle: Option<String>,
    /// Units and dates in the lower half.
    pub lines: Vec<CoverLine>,
}

/// A label and what is written beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoverLine {
    /// What it is; empty when the value stands alone.
    pub label: String,
    /// The value.
    pub value: Vec<Inline>,
}
