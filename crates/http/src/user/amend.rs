//! `PATCH /api/v1/users/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{AmendUser, UserView};
use wangge_domain::ids::UserId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendUser").tag("users").summary("Change an account").description("What is not said stays.")
}

async fn amend(
    caller: Caller,
    Id(id): Id<UserId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendUser>,
) -> Result<Tagged<UserView>, Refusal> {
    Ok(Tagged(user::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_account_is_changed_on_the_version_it_was_read_at(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/users/{}", office.id);
            let change = |version: i64| {
                let call = desk.call(Method::PATCH, &path).by(&administrator).on_version(version);
                call.with(&json!({ "name": "新名" })).reply()
            };
            let reply = change(1).await;
            assert_eq!(reply.header("etag"), "\"2\"");
            assert_eq!(reply.done()["name"], "新名");
            let problem = change(1).await.refused(412, "conflict");
            assert_eq!(problem["version"], 2);
        }

        async fn without_a_version_or_for_nobody_it_is_refused(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let nobody: Uuid = desk.app.new_id();
            let change = |path: String| desk.call(Method::PATCH, &path).by(&administrator).with(&json!({}));
            change(format!("/users/{nobody}")).reply().await.refused(428, "version_missing");
            change(format!("/users/{nobody}")).header("if-match", "*").reply().await.refused(400, "version_unreadable");
            change(format!("/users/{nobody}")).on_version(1).reply().await.refused(404, "not_found");
            change("/users/nobody".to_owned()).on_version(1).reply().await.refused(404, "not_found");
            let own = change(format!("/users/{}", administrator.id)).on_version(1).with(&json!({ "active": false }));
            let reply = own.reply().await;
            assert_eq!(reply.status / 100, 4, "one cannot lock oneself out: {}", reply.text);
        }
    }
}
