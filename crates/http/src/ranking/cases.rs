//! `GET /api/v1/rankings/cases`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{CaseSummary, List, RankingCaseQuery};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(cases, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listRankingCases")
        .tag("rankings")
        .summary("The cases behind a figure")
        .description("The numerator or the denominator of one unit's indicator.")
}

async fn cases(caller: Caller, Query(query): Query<RankingCaseQuery>) -> Answered<List<CaseSummary>> {
    Ok(Json(ranking::cases(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_cases_behind_a_figure_are_listed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.dispatched_case(&world).await;
            desk.ranking_scheme().await;
            desk.after(chrono::Duration::days(3));
            let leader = desk.account(Role::Leader).await;
            let path = format!("/rankings/cases?unit={}&indicator=on_time_rate&set=denominator&period=week:2026-W48", world.urban_management);
            let cases = desk.get(&path).by(&leader).reply().await.done();
            assert_eq!(cases["items"].as_array().map(Vec::len), Some(1), "{cases}");
        }

        async fn an_unknown_indicator_is_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.ranking_scheme().await;
            let leader = desk.account(Role::Leader).await;
            let path = format!("/rankings/cases?unit={}&indicator=luck", world.urban_management);
            let reply = desk.get(&path).by(&leader).reply().await;
            assert!((400..500).contains(&reply.status), "{}", reply.text);
            desk.get("/rankings/cases?indicator=luck").by(&leader).reply().await.refused(400, "query_invalid");
        }
    }
}
