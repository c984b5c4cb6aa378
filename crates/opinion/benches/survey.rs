//! How long the work of a survey takes: `cargo bench -p opinion --bench survey`.
//!
//! The raking is that of `benches/peers/raking.R`: 100,000 answers, four margins of 2, 4, 3 and 2
//! categories, base weights from 0.5 to 2.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use opinion::survey::interval::{Count, Method, interval};
use opinion::survey::rake::{Margin, rake};
use opinion::survey::suppress::{Margins, Table, suppress};

const ANSWERS: usize = 100_000;
const RUNS: usize = 15;
const MARGINS: [(&str, &[f64]); 4] = [
    ("sex", &[0.51, 0.49]),
    ("age", &[0.18, 0.34, 0.30, 0.18]),
    ("edu", &[0.45, 0.35, 0.20]),
    ("area", &[0.38, 0.62]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let mut random = Random(20_161_118);
    let weights: Vec<f64> = (0..ANSWERS).map(|_| 0.5 + 1.5 * random.next()).collect();
    let names = ["a", "b", "c", "d"];
    let columns: Vec<Vec<&str>> = MARGINS
        .iter()
        .map(|(_, parts)| (0..ANSWERS).map(|_| names[random.below(parts.len())]).collect())
        .collect();
    let answers: Vec<f64> = (0..ANSWERS).map(|_| f64::from(random.next() < 0.4)).collect();

    let raking = median(|| {
        let mut margins = Vec::new();
        for ((name, parts), column) in MARGINS.iter().zip(&columns) {
            let sizes: BTreeMap<String, f64> =
                names.iter().zip(*parts).map(|(at, part)| ((*at).to_owned(), part * 1e7)).collect();
            margins.push(Margin::new(name, column, &sizes)?);
        }
        let raked = rake(&weights, margins)?;
        raked.mean(&answers)?;
        Ok(())
    })?;
    writeln!(out, "raking_seconds={raking:.6} answers={ANSWERS} margins=4 with_error=yes")?;

    let exact = median(|| {
        for yes in 0..1000 {
            interval(Count::new(yes, 1000)?, 0.95, Method::ClopperPearson)?;
        }
        Ok(())
    })?;
    writeln!(out, "clopper_pearson_seconds={exact:.6} intervals=1000")?;

    for (rows, columns) in [(6, 5), (12, 8), (60, 30)] {
        let counts: Vec<Vec<u64>> =
            (0..rows).map(|_| (0..columns).map(|_| random.below(60) as u64).collect()).collect();
        let table = Table::new(&counts)?;
        let start = Instant::now();
        let found = suppress(&table, 5, 3, Margins::Published)?;
        let seconds = start.elapsed().as_secs_f64();
        let proven = found.warnings.is_empty();
        let (primary, extra) = (found.primary.len(), found.extra.map(|extra| extra.len()));
        writeln!(
            out,
            "suppression_seconds={seconds:.6} table={rows}x{columns} small={primary} extra={extra:?} proven={proven}"
        )?;
    }
    Ok(())
}

/// The middle of several runs, in seconds.
fn median(run: impl Fn() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let mut seconds = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        run()?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[RUNS / 2])
}

/// A small source of numbers, the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, end: usize) -> usize {
        ((self.next() * end as f64) as usize).min(end - 1)
    }
}
