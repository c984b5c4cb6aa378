//! Numbers as people type, paste and scan them.

use app::numbers::Typed;

/// What was asked for, and the check code where it was given with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The number as it was typed.
    pub(crate) number: Typed,
    /// Four characters.
    pub(crate) code: Option<String>,
}

/// Reads a number in letters of either case or width, with or without a check
/// code behind it: that of a matter, `LN-CY-2016-00412`, also with its
/// assessment's `-A1`; the same as it is written outside, `CY-2016-0412`; and that
/// of a filing, `朝稳备〔2016〕412号`.
pub(crate) fn parse(text: &str) -> Option<Asked> {
    let text = plain(text.trim());
    filing(&text).or_else(|| outside(&text)).or_else(|| matter(&text))
}

/// The first number in a line of an agenda.
pub(crate) fn find(line: &str) -> Option<Asked> {
    let line = plain(line);
    let mut words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    filing(&line).or_else(|| words.find_map(parse))
}

fn digits(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
}

/// Places are named by letters, or by the six digits of their code.
fn place(part: &str) -> bool {
    (2..=6).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The check code among the parts behind a number.
fn code<'a>(mut parts: impl Iterator<Item = &'a str>) -> Option<String> {
    parts
        .find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        .map(str::to_owned)
}

fn matter(text: &str) -> Option<Asked> {
    let mut parts = text.split('-');
    let province = parts.next().filter(|p| place(p))?;
    let city = parts.next().filter(|p| place(p))?;
    let year = parts.next().filter(|p| digits(p, 4, 4))?;
    let count = parts.next().filter(|p| digits(p, 1, 9))?;
    let number = Typed::Matter(format!("{province}-{city}-{year}-{count:0>5}"));
    Some(Asked { number, code: code(parts) })
}

fn outside(text: &str) -> Option<Asked> {
    let mut parts = text.split('-');
    let city = parts.next().filter(|p| place(p) && !digits(p, 1, 5))?;
    let year = parts.next().filter(|p| digits(p, 4, 4))?;
    let count: u64 = parts.next().filter(|p| digits(p, 4, 9))?.parse().ok()?;
    Some(Asked { number: Typed::Outside(format!("{city}-{year}-{count:05}")), code: code(parts) })
}

fn filing(text: &str) -> Option<Asked> {
    let solid: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, rest) = solid.split_once("稳备[")?;
    let (year, rest) = rest.split_once(']')?;
    let year = Some(year).filter(|y| digits(y, 4, 4))?.parse().ok()?;
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let (count, rest) = rest.split_once('号')?;
    let count = Some(count).filter(|n| digits(n, 1, 9))?.parse().ok()?;
    let before = before.to_owned();
    let behind =
        rest.split(|c: char| !c.is_ascii_alphanumeric()).skip_while(|part| part.is_empty());
    Some(Asked { number: Typed::Filing { before, year, count }, code: code(behind.take(1)) })
}

/// Lines of an agenda that hold something, at most `most`.
pub(crate) fn lines(text: &str, most: usize) -> Vec<(String, Option<Asked>)> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(most)
        .map(|line| (line.to_owned(), find(line)))
        .collect()
}

/// Capitals; full-width letters, digits, every dash and every bracket made plain.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{3000}' => ' ',
            _ => c,
        })
        // Years of filings stand in brackets of every kind.
        .map(|c| match c {
            '〔' | '﹝' | '(' | '【' | '〖' | '〈' | '《' => '[',
            '〕' | '﹞' | ')' | '】' | '〗' | '〉' | '》' => ']',
            _ => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// Whether a check code is the right one; takes the same time wherever the
/// first difference lies.
pub(crate) fn same(right: &str, given: &str) -> bool {
    right.len() == given.len()
        && right.bytes().zip(given.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::{Typed, find, lines, parse, same};

    fn matter(number: &str) -> Option<Typed> {
        Some(Typed::Matter(number.to_owned()))
    }

    fn number(text: &str) -> Option<Typed> {
        parse(text).map(|asked| asked.number)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let expected = matter("LN-CY-2016-00412");
        for text in [
            "LN-CY-2016-00412",
            " ln-cy-2016-00412 ",
            "ＬＮ－ＣＹ－２０１６－００４１２",
            "LN–CY–2016–412",
            "LN-CY-2016-00412-A1",
            "LN-CY-2016-00412-7K3M",
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "LN-CY-2016", "412", "LN-CY-16-00412", "LN-CY-2016-x", "石材加工园"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("22-220100-2016-00412"), matter("22-220100-2016-00412"));
    }

    #[test]
    fn the_outside_form_and_the_number_of_a_filing_are_read() {
        for text in
            ["CY-2016-0412-7K3M", "cy–2016–0412–7k3m", "ＣＹ－２０１６－００４１２－７Ｋ３Ｍ"]
        {
            let asked = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(asked.number, Typed::Outside("CY-2016-00412".to_owned()), "{text}");
            assert_eq!(asked.code.as_deref(), Some("7K3M"), "{text}");
        }
        assert_eq!(number("CY-2016-0412"), Some(Typed::Outside("CY-2016-00412".to_owned())));
        assert_eq!(number("2016-2017-0412"), None);
        let filed = |text: &str| match number(text) {
            Some(Typed::Filing { before, year: 2016, count: 4 }) => Some(before),
            _ => None,
        };
        for text in [
            "朝稳备〔2016〕4号",
            " 朝稳备 [2016] 4 号 ",
            "朝稳备（2016）4号",
            "朝稳备(2016)第4号",
            "朝稳备【２０１６】４号",
            "朝稳备［2016］4号",
            "朝稳备﹝2016﹞04号",
        ] {
            assert_eq!(filed(text).as_deref(), Some("朝"), "{text}");
        }
        for text in ["朝稳备2016年4号", "朝稳备〔16〕4号", "朝稳备〔2016〕号", "朝发〔2016〕4号"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        let code = |text| parse(text).and_then(|asked| asked.code);
        assert_eq!(code("朝稳备〔2016〕4号-7K3M"), Some("7K3M".to_owned()));
        assert_eq!(code("朝稳备〔2016〕4号 7k3m"), Some("7K3M".to_owned()));
        assert_eq!(code("朝稳备〔2016〕4号"), None);
        let line = find("3、转运站（朝稳备〔2016〕4号）").map(|asked| asked.number);
        let before = "3、转运站[朝".to_owned();
        assert_eq!(line, Some(Typed::Filing { before, year: 2016, count: 4 }));
    }

    #[test]
    fn a_check_code_is_told_from_an_ordinal() {
        let code = |text| parse(text).and_then(|asked| asked.code);
        assert_eq!(code("LN-CY-2016-00412-7K3M"), Some("7K3M".to_owned()));
        assert_eq!(code("LN-CY-2016-00412-A1-7K3M"), Some("7K3M".to_owned()));
        assert_eq!(code("LN-CY-2016-00412-A1"), None);
    }

    #[test]
    fn an_agenda_is_checked_line_by_line() {
        let text = "1. 转运站（LN-CY-2016-00412）\n\n2、石材加工园\nLN-SY-2016-00007 供热";
        let found = lines(text, 10);
        let numbers: Vec<Option<Typed>> =
            found.into_iter().map(|(_, asked)| asked.map(|a| a.number)).collect();
        assert_eq!(numbers, [matter("LN-CY-2016-00412"), None, matter("LN-SY-2016-00007")]);
        assert_eq!(lines("a\nb\nc", 2).len(), 2);
        assert!(find("2016-11-18").is_none());
    }

    #[test]
    fn codes_are_compared_whole() {
        assert!(same("7K3M", "7K3M"));
        assert!(!same("7K3M", "7K3N") && !same("7K3M", "7K3") && !same("7K3M", ""));
    }
}
