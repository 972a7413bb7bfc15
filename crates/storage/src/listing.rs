//! Listings 红黑榜, and in all their versions the rules they are drafted by.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order};
use wangge_domain::ids::{ListingId, UserId};
use wangge_domain::listing::{Listing, ListingContent, ListingRule, ListingRules, ListingState, ListingStep};
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

/// The rules of a version, kept as JSON.
type Rules = Vec<ListingRule>;

stored_as_word!(ListingState);
stored_as_json_text!(ListingContent, ListingStep, Rules);

table! {
    /// A listing as it lies in its table, with what is asked for beside what it says.
    pub struct ListingRow in "listings" as col key(id) {
        /// Its identity.
        id: ListingId,
        /// The key of its period.
        period: String,
        /// Its edition, from 1.
        edition: u32,
        /// The last day of its period.
        ends_on: NaiveDate,
        /// What it says.
        content: ListingContent,
        /// The edition it puts right.
        corrects: Option<ListingId>,
        /// Where it stands.
        state: ListingState,
        /// Why it was last sent back.
        returned: Option<String>,
        /// Who submitted it.
        submitted: Option<ListingStep>,
        /// Who approved it.
        approved: Option<ListingStep>,
        /// Who published it.
        published: Option<ListingStep>,
        /// From when on it is out.
        publish_at: Option<Timestamp>,
        /// When its units were told.
        released_at: Option<Timestamp>,
        /// What was published, as canonical JSON.
        frozen: Option<String>,
        /// When it was drafted.
        made_at: Timestamp,
        /// Counts its steps and edits.
        version: i64,
    }
}

table! {
    /// A version of the rules.
    pub struct ListingRulesRow in "listing_rules" as rules_col key(version) {
        /// Which version, from 1.
        version: i64,
        /// When it was saved.
        saved_at: Timestamp,
        /// By whom; none for the system itself.
        saved_by: Option<UserId>,
        /// The name of who saved it, as it was.
        saved_name: String,
        /// The rules.
        rules: Rules,
    }
}

impl Versioned for ListingRow {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

impl From<&Listing> for ListingRow {
    fn from(listing: &Listing) -> Self {
        let Listing {
            id,
            content,
            corrects,
            state,
            returned,
            submitted,
            approved,
            published,
            publish_at,
            released_at,
            frozen,
            made_at,
            version,
        } = listing.clone();
        let (period, edition, ends_on) = (content.period.key.clone(), content.edition, content.period.until);
        Self {
            id,
            period,
            edition,
            ends_on,
            content,
            corrects,
            state,
            returned,
            submitted,
            approved,
            published,
            publish_at,
            released_at,
            frozen,
            made_at,
            version,
        }
    }
}

impl From<ListingRow> for Listing {
    fn from(row: ListingRow) -> Self {
        Self {
            id: row.id,
            content: row.content,
            corrects: row.corrects,
            state: row.state,
            returned: row.returned,
            submitted: row.submitted,
            approved: row.approved,
            published: row.published,
            publish_at: row.publish_at,
            released_at: row.released_at,
            frozen: row.frozen,
            made_at: row.made_at,
            version: row.version,
        }
    }
}

/// Adds a listing.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its identity, or its edition of its period, is taken.
pub async fn insert(tx: &Tx, listing: &Listing) -> Result<()> {
    row::insert(tx, &ListingRow::from(listing)).await
}

/// Writes a changed listing; its stored version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, listing: &Listing) -> Result<()> {
    row::update(tx, &ListingRow::from(listing)).await
}

/// A listing.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: ListingId) -> Result<Option<Listing>> {
    Ok(row::by::<ListingRow>(db, col::id, id).await?.map(Listing::from))
}

/// All listings: the latest period first, of one period the latest edition.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Listing>> {
    let mut statement = row::select::<ListingRow>();
    statement
        .order_by(col::ends_on, Order::Desc)
        .order_by(col::period, Order::Desc)
        .order_by(col::edition, Order::Desc);
    Ok(row::all::<ListingRow>(db, &statement).await?.into_iter().map(Listing::from).collect())
}

/// The published listings whose moment has come and whose units were not told, the earliest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Vec<Listing>> {
    let mut statement = row::select::<ListingRow>();
    statement
        .and_where(Expr::col(col::state).eq(ListingState::Published.as_str()))
        .and_where(Expr::col(col::publish_at).lte(now))
        .and_where(Expr::col(col::released_at).is_null())
        .order_by(col::publish_at, Order::Asc)
        .order_by(col::id, Order::Asc);
    Ok(row::all::<ListingRow>(db, &statement).await?.into_iter().map(Listing::from).collect())
}

/// Adds a version of the rules.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when somebody saved this version before.
pub async fn save_rules(tx: &Tx, rules: &ListingRulesRow) -> Result<()> {
    row::insert(tx, rules).await
}

/// The rules in force; none were saved in version 0.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn rules(db: &impl ConnectionTrait) -> Result<ListingRules> {
    let mut statement = row::select::<ListingRulesRow>();
    statement.order_by(rules_col::version, Order::Desc).limit(1);
    let latest: Option<ListingRulesRow> = row::one(db, &statement).await?;
    Ok(latest.map(|row| ListingRules { version: row.version, rules: row.rules }).unwrap_or_default())
}
