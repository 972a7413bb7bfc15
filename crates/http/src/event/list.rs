//! `GET /api/v1/events`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::event;
use wangge_app::view::{EventQuery, EventView, List};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listEvents")
        .tag("stream")
        .summary("What happened to one thing")
        .description("Who did what when, for whoever may see the thing itself; what it held stands where the thing is.")
}

async fn list(caller: Caller, Query(query): Query<EventQuery>) -> Answered<List<EventView>> {
    Ok(Json(event::of_subject(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_reader_of_a_case_learns_who_did_what_to_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let case = desk.filed_case(&world).await;
            let path = format!("/events?noun=case&id={case}");
            let events = desk.get(&path).by(&office).reply().await.done();
            let items = events["items"].as_array().cloned().unwrap_or_default();
            let kinds: Vec<&str> = items.iter().filter_map(|event| event["kind"].as_str()).collect();
            assert_eq!(kinds, ["reported", "filed"]);
            assert_eq!((items[1]["kind_name"].as_str(), items[1]["actor"].as_str()), (Some("立案"), Some("office")));
            assert!(items[1].get("payload").is_none(), "the details stand where the case is");
            let at = items[1]["at"].as_str().unwrap_or_default();
            let since = desk.get(&format!("{path}&since={at}")).by(&office).reply().await.done();
            assert_eq!(since["total"], 1);
        }

        async fn whoever_may_not_see_the_case_learns_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.filed_case(&world).await;
            let east = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            let path = format!("/events?noun=case&id={case}");
            desk.get(&path).by(&east).reply().await.refused(404, "not_found");
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get(&path).by(&administrator).reply().await.refused(404, "not_found");
            let office = desk.account(Role::Office).await;
            let nobody: Uuid = desk.app.new_id();
            desk.get(&format!("/events?noun=case&id={nobody}")).by(&office).reply().await.refused(404, "not_found");
            let user = desk.account(Role::Leader).await;
            let account = format!("/events?noun=user&id={}", user.id);
            desk.get(&account).by(&office).reply().await.refused(404, "not_found");
            desk.get("/events?noun=case").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
