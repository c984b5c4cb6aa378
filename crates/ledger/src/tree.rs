//! The compact range of a growing Merkle tree: enough to append and to give
//! the root, in memory of one hash per bit of the size.

use serde::{Deserialize, Serialize};

use crate::hash::{Hash, leaf_hash, node_hash};

/// A Merkle tree (RFC 6962) reduced to its size and the roots of its full
/// subtrees, largest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Tree {
    size: u64,
    peaks: Vec<Hash>,
}

/// A size and peaks that do not belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} entries has {expected} peaks, not {found}")]
pub struct TreeError {
    /// The stated number of entries.
    pub size: u64,
    /// The number of peaks that a tree of that size has.
    pub expected: usize,
    /// The number of peaks given.
    pub found: usize,
}

impl Tree {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts a stored frontier together again.
    ///
    /// # Errors
    /// [`TreeError`] when the number of peaks does not fit the size.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Result<Self, TreeError> {
        let expected = size.count_ones() as usize;
        if peaks.len() == expected {
            Ok(Self { size, peaks })
        } else {
            Err(TreeError { size, expected, found: peaks.len() })
        }
    }

    /// The number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the full subtrees, largest first.
    #[must_use]
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends an entry and returns its leaf hash.
    pub fn append(&mut self, entry: &[u8]) -> Hash {
        let leaf = leaf_hash(entry);
        self.append_leaf(leaf);
        leaf
    }

    /// Appends an entry by its leaf hash.
    pub fn append_leaf(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut rest = self.size;
        while rest & 1 == 1
            && let Some(left) = self.peaks.pop()
        {
            hash = node_hash(&left, &hash);
            rest >>= 1;
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The Merkle tree hash; of the empty tree SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return Hash::of(&[]);
        };
        peaks.fold(*last, |right, left| node_hash(left, &right))
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Parts {
            size: u64,
            peaks: Vec<Hash>,
        }
        let parts = Parts::deserialize(deserializer)?;
        Self::from_parts(parts.size, parts.peaks).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_frontier_goes_on_as_if_never_stored() {
        let mut straight = Tree::new();
        for n in 0..40_u32 {
            let text = serde_json::to_string(&straight).unwrap();
            let mut again: Tree = serde_json::from_str(&text).unwrap();
            assert_eq!(again, straight);
            again.append(&n.to_be_bytes());
            straight.append(&n.to_be_bytes());
            assert_eq!(again.root(), straight.root());
        }
    }

    #[test]
    fn peaks_that_do_not_fit_are_refused() {
        assert!(Tree::from_parts(3, vec![Hash::of(b"a")]).is_err());
        assert!(serde_json::from_str::<Tree>(r#"{"size":1,"peaks":[]}"#).is_err());
    }
}
