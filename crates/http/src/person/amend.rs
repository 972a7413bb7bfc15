//! `PATCH /api/v1/people/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::person;
use wangge_app::view::{AmendPerson, PersonDetail};
use wangge_domain::ids::PersonId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("amendPerson")
        .tag("units")
        .summary("Change a person")
        .description("Name, title, telephone, unit, whether they are at work. What is not said stays; null empties.")
}

async fn amend(
    caller: Caller,
    Id(id): Id<PersonId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendPerson>,
) -> Result<Tagged<PersonDetail>, Refusal> {
    Ok(Tagged(person::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_person_gets_a_title_and_another_unit(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/people/{}", world.inspector);
            let change = |version: i64, body: serde_json::Value| {
                desk.call(Method::PATCH, &path).by(&office).on_version(version).with(&body).reply()
            };
            let person = change(1, json!({ "title": "督查员", "unit_id": world.east_office, "phone": null })).await.done();
            assert_eq!((person["title"].as_str(), person["unit"]["code"].as_str()), (Some("督查员"), Some("donghe")));
            assert!(person["phone"].is_null());
            change(1, json!({ "name": "林二" })).await.refused(412, "conflict");
            let empty = change(2, json!({ "name": " " })).await.refused(422, "invalid");
            assert_eq!(empty["errors"][0]["pointer"], "/name");
            let gone = change(2, json!({ "active": false })).await.done();
            assert_eq!(gone["active"], false);
        }

        async fn whoever_is_in_charge_stays_and_others_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let unit = desk.get(&format!("/units/{}", world.west_office)).by(&office).reply().await.done();
            let head = unit["head"]["id"].as_str().unwrap_or_default().to_owned();
            let at = |id: &str| desk.call(Method::PATCH, &format!("/people/{id}")).on_version(1).with(&json!({ "active": false }));
            at(&head).by(&office).reply().await.refused(409, "retire_in_charge");
            at(&head).by(&leader).reply().await.refused(403, "forbidden");
            let part_only = desk.account_at(Role::Office, Some(world.west_street), None).await;
            at(&head).by(&part_only).reply().await.refused(403, "forbidden");
            at(&world.road.to_string()).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
