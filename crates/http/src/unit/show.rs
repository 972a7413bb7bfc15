//! `GET /api/v1/units/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::unit;
use wangge_app::view::UnitDetail;
use wangge_domain::ids::UnitId;

use crate::answer::Tagged;
use crate::extract::{Caller, Id};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showUnit")
        .tag("units")
        .summary("One unit")
        .description("Its first responsible persons, its node, its cases by state and its places in the rankings.")
}

async fn show(caller: Caller, Id(id): Id<UnitId>) -> Result<Tagged<UnitDetail>, Refusal> {
    Ok(Tagged(unit::show(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_unit_says_who_heads_it_and_where(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let unit = desk.get(&format!("/units/{}", world.west_office)).by(&handler).reply().await.done();
            assert_eq!((unit["name"].as_str(), unit["class"].as_str()), (Some("西山街道办事处"), Some("street")));
            assert_eq!(unit["head"]["name"], "西山街道办事处负责人");
            assert_eq!(unit["node"]["code"], "999901");
        }

        async fn nobody_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/units/{}", world.road)).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
