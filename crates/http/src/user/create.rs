//! `POST /api/v1/users`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::user;
use wangge_app::view::{CreateUser, UserWithPassword};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(create, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("createUser")
        .tag("users")
        .summary("Make an account")
        .description("Answers its one-time password, this once.")
}

async fn create(caller: Caller, Body(command): Body<CreateUser>) -> Result<Created<Json<UserWithPassword>>, Refusal> {
    let answer = user::create(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new: true, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::json;
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_new_account_gets_a_one_time_password_that_works_once_to_change_it(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let id: Uuid = desk.app.new_id();
            let command = json!({ "id": id, "login": "zhao", "name": "赵清", "roles": [{ "role": "office" }] });
            let reply = desk.post("/users").by(&administrator).with(&command).reply().await;
            assert_eq!(reply.status, 201);
            let made = reply.done();
            assert_eq!((made["id"].as_str(), made["must_change_password"].as_bool()), (Some(id.to_string().as_str()), Some(true)));
            let given = json!({ "login": "zhao", "password": made["one_time_password"] });
            assert_eq!(desk.post("/session").with(&given).reply().await.done()["must_change_password"], true);
        }

        async fn a_taken_login_mixed_duties_and_a_role_without_its_unit_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let make = |login: &str, roles: serde_json::Value| {
                let id: Uuid = desk.app.new_id();
                let command = json!({ "id": id, "login": login, "name": "甲", "roles": roles });
                desk.post("/users").by(&administrator).with(&command).reply()
            };
            make("zhao", json!([{ "role": "office" }])).await.done();
            for (login, roles, pointer) in [
                ("zhao", json!([{ "role": "leader" }]), "/login"),
                ("a b", json!([{ "role": "leader" }]), "/login"),
                ("qian", json!([{ "role": "office" }, { "role": "auditor" }]), "/roles"),
                ("sun", json!([{ "role": "unit_handler" }]), "/roles/0"),
                ("li", json!([{ "role": "king" }]), "/roles/0/role"),
            ] {
                let problem = make(login, roles).await.refused(422, "invalid");
                assert!(problem["errors"][0]["pointer"].as_str().unwrap().starts_with(pointer), "{problem}");
            }
            let office = desk.account(Role::Office).await;
            let id: Uuid = desk.app.new_id();
            let command = json!({ "id": id, "login": "wu", "name": "乙", "roles": [] });
            desk.post("/users").by(&office).with(&command).reply().await.refused(403, "forbidden");
        }
    }
}
