//! The index of what cases are called by: numbers and descriptions, cut into pieces short enough for a search of two
//! Chinese characters, which neither database indexes by itself.
//!
//! The index only narrows: what it names is compared with the searched text again, so that a search finds the same
//! cases with it and without it. On SQLite it is an FTS5 table beside `case_words`, on PostgreSQL a GIN index over it.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{DbBackend, Value};
use wangge_domain::case::Case;
use wangge_domain::ids::CaseId;

use crate::ConnectionTrait;
use crate::error::Result;
use crate::row::{self, Cell, push_places, sql};

/// How many cases a search names at most. What is found in more of them a list meets soon enough by reading in order.
const NAMED: usize = 2_000;

/// How many cases are written by one statement.
const AT_ONCE: usize = 500;

/// From this length on a run of ASCII letters and digits is also cut into pieces of this length: two digits of a number
/// would be found in nearly every number.
const LONG: usize = 4;

/// Runs of letters and digits, ASCII apart from all others, ASCII letters small.
fn runs(text: &str) -> Vec<Vec<char>> {
    let mut runs: Vec<Vec<char>> = Vec::new();
    let mut before = None;
    for letter in text.chars().map(|letter| letter.to_ascii_lowercase()) {
        let kind = letter.is_alphanumeric().then_some(letter.is_ascii());
        match (kind, runs.last_mut()) {
            (None, _) => {}
            (Some(_), Some(run)) if kind == before => run.push(letter),
            (Some(_), _) => runs.push(vec![letter]),
        }
        before = kind;
    }
    runs
}

fn pieces(run: &[char], length: usize) -> impl Iterator<Item = String> {
    run.windows(length).map(|piece| piece.iter().collect())
}

fn is_long(run: &[char]) -> bool {
    run.len() >= LONG && run.first().is_some_and(char::is_ascii)
}

/// The pieces a text is found by.
fn kept(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for run in runs(text) {
        all.extend(pieces(&run, 2));
        if is_long(&run) {
            all.extend(pieces(&run, LONG));
        }
    }
    all
}

/// The pieces every text has that holds this one; none for a text too short to be looked up.
fn asked(text: &str) -> BTreeSet<String> {
    runs(text).iter().flat_map(|run| pieces(run, if is_long(run) { LONG } else { 2 })).collect()
}

/// The words of a case as they are written down: its pieces between spaces.
fn line(number: Option<&str>, description: &str) -> String {
    let mut all = kept(description);
    all.extend(kept(number.unwrap_or_default()));
    all.into_iter().collect::<Vec<_>>().join(" ")
}

/// The cases whose words hold a text, as far as the index can tell.
pub(super) enum Named {
    /// The text is too short to be looked up.
    Unknown,
    /// Few enough to be named.
    Few(Vec<CaseId>),
    /// Too many to be named; the condition that they are among them.
    Many(Expr),
}

/// Looks a text up.
pub(super) async fn named(db: &impl ConnectionTrait, text: &str) -> Result<Named> {
    let asked = asked(text);
    if asked.is_empty() {
        return Ok(Named::Unknown);
    }
    let backend = db.get_database_backend();
    let (wanted, given) = match backend {
        DbBackend::Postgres => (
            "SELECT case_id FROM case_words WHERE words @> string_to_array($1, ' ')",
            asked.into_iter().collect::<Vec<_>>().join(" "),
        ),
        _ => (
            "SELECT case_id FROM case_word_index JOIN case_words ON n = case_word_index.rowid \
             WHERE case_word_index MATCH $1",
            asked.iter().map(|piece| format!("\"{piece}\"")).collect::<Vec<_>>().join(" AND "),
        ),
    };
    let statement = sql(db, format!("{wanted} LIMIT {}", NAMED + 1), vec![given.as_str().into()]);
    let found = db.query_all_raw(statement).await?;
    if found.len() > NAMED {
        let place = if backend == DbBackend::Postgres { "$1" } else { "?" };
        let among = format!("cases.id IN ({})", wanted.replace("$1", place));
        return Ok(Named::Many(Expr::cust_with_values(among, [given])));
    }
    let read = |row| CaseId::read(row, 0).map_err(|reason| row::impossible::<Case>(row, 0, "case_id", &reason));
    found.iter().map(read).collect::<Result<_>>().map(Named::Few)
}

/// Writes down the words of new cases.
pub(super) async fn keep(db: &impl ConnectionTrait, cases: &[Case]) -> Result<()> {
    let words = |case: &Case| (case.id, line(case.number.as_deref(), &case.description));
    keep_lines(db, cases.iter().map(words)).await
}

/// Writes down the words of a case that is about to be changed, where they change.
pub(super) async fn renew(db: &impl ConnectionTrait, case: &Case) -> Result<()> {
    let Some(before) = super::get(db, case.id).await? else { return Ok(()) };
    if before.number == case.number && before.description == case.description {
        return Ok(());
    }
    let id = case.id.value();
    if db.get_database_backend() != DbBackend::Postgres {
        let old = "DELETE FROM case_word_index WHERE rowid IN (SELECT n FROM case_words WHERE case_id = $1)";
        db.execute_raw(sql(db, old, vec![id.clone()])).await?;
    }
    db.execute_raw(sql(db, "DELETE FROM case_words WHERE case_id = $1", vec![id])).await?;
    keep(db, std::slice::from_ref(case)).await
}

async fn keep_lines(db: &impl ConnectionTrait, lines: impl Iterator<Item = (CaseId, String)>) -> Result<()> {
    let lines: Vec<_> = lines.collect();
    for chunk in lines.chunks(AT_ONCE) {
        let both: Vec<Value> = chunk.iter().flat_map(|(id, words)| [id.value(), words.as_str().into()]).collect();
        let mut given = String::new();
        push_places(&mut given, chunk.len(), 2);
        if db.get_database_backend() == DbBackend::Postgres {
            let text = format!(
                "INSERT INTO case_words (case_id, words) SELECT given.id::uuid, string_to_array(given.line, ' ') \
                 FROM (VALUES {given}) AS given (id, line)"
            );
            db.execute_raw(sql(db, text, both)).await?;
            continue;
        }
        let ids = chunk.iter().map(|(id, _)| id.value()).collect();
        let mut places = String::new();
        push_places(&mut places, chunk.len(), 1);
        db.execute_raw(sql(db, format!("INSERT INTO case_words (case_id) VALUES {places}"), ids)).await?;
        let text = format!(
            "WITH given (id, line) AS (VALUES {given}) \
             INSERT INTO case_word_index (rowid, words) SELECT n, line FROM given JOIN case_words ON case_id = id"
        );
        db.execute_raw(sql(db, text, both)).await?;
    }
    Ok(())
}

/// Writes down the words of the next cases that have none yet, for a database older than the index; whether there were
/// any.
pub(crate) async fn catch_up(db: &impl ConnectionTrait) -> Result<bool> {
    let text = "SELECT id, number, description FROM cases \
                WHERE NOT EXISTS (SELECT 1 FROM case_words WHERE case_id = cases.id) LIMIT 5000";
    let mut lines = Vec::new();
    for row in db.query_all_raw(sql(db, text, Vec::new())).await? {
        let id = CaseId::read(&row, 0).map_err(|reason| row::impossible::<Case>(&row, 0, "id", &reason))?;
        let number: Option<String> = row.try_get_by_index(1)?;
        let description: String = row.try_get_by_index(2)?;
        lines.push((id, line(number.as_deref(), &description)));
    }
    let any = !lines.is_empty();
    keep_lines(db, lines.into_iter()).await?;
    Ok(any)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn two_characters_are_a_piece_and_digits_of_a_number_come_by_four() {
        let asked = |text| asked(text).into_iter().collect::<Vec<_>>();
        assert_eq!(asked("垃圾桶"), ["圾桶", "垃圾"]);
        assert_eq!(asked("Bin满溢"), ["bi", "in", "满溢"]);
        assert_eq!(asked("2026-00123"), ["0012", "0123", "2026"]);
        assert_eq!(asked("12号"), ["12"]);
        assert!(asked("满").is_empty() && asked("100%".get(3..).unwrap_or_default()).is_empty());
    }

    proptest! {
        #[test]
        fn a_text_is_found_by_any_part_of_it(text in "[垃圾桶a-cA-C0-2 ,，%_\"']{0,14}", from in 0_usize..14, length in 0_usize..14) {
            let part: String = text.chars().skip(from).take(length).collect();
            prop_assert!(asked(&part).is_subset(&kept(&text)), "{text:?} by {part:?}");
        }
    }
}
