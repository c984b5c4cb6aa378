//! An order of rows that nobody can undo: the sizes of daily seals are public,
//! so rows in the order of their arrival would tell the day of each.

use sha2::{Digest as _, Sha256};

/// Rounds after which the order is as good as drawn at random (Luby and Rackoff
/// need four).
const ROUNDS: u8 = 4;

/// The numbers below `count`, each once, in an order given by a key that is
/// thrown away. Needs no memory for the numbers.
pub(super) struct Shuffled {
    key: [u8; 32],
    count: u64,
    /// Bits of each half of a number.
    half: u32,
    next: u64,
}

impl Shuffled {
    pub(super) fn new(key: [u8; 32], count: u64) -> Self {
        let bits = u64::BITS - count.max(2).leading_zeros();
        Self { key, count, half: bits.div_ceil(2), next: 0 }
    }

    /// A Feistel network over numbers of two halves.
    fn once(&self, number: u64) -> u64 {
        let mask = (1_u64 << self.half) - 1;
        let (mut left, mut right) = (number >> self.half, number & mask);
        for round in 0..ROUNDS {
            let mut hash = Sha256::new();
            hash.update(self.key);
            hash.update([round]);
            hash.update(right.to_le_bytes());
            let digest = hash.finalize();
            let first = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
            (left, right) = (right, left ^ (first & mask));
        }
        left << self.half | right
    }
}

impl Iterator for Shuffled {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        if self.next >= self.count {
            return None;
        }
        // What falls outside is sent through again until it falls inside; the
        // way is a circle through the number it began with, so it ends.
        let mut number = self.once(self.next);
        while number >= self.count {
            number = self.once(number);
        }
        self.next += 1;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::Shuffled;

    #[test]
    fn every_number_comes_once_and_not_in_order() {
        for count in [0, 1, 2, 3, 7, 255, 256, 257, 5_000] {
            let found: Vec<u64> = Shuffled::new([7; 32], count).collect();
            let mut sorted = found.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            if count > 100 {
                assert_ne!(found, sorted);
                let kept = found.windows(2).filter(|pair| pair[0] < pair[1]).count() as u64;
                assert!(kept > count / 3 && kept < count * 2 / 3, "{kept} of {count} rise");
            }
        }
        let order = |key: u8| Shuffled::new([key; 32], 300).collect::<Vec<_>>();
        assert_ne!(order(1), order(2));
    }
}
