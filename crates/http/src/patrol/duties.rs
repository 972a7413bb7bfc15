//! `GET /api/v1/patrols/duties`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::patrol;
use wangge_app::view::PatrolDuties;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(duties, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listPatrolDuties")
        .tag("patrols")
        .summary("What is to be walked")
        .description("The nodes the reader walks, with what is due today, their cells, and what counts of a track.")
}

async fn duties(caller: Caller) -> Answered<PatrolDuties> {
    Ok(Json(patrol::duties(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn what_is_due_falls_as_it_is_walked(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let before = desk.get("/patrols/duties").by(&worker).reply().await.done();
            let line = &before["items"][0];
            assert_eq!((line["node"]["name"].as_str(), line["frequency"].as_str()), (Some("石桥社区"), Some("每周 1 次")));
            assert_eq!((&line["left"], &line["last_walked"], &line["own"]), (&json!(1), &json!(null), &json!(false)));
            assert!(line["lattice"]["squares"].as_str().is_some_and(|bits| !bits.is_empty()), "{before}");
            assert_eq!(before["rules"]["reach_m"], 30);
            let patrol = desk.walk(world.west_community);
            desk.post("/patrols").by(&worker).with(&patrol).reply().await.done();
            let after = desk.get("/patrols/duties").by(&worker).reply().await.done();
            assert_eq!((&after["items"][0]["left"], &after["items"][0]["kept"]), (&json!(0), &json!(1)));
            assert_eq!(after["items"][0]["last_walked"], patrol["begun_at"]);
            desk.get("/patrols/duties").by(&desk.account(Role::Office).await).reply().await.refused(403, "forbidden");
        }
    }
}
