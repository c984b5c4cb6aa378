//! Titles as printed, and cells that hold several of them.

/// The titles of a cell when it holds several, each as printed; empty when it
/// holds one. Only titles in book marks are taken apart: `《…》《…》`,
/// `《…》、《…》`, `《…》和《…》`. A sentence that mentions a title stays whole.
pub(super) fn several(cell: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut rest = cell.trim();
    while let Some(inner) = rest.strip_prefix('《') {
        let Some(end) = closing(inner) else {
            return Vec::new();
        };
        let (title, after) = inner.split_at(end);
        titles.push(format!("《{title}》"));
        let after = after.strip_prefix('》').unwrap_or(after);
        rest = after
            .trim_start()
            .trim_start_matches(['、', '，', ',', '；', ';', '和', '及', '与'])
            .trim_start();
    }
    if rest.is_empty() && titles.len() > 1 { titles } else { Vec::new() }
}

/// Where the book mark closes that is open at the start; marks may be nested.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1_u32;
    for (at, mark) in text.char_indices() {
        match mark {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// What two prints of one title have in common: no marks, no spaces, one case.
pub(super) fn key(title: &str) -> String {
    super::words::plain(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_titles_are_taken_apart_and_one_is_left_alone() {
        let cases: [(&str, &[&str]); 7] = [
            ("《甲规划》《乙规划》", &["《甲规划》", "《乙规划》"]),
            ("《甲》、《乙》和《丙》", &["《甲》", "《乙》", "《丙》"]),
            ("《甲规划》", &[]),
            ("编制《甲规划》、《乙规划》", &[]),
            ("《关于〈甲〉的意见》,推进乙", &[]),
            ("《转发《甲》的通知》《乙》", &["《转发《甲》的通知》", "《乙》"]),
            ("《没有关上", &[]),
        ];
        for (cell, want) in cases {
            assert_eq!(several(cell), want, "{cell}");
        }
    }
}
