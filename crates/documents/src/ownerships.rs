//! Ownership records 权属记录 from a table.

use chrono::NaiveDate;
use wangge_domain::text::Message;

use crate::fault::Import;
use crate::forms::OWNERSHIPS;
use crate::table::Source;
use crate::table::row::RowReader;
use crate::unique::import_rows;

/// An ownership record as a file tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnershipRow {
    /// The code of the site.
    pub site_code: Option<String>,
    /// The name of the site; without a code it says which.
    pub site_name: Option<String>,
    /// The item, by code or name; none for all items.
    pub item: Option<String>,
    /// The code of the unit.
    pub unit_code: Option<String>,
    /// The name of the unit; without a code it says which.
    pub unit: Option<String>,
    /// On what it rests.
    pub basis: String,
    /// The first day.
    pub valid_from: Option<NaiveDate>,
    /// The last day.
    pub valid_until: Option<NaiveDate>,
}

/// Reads ownership records. Which of them are one and the same is for whoever knows the sites to say.
pub fn read_ownerships(source: &Source<'_>) -> Import<OwnershipRow> {
    import_rows(source, &OWNERSHIPS, record).sorted()
}

fn record(reader: &mut RowReader<'_>) -> Option<OwnershipRow> {
    let [site_code, unit_code] = ["site", "unit_code"].map(|key| reader.code(key));
    let [site_name, item, unit] = ["site_name", "item", "unit"].map(|key| reader.text(key));
    let told = [("site", "site_name", &site_code, &site_name), ("unit", "unit_code", &unit, &unit_code)];
    let mut whole = true;
    for (first, second, one, other) in told {
        if one.is_none() && other.is_none() {
            whole = false;
            // Told at the column the file has; a cell that could not be read has its fault already.
            let has = |key: &str| reader.placed(()).headings.iter().any(|(known, _, _)| known == key);
            let key = if has(first) { first } else { second };
            if reader.cell(first).is_empty() && reader.cell(second).is_empty() {
                reader.refuse(key, Message::new("import-missing-value"));
            }
        }
    }
    // Records of before need not say it; whether this one must is for the rules to tell.
    let basis = reader.text("basis").unwrap_or_default();
    let [valid_from, valid_until] = ["valid_from", "valid_until"].map(|key| reader.date(key));
    whole.then_some(OwnershipRow { site_code, site_name, item, unit_code, unit, basis, valid_from, valid_until })
}
