//! Cases in few columns, for figures over many of them.

use sea_orm::QueryResult;
use sea_orm::sea_query::{Order, Query};
use wangge_domain::case::{Case, CaseState};
use wangge_domain::ids::{CaseId, NodeId, SiteId, UnitId};
use wangge_domain::time::Timestamp;

use super::filter::{self, CaseFilter};
use super::rows::col;
use crate::ConnectionTrait;
use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell};

/// A case as far as figures over places and time ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The case.
    pub id: CaseId,
    /// Where it stands.
    pub state: CaseState,
    /// Its site.
    pub site_id: Option<SiteId>,
    /// Its handling unit.
    pub unit_id: Option<UnitId>,
    /// The deepest node that contains its place.
    pub node_id: Option<NodeId>,
    /// Its item.
    pub item_code: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Whether it is a rebound 反弹.
    pub rebound: bool,
    /// Longitude and latitude, WGS-84.
    pub place: Option<(f64, f64)>,
}

/// The traces of the cases within reach that a filter selects, the first reported first. A filter with a text reads all
/// of them.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn traces(db: &impl ConnectionTrait, reach: &Reach, filter: &CaseFilter) -> Result<Vec<Trace>> {
    let columns = [
        col::id,
        col::state,
        col::site_id,
        col::node_id,
        col::item_code,
        col::closed_at,
        col::rebound_of,
        col::lon,
        col::lat,
        col::unit_id,
    ];
    let mut statement = Query::select();
    statement
        .columns(columns.map(|column| ("cases", column)))
        .from("cases")
        .cond_where(filter::condition(reach, filter))
        .order_by(("cases", col::reported_at), Order::Asc)
        .order_by(("cases", col::id), Order::Asc);
    db.query_all(&statement).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Trace> {
    let state = Cell::read(row, 1).map_err(|reason| row::impossible::<Case>(row, 0, col::state, &reason))?;
    let (site, node): (Option<uuid::Uuid>, Option<uuid::Uuid>) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
    let root: Option<uuid::Uuid> = row.try_get_by_index(6)?;
    let (lon, lat): (Option<f64>, Option<f64>) = (row.try_get_by_index(7)?, row.try_get_by_index(8)?);
    let unit: Option<uuid::Uuid> = row.try_get_by_index(9)?;
    Ok(Trace {
        unit_id: unit.map(UnitId),
        id: CaseId(row.try_get_by_index(0)?),
        state,
        site_id: site.map(SiteId),
        node_id: node.map(NodeId),
        item_code: row.try_get_by_index(4)?,
        closed_at: row.try_get_by_index(5)?,
        rebound: root.is_some(),
        place: lon.zip(lat),
    })
}
