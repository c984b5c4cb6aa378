//! Opinion groups at two sizes: `cargo bench -p opinion --bench groups`.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use opinion::groups::{GroupsError, Settings, Vote, VoteTable, analyse};

const RUNS: usize = 7;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    for (rows, columns) in [(2_000, 200), (20_000, 300)] {
        let table = table(rows, columns)?;
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let start = (Instant::now(), processor());
            let (analysis, _) = analyse(&table, &Settings::default())?;
            let wall = start.0.elapsed().as_secs_f64() * 1e3;
            times.push(processor().zip(start.1).map_or(wall, |(end, start)| end - start));
            assert_eq!(analysis.groups, 4, "the four groups that were planted");
        }
        times.sort_by(f64::total_cmp);
        let (least, median) = (times[0], times[RUNS / 2]);
        writeln!(out, "groups {rows} x {columns}: least {least:.1} ms, median {median:.1} ms")?;
    }
    Ok(())
}

/// Milliseconds of processor time so far, where the system tells: a busy machine does not count.
fn processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split_ascii_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

/// Four groups of answers, one vote in ten a pass, a third unseen.
fn table(rows: usize, columns: usize) -> Result<VoteTable, GroupsError> {
    let mut state = 12_345_u64;
    let mut next = move |below: u64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let likely: Vec<Vec<u64>> =
        (0..4).map(|_| (0..columns).map(|_| 5 + next(90)).collect()).collect();
    let votes = (0..rows)
        .map(|row| {
            (0..columns)
                .map(|column| match next(100) {
                    0..=32 => Vote::Unseen,
                    33..=42 => Vote::Pass,
                    _ if next(100) < likely[row % 4][column] => Vote::Agree,
                    _ => Vote::Disagree,
                })
                .collect()
        })
        .collect();
    let ids = |count: usize| (0..count as i64).collect();
    VoteTable::new(ids(columns), ids(rows), votes)
}
