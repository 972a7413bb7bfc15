//! Linking a new problem to the closed one it continues 反弹.

use std::collections::HashMap;

use wangge_domain::campaign::Settings;
use wangge_domain::case::{CaseSeverity, ClosedProblem, Finding, Likeness, Rebound, ReboundWindow, Report, rebound};
use wangge_domain::ids::SiteId;
use wangge_domain::standard::EditionIndex;
use wangge_domain::time::Timestamp;
use wangge_geo::distance_m;
use wangge_storage::{ConnectionTrait, case};

use crate::context::Answer;

/// Metres of a degree of latitude, rounded down so that a box is rather too wide.
const DEGREE_M: f64 = 110_000.0;

/// Within what a finding continues a closed problem, as the office set it.
pub(crate) fn window(settings: &Settings) -> ReboundWindow {
    ReboundWindow { days: settings.rebound_days, metres: settings.rebound.near_m }
}

/// The class of an item: its group in the standard, or the item itself where it is in none.
pub(crate) fn class<'c>(edition: Option<&'c EditionIndex>, code: &'c str) -> &'c str {
    let item = edition.and_then(|index| index.item_by_code(code));
    item.map(|item| item.group.as_str()).filter(|group| !group.is_empty()).unwrap_or(code)
}

/// How grave a problem with an item is, as the standard has it.
pub(crate) fn severity(edition: Option<&EditionIndex>, item: Option<&str>) -> CaseSeverity {
    let item = edition.zip(item).and_then(|(index, code)| index.item_by_code(code));
    item.map_or(CaseSeverity::Ordinary, |item| item.severity.into())
}

/// West, south, east and north of a box that holds everything within some metres of some places; none for no place.
pub(crate) fn around(places: impl IntoIterator<Item = (f64, f64)>, metres: u32) -> Option<[f64; 4]> {
    if metres == 0 {
        return None;
    }
    let up = f64::from(metres) / DEGREE_M;
    places.into_iter().fold(None, |all, (lon, lat)| {
        let aside = up / lat.to_radians().cos().max(0.01);
        let [west, south, east, north] = all.unwrap_or([lon, lat, lon, lat]);
        let (west, east) = (f64::min(west, lon - aside), f64::max(east, lon + aside));
        Some([west, f64::min(south, lat - up), east, f64::max(north, lat + up)])
    })
}

/// Closed problems as they are looked up: by site, and by the square of a lattice they lie in, so that each of many
/// reports is compared only with what is at its site or near it.
pub(crate) struct Closed {
    all: Vec<ClosedProblem>,
    at_site: HashMap<SiteId, Vec<usize>>,
    in_square: HashMap<(i64, i64), Vec<usize>>,
    window: ReboundWindow,
}

impl Closed {
    /// Sorts closed problems by where they are.
    pub(crate) fn of(mut all: Vec<ClosedProblem>, window: ReboundWindow) -> Self {
        // Of several closed at one moment the order decides.
        all.sort_by_key(|case| (case.closed_at, case.id));
        all.dedup_by_key(|case| case.id);
        let mut closed = Self { all: Vec::new(), at_site: HashMap::new(), in_square: HashMap::new(), window };
        for (number, case) in all.iter().enumerate() {
            if let Some(site) = case.site_id {
                closed.at_site.entry(site).or_default().push(number);
            }
            if let Some((lon, lat)) = case.place.filter(|_| window.metres > 0) {
                let row = closed.row(lat);
                closed.in_square.entry((row, closed.column(row, lon))).or_default().push(number);
            }
        }
        Self { all, ..closed }
    }

    /// How many degrees of latitude a square is high: what is near lies in the same row or the next.
    fn height(&self) -> f64 {
        f64::from(self.window.metres) / DEGREE_M
    }

    #[expect(clippy::cast_possible_truncation, reason = "degrees over the height of a square are far below 2^63")]
    fn row(&self, lat: f64) -> i64 {
        (lat / self.height()).floor() as i64
    }

    /// How many degrees of longitude a square of a row is wide: at the edge that is nearer to the pole, and a row beyond, no
    /// fewer metres than a square is high.
    #[expect(clippy::cast_precision_loss, reason = "rows are far below 2^52")]
    fn width(&self, row: i64) -> f64 {
        let edge = (row.abs() + 2) as f64 * self.height();
        self.height() / edge.to_radians().cos().max(0.01)
    }

    #[expect(clippy::cast_possible_truncation, reason = "degrees over the width of a square are far below 2^63")]
    fn column(&self, row: i64, lon: f64) -> i64 {
        (lon / self.width(row)).floor() as i64
    }

    /// Those at a site or near a place, in their order.
    fn near(&self, site: Option<SiteId>, place: Option<(f64, f64)>) -> impl Iterator<Item = &ClosedProblem> {
        let mut found: Vec<usize> = site.and_then(|site| self.at_site.get(&site)).cloned().unwrap_or_default();
        if let Some((lon, lat)) = place.filter(|_| self.window.metres > 0) {
            let own = self.row(lat);
            for row in own - 1..=own + 1 {
                let column = self.column(row, lon);
                for square in (column - 1..=column + 1).filter_map(|column| self.in_square.get(&(row, column))) {
                    found.extend(square);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|number| self.all.get(number))
    }

    /// What a report is a rebound of.
    pub(crate) fn rebound_of(&self, report: &Report, at: Timestamp, edition: Option<&EditionIndex>) -> Option<Rebound> {
        let item_code = report.item_code.as_deref()?;
        let own = class(edition, item_code);
        let place = report.lon.zip(report.lat);
        let alike = |case: &ClosedProblem| {
            let same_class = class(edition, &case.item_code) == own;
            // Of another class it is no rebound however near it is.
            let metres = place.zip(case.place).filter(|_| same_class);
            Likeness { same_class, metres: metres.map(|(here, there)| distance_m(here.0, here.1, there.0, there.1)) }
        };
        let finding = Finding { site_id: report.site_id, item_code, at };
        rebound(&finding, self.near(report.site_id, place).map(|case| (case, alike(case))), self.window)
    }
}

/// The closed problems that reports made at a moment may continue.
///
/// # Errors
/// When the store fails.
pub(crate) async fn candidates(
    db: &impl ConnectionTrait,
    reports: &[Report],
    at: Timestamp,
    window: ReboundWindow,
) -> Answer<Closed> {
    let with_item = || reports.iter().filter(|report| report.item_code.is_some());
    let sites: Vec<_> = with_item().filter_map(|report| report.site_id).collect();
    let within = around(with_item().filter_map(|report| report.lon.zip(report.lat)), window.metres);
    let since = at - chrono::TimeDelta::days(i64::from(window.days));
    Ok(Closed::of(case::closed_problems(db, &sites, within, since).await?, window))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use proptest::prelude::*;
    use uuid::Uuid;
    use wangge_domain::ids::CaseId;

    use super::*;

    fn problem(number: u128, lon: f64, lat: f64) -> ClosedProblem {
        ClosedProblem {
            id: CaseId(Uuid::from_u128(number)),
            site_id: number.is_multiple_of(3).then(|| SiteId(Uuid::from_u128(number % 7))),
            item_code: "A01".to_owned(),
            place: Some((lon, lat)),
            closed_at: "2026-11-01T00:00:00Z".parse().unwrap(),
            rebound_of: None,
            severity: CaseSeverity::Ordinary,
        }
    }

    proptest! {
        /// Wherever on earth, whatever lies within the metres is found, and what is at the site.
        #[test]
        fn nothing_near_is_overlooked(
            metres in 1_u32..2_000,
            (lon, lat) in (-179.0..179.0_f64, -80.0..80.0_f64),
            around in prop::collection::vec((-2.0..2.0_f64, -2.0..2.0_f64), 1..60),
        ) {
            let (up, aside) = (f64::from(metres) / DEGREE_M, f64::from(metres) / DEGREE_M / lat.to_radians().cos());
            let place = |(number, (east, north)): (usize, &(f64, f64))| {
                problem(number as u128, lon + east * aside, lat + north * up)
            };
            let all: Vec<ClosedProblem> = around.iter().enumerate().map(place).collect();
            let site = SiteId(Uuid::from_u128(3));
            let closed = Closed::of(all.clone(), ReboundWindow { days: 90, metres });
            let found: Vec<CaseId> = closed.near(Some(site), Some((lon, lat))).map(|case| case.id).collect();
            for case in &all {
                let (there_lon, there_lat) = case.place.unwrap();
                let near = distance_m(lon, lat, there_lon, there_lat) <= f64::from(metres);
                prop_assert!(found.contains(&case.id) || !(near || case.site_id == Some(site)), "{case:?}");
            }
        }
    }

    #[test]
    fn far_ones_are_not_looked_at() {
        let all: Vec<ClosedProblem> =
            (0..10_000_u32).map(|n| problem(u128::from(n) * 3 + 1, 114.0 + f64::from(n) / 1_000.0, 37.9)).collect();
        let closed = Closed::of(all, ReboundWindow { days: 90, metres: 50 });
        assert!(closed.near(None, Some((114.05, 37.9))).count() <= 3);
        let nowhere = Closed::of(vec![problem(1, 114.05, 37.9)], ReboundWindow { days: 90, metres: 0 });
        assert_eq!(nowhere.near(None, Some((114.05, 37.9))).count(), 0);
    }
}
