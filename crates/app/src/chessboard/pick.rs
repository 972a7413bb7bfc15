//! What is chosen: a day, a node, a shape, and the datum they are spoken of in.

use chrono::{Days, NaiveDate};
use wangge_domain::case::{Second, second};
use wangge_domain::grid::Node;
use wangge_domain::ids::NodeId;
use wangge_domain::text::Message;
use wangge_domain::time::{Period, Timestamp, local_day, start_of_day};
use wangge_geo::datum::from_wgs84;
use wangge_geo::shape::{Area, Shape};
use wangge_geo::{Datum, Extent};
use wangge_storage::ConnectionTrait;

use super::sight::Sight;
use crate::context::{Answer, App};
use crate::error::AppError;
use crate::reading::Register;
use crate::view::CoverageSpan;

/// A day as it stood at its end, or today as it stands now.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// The local day shown.
    pub shown: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// The last moment that belongs to what is shown.
    pub at: Timestamp,
    zone: chrono_tz::Tz,
}

impl Day {
    /// The day asked for; a day to come is today.
    ///
    /// # Errors
    /// Refuses, saying so, when no campaign has begun.
    pub async fn of(app: &App, db: &impl ConnectionTrait, asked: Option<NaiveDate>) -> Answer<Self> {
        let zone = crate::campaign::load(db).await?.tz();
        let now = app.now();
        let today = local_day(now, zone);
        let day = asked.unwrap_or(today).min(today);
        let end = start_of_day(day + Days::new(1), zone) - chrono::TimeDelta::seconds(1);
        Ok(Self { shown: day, today, at: if day < today { end } else { now }, zone })
    }

    /// Its last second.
    pub fn second(&self) -> Second {
        second(self.at).unwrap_or(Second::MIN)
    }

    /// The last second of a day, or now.
    pub fn end_of(&self, day: NaiveDate) -> Second {
        let end = start_of_day(day + Days::new(1), self.zone) - chrono::TimeDelta::seconds(1);
        second(end).unwrap_or(Second::MIN)
    }

    /// The local day of a second.
    pub fn day_of(&self, at: Second) -> NaiveDate {
        let at = Timestamp::from_timestamp(i64::from(at.get()), 0).unwrap_or_default();
        local_day(at, self.zone)
    }

    /// The days up to it that coverage is reckoned over.
    pub fn span(&self, coverage: CoverageSpan) -> Option<Period> {
        let back = u64::try_from(coverage.days()?).ok()?;
        let from = start_of_day(self.shown + Days::new(1) - Days::new(back), self.zone);
        Some(Period { from, until: self.at + chrono::TimeDelta::milliseconds(1) })
    }
}

/// A place and a shape that narrow what is shown.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// The chosen node.
    pub node: Option<Node>,
    /// The chosen shape.
    pub area: Option<Area>,
    /// Tells the same choice again.
    pub key: String,
}

impl Pick {
    /// What is chosen.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a node that is not seen, [`AppError::Invalid`] for a text that is no shape.
    pub fn of(
        register: &Register,
        sight: &Sight,
        node: Option<NodeId>,
        shape: Option<&str>,
        datum: Datum,
    ) -> Answer<Self> {
        let node = match node {
            None => None,
            Some(id) => {
                let found = register.nodes.get(&id).filter(|node| sight.node(node));
                Some(found.cloned().ok_or_else(|| AppError::not_found("node", id))?)
            }
        };
        let area = shape.map(|text| area("?shape", text, datum)).transpose()?;
        let key = format!("{:?} {shape:?} {datum}", node.as_ref().map(|node| node.id));
        Ok(Self { node, area, key })
    }

    /// Whether a thing at a path and place is chosen.
    pub fn holds(&self, path: &str, place: Option<(f64, f64)>) -> bool {
        self.in_node(path) && self.in_area(place)
    }

    /// Whether a path lies in the chosen node.
    pub fn in_node(&self, path: &str) -> bool {
        self.node.as_ref().is_none_or(|node| path.starts_with(&node.path))
    }

    /// Whether a place lies in the chosen shape.
    pub fn in_area(&self, place: Option<(f64, f64)>) -> bool {
        match (&self.area, place) {
            (None, _) => true,
            (Some(area), Some((lon, lat))) => area.holds(lon, lat),
            (Some(_), None) => false,
        }
    }
}

/// A shape of a request, in WGS-84.
///
/// # Errors
/// [`AppError::Invalid`] for a text that is no shape.
pub fn area(pointer: &'static str, text: &str, datum: Datum) -> Answer<Area> {
    let shape: Shape = text.parse().map_err(|_| AppError::invalid(pointer, Message::new("grid-shape-invalid")))?;
    Ok(shape.to_wgs84(datum).prepared())
}

/// A place in the datum asked for.
pub fn drawn(place: Option<(f64, f64)>, datum: Datum) -> Option<[f64; 2]> {
    place.map(|(lon, lat)| from_wgs84(lon, lat, datum)).map(|(lon, lat)| [lon, lat])
}

/// A rectangle in the datum asked for.
pub fn framed(extent: Option<Extent>, datum: Datum) -> Option<[f64; 4]> {
    let extent = extent?;
    let (low, high) = (from_wgs84(extent.west, extent.south, datum), from_wgs84(extent.east, extent.north, datum));
    Some([low.0, low.1, high.0, high.1])
}
