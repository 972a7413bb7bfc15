//! Opening and closing a round.

use serde_json::json;
use wangge_domain::ids::RoundId;
use wangge_domain::permission::{Action, Actor};
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::round;

use super::change::{at_version, refused, require, write};
use super::show;
use crate::context::{Answer, App};
use crate::view::RoundDetail;

/// Opens a planned round: from now on its sites are visited.
///
/// # Errors
/// Refuses a round that is not planned or has no site.
pub async fn open(app: &App, actor: &Actor, lang: Lang, id: RoundId, if_match: i64) -> Answer<RoundDetail> {
    require(actor, Action::OpenRound)?;
    let db = app.store.read();
    let round = at_version(&db, id, if_match).await?;
    let sites = round::sites(&db, id, &Reach::everything()).await?.len();
    let opened = round.open(sites).map_err(refused(lang))?;
    write(app, actor, opened, None, "opened", json!({ "sites": sites })).await?;
    show(app, actor, lang, id).await
}

/// Closes an open round: no visit is taken any more, and its score stands. A site nobody visited has no score;
/// what the edition does about it, its missing-data rule says.
///
/// # Errors
/// Refuses a round that is not open.
pub async fn close(app: &App, actor: &Actor, lang: Lang, id: RoundId, if_match: i64) -> Answer<RoundDetail> {
    require(actor, Action::CloseRound)?;
    let db = app.store.read();
    let round = at_version(&db, id, if_match).await?;
    let closed = round.close(app.now()).map_err(refused(lang))?;
    write(app, actor, closed, None, "closed", json!({})).await?;
    show(app, actor, lang, id).await
}
