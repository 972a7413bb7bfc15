//! Taking in a piece of a patrol.

use std::sync::Arc;

use serde_json::json;
use sha2::{Digest as _, Sha256};
use wangge_domain::grid::Node;
use wangge_domain::patrol::{Fix, Patrol, PatrolRefusal, PatrolSettings, Walked, check};
use wangge_domain::permission::{Action, Actor};
use wangge_geo::walk::{Lattice, in_order, legs, length_m};
use wangge_storage::patrol::{self, PatrolCase, PatrolPiece};
use wangge_storage::{Tx, node};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::locate::Places;
use crate::reading::reach;
use crate::record::{self, By};
use crate::view::{PatrolReceipt, SendPatrol};

/// What taking in a piece rests on, made before its transaction.
struct Ready {
    command: SendPatrol,
    begun: Patrol,
    piece: Option<PatrolPiece>,
    lattice: Arc<Option<Lattice>>,
    settings: PatrolSettings,
    by: By,
}

/// Takes in a piece of a patrol; the flag says whether the patrol is new. A piece sent again changes nothing and is
/// answered with how the patrol stands.
///
/// # Errors
/// [`AppError::NotFound`] for a node the actor does not walk; the refusals of [`PatrolRefusal`].
pub async fn send(app: &App, actor: &Actor, command: SendPatrol) -> Answer<(PatrolReceipt, bool)> {
    let db = app.store.read();
    let reach = reach(&db, actor, Action::MakePatrol).await?;
    let nodes = node::list(&db, &reach).await?;
    let node = nodes.iter().find(|node| node.id == command.node_id);
    let node = node.ok_or_else(|| AppError::not_found("node", command.node_id))?;
    check((command.begun_at, command.ended_at), &command.fixes, app.now()).map_err(|refusal| refused(&refusal))?;
    let settings = crate::campaign::load(&db).await?.settings.patrol;
    let lattice = super::lattice(app, &*Places::load(app, &db).await?, node.id, &settings)?;
    let by = By::of(app, actor);
    let begun = begun(actor, node, &command, &by);
    let piece = piece(&command)?;
    let ready = Arc::new(Ready { command, begun, piece, lattice, settings, by });
    let stored = app
        .store
        .write(move |tx| {
            let ready = Arc::clone(&ready);
            Box::pin(async move { take_in(tx, &ready).await })
        })
        .await?;
    Ok((receipt(&stored.0), stored.1))
}

fn refused(refusal: &PatrolRefusal) -> AppError {
    match refusal {
        PatrolRefusal::FixNowhere { number } | PatrolRefusal::FixOutside { number } => {
            AppError::invalid(format!("/fixes/{}", number - 1), refusal.message())
        }
        _ => AppError::refused(refusal.code(), refusal.message()),
    }
}

fn begun(actor: &Actor, node: &Node, command: &SendPatrol, by: &By) -> Patrol {
    Patrol {
        id: command.id,
        node_id: node.id,
        person_id: actor.person_id,
        user_id: actor.user_id,
        walker: actor.name.clone(),
        begun_at: command.begun_at,
        ended_at: None,
        received_at: by.at,
        walked: Walked { fixes: 0, length_m: 0, covered: 0, of: 0, cells: None },
        track_removed_at: None,
        version: 0,
    }
}

fn piece(command: &SendPatrol) -> Answer<Option<PatrolPiece>> {
    if command.fixes.is_empty() {
        return Ok(None);
    }
    let fixes = in_order(&command.fixes);
    let text = serde_json::to_vec(&fixes)
        .map_err(|error| AppError::Storage(wangge_storage::StorageError::Panicked(error.to_string())))?;
    Ok(Some(PatrolPiece { patrol_id: command.id, sha256: format!("{:x}", Sha256::digest(text)), fixes }))
}

async fn take_in(tx: &Tx, ready: &Ready) -> Answer<(Patrol, bool)> {
    let command = &ready.command;
    let stored = patrol::begin(tx, &ready.begun).await?.ok_or_else(|| AppError::not_found("patrol", command.id))?;
    let new = stored.version == 0;
    let ended_at = command.ended_at.or(stored.ended_at);
    let same = (stored.node_id, stored.begun_at, stored.user_id) == (command.node_id, command.begun_at, ready.by.actor);
    if !same || stored.ended_at.is_some_and(|end| ended_at != Some(end)) {
        return Err(refused(&PatrolRefusal::Locked));
    }
    // The end may have come with another piece.
    check((stored.begun_at, ended_at), &command.fixes, ready.by.at).map_err(|refusal| refused(&refusal))?;
    let found = |case_id: &_| PatrolCase { patrol_id: stored.id, case_id: *case_id };
    patrol::add_cases(tx, &command.case_ids.iter().map(found).collect::<Vec<PatrolCase>>()).await?;
    let pieces = patrol::pieces(tx, stored.id).await?;
    // A track that was removed stays so.
    let piece = ready
        .piece
        .iter()
        .find(|piece| stored.track_removed_at.is_none() && pieces.iter().all(|known| known.sha256 != piece.sha256));
    if !new && piece.is_none() && ended_at == stored.ended_at {
        return Ok((stored, false));
    }
    let walked = match piece {
        Some(piece) => {
            patrol::add_pieces(tx, std::slice::from_ref(piece)).await?;
            let fixes: Vec<Fix> = pieces.iter().chain([piece]).flat_map(|piece| piece.fixes.iter().copied()).collect();
            walked(&fixes, ready)
        }
        None if new => walked(&[], ready),
        None => stored.walked.clone(),
    };
    let after = Patrol { ended_at, walked, ..stored };
    patrol::update(tx, &after).await?;
    let kind = match (new, ended_at.is_some()) {
        (_, true) => "ended",
        (true, false) => "begun",
        (false, false) => "went_on",
    };
    // The record says what it came to and names the piece by its digest; where somebody was stays out of it.
    let payload = json!({
        "node_id": after.node_id,
        "begun_at": after.begun_at,
        "ended_at": after.ended_at,
        "fixes": after.walked.fixes,
        "length_m": after.walked.length_m,
        "covered": after.walked.covered,
        "of": after.walked.of,
        "piece_sha256": piece.map(|piece| &piece.sha256),
        "cases": command.case_ids,
    });
    record::event(tx, ready.by.clone(), "patrol", after.id.0, kind, payload).await?;
    Ok((after, new))
}

/// What fixes come to in the node.
fn walked(fixes: &[Fix], ready: &Ready) -> Walked {
    let legs = legs(fixes, &ready.settings);
    let cells = ready.lattice.as_ref().as_ref().map(|lattice| lattice.reached(&legs, ready.settings.reach_m));
    Walked {
        fixes: u32::try_from(in_order(fixes).len()).unwrap_or(u32::MAX),
        length_m: length_m(&legs),
        covered: cells.as_ref().map_or(0, wangge_domain::patrol::CellSet::covered),
        of: cells.as_ref().map_or(0, wangge_domain::patrol::CellSet::of),
        cells,
    }
}

fn receipt(patrol: &Patrol) -> PatrolReceipt {
    PatrolReceipt {
        id: patrol.id,
        ended: patrol.ended_at.is_some(),
        fixes: patrol.walked.fixes,
        length_m: patrol.walked.length_m,
        covered: patrol.walked.covered,
        of: patrol.walked.of,
    }
}
