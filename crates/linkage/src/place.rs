//! Cities and districts that the plans name, and which of them a register entry states.

use std::collections::{BTreeMap, BTreeSet};

use crate::link::Plan;
use crate::signs::{plain, stands_at};

/// Ends of division names that everyday language leaves out.
const ENDS: [&str; 7] = ["自治县", "自治旗", "新区", "区", "县", "市", "旗"];

/// Name without its end; the name itself when too little would be left.
pub(crate) fn short(name: &[char]) -> &[char] {
    for end in ENDS {
        let end: Vec<char> = end.chars().collect();
        if let Some(rest) = name.strip_suffix(end.as_slice())
            && rest.len() >= 2
        {
            return rest;
        }
    }
    name
}

/// The places of a set of plans.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// Full names of districts, with the numbers of the places that bear them.
    full: BTreeMap<Vec<char>, BTreeSet<u32>>,
    /// Short names likewise.
    brief: BTreeMap<Vec<char>, BTreeSet<u32>>,
    /// Cities, full and short.
    cities: BTreeSet<Vec<char>>,
    places: Vec<(Vec<char>, Vec<char>)>,
    /// Lengths of the short names, by place.
    briefs: Vec<usize>,
    longest: usize,
}

impl Gazetteer {
    /// The places that the plans name.
    #[must_use]
    pub fn of(plans: &[Plan]) -> Self {
        let places: BTreeSet<(Vec<char>, Vec<char>)> = plans
            .iter()
            .map(|p| (plain(&p.city), plain(&p.district)))
            .filter(|(_, district)| !district.is_empty())
            .collect();
        let mut gazetteer = Self::default();
        for plan in plans {
            let city = plain(&plan.city);
            if !city.is_empty() {
                gazetteer.cities.insert(short(&city).to_vec());
                gazetteer.cities.insert(city);
            }
        }
        for (number, (city, district)) in places.into_iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            gazetteer.longest = gazetteer.longest.max(district.len());
            gazetteer.brief.entry(short(&district).to_vec()).or_default().insert(number);
            gazetteer.full.entry(district.clone()).or_default().insert(number);
            gazetteer.briefs.push(short(&district).len());
            gazetteer.places.push((city, district));
        }
        gazetteer
    }

    /// The number of a plan's place.
    pub(crate) fn number(&self, plan: &Plan) -> Option<u32> {
        let key = (plain(&plan.city), plain(&plan.district));
        self.places.binary_search(&key).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// District and short district of a place.
    pub(crate) fn name(&self, number: u32) -> Option<(&[char], &[char])> {
        let at = usize::try_from(number).ok()?;
        let (_, district) = self.places.get(at)?;
        Some((district, district.get(..*self.briefs.get(at)?)?))
    }

    /// Length of a city name, full or short, at a place of a title.
    pub(crate) fn city_at(&self, signs: &[char], at: usize) -> Option<usize> {
        self.cities.iter().filter(|c| stands_at(signs, at, c)).map(Vec::len).max()
    }

    /// Length of the longest full district name at a place of a title, and the places that bear it.
    pub(crate) fn district_at(&self, signs: &[char], at: usize) -> Option<(usize, &BTreeSet<u32>)> {
        let longest = self.longest.min(signs.len().saturating_sub(at));
        (2..=longest).rev().find_map(|length| {
            let places = self.full.get(signs.get(at..at + length)?)?;
            Some((length, places))
        })
    }

    /// The places that a region column may mean: a district, full or short, perhaps after its city.
    pub(crate) fn region(&self, region: &[char]) -> BTreeSet<u32> {
        let exact = |signs: &[char]| self.full.get(signs).or_else(|| self.brief.get(signs));
        if let Some(found) = exact(region) {
            return found.clone();
        }
        let mut found = BTreeSet::new();
        for start in 1..region.len() {
            let (head, tail) = region.split_at(start);
            let Some(places) = exact(tail) else { continue };
            found.extend(places.iter().filter(|n| {
                self.places
                    .get(usize::try_from(**n).unwrap_or(usize::MAX))
                    .is_some_and(|(city, _)| head.ends_with(city) || head.ends_with(short(city)))
            }));
        }
        found
    }

    /// The places that a unit's name begins with, perhaps after its city.
    pub(crate) fn unit(&self, unit: &[char]) -> BTreeSet<u32> {
        let start = self
            .city_at(unit, 0)
            .filter(|length| self.district_at(unit, *length).is_some())
            .unwrap_or(0);
        self.district_at(unit, start).map(|(_, places)| places.clone()).unwrap_or_default()
    }
}
