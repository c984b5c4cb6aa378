//! Comments that are the same, or nearly.

use std::collections::{BTreeMap, BTreeSet};

use super::TopicsError;
use super::fold::fold;
use super::words::check;

/// Pairs of characters that two comments have in common, of all they have, to be nearly the same.
const NEARLY: (usize, usize) = (4, 5);
/// Comments that are compared through one pair of characters: where more share one of their rarest
/// pairs, those nearest in length.
const COMPARED: usize = 400;

/// Pairs of characters by their places in the order of rarity, rarest first.
type Pairs = Vec<usize>;

/// How many comments repeat an earlier one, letter by letter.
#[must_use]
pub fn exact_duplicates(comments: &[String]) -> usize {
    comments.len() - comments.iter().collect::<BTreeSet<_>>().len()
}

/// Groups of comments that say the same in nearly the same letters, as places from 0, each group
/// in order. Script, case, width and marks make no difference. Comments without letters are in
/// none.
///
/// # Errors
/// [`TopicsError`] for too many or too long comments.
pub fn near_duplicates(comments: &[String]) -> Result<Vec<Vec<usize>>, TopicsError> {
    check(comments)?;
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, comment) in comments.iter().enumerate() {
        let folded = fold(comment);
        if !folded.is_empty() {
            same.entry(folded).or_default().push(place);
        }
    }
    let (texts, places): (Vec<String>, Vec<Vec<usize>>) = same.into_iter().unzip();
    let mut parent = joined(&by_rarity(&texts));
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, own) in places.into_iter().enumerate() {
        groups.entry(root(&mut parent, place)).or_default().extend(own);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|own| own.len() > 1).collect();
    groups.iter_mut().for_each(|own| own.sort_unstable());
    groups.sort_unstable();
    Ok(groups)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    // A mark on either side, so that a single letter has pairs too.
    let letters: Vec<char> = std::iter::once('^').chain(text.chars()).chain(['$']).collect();
    letters.windows(2).map(|two| (two[0], two[1])).collect()
}

fn by_rarity(texts: &[String]) -> Vec<Pairs> {
    let pairs: Vec<BTreeSet<(char, char)>> = texts.iter().map(|text| pairs(text)).collect();
    let mut found: BTreeMap<(char, char), usize> = BTreeMap::new();
    pairs.iter().flatten().for_each(|pair| *found.entry(*pair).or_insert(0) += 1);
    let mut ranked: Vec<(usize, (char, char))> =
        found.into_iter().map(|(pair, found)| (found, pair)).collect();
    ranked.sort_unstable();
    let rank: BTreeMap<(char, char), usize> =
        ranked.into_iter().enumerate().map(|(rank, (_, pair))| (pair, rank)).collect();
    let ranks = |own: BTreeSet<(char, char)>| {
        let mut own: Pairs = own.iter().map(|pair| rank[pair]).collect();
        own.sort_unstable();
        own
    };
    pairs.into_iter().map(ranks).collect()
}

/// Joins texts that are nearly the same; the parent of each. Two texts with four fifths in common
/// share at least one of the rarest fifth of both (Chaudhuri et al. 2006), so that only texts
/// that do are compared.
fn joined(texts: &[Pairs]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..texts.len()).collect();
    let mut shortest_first: Vec<usize> = (0..texts.len()).collect();
    shortest_first.sort_by_key(|place| texts[*place].len());
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in shortest_first {
        let own = &texts[place];
        let rarest = own.len() - (own.len() * NEARLY.0).div_ceil(NEARLY.1) + 1;
        for pair in own.iter().take(rarest) {
            let others = holders.entry(*pair).or_default();
            let long_enough =
                |other: &&usize| NEARLY.1 * texts[**other].len() >= NEARLY.0 * own.len();
            for other in others.iter().rev().take(COMPARED).take_while(long_enough) {
                let (a, b) = (root(&mut parent, place), root(&mut parent, *other));
                if a != b && alike(own, &texts[*other]) {
                    parent[a.max(b)] = a.min(b);
                }
            }
            others.push(place);
        }
    }
    parent
}

/// Both in order.
fn alike(a: &Pairs, b: &Pairs) -> bool {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    NEARLY.1 * common >= NEARLY.0 * (a.len() + b.len() - common)
}

fn root(parent: &mut [usize], mut place: usize) -> usize {
    while parent[place] != place {
        parent[place] = parent[parent[place]];
        place = parent[place];
    }
    place
}
