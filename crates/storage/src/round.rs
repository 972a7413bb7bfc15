//! Rounds 测评轮次, their sites and inspectors.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order};
use wangge_domain::ids::{PersonId, RoundId, SiteId};
use wangge_domain::round::{Round, RoundKind, RoundSettings, RoundState, Watermark};
use wangge_domain::text::Wording;

use crate::error::Result;
use crate::reach::Reach;
use crate::row::{self, Cell, Versioned, sql};
use crate::site::reach_columns;
use crate::{ConnectionTrait, Tx};

stored_as_word!(RoundKind, RoundState);
stored_as_json_text!(Watermark);

/// A value of a `jsonb` column that another noun already stores the same way.
type ModuleValues = BTreeMap<String, Decimal>;

table! {
    of Round(round) in "rounds" as col key(id) {
        id = round.id,
        kind = round.kind,
        number = round.number,
        name_zh = round.name.zh,
        name_en = round.name.en,
        edition_id = round.edition_id,
        opens_on = round.opens_on,
        closes_on = round.closes_on,
        state = round.state,
        closed_at = round.closed_at,
        hints = round.settings.hints,
        watermark = Some(round.settings.watermark),
        module_values = round.module_values,
        version = round.version,
    }
    make {
        id,
        kind,
        number,
        name: Wording { zh: name_zh, en: name_en },
        edition_id,
        opens_on,
        closes_on,
        state,
        closed_at,
        settings: { let watermark: Option<Watermark> = watermark; RoundSettings { hints, watermark: watermark.unwrap_or_default() } },
        module_values: { let values: ModuleValues = module_values; values },
        version,
    }
}

table! {
    /// A site drawn into a round.
    pub struct RoundSite in "round_sites" as site_col key(round_id, site_id) {
        /// The round.
        round_id: RoundId,
        /// The site.
        site_id: SiteId,
    }
}

table! {
    /// An inspector assigned to a site of a round.
    pub struct RoundInspector in "round_inspectors" as inspector_col key(round_id, site_id, person_id) {
        /// The round.
        round_id: RoundId,
        /// The site.
        site_id: SiteId,
        /// The inspector.
        person_id: PersonId,
    }
}

impl Versioned for Round {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

/// Plans a round.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when its kind has this number.
pub async fn insert(tx: &Tx, round: &Round) -> Result<()> {
    row::insert(tx, round).await
}

/// Writes a changed round; its stored version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, round: &Round) -> Result<()> {
    row::update(tx, round).await
}

/// A round.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, id: RoundId) -> Result<Option<Round>> {
    row::by(db, col::id, id).await
}

/// The round of a kind and number.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn by_number(db: &impl ConnectionTrait, kind: RoundKind, number: u32) -> Result<Option<Round>> {
    let mut statement = row::select::<Round>();
    statement.and_where(row::equals(col::kind, &kind)).and_where(Expr::col(col::number).eq(i64::from(number)));
    row::one(db, &statement).await
}

/// All rounds, the latest first.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Round>> {
    let mut statement = row::select::<Round>();
    statement.order_by(col::opens_on, Order::Desc).order_by(col::id, Order::Desc);
    row::all(db, &statement).await
}

/// The sites of a round within reach, by site.
///
/// # Errors
/// When the database cannot be read.
pub async fn sites(db: &impl ConnectionTrait, round: RoundId, reach: &Reach) -> Result<Vec<SiteId>> {
    let mut statement = row::select::<RoundSite>();
    statement
        .inner_join("sites", Expr::col(("sites", "id")).equals(("round_sites", site_col::site_id)))
        .and_where(row::equals_in("round_sites", site_col::round_id, &round))
        .cond_where(reach.condition(&reach_columns()))
        .order_by(("round_sites", site_col::site_id), Order::Asc);
    let rows: Vec<RoundSite> = row::all(db, &statement).await?;
    Ok(rows.into_iter().map(|row| row.site_id).collect())
}

/// The sites of the open rounds that give no hints.
///
/// # Errors
/// When the database cannot be read.
pub async fn blind_sites(db: &impl ConnectionTrait) -> Result<Vec<SiteId>> {
    let round = |column| Expr::col(("rounds", column));
    let mut statement = row::select::<RoundSite>();
    statement
        .inner_join("rounds", round(col::id).equals(("round_sites", site_col::round_id)))
        .and_where(round(col::hints).eq(false))
        .and_where(round(col::state).eq(RoundState::Open.value()))
        .order_by(("round_sites", site_col::site_id), Order::Asc);
    let rows: Vec<RoundSite> = row::all(db, &statement).await?;
    Ok(rows.into_iter().map(|row| row.site_id).collect())
}

/// Who inspects which site of a round.
///
/// # Errors
/// When the database cannot be read.
pub async fn inspectors(db: &impl ConnectionTrait, round: RoundId) -> Result<Vec<RoundInspector>> {
    row::list(db, row::equals(inspector_col::round_id, &round)).await
}

/// What submitting a visit asks of a round: whether the site is in it, and who inspects it there.
///
/// # Errors
/// When the database cannot be read.
pub async fn assignment(db: &impl ConnectionTrait, round: RoundId, site: SiteId) -> Result<Option<Vec<PersonId>>> {
    let text = "SELECT i.person_id FROM round_sites s LEFT JOIN round_inspectors i \
        ON i.round_id = s.round_id AND i.site_id = s.site_id \
        WHERE s.round_id = $1 AND s.site_id = $2 ORDER BY i.person_id";
    let rows = db.query_all_raw(sql(db, text, vec![round.value(), site.value()])).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut people = Vec::with_capacity(rows.len());
    for row in &rows {
        let person: Option<uuid::Uuid> = row.try_get_by_index(0)?;
        people.extend(person.map(PersonId));
    }
    Ok(Some(people))
}

/// The rounds and sites a person inspects.
///
/// # Errors
/// When the database cannot be read.
pub async fn assigned_to(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<RoundInspector>> {
    row::list(db, row::equals(inspector_col::person_id, &person)).await
}

/// Replaces the sites and inspectors of a round.
///
/// # Errors
/// [`crate::StorageError::NoSuchReference`] when a site or person does not exist.
pub async fn replace_sites(tx: &Tx, round: RoundId, sites: &[SiteId], inspectors: &[RoundInspector]) -> Result<()> {
    row::delete(tx, "round_inspectors", inspector_col::round_id, &round).await?;
    row::delete(tx, "round_sites", site_col::round_id, &round).await?;
    let rows: Vec<RoundSite> = sites.iter().map(|site| RoundSite { round_id: round, site_id: *site }).collect();
    row::insert_many(tx, &rows).await?;
    row::insert_many(tx, inspectors).await
}

/// How many visits stand in each round: submitted ones, and the sites they cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Sites drawn.
    pub sites: i64,
    /// Sites with at least one submitted visit.
    pub visited: i64,
    /// Submitted visits.
    pub visits: i64,
}

/// How far a round has come.
///
/// # Errors
/// When the database cannot be read.
pub async fn progress(db: &impl ConnectionTrait, round: RoundId) -> Result<Progress> {
    let text = "SELECT (SELECT COUNT(*) FROM round_sites WHERE round_id = $1), \
        COUNT(DISTINCT site_id), COUNT(*) FROM visits WHERE round_id = $1 AND state = 'submitted'";
    let Some(row) = db.query_one_raw(sql(db, text, vec![round.value()])).await? else {
        return Ok(Progress::default());
    };
    Ok(Progress {
        sites: row.try_get_by_index(0)?,
        visited: row.try_get_by_index(1)?,
        visits: row.try_get_by_index(2)?,
    })
}

/// How many rounds of a kind there are, for the next number.
///
/// # Errors
/// When the database cannot be read.
pub async fn last_number(db: &impl ConnectionTrait, kind: RoundKind) -> Result<i64> {
    row::count(db, "SELECT COALESCE(MAX(number), 0) FROM rounds WHERE kind = $1", vec![kind.value()]).await
}

/// All rounds on sites a condition selects; used by the history of a site.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_site(db: &impl ConnectionTrait, site: SiteId) -> Result<Vec<Round>> {
    let mut statement = row::select::<Round>();
    let drawn = crate::reach::matching("round_sites", &[("round_id", ("rounds", col::id))]);
    let mut drawn = drawn;
    drawn.and_where(row::equals_in("round_sites", site_col::site_id, &site));
    statement.cond_where(Condition::all().add(Expr::exists(drawn))).order_by(("rounds", col::opens_on), Order::Asc);
    row::all(db, &statement).await
}

/// A text that changes whenever a round is planned, assigned, opened or closed.
///
/// # Errors
/// When the database cannot be read.
pub async fn stamp(db: &impl ConnectionTrait) -> Result<String> {
    let text = "SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT) FROM rounds";
    let Some(row) = db.query_one_raw(sql(db, text, Vec::new())).await? else { return Ok(String::new()) };
    let (count, versions): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
    Ok(format!("{count}.{versions}"))
}
