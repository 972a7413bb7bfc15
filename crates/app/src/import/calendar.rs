//! Days off and make-up working days, a year at a time.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde_json::json;
use uuid::Uuid;
use wangge_documents::{CalendarYear as Notice, read_calendar};
use wangge_storage::ConnectionTrait;
use wangge_storage::calendar::{CalendarDay, CalendarYear, days, years};

use super::plan::Plan;
use crate::context::Answer;

type Days = BTreeMap<NaiveDate, (bool, String)>;

/// Plans years of the calendar. What is counted are days.
pub(super) async fn plan(plan: &mut Plan<'_>, db: &impl ConnectionTrait) -> Answer<()> {
    let import = read_calendar(&plan.source());
    plan.faults.extend(import.faults);
    let mut standing: Days = days(db).await?.into_iter().map(|day| (day.day, (day.off, day.name))).collect();
    let known: Vec<i64> = years(db).await?.into_iter().map(|year| year.year).collect();
    let mut notices: Vec<Notice> = import.rows.into_iter().map(|row| row.value).collect();
    notices.sort_by_key(|notice| notice.year);
    for notice in notices {
        let is_known = known.contains(&i64::from(notice.year));
        let next_known = known.contains(&i64::from(notice.year + 1));
        year(plan, &notice, &mut standing, is_known, next_known);
    }
    Ok(())
}

fn year(plan: &mut Plan<'_>, notice: &Notice, standing: &mut Days, is_known: bool, next_known: bool) {
    let wanted: Days = notice.days.iter().map(|day| (day.day, (day.off, day.name.clone()))).collect();
    // The notice of the next year may name days at the end of this one; those stay.
    let by_next = |day: &NaiveDate| next_known && day.year() == notice.year && day.month() == 12;
    let gone: Vec<NaiveDate> = standing
        .keys()
        .filter(|day| day.year() == notice.year && !wanted.contains_key(day) && !by_next(day))
        .copied()
        .collect();
    let created = wanted.keys().filter(|day| !standing.contains_key(day)).count() as u64;
    let unchanged = wanted.iter().filter(|(day, said)| standing.get(day) == Some(said)).count() as u64;
    let changed = wanted.len() as u64 - created - unchanged + gone.len() as u64;
    plan.summary.created += created;
    plan.summary.changed += changed;
    plan.summary.unchanged += unchanged;
    if is_known && created + changed == 0 {
        return;
    }
    standing.retain(|day, _| !gone.contains(day));
    standing.extend(wanted.clone());
    // Replacing a year takes away all its days, so those that stay are written again.
    let kept = standing.iter().filter(|(day, _)| day.year() == notice.year || wanted.contains_key(day));
    let days = kept.map(|(day, (off, name))| CalendarDay { day: *day, off: *off, name: name.clone() }).collect();
    let row =
        CalendarYear { year: i64::from(notice.year), source: plan.query.filename.clone(), imported_at: plan.app.now() };
    let named: BTreeMap<&NaiveDate, bool> = wanted.iter().map(|(day, (off, _))| (day, *off)).collect();
    let payload = json!({ "year": notice.year, "days": named, "file": plan.query.filename });
    plan.told.push(("calendar", Uuid::from_u128(u128::from(notice.year.unsigned_abs())), "replaced", payload));
    plan.writes.years.push((row, days));
}
