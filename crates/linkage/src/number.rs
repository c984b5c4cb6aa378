//! Numbers as titles write them: 3, 三, 十二, Ⅲ, iii.

/// A number at a place of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    pub value: u32,
    pub length: usize,
}

const fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads the longest number at `at`, of whatever kind.
pub(crate) fn read(signs: &[char], at: usize) -> Option<Read> {
    let rest = signs.get(at..)?;
    western(rest).or_else(|| roman_sign(rest)).or_else(|| han(rest)).or_else(|| roman_letters(rest))
}

fn western(rest: &[char]) -> Option<Read> {
    let length = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    if length == 0 || length > 8 {
        return None;
    }
    let value = rest
        .iter()
        .take(length)
        .fold(0_u32, |sum, c| sum.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or(0)));
    Some(Read { value, length })
}

fn roman_sign(rest: &[char]) -> Option<Read> {
    let code = u32::from(*rest.first()?);
    let value = match code {
        0x2160..=0x216B => code - 0x215F,
        0x2170..=0x217B => code - 0x216F,
        0x2460..=0x2473 => code - 0x245F,
        _ => return None,
    };
    Some(Read { value, length: 1 })
}

fn roman_letters(rest: &[char]) -> Option<Read> {
    let length = rest.iter().take_while(|c| matches!(c, 'i' | 'v' | 'x')).count();
    if length == 0 {
        return None;
    }
    let word: String = rest.iter().take(length).collect();
    let known = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
    let value = known.iter().position(|k| *k == word)?;
    Some(Read { value: u32::try_from(value).ok()?.saturating_add(1), length })
}

/// Chinese numerals up to 99, and digits in a row such as 二〇二四.
fn han(rest: &[char]) -> Option<Read> {
    let length =
        rest.iter().take_while(|c| han_digit(**c).is_some() || matches!(c, '十')).take(4).count();
    let signs = rest.get(..length)?;
    let tens = signs.iter().position(|c| *c == '十');
    let value = match (length, tens) {
        (0, _) => return None,
        (_, None) => signs.iter().try_fold(0_u32, |sum, c| {
            Some(sum.saturating_mul(10).saturating_add(han_digit(*c)?))
        })?,
        (1, Some(_)) => 10,
        (2, Some(0)) => 10 + han_digit(*signs.get(1)?)?,
        (2, Some(_)) => han_digit(*signs.first()?)? * 10,
        (3, Some(1)) => han_digit(*signs.first()?)? * 10 + han_digit(*signs.get(2)?)?,
        _ => return None,
    };
    Some(Read { value, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing() {
        let cases = [
            ("12号", 12, 2),
            ("三期", 3, 1),
            ("十期", 10, 1),
            ("十二号", 12, 2),
            ("二十期", 20, 2),
            ("三十五批", 35, 3),
            ("二〇二四年", 2024, 4),
            ("Ⅲ期", 3, 1),
            ("iv期", 4, 2),
            ("②期", 2, 1),
        ];
        for (text, value, length) in cases {
            let signs: Vec<char> = text.chars().collect();
            assert_eq!(read(&signs, 0), Some(Read { value, length }), "{text}");
        }
        for text in ["期", "", "123456789", "甲"] {
            let signs: Vec<char> = text.chars().collect();
            assert_eq!(read(&signs, 0), None, "{text}");
        }
    }
}
