//! Merchants 商户 from a table.

use chrono::NaiveDate;
use wangge_domain::text::{Message, Wording};

use crate::fault::Import;
use crate::forms::MERCHANTS;
use crate::table::row::RowReader;
use crate::table::{Source, read};
use crate::unique::refuse_duplicates;

/// A merchant as a file tells it. Its place is in the datum given, not yet converted or checked.
#[derive(Clone, Debug, PartialEq)]
pub struct MerchantRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// What it sells.
    pub kind: String,
    /// The legal person.
    pub legal_person: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// The datum the row itself names.
    pub datum: Option<String>,
    /// The code of its node, where the file names one.
    pub node_code: Option<String>,
    /// The day the pledge was signed.
    pub pledged_on: Option<NaiveDate>,
    /// Whether it is in business; `None` where the file does not say.
    pub active: Option<bool>,
}

/// Reads merchants. A code that stands twice is refused.
pub fn read_merchants(source: &Source<'_>) -> Import<MerchantRow> {
    let (sheets, faults) = read(source, &MERCHANTS);
    let mut import = Import { rows: Vec::new(), faults };
    for sheet in &sheets {
        for row in &sheet.rows {
            let mut reader = RowReader::new(sheet, row, &mut import.faults);
            if let Some(merchant) = merchant(&mut reader) {
                import.rows.push(reader.placed(merchant));
            }
        }
    }
    refuse_duplicates(&mut import, "code", |merchant| Some(merchant.code.clone()));
    import.sorted()
}

fn merchant(reader: &mut RowReader<'_>) -> Option<MerchantRow> {
    let code = reader.needed_code("code");
    let zh = reader.needed_text("name");
    let en = reader.text("name_en").unwrap_or_default();
    let kind = reader.text("kind").unwrap_or_default();
    let [lon, lat] = ["lon", "lat"].map(|key| reader.degrees(key));
    if lon.is_some() != lat.is_some() {
        let empty = if lon.is_none() { "lon" } else { "lat" };
        if reader.cell(empty).is_empty() {
            reader.refuse(empty, Message::new("import-half-a-place"));
        }
    }
    let [legal_person, address, datum] = ["legal_person", "address", "datum"].map(|key| reader.text(key));
    let node_code = reader.code("node").map(|code| crate::divisions::pad(&code));
    let pledged_on = reader.date("pledged_on");
    let active = reader.yes_no("active");
    Some(MerchantRow {
        code: code?,
        name: Wording::new(zh?, en),
        kind,
        legal_person,
        address,
        lon,
        lat,
        datum,
        node_code,
        pledged_on,
        active,
    })
}
