//! The score ledger 考核台账: entries, only ever appended; appeals against them; how far the facts were entered.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Order, Query};
use wangge_domain::case::FinderLevel;
use wangge_domain::figure::Exact;
use wangge_domain::ids::{CaseId, RoundId, ScoreAppealId, ScoreEntryId, UnitId};
use wangge_domain::score_ledger::{AppealState, EntryFigure, ScoreAppeal, ScoreEntry, ScoreTrigger, Share};
use wangge_domain::text::Wording;
use wangge_domain::time::Timestamp;

use crate::error::{Result, StorageError};
use crate::reach::{Reach, within};
use crate::row::{self, Cell, Versioned, sql};
use crate::{ConnectionTrait, Tx};

/// The name under which how far the facts were entered is kept.
const LEDGER: &str = "score";

stored_as_word!(ScoreTrigger, Share, AppealState);
stored_as_json_text!(EntryFigure, Wording);

table! {
    of ScoreEntry(entry) in "score_entries" as col key(id) {
        id = entry.id,
        number = entry.number,
        unit_id = entry.unit_id,
        on_day = entry.on_day,
        month = month_of(entry.on_day),
        scheme_code = entry.scheme_code,
        scheme_edition = entry.scheme_edition,
        rule_code = entry.rule_code,
        rule_name = entry.rule_name,
        trigger = entry.trigger,
        level = entry.level,
        share = entry.share,
        figure = entry.figure,
        milli = milli(&entry.amount),
        fact_key = entry.fact_key,
        case_id = entry.case_id,
        round_id = entry.round_id,
        site_id = entry.site_id,
        text = entry.text,
        reverses = entry.reverses,
        posted_at = entry.posted_at,
        by_user = entry.by_user,
        by_name = entry.by_name,
        once = entry.once,
    }
    make {
        id,
        number,
        unit_id,
        on_day: day_in(on_day, month),
        scheme_code,
        scheme_edition,
        rule_code,
        rule_name,
        trigger,
        level,
        share,
        figure,
        amount: of_milli(milli),
        fact_key,
        case_id,
        round_id,
        site_id,
        text,
        reverses,
        posted_at,
        by_user,
        by_name,
        once,
    }
}

/// The calendar month of a day, `2026-11`.
pub fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// The month only serves sums; the day is what counts.
fn day_in(day: NaiveDate, _month: String) -> NaiveDate {
    day
}

/// An amount in thousandths, which both databases sum exactly. Amounts have at most three decimals.
fn milli(amount: &Exact) -> i64 {
    (amount * Exact::int(1000)).fraction().0.parse().unwrap_or_default()
}

fn of_milli(milli: i64) -> Exact {
    Exact::ratio(milli, 1000).unwrap_or_default()
}

table! {
    of ScoreAppeal(appeal) in "score_appeals" as appeal_col key(id) {
        id = appeal.id,
        entry_id = appeal.entry_id,
        unit_id = appeal.unit_id,
        state = appeal.state,
        text = appeal.text,
        at = appeal.at,
        by_user = appeal.by_user,
        by_name = appeal.by_name,
        ruling = appeal.ruling,
        ruled_at = appeal.ruled_at,
        ruled_name = appeal.ruled_name,
        version = appeal.version,
    }
    make { id, entry_id, unit_id, state, text, at, by_user, by_name, ruling, ruled_at, ruled_name, version }
}

impl Versioned for ScoreAppeal {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.id.to_string()
    }
}

table! {
    /// How far the facts were entered.
    pub struct PostingRow in "score_postings" as posting_col key(ledger) {
        /// Which ledger.
        ledger: String,
        /// Up to when.
        until: Timestamp,
    }
}

/// Which entries a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Only of this unit.
    pub unit: Option<UnitId>,
    /// Only by this rule.
    pub rule: Option<String>,
    /// Only about this.
    pub trigger: Option<ScoreTrigger>,
    /// Only of this level of finder.
    pub level: Option<FinderLevel>,
    /// Only from this day.
    pub from: Option<NaiveDate>,
    /// Only until this day, itself included.
    pub until: Option<NaiveDate>,
    /// Only those with an appeal in this state.
    pub appeal: Option<AppealState>,
    /// Without those reversed and the reversals.
    pub standing: bool,
    /// Only those before this number, for the next page.
    pub before: Option<i64>,
}

/// What the entries of a rule sum to for a unit in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySum {
    /// The unit.
    pub unit_id: UnitId,
    /// The rule.
    pub rule_code: String,
    /// The month.
    pub month: String,
    /// How many entries stand: the reversed and their reversals count for nothing.
    pub count: u64,
    /// What they sum to.
    pub sum: Exact,
}

/// The units whose ledger lies within reach: those named, and those that answer for a node of a subtree.
fn reached(reach: &Reach, column: &Expr) -> Condition {
    if reach.all {
        return Condition::all();
    }
    let units: Vec<_> = reach.units.iter().map(Cell::value).collect();
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    if !units.is_empty() {
        any = any.add(column.clone().is_in(units));
    }
    for path in &reach.paths {
        let mut answering = Query::select();
        answering
            .column(("nodes", "unit_id"))
            .from("nodes")
            .and_where(Expr::col(("nodes", "unit_id")).is_not_null())
            .cond_where(within(Expr::col(("nodes", "path")), path));
        any = any.add(column.clone().in_subquery(answering));
    }
    any
}

/// Appends entries. Their numbers are drawn here, in their order.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when another server entered one of them.
pub async fn append(tx: &Tx, entries: &mut [ScoreEntry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let first = crate::series::next_many(tx, "score-entries", i64::try_from(entries.len()).unwrap_or(i64::MAX)).await?;
    for (entry, number) in entries.iter_mut().zip(first..) {
        entry.number = number;
    }
    row::insert_many(tx, entries).await
}

/// An entry within reach.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn find(db: &impl ConnectionTrait, reach: &Reach, id: ScoreEntryId) -> Result<Option<ScoreEntry>> {
    let mut statement = row::select::<ScoreEntry>();
    statement
        .and_where(row::equals(col::id, &id))
        .cond_where(reached(reach, &Expr::col(("score_entries", col::unit_id))));
    row::one(db, &statement).await
}

/// The entries within reach that a filter selects, the latest entered first, at most so many.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn list(
    db: &impl ConnectionTrait,
    reach: &Reach,
    filter: &EntryFilter,
    most: u64,
) -> Result<Vec<ScoreEntry>> {
    let mut statement = row::select::<ScoreEntry>();
    let column = |name: &'static str| Expr::col(("score_entries", name));
    statement
        .cond_where(reached(reach, &column(col::unit_id)))
        .order_by(("score_entries", col::number), Order::Desc)
        .limit(most);
    if let Some(unit) = filter.unit {
        statement.and_where(column(col::unit_id).eq(unit.value()));
    }
    if let Some(rule) = &filter.rule {
        statement.and_where(column(col::rule_code).eq(rule.value()));
    }
    if let Some(trigger) = filter.trigger {
        statement.and_where(column(col::trigger).eq(trigger.value()));
    }
    if let Some(level) = filter.level {
        statement.and_where(column(col::level).eq(level.value()));
    }
    if let Some(from) = filter.from {
        statement.and_where(column(col::on_day).gte(from));
    }
    if let Some(until) = filter.until {
        statement.and_where(column(col::on_day).lte(until));
    }
    if let Some(before) = filter.before {
        statement.and_where(column(col::number).lt(before));
    }
    if let Some(state) = filter.appeal {
        let mut appealed = Query::select();
        appealed
            .column(("score_appeals", appeal_col::entry_id))
            .from("score_appeals")
            .and_where(Expr::col(("score_appeals", appeal_col::state)).eq(state.value()));
        statement.and_where(column(col::id).in_subquery(appealed));
    }
    if filter.standing {
        let mut reversed = Query::select();
        reversed.column(col::reverses).from("score_entries").and_where(Expr::col(col::reverses).is_not_null());
        statement.and_where(column(col::reverses).is_null()).and_where(column(col::id).in_subquery(reversed).not());
    }
    row::all(db, &statement).await
}

/// The numbers of these entries.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn numbers(db: &impl ConnectionTrait, entries: &[ScoreEntryId]) -> Result<HashMap<ScoreEntryId, i64>> {
    let mut found = HashMap::new();
    for chunk in entries.chunks(500) {
        let rows: Vec<ScoreEntry> = row::list(db, row::among(col::id, chunk)).await?;
        found.extend(rows.into_iter().map(|entry| (entry.id, entry.number)));
    }
    Ok(found)
}

/// Which of these entries are reversed, by what.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn reversals(
    db: &impl ConnectionTrait,
    entries: &[ScoreEntryId],
) -> Result<HashMap<ScoreEntryId, ScoreEntry>> {
    let mut found = HashMap::new();
    for chunk in entries.chunks(500) {
        let rows: Vec<ScoreEntry> = row::list(db, row::among(col::reverses, chunk)).await?;
        found.extend(rows.into_iter().filter_map(|entry| Some((entry.reverses?, entry))));
    }
    Ok(found)
}

/// All entries about these cases, reversals among them, by number.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<ScoreEntry>> {
    let mut found: Vec<ScoreEntry> = Vec::new();
    for chunk in cases.chunks(500) {
        found.extend(row::list::<ScoreEntry>(db, row::among(col::case_id, chunk)).await?);
    }
    found.sort_by_key(|entry| entry.number);
    Ok(found)
}

/// All entries about sites in a round, reversals among them, by number. Those about its cases are not among them.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_round(db: &impl ConnectionTrait, round: RoundId) -> Result<Vec<ScoreEntry>> {
    let condition = Condition::all().add(row::equals(col::round_id, &round)).add(Expr::col(col::case_id).is_null());
    let mut found: Vec<ScoreEntry> = row::list(db, condition).await?;
    found.sort_by_key(|entry| entry.number);
    Ok(found)
}

/// What the entries between two days, both included, sum to, by unit, rule and month; of one unit or of all.
///
/// # Errors
/// When the database cannot be read.
pub async fn sums(
    db: &impl ConnectionTrait,
    (from, until): (NaiveDate, NaiveDate),
    unit: Option<UnitId>,
) -> Result<Vec<EntrySum>> {
    // A reversal takes away its own and the entry it reverses.
    let mut text = String::from(
        "SELECT unit_id, rule_code, month, \
           CAST(SUM(CASE WHEN reverses IS NULL THEN 1 ELSE -1 END) AS BIGINT), CAST(SUM(milli) AS BIGINT) \
         FROM score_entries WHERE month >= $1 AND month <= $2 AND on_day >= $3 AND on_day <= $4",
    );
    let mut values = vec![month_of(from).value(), month_of(until).value(), from.value(), until.value()];
    if let Some(unit) = unit {
        text.push_str(" AND unit_id = $5");
        values.push(unit.value());
    }
    text.push_str(" GROUP BY unit_id, rule_code, month ORDER BY unit_id, month, rule_code");
    let sums = db.query_all_raw(sql(db, text, values)).await?;
    sums.iter()
        .map(|row| {
            let count: i64 = row.try_get_by_index(3)?;
            Ok(EntrySum {
                unit_id: UnitId(row.try_get_by_index(0)?),
                rule_code: row.try_get_by_index(1)?,
                month: row.try_get_by_index(2)?,
                count: u64::try_from(count).unwrap_or_default(),
                sum: of_milli(row.try_get_by_index(4)?),
            })
        })
        .collect()
}

/// The appeals against these entries.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn appeals_of(db: &impl ConnectionTrait, entries: &[ScoreEntryId]) -> Result<Vec<ScoreAppeal>> {
    let mut found = Vec::new();
    for chunk in entries.chunks(500) {
        found.extend(row::list::<ScoreAppeal>(db, row::among(appeal_col::entry_id, chunk)).await?);
    }
    Ok(found)
}

/// An appeal.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn appeal(db: &impl ConnectionTrait, id: ScoreAppealId) -> Result<Option<ScoreAppeal>> {
    row::by(db, appeal_col::id, id).await
}

/// How many appeals within reach wait for their ruling.
///
/// # Errors
/// When the database cannot be read.
pub async fn pending(db: &impl ConnectionTrait, reach: &Reach) -> Result<u64> {
    let mut statement = Query::select();
    statement
        .expr(Expr::col(("score_appeals", appeal_col::id)).count())
        .from("score_appeals")
        .and_where(row::equals(appeal_col::state, &AppealState::Pending))
        .cond_where(reached(reach, &Expr::col(("score_appeals", appeal_col::unit_id))));
    let row = db.query_one(&statement).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Adds an appeal.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when the entry was appealed before.
pub async fn insert_appeal(tx: &Tx, appeal: &ScoreAppeal) -> Result<()> {
    row::insert(tx, appeal).await
}

/// Writes what became of an appeal.
///
/// # Errors
/// [`StorageError::Conflict`] when it was changed since it was read.
pub async fn update_appeal(tx: &Tx, appeal: &ScoreAppeal) -> Result<()> {
    row::update(tx, appeal).await
}

/// Up to when the facts were entered; none before the first time.
///
/// # Errors
/// When the database cannot be read.
pub async fn posted_until(db: &impl ConnectionTrait) -> Result<Option<Timestamp>> {
    let row: Option<PostingRow> = row::by(db, posting_col::ledger, LEDGER.to_owned()).await?;
    Ok(row.map(|row| row.until))
}

/// Notes up to when the facts were entered, where it still stands as it was read.
///
/// # Errors
/// When the database cannot be written.
pub async fn move_posted(tx: &Tx, read: Option<Timestamp>, until: Timestamp) -> Result<()> {
    let (text, values) = match read {
        Some(read) => (
            "UPDATE score_postings SET until = $1 WHERE ledger = $2 AND until = $3",
            vec![until.value(), LEDGER.to_owned().value(), read.value()],
        ),
        None => (
            "INSERT INTO score_postings (until, ledger) VALUES ($1, $2) ON CONFLICT (ledger) DO NOTHING",
            vec![until.value(), LEDGER.to_owned().value()],
        ),
    };
    tx.execute_raw(sql(tx, text, values)).await?;
    Ok(())
}

/// Begins to enter anew at the next look, because a scheme holds now that did not.
///
/// # Errors
/// When the database cannot be written.
pub async fn forget_posted(tx: &Tx) -> Result<()> {
    row::delete(tx, "score_postings", posting_col::ledger, &LEDGER.to_owned()).await?;
    Ok(())
}

/// Whether an error says that another server entered the same.
pub const fn entered_elsewhere(error: &StorageError) -> bool {
    matches!(error, StorageError::AlreadyThere { .. })
}
