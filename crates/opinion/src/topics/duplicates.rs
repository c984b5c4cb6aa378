//! Comments that are the same, or nearly.

use std::collections::{BTreeMap, BTreeSet};

use super::TopicsError;
use super::fold::fold;
use super::words::check;

/// Pairs of characters that two comments have in common, of all they have, to be nearly the same.
const NEARLY: f64 = 0.8;
/// Comments that share a pair of characters with more than this many others are not compared
/// through that pair: it is a common one, and rarer ones lead to the same comment.
const COMMON: usize = 400;

type Pairs = BTreeSet<(char, char)>;

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
    let texts: Vec<(Pairs, Vec<usize>)> =
        same.into_iter().map(|(text, places)| (pairs(&text), places)).collect();
    let mut parent: Vec<usize> = (0..texts.len()).collect();
    for (place, other) in candidates(&texts) {
        if alike(&texts[place].0, &texts[other].0) {
            let (a, b) = (root(&mut parent, place), root(&mut parent, other));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, (_, own)) in texts.iter().enumerate() {
        groups.entry(root(&mut parent, place)).or_default().extend(own);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().filter(|own| own.len() > 1).collect();
    groups.iter_mut().for_each(|own| own.sort_unstable());
    groups.sort_unstable();
    Ok(groups)
}

fn pairs(text: &str) -> Pairs {
    // A mark on either side, so that a single letter has pairs too.
    let letters: Vec<char> = std::iter::once('^').chain(text.chars()).chain(['$']).collect();
    letters.windows(2).map(|two| (two[0], two[1])).collect()
}

/// Texts that share one of their rarer pairs of characters.
fn candidates(texts: &[(Pairs, Vec<usize>)]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<(char, char), Vec<usize>> = BTreeMap::new();
    for (place, (pairs, _)) in texts.iter().enumerate() {
        pairs.iter().for_each(|pair| holders.entry(*pair).or_default().push(place));
    }
    let mut found = BTreeSet::new();
    for (place, (pairs, _)) in texts.iter().enumerate() {
        // Two texts with four fifths in common share at least one of the rarest fifth of either.
        let mut rarest: Vec<&Vec<usize>> = pairs.iter().filter_map(|p| holders.get(p)).collect();
        rarest.sort_by_key(|own| own.len());
        let enough = pairs.len() - (pairs.len() as f64 * NEARLY) as usize + 1;
        for own in rarest.into_iter().take(enough).filter(|own| own.len() <= COMMON) {
            let others = own.iter().filter(|other| **other != place);
            found.extend(others.map(|other| (place.min(*other), place.max(*other))));
        }
    }
    found
}

fn alike(a: &Pairs, b: &Pairs) -> bool {
    let common = a.intersection(b).count();
    common as f64 >= NEARLY * (a.len() + b.len() - common) as f64
}

fn root(parent: &mut [usize], mut place: usize) -> usize {
    while parent[place] != place {
        parent[place] = parent[parent[place]];
        place = parent[place];
    }
    place
}
