//! `GET /api/v1/cases/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::CaseDetail;
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCase")
        .tag("cases")
        .summary("One case")
        .description("Its whole story, and what the reader may do with it now.")
}

async fn show(caller: Caller, Id(id): Id<CaseId>) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_case_says_what_the_reader_may_do(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let reply = desk.get(&format!("/cases/{case}")).by(&office).reply().await;
            assert_eq!(reply.header("etag"), format!("\"{}\"", reply.json["version"]));
            let seen = reply.done();
            let allowed: Vec<&str> = seen["allowed"].as_array().into_iter().flatten().filter_map(|a| a["action"].as_str()).collect();
            assert_eq!(allowed, ["file", "decline", "merge"], "{seen}");
            assert!(seen["timeline"].as_array().is_some_and(|timeline| timeline.len() == 1), "{seen}");
            let read = desk.get(&format!("/cases/{case}")).by(&leader).reply().await.done();
            assert_eq!(read["allowed"], serde_json::json!([]));
        }

        async fn a_case_elsewhere_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
            desk.get(&format!("/cases/{case}")).by(&east).reply().await.refused(404, "not_found");
        }
    }
}
