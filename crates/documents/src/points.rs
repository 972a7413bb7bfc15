//! Points to locate from a table.

use crate::fault::Import;
use crate::forms::POINTS;
use crate::table::Source;
use crate::table::row::RowReader;
use crate::unique::import_rows;

/// A point as a file tells it, in the datum given with the command.
#[derive(Clone, Debug, PartialEq)]
pub struct PointRow {
    /// What the file calls it; its row number when it has no name.
    pub id: String,
    /// Longitude in degrees.
    pub lon: f64,
    /// Latitude in degrees.
    pub lat: f64,
    /// The item whose handling department is asked for.
    pub item: Option<String>,
}

/// Reads points. A point without both coordinates is refused.
pub fn read_points(source: &Source<'_>) -> Import<PointRow> {
    import_rows(source, &POINTS, point).sorted()
}

fn point(reader: &mut RowReader<'_>) -> Option<PointRow> {
    let [lon, lat] = ["lon", "lat"].map(|key| {
        reader.needed_text(key);
        reader.degrees(key)
    });
    let id = reader.code("id").unwrap_or_else(|| reader.number().to_string());
    let item = reader.code("item");
    Some(PointRow { id, lon: lon?, lat: lat?, item })
}
