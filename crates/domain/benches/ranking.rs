//! Ranking 500 units over a year of cases: `cargo bench -p wangge-domain --bench ranking`.

use chrono::TimeDelta;
use divan::{Bencher, black_box};
use uuid::Uuid;
use wangge_domain::case::FinderLevel;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, LostPointId, UnitId};
use wangge_domain::ranking::{CaseFact, LostPointFact, Scheme, ScoreFact, UnitFacts, rank};
use wangge_domain::text::Wording;
use wangge_domain::time::{Period, Timestamp};

const UNITS: u128 = 500;
const CASES: u128 = 200_000;

fn main() {
    divan::main();
}

fn at(minutes: u128) -> Timestamp {
    Timestamp::UNIX_EPOCH + TimeDelta::minutes(i64::try_from(minutes).unwrap_or(0))
}

fn year() -> Period {
    Period { from: at(0), until: at(365 * 24 * 60) }
}

/// Cases spread evenly over the year and the units, some late, some sent back, some found by the unit itself.
fn cases() -> Vec<CaseFact> {
    let made = |n: u128| {
        let reported = n * 365 * 24 * 60 / CASES;
        CaseFact {
            id: CaseId(Uuid::from_u128(n)),
            unit_id: UnitId(Uuid::from_u128(n % UNITS)),
            reported_at: at(reported),
            deadline_at: Some(at(reported + 1_440)),
            rectified_at: (!n.is_multiple_of(7)).then(|| at(reported + n % 1_700)),
            closed_at: (!n.is_multiple_of(9)).then(|| at(reported + n % 1_700 + 60)),
            rework_count: u32::from(n.is_multiple_of(11)),
            exempt: false,
            finder_level: if n.is_multiple_of(3) { FinderLevel::Own } else { FinderLevel::District },
        }
    };
    (0..CASES).map(made).collect()
}

fn units() -> Vec<UnitFacts> {
    let made = |n: u128| {
        let group = format!("group {}", n % 4);
        let id = UnitId(Uuid::from_u128(n));
        let mut facts = UnitFacts::new(id, &format!("U{n:03}"), Wording::new("单位", "Unit"), Some(group));
        let score = i64::try_from(700 + n * 37 % 300).unwrap_or(0);
        facts.assessment = Some(ScoreFact { score: Exact::int(score), full: Exact::int(1_000) });
        let lost = Exact::int(i64::try_from(n % 23).unwrap_or(0));
        facts.lost_points = Some(vec![LostPointFact { id: LostPointId(Uuid::from_u128(n)), lost, case_id: None }]);
        facts
    };
    (0..UNITS).map(made).collect()
}

/// From the cases to the ranks.
#[divan::bench]
fn five_hundred_units_over_a_year(bencher: Bencher) {
    let (cases, units, scheme) = (cases(), units(), Scheme::suggested());
    bencher.bench_local(|| {
        let mut units = units.clone();
        for case in &cases {
            let index = usize::try_from(case.unit_id.0.as_u128()).unwrap_or(0);
            units[index].add(case, year());
        }
        black_box(rank(|_| &scheme, &units))
    });
}
