//! `GET /api/v1/rankings/trend`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{Trend, TrendQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(trend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showRankingTrend")
        .tag("rankings")
        .summary("The ranks of units over periods")
        .description("The period named and those of its kind before it, as far as the record goes back.")
}

async fn trend(caller: Caller, Query(query): Query<TrendQuery>) -> Answered<Trend> {
    Ok(Json(ranking::trend(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn places_follow_the_periods_and_agree_with_the_ranking(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            desk.after(chrono::Duration::days(7));
            let leader = desk.account(Role::Leader).await;
            let trend = desk.get("/rankings/trend?period=week:2026-W49&group=streets&count=4").by(&leader).reply().await.done();
            let keys: Vec<_> = trend["periods"].as_array().into_iter().flatten().map(|p| p["key"].as_str().unwrap_or_default()).collect();
            assert_eq!(keys.last(), Some(&"week:2026-W49"), "{trend}");
            assert!(keys.contains(&"week:2026-W48") && !keys.contains(&"week:2026-W40"), "as far as the record goes: {keys:?}");
            let ranking = desk.get("/rankings?period=week:2026-W48&group=streets").by(&leader).reply().await.done();
            let at = keys.iter().position(|key| *key == "week:2026-W48").unwrap_or_default();
            for row in ranking["groups"][0]["rows"].as_array().into_iter().flatten() {
                let own = trend["units"].as_array().into_iter().flatten().find(|of| of["unit"]["id"] == row["unit"]["id"]);
                let place = own.map(|own| own["places"][at].clone()).unwrap_or_default();
                assert_eq!((&place["rank"], &place["total"]), (&row["rank"], &row["total"]), "{trend}");
            }
        }

        async fn a_period_that_is_none_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get("/rankings/trend?period=month:2026-13").by(&leader).reply().await.refused(422, "invalid");
            let inspector = desk.account(Role::Inspector).await;
            desk.get("/rankings/trend").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
