//! Holidays and make-up days: the JSON of holiday-cn, one file a year, or a table of days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use wangge_domain::calendar::{Calendar, CalendarRefusal};
use wangge_domain::text::Message;

use crate::fault::{Counted, Fault, Import, Place, Placed};
use crate::forms::CALENDAR;
use crate::table::cell::{Cell, Unreadable};
use crate::table::row::RowReader;
use crate::table::{Source, parse_json};
use crate::unique::import_rows;

/// The notice of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    /// The year of the notice.
    pub year: i32,
    /// The days it names, in order.
    pub days: Vec<CalendarDay>,
}

/// A day a notice names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is a day off; if not, a make-up working day.
    pub off: bool,
    /// The holiday's name.
    pub name: String,
}

#[derive(Deserialize)]
struct Notice {
    year: i32,
    days: Vec<NoticeDay>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoticeDay {
    name: String,
    date: String,
    is_off_day: bool,
}

/// Reads the notices of one or more years. A year without days is refused: its notice is not out yet.
pub fn read_calendar(source: &Source<'_>) -> Import<CalendarYear> {
    if source.is_json() { from_json(source) } else { from_table(source) }
}

fn from_json(source: &Source<'_>) -> Import<CalendarYear> {
    let mut import = Import::default();
    let value = match parse_json(source) {
        Ok(value) => value,
        Err(fault) => return Import { rows: Vec::new(), faults: vec![fault] },
    };
    let notices: Result<Vec<Notice>, _> =
        if value.is_array() { serde_json::from_value(value) } else { serde_json::from_value(value).map(|n| vec![n]) };
    let notices = match notices {
        Ok(notices) => notices,
        Err(e) => {
            let message = Message::new("import-not-a-notice").arg("why", e);
            import.faults.push(Fault::error(Place::file(source.name), message));
            return import;
        }
    };
    for notice in notices {
        let mut days = Vec::new();
        for (day, number) in notice.days.into_iter().zip(1_u32..) {
            match Cell::text(&day.date).date() {
                Ok(date) => days.push(CalendarDay { day: date, off: day.is_off_day, name: day.name }),
                Err(Unreadable::Form | Unreadable::Formula | Unreadable::DigitsLost) => {
                    let place = Place::file(source.name).at(Counted::Entry, number).column("date", None);
                    let message = Message::new("import-not-a-date").arg("value", &day.date);
                    import.faults.push(Fault::error(place, message).value(day.date));
                }
            }
        }
        accept(&mut import, Place::file(source.name), CalendarYear { year: notice.year, days });
    }
    import.sorted()
}

/// A table's days by year: a day of late December named "元旦" belongs to the notice of the next year.
fn from_table(source: &Source<'_>) -> Import<CalendarYear> {
    let rows = import_rows(source, &CALENDAR, day);
    let mut import = Import { rows: Vec::new(), faults: rows.faults };
    let mut years: BTreeMap<i32, (Place, Vec<CalendarDay>)> = BTreeMap::new();
    let named: Vec<i32> = rows.rows.iter().map(|row| row.value.day.year()).collect();
    for row in rows.rows {
        let day = row.value;
        let next = day.day.year() + 1;
        let belongs_to_next = day.day.month() == 12 && day.name.contains("元旦") && named.contains(&next);
        let year = if belongs_to_next { next } else { day.day.year() };
        years.entry(year).or_insert_with(|| (row.place, Vec::new())).1.push(day);
    }
    for (year, (place, days)) in years {
        accept(&mut import, place, CalendarYear { year, days });
    }
    import.sorted()
}

fn day(reader: &mut RowReader<'_>) -> Option<CalendarDay> {
    let day = reader.needed_date("date");
    let off = match reader.text("off").as_deref() {
        Some("放假" | "休" | "休息" | "节假日" | "假日" | "法定节假日" | "休息日") => Some(true),
        Some("上班" | "班" | "调休" | "补班" | "调休上班" | "工作日" | "补休上班") => Some(false),
        Some(_) => reader.yes_no("off"),
        None => {
            reader.needed_text("off");
            None
        }
    };
    let name = reader.text("name").unwrap_or_default();
    Some(CalendarDay { day: day?, off: off?, name })
}

/// Takes a year when the domain's calendar would.
fn accept(import: &mut Import<CalendarYear>, place: Place, mut year: CalendarYear) {
    year.days.sort_by_key(|day| day.day);
    let tried = Calendar::default().add_year(year.year, year.days.iter().map(|d| (d.day, d.off)));
    match tried {
        Ok(()) => import.rows.push(Placed { place, headings: std::sync::Arc::default(), value: year }),
        Err(refusal @ CalendarRefusal::EmptyYear { .. }) => {
            import.faults.push(Fault::error(Place::file(place.file), refusal.message()));
        }
        Err(refusal) => import.faults.push(Fault::error(place, refusal.message())),
    }
}
