//! What a file is made of.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::Document;

use super::Original;

/// One leaf of a file.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The part of the file it belongs to.
    pub order: Order,
    /// Its title.
    pub title: String,
    /// The unit that made it. Never a person.
    pub maker: String,
    /// Its day.
    pub date: Option<Date>,
    /// What it is.
    pub content: Content,
}

/// What a leaf is.
#[derive(Clone, Debug)]
pub enum Content {
    /// A document made from the record.
    Document(Box<Document>),
    /// A file as it was handed in.
    Original(Original),
}

impl Leaf {
    pub(super) fn original_bytes(&self) -> usize {
        match &self.content {
            Content::Document(_) => 0,
            Content::Original(original) => original.bytes().len(),
        }
    }
}

/// The parts of a file in the order of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Order {
    /// 清单和筛查.
    Screening,
    /// 方案和委托.
    Plan,
    /// 公示.
    Publicity,
    /// 调查: blank form, statistics, anonymised sheets.
    Survey,
    /// 识别和评分.
    Identification,
    /// 报告的各版本.
    Report,
    /// 评审.
    Review,
    /// 备案.
    Filing,
    /// 合法性审查和决策.
    Decision,
    /// 跟踪.
    Tracking,
    /// 再评估.
    Reassessment,
    /// 后评价.
    Evaluation,
    /// 往来文书.
    Correspondence,
}

impl Order {
    /// Every part, in order.
    pub const ALL: [Order; 13] = [
        Order::Screening,
        Order::Plan,
        Order::Publicity,
        Order::Survey,
        Order::Identification,
        Order::Report,
        Order::Review,
        Order::Filing,
        Order::Decision,
        Order::Tracking,
        Order::Reassessment,
        Order::Evaluation,
        Order::Correspondence,
    ];
}

impl From<Order> for u8 {
    fn from(order: Order) -> u8 {
        (1..).zip(Order::ALL).find(|(_, it)| *it == order).map_or(0, |(number, _)| number)
    }
}

/// A number that no part of a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no part of a file (1 to 13)")]
pub struct UnknownOrder(
    /// What was given.
    pub u8,
);

impl TryFrom<u8> for Order {
    type Error = UnknownOrder;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        let found = (1..).zip(Order::ALL).find(|(it, _)| *it == number);
        found.map(|(_, order)| order).ok_or(UnknownOrder(number))
    }
}
