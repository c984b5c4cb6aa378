//! Which place a printed text means, and whether it lies in the territory of
//! this installation.

use std::collections::BTreeSet;

use domain::codes::UnitKind;

use super::words::{Division, GAZETTEER};
use crate::directory::Units;

/// Names that stand in many other words; in a running text they say nothing.
const VAGUE: &[&str] = &[
    "城区",
    "郊区",
    "矿区",
    "东区",
    "西区",
    "市中区",
    "新城区",
    "城中区",
    "城关区",
    "桥西区",
    "桥东区",
];

/// What a text says about the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// This division.
    One(Division),
    /// One of these; they bear the same name.
    Several(Vec<Division>),
    /// It names none.
    Nothing,
}

fn tier(code: &str) -> u8 {
    if code.ends_with("0000") {
        1
    } else if code.ends_with("00") {
        2
    } else {
        3
    }
}

/// Whether `inner` lies in `outer` (or is it).
pub(super) fn lies_in(inner: &str, outer: &str) -> bool {
    match tier(outer) {
        1 => inner.get(..2) == outer.get(..2),
        2 => inner.get(..4) == outer.get(..4),
        _ => inner == outer,
    }
}

/// The name of a division.
pub(super) fn name(code: &str) -> Option<&'static str> {
    GAZETTEER.iter().find(|d| d.code == code).map(|d| d.name)
}

/// The names from the city down: what units of the place put before their own name.
pub(super) fn chain(code: &str) -> Vec<&'static str> {
    let city = code.get(..4).map(|c| format!("{c}00"));
    let province = code.get(..2).map(|c| format!("{c}0000"));
    let mut names = Vec::new();
    for code in [province, city, Some(code.to_owned())].into_iter().flatten() {
        if let Some(name) = name(&code).filter(|n| !names.contains(n)) {
            names.push(name);
        }
    }
    names
}

/// Reads a text that is the name of a place, from the province downward:
/// `山东省枣庄市市中区`, `营口市`, `220300`, `象山县丹东街道`.
pub(super) fn named(text: &str) -> Found {
    let text = text.trim();
    if let Some(division) = GAZETTEER.iter().find(|d| d.code == text) {
        return Found::One(*division);
    }
    descend(text, None)
}

fn descend(text: &str, within: Option<Division>) -> Found {
    let depth = within.map_or(0, |d| tier(d.code));
    let inside = |d: &&Division| {
        tier(d.code) > depth && within.is_none_or(|outer| lies_in(d.code, outer.code))
    };
    let mut hits: Vec<Division> =
        GAZETTEER.iter().filter(inside).filter(|d| text.starts_with(d.name)).copied().collect();
    let longest = hits.iter().map(|d| d.name.len()).max().unwrap_or(0);
    hits.retain(|d| d.name.len() == longest);
    match (hits.as_slice(), within) {
        ([], None) => Found::Nothing,
        ([], Some(outer)) => Found::One(outer),
        ([one], _) => {
            let rest = text.get(one.name.len()..).unwrap_or_default();
            if tier(one.code) == 3 { Found::One(*one) } else { descend(rest, Some(*one)) }
        }
        (several, _) => settle(several, text),
    }
}

/// Of several places of one name, those fall out below which the text goes on
/// with a name that they do not have.
fn settle(several: &[Division], text: &str) -> Found {
    let deeper: Vec<Division> = several
        .iter()
        .filter_map(|d| match descend(text.get(d.name.len()..)?, Some(*d)) {
            Found::One(found) if found.code != d.code => Some(found),
            _ => None,
        })
        .collect();
    match deeper.as_slice() {
        [one] => Found::One(*one),
        _ => Found::Several(several.to_vec()),
    }
}

/// Looks for the name of a place in a running text (a title, the name of a
/// list, an address). The deepest place of the first name that is found counts.
pub(super) fn mentioned(text: &str) -> Found {
    for (at, _) in text.char_indices() {
        let Some(rest) = text.get(at..) else { continue };
        let starts = |d: &&Division| {
            rest.starts_with(d.name) && d.name.chars().count() > 2 && !VAGUE.contains(&d.name)
        };
        if GAZETTEER.iter().any(|d| starts(&d)) {
            return descend(rest, None);
        }
    }
    Found::Nothing
}

/// A city or county by its name without the last character at the start of a
/// text, among the divisions of the territory only: `沈阳新增陆上风电`.
pub(super) fn short_name(text: &str, territory: &Territory) -> Option<Division> {
    let stem = |d: &Division| {
        let mut chars = d.name.chars();
        chars.next_back();
        let stem = chars.as_str();
        (stem.chars().count() >= 2).then_some(stem)
    };
    let mut hits = GAZETTEER
        .iter()
        .filter(|d| tier(d.code) == 2 && territory.holds(d.code))
        .filter(|d| stem(d).is_some_and(|s| text.starts_with(s)));
    let first = hits.next()?;
    hits.next().is_none().then_some(*first)
}

/// The divisions for which the installation works.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Territory(BTreeSet<String>);

impl Territory {
    /// The divisions of its governments and party bodies; of all its units
    /// where it has neither.
    pub(super) fn of(units: &Units) -> Self {
        let leads = |kind: &str| {
            matches!(
                UnitKind::from_code(kind),
                Some(UnitKind::Government | UnitKind::Party | UnitKind::StabilityOffice)
            )
        };
        let codes: BTreeSet<String> =
            units.values().filter(|u| leads(&u.kind)).map(|u| u.division.clone()).collect();
        if codes.is_empty() {
            return Self(units.values().map(|u| u.division.clone()).collect());
        }
        Self(codes)
    }

    /// Whether a division lies in it.
    pub(super) fn holds(&self, code: &str) -> bool {
        self.0.iter().any(|outer| lies_in(code, outer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(found: &Found) -> Vec<&'static str> {
        match found {
            Found::One(d) => vec![d.code],
            Found::Several(all) => all.iter().map(|d| d.code).collect(),
            Found::Nothing => Vec::new(),
        }
    }

    #[test]
    fn printed_places_are_found() {
        let cases: [(&str, &[&str]); 9] = [
            ("四川省广元市昭化区", &["510811"]),
            ("山东省枣庄市市中区", &["370402"]),
            ("山东省济南市市中区", &["370103"]),
            ("黑龙江省鹤岗市绥滨县", &["230422"]),
            ("浙江省宁波市象山县丹东街道", &["330225"]),
            ("湖北省黄石市黄石经济技术开发区·铁山区", &["420200"]),
            ("朝阳区", &["110105", "220104"]),
            ("辽宁省营口市", &["210800"]),
            ("某地", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(codes(&named(text)), want, "{text}");
        }
        assert_eq!(codes(&named("211300")), ["211300"]);
    }

    #[test]
    fn running_texts_are_read_with_care() {
        let cases: [(&str, &[&str]); 6] = [
            ("2022年上海市重大建设项目清单", &["310000"]),
            ("武汉市2023年市级重大项目清单", &["420100"]),
            ("阜新市清河门区疾病预防控制中心业务用房项目", &["210905"]),
            ("国家发展改革委批复", &[]),
            ("前仓镇小流域治理工程", &[]),
            ("主城区道路", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(codes(&mentioned(text)), want, "{text}");
        }
    }

    #[test]
    fn a_territory_holds_what_lies_below_it() {
        let liaoning = Territory(BTreeSet::from(["210000".to_owned()]));
        assert!(liaoning.holds("211302") && !liaoning.holds("220300"));
        let two = Territory(BTreeSet::from(["220300".to_owned(), "230422".to_owned()]));
        assert!(two.holds("220322") && two.holds("230422") && !two.holds("230421"));
        assert_eq!(short_name("沈阳新增陆上风电", &liaoning).map(|d| d.code), Some("210100"));
        assert_eq!(short_name("上海光源二期", &liaoning), None);
    }
}
