//! `GET /api/v1/editions/{id}/items`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::{ItemQuery, ItemView, List};
use wangge_domain::ids::EditionId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(items, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listItems")
        .tag("standards")
        .summary("Items of an edition")
        .description("What good looks like, how to look, how it is judged, who answers and by when.")
}

async fn items(caller: Caller, Id(id): Id<EditionId>, Query(query): Query<ItemQuery>) -> Answered<List<ItemView>> {
    Ok(Json(edition::items(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn items_say_what_good_looks_like_and_are_filtered(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            let items = async |query: &str| {
                let list = desk.get(&format!("/editions/{}/items{query}", world.edition)).by(&inspector).reply().await;
                list.done()["items"].as_array().cloned().unwrap_or_default()
            };
            let toilets = items("?type=toilet").await;
            assert!(!toilets.is_empty() && toilets.iter().all(|item| item["types"].to_string().contains("公厕")));
            let all = items("").await;
            let first = &all[0];
            assert_eq!((first["code"].as_str(), first["judging"]["kind"].as_str()), (Some("A01"), Some("count_deduct")));
            assert_eq!((first["points"].as_str(), first["department"]["code"].as_str()), (Some("10"), Some("urban-management")));
            for key in ["criterion", "tip", "photo", "limit"] {
                assert!(first[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {first}");
            }
            assert_eq!(items("?q=A01").await.len(), 1);
        }

        async fn items_of_no_edition_are_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/editions/{}/items", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
