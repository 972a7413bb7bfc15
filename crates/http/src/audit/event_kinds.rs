//! `GET /api/v1/audit/event-kinds`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::audit;
use wangge_app::context::App;
use wangge_app::view::{EventKinds, List};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(event_kinds, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listEventKinds")
        .tag("audit")
        .summary("What the record has events of")
        .description("The kinds of things, and what has happened to things of each kind.")
}

async fn event_kinds(caller: Caller) -> Answered<List<EventKinds>> {
    Ok(Json(audit::event_kinds(&caller.app, &caller.actor).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_happened_is_told_by_kind_of_thing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.dispatched_case(&world).await;
            let office = desk.account(Role::Office).await;
            let kinds = desk.get("/audit/event-kinds").by(&office).reply().await.done();
            let case = kinds["items"].as_array().into_iter().flatten().find(|of| of["subject_kind"] == "case").cloned();
            assert!(case.is_some_and(|case| case["kinds"].as_array().is_some_and(|kinds| kinds.len() >= 2)), "{kinds}");
            let leader = desk.account(Role::Leader).await;
            desk.get("/audit/event-kinds").by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}
