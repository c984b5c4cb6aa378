//! Inclusion and consistency proofs: made from leaf hashes, checked without
//! them (RFC 9162 §2.1.3 and §2.1.4; the tree is that of RFC 6962).

use crate::hash::{Hash, node_hash};

/// Why a proof cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The entry is not in a tree of this size.
    #[error("entry {index} is not in a tree of {size} entries")]
    NoSuchEntry {
        /// Index asked for, counted from 0.
        index: usize,
        /// Entries in the tree.
        size: usize,
    },
    /// A tree of no entries, or a larger one, is not a part of this tree.
    #[error("no consistency proof from {old} to {new} entries")]
    NoSuchRange {
        /// Size of the earlier tree.
        old: usize,
        /// Size of the later tree.
        new: usize,
    },
}

/// The largest power of two below `n`, for n ≥ 2.
fn split_point(n: usize) -> usize {
    1 << (n - 1).ilog2()
}

fn subtree_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split_point(leaves.len()));
            node_hash(&subtree_root(left), &subtree_root(right))
        }
    }
}

/// The hashes that lead from entry `index` to the root of the tree of all
/// `leaves`, from the leaf upwards.
///
/// # Errors
/// [`ProofError::NoSuchEntry`] when the index is not in the tree.
pub fn inclusion_proof(leaves: &[Hash], index: usize) -> Result<Vec<Hash>, ProofError> {
    if index >= leaves.len() {
        return Err(ProofError::NoSuchEntry { index, size: leaves.len() });
    }
    let (mut rest, mut at, mut path) = (leaves, index, Vec::new());
    while rest.len() > 1 {
        let split = split_point(rest.len());
        let (left, right) = rest.split_at(split);
        if at < split {
            path.push(subtree_root(right));
            rest = left;
        } else {
            path.push(subtree_root(left));
            rest = right;
            at -= split;
        }
    }
    path.reverse();
    Ok(path)
}

/// The hashes that show that the tree of the first `old` leaves is the
/// beginning of the tree of all `leaves`.
///
/// # Errors
/// [`ProofError::NoSuchRange`] when `old` is 0 or larger than the tree.
pub fn consistency_proof(leaves: &[Hash], old: usize) -> Result<Vec<Hash>, ProofError> {
    if old == 0 || old > leaves.len() {
        return Err(ProofError::NoSuchRange { old, new: leaves.len() });
    }
    let (mut rest, mut known, mut whole, mut path) = (leaves, old, true, Vec::new());
    while known < rest.len() {
        let split = split_point(rest.len());
        let (left, right) = rest.split_at(split);
        if known <= split {
            path.push(subtree_root(right));
            rest = left;
        } else {
            path.push(subtree_root(left));
            rest = right;
            known -= split;
            whole = false;
        }
    }
    if !whole {
        path.push(subtree_root(rest));
    }
    path.reverse();
    Ok(path)
}

/// Whether `proof` shows that `leaf` is entry `index` of the tree of `size`
/// entries with this root (RFC 9162 §2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(step, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, step);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `old` entries is the beginning of
/// the tree of `new` entries (RFC 9162 §2.1.4.2). `old` of 0 proves nothing
/// and is refused; equal trees need equal roots and an empty proof.
#[must_use]
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> bool {
    if old == 0 || old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    let with_first: Vec<Hash>;
    let steps = if old.is_power_of_two() {
        with_first = std::iter::once(*old_root).chain(proof.iter().copied()).collect();
        with_first.as_slice()
    } else {
        proof
    };
    let Some((first, steps)) = steps.split_first() else {
        return false;
    };
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for step in steps {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(step, &old_hash);
            new_hash = node_hash(step, &new_hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            new_hash = node_hash(&new_hash, step);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}
