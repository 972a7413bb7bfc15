//! `POST /api/v1/people`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::person;
use wangge_app::view::{CreatePerson, PersonDetail};

use crate::answer::Created;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(create, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("createPerson")
        .tag("units")
        .summary("Add a person")
        .description("With a code nobody has yet. The same request again answers the same.")
}

async fn create(caller: Caller, Body(command): Body<CreatePerson>) -> Result<Created<Json<PersonDetail>>, Refusal> {
    let (new, answer) = person::create(&caller.app, &caller.actor, caller.lang, command).await?;
    Ok(Created { new, answer: Json(answer) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use uuid::Uuid;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_person_is_added_once(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let id: Uuid = desk.app.new_id();
            let body = json!({ "id": id, "code": "chen", "name": "陈晓", "unit_id": world.west_office, "title": "网格员" });
            let first = desk.post("/people").by(&office).with(&body).reply().await;
            assert_eq!(first.status, 201);
            assert_eq!(first.done()["unit"]["code"], "xishan");
            assert_eq!(desk.post("/people").by(&office).with(&body).reply().await.status, 200);
            let found = desk.get("/people?q=chen").by(&office).reply().await.done();
            assert_eq!(found["total"], 1);
        }

        async fn a_taken_code_a_missing_name_and_others_are_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let body = |code: &str, name: &str| {
                let id: Uuid = desk.app.new_id();
                json!({ "id": id, "code": code, "name": name })
            };
            for (code, name, pointer) in [("lin", "陈晓", "/code"), (" ", "陈晓", "/code"), ("chen", " ", "/name")] {
                let problem = desk.post("/people").by(&office).with(&body(code, name)).reply().await.refused(422, "invalid");
                assert_eq!(problem["errors"][0]["pointer"], pointer);
            }
            desk.post("/people").by(&leader).with(&body("chen", "陈晓")).reply().await.refused(403, "forbidden");
        }
    }
}
