//! Sites 点位: the list, one site with its history and photographs, editing it, and how its score was made.

mod amend;
mod detail;
mod list;
mod photos;
mod summary;

use wangge_domain::ids::SiteId;
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::view::{ScoreNode, SiteExplanationQuery};
use crate::{result, view};

pub use amend::amend;
pub(crate) use amend::difference;
pub use detail::show;
pub use list::list;
pub use photos::photos;
pub use summary::Standings;

/// How a site's score in a round was made; in the last closed round when none is named.
///
/// # Errors
/// [`AppError::NotFound`] outside the actor's reach, or when the round did not score the site.
pub async fn explain(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: SiteId,
    query: SiteExplanationQuery,
) -> Answer<ScoreNode> {
    let db = app.store.read();
    let round = match query.round {
        Some(round) => Some(round),
        None => result::closed(&db).await?.first().map(|round| round.id),
    };
    let round = round.ok_or_else(|| AppError::not_found("score", id))?;
    let query = view::ExplanationQuery { at: Some(format!("site:{id}")) };
    result::explain(app, actor, lang, round, query).await
}
