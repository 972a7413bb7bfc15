//! `GET /api/v1/cases/{id}/duplicates`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::DuplicateList;
use wangge_domain::ids::CaseId;

use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(duplicates, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listDuplicates")
        .tag("cases")
        .summary("What a case may repeat")
        .description("Open cases of the same item, at the same site or near it, reported at about the same time.")
}

async fn duplicates(caller: Caller, Id(id): Id<CaseId>) -> Result<Json<DuplicateList>, Refusal> {
    Ok(Json(case::duplicates(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_open_report_of_the_same_item_at_the_same_site_is_proposed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (first, second) = (desk.filed_case(&world).await, desk.reported_case(&world).await);
            let office = desk.account(Role::Office).await;
            let seen = desk.get(&format!("/cases/{second}/duplicates")).by(&office).reply().await.done();
            assert_eq!(seen["items"][0]["id"], first.to_string(), "{seen}");
            assert_eq!(seen["items"].as_array().map(Vec::len), Some(1), "itself is none: {seen}");
            assert_eq!(seen["items"][0]["takes"], true, "{seen}");
            assert!(seen["items"][0]["why"].as_str().is_some_and(|why| why.contains("同一点位")), "{seen}");
            let seen = desk.get(&format!("/cases/{first}/duplicates")).by(&office).reply().await.done();
            assert_eq!(seen["items"][0]["takes"], false, "a filed case is not merged into a report: {seen}");
        }

        async fn a_case_elsewhere_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
            desk.get(&format!("/cases/{case}/duplicates")).by(&east).reply().await.refused(404, "not_found");
        }
    }
}
