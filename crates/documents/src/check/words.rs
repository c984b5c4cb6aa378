//! Words that tell what a number is.

use super::scan::Unit;

/// Units of counts that a record may hold.
pub const LIVING_UNITS: &[(&str, Unit)] = &[
    ("份", Unit::Sheets),
    ("户", Unit::Households),
    ("人", Unit::People),
    ("名", Unit::People),
    ("场", Unit::Talks),
    ("次座谈", Unit::Talks),
    ("次", Unit::Talks),
    ("项", Unit::Entries),
    ("条", Unit::Entries),
    ("个", Unit::Entries),
];

/// Nouns of counts in English.
const NOUNS: &[(&str, Unit)] = &[
    ("sheets", Unit::Sheets),
    ("questionnaires", Unit::Sheets),
    ("answers", Unit::Sheets),
    ("responses", Unit::Sheets),
    ("forms", Unit::Sheets),
    ("households", Unit::Households),
    ("families", Unit::Households),
    ("people", Unit::People),
    ("persons", Unit::People),
    ("residents", Unit::People),
    ("inhabitants", Unit::People),
    ("talks", Unit::Talks),
    ("discussions", Unit::Talks),
    ("meetings", Unit::Talks),
    ("factors", Unit::Entries),
    ("measures", Unit::Entries),
];

/// What follows a number that is no index.
pub const NO_INDEX: &[&str] = &[
    "米", "公", "千", "厘", "毫", "吨", "元", "万", "亿", "亩", "平", "立", "倍", "年", "天", "日",
    "月", "小时", "分", "级", "号", "层", "km", "m ", "ha", "metre", "meter", "mg", "million",
    "billion", "tonne", "ton ", "tons", "hour", "day", "month", "year", "yuan", "point", "time",
    "square", "cubic",
];

/// What stands before a bound, a difference, or a number of each.
pub const BOUNDS_BEFORE: &[&str] = &[
    "不少于",
    "不低于",
    "不超过",
    "超过",
    "少于",
    "多于",
    "低于",
    "高于",
    "大于",
    "小于",
    "至少",
    "最多",
    "不足",
    "每",
    "≥",
    "≤",
    ">",
    "<",
    "＞",
    "＜",
    "下降",
    "下降了",
    "降低",
    "降低了",
    "减少",
    "减少了",
    "上升",
    "上升了",
    "提高",
    "提高了",
    "增加",
    "增加了",
    "at least",
    "at most",
    "more than",
    "less than",
    "fewer than",
    "over",
    "under",
    "above",
    "below",
    "up to",
    "every",
    "each",
    "by",
];

/// What follows a bound, or a level of confidence.
pub const BOUNDS_AFTER: &[&str] = &[
    "以上",
    "以下",
    "以内",
    "之内",
    "及以上",
    "左右各",
    "置信",
    "的置信",
    "的样本",
    " or more",
    " or fewer",
    " or less",
    " confidence",
    " sample",
    " interval",
];

/// Words that show that a sentence speaks of another matter, another time or a target.
pub const ELSEWHERE: &[&str] = &[
    "类似",
    "同类",
    "上年",
    "去年",
    "往年",
    "全国",
    "全省",
    "全市",
    "其他项目",
    "目标",
    "不低于",
    "应达",
    "力争",
    "试填",
    "预调查",
    "第一轮",
    "首轮",
    "similar",
    "elsewhere",
    "last year",
    "previous",
    "national",
    "target",
    "pilot",
    "other projects",
    "first round",
];

/// Words that stand for another meaning; a number beside them is not blamed.
pub const OTHER: &[&str] = &[
    "有效率",
    "回收率",
    "收回率",
    "无效",
    "不支持",
    "有条件支持",
    "反对",
    "说不清",
    "中立",
    "技术支持",
    "资金支持",
    "政策支持",
    "重大",
    "较大",
    "一般",
    "较小",
    "微小",
    "征收",
    "拆迁",
    "搬迁",
    "安置",
    "学生",
    "教师",
    "职工",
    "工人",
    "商户",
    "专家",
    "代表",
    "聚集",
    "权重",
    "概率",
    "影响q",
    "影响 q",
    "阈值",
    "界限",
    "临界",
    "置信水平",
    "置信度",
    "confidence level",
    "response rate",
    "return rate",
    "invalid",
    "not support",
    "against",
    "undecided",
    "conditional support",
    "technical support",
    "financial support",
    "weight",
    "probability",
    "impact",
    "threshold",
    "limit",
    "workers",
    "pupils",
    "experts",
    "relocated",
    "resettled",
    "gather",
];

/// Where a word that begins at a place ends, if it stands there. Latin letters are compared
/// without case but for single capitals.
pub fn after(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let mut end = at;
    let exact = word.len() == 1;
    for wanted in word.chars() {
        let found = *chars.get(end)?;
        let found = if found == '\n' { ' ' } else { found };
        let same = found == wanted || (!exact && found.to_ascii_lowercase() == wanted);
        if !same {
            return None;
        }
        end = end.saturating_add(1);
    }
    Some(end)
}

/// As [`after`], for a Latin word only where it stands alone.
pub fn alone(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let end = after(chars, at, word)?;
    let latin = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric)
    };
    let starts = word.starts_with(|c: char| c.is_ascii_alphabetic());
    (!starts || !(latin(at.checked_sub(1)) || latin(Some(end)))).then_some(end)
}

/// Whether a word stands before a place, but for blanks and 约.
pub fn ends_before(chars: &[char], at: usize, word: &str) -> bool {
    let mut end = at;
    while let Some(last) = end.checked_sub(1)
        && matches!(chars.get(last), Some(' ' | '约' | '\n'))
    {
        end = last;
    }
    let length = word.chars().count();
    end.checked_sub(length).is_some_and(|start| alone(chars, start, word) == Some(end))
}

/// The end of a sign or a word of hundredths.
pub fn share(chars: &[char], at: usize) -> Option<usize> {
    let end = ["%", "percent", "per cent"].iter().find_map(|word| after(chars, at, word))?;
    let points = ["age point", " point", "点"];
    points.iter().all(|word| after(chars, end, word).is_none()).then_some(end)
}

/// The noun that a number of English counts: the next word or the one after it.
pub fn noun(chars: &[char], at: usize) -> Option<(Unit, usize)> {
    const BETWEEN: &[&str] =
        &["valid", "affected", "risk", "main", "local", "completed", "returned", "public", "such"];
    let mut from = at;
    for word in BETWEEN {
        if let Some(end) = alone(chars, from, word)
            && chars.get(end) == Some(&' ')
        {
            from = end.saturating_add(1);
        }
    }
    NOUNS.iter().find_map(|(word, unit)| Some((*unit, alone(chars, from, word)?)))
}

/// Whether a sign of multiplication follows.
pub fn times(chars: &[char], end: usize) -> bool {
    let next = chars.iter().skip(end).find(|c| **c != ' ');
    next.is_some_and(|c| matches!(c, '×' | '*' | '·'))
}

/// Whether a number names a place in a row (第4场, （1）, 〔2013〕, Article 15), not a count.
pub fn ordinal(chars: &[char], start: usize, end: usize) -> bool {
    const BEFORE: &[&str] = &[
        "第", "〔", "[", "no.", "article", "section", "chapter", "table", "figure", "clause", "表",
        "图",
    ];
    let next = chars.get(end).copied().unwrap_or(' ');
    let last = start.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or('\n');
    let listed = last == '\n' || chars.iter().take(start).all(|c| c.is_whitespace());
    let in_brackets = matches!(last, '(' | '（') && matches!(next, ')' | '）');
    in_brackets
        || (listed && matches!(next, '.' | '、' | ')' | '）' | '．'))
        || BEFORE.iter().any(|word| ends_before(chars, start, word))
}

/// A number below 100 in Chinese numerals, with decimals after 点: its end, value and places.
pub fn chinese_number(chars: &[char], at: usize) -> Option<(usize, f64, usize)> {
    let digit = |at: usize| {
        let c = chars.get(at)?;
        "零一二三四五六七八九".chars().zip(0_u8..).find(|(d, _)| d == c).map(|(_, n)| f64::from(n))
    };
    let (mut end, mut value) = (at, 0.0);
    if let Some(tens) = digit(end) {
        (end, value) = (end.saturating_add(1), tens);
    }
    if chars.get(end) == Some(&'十') {
        value = if end == at { 10.0 } else { value * 10.0 };
        end = end.saturating_add(1);
        if let Some(ones) = digit(end) {
            (end, value) = (end.saturating_add(1), value + ones);
        }
    }
    if end == at {
        return None;
    }
    let mut places = 0_usize;
    if chars.get(end) == Some(&'点') && digit(end.saturating_add(1)).is_some() {
        end = end.saturating_add(1);
        let mut scale = 0.1;
        while let Some(next) = digit(end) {
            value += next * scale;
            scale /= 10.0;
            (end, places) = (end.saturating_add(1), places.saturating_add(1));
        }
    }
    Some((end, value, places))
}
