//! Names of typefaces as programs of an office know them.

use crate::fonts::Role;
use crate::model::Language;

use super::xml::escape;

/// Names of typefaces by role. The default are those that GB/T 9704-2012 is set in; a unit whose
/// machines have others names those.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typefaces {
    /// Red mark and titles.
    pub title: String,
    /// Text.
    pub body: String,
    /// Headings of the first rank, heads of tables, stress.
    pub hei: String,
    /// Headings of the second rank.
    pub kai: String,
    /// Page numbers, tables.
    pub song: String,
    /// Latin letters and digits.
    pub latin: String,
}

impl Default for Typefaces {
    fn default() -> Self {
        Self {
            title: "方正小标宋简体".to_owned(),
            body: "仿宋_GB2312".to_owned(),
            hei: "黑体".to_owned(),
            kai: "楷体_GB2312".to_owned(),
            song: "宋体".to_owned(),
            latin: "Times New Roman".to_owned(),
        }
    }
}

impl Typefaces {
    /// The typeface of a role.
    pub fn of(&self, role: Role) -> &str {
        match role {
            Role::Title => &self.title,
            Role::Body => &self.body,
            Role::Hei => &self.hei,
            Role::Kai => &self.kai,
            Role::Song => &self.song,
            Role::Latin | Role::LatinBold => &self.latin,
        }
    }

    /// The fonts of a run. Every script is named: none follows from another.
    pub(super) fn xml(&self, role: Role, letters: Letters) -> String {
        let own = escape(self.of(role));
        let latin = match letters {
            Letters::Own => own.clone(),
            Letters::Latin => escape(&self.latin),
        };
        format!(
            "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{own}\" w:cs=\"{latin}\"/>"
        )
    }
}

/// In what Latin letters and digits are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// In the typeface of the text, as official documents do.
    Own,
    /// In the Latin one.
    Latin,
}

impl Letters {
    /// Official documents in Chinese set digits in the typeface of the text.
    pub(super) fn of(official: bool, language: Language) -> Self {
        if official && language == Language::Zh { Letters::Own } else { Letters::Latin }
    }
}
