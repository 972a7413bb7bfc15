//! `GET /api/v1/rounds/{id}/progress`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::RoundProgress;
use wangge_domain::ids::RoundId;

use crate::answer::Answered;
use crate::extract::{Caller, Id};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(progress, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showProgress").tag("rounds").summary("How far a round has come").description(
        "By inspector, site type and node, when it would be done, and what closing would leave. Never a score.",
    )
}

async fn progress(caller: Caller, Id(id): Id<RoundId>) -> Answered<RoundProgress> {
    Ok(Json(round::progress(&caller.app, &caller.actor, caller.lang, id).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn every_site_stands_somewhere_and_the_four_add_up(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}/progress");
            let before = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((before["total"]["waiting"].as_u64(), before["pace"].is_null()), (Some(3), true));
            assert_eq!(before["not_started"][0]["name"], "林一舟");
            let visit = desk.submitted_visit(&world, round).await;
            let now = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((now["total"]["submitted"].as_u64(), now["total"]["waiting"].as_u64()), (Some(1), Some(2)));
            assert_eq!(now["pace"]["expected_on"], "2026-11-25", "{now}");
            assert_eq!(now["not_started"].as_array().map(Vec::len), Some(0));
            assert_eq!((now["closing"]["without_visit"].as_u64(), now["closing"]["cases"].as_u64()), (Some(2), Some(2)));
            let call = desk.post(&format!("/visits/{visit}/return")).by(&office).with(&json!({ "reason": "照片模糊" }));
            call.reply().await.done();
            let back = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((back["total"]["returned"].as_u64(), back["set_aside"].as_u64()), (Some(1), Some(1)));
            for lines in ["by_inspector", "by_type", "by_node"] {
                let lines = back[lines].as_array().cloned().unwrap_or_default();
                let sum = |key: &str| lines.iter().filter_map(|line| line[key].as_u64()).sum::<u64>();
                let parts = sum("submitted") + sum("returned") + sum("voided") + sum("waiting");
                assert_eq!((sum("sites"), parts), (3, 3), "{lines:?}");
            }
        }

        async fn an_inspector_sees_no_score_in_it_and_an_unknown_round_has_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let inspector = desk.inspector(&world).await;
            let seen = desk.get(&format!("/rounds/{round}/progress")).by(&inspector).reply().await.done();
            assert!(seen["round"]["score"].is_null(), "{seen}");
            assert_eq!(seen["total"]["submitted"], 3);
            let unknown = format!("/rounds/{}/progress", world.road);
            desk.get(&unknown).by(&inspector).reply().await.refused(404, "not_found");
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get(&unknown).by(&administrator).reply().await.refused(403, "forbidden");
        }
    }
}
