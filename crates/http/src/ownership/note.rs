//! `POST /api/v1/sites/{id}/ownerships`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::ownership;
use wangge_app::view::{NoteOwnership, OwnershipView};
use wangge_domain::ids::SiteId;

use crate::answer::{Created, Tagged};
use crate::extract::{Body, Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(note, |operation: TransformOperation<'_>| {
        operation.id("noteOwnership").tag("ownerships").summary("Note an ownership record").description(
            "Records of one site and item follow one another and never overlap; one that takes another's place ends that \
             one on the day before. Sent again it is answered as it stands.",
        )
    })
}

async fn note(
    caller: Caller,
    Id(id): Id<SiteId>,
    Body(command): Body<NoteOwnership>,
) -> Result<Created<Tagged<OwnershipView>>, Refusal> {
    let (answer, new) = ownership::note(&caller.app, &caller.actor, caller.lang, id, command).await?;
    Ok(Created { new, answer: Tagged(answer) })
}
