//! Like photographs among a million: `cargo bench -p wangge-domain --bench likeness`.

use divan::{Bencher, black_box};
use wangge_domain::evidence::{Likeness, alike};

const PHOTOGRAPHS: u64 = 1_000_000;

fn main() {
    divan::main();
}

/// Fingerprints spread evenly, with one like picture in a thousand.
fn prints() -> Vec<Likeness> {
    let spread = |n: u64| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (0..PHOTOGRAPHS).map(|n| Likeness(if n.is_multiple_of(1_000) { 0b10_1001 } else { spread(n) })).collect()
}

#[divan::bench]
fn alike_to_one(bencher: Bencher<'_, '_>) {
    let among = prints();
    assert!(alike(Likeness(0), &among).len() >= 1_000);
    bencher.bench(|| alike(black_box(Likeness(0)), black_box(&among)));
}
