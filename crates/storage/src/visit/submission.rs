//! What submitting a visit asks inside its transaction, in as few queries as can be.

use sea_orm::DbBackend;
use wangge_domain::case::ClosedProblem;
use wangge_domain::ids::{CaseId, RoundId, SiteId, VisitId};
use wangge_domain::round::VisitState;
use wangge_domain::time::Timestamp;

use crate::error::Result;
use crate::row::{self, Cell, sql};
use crate::{ConnectionTrait, Tx};

/// How things stand at the moment a visit is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The version of the round.
    pub round_version: i64,
    /// The version of the site.
    pub site_version: i64,
    /// The visit already stored under the identity: its body's digest, its state, when it was received.
    pub visit: Option<(String, VisitState, Timestamp)>,
    /// The visit of the round to the site that was returned last and that no other has replaced yet.
    pub returned: Option<VisitId>,
}

/// How round, site and visit stand; none when round or site do not exist. Until the transaction ends the round
/// cannot be closed, and no other visit to the site be written, so that two of them at once cannot both make a
/// case of the same problem.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn standing(tx: &Tx, round: RoundId, site: SiteId, visit: VisitId) -> Result<Option<Standing>> {
    let mut text = "SELECT r.version, s.version, v.body_sha256, v.state, v.received_at, \
        (SELECT b.id FROM visits b WHERE b.round_id = r.id AND b.site_id = s.id AND b.state = 'returned' \
            AND NOT EXISTS (SELECT 1 FROM visits n WHERE n.replaces_id = b.id) \
            ORDER BY b.voided_at DESC LIMIT 1) \
        FROM rounds r JOIN sites s ON s.id = $2 LEFT JOIN visits v ON v.id = $3 WHERE r.id = $1"
        .to_owned();
    // The embedded database has one writer and needs no locks.
    if tx.get_database_backend() == DbBackend::Postgres {
        text.push_str(" FOR SHARE OF r FOR NO KEY UPDATE OF s");
    }
    let values = vec![round.value(), site.value(), visit.value()];
    let Some(row) = tx.query_one_raw(sql(tx, text, values)).await? else { return Ok(None) };
    let body: Option<String> = row.try_get_by_index(2)?;
    let stored = match body {
        Some(body) => {
            let state = Cell::read(&row, 3)
                .map_err(|reason| row::impossible::<wangge_domain::round::Visit>(&row, 0, "state", &reason))?;
            Some((body, state, row.try_get_by_index(4)?))
        }
        None => None,
    };
    let returned: Option<uuid::Uuid> = row.try_get_by_index(5)?;
    Ok(Some(Standing {
        round_version: row.try_get_by_index(0)?,
        site_version: row.try_get_by_index(1)?,
        visit: stored,
        returned: returned.map(VisitId),
    }))
}

/// The problems that a new finding may continue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    /// The open cases of the site by item, the first reported first.
    pub open: Vec<(String, CaseId)>,
    /// The cases closed at the site since the moment asked for.
    pub closed: Vec<ClosedProblem>,
}

/// The open cases of a site, and those closed at it since a moment, as far as they are about an item.
///
/// # Errors
/// When the database cannot be read or a row is impossible.
pub async fn problems(tx: &Tx, site: SiteId, closed_since: Timestamp) -> Result<Problems> {
    let text = "SELECT id, item_code FROM cases WHERE site_id = $1 AND item_code IS NOT NULL \
        AND state NOT IN ('declined', 'merged', 'voided', 'closed') ORDER BY reported_at, id";
    let mut open = Vec::new();
    for row in tx.query_all_raw(sql(tx, text, vec![site.value()])).await? {
        let (id, item_code): (uuid::Uuid, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        open.push((item_code, CaseId(id)));
    }
    let closed = crate::case::closed_problems(tx, &[site], None, closed_since).await?;
    Ok(Problems { open, closed })
}
