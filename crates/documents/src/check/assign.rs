//! Shares and counts: each number belongs to the nearest word that names a value of its unit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::known::{Known, Part};
use super::scan::{Typed, Unit};
use super::text::LIVE;
use super::words::{self, ELSEWHERE, OTHER};
use super::{FlagKind, Verdict};

/// How far a word may be from its number, in characters of Chinese and of Latin writing.
const FAR: (usize, usize) = (18, 34);
/// The same for a number without a noun.
const NEAR: usize = 12;
/// What a comma, another number or a live field between them counts as, in characters.
const COMMA: usize = 6;
/// A count that is so many times another is taken for the count of something else.
const TIMES: f64 = 3.0;
/// Counts below this are compared only where a word names them.
const SMALL: f64 = 10.0;

/// A word in a sentence that names values, or another meaning.
struct Label {
    start: usize,
    end: usize,
    /// Places of the values in the list of those known; none for another meaning.
    of: Vec<usize>,
    latin: bool,
}

/// Judges the shares and counts of a sentence.
pub fn judge<'a>(chars: &[char], typed: &[Typed], known: &'a [Known]) -> Vec<(usize, Verdict<'a>)> {
    let counted = |one: &Typed| one.unit != Unit::Index;
    if !typed.iter().any(counted) {
        return Vec::new();
    }
    let labels = labels(chars, known);
    let owners = owners(chars, typed, &labels, known);
    let elsewhere = ELSEWHERE.iter().any(|word| contains(chars, word));
    let mut out = Vec::new();
    for (at, one) in typed.iter().enumerate().filter(|(_, one)| counted(one) && !one.bound) {
        let owner = owners.get(at).and_then(|owner| owner.and_then(|owner| labels.get(owner)));
        let verdict = verdict(one, owner, known, unknown_rate(chars, one))
            .filter(|verdict| !(elsewhere && verdict.kind == FlagKind::Differs));
        out.extend(verdict.map(|verdict| (at, verdict)));
    }
    out
}

fn verdict<'a>(
    one: &Typed,
    owner: Option<&Label>,
    known: &'a [Known],
    unknown_rate: bool,
) -> Option<Verdict<'a>> {
    let fits = |k: &&Known| k.part == Part::Count && k.units.contains(&one.unit);
    let named: Vec<&Known> = owner.map_or_else(Vec::new, |label| {
        label.of.iter().filter_map(|at| known.get(*at)).filter(fits).collect()
    });
    let not_live = |known: &'a Known| Some(Verdict { known, kind: FlagKind::NotLive });
    let all = || known.iter().filter(fits);
    let is_named = |k: &&Known| named.iter().any(|n| n.path == k.path);
    if let Some(same) = all().filter(is_named).find(|k| one.is(k.value)) {
        return not_live(same);
    }
    if unknown_rate || one.unit == Unit::Bare && named.is_empty() {
        return None;
    }
    // A number that stands for itself: exact enough to be no chance, and not claimed otherwise.
    let exact = if one.unit == Unit::Share { one.decimals } else { one.value >= SMALL };
    let other = owner.is_some_and(|label| label.of.is_empty());
    let alone = exact && !(other && one.unit == Unit::Share) && one.unit != Unit::Entries;
    if let Some(same) = all().find(|k| alone && one.is(k.value)) {
        return not_live(same);
    }
    let alike = |known: &&Known| {
        one.unit == Unit::Share
            || (one.value <= known.value * TIMES && known.value <= one.value * TIMES)
    };
    let first = all().filter(is_named).find(alike)?;
    Some(Verdict { known: first, kind: FlagKind::Differs })
}

/// Whether the word right before a share names a rate that is none of the record's (绿化率54%).
fn unknown_rate(chars: &[char], one: &Typed) -> bool {
    let mut end = one.start;
    let filler =
        |c: &char| matches!(c, '为' | '达' | '到' | '约' | '是' | '仅' | '近' | ' ' | '：' | ':');
    while let Some(last) = end.checked_sub(1)
        && chars.get(last).is_some_and(filler)
    {
        end = last;
    }
    let ends = |word: &str| words::ends_before(chars, end, word);
    let rate = ["率", "比例", "比重"].iter().any(|word| ends(word));
    one.unit == Unit::Share && rate && !["支持率", "赞成率"].iter().any(|word| ends(word))
}

fn contains(chars: &[char], word: &str) -> bool {
    (0..chars.len()).any(|at| words::alone(chars, at, word).is_some())
}

/// The words of a sentence that name something, longest first where they overlap, by place.
fn labels(chars: &[char], known: &[Known]) -> Vec<Label> {
    // By place, the longer one of two that begin together first.
    let mut found: BTreeMap<(usize, Reverse<usize>), Label> = BTreeMap::new();
    let mut add = |word: &str, of: Option<usize>| {
        for start in 0..chars.len() {
            let Some(end) = words::alone(chars, start, word) else { continue };
            let label = found.entry((start, Reverse(end))).or_insert_with(|| Label {
                start,
                end,
                of: Vec::new(),
                latin: word.is_ascii(),
            });
            label.of.extend(of);
        }
    };
    for (at, one) in known.iter().enumerate() {
        for label in &one.labels {
            add(label, Some(at));
        }
    }
    // An answer may have the words of another meaning; then it is that answer.
    for word in OTHER {
        add(word, None);
    }
    let mut out: Vec<Label> = Vec::new();
    for label in found.into_values() {
        match out.last_mut() {
            Some(last) if label.end <= last.end => {}
            Some(last) if label.start < last.end && longer(&label, last) => *last = label,
            Some(last) if label.start < last.end => {}
            _ => out.push(label),
        }
    }
    out
}

fn longer(one: &Label, other: &Label) -> bool {
    one.end.saturating_sub(one.start) > other.end.saturating_sub(other.start)
}

/// For each number the word it belongs to: pairs are taken from the nearest on, a word names one
/// number of each unit.
fn owners(
    chars: &[char],
    typed: &[Typed],
    labels: &[Label],
    known: &[Known],
) -> Vec<Option<usize>> {
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (number, one) in typed.iter().enumerate().filter(|(_, one)| one.unit != Unit::Index) {
        let first = labels.partition_point(|label| label.end.saturating_add(FAR.1) < one.start);
        let near = labels.iter().enumerate().skip(first);
        let near = near.take_while(|(_, label)| label.start <= one.end.saturating_add(FAR.1));
        for (at, label) in near.filter(|(_, label)| fits(label, one, known)) {
            if let Some(distance) = distance(chars, typed, one, label) {
                pairs.push((distance, number, at));
            }
        }
    }
    pairs.sort_unstable();
    let mut out = vec![None; typed.len()];
    let mut taken: BTreeSet<(usize, Unit)> = BTreeSet::new();
    for (_, number, at) in pairs {
        let Some(one) = typed.get(number) else { continue };
        // The two ends of an interval share one word.
        let shared = labels.get(at).is_some_and(|label| label.of.len() > 1);
        if let Some(place) = out.get_mut(number)
            && place.is_none()
            && (taken.insert((at, one.unit)) || shared)
        {
            *place = Some(at);
        }
    }
    out
}

fn fits(label: &Label, one: &Typed, known: &[Known]) -> bool {
    let unit = |at: &usize| known.get(*at).is_some_and(|known| known.units.contains(&one.unit));
    label.of.is_empty() || label.of.iter().any(unit)
}

/// How far a word is from a number, with what stands between them; nothing when too far.
fn distance(chars: &[char], typed: &[Typed], one: &Typed, label: &Label) -> Option<usize> {
    let (from, to) = if label.end <= one.start {
        (label.end, one.start)
    } else if label.start >= one.end {
        (one.end, label.start)
    } else {
        // The noun of a number may name it itself: 4 talks.
        return Some(0);
    };
    let between = chars.get(from..to)?;
    let text: String = between.iter().collect();
    if ["其中", "中，", "当中", "among", "of whom", "of those"].iter().any(|w| text.contains(w))
    {
        return None;
    }
    let commas = between.iter().filter(|c| matches!(c, '，' | ',' | '：' | '(' | '（')).count();
    if commas > 0 && label.start >= one.end {
        return None;
    }
    let lives = between.windows(2).filter(|pair| matches!(pair, [a, LIVE] if *a != LIVE)).count();
    let after = typed.get(typed.partition_point(|other| other.start < from)..).unwrap_or_default();
    let numbers = after.iter().take_while(|other| other.end <= to);
    let numbers = numbers.filter(|other| other.unit == one.unit).count();
    let crossed = commas.saturating_add(lives).saturating_add(numbers.saturating_mul(2));
    let distance = between.len().saturating_add(crossed.saturating_mul(COMMA));
    let far = match (one.unit, label.latin) {
        (Unit::Bare, _) => NEAR,
        (_, true) => FAR.1,
        (_, false) => FAR.0,
    };
    (distance <= far).then_some(distance)
}
