//! `GET /api/v1/rounds/{id}/ledger`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{Ledger, LedgerQuery};
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(ledger, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showLedger")
        .tag("results")
        .summary("The lost-point ledger of a round")
        .description("Lost points in groups along unit, type, item, node or cause; the groups add up to the total.")
}

async fn ledger(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<LedgerQuery>) -> Answered<Ledger> {
    Ok(Json(result::ledger(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn along_every_way_the_groups_add_up(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            for by in ["unit", "type", "item", "node", "cause"] {
                let ledger = desk.get(&format!("/rounds/{round}/ledger?by={by}")).by(&leader).reply().await.done();
                let groups = ledger["groups"].as_array().cloned().unwrap_or_default();
                let points: u64 = groups.iter().filter_map(|group| group["points"].as_u64()).sum();
                assert_eq!((points, ledger["total"]["points"].as_u64()), (2, Some(2)), "{ledger}");
                assert_eq!(ledger["total"]["lost"]["exact"], "5", "{ledger}");
                assert_eq!(ledger["total"]["without_cause"], 2);
            }
            let item = desk.get(&format!("/rounds/{round}/ledger?by=cause&item=A01")).by(&leader).reply().await.done();
            assert_eq!((item["groups"][0]["key"].as_str(), item["total"]["points"].as_u64()), (Some("none"), Some(1)));
            assert_eq!(item["filters"].as_array().map(Vec::len), Some(1));
        }

        async fn inspectors_never_see_it_and_an_unknown_round_has_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            let path = format!("/rounds/{}/ledger", world.road);
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
            let leader = desk.account(Role::Leader).await;
            desk.get(&path).by(&leader).reply().await.refused(404, "not_found");
        }
    }
}
