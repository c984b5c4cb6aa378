//! How like two names are, and where they differ.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::lexicon::Costs;

/// Pairs of signs that are easily misread for each other, both ways round, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks(Vec<(char, char)>);

/// Signs whose sounds are kept: the unified ideographs.
const COMMON: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// How a sign is read, by numbers of its syllables.
#[derive(Clone, Debug)]
struct Sound {
    rough: u16,
    /// All readings, where there are several.
    all: Vec<u16>,
    usual: u16,
}

impl Sound {
    fn readings(&self) -> &[u16] {
        if self.all.is_empty() { std::slice::from_ref(&self.usual) } else { &self.all }
    }
}

impl Looks {
    pub(crate) fn new(pairs: &[String]) -> Self {
        let mut looks = Vec::new();
        for pair in pairs {
            let signs: Vec<char> = pair.chars().collect();
            if let [a, b] = signs[..] {
                looks.extend([(a, b), (b, a)]);
            }
        }
        looks.sort_unstable();
        Self(looks)
    }

    fn alike(&self, a: char, b: char) -> bool {
        self.0.binary_search(&(a, b)).is_ok()
    }
}

/// Sounds of [`COMMON`] signs. They are asked for so often that looking them up and taking
/// syllables apart each time would be a quarter of the work.
static SOUNDS: LazyLock<Vec<Option<Sound>>> = LazyLock::new(sounds);

/// Whether two signs can be read alike.
fn same_sound(a: char, b: char) -> bool {
    if !(COMMON.contains(&a) && COMMON.contains(&b)) {
        return same_in_dictionary(a, b);
    }
    let kept = |sign: char| {
        let at = u32::from(sign) - u32::from(*COMMON.start());
        SOUNDS.get(at as usize)?.as_ref()
    };
    let (Some(x), Some(y)) = (kept(a), kept(b)) else { return false };
    x.rough == y.rough || x.readings().iter().any(|reading| y.readings().contains(reading))
}

fn sounds() -> Vec<Option<Sound>> {
    let mut plains: BTreeMap<&str, u16> = BTreeMap::new();
    let mut roughs: BTreeMap<(&str, &str), u16> = BTreeMap::new();
    let mut number = |syllable: &'static str| {
        let next = u16::try_from(plains.len()).unwrap_or(u16::MAX);
        *plains.entry(syllable).or_insert(next)
    };
    COMMON
        .map(|sign| {
            let usual = sign.to_pinyin()?.plain();
            let next = u16::try_from(roughs.len()).unwrap_or(u16::MAX);
            let rough = *roughs.entry(rough(usual)).or_insert(next);
            let all =
                sign.to_pinyin_multi().map(|all| all.into_iter().map(|one| number(one.plain())));
            let all: Vec<u16> = all.into_iter().flatten().collect();
            let all = if all.len() > 1 { all } else { Vec::new() };
            Some(Sound { rough, all, usual: number(usual) })
        })
        .collect()
}

/// Initial and rest of a syllable without tone; final n and ng, and the initials that many
/// dialects do not tell apart, count as one.
fn rough(syllable: &str) -> (&str, &str) {
    let ends = syllable.strip_suffix('g').filter(|s| s.ends_with('n')).unwrap_or(syllable);
    for (retroflex, plain) in [("zh", "z"), ("ch", "c"), ("sh", "s")] {
        if let Some(rest) = ends.strip_prefix(retroflex) {
            return (plain, rest);
        }
    }
    ends.split_at_checked(1).unwrap_or(("", ends))
}

/// The same, asked of the dictionary of sounds.
fn same_in_dictionary(a: char, b: char) -> bool {
    let (Some(x), Some(y)) = (a.to_pinyin(), b.to_pinyin()) else { return false };
    if rough(x.plain()) == rough(y.plain()) {
        return true;
    }
    let (Some(xs), Some(ys)) = (a.to_pinyin_multi(), b.to_pinyin_multi()) else { return false };
    xs.into_iter().any(|x| ys.into_iter().any(|y| x.plain() == y.plain()))
}

/// One difference between two names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// Another sign: plan, register, cost.
    Other(char, char, f64),
    /// Signs that only the plan has.
    Lacking(Vec<char>, f64),
    /// Signs that only the register has.
    Added(Vec<char>, f64),
    /// Two signs changed place.
    Swapped(f64),
}

impl Step {
    pub(crate) const fn cost(&self) -> f64 {
        match self {
            Self::Other(_, _, cost)
            | Self::Lacking(_, cost)
            | Self::Added(_, cost)
            | Self::Swapped(cost) => *cost,
        }
    }
}

/// What one sign taken for another costs.
pub(crate) fn other(a: char, b: char, costs: &Costs, looks: &Looks) -> f64 {
    if a == b {
        0.0
    } else if same_sound(a, b) {
        costs.same_sound
    } else if looks.alike(a, b) {
        costs.look_alike
    } else {
        costs.other_sign
    }
}

/// Longest part of a name that is aligned.
pub(crate) const LONGEST: usize = 80;

#[derive(Clone, Copy, PartialEq)]
enum From {
    Start,
    Both,
    Swap,
    Lack,
    Add,
}

#[derive(Clone, Copy)]
struct Cell {
    cost: f64,
    from: From,
}

const FAR: Cell = Cell { cost: f64::INFINITY, from: From::Start };

/// The cheapest way from the plan's name to the register's.
pub(crate) fn steps(plan: &[char], register: &[char], costs: &Costs, looks: &Looks) -> Vec<Step> {
    let (a, b) = (cut(plan), cut(register));
    if a == b {
        return Vec::new();
    }
    let table = fill(a, b, costs, looks);
    walk(a, b, &table, costs, looks)
}

fn cut(signs: &[char]) -> &[char] {
    signs.get(..LONGEST).unwrap_or(signs)
}

/// Cells by place in both names.
struct Table {
    cells: Vec<Cell>,
    width: usize,
}

impl Table {
    fn at(&self, i: usize, j: usize) -> Option<Cell> {
        self.cells.get(i * self.width + j).copied()
    }
}

/// An addition or omission that goes on is cheaper than a new one.
fn fill(a: &[char], b: &[char], costs: &Costs, looks: &Looks) -> Table {
    let width = b.len() + 1;
    let mut table = Table { cells: vec![FAR; width * (a.len() + 1)], width };
    for i in 0..=a.len() {
        for j in 0..width {
            let cell = best(a, b, (i, j), &table, (costs, looks));
            if let Some(place) = table.cells.get_mut(i * width + j) {
                *place = cell;
            }
        }
    }
    table
}

fn best(
    a: &[char],
    b: &[char],
    (i, j): (usize, usize),
    table: &Table,
    (costs, looks): (&Costs, &Looks),
) -> Cell {
    let at = |i: usize, j: usize| table.at(i, j).unwrap_or(FAR);
    let sign = |name: &[char], k: usize| name.get(k).copied().unwrap_or_default();
    if i == 0 && j == 0 {
        return Cell { cost: 0.0, from: From::Start };
    }
    let mut best = FAR;
    let mut offer = |cost: f64, from: From| {
        if cost < best.cost {
            best = Cell { cost, from };
        }
    };
    let lack = if i > 0 { at(i - 1, j).cost + costs.left_out } else { f64::INFINITY };
    let add = if j > 0 { added(b, j, at(i, j - 1), costs) } else { f64::INFINITY };
    if i > 0 && j > 0 {
        let (x, y, before) = (sign(a, i - 1), sign(b, j - 1), at(i - 1, j - 1).cost);
        // Sounds are looked up only where they can make the pair the cheapest way.
        let least = costs.same_sound.min(costs.look_alike).min(costs.other_sign);
        if x == y || before + least <= lack.min(add) {
            offer(before + other(x, y, costs, looks), From::Both);
        }
    }
    if i > 1
        && j > 1
        && sign(a, i - 1) == sign(b, j - 2)
        && sign(a, i - 2) == sign(b, j - 1)
        && sign(a, i - 1) != sign(a, i - 2)
    {
        offer(at(i - 2, j - 2).cost + costs.swapped, From::Swap);
    }
    offer(lack, From::Lack);
    offer(add, From::Add);
    best
}

/// Cost of coming to the sign before `j` by an addition.
fn added(b: &[char], j: usize, before: Cell, costs: &Costs) -> f64 {
    let doubled = j > 1 && b.get(j - 1) == b.get(j - 2);
    let step = match before.from {
        _ if doubled => costs.doubled,
        From::Add => costs.added_more,
        _ => costs.added_sign,
    };
    before.cost + step
}

fn walk(a: &[char], b: &[char], table: &Table, costs: &Costs, looks: &Looks) -> Vec<Step> {
    let (mut i, mut j) = (a.len(), b.len());
    let mut before = From::Start;
    let mut steps: Vec<Step> = Vec::new();
    let cost = |i: usize, j: usize| table.at(i, j).map_or(f64::INFINITY, |cell| cell.cost);
    while let Some(cell) = table.at(i, j) {
        match cell.from {
            From::Start => break,
            From::Both => {
                (i, j) = (i.saturating_sub(1), j.saturating_sub(1));
                if let (Some(x), Some(y)) = (a.get(i), b.get(j))
                    && x != y
                {
                    steps.push(Step::Other(*x, *y, other(*x, *y, costs, looks)));
                }
            }
            From::Swap => {
                (i, j) = (i.saturating_sub(2), j.saturating_sub(2));
                steps.push(Step::Swapped(costs.swapped));
            }
            From::Lack => {
                i = i.saturating_sub(1);
                let step = cell.cost - cost(i, j);
                match (steps.last_mut().filter(|_| before == From::Lack), a.get(i)) {
                    (Some(Step::Lacking(run, sum)), Some(sign)) => {
                        run.insert(0, *sign);
                        *sum += step;
                    }
                    (_, Some(sign)) => steps.push(Step::Lacking(vec![*sign], step)),
                    _ => break,
                }
            }
            From::Add => {
                j = j.saturating_sub(1);
                let step = cell.cost - cost(i, j);
                match (steps.last_mut().filter(|_| before == From::Add), b.get(j)) {
                    (Some(Step::Added(run, sum)), Some(sign)) => {
                        run.insert(0, *sign);
                        *sum += step;
                    }
                    (_, Some(sign)) => steps.push(Step::Added(vec![*sign], step)),
                    _ => break,
                }
            }
        }
        before = cell.from;
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_sounds_are_those_of_the_dictionary() {
        let signs: Vec<char> =
            "路璐征正长常行杭重种乐月都督单善盖葛中钟林灵一亿𠮷〇a".chars().collect();
        for a in &signs {
            for b in &signs {
                assert_eq!(same_sound(*a, *b), same_in_dictionary(*a, *b), "{a} {b}");
            }
        }
        assert!(same_sound('林', '灵') && same_sound('重', '虫'));
        assert!(!same_sound('路', '山'));
    }
}
