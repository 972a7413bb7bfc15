//! Sites 点位 from a table or from `GeoJSON` points.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use wangge_domain::text::{Message, Wording};

use crate::boundaries::{self, Layer};
use crate::fault::{Counted, Import};
use crate::forms::SITES;
use crate::table::cell::Cell;
use crate::table::row::RowReader;
use crate::table::{Sheet, Source, read, records_sheet};
use crate::unique::refuse_duplicates;

/// A site as a file tells it. Its place is in the datum given, not yet converted or checked.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Wording,
    /// Its type: name, alias or code.
    pub site_type: String,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// The datum the row itself names.
    pub datum: Option<String>,
    /// The postal address.
    pub address: Option<String>,
    /// The code of its node, where the file names one.
    pub node_code: Option<String>,
    /// The code of the responsible unit.
    pub unit_code: Option<String>,
    /// The code of the supporting unit.
    pub supporting_unit_code: Option<String>,
    /// Whether it is a demonstration site; `None` where the file does not say.
    pub demonstration: Option<bool>,
    /// The code of the demonstration site whose practice it took over.
    pub practice_code: Option<String>,
    /// Since when.
    pub practice_since: Option<NaiveDate>,
    /// Measures by name.
    pub attributes: BTreeMap<String, Decimal>,
}

/// Reads sites. A code that stands twice is refused.
pub fn read_sites(source: &Source<'_>) -> Import<SiteRow> {
    let mut import = Import::default();
    let sheets = if source.is_json() {
        match points_sheet(source) {
            Ok(sheet) => vec![sheet],
            Err(fault) => return Import { rows: Vec::new(), faults: vec![fault] },
        }
    } else {
        let (sheets, faults) = read(source, &SITES);
        import.faults = faults;
        sheets
    };
    for sheet in &sheets {
        for row in &sheet.rows {
            let mut reader = RowReader::new(sheet, row, &mut import.faults);
            if let Some(site) = site(&mut reader) {
                import.rows.push(reader.placed(site));
            }
        }
    }
    refuse_duplicates(&mut import, "code", |site| Some(site.code.clone()));
    import.sorted()
}

/// The features of a layer as rows: properties under their names, the point as longitude and latitude.
fn points_sheet(source: &Source<'_>) -> Result<Sheet, crate::fault::Fault> {
    let Layer { features, .. } = boundaries::layer(source)?;
    let names = SITES.names();
    let mut records = Vec::new();
    for feature in &features {
        let mut record = feature.properties.clone();
        if let Some((lon, lat)) = feature.point() {
            for (key, value) in [("lon", lon), ("lat", lat)] {
                record.insert(key.to_owned(), value.into());
            }
        }
        if let Some(id) = &feature.id
            && !record.keys().any(|k| names.recognise(k).is_some_and(|(key, _)| key == "code"))
        {
            record.insert("code".to_owned(), id.clone().into());
        }
        records.push(record);
    }
    Ok(records_sheet(source, Counted::Feature, &SITES, &records))
}

fn site(reader: &mut RowReader<'_>) -> Option<SiteRow> {
    let code = reader.needed_code("code");
    let zh = reader.needed_text("name");
    let en = reader.text("name_en").unwrap_or_default();
    let site_type = reader.needed_text("type");
    let [lon, lat] = ["lon", "lat"].map(|key| reader.degrees(key));
    if lon.is_some() != lat.is_some() {
        let empty = if lon.is_none() { "lon" } else { "lat" };
        if reader.cell(empty).is_empty() {
            reader.refuse(empty, Message::new("import-half-a-place"));
        }
    }
    let [datum, address] = ["datum", "address"].map(|key| reader.text(key));
    let node_code = reader.code("node").map(|code| crate::divisions::pad(&code));
    let [unit_code, supporting_unit_code] = ["unit", "supporting_unit"].map(|key| reader.code(key));
    let demonstration = reader.yes_no("demonstration");
    let practice_code = reader.code("practice");
    let practice_since = reader.date("practice_since");
    let attributes = measures(reader);
    let name = Wording::new(zh?, en);
    Some(SiteRow {
        code: code?,
        name,
        site_type: site_type?,
        lon,
        lat,
        datum,
        address,
        node_code,
        unit_code,
        supporting_unit_code,
        demonstration,
        practice_code,
        practice_since,
        attributes,
    })
}

/// The free attributes of a row as exact numbers of at least zero; others are refused, because they weigh scores.
pub fn measures(reader: &mut RowReader<'_>) -> BTreeMap<String, Decimal> {
    let mut measures = BTreeMap::new();
    for (name, value) in reader.attributes() {
        match Cell::text(&value).decimal() {
            Ok(number) if !number.is_sign_negative() => {
                measures.insert(name, number);
            }
            _ => reader.refuse(&format!("attr_{name}"), Message::new("import-not-a-measure").arg("value", value)),
        }
    }
    measures
}
