//! `GET /api/v1/rankings/units/{id}`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::ranking;
use wangge_app::view::{TrendQuery, UnitStanding};
use wangge_domain::ids::UnitId;

use crate::answer::Answered;
use crate::extract::{Caller, Id, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(unit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showUnitStanding")
        .tag("rankings")
        .summary("One unit's line over periods")
        .description("With every indicator's fraction, or why it was not ranked; the latest period first.")
}

async fn unit(caller: Caller, Id(id): Id<UnitId>, Query(query): Query<TrendQuery>) -> Answered<UnitStanding> {
    Ok(Json(ranking::unit(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_units_line_is_the_one_of_the_ranking(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.closed_round(&world).await;
            desk.after(chrono::Duration::days(7));
            let leader = desk.account(Role::Leader).await;
            let path = format!("/rankings/units/{}?period=week:2026-W48&count=3", world.west_office);
            let standing = desk.get(&path).by(&leader).reply().await.done();
            assert_eq!(standing["group"]["code"], "streets");
            let ranking = desk.get("/rankings?period=week:2026-W48&group=streets").by(&leader).reply().await.done();
            let rows = ranking["groups"][0]["rows"].as_array().cloned().unwrap_or_default();
            let own = rows.iter().find(|row| row["unit"]["id"] == standing["unit"]["id"]).cloned().unwrap_or_default();
            assert_eq!(standing["periods"][0]["row"], own, "{standing}");
            assert_eq!(standing["periods"][0]["of"].as_u64(), Some(rows.len() as u64));
            let other = format!("/rankings/units/{}?period=week:2026-W48&count=3", world.urban_management);
            let other = desk.get(&other).by(&leader).reply().await.done();
            let period = &other["periods"][0];
            assert_eq!(period["row"].is_null(), period["reason"].is_string(), "ranked, or told why not: {other}");
        }

        async fn no_unit_is_not_found_and_inspectors_see_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let leader = desk.account(Role::Leader).await;
            desk.get(&format!("/rankings/units/{}", world.road)).by(&leader).reply().await.refused(404, "not_found");
            let inspector = desk.account(Role::Inspector).await;
            let path = format!("/rankings/units/{}", world.west_office);
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
        }
    }
}
