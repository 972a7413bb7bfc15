//! `GET /api/v1/users`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{List, UserView};

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(list, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("listUsers").tag("users").summary("Accounts").description("All accounts with their roles.")
}

async fn list(caller: Caller) -> Answered<List<UserView>> {
    Ok(Json(user::list(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn only_the_system_administrator_sees_the_accounts(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let office = desk.account(Role::Office).await;
            let list = desk.get("/users").by(&administrator).reply().await.done();
            assert_eq!((list["total"].as_u64(), list["items"].as_array().map(Vec::len)), (Some(2), Some(2)));
            assert!(!list.to_string().contains("password_hash"));
            desk.get("/users").by(&office).reply().await.refused(403, "forbidden");
        }
    }
}
