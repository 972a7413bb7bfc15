//! Visits 实地考察 from a table, one observation a row.
//!
//! Rows of one visit share its id, or, where the file has none, round, site and start. What a row leaves empty
//! of the visit's own columns follows from the row above, as people fill tables.

use std::collections::HashMap;

use chrono_tz::Tz;
use wangge_domain::assessment::Observation;
use wangge_domain::text::Message;
use wangge_domain::time::Timestamp;

use crate::fault::{Import, Placed};
use crate::forms::VISITS;
use crate::readings::observation;
use crate::table::row::RowReader;
use crate::table::{Source, read};

/// A visit as a file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitRow {
    /// What tells it from other visits, the same at every import of the same file: its id, or
    /// `round|site|start` as far as the file names them.
    pub key: String,
    /// Its own id, where the file names one.
    pub id: Option<String>,
    /// Its round, where the file names one.
    pub round: Option<String>,
    /// The code of its site.
    pub site_code: String,
    /// Codes of the inspectors.
    pub inspector_codes: Vec<String>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it was submitted.
    pub submitted_at: Option<Timestamp>,
    /// Longitude where it was submitted, in degrees.
    pub lon: Option<f64>,
    /// Latitude where it was submitted.
    pub lat: Option<f64>,
    /// Its observations with their rows.
    pub observations: Vec<Placed<Observation>>,
}

/// What a row says of its visit.
#[derive(Clone, Debug, Default)]
struct Head {
    id: Option<String>,
    round: Option<String>,
    site: Option<String>,
    inspectors: Vec<String>,
    started_at: Option<Timestamp>,
    submitted_at: Option<Timestamp>,
    lon: Option<f64>,
    lat: Option<f64>,
}

impl Head {
    fn read(reader: &mut RowReader<'_>, zone: Tz) -> Self {
        Self {
            id: reader.code("visit"),
            round: reader.code("round"),
            site: reader.code("site"),
            inspectors: reader.codes("inspector"),
            started_at: reader.moment("started_at", zone),
            submitted_at: reader.moment("submitted_at", zone),
            lon: reader.degrees("lon"),
            lat: reader.degrees("lat"),
        }
    }

    /// Whether the row speaks of the same visit as the row above.
    fn continues(&self, above: &Self) -> bool {
        let agrees = |own: &Option<String>, above: &Option<String>| own.is_none() || own == above;
        agrees(&self.id, &above.id)
            && agrees(&self.round, &above.round)
            && agrees(&self.site, &above.site)
            && (self.started_at.is_none() || self.started_at == above.started_at)
    }

    /// Fills what is empty from the row above when both speak of one visit.
    fn after(mut self, above: &Self) -> Self {
        if !self.continues(above) {
            return self;
        }
        self.id = self.id.or_else(|| above.id.clone());
        self.round = self.round.or_else(|| above.round.clone());
        self.site = self.site.or_else(|| above.site.clone());
        if self.inspectors.is_empty() {
            self.inspectors.clone_from(&above.inspectors);
        }
        self.started_at = self.started_at.or(above.started_at);
        self.submitted_at = self.submitted_at.or(above.submitted_at);
        self.lon = self.lon.or(above.lon);
        self.lat = self.lat.or(above.lat);
        self
    }

    fn key(&self) -> String {
        self.id.clone().unwrap_or_else(|| {
            let start = self.started_at.map(|at| at.to_rfc3339()).unwrap_or_default();
            [self.round.as_deref().unwrap_or_default(), self.site.as_deref().unwrap_or_default(), &start].join("|")
        })
    }
}

/// Reads visits; local times are of the zone. Rows of one visit that contradict each other, and items judged
/// twice in one visit, are refused.
pub fn read_visits(source: &Source<'_>, zone: Tz) -> Import<VisitRow> {
    let (sheets, mut faults) = read(source, &VISITS);
    let mut rows: Vec<Placed<VisitRow>> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for sheet in &sheets {
        let mut above = Head::default();
        for row in &sheet.rows {
            let mut reader = RowReader::new(sheet, row, &mut faults);
            let head = Head::read(&mut reader, zone).after(&above);
            above = head.clone();
            let observed = observation(&mut reader);
            let Some(site) = head.site.clone() else {
                reader.refuse("site", Message::new("import-missing-value"));
                continue;
            };
            let index = *by_key.entry(head.key()).or_insert_with(|| {
                rows.push(reader.placed(visit(&head, site.clone())));
                rows.len() - 1
            });
            let Some(known) = rows.get_mut(index) else { continue };
            contradict(&mut reader, &known.value, &head, &site);
            if let Some(observed) = observed {
                add(&mut reader, &mut known.value, observed);
            }
        }
    }
    Import { rows, faults }.sorted()
}

fn visit(head: &Head, site_code: String) -> VisitRow {
    VisitRow {
        key: head.key(),
        id: head.id.clone(),
        round: head.round.clone(),
        site_code,
        inspector_codes: head.inspectors.clone(),
        started_at: head.started_at,
        submitted_at: head.submitted_at,
        lon: head.lon,
        lat: head.lat,
        observations: Vec::new(),
    }
}

/// Refuses a row that says something else of its visit than the first row of it.
fn contradict(reader: &mut RowReader<'_>, known: &VisitRow, head: &Head, site: &str) {
    let differs = [
        ("site", known.site_code != site),
        ("round", head.round.is_some() && head.round != known.round),
        ("inspector", !head.inspectors.is_empty() && head.inspectors != known.inspector_codes),
        ("submitted_at", head.submitted_at.is_some() && head.submitted_at != known.submitted_at),
    ];
    for (key, differs) in differs {
        if differs {
            reader.refuse(key, Message::new("import-visit-contradicts").arg("visit", &known.key));
        }
    }
}

fn add(reader: &mut RowReader<'_>, visit: &mut VisitRow, observed: Observation) {
    if let Some(first) = visit.observations.iter().find(|o| o.value.item == observed.item) {
        let message = Message::new("import-item-twice")
            .arg("item", &observed.item)
            .arg("site", &visit.site_code)
            .arg("row", first.place.number.unwrap_or_default());
        reader.refuse("item", message);
        return;
    }
    visit.observations.push(reader.placed(observed));
}
