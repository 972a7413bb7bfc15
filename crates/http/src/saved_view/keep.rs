//! `POST /api/v1/views`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::saved_view;
use wangge_app::view::{KeepView, SavedViewList};

use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(keep, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("keepView")
        .tag("views")
        .summary("Keep a view of a list")
        .description("A filter under a name; the same name again takes the new filter. Only the office shares.")
}

async fn keep(caller: Caller, Body(command): Body<KeepView>) -> Result<Json<SavedViewList>, Refusal> {
    Ok(Json(saved_view::keep(&caller.app, &caller.actor, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_is_shared_is_seen_by_all_and_removed_by_its_owner_only(store: Store) {
            let desk = Desk::open(store).await;
            let (office, worker) = (desk.account(Role::Office).await, desk.account(Role::GridWorker).await);
            let view = |name: &str, shared| json!({ "list": "cases", "name": name, "query": "overdue=true", "shared": shared });
            let own = desk.post("/views").by(&office).with(&view("逾期", false)).reply().await.done();
            assert_eq!((&own["items"][0]["name"], &own["items"][0]["own"]), (&json!("逾期"), &json!(true)), "{own}");
            let none = desk.get("/views?list=cases").by(&worker).reply().await.done();
            assert_eq!(none["items"], json!([]), "what is not shared is its owner's");
            desk.post("/views").by(&office).with(&view("逾期", true)).reply().await.done();
            let seen = desk.get("/views?list=cases").by(&worker).reply().await.done();
            assert_eq!((&seen["items"][0]["name"], &seen["items"][0]["own"]), (&json!("逾期"), &json!(false)), "{seen}");
            let path = format!("/views/{}", seen["items"][0]["id"].as_str().unwrap_or_default());
            desk.call(axum::http::Method::DELETE, &path).by(&worker).reply().await.refused(404, "not_found");
            desk.post("/views").by(&worker).with(&view("我的", true)).reply().await.refused(403, "forbidden");
            desk.post("/views").by(&worker).with(&view(" ", false)).reply().await.refused(409, "view_shape");
            desk.get("/views?list=nothing").by(&worker).reply().await.refused(400, "query_invalid");
            assert_eq!(desk.call(axum::http::Method::DELETE, &path).by(&office).reply().await.status, 204);
        }
    }
}
