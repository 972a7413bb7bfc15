//! `POST /api/v1/users/{id}/password-reset`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::UserWithPassword;
use wangge_domain::ids::UserId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(reset_password, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("resetPassword")
        .tag("users")
        .summary("Reset a password")
        .description("Answers a new one-time password and ends the account's sessions.")
}

async fn reset_password(caller: Caller, Id(id): Id<UserId>) -> Answered<UserWithPassword> {
    Ok(Json(user::reset_password(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_reset_ends_the_sessions_and_the_new_password_must_be_changed(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let office = desk.account(Role::Office).await;
            let reset = desk.post(&format!("/users/{}/password-reset", office.id)).by(&administrator);
            let made = reset.reply().await.done();
            desk.get("/me").by(&office).reply().await.refused(401, "unauthenticated");
            let given = json!({ "login": office.login, "password": made["one_time_password"] });
            assert_eq!(desk.post("/session").with(&given).reply().await.done()["must_change_password"], true);
        }

        async fn nobody_and_others_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let leader = desk.account(Role::Leader).await;
            let nobody: Uuid = desk.app.new_id();
            let path = format!("/users/{nobody}/password-reset");
            desk.post(&path).by(&administrator).reply().await.refused(404, "not_found");
            desk.post(&path).by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}
