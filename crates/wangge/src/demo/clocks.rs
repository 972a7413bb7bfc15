//! Clocks in the demonstration: hours of summer, a table of limits that came into force only yesterday, so that the
//! office sees which deadlines it would move, and a case filed with a day named, 限…前.

use anyhow::Result;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta};
use wangge_app::view::{AmendSettings, FileCase};
use wangge_app::{App, campaign, case};
use wangge_domain::case::{CaseSeverity, CaseState, FinderLevel};
use wangge_domain::deadline::{
    Clock, Limit, LimitRow, LimitTable, MonthDay, Season, WorkingSeason, WorkingSpan, WorkingTime,
};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_storage::case::{CaseFilter, CasePage, CaseSort};
use wangge_storage::reach::Reach;

/// Days from today to the day named.
const NAMED_IN: Days = Days::new(7);

/// Sets the hours of summer and the table of limits, and files a case with a day named.
///
/// # Errors
/// When a use case refuses or the store fails.
pub(super) async fn set(app: &App, office: &Actor, today: NaiveDate) -> Result<()> {
    let version = campaign::settings::show(app, office, Lang::Zh).await?.version;
    let command = AmendSettings { working_seasons: Some(summer()?), limits: Some(table()), ..AmendSettings::default() };
    campaign::settings::amend(app, office, Lang::Zh, version, command).await?;
    let filter = CaseFilter { states: vec![CaseState::Reported], ..CaseFilter::default() };
    let page = CasePage { sort: CaseSort::Latest, limit: 50, ..CasePage::default() };
    let reported = wangge_storage::case::list(&app.store.read(), &Reach::everything(), &filter, &page).await?;
    // Others are left as they are, for whoever tries to file or decline one.
    let Some(chosen) = reported.iter().skip(1).find(|case| case.site_id.is_some()) else { return Ok(()) };
    let day = today + NAMED_IN;
    let command = FileCase { limit: Some(format!("限{}月{}日前", day.month(), day.day())), ..FileCase::default() };
    case::file(app, office, Lang::Zh, chosen.id, chosen.version, command).await?;
    Ok(())
}

/// Summer hours: a longer rest at noon, work until half past six.
fn summer() -> Result<Vec<WorkingSeason>> {
    let time = |half_hours: i64| NaiveTime::MIN + TimeDelta::minutes(30 * half_hours);
    let spans =
        vec![WorkingSpan { opens: time(16), closes: time(24) }, WorkingSpan { opens: time(30), closes: time(37) }];
    let season = Season { from: "06-01".parse::<MonthDay>()?, until: "09-30".parse::<MonthDay>()? };
    Ok(vec![WorkingSeason { name: "夏季".to_owned(), season, spans: WorkingTime::try_from(spans)? }])
}

fn table() -> LimitTable {
    let row = |severity, finder_level, amount, clock| LimitRow {
        item: None,
        severity,
        finder_level,
        season: None,
        limit: Limit { amount, clock },
    };
    LimitTable(vec![
        row(Some(CaseSeverity::Grave), None, 4, Clock::WorkingHours),
        row(None, Some(FinderLevel::Province), 1, Clock::WorkingDays),
        row(None, Some(FinderLevel::City), 2, Clock::WorkingDays),
    ])
}
