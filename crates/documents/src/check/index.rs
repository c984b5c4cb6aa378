//! The index T before and after measures, its interval, and R of single factors.

use super::known::{Known, Part, Phase};
use super::scan::{Typed, Unit};
use super::words::{self, ELSEWHERE};
use super::{FlagKind, Verdict};

/// Words of a sentence that speaks of the index.
const INDEX: &[&str] = &["指数", "综合风险", "index", "T"];
const INTERVAL: &[&str] = &["区间", "interval"];
const DEGREE: &[&str] = &["风险程度", "R", "degree"];
/// Numbers that are neither.
const OTHER: &[&str] = &[
    "权重",
    "概率",
    "影响",
    "阈值",
    "界限",
    "临界",
    "低风险",
    "中风险",
    "高风险",
    "p",
    "q",
    "weight",
    "probability",
    "impact",
    "threshold",
    "limit",
    "limits",
];
const BEFORE: &[&str] =
    &["措施前", "初始", "落实前", "由", "从", "before", "initial", "initially", "from"];
const AFTER: &[&str] = &[
    "措施后",
    "落实后",
    "实施后",
    "降为",
    "降至",
    "降到",
    "下降到",
    "下降为",
    "下降至",
    "减至",
    "after",
    "residual",
    "to",
];

/// How far before its number a word may stand, in characters.
const BEFORE_IT: usize = 120;
/// How far behind its number a word may stand, in characters.
const BEHIND: usize = 14;

/// Judges the indices of a sentence.
pub fn judge<'a>(chars: &[char], typed: &[Typed], known: &'a [Known]) -> Vec<(usize, Verdict<'a>)> {
    let mut out = Vec::new();
    let indices = typed.iter().enumerate().filter(|(_, one)| one.unit == Unit::Index);
    for (at, one) in indices.filter(|(_, one)| !one.bound) {
        // The words about a number stand near it; the rest is not searched again and again.
        let from = one.start.saturating_sub(BEFORE_IT);
        let to = one.end.saturating_add(BEHIND).saturating_add(8).min(chars.len());
        let near = chars.get(from..to).unwrap_or_default();
        let (start, end) = (one.start.saturating_sub(from), one.end.saturating_sub(from));
        let one = Typed { start, end, ..one.clone() };
        out.extend(verdict(near, &one, known).map(|verdict| (at, verdict)));
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Index,
    Interval,
    Degree,
    Other,
}

fn verdict<'a>(chars: &[char], one: &Typed, known: &'a [Known]) -> Option<Verdict<'a>> {
    if known.iter().any(|known| known.part == Part::Limit && one.value == known.value) {
        return None;
    }
    let words = [
        (Meaning::Index, INDEX),
        (Meaning::Interval, INTERVAL),
        (Meaning::Degree, DEGREE),
        (Meaning::Other, OTHER),
    ];
    let phases = [(Phase::Before, BEFORE), (Phase::After, AFTER)];
    let phase = nearest(chars, one, &phases);
    let of_phase = |of: Phase| phase.is_none_or(|phase| phase == of);
    let fitting: Vec<&Known> = match nearest(chars, one, &words)? {
        Meaning::Other => return None,
        Meaning::Index => {
            let fits = |k: &&Known| matches!(k.part, Part::Index(of) if of_phase(of));
            known.iter().filter(fits).collect()
        }
        Meaning::Interval => {
            let fits = |k: &&Known| matches!(k.part, Part::End(of) if of_phase(of));
            known.iter().filter(fits).collect()
        }
        Meaning::Degree => degrees(chars, known, of_phase),
    };
    if let Some(same) = fitting.iter().find(|known| one.is(known.value)) {
        return Some(Verdict { known: same, kind: FlagKind::NotLive });
    }
    // Without a word of before or after, the index after measures is meant.
    let meant = fitting.last()?;
    let several = matches!(meant.part, Part::Degree(..)) && fitting.len() > 2;
    let elsewhere = ELSEWHERE.iter().any(|word| contains(chars, word));
    (!elsewhere && !several).then_some(Verdict { known: meant, kind: FlagKind::Differs })
}

/// R of the factors that the sentence names.
fn degrees<'a>(
    chars: &[char],
    known: &'a [Known],
    of_phase: impl Fn(Phase) -> bool,
) -> Vec<&'a Known> {
    let fits = |known: &&Known| match &known.part {
        Part::Degree(of, names) => {
            of_phase(*of) && names.iter().any(|name| !name.is_empty() && contains(chars, name))
        }
        _ => false,
    };
    known.iter().filter(fits).collect()
}

/// The meaning whose word stands nearest before a number, or else shortly behind it.
fn nearest<M: Copy>(chars: &[char], one: &Typed, words: &[(M, &[&str])]) -> Option<M> {
    let mut best: Option<(usize, M)> = None;
    let mut behind: Option<(usize, M)> = None;
    for (meaning, list) in words {
        for word in *list {
            for at in 0..chars.len() {
                let Some(end) = words::alone(chars, at, word) else { continue };
                if end <= one.start && best.is_none_or(|(last, _)| end > last) {
                    best = Some((end, *meaning));
                }
                let near = at >= one.end && at <= one.end.saturating_add(BEHIND);
                if near && behind.is_none_or(|(first, _)| at < first) {
                    behind = Some((at, *meaning));
                }
            }
        }
    }
    best.or(behind).map(|(_, meaning)| meaning)
}

fn contains(chars: &[char], word: &str) -> bool {
    (0..chars.len()).any(|at| words::alone(chars, at, word).is_some())
}
