//! Decisions are numbered without gaps and listed.

use super::Finding;
use crate::tree::Tree;

const FOLDER: &str = "docs/adr/";

/// One decision in docs/adr.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The number as printed, four digits.
    pub number: String,
    /// The name of its file.
    pub file: String,
    /// Its title, without the number.
    pub title: String,
}

/// All decisions in order of their numbers.
#[must_use]
pub fn records(tree: &Tree) -> Vec<Record> {
    tree.texts()
        .filter_map(|(path, text)| {
            let file = path.strip_prefix(FOLDER)?;
            let number = file.get(..4).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()))?;
            let heading = text.lines().next().unwrap_or_default().trim_start_matches('#').trim();
            let title = heading.strip_prefix(number).unwrap_or(heading);
            let title = title.trim_start_matches(['.', ':', ' ']);
            Some(Record {
                number: number.to_owned(),
                file: file.to_owned(),
                title: title.to_owned(),
            })
        })
        .collect()
}

/// Checks numbers, headings and the list.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let list = tree.text("docs/adr/README.md").unwrap_or_default();
    let mut found = Vec::new();
    for (expected, record) in (1..).zip(records(tree)) {
        let path = format!("{FOLDER}{}", record.file);
        if record.number != format!("{expected:04}") {
            let message = format!("numbers go up one by one: expected {expected:04}");
            found.push(Finding::error(&path, None, message));
        }
        let text = tree.text(&path).unwrap_or_default();
        if !text.starts_with(&format!("# {}. ", record.number)) {
            let message = format!("the first line has to be `# {}. Title`", record.number);
            found.push(Finding::error(&path, Some(1), message));
        }
        if !list.contains(&format!("({})", record.file)) {
            found.push(Finding::error(
                &path,
                None,
                "is not in docs/adr/README.md: run `cargo xtask generate`",
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::Tree;

    const LIST: (&str, &str) = ("docs/adr/README.md", "[a](0001-a.md) [b](0002-b.md)");

    #[test]
    fn numbers_headings_and_list_agree() {
        let good =
            [LIST, ("docs/adr/0001-a.md", "# 0001. A\n"), ("docs/adr/0002-b.md", "# 0002. B\n")];
        assert_eq!(check(&Tree::of(&good)), []);
    }

    #[test]
    fn gaps_headings_and_forgotten_entries_are_found() {
        let gap = [LIST, ("docs/adr/0002-b.md", "# 0002. B\n")];
        assert_eq!(check(&Tree::of(&gap)).len(), 1);
        let heading = [LIST, ("docs/adr/0001-a.md", "# A\n")];
        assert_eq!(check(&Tree::of(&heading)).len(), 1);
        let unlisted = [("docs/adr/README.md", ""), ("docs/adr/0001-a.md", "# 0001. A\n")];
        assert_eq!(check(&Tree::of(&unlisted)).len(), 1);
    }
}
