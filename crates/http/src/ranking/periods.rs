//! `GET /api/v1/rankings/periods`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::RankingPeriods;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(periods, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listRankingPeriods")
        .tag("rankings")
        .summary("The periods a ranking can be asked for")
        .description("Weeks, months and quarters since the record began, closed rounds and the whole campaign.")
}

async fn periods(caller: Caller) -> Answered<RankingPeriods> {
    Ok(Json(ranking::periods(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn every_kind_of_period_is_offered_and_taken_again(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let periods = desk.get("/rankings/periods").by(&leader).reply().await.done();
            for kind in ["weeks", "months", "quarters", "rounds"] {
                let key = periods[kind][0]["key"].as_str().unwrap_or_default().to_owned();
                let ranking = desk.get(&format!("/rankings?period={key}")).by(&leader).reply().await.done();
                assert_eq!(ranking["period"]["key"], key.as_str(), "{kind}");
                assert_eq!(ranking["period"]["name"], periods[kind][0]["name"], "{kind}");
            }
            let whole = desk.get("/rankings?period=campaign").by(&leader).reply().await.done();
            assert_eq!((&whole["period"]["key"], whole["period"]["before"].is_null()), (&periods["campaign"]["key"], true));
        }

        async fn inspectors_are_offered_none(store: Store) {
            let desk = Desk::open(store).await;
            let inspector = desk.account(Role::Inspector).await;
            desk.get("/rankings/periods").by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
