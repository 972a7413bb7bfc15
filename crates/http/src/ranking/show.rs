//! `GET /api/v1/rankings`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{Ranking, RankingQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showRanking")
        .tag("rankings")
        .summary("The ranking of units")
        .description("Within their peer groups over a week, a round or days, with every indicator's fraction.")
}

async fn show(caller: Caller, Query(query): Query<RankingQuery>) -> Answered<Ranking> {
    Ok(Json(ranking::show(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn units_are_ranked_within_their_groups(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            desk.ranking_scheme().await;
            let leader = desk.account(Role::Leader).await;
            let ranking = desk.get("/rankings?period=week:2026-W48").by(&leader).reply().await.done();
            assert_eq!(ranking["period"]["key"], "week:2026-W48");
            let groups = ranking["groups"].as_array().cloned().unwrap_or_default();
            assert_eq!(groups.len(), 2, "{ranking}");
            let listed: usize = groups.iter().map(|group| group["rows"].as_array().map_or(0, Vec::len) + group["excluded"].as_array().map_or(0, Vec::len)).sum();
            assert_eq!(listed, 3, "every unit is ranked or says why it is not: {ranking}");
            let weights = groups[0]["scheme"]["indicators"].as_array().map(Vec::len);
            assert!(weights >= Some(6));
        }

        async fn a_week_that_does_not_exist_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            desk.ranking_scheme().await;
            let leader = desk.account(Role::Leader).await;
            for period in ["week:2026-W60", "moon", "round:1"] {
                let reply = desk.get(&format!("/rankings?period={period}")).by(&leader).reply().await;
                assert!((400..500).contains(&reply.status), "{period}: {}", reply.text);
            }
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get("/rankings").by(&administrator).reply().await.refused(403, "forbidden");
        }
    }
}
