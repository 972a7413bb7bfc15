//! Linking a new problem to the closed one it continues 反弹.

use wangge_domain::campaign::Settings;
use wangge_domain::case::{CaseSeverity, ClosedProblem, Finding, Likeness, Rebound, ReboundWindow, Report, rebound};
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

/// What a report is a rebound of, among the closed problems it may continue.
pub(crate) fn rebound_of(
    report: &Report,
    at: Timestamp,
    closed: &[ClosedProblem],
    window: ReboundWindow,
    edition: Option<&EditionIndex>,
) -> Option<Rebound> {
    let item_code = report.item_code.as_deref()?;
    let own = class(edition, item_code);
    let alike = |case: &ClosedProblem| Likeness {
        same_class: class(edition, &case.item_code) == own,
        metres: report
            .lon
            .zip(report.lat)
            .zip(case.place)
            .map(|((lon, lat), there)| distance_m(lon, lat, there.0, there.1)),
    };
    let finding = Finding { site_id: report.site_id, item_code, at };
    rebound(&finding, closed.iter().map(|case| (case, alike(case))), window)
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
) -> Answer<Vec<ClosedProblem>> {
    let with_item = || reports.iter().filter(|report| report.item_code.is_some());
    let sites: Vec<_> = with_item().filter_map(|report| report.site_id).collect();
    let within = around(with_item().filter_map(|report| report.lon.zip(report.lat)), window.metres);
    let since = at - chrono::TimeDelta::days(i64::from(window.days));
    Ok(case::closed_problems(db, &sites, within, since).await?)
}
