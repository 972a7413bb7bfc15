//! `GET /api/v1/editions/{id}/item`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{ItemDetail, OneItemQuery};
use wangge_domain::ids::EditionId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(item, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showItem")
        .tag("standards")
        .summary("One item")
        .description("How it is judged, where it differs, and how often it was failed in the last closed rounds.")
}

async fn item(caller: Caller, Id(id): Id<EditionId>, Query(query): Query<OneItemQuery>) -> Answered<ItemDetail> {
    Ok(Json(edition::item(&caller.app, &caller.actor, caller.lang, id, &query.code).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_item_says_how_it_is_judged_and_how_often_it_was_failed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/editions/{}/item?code=A01", world.edition);
            let item = desk.get(&path).by(&office).reply().await.done();
            assert!(item["judging"]["text"].as_str().is_some_and(|text| text.contains("每发现一处扣 2 分")), "{item}");
            let last = &item["history"][0];
            assert_eq!((last["observed"].as_u64(), last["failed"].as_u64(), last["lost"]["exact"].as_str()), (Some(3), Some(1), Some("4")));
            let inspector = desk.inspector(&world).await;
            let hidden = desk.get(&path).by(&inspector).reply().await.done();
            assert!(hidden["history"].is_null(), "an inspector sees no score: {hidden}");
        }

        async fn an_unknown_item_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/editions/{}/item?code=Z99", world.edition);
            desk.get(&path).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
