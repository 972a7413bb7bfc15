//! Nodes 网格: the tree, its boundaries, people and duties, and what completeness asks about them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, Order};
use wangge_domain::grid::{Duty, Level, Node, NodeKind, NodePerson, NodeRole};
use wangge_domain::ids::{NodeId, PersonId};
use wangge_domain::text::Wording;

use crate::error::Result;
use crate::reach::{Columns, Reach, matching};
use crate::row::{self, Cell, Plain, Versioned, sql};
use crate::{ConnectionTrait, Tx};

stored_as_word!(NodeKind, NodeRole);

impl Plain for Level {
    type Stored = i32;
    fn store(&self) -> i32 {
        i32::from(self.0)
    }
    fn load(stored: i32) -> std::result::Result<Self, String> {
        i8::try_from(stored).map(Self).map_err(|_| format!("{stored} is no level"))
    }
}

table! {
    of Node(node) in "nodes" as col key(id) {
        id = node.id,
        code = node.code,
        level = node.level,
        kind = node.kind,
        name_zh = node.name.zh,
        name_en = node.name.en,
        parent_id = node.parent_id,
        path = node.path,
        unit_id = node.unit_id,
        area_m2 = node.area_m2,
        label_lon = node.label_lon,
        label_lat = node.label_lat,
        active = node.active,
        version = node.version,
    }
    make {
        id,
        code,
        level,
        kind,
        name: Wording { zh: name_zh, en: name_en },
        parent_id,
        path,
        unit_id,
        area_m2,
        label_lon,
        label_lat,
        active,
        version,
    }
}

table! {
    /// The boundary of a node.
    pub struct NodeBoundary in "node_boundaries" as boundary_col key(node_id) {
        /// The node.
        node_id: NodeId,
        /// The geometry as GeoJSON, a `MultiPolygon` in WGS-84.
        geojson: String,
        /// The datum it was given in before it was converted.
        source_datum: String,
        /// The SHA-256 of the geometry's text, in hexadecimal.
        sha256: String,
    }
}

table! {
    of NodePerson(person) in "node_people" as person_col key(node_id, person_id, role, since) {
        node_id = person.node_id,
        person_id = person.person_id,
        role = person.role,
        since = person.since,
        until = person.until,
    }
    make { node_id, person_id, role, since, until }
}

table! {
    of Duty(duty) in "duties" as duty_col key(id) {
        id = duty.id,
        node_id = duty.node_id,
        position = duty.position,
        text_zh = duty.text.zh,
        text_en = duty.text.en,
    }
    make {
        id,
        node_id,
        position,
        text: Wording { zh: text_zh, en: text_en },
    }
}

everyday!(Node, NodeId, col);

/// Nodes within reach, parents before children.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Node>> {
    let people = matching("node_people", &[("node_id", ("nodes", col::id))]);
    let columns = Columns {
        path: Some(Expr::col(("nodes", col::path))),
        units: vec![Expr::col(("nodes", col::unit_id))],
        assigned: Some((people, Expr::col(("node_people", person_col::person_id)))),
        ..Columns::default()
    };
    let mut statement = row::select::<Node>();
    statement.cond_where(reach.condition(&columns)).order_by(("nodes", col::path), Order::Asc);
    row::all(db, &statement).await
}

/// All boundaries, in no order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn boundaries(db: &impl ConnectionTrait) -> Result<Vec<NodeBoundary>> {
    row::list(db, Condition::all()).await
}

/// The digests of all boundaries, to find out which of many an import changes without loading them.
///
/// # Errors
/// When the database cannot be read.
pub async fn boundary_digests(db: &impl ConnectionTrait) -> Result<BTreeMap<NodeId, String>> {
    let statement = sql(db, "SELECT node_id, sha256 FROM node_boundaries", Vec::new());
    db.query_all_raw(statement)
        .await?
        .iter()
        .map(|row| Ok((NodeId(row.try_get_by_index(0)?), row.try_get_by_index(1)?)))
        .collect()
}

/// Writes boundaries; a node that has one takes the new one.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when a node does not exist.
pub async fn put_boundaries(tx: &Tx, boundaries: &[NodeBoundary]) -> Result<()> {
    row::put_many(tx, boundaries).await
}

/// Everybody who has or had a part in a node.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn people(db: &impl ConnectionTrait) -> Result<Vec<NodePerson>> {
    row::list(db, Condition::all()).await
}

/// Everybody who has or had a part in one node.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn people_of(db: &impl ConnectionTrait, node: NodeId) -> Result<Vec<NodePerson>> {
    row::list(db, row::equals(person_col::node_id, &node)).await
}

/// The nodes a person has or had a part in.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn parts_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<NodePerson>> {
    row::list(db, row::equals(person_col::person_id, &person)).await
}

/// Writes people's parts; one that began on the same day takes the new end.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when node or person do not exist.
pub async fn put_people(tx: &Tx, people: &[NodePerson]) -> Result<()> {
    row::put_many(tx, people).await
}

/// Takes back a part that never came to be. The event of taking it back stays.
///
/// # Errors
/// When the database cannot be written.
pub async fn withdraw_part(tx: &Tx, part: &NodePerson) -> Result<()> {
    let text = "DELETE FROM node_people WHERE node_id = $1 AND person_id = $2 AND role = $3 AND since = $4";
    let values = vec![part.node_id.value(), part.person_id.value(), part.role.value(), part.since.value()];
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// All duties, by node and position.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn duties(db: &impl ConnectionTrait) -> Result<Vec<Duty>> {
    let mut statement = row::select::<Duty>();
    statement.order_by(duty_col::node_id, Order::Asc).order_by(duty_col::position, Order::Asc);
    row::all(db, &statement).await
}

/// The duties of one node, by position.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn duties_of(db: &impl ConnectionTrait, node: NodeId) -> Result<Vec<Duty>> {
    let mut statement = row::select::<Duty>();
    statement.and_where(row::equals(duty_col::node_id, &node)).order_by(duty_col::position, Order::Asc);
    row::all(db, &statement).await
}

/// Replaces the duties of one node.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when the node does not exist.
pub async fn replace_duties(tx: &Tx, node: NodeId, duties: &[Duty]) -> Result<()> {
    row::delete(tx, "duties", duty_col::node_id, &node).await?;
    row::insert_many(tx, duties).await
}

/// What completeness asks about a node, as far as it lies in the store; which items apply follows from the
/// edition and the site types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completeness {
    /// The node.
    pub node_id: NodeId,
    /// How deep it stands.
    pub level: Level,
    /// Whether a leader 网格长 is in charge on the day.
    pub has_leader: bool,
    /// Whether a unit answers for it.
    pub has_unit: bool,
    /// Whether that unit has a first responsible person on the day.
    pub has_first_responsible_person: bool,
    /// How many duties it has.
    pub duties: u64,
    /// The types of the active sites in it and below it.
    pub type_codes: BTreeSet<String>,
}

const COMPLETENESS: &str = "\
    SELECT n.id, n.level, n.path, n.unit_id IS NOT NULL, \
      EXISTS (SELECT 1 FROM node_people p WHERE p.node_id = n.id AND p.role = 'leader' \
        AND p.since <= $1 AND (p.until IS NULL OR p.until >= $1)), \
      EXISTS (SELECT 1 FROM unit_heads h WHERE h.unit_id = n.unit_id \
        AND h.since <= $1 AND (h.until IS NULL OR h.until >= $1)), \
      (SELECT COUNT(*) FROM duties d WHERE d.node_id = n.id) \
    FROM nodes n WHERE n.active = TRUE AND n.level >= 1 ORDER BY n.path";

/// The facts of completeness of every active node that counts, parents before children.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn completeness(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Completeness>> {
    let types = types_by_path(db).await?;
    let rows = db.query_all_raw(sql(db, COMPLETENESS, vec![day.value()])).await?;
    rows.iter()
        .map(|row| {
            let path: String = row.try_get_by_index(2)?;
            let level: i32 = row.try_get_by_index(1)?;
            let duties: i64 = row.try_get_by_index(6)?;
            Ok(Completeness {
                node_id: NodeId(row.try_get_by_index(0)?),
                level: Level::load(level).map_err(|reason| crate::StorageError::Inconsistency {
                    table: "nodes",
                    row: path.clone(),
                    reason,
                })?,
                has_unit: row.try_get_by_index(3)?,
                has_leader: row.try_get_by_index(4)?,
                has_first_responsible_person: row.try_get_by_index(5)?,
                duties: duties.unsigned_abs(),
                type_codes: types.get(&path).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

/// The types of active sites by the path of every node above them.
async fn types_by_path(db: &impl ConnectionTrait) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let statement = sql(db, "SELECT DISTINCT node_path, type_code FROM sites WHERE active = TRUE", Vec::new());
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in db.query_all_raw(statement).await? {
        let (path, type_code): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        for (end, _) in path.match_indices('/').skip(1) {
            types.entry(path[..=end].to_owned()).or_default().insert(type_code.clone());
        }
    }
    Ok(types)
}
