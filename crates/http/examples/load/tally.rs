//! What came out: how many a second, how long each took, what was acknowledged.

use std::ops::Range;
use std::time::{Duration, Instant};

use uuid::Uuid;

/// One submission.
#[derive(Debug)]
pub struct Sample {
    /// The visit.
    pub id: Uuid,
    /// When it was sent.
    pub begun: Instant,
    /// How long the answer took.
    pub taken: Duration,
    /// What was said instead of "created".
    pub refusal: Option<String>,
}

/// All submissions of a run.
#[derive(Debug)]
pub struct Tally {
    /// When the inspectors set out.
    pub begun: Instant,
    /// The visits whose storing was acknowledged.
    pub acknowledged: Vec<Uuid>,
    samples: Vec<Sample>,
}

impl Tally {
    /// Adds up.
    pub fn of(begun: Instant, samples: Vec<Sample>) -> Self {
        let good = samples.iter().filter(|sample| sample.refusal.is_none());
        let acknowledged = good.map(|sample| sample.id).collect();
        Self { begun, acknowledged, samples }
    }

    /// How many were answered otherwise than "created" before a moment.
    pub fn failures_before(&self, moment: Instant) -> usize {
        self.failures(|sample| sample.begun + sample.taken < moment).count()
    }

    fn failures(&self, which: impl Fn(&Sample) -> bool) -> impl Iterator<Item = &str> {
        self.samples.iter().filter(move |sample| which(sample)).filter_map(|sample| sample.refusal.as_deref())
    }

    /// Prints rate, latencies and errors of a window.
    pub fn print(&self, window: &Range<Instant>) {
        let within = |sample: &Sample| window.contains(&(sample.begun + sample.taken));
        let mut taken: Vec<Duration> = (self.samples.iter())
            .filter(|sample| within(sample) && sample.refusal.is_none())
            .map(|sample| sample.taken)
            .collect();
        taken.sort_unstable();
        let seconds = (window.end - window.start).as_secs_f64();
        let errors = self.failures(within).count();
        println!("{:>12} {:>9} {:>9} {:>9} {:>9} {:>8}", "visits/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors");
        println!(
            "{:>12.0} {:>9.2} {:>9.2} {:>9.2} {:>9.2} {errors:>8}",
            f64::from(u32::try_from(taken.len()).unwrap_or(u32::MAX)) / seconds,
            place(&taken, 50),
            place(&taken, 95),
            place(&taken, 99),
            place(&taken, 100),
        );
        if let Some(first) = self.failures(within).next() {
            println!("first error: {first}");
        }
    }
}

/// The latency that so many of a hundred do not exceed, in milliseconds.
fn place(sorted: &[Duration], percent: usize) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((sorted.len() * percent / 100).min(last)).map_or(0.0, |taken| taken.as_secs_f64() * 1e3)
}
