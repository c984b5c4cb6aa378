//! `cargo bench -p risk`: how long the statistics of a page take. The same inputs for the peers
//! are made by `benches/peers/uncertainty.py` and `benches/peers/agreement.py`.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops when broken"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use risk::agreement::{Measurement, Ratings, alpha};
use risk::uncertainty::{Distribution, Uncertain, analyse};

/// Runs of each, of which the median is told.
const RUNS: usize = 200;

/// A distribution from three numbers in rising order.
type Kind = fn(f64, f64, f64) -> Distribution;

/// A number in 0..1 that needs no random source: the golden ratio's multiples.
fn part(n: u32) -> f64 {
    (f64::from(n) * 0.618_033_988_749_895).fract()
}

fn thirty(kind: Kind) -> Vec<Uncertain> {
    let mut n = 0;
    let mut number = || {
        n += 3;
        let mut values = [part(n), part(n + 1), part(n + 2)];
        values.sort_by(f64::total_cmp);
        let [a, mode, b] = values;
        kind(a, mode, b)
    };
    (0..30).map(|_| Uncertain { weight: 1.0 / 30.0, p: number(), q: number() }).collect()
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times.get(RUNS / 2).copied().unwrap_or_default()
}

fn main() {
    let kinds: [(&str, Kind); 3] = [
        ("triangular", |a, m, b| Distribution::triangular(a, m, b).expect("ordered")),
        ("pert", |a, m, b| Distribution::pert(a, m, b).expect("ordered")),
        ("beta", |a, m, b| Distribution::beta(1.0 + 5.0 * a + m, 1.0 + 5.0 * b).expect("shapes")),
    ];
    for (name, kind) in kinds {
        let factors = thirty(kind);
        let time = median(|| {
            black_box(analyse(black_box(&factors)).expect("an analysis"));
        });
        println!("distribution of T, 30 factors, {name}: {time:?}");
    }
    let rows: Vec<Vec<Option<f64>>> = (0..20_u32)
        .map(|rater| {
            let grade = |unit: u32| (5.0 * part(rater * 1000 + unit)).floor() + 1.0;
            (0..1000).map(|unit| ((rater + unit) % 7 != 0).then(|| grade(unit))).collect()
        })
        .collect();
    let time = median(|| {
        let ratings = Ratings::new(black_box(&rows)).expect("ratings");
        for measurement in Measurement::ALL {
            black_box(alpha(&ratings, measurement));
        }
    });
    println!("alpha on four scales, 20 raters x 1000 things, 5 grades: {time:?}");
}
