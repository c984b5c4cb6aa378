//! `[fonts]`: where fonts are, and which family stands for what in documents.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::{Problem, Reason};

/// What typefaces are used for: titles, text, 黑体, 楷体, 宋体, Latin letters.
pub const FONT_ROLES: [&str; 7] = ["title", "body", "hei", "kai", "song", "latin", "latinbold"];

/// `[fonts]`: fonts of documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fonts {
    /// Folders that are searched with what is below them, before those of the system.
    pub folders: Vec<PathBuf>,
    /// Families by what they are used for, best first: `[fonts.families]` with
    /// `body = ["仿宋_GB2312"]`. Families of GB/T 9704-2012, else open ones, are used
    /// where none is named.
    pub families: BTreeMap<String, Vec<String>>,
}

impl Fonts {
    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        for role in self.families.keys().filter(|role| !FONT_ROLES.contains(&role.as_str())) {
            let reason = Reason::Rule(
                "role",
                "must be one of title, body, hei, kai, song, latin, latinbold",
            );
            problems.push(Problem::new(format!("fonts.families.{role}"), reason));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Config;

    #[test]
    fn a_family_belongs_to_a_role() {
        let good = "[fonts]\nfolders = [\"/srv/fonts\"]\n[fonts.families]\nbody = [\"FangSong\"]\n";
        let config = Config::from_text("t", good, []).unwrap();
        assert_eq!(config.fonts.families["body"], ["FangSong"]);
        let error = Config::from_text("t", "[fonts.families]\nbold = [\"x\"]\n", []).unwrap_err();
        assert_eq!(error.problems[0].place, "fonts.families.bold");
    }
}
