//! What people answered, by group and attitude, without the counts that could
//! point at somebody. How small is too small is a rule of the case; which further
//! cells have to go so that nothing follows by subtraction is computed by
//! `opinion`.

use std::collections::BTreeMap;

use domain::{
    assessment::Assessment,
    codes::Attitude,
    rulebook::{DisclosureRule, Package},
};
use jiff::civil::Date;
use opinion::survey::suppress::{Margins, Table, nested, suppress};

use super::Case;
use crate::{App, AppError, error::Outcome};

/// For whom the counts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Public,
    /// Officials who may see the case.
    Staff,
}

/// Counts of answers by group and attitude (in the order of [`Attitude::ALL`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies {
    /// The groups, by their names; none for those whose names were erased.
    pub groups: Vec<Option<String>>,
    /// The counts, and what of them is shown.
    pub shown: Shown,
    /// The rule of what is not shown.
    pub rule: DisclosureRule,
    /// The number below which this audience sees none.
    pub below: u32,
}

/// A table of counts of which some are hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// By row and column; none is hidden.
    pub cells: Vec<Vec<Option<u64>>>,
    /// The sums; none where they would tell what is hidden, or are too small
    /// themselves.
    pub sums: Option<Sums>,
}

/// Sums of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// Of each row.
    pub rows: Vec<u64>,
    /// Of each column.
    pub columns: Vec<u64>,
    /// Of all.
    pub all: u64,
}

/// The answers of every activity of a case that stands; none where there are no
/// answers.
///
/// # Errors
/// When no rule says what is too small, or the table is larger than can be
/// protected.
pub fn tallies(app: &App, case: &Case, today: Date, to: Audience) -> Outcome<Option<Tallies>> {
    let Some(state) = case.assessment.as_ref().map(|a| &a.state) else { return Ok(None) };
    let counts = by_group(case, state);
    if counts.is_empty() {
        return Ok(None);
    }
    let rule = disclosure(app, &case.package, today)?;
    let below = match to {
        Audience::Public => rule.public_below,
        Audience::Staff => rule.staff_below,
    };
    let (groups, counts): (Vec<_>, Vec<_>) = counts.into_iter().unzip();
    let shown = protected(&counts, below.into())?;
    Ok(Some(Tallies { groups, shown, rule, below }))
}

/// The rule that the record pinned; for packages of before there was one, that
/// of the place today.
pub(crate) fn disclosure(app: &App, pinned: &Package, today: Date) -> Outcome<DisclosureRule> {
    let found = pinned_or_today(app, pinned, today, |package| package.disclosure.clone())?;
    found.ok_or_else(|| AppError::Internal("rules without small counts".into()))
}

/// A rule of the package that the record pinned; where that was made before
/// rule files held it, the one of the place today.
pub(crate) fn pinned_or_today<T>(
    app: &App,
    pinned: &Package,
    today: Date,
    of: impl Fn(&Package) -> Option<T>,
) -> Outcome<Option<T>> {
    if let Some(rule) = of(pinned) {
        return Ok(Some(rule));
    }
    let place = &pinned.division;
    let failed = |e| AppError::Internal(format!("rules of {}: {e}", place.as_str()));
    Ok(of(&app.book().resolve(place, today).map_err(failed)?.package))
}

fn by_group(case: &Case, state: &Assessment) -> BTreeMap<Option<String>, Vec<u64>> {
    let mut groups: BTreeMap<Option<String>, Vec<u64>> = BTreeMap::new();
    // What a public consultation found stands in its own results: shown twice
    // over different groups it could be taken apart by subtraction.
    let standing = state.activities.iter().filter(|a| a.void.is_none() && a.sealed.is_none());
    for tally in standing.flat_map(|a| &a.tallies) {
        let name = case.words.get(&tally.group).map(str::to_owned);
        let counts = groups.entry(name).or_insert_with(|| vec![0; Attitude::ALL.len()]);
        for (count, attitude) in counts.iter_mut().zip(Attitude::ALL) {
            let given = tally.counts.get(attitude).copied().unwrap_or(0);
            *count = count.saturating_add(u64::from(given));
        }
    }
    groups
}

/// What staff may see of a table of which the public sees `public`: fewer cells
/// are hidden, and none that the public sees, so that both together tell no more
/// than the one for staff.
///
/// # Errors
/// When the table is larger than [`opinion`] takes.
pub fn within(counts: &[Vec<u64>], public: &Shown, below: u64) -> Outcome<Shown> {
    if public.sums.is_none() {
        // Single totals may be known to the public all the same.
        return Ok(public.clone());
    }
    let failed = |e| AppError::Internal(format!("small counts: {e}"));
    let table = Table::new(counts).map_err(failed)?;
    let (below, protect) = limits(below);
    let hidden: Vec<(usize, usize)> = public
        .cells
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| cells.iter().enumerate().map(move |(at, n)| ((row, at), n)))
        .filter(|(_, n)| n.is_none())
        .map(|(place, _)| place)
        .collect();
    let kept = nested(&table, &hidden, below, protect).map_err(failed)?;
    Ok(Shown { cells: without(counts, kept), sums: public.sums.clone() })
}

/// The number from which counts are shown, and how far hidden ones stay open.
fn limits(below: u64) -> (u64, u64) {
    let below = below.max(1);
    (below, below.saturating_sub(1).max(1))
}

fn without(counts: &[Vec<u64>], hidden: Vec<(usize, usize)>) -> Vec<Vec<Option<u64>>> {
    let mut cells: Vec<Vec<Option<u64>>> =
        counts.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    for (row, column) in hidden {
        if let Some(cell) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
            *cell = None;
        }
    }
    cells
}

/// A table (rows of equal length) without the counts from one to below a number.
/// With the sums further cells are hidden, as few as protect those; where the
/// sums are too small themselves, or nothing protects, they are left out.
///
/// What is hidden stays open up to the number at least, so that nobody can tell
/// that it is small.
///
/// # Errors
/// When the table is larger than [`opinion`] takes.
pub fn protected(counts: &[Vec<u64>], below: u64) -> Outcome<Shown> {
    let failed = |e| AppError::Internal(format!("small counts: {e}"));
    let table = Table::new(counts).map_err(failed)?;
    let (below, protect) = limits(below);
    let sums = sums(counts);
    let too_small = |sum: &u64| (1..below).contains(sum);
    let mut kept = None;
    if !sums.rows.iter().chain(&sums.columns).any(too_small) {
        let found = suppress(&table, below, protect, Margins::Published).map_err(failed)?;
        kept = found.extra.map(|extra| (found.primary, extra, sums));
    }
    let (primary, extra, sums) = match kept {
        Some((primary, extra, sums)) => (primary, extra, Some(sums)),
        None => {
            let found = suppress(&table, below, protect, Margins::Withheld).map_err(failed)?;
            (found.primary, Vec::new(), None)
        }
    };
    Ok(Shown { cells: without(counts, primary.into_iter().chain(extra).collect()), sums })
}

fn sums(counts: &[Vec<u64>]) -> Sums {
    let width = counts.first().map_or(0, Vec::len);
    let add = |sum: u64, n: &u64| sum.saturating_add(*n);
    let rows: Vec<u64> = counts.iter().map(|row| row.iter().fold(0, add)).collect();
    let column = |at: usize| counts.iter().filter_map(|row| row.get(at)).fold(0, add);
    Sums { columns: (0..width).map(column).collect(), all: rows.iter().fold(0, add), rows }
}

#[cfg(test)]
mod tests {
    use super::{Shown, Sums, protected, within};

    fn shown(counts: &[Vec<u64>], below: u64) -> Shown {
        protected(counts, below).expect("a table that can be protected")
    }

    #[test]
    fn large_counts_are_shown_with_their_sums() {
        let all = shown(&[vec![10, 20], vec![30, 0]], 5);
        assert_eq!(all.cells, [[Some(10), Some(20)], [Some(30), Some(0)]]);
        let sums = Sums { rows: vec![30, 30], columns: vec![40, 20], all: 60 };
        assert_eq!(all.sums, Some(sums));
    }

    #[test]
    fn the_limit_is_the_rules() {
        let counts = [vec![7, 20, 40], vec![30, 25, 60]];
        assert_eq!(shown(&counts, 5).cells[0][0], Some(7));
        let public = shown(&counts, 10);
        assert_eq!(public.cells[0][0], None);
        let hidden = public.cells.iter().flatten().filter(|n| n.is_none()).count();
        assert!(hidden >= 4, "a rectangle at least: {public:?}");
    }

    #[test]
    fn small_sums_are_left_out_with_all_others() {
        let found = shown(&[vec![3, 0], vec![30, 25]], 5);
        assert_eq!(found.sums, None, "the sum of the first row is the hidden number");
        assert_eq!(found.cells, [[None, Some(0)], [Some(30), Some(25)]]);
        assert_eq!(shown(&[vec![2, 40]], 5).sums, None, "one row cannot be protected");
    }

    /// Whoever sees both tables sees no more than staff does, and staff sees no
    /// small count and no line with one hidden number.
    #[test]
    fn two_tables_side_by_side_tell_no_more() {
        let table = vec![vec![31, 22, 12, 8], vec![60, 47, 18, 31], vec![24, 13, 4, 22]];
        let public = shown(&table, 10);
        let staff = within(&table, &public, 5).expect("a table for staff");
        assert_eq!(staff.sums, public.sums);
        let cells = staff.cells.iter().flatten().zip(public.cells.iter().flatten());
        for (staff, public) in cells.clone() {
            assert!(staff.is_some() || public.is_none(), "the public sees what staff does not");
            assert!(!staff.is_some_and(|n| (1..5).contains(&n)));
        }
        let hidden =
            |cells: &[Vec<Option<u64>>]| cells.iter().flatten().filter(|n| n.is_none()).count();
        assert!(hidden(&staff.cells) <= hidden(&public.cells));
        for row in &staff.cells {
            assert_ne!(row.iter().filter(|n| n.is_none()).count(), 1);
        }
    }

    /// No line with its sum lets a hidden number be computed, whatever the table.
    #[test]
    fn no_line_has_exactly_one_hidden_number() {
        let values = [0_u64, 1, 4, 5, 9, 120];
        let mut seed = 7_u64;
        let mut with_sums = 0;
        for _ in 0..2_000 {
            let mut next = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
                values[usize::try_from(seed >> 33).expect("small") % values.len()]
            };
            let table: Vec<Vec<u64>> = (0..3).map(|_| (0..3).map(|_| next()).collect()).collect();
            let found = shown(&table, 5);
            assert!(!found.cells.iter().flatten().flatten().any(|n| (1..5).contains(n)));
            if found.sums.is_none() {
                continue;
            }
            with_sums += 1;
            let column = |c: usize| found.cells.iter().map(|row| row[c]).collect::<Vec<_>>();
            for line in found.cells.iter().cloned().chain((0..3).map(column)) {
                let hidden = line.iter().filter(|n| n.is_none()).count();
                assert_ne!(hidden, 1, "{table:?} → {found:?}");
            }
        }
        assert!(with_sums > 100, "only {with_sums} tables kept their sums");
    }
}
