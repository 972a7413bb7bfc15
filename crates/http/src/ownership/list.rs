//! `GET /api/v1/ownerships` and `GET /api/v1/sites/{id}/ownerships`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ownership;
use wangge_app::view::{List, OwnershipQuery, OwnershipView};
use wangge_domain::ids::SiteId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, |operation: TransformOperation<'_>| {
        operation.id("listOwnerships").tag("ownerships").summary("Ownership records").description(
            "Those of the sites within reach, with how each stands on a day. A record says who answers for a site, or for \
             one item at it, before every other rule of the register.",
        )
    })
}

pub(crate) fn of_site_route() -> ApiMethodRouter<App> {
    get_with(of_site, |operation: TransformOperation<'_>| {
        operation.id("listSiteOwnerships").tag("ownerships").summary("A site's ownership records").description(
            "All of them, those that have ended too: records about all items first, then by item and first day.",
        )
    })
}

async fn list(caller: Caller, Query(query): Query<OwnershipQuery>) -> Answered<List<OwnershipView>> {
    Ok(Json(ownership::list(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn of_site(caller: Caller, Id(id): Id<SiteId>) -> Answered<List<OwnershipView>> {
    Ok(Json(ownership::of_site(&caller.app, &caller.actor, caller.lang, id).await?))
}
