//! Fonts by role, from configured folders.
//!
//! GB/T 9704-2012 names typefaces that are not free. A setting says which families to use; where
//! one is not installed an open font stands in for it, and the result says so. The folders are
//! read once for names; the content of a file is read when a document first needs it.

mod scan;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;
use typst::text::Font;

use scan::Face;

/// What a typeface is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// 小标宋: red mark and titles.
    Title,
    /// 仿宋: text.
    Body,
    /// 黑体: headings of the first rank, heads of tables, stress.
    Hei,
    /// 楷体: headings of the second rank.
    Kai,
    /// 宋体: page numbers, tables.
    Song,
    /// Latin letters and digits.
    Latin,
    /// Bold Latin letters.
    LatinBold,
}

impl Role {
    /// Every role.
    pub const ALL: &'static [Role] =
        &[Role::Title, Role::Body, Role::Hei, Role::Kai, Role::Song, Role::Latin, Role::LatinBold];

    /// The name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Role::Title => "title",
            Role::Body => "body",
            Role::Hei => "hei",
            Role::Kai => "kai",
            Role::Song => "song",
            Role::Latin => "latin",
            Role::LatinBold => "latinbold",
        }
    }

    /// Families that the role is meant for, the first being the one that is named when another
    /// stands in.
    fn wanted(self) -> &'static [&'static str] {
        match self {
            Role::Title => &["方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"],
            Role::Body => &["仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong"],
            Role::Hei => &["黑体", "SimHei"],
            Role::Kai => &["楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi"],
            Role::Song => &["宋体", "SimSun"],
            Role::Latin | Role::LatinBold => &["Times New Roman"],
        }
    }

    /// Open families that may stand in, best first.
    fn open(self) -> &'static [&'static str] {
        match self {
            Role::Title => &["FandolSong", "Noto Serif CJK SC", "Noto Serif SC"],
            Role::Body => &["FandolFang R", "FandolFang", "Noto Serif CJK SC", "Noto Serif SC"],
            Role::Hei => &["FandolHei", "Noto Sans CJK SC", "Noto Sans SC"],
            Role::Kai => &["FandolKai", "Noto Serif CJK SC", "Noto Serif SC"],
            Role::Song => &["FandolSong", "Noto Serif CJK SC", "Noto Serif SC"],
            Role::Latin | Role::LatinBold => {
                &["Liberation Serif", "Tinos", "TeX Gyre Termes", "STIX Two Text", "DejaVu Serif"]
            }
        }
    }

    fn weight(self) -> u16 {
        if matches!(self, Role::Title | Role::LatinBold) { 700 } else { 400 }
    }

    fn latin(self) -> bool {
        matches!(self, Role::Latin | Role::LatinBold)
    }
}

/// Families for characters that the font of the role does not have.
const RARE: &[&str] = &["Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif SC", "DejaVu Sans"];

/// Debian packages that bring the open fonts.
pub const PACKAGES: &[&str] = &["texlive-lang-chinese", "fonts-noto-cjk"];

/// Latin families that are drawn too wide to stand among Chinese characters.
const WIDE: &[&str] = &["DejaVu Serif"];

/// Where fonts are and which family is wanted for which role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FontSettings {
    /// Folders, searched with what is below them.
    pub folders: Vec<PathBuf>,
    /// Families by role, best first. They are sought before those that the crate knows.
    pub families: BTreeMap<Role, Vec<String>>,
}

impl Default for FontSettings {
    fn default() -> Self {
        let folders = [
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "/usr/share/texmf/fonts/opentype",
            "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
        ];
        Self { folders: folders.iter().map(PathBuf::from).collect(), families: BTreeMap::new() }
    }
}

/// Why no font can be had.
#[derive(Debug, thiserror::Error)]
pub enum FontError {
    /// No family for a role is installed.
    #[error("no font for {} ({}): install one of {}", .role.name(), .wanted, PACKAGES.join(", "))]
    Missing {
        /// The role.
        role: Role,
        /// The family that would be used first.
        wanted: String,
    },
    /// A font file was found but cannot be read or understood.
    #[error("font file {0} cannot be read")]
    Unreadable(PathBuf),
}

/// A font that was used in place of the one wanted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StandIn {
    /// The role.
    pub role: Role,
    /// The family that is wanted.
    pub wanted: String,
    /// The family that was used.
    pub used: String,
}

/// The fonts of the folders. Making it reads only names; it is made once and shared.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
    loaded: Vec<OnceLock<Option<Font>>>,
    roles: BTreeMap<Role, Choice>,
    rare: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Choice {
    face: usize,
    stand_in: Option<StandIn>,
}

impl Fonts {
    /// Looks for the fonts of every role.
    ///
    /// # Errors
    /// [`FontError::Missing`] names the role and what to install.
    pub fn new(settings: &FontSettings) -> Result<Self, FontError> {
        let mut faces = Vec::new();
        for folder in &settings.folders {
            gather(folder, 0, &mut faces);
        }
        let loaded = faces.iter().map(|_| OnceLock::new()).collect();
        let mut fonts = Fonts { faces, loaded, roles: BTreeMap::new(), rare: Vec::new() };
        for role in Role::ALL {
            let own = settings.families.get(role).map(Vec::as_slice).unwrap_or_default();
            match fonts.choice(*role, own) {
                Some(choice) => {
                    fonts.roles.insert(*role, choice);
                }
                None if role.latin() => {}
                None => {
                    let first = own.first().cloned();
                    let wanted = first.or_else(|| role.wanted().first().map(|n| (*n).to_owned()));
                    return Err(FontError::Missing {
                        role: *role,
                        wanted: wanted.unwrap_or_default(),
                    });
                }
            }
        }
        fonts.rare = RARE.iter().filter_map(|family| fonts.find(family, 400)).collect();
        Ok(fonts)
    }

    fn choice(&self, role: Role, own: &[String]) -> Option<Choice> {
        let weight = role.weight();
        let (meant, named) = match own.first() {
            Some(first) => (own.iter().map(String::as_str).collect::<Vec<_>>(), first.clone()),
            None => {
                let first = role.wanted().first().copied().unwrap_or_default();
                (role.wanted().to_vec(), first.to_owned())
            }
        };
        // 小标宋 and 仿宋 come in one weight, whatever their table says.
        if let Some(face) = meant.iter().find_map(|family| self.find(family, weight)) {
            return Some(Choice { face, stand_in: None });
        }
        let others = role.wanted().iter().chain(role.open());
        let face = others.into_iter().find_map(|family| self.find(family, weight))?;
        let used = self.faces.get(face)?.family().to_owned();
        Some(Choice { face, stand_in: Some(StandIn { role, wanted: named, used }) })
    }

    /// The face of a family that is upright and nearest in weight.
    fn find(&self, family: &str, weight: u16) -> Option<usize> {
        let fits = |(_, face): &(usize, &Face)| face.is_of(family) && !face.italic;
        let all = self.faces.iter().enumerate().filter(fits);
        all.min_by_key(|(at, face)| (face.weight.abs_diff(weight), *at)).map(|(at, _)| at)
    }

    /// The font of a role. Latin roles fall back to the font of the text.
    ///
    /// # Errors
    /// When the file vanished or is broken.
    pub(crate) fn font(&self, role: Role) -> Result<Font, FontError> {
        let known = self.roles.get(&role).or_else(|| self.roles.get(&Role::Body));
        let face = known.map(|choice| choice.face).unwrap_or_default();
        self.load(face)
    }

    /// Fonts for characters that the others do not have, best first, read one by one.
    pub(crate) fn rare(&self) -> impl Iterator<Item = Font> + '_ {
        self.rare.iter().filter_map(|face| self.load(*face).ok())
    }

    /// Which fonts stand in for which, of some roles.
    pub fn stand_ins(&self, roles: &[Role]) -> Vec<StandIn> {
        let of = |role: &Role| self.roles.get(role).and_then(|choice| choice.stand_in.clone());
        roles.iter().filter_map(of).collect()
    }

    /// Whether there are Latin letters that suit Chinese text better than those of its own fonts.
    pub(crate) fn suits_chinese(&self) -> bool {
        self.family(Role::Latin).is_some_and(|family| !WIDE.contains(&family))
    }

    /// The family used for a role, as other programs know it.
    pub fn family(&self, role: Role) -> Option<&str> {
        let choice = self.roles.get(&role)?;
        self.faces.get(choice.face).map(Face::family)
    }

    fn load(&self, at: usize) -> Result<Font, FontError> {
        let unreadable = || {
            FontError::Unreadable(self.faces.get(at).map(|f| f.path.clone()).unwrap_or_default())
        };
        let cell = self.loaded.get(at).ok_or_else(unreadable)?;
        let font = cell.get_or_init(|| {
            let face = self.faces.get(at)?;
            Font::new(Bytes::new(fs::read(&face.path).ok()?), face.index)
        });
        font.clone().ok_or_else(unreadable)
    }
}

/// Faces of a folder and what is below it, in the order of names.
fn gather(folder: &Path, depth: usize, faces: &mut Vec<Face>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if depth < 6 {
                gather(&path, depth.saturating_add(1), faces);
            }
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if ["otf", "ttf", "ttc", "otc"].contains(&ending.to_ascii_lowercase().as_str()) {
            faces.extend(scan::faces(&path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_font_names_its_role_and_what_to_install() {
        let settings = FontSettings { folders: vec!["/nowhere".into()], families: BTreeMap::new() };
        let error = Fonts::new(&settings).unwrap_err();
        assert!(matches!(error, FontError::Missing { role: Role::Title, .. }));
        assert_eq!(
            error.to_string(),
            "no font for title (方正小标宋简体): install one of texlive-lang-chinese, fonts-noto-cjk"
        );
    }

    #[test]
    fn what_stands_in_is_told() {
        let mut settings = FontSettings::default();
        settings.families.insert(Role::Body, vec!["No Such Family".into()]);
        let fonts = Fonts::new(&settings).unwrap();
        let told = fonts.stand_ins(&[Role::Body]);
        assert_eq!(told.first().map(|s| s.wanted.as_str()), Some("No Such Family"));
    }
}
