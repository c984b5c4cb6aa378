//! Numbers as people type, paste and scan them.

/// A matter's number, and the check code where it was given with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// `LN-CY-2016-00412`.
    pub(crate) number: String,
    /// Four characters.
    pub(crate) code: Option<String>,
}

/// Reads a number: `LN-CY-2016-00412`, with an assessment's `-A1` or a check
/// code behind it, in letters of either case or width.
pub(crate) fn parse(text: &str) -> Option<Asked> {
    let text = plain(text.trim());
    let mut parts = text.split('-');
    let letters = |part: &str, least: usize| {
        (least..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let digits = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let province = parts.next().filter(|p| letters(p, 2))?;
    let city = parts.next().filter(|p| letters(p, 2))?;
    let year = parts.next().filter(|p| digits(p, 4, 4))?;
    let count = parts.next().filter(|p| digits(p, 1, 9))?;
    let code = parts.find(|part| part.len() == 4).map(str::to_owned);
    let count = format!("{count:0>5}");
    Some(Asked { number: format!("{province}-{city}-{year}-{count}"), code })
}

/// The first number in a line of an agenda.
pub(crate) fn find(line: &str) -> Option<Asked> {
    plain(line).split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).find_map(parse)
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

/// Capitals; full-width letters, digits and every dash made plain.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{3000}' => ' ',
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
    use super::{find, lines, parse, same};

    fn number(text: &str) -> Option<String> {
        parse(text).map(|asked| asked.number)
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let expected = Some("LN-CY-2016-00412".to_owned());
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
        let numbers: Vec<Option<String>> =
            found.into_iter().map(|(_, asked)| asked.map(|a| a.number)).collect();
        assert_eq!(
            numbers,
            [Some("LN-CY-2016-00412".to_owned()), None, Some("LN-SY-2016-00007".to_owned())]
        );
        assert_eq!(lines("a\nb\nc", 2).len(), 2);
        assert!(find("2016-11-18").is_none());
    }

    #[test]
    fn codes_are_compared_whole() {
        assert!(same("7K3M", "7K3M"));
        assert!(!same("7K3M", "7K3N") && !same("7K3M", "7K3") && !same("7K3M", ""));
    }
}
