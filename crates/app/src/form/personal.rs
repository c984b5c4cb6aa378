//! What must not stand in a text that is kept: the identity and mobile numbers
//! of persons. A text that holds one is refused, so that nothing has to be
//! taken out of a log afterwards.

/// Weights of the check digit of an identity number (GB 11643-1999).
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];

/// Whether a text holds a whole identity number (18 characters with a right
/// check digit) or a mobile number of China (11 digits from 13 on). Spaces and
/// hyphens inside a number do not hide it; a longer number is something else.
pub(crate) fn names_a_person(text: &str) -> bool {
    runs(text).iter().any(|run| is_mobile(run) || is_identity(run))
}

/// Runs of digits, with a final X, joined over single spaces and hyphens.
fn runs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut gap = false;
    // A sum of money is no number of a person.
    let amount = |c: char| matches!(c, '元' | '万' | '亿');
    for c in text.chars().map(plain).chain(['。']) {
        match c {
            '0'..='9' => {
                run.push(c);
                gap = false;
            }
            'x' | 'X' if run.len() == 17 => run.push('X'),
            ' ' | '-' if !run.is_empty() && !gap => gap = true,
            _ => {
                let whole = std::mem::take(&mut run);
                found.extend((!whole.is_empty() && !amount(c)).then_some(whole));
                gap = false;
            }
        }
    }
    found
}

/// Full-width digits are digits.
fn plain(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn is_mobile(run: &str) -> bool {
    let own = run.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(run);
    own.len() == 11 && own.starts_with('1') && own.chars().nth(1).is_some_and(|c| c >= '3')
}

fn is_identity(run: &str) -> bool {
    if run.chars().count() != 18 {
        return false;
    }
    let digits: Option<Vec<u32>> = run.chars().take(17).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let wanted = CHECKS.get(usize::try_from(sum % 11).unwrap_or_default());
    run.chars().last().as_ref() == wanted
}

#[cfg(test)]
mod tests {
    use super::names_a_person;

    #[test]
    fn numbers_of_persons_are_found_however_they_are_written() {
        for text in [
            "张某 13800138000",
            "电话：138-0013-8000",
            "手机+86 138 0013 8000。",
            "身份证１１０１０１１９９００３０７７０７X",
            "身份证 11010119900307707x",
            "110101199003077758",
        ] {
            assert!(names_a_person(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_papers_offices_and_amounts_are_left_alone() {
        for text in [
            "辽发改〔2016〕12号",
            "值班电话 0421-2611111",
            "12345政务服务热线",
            "项目代码 2016-211302-78-03-000123",
            "总投资13500000000元",
            "2016-11-18 至 2016-12-18",
            "统一社会信用代码 112113000000000000",
            "110101199003077750",
        ] {
            assert!(!names_a_person(text), "{text}");
        }
    }
}
