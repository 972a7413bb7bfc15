//! The routing table 派遣规则 in all its versions: append-only, the latest is in force.

use sea_orm::sea_query::Order;
use wangge_domain::ids::UserId;
use wangge_domain::routing::{Rule, RuleTable};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row;
use crate::{ConnectionTrait, Tx};

/// The rules of a version in their order, kept as JSON.
type Rules = Vec<Rule>;

stored_as_json_text!(Rules);

table! {
    /// A version of the table.
    pub struct RoutingTableRow in "routing_tables" as col key(version) {
        /// Which version, from 2; the first is the order in the settings.
        version: i64,
        /// When it was saved.
        saved_at: Timestamp,
        /// By whom; none for the system itself.
        saved_by: Option<UserId>,
        /// The name of who saved it, as it was.
        saved_name: String,
        /// Whether the territorial unit assists.
        territory_assists: bool,
        /// The rules.
        rules: Rules,
    }
}

impl From<RoutingTableRow> for RuleTable {
    fn from(row: RoutingTableRow) -> Self {
        Self { version: row.version, rules: row.rules, territory_assists: row.territory_assists }
    }
}

/// Adds a version.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when somebody saved this version before.
pub async fn insert(tx: &Tx, row: &RoutingTableRow) -> Result<()> {
    row::insert(tx, row).await
}

/// The version in force; none while the table was never edited.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn latest(db: &impl ConnectionTrait) -> Result<Option<RoutingTableRow>> {
    let mut statement = row::select::<RoutingTableRow>();
    statement.order_by(col::version, Order::Desc).limit(1);
    row::one(db, &statement).await
}
