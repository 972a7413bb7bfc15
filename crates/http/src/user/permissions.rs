//! `GET /api/v1/permissions`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::Permissions;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(permissions, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showPermissions")
        .tag("users")
        .summary("Who may do what")
        .description("The one table of permissions, worded.")
}

async fn permissions(caller: Caller) -> Answered<Permissions> {
    Ok(Json(user::permissions(&caller.actor, caller.lang)?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_table_is_the_one_that_decides(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let table = desk.get("/permissions").by(&administrator).reply().await.done();
            assert_eq!(table["roles"].as_array().map(Vec::len), Some(Role::ALL.len()));
            let manage = table["actions"].as_array().into_iter().flatten().find(|of| of["action"]["code"] == "manage_users").cloned();
            assert_eq!(manage.map(|of| of["roles"].clone()), Some(serde_json::json!(["system_administrator"])));
            let separated = table["separated"].to_string();
            assert!(separated.contains("auditor") && separated.contains("system_administrator"), "{separated}");
            desk.get("/permissions").reply().await.refused(401, "unauthenticated");
        }
    }
}
