//! Evidence 证据照片: what was sent, by whom, and what it is attached to. The bytes are [`Files`].
//!
//! Invariants: rows are only ever added, but for photographs attached to nothing, which may be collected; the bytes of a row are kept before the row is; an attachment names the
//! visit or case through whose reach it is seen.

mod collect;
mod files;
mod said;

use std::collections::BTreeSet;

use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Order};
use wangge_domain::evidence::{Capture, EvidenceHash, Fix, Likeness, Media, Subject};
use wangge_domain::ids::{CaseId, UserId, VisitId};
use wangge_domain::time::Timestamp;

pub use self::collect::{remove_unattached, unattached};
pub use self::files::{Files, Overwriting};
pub use self::said::{Fingerprint, fingerprints_since, learn, of_hashes, senders_of, unread, uses_of};
use crate::error::{Result, StorageError};
use crate::reach::{Reach, matching};
use crate::row::{self, Plain, count};
use crate::{ConnectionTrait, Tx, case, visit};

/// How many rows are asked for in one statement.
const AT_ONCE: usize = 500;

stored_as_word!(Media, Subject);
stored_as_json_text!(Capture);

impl Plain for Likeness {
    type Stored = i64;
    fn store(&self) -> i64 {
        self.0.cast_signed()
    }
    fn load(stored: i64) -> std::result::Result<Self, String> {
        Ok(Self(stored.cast_unsigned()))
    }
}

impl Plain for EvidenceHash {
    type Stored = String;
    fn store(&self) -> String {
        self.to_string()
    }
    fn load(stored: String) -> std::result::Result<Self, String> {
        Self::try_from(stored).map_err(|error| error.to_string())
    }
}

table! {
    /// A photograph that was sent.
    pub struct EvidenceRow in "evidence" as col key(sha256) {
        /// The SHA-256 of its bytes.
        sha256: EvidenceHash,
        /// The format of its file.
        media: Media,
        /// How many bytes it has.
        size_bytes: i64,
        /// How many pixels it is wide, upright.
        width: u32,
        /// How many pixels it is high, upright.
        height: u32,
        /// When it came in first.
        received_at: Timestamp,
        /// What the camera wrote; none until it was read, for photographs of earlier versions.
        capture: Option<Capture>,
        /// Its fingerprint; none for a bare surface.
        likeness: Option<Likeness>,
    }
}

table! {
    /// Whoever sent a photograph, and so may attach it.
    pub struct SenderRow in "evidence_senders" as sender_col key(sha256, user_id) {
        /// The photograph.
        sha256: EvidenceHash,
        /// The account; zeros for the system.
        user_id: UserId,
        /// When.
        at: Timestamp,
        /// When it was taken, as the sender's phone says.
        taken_at: Option<Timestamp>,
        /// Longitude of the phone, WGS-84 degrees.
        lon: Option<f64>,
        /// Latitude of the phone.
        lat: Option<f64>,
        /// The accuracy the phone names, in metres.
        accuracy_m: Option<f64>,
    }
}

impl SenderRow {
    /// Where the phone says it was.
    pub fn fix(&self) -> Option<Fix> {
        Some(Fix { lon: self.lon?, lat: self.lat?, accuracy_m: self.accuracy_m })
    }
}

table! {
    /// A photograph attached to something.
    pub struct AttachmentRow in "attachments" as attached_col key(subject_kind, subject_id, sha256) {
        /// What kind of thing it is attached to.
        subject_kind: Subject,
        /// The thing.
        subject_id: uuid::Uuid,
        /// The photograph.
        sha256: EvidenceHash,
        /// Its place among the thing's photographs, from 0.
        position: u32,
        /// The visit, where it is attached to an observation.
        visit_id: Option<VisitId>,
        /// The case, where it is attached to its report, a rectification or a check.
        case_id: Option<CaseId>,
        /// When.
        at: Timestamp,
    }
}

/// A photograph attached to something, with its size.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// To what.
    pub row: AttachmentRow,
    /// How many pixels it is wide, upright.
    pub width: u32,
    /// How many pixels it is high, upright.
    pub height: u32,
}

/// Notes a photograph and who sent it; what is noted already stays as it is, but for when it last came.
///
/// # Errors
/// When the database cannot be written.
pub async fn note(tx: &Tx, row: &EvidenceRow, sender: &SenderRow) -> Result<()> {
    if !note_wanted(tx, &row.sha256, sender.at).await? {
        row::add_new(tx, std::slice::from_ref(row)).await?;
    }
    row::add_new(tx, std::slice::from_ref(sender)).await
}

/// Notes that a photograph came or was asked for again, if it is known; says whether.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_wanted(tx: &Tx, hash: &EvidenceHash, at: Timestamp) -> Result<bool> {
    // Writing the row also waits for whoever is collecting it.
    let text = "UPDATE evidence SET last_sent_at = $1 WHERE sha256 = $2";
    let values = vec![row::Cell::value(&at), row::Cell::value(hash)];
    Ok(tx.execute_raw(row::sql(tx, text, values)).await?.rows_affected() > 0)
}

/// Attaches photographs.
///
/// # Errors
/// [`StorageError::AlreadyThere`] when one is attached already, [`StorageError::NoSuchReference`] when one was
/// collected meanwhile.
pub async fn attach(tx: &Tx, rows: &[AttachmentRow]) -> Result<()> {
    let hashes: BTreeSet<&EvidenceHash> = rows.iter().map(|row| &row.sha256).collect();
    // Held until the end of the transaction, so that nobody collects what is being attached.
    let mut held = row::select::<EvidenceRow>();
    held.and_where(row::among(col::sha256, hashes.iter().copied())).lock(LockType::KeyShare);
    if !hashes.is_empty() && row::all::<EvidenceRow>(tx, &held).await?.len() < hashes.len() {
        return Err(StorageError::NoSuchReference("evidence".to_owned()));
    }
    row::insert_many(tx, rows).await
}

/// A photograph, whoever asks.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait, hash: &EvidenceHash) -> Result<Option<EvidenceRow>> {
    row::by(db, col::sha256, hash.clone()).await
}

/// Every photograph, by hash: for looking the folder over.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<EvidenceRow>> {
    row::list(db, sea_orm::sea_query::Condition::all()).await
}

/// Whether an account sent a photograph.
///
/// # Errors
/// When the database cannot be read.
pub async fn was_sent_by(db: &impl ConnectionTrait, hash: &EvidenceHash, user: UserId) -> Result<bool> {
    let text = "SELECT COUNT(*) FROM evidence_senders WHERE sha256 = $1 AND user_id = $2";
    Ok(count(db, text, vec![row::Cell::value(hash), row::Cell::value(&user)]).await? > 0)
}

/// Whether a photograph is attached to an observation of a visit within reach.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_in_visits(db: &impl ConnectionTrait, reach: &Reach, hash: &EvidenceHash) -> Result<bool> {
    let mut statement = row::select::<AttachmentRow>();
    statement
        .inner_join("visits", Expr::col(("visits", "id")).equals(("attachments", attached_col::visit_id)))
        .inner_join("sites", Expr::col(("sites", "id")).equals(("visits", "site_id")))
        .and_where(row::equals_in("attachments", attached_col::sha256, hash))
        .cond_where(reach.condition(&visit::reach_columns()))
        .limit(1);
    Ok(row::one::<AttachmentRow>(db, &statement).await?.is_some())
}

/// Whether a photograph belongs to a case within reach: to its report, a rectification or check, or to the
/// observation it was made of.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_in_cases(db: &impl ConnectionTrait, reach: &Reach, hash: &EvidenceHash) -> Result<bool> {
    let here = row::equals_in("attachments", attached_col::sha256, hash);
    let mut own = matching("attachments", &[(attached_col::case_id, ("cases", "id"))]);
    own.and_where(here.clone());
    let mut observed = matching("lost_points", &[("case_id", ("cases", "id"))]);
    observed
        .inner_join(
            "attachments",
            Expr::col(("attachments", attached_col::subject_id)).equals(("lost_points", "observation_id")),
        )
        .and_where(here);
    let either = Expr::exists(own).or(Expr::exists(observed));
    case::is_any(db, reach, either).await
}

/// The measures of practice cards a photograph is attached to, in the present wording of a card or an earlier one.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn measures_with(db: &impl ConnectionTrait, hash: &EvidenceHash) -> Result<Vec<uuid::Uuid>> {
    let here = sea_orm::sea_query::Condition::all()
        .add(row::equals(attached_col::sha256, hash))
        .add(row::equals(attached_col::subject_kind, &Subject::Practice));
    let found: Vec<AttachmentRow> = row::list(db, here).await?;
    Ok(found.into_iter().map(|row| row.subject_id).collect())
}

/// The photographs attached to observations of visits, in their order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_visits(db: &impl ConnectionTrait, visits: &[VisitId]) -> Result<Vec<Attached>> {
    let mut found = Vec::new();
    for chunk in visits.chunks(AT_ONCE) {
        found.extend(attached(db, row::among_in("attachments", attached_col::visit_id, chunk)).await?);
    }
    Ok(found)
}

/// The photographs attached to the reports, rectifications and checks of cases, in their order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_cases(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<Vec<Attached>> {
    let mut found = Vec::new();
    for chunk in cases.chunks(AT_ONCE) {
        found.extend(attached(db, row::among_in("attachments", attached_col::case_id, chunk)).await?);
    }
    Ok(found)
}

/// The photographs attached to things by their identity, such as the observations that became lost points of a case or
/// the measures of a practice card, in their order.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn of_subjects(db: &impl ConnectionTrait, subjects: &[uuid::Uuid]) -> Result<Vec<Attached>> {
    let mut found = Vec::new();
    for chunk in subjects.chunks(AT_ONCE) {
        found.extend(attached(db, row::among_in("attachments", attached_col::subject_id, chunk)).await?);
    }
    Ok(found)
}

async fn attached(db: &impl ConnectionTrait, condition: Expr) -> Result<Vec<Attached>> {
    let mut statement = row::select::<AttachmentRow>();
    statement
        .columns([("evidence", col::width), ("evidence", col::height)])
        .inner_join("evidence", Expr::col(("evidence", col::sha256)).equals(("attachments", attached_col::sha256)))
        .and_where(condition)
        .order_by(("attachments", attached_col::at), Order::Asc)
        .order_by(("attachments", attached_col::subject_id), Order::Asc)
        .order_by(("attachments", attached_col::position), Order::Asc);
    let columns = <AttachmentRow as row::Row>::COLUMNS.len();
    let read = |found: &sea_orm::QueryResult| {
        let side = |place| row::Cell::read(found, columns + place);
        let wrong = |reason: String| row::impossible::<AttachmentRow>(found, 0, "width, height", &reason);
        Ok(Attached { row: row::Row::read(found, 0)?, width: side(0).map_err(wrong)?, height: side(1).map_err(wrong)? })
    };
    db.query_all(&statement).await?.iter().map(read).collect()
}
