//! What all changes of a round share: the right to make them, the version they were made from, the record.

use serde_json::Value;
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::round::{Round, RoundRefusal, RoundState};
use wangge_domain::text::Lang;
use wangge_storage::round::{self, RoundInspector};
use wangge_storage::{ConnectionTrait, Tx};

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::record::{self, By};

/// Whether the actor may do this to rounds. A round is the whole district's: part of it is not enough.
pub(super) fn require(actor: &Actor, action: Action) -> Answer<()> {
    actor.may(action).filter(|reach| reach.all).map(|_| ()).ok_or(AppError::Forbidden(action))
}

/// The round, if it still stands at the version it was read at.
pub(super) async fn at_version(db: &impl ConnectionTrait, id: RoundId, if_match: i64) -> Answer<Round> {
    let round = round::get(db, id).await?.ok_or_else(|| AppError::not_found("round", id))?;
    if round.version == if_match { Ok(round) } else { Err(AppError::Conflict { current: round.version }) }
}

/// The sentence of a round's refusal.
pub(super) fn refused(lang: Lang) -> impl Fn(RoundRefusal) -> AppError {
    move |refusal| AppError::refused(refusal.code(), refusal.message(lang))
}

/// Whether the round stands in one of these states; the refusal names the last of them.
pub(super) fn expect(round: &Round, states: &[RoundState], lang: Lang) -> Answer<()> {
    match states.last() {
        Some(wanted) if !states.contains(&round.state) => {
            Err(refused(lang)(RoundRefusal::WrongState { state: round.state, wanted: *wanted }))
        }
        _ => Ok(()),
    }
}

/// What becomes of a round's sites and inspectors.
pub(super) type Drawn = Option<(Vec<wangge_domain::ids::SiteId>, Vec<RoundInspector>)>;

/// Writes a changed round with its event, and its sites and inspectors where they change too.
pub(super) async fn write(
    app: &App,
    actor: &Actor,
    round: Round,
    drawn: Drawn,
    kind: &'static str,
    payload: Value,
) -> Answer<()> {
    let by = By::of(app, actor);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                round::update(tx, &round).await?;
                replace(tx, round.id, drawn.as_ref()).await?;
                Ok::<_, AppError>(record::event(tx, by, "round", round.id.0, kind, payload).await?)
            })
        })
        .await
}

/// Replaces sites and inspectors of a round, where there is something to replace them by.
pub(super) async fn replace(
    tx: &Tx,
    id: RoundId,
    drawn: Option<&(Vec<wangge_domain::ids::SiteId>, Vec<RoundInspector>)>,
) -> Answer<()> {
    if let Some((sites, inspectors)) = drawn {
        round::replace_sites(tx, id, sites, inspectors).await?;
    }
    Ok(())
}
