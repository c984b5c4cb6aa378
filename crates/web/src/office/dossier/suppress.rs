//! Small counts are not shown, and cannot be worked out from the sums either.

/// Counts below this are hidden. Zero says nothing about anybody and stays.
pub(super) const LEAST: u64 = 5;

/// A table of counts with its sums, some hidden (`None`). The last column and
/// the last row are the sums.
pub(super) type Shown = Vec<Vec<Option<u64>>>;

/// Hides small counts, and then more until no row and no column has exactly
/// one hidden number: a single one would follow from the sum.
///
/// Rows of unequal length are filled up with zeros.
pub(super) fn suppress(counts: &[Vec<u64>]) -> Shown {
    let full = with_sums(counts);
    let mut shown: Shown = full
        .iter()
        .map(|row| row.iter().map(|n| (*n == 0 || *n >= LEAST).then_some(*n)).collect())
        .collect();
    // Each round hides at least one number, so this ends.
    while hide_one(&mut shown) {}
    shown
}

fn with_sums(counts: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let width = counts.iter().map(Vec::len).max().unwrap_or(0);
    let mut full: Vec<Vec<u64>> = counts
        .iter()
        .map(|row| {
            let mut row = row.clone();
            row.resize(width, 0);
            row.push(row.iter().fold(0, |sum, n| sum.saturating_add(*n)));
            row
        })
        .collect();
    let sums = (0..=width)
        .map(|column| {
            full.iter().filter_map(|row| row.get(column)).fold(0_u64, |a, n| a.saturating_add(*n))
        })
        .collect();
    full.push(sums);
    full
}

/// Hides a second number in the first line that has a single hidden one.
fn hide_one(shown: &mut Shown) -> bool {
    let width = shown.first().map_or(0, Vec::len);
    let rows = (0..shown.len()).map(|r| (0..width).map(move |c| (r, c)).collect::<Vec<_>>());
    let height = shown.len();
    let columns = (0..width).map(|c| (0..height).map(move |r| (r, c)).collect::<Vec<_>>());
    for line in rows.chain(columns) {
        let hidden = line.iter().filter(|at| value(shown, **at).is_none()).count();
        if hidden != 1 {
            continue;
        }
        let second = line
            .iter()
            .filter_map(|at| value(shown, *at).filter(|n| *n > 0).map(|n| (n, *at)))
            .min();
        // A line of one number and zeros hides nothing more; its sum is equal
        // to the hidden number and is therefore small and hidden too.
        let Some((_, (row, column))) = second else {
            continue;
        };
        if let Some(cell) = shown.get_mut(row).and_then(|r| r.get_mut(column)) {
            *cell = None;
            return true;
        }
    }
    false
}

fn value(shown: &Shown, (row, column): (usize, usize)) -> Option<u64> {
    shown.get(row)?.get(column).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, Shown, suppress};

    fn lines(shown: &Shown) -> Vec<Vec<Option<u64>>> {
        let width = shown[0].len();
        let columns = (0..width).map(|c| shown.iter().map(|r| r[c]).collect());
        shown.iter().cloned().chain(columns).collect()
    }

    #[test]
    fn large_counts_are_shown_with_their_sums() {
        let shown = suppress(&[vec![10, 20], vec![30, 0]]);
        assert_eq!(
            shown,
            vec![
                vec![Some(10), Some(20), Some(30)],
                vec![Some(30), Some(0), Some(30)],
                vec![Some(40), Some(20), Some(60)],
            ]
        );
    }

    #[test]
    fn a_single_small_count_takes_others_with_it() {
        let shown = suppress(&[vec![3, 20, 40], vec![30, 25, 60]]);
        assert_eq!(shown[0][0], None);
        let hidden = shown.iter().flatten().filter(|n| n.is_none()).count();
        assert!(hidden >= 4, "{shown:?}");
    }

    #[test]
    fn no_line_ever_has_exactly_one_hidden_number() {
        // A small generator: every table of three by three over these values.
        let values = [0_u64, 1, 4, 5, 9, 120];
        let mut seed = 7_u64;
        for _ in 0..5_000 {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                values[usize::try_from(seed >> 33).expect("small") % values.len()]
            };
            let table: Vec<Vec<u64>> = (0..3).map(|_| (0..3).map(|_| next()).collect()).collect();
            let shown = suppress(&table);
            for line in lines(&shown) {
                let hidden = line.iter().filter(|n| n.is_none()).count();
                assert_ne!(hidden, 1, "{table:?} → {shown:?}");
                let small = line.iter().flatten().any(|n| (1..LEAST).contains(n));
                assert!(!small, "{table:?} → {shown:?}");
            }
        }
    }
}
