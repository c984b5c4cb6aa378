//! Which unit of the installation a printed name means.

use domain::{codes::UnitKind, ids::UnitId};
use store::projection::UnitRow;

use super::{place, words::TABLES};
use crate::directory::Units;

/// How a unit was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Letter by letter.
    Exact,
    /// After short names were written out and the place was put before it.
    Normalised,
    /// One name holds the other.
    Contained,
}

impl How {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Contained => "contained",
        }
    }
}

/// The answer for one printed name.
#[derive(Debug, Clone, Default)]
pub(super) struct Match<'u> {
    /// The unit, when it is clear.
    pub(super) unit: Option<(&'u UnitRow, How)>,
    /// Units that it could be, best first.
    pub(super) candidates: Vec<&'u UnitRow>,
}

/// The open units of the installation with their names made comparable.
pub(super) struct Index<'u> {
    units: Vec<(&'u UnitRow, String, String)>,
}

const CANDIDATES: usize = 5;
/// Share of the shorter name's pairs of characters that a suggestion has in common, in percent.
const ALIKE: usize = 50;

/// Writes short names out and drops spaces and marks.
pub(super) fn key(name: &str) -> String {
    let mut text = super::words::plain(name);
    let mut shorts: Vec<_> = TABLES.offices.iter().collect();
    shorts.sort_by_key(|(short, _)| std::cmp::Reverse(short.len()));
    for (short, long) in shorts {
        let Some(at) = text.find(short.as_str()) else {
            continue;
        };
        let after = text.get(at + short.len()..).unwrap_or_default();
        if after.starts_with("员会") || text.contains(long.as_str()) {
            continue;
        }
        text = text.replacen(short.as_str(), long, 1);
        break;
    }
    match text.strip_suffix("政府") {
        Some(stem) if !stem.ends_with("人民") => format!("{stem}人民政府"),
        _ => text,
    }
}

/// A name without the places before it.
fn stem(key: &str, division: &str) -> String {
    let mut rest = key;
    for name in place::chain(division) {
        rest = rest.strip_prefix(name).unwrap_or(rest);
    }
    rest.to_owned()
}

impl<'u> Index<'u> {
    /// The units that are open.
    pub(super) fn of(units: &'u Units) -> Self {
        let open = units.values().filter(|u| u.valid_to.is_none());
        Self {
            units: open
                .map(|u| {
                    let key = key(&u.name);
                    let stem = stem(&key, &u.division);
                    (u, key, stem)
                })
                .collect(),
        }
    }

    /// Looks a printed name up. `division` is the place of the row.
    pub(super) fn find(&self, printed: &str, division: Option<&str>) -> Match<'u> {
        let printed = printed.trim();
        if printed.is_empty() {
            return Match { unit: None, candidates: self.of_place(division) };
        }
        let near = |u: &UnitRow| division.is_none_or(|d| related(&u.division, d));
        let exact: Vec<_> =
            self.units.iter().filter(|(u, ..)| u.name == printed && near(u)).collect();
        if let [(unit, ..)] = exact.as_slice() {
            return Match { unit: Some((*unit, How::Exact)), candidates: Vec::new() };
        }
        let key = key(printed);
        let hits = self.normalised(&key, division);
        if let [unit] = hits.as_slice() {
            return Match { unit: Some((*unit, How::Normalised)), candidates: Vec::new() };
        }
        let held = self.contained(&key, division);
        if let ([], [unit]) = (hits.as_slice(), held.as_slice()) {
            return Match { unit: Some((*unit, How::Contained)), candidates: Vec::new() };
        }
        Match { unit: None, candidates: self.alike(&key, division, &near) }
    }

    fn normalised(&self, key: &str, division: Option<&str>) -> Vec<&'u UnitRow> {
        let full: Vec<_> = self
            .units
            .iter()
            .filter(|(u, k, _)| k == key && division.is_none_or(|d| related(&u.division, d)))
            .map(|(u, ..)| *u)
            .collect();
        let Some(division) = division.filter(|_| full.is_empty()) else {
            return full;
        };
        let (stem, at) = local(key, division);
        self.units
            .iter()
            .filter(|(u, _, s)| u.division == at && !s.is_empty() && *s == stem)
            .map(|(u, ..)| *u)
            .collect()
    }

    fn contained(&self, key: &str, division: Option<&str>) -> Vec<&'u UnitRow> {
        if key.chars().count() < 4 {
            return Vec::new();
        }
        self.units
            .iter()
            .filter(|(u, ..)| division.is_none_or(|d| related(&u.division, d)))
            .filter(|(_, k, _)| {
                k.chars().count() >= 4 && (k.contains(key) || key.contains(k.as_str()))
            })
            .map(|(u, ..)| *u)
            .collect()
    }

    fn of_place(&self, division: Option<&str>) -> Vec<&'u UnitRow> {
        let at = |u: &UnitRow| division.is_some_and(|d| u.division == d);
        self.units.iter().map(|(u, ..)| *u).filter(|u| at(u)).take(CANDIDATES).collect()
    }

    /// Units whose names, without the kind of office, share at least half of the
    /// pairs of characters of the shorter one; those that share most first.
    fn alike(
        &self,
        key: &str,
        division: Option<&str>,
        near: &dyn Fn(&UnitRow) -> bool,
    ) -> Vec<&'u UnitRow> {
        let wanted = division.map_or_else(|| key.to_owned(), |d| local(key, d).0);
        let mut scored: Vec<(usize, &UnitRow)> = self
            .units
            .iter()
            .filter(|(u, ..)| near(u))
            .filter_map(|(u, _, s)| Some((likeness(&wanted, s)?, *u)))
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
        scored.into_iter().map(|(_, u)| u).take(CANDIDATES).collect()
    }
}

/// Whether one division lies in the other.
fn related(a: &str, b: &str) -> bool {
    place::lies_in(a, b) || place::lies_in(b, a)
}

/// A name as the place itself would say it, and the division it then means:
/// `市自然资源局` is an office of the city, `县林草局` one of the county.
fn local(key: &str, division: &str) -> (String, String) {
    let rest = stem(key, division);
    if rest.len() < key.len() {
        return (rest, division.to_owned());
    }
    let city = division.get(..4).map_or_else(|| division.to_owned(), |c| format!("{c}00"));
    let is_county_level_city = place::name(division).is_some_and(|n| n.ends_with('市'));
    let cut = |mark: char| key.strip_prefix(mark).map(str::to_owned);
    if let Some(rest) = cut('市') {
        let at = if is_county_level_city { division.to_owned() } else { city };
        return (rest, at);
    }
    if let Some(rest) = ['县', '区', '旗'].into_iter().find_map(cut) {
        return (rest, division.to_owned());
    }
    if let Some(rest) = cut('省') {
        return (rest, division.get(..2).map_or_else(String::new, |p| format!("{p}0000")));
    }
    (key.to_owned(), division.to_owned())
}

/// How many pairs of characters two names share, if they share enough of them.
fn likeness(a: &str, b: &str) -> Option<usize> {
    let pairs = |name: &str| -> Vec<(char, char)> {
        let field = field_of_work(name);
        field.chars().zip(field.chars().skip(1)).collect()
    };
    let (a, b) = (pairs(a), pairs(b));
    let shared = a.iter().filter(|pair| b.contains(pair)).count();
    (shared > 0 && shared * 100 >= a.len().min(b.len()) * ALIKE).then_some(shared)
}

/// The name of an office without the kind of office at its end.
fn field_of_work(name: &str) -> &str {
    let kinds = TABLES.office_kinds.iter();
    kinds
        .filter_map(|kind| name.strip_suffix(kind.as_str()))
        .min_by_key(|rest| rest.len())
        .unwrap_or(name)
}

/// The names in a cell that holds several: `四面山管委会和区林业局`. A name that has
/// 和 in it (`住房和城乡建设局`) is one name: every part must end like an office.
pub(super) fn parts(printed: &str) -> Vec<&str> {
    const ENDINGS: [char; 20] = [
        '局', '委', '办', '会', '部', '府', '处', '心', '院', '厅', '所', '司', '站', '团', '校',
        '道', '镇', '乡', '室', '联',
    ];
    let split: Vec<&str> = printed
        .split(['、', '，', ',', '；', ';', ' ', '和', '及'])
        .map(str::trim)
        .filter(|p| !p.is_empty())
        .collect();
    if split.iter().all(|p| p.ends_with(ENDINGS)) { split } else { vec![printed.trim()] }
}

/// The units that a matter of this lead unit needs: who decides, who files, who
/// reviews legality. Found in the tree, from the lead unit upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Around {
    pub(super) decision_maker: Option<UnitId>,
    pub(super) filing: Option<UnitId>,
    pub(super) legality: Option<UnitId>,
}

pub(super) fn around(units: &Units, lead: &UnitRow, authority: Option<&UnitRow>) -> Around {
    let is = |u: &UnitRow, kind: UnitKind| u.kind == kind.code() && u.valid_to.is_none();
    let mut above: Vec<&UnitRow> = vec![lead];
    while let Some(parent) = above.last().and_then(|u| u.parent).and_then(|id| units.get(&id)) {
        if above.iter().any(|u| u.id == parent.id) {
            break;
        }
        above.push(parent);
    }
    let government = |u: &&&UnitRow| is(u, UnitKind::Government) || is(u, UnitKind::Party);
    let first = above.iter().find(government).copied();
    // Offices hang below their government; the nearest area that has one counts.
    let office = |kind: UnitKind| {
        above.iter().find_map(|area| {
            units
                .values()
                .find(|u| is(u, kind) && (u.parent == Some(area.id) || u.id == area.id))
                .map(|u| UnitId::new(u.id))
        })
    };
    Around {
        decision_maker: authority.or(first).map(|u| UnitId::new(u.id)),
        filing: office(UnitKind::StabilityOffice),
        legality: office(UnitKind::Justice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_written_out_once() {
        let cases = [
            ("县林草局", "县林业和草原局"),
            ("发改委", "发展和改革委员会"),
            ("区农业农村委", "区农业农村委员会"),
            ("市卫生健康委员会", "市卫生健康委员会"),
            ("铁山区政府", "铁山区人民政府"),
            ("四平市人民政府", "四平市人民政府"),
        ];
        for (printed, want) in cases {
            assert_eq!(key(printed), want);
        }
    }

    #[test]
    fn a_cell_with_several_units_is_told_from_a_long_name() {
        assert_eq!(parts("四面山管委会和区林业局"), ["四面山管委会", "区林业局"]);
        assert_eq!(parts("县民政局 各相关乡镇街道"), ["县民政局", "各相关乡镇街道"]);
        assert_eq!(parts("兴隆台区住房和城乡建设局"), ["兴隆台区住房和城乡建设局"]);
    }

    #[test]
    fn offices_of_the_place_are_meant() {
        assert_eq!(local("市自然资源局", "220300"), ("自然资源局".into(), "220300".into()));
        assert_eq!(local("县林业和草原局", "230422"), ("林业和草原局".into(), "230422".into()));
        assert_eq!(local("市卫生健康局", "211302"), ("卫生健康局".into(), "211300".into()));
        assert_eq!(local("绥滨县林业局", "230422"), ("林业局".into(), "230422".into()));
    }

    #[test]
    fn only_plausible_units_are_suggested() {
        let alike = [
            ("林业和草原发展服务中心", "林业和草原局"),
            ("林业局", "林业和草原局"),
            ("住房城乡建设委员会", "住房和城乡建设局"),
            ("交通运输管理局", "交通运输局"),
        ];
        for (printed, unit) in alike {
            assert!(likeness(printed, unit).is_some(), "{printed} {unit}");
        }
        let strange = [
            ("博罗产业转移工业园管理委员会", "住房和城乡建设委员会"),
            ("博罗产业转移工业园管理委员会", "发展和改革委员会"),
            ("经济开发区管理委员会", "卫生健康委员会"),
            ("大数据管理局", "市场监督管理局"),
            ("水利局", "财政局"),
        ];
        for (printed, unit) in strange {
            assert!(likeness(printed, unit).is_none(), "{printed} {unit}");
        }
    }
}
