//! Breaking of long titles, and dates in words.

use jiff::civil::Date;

use super::Language;

/// Characters after which a line of a Chinese title may end without tearing a word.
const GOOD_ENDS: &[char] = &['的', '、', '》', '和', '与', '及', '对', '于', '”', '）', '，', '：'];

/// Words before which a line may end.
const GOOD_STARTS: &[&str] = &[
    "关于", "开展", "进行", "活动", "社会", "新建", "改建", "扩建", "改造", "建设", "征收", "补偿",
    "调整", "管理", "加装", "年度", "实施",
];

/// Breaks a title into lines of at most `most` characters, about equal in length, at places
/// where no word is torn where such a place is near (GB/T 9704-2012, 7.3.1). An English title
/// is broken at spaces.
pub fn title_lines(title: &str, most: usize) -> Vec<String> {
    if title.chars().all(|character| character < '\u{2e80}') {
        return english_lines(title, most.saturating_mul(2).max(1));
    }
    let mut rest: Vec<char> = title.chars().collect();
    let most = most.max(4);
    let mut lines = Vec::new();
    let mut left = rest.len().div_ceil(most);
    while left > 1 && rest.len() > 1 {
        let least = rest.len().saturating_sub(most.saturating_mul(left.saturating_sub(1))).max(1);
        let even = rest.len().div_ceil(left);
        let cut = nearest_end(&rest, even, least, most.min(rest.len().saturating_sub(1)));
        let tail = rest.split_off(cut);
        lines.push(rest.into_iter().collect());
        rest = tail;
        left = left.saturating_sub(1);
    }
    lines.push(rest.into_iter().collect());
    lines
}

fn nearest_end(text: &[char], even: usize, least: usize, most: usize) -> usize {
    let ends = |at: &usize| {
        let before = at.checked_sub(1).and_then(|index| text.get(index));
        let after: String = text.iter().skip(*at).take(2).collect();
        before.is_some_and(|last| GOOD_ENDS.contains(last)) || GOOD_STARTS.contains(&after.as_str())
    };
    let near = (least..=most).filter(|at| at.abs_diff(even) <= 5).filter(ends);
    near.min_by_key(|at| at.abs_diff(even)).unwrap_or_else(|| even.clamp(least, most.max(least)))
}

fn english_lines(title: &str, most: usize) -> Vec<String> {
    let count = title.len().div_ceil(most).max(1);
    let even = title.len().div_ceil(count);
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split(' ') {
        let made = lines.len();
        let Some(line) = lines.last_mut() else { break };
        let longer = line.len().saturating_add(word.len()).saturating_add(1);
        let full = longer > most || (made < count && longer > even.saturating_add(3));
        if line.is_empty() {
            line.push_str(word);
        } else if full {
            lines.push(word.to_owned());
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines
}

/// A day as official documents write it: 2017年2月27日, without zeros before the digits
/// (GB/T 9704-2012, 7.3.5.4), or 27 February 2017.
pub fn long_date(date: Date, language: Language) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match language {
        Language::Zh => format!("{year}年{month}月{day}日"),
        Language::En => format!("{day} {} {year}", month_name(month)),
    }
}

fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
    index.and_then(|index| NAMES.get(index)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_where_no_word_is_torn() {
        let title = "关于对开展“社会稳定风险评估创新年”活动进行督导检查的情况通报";
        let lines = title_lines(title, 20);
        assert_eq!(lines.concat(), title);
        assert!(lines.iter().all(|line| line.chars().count() <= 20), "{lines:?}");
        assert_eq!(title_lines("短标题", 20), ["短标题"]);
        let lines = title_lines("双塔区龙泉路生活垃圾转运站新建工程", 16);
        assert_eq!(lines, ["双塔区龙泉路生活垃圾转运站", "新建工程"]);
    }

    #[test]
    fn english_titles_break_at_spaces() {
        let lines =
            title_lines("Circular on the “joint inspection” of risk assessment in 2016", 20);
        assert_eq!(
            lines.join(" "),
            "Circular on the “joint inspection” of risk assessment in 2016"
        );
        assert!(lines.len() > 1);
    }

    #[test]
    fn days_have_no_zeros() {
        let day = jiff::civil::date(2017, 2, 7);
        assert_eq!(long_date(day, Language::Zh), "2017年2月7日");
        assert_eq!(long_date(day, Language::En), "7 February 2017");
    }
}
