//! `GET /api/v1/people/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::person;
use wangge_app::view::PersonDetail;
use wangge_domain::ids::PersonId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showPerson")
        .tag("units")
        .summary("One person")
        .description("What they answer for now, and everything they answered for.")
}

async fn show(caller: Caller, Id(id): Id<PersonId>) -> Result<Tagged<PersonDetail>, Refusal> {
    Ok(Tagged(person::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_person_says_what_they_answer_for(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            let unit = desk.get(&format!("/units/{}", world.west_office)).by(&leader).reply().await.done();
            let path = format!("/people/{}", unit["head"]["id"].as_str().unwrap_or_default());
            let reply = desk.get(&path).by(&leader).reply().await;
            assert_eq!(reply.header("etag"), "\"1\"");
            let person = reply.done();
            assert_eq!((person["parts"][0]["role"].as_str(), person["parts"][1]["role"].as_str()), (Some("head"), Some("leader")));
            assert_eq!(person["parts"][1]["node"]["name"], "西山街道");
            assert_eq!(person["history"].as_array().map(Vec::len), Some(2));
        }

        async fn nobody_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/people/{}", world.road)).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
