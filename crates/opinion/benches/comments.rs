//! Topics of 400 and 5,000 comments: `cargo bench -p opinion --bench comments`. The comments are
//! made as `benches/peers/comments.py` makes them: eight issues of six phrases of random words.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use opinion::topics::{Order, key_terms, topics};

const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let start = Instant::now();
    key_terms(&["第一句".to_owned()], 1)?;
    writeln!(out, "dictionary: {:.0} ms, once", start.elapsed().as_secs_f64() * 1e3)?;
    for count in [400, 5_000] {
        let comments = comments(count);
        let order = Order { issues: Some(8), stop_words: None };
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let start = (Instant::now(), processor());
            topics(&comments, &order)?;
            key_terms(&comments, 20)?;
            let wall = start.0.elapsed().as_secs_f64() * 1e3;
            times.push(processor().zip(start.1).map_or(wall, |(end, start)| end - start));
        }
        times.sort_by(f64::total_cmp);
        writeln!(
            out,
            "comments {count}: least {:.0} ms, median {:.0} ms",
            times[0],
            times[RUNS / 2]
        )?;
    }
    Ok(())
}

/// Milliseconds of processor time so far, where the system tells: a busy machine does not count.
fn processor() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(text.split_ascii_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

fn comments(count: usize) -> Vec<String> {
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    // 600 common characters, from U+4E00 on.
    let mut phrase =
        || -> String { (0..7).filter_map(|_| char::from_u32(0x4e00 + next(600) as u32)).collect() };
    let phrases: Vec<String> = (0..48).map(|_| phrase()).collect();
    (0..count)
        .map(|_| {
            let issue = next(8) * 6;
            format!("{}，{}。", phrases[issue + next(6)], phrases[issue + next(6)])
        })
        .collect()
}
