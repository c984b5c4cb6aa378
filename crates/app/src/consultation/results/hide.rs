//! Which counts of a result are put together or hidden.

use crate::view::tallies::Shown;

/// A row of counts: codes of its groups, persons in them, counts by attitude.
pub(super) type Row = (Vec<String>, u64, Vec<u64>);

/// Puts groups together whose row would tell what every member of it answered,
/// or that are too small to be shown: with each other, and if that is not
/// enough with the smallest of the rest.
pub(super) fn together(rows: Vec<Row>, below: u64) -> Vec<Row> {
    let answers = |row: &[u64]| row.iter().sum::<u64>();
    let telling = |row: &[u64]| {
        let n = answers(row);
        n > 0 && (n < below || row.iter().filter(|n| **n > 0).count() == 1)
    };
    let (mut small, mut rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| telling(&row.2));
    let merge = |mut one: Row, other: Row| {
        one.0.extend(other.0);
        one.1 = one.1.saturating_add(other.1);
        for (mine, theirs) in one.2.iter_mut().zip(other.2) {
            *mine = mine.saturating_add(theirs);
        }
        one
    };
    let Some(first) = small.pop() else { return rest };
    let mut joined = small.into_iter().rev().fold(first, merge);
    while telling(&joined.2) {
        let smallest = rest
            .iter()
            .enumerate()
            .filter(|(_, row)| answers(&row.2) > 0)
            .min_by_key(|(_, row)| answers(&row.2));
        let Some((at, _)) = smallest else { break };
        joined = merge(joined, rest.remove(at));
    }
    joined.0.sort();
    rest.push(joined);
    rest
}

/// The attitudes of all. Where the sums of the table are withheld, the total of a
/// column tells its hidden cells unless there are several that are not few
/// together.
pub(super) fn totals(table: &[Vec<u64>], shown: &Shown, below: u64) -> Vec<Option<u64>> {
    let width = table.first().map_or(0, Vec::len);
    let column = |at: usize| table.iter().filter_map(move |row| row.get(at).copied());
    let sums: Vec<u64> = (0..width).map(|at| column(at).sum()).collect();
    let open = |at: usize| {
        let cells = shown.cells.iter().map(|row| row.get(at).copied().flatten());
        let hidden: Vec<u64> =
            column(at).zip(cells).filter(|(_, cell)| cell.is_none()).map(|(n, _)| n).collect();
        hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= below)
    };
    let told = line(&sums, below).into_iter().enumerate();
    told.map(|(at, n)| n.filter(|_| shown.sums.is_some() || open(at))).collect()
}

/// Counts that add up to a known sum, without the small ones. Further ones are
/// hidden, the smallest first, until at least two are hidden and what they hold
/// together is not small itself.
pub(crate) fn line(numbers: &[u64], below: u64) -> Vec<Option<u64>> {
    let mut shown: Vec<Option<u64>> =
        numbers.iter().map(|n| (!(1..below).contains(n)).then_some(*n)).collect();
    loop {
        let hidden: Vec<u64> =
            shown.iter().zip(numbers).filter(|(s, _)| s.is_none()).map(|(_, n)| *n).collect();
        if hidden.is_empty() || (hidden.len() > 1 && hidden.iter().sum::<u64>() >= below) {
            return shown;
        }
        let next = shown
            .iter()
            .enumerate()
            .filter_map(|(at, n)| Some((at, (*n)?)))
            .filter(|(_, n)| *n > 0)
            .min_by_key(|(_, n)| *n)
            .map(|(at, _)| at);
        let Some(at) = next else {
            // Nothing is left to hide behind: zeros would point at the one.
            return vec![None; numbers.len()];
        };
        if let Some(cell) = shown.get_mut(at) {
            *cell = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, line, together, totals};
    use crate::view::tallies::Shown;

    #[test]
    fn small_numbers_do_not_follow_from_the_sum() {
        assert_eq!(line(&[50, 40], 10), [Some(50), Some(40)]);
        assert_eq!(line(&[50, 3, 40], 10), [Some(50), None, None]);
        assert_eq!(
            line(&[50, 3, 4, 40], 10),
            [Some(50), None, None, None],
            "3 and 4 are small together"
        );
        assert_eq!(line(&[3, 0], 10), [None, None]);
        assert_eq!(line(&[0, 0], 10), [Some(0), Some(0)]);
    }

    #[test]
    fn a_total_does_not_give_a_hidden_cell_away() {
        let hidden = |cells: Vec<Vec<Option<u64>>>| Shown { cells, sums: None };
        let table = [vec![12, 6], vec![12, 6]];
        let shown = hidden(vec![vec![Some(12), None], vec![Some(12), None]]);
        assert_eq!(totals(&table, &shown, 10), [Some(24), Some(12)], "two that are not few");
        let table = [vec![12, 6], vec![12, 30]];
        let shown = hidden(vec![vec![Some(12), None], vec![Some(12), Some(30)]]);
        assert_eq!(totals(&table, &shown, 10), [Some(24), None], "36 less 30 would be told");
    }

    #[test]
    fn groups_that_would_tell_are_put_together() {
        let row = |code: &str, counts: &[u64]| (vec![code.to_owned()], 100, counts.to_vec());
        let codes =
            |rows: Vec<Row>| -> Vec<Vec<String>> { rows.into_iter().map(|row| row.0).collect() };
        let found = together(vec![row("a", &[20, 30]), row("b", &[3, 1]), row("c", &[0, 15])], 10);
        assert_eq!(codes(found), [vec!["a".to_owned()], vec!["b".into(), "c".into()]]);
        let found =
            together(vec![row("a", &[20, 30]), row("b", &[40, 50]), row("c", &[12, 0])], 10);
        assert_eq!(codes(found), [vec!["b".to_owned()], vec!["a".into(), "c".into()]]);
    }
}
