//! Problems 问题 from a list of somebody else: the city, the hotline, the press. The list names places and items in its
//! own words; what they mean is found later.

use wangge_domain::text::Message;

use crate::fault::Import;
use crate::forms::CASES;
use crate::table::row::RowReader;
use crate::table::{Source, read};

/// A problem as a list tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseRow {
    /// Its number in the list.
    pub number: Option<String>,
    /// What is wrong.
    pub description: String,
    /// The site, by code or name, in the list's words.
    pub site: Option<String>,
    /// The place in the list's words.
    pub address: Option<String>,
    /// The item, by code or name, in the list's words.
    pub item: Option<String>,
    /// How many spots, as it says: 「3」 or 「3处」.
    pub quantity: Option<String>,
    /// The unit it names.
    pub unit: Option<String>,
    /// When it was found: a day as `2026-12-01`, or what it says otherwise.
    pub found: Option<String>,
    /// By when it is wanted: a day as `2026-12-01`, or what it says otherwise, such as 「立行立改」.
    pub due: Option<String>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Anything else.
    pub remark: Option<String>,
}

/// Reads problems. A number may stand twice: lists number each of their parts from 1.
pub fn read_cases(source: &Source<'_>) -> Import<CaseRow> {
    let (sheets, faults) = read(source, &CASES);
    let mut import = Import { rows: Vec::new(), faults };
    for sheet in &sheets {
        for row in &sheet.rows {
            let mut reader = RowReader::new(sheet, row, &mut import.faults);
            if let Some(case) = case(&mut reader) {
                import.rows.push(reader.placed(case));
            }
        }
    }
    import.sorted()
}

fn case(reader: &mut RowReader<'_>) -> Option<CaseRow> {
    let number = reader.text("number");
    let description = reader.needed_text("description");
    let [site, address, item, quantity, unit, remark] =
        ["site", "address", "item", "quantity", "unit", "remark"].map(|key| reader.text(key));
    let [found, due] = ["found_on", "due_on"].map(|key| day_or_words(reader, key));
    let [lon, lat] = ["lon", "lat"].map(|key| reader.degrees(key));
    if lon.is_some() != lat.is_some() {
        reader.warn(if lon.is_none() { "lon" } else { "lat" }, Message::new("import-half-a-place"));
    }
    Some(CaseRow {
        number,
        description: description?,
        site,
        address,
        item,
        quantity,
        unit,
        found,
        due,
        lon,
        lat,
        remark,
    })
}

/// Lists mix days with words in one column.
fn day_or_words(reader: &mut RowReader<'_>, key: &str) -> Option<String> {
    match reader.cell(key).date() {
        Ok(day) => Some(day.to_string()),
        Err(_) => reader.text(key),
    }
}
