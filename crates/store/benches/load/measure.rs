//! Time on the clock and time on the processor of one thing done many times.

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use store::testing::Failure;

/// How long each run took, and what all of them cost the processor.
#[derive(Debug, Default)]
pub struct Samples {
    runs: Vec<Duration>,
    processor: Option<Duration>,
}

/// A measurement that is going on.
#[derive(Debug)]
pub struct Watch {
    samples: Samples,
    before: Option<Duration>,
}

impl Watch {
    /// Begins.
    pub fn new() -> Self {
        Self { samples: Samples::default(), before: processor_time() }
    }

    /// Takes down one run that began at `start`.
    pub fn ran(&mut self, start: Instant) {
        self.samples.runs.push(start.elapsed());
    }

    /// Ends.
    pub fn stop(mut self) -> Samples {
        let after = processor_time();
        self.samples.processor = after.zip(self.before).map(|(a, b)| a.saturating_sub(b));
        self.samples.runs.sort();
        self.samples
    }
}

impl Samples {
    fn at(&self, percent: usize) -> Duration {
        let place = self.runs.len() * percent / 100;
        let last = self.runs.len().saturating_sub(1);
        self.runs.get(place.min(last)).copied().unwrap_or_default()
    }

    /// One line: median, 95 of 100, and the processor's share.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn report(&self, name: &str) -> Result<(), Failure> {
        let processor = match (self.processor, u32::try_from(self.runs.len())) {
            (Some(time), Ok(count)) if count > 0 => {
                format!("{:.2} ms processor", millis(time / count))
            }
            _ => "processor time unknown here".to_owned(),
        };
        say(&format!(
            "{name}: median {:.2} ms, p95 {:.2} ms, {processor}, {} runs",
            millis(self.at(50)),
            millis(self.at(95)),
            self.runs.len()
        ))
    }
}

/// One line of the report.
///
/// # Errors
/// When it cannot be written.
pub fn say(line: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}

/// In thousandths of a second.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What the threads of this process have used so far, as Linux counts it.
fn processor_time() -> Option<Duration> {
    let mut sum = Duration::ZERO;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        // A thread may end between the listing and the reading.
        let Ok(line) = std::fs::read_to_string(task.ok()?.path().join("schedstat")) else {
            continue;
        };
        let nanos = line.split(' ').next()?.parse().ok()?;
        sum += Duration::from_nanos(nanos);
    }
    Some(sum)
}
