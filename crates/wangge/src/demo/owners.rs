//! The demonstration's ownership records, brought in as a file when its history is lived: what went before was sent
//! without them.

use std::fmt::Write as _;

use anyhow::{Context, Result};
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use wangge_app::view::{ImportKind, ImportQuery};
use wangge_app::{App, import};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

/// A record of `ownerships.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenOwnership {
    site: String,
    item: Option<String>,
    unit: String,
    basis: String,
    from_in: Option<i64>,
    until_in: Option<i64>,
}

/// Brings the records in.
///
/// # Errors
/// When the import refuses or the store fails.
pub(super) async fn bring_in(app: &App, office: &Actor, given: &[GivenOwnership], today: NaiveDate) -> Result<()> {
    let day = |days: Option<i64>| -> Result<String> {
        let Some(days) = days else { return Ok(String::new()) };
        let day = today.checked_add_signed(TimeDelta::days(days)).context("no such day")?;
        Ok(day.to_string())
    };
    let mut file = "点位编码,测评项目编码,责任单位编码,依据,生效日期,截止日期\n".to_owned();
    for one in given {
        let (from, until) = (day(one.from_in)?, day(one.until_in)?);
        let item = one.item.as_deref().unwrap_or_default();
        writeln!(file, "{},{item},{},{},{from},{until}", one.site, one.unit, one.basis)?;
    }
    let query = ImportQuery { filename: "权属记录.csv".to_owned(), ..ImportQuery::default() };
    let report = import::apply(app, office, Lang::Zh, ImportKind::Ownerships, query, file.as_bytes()).await?;
    anyhow::ensure!(report.applied, "{:?}", report.faults);
    Ok(())
}
