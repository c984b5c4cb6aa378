//! Counting what test runners say in their closing lines.

/// The sum of what one or more test runners reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
    /// Tests that were skipped or ignored.
    pub skipped: u64,
    /// The runners' own closing lines, word for word.
    pub closing: Vec<String>,
}

impl Tally {
    /// Takes one line of a runner's output; lines that close nothing are ignored.
    ///
    /// Understands `test result: …` of cargo test and the `# pass N` family of
    /// node's test runner (TAP).
    pub fn read(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("test result: ") {
            self.read_cargo(rest);
            self.closing.push(line.to_owned());
        } else if let Some((word, number)) = tap_line(line) {
            match word {
                "pass" => self.passed += number,
                "fail" | "cancelled" => self.failed += number,
                "skipped" | "todo" => self.skipped += number,
                _ => return,
            }
            self.closing.push(line.to_owned());
        }
    }

    fn read_cargo(&mut self, rest: &str) {
        for part in rest.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(kind)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match kind {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }

    /// Adds another tally to this one.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.closing.extend(other.closing);
    }

    /// Counts one check that is not a test of a runner.
    pub fn count(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// The plain line that closes a run.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { passed, failed, skipped, .. } = self;
        if *skipped == 0 {
            format!("{passed} passed, {failed} failed")
        } else {
            format!("{passed} passed, {failed} failed, {skipped} skipped")
        }
    }
}

/// Splits `# pass 12` into its word and number.
fn tap_line(line: &str) -> Option<(&str, u64)> {
    let (word, number) = line.strip_prefix("# ")?.split_once(' ')?;
    Some((word, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally
    }

    #[test]
    fn cargo_lines_are_added_up() {
        let tally = read(&[
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ]);
        assert_eq!((tally.passed, tally.failed, tally.skipped), (4, 2, 1));
        assert_eq!(tally.closing.len(), 2);
        assert_eq!(tally.line(), "4 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn node_lines_are_added_up() {
        let tally = read(&[
            "ok 1 - signs in",
            "# tests 9",
            "# pass 7",
            "# fail 1",
            "# cancelled 1",
            "# skipped 0",
        ]);
        assert_eq!((tally.passed, tally.failed, tally.skipped), (7, 2, 0));
        assert_eq!(tally.line(), "7 passed, 2 failed");
    }

    #[test]
    fn a_test_that_prints_a_comment_is_not_counted() {
        assert_eq!(
            read(&["# passing 3 things", "# pass the salt", "test result"]),
            Tally::default()
        );
    }
}
