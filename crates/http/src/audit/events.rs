//! `GET /api/v1/audit/events`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::audit;
use wangge_app::context::App;
use wangge_app::view::{AuditEvent, AuditQuery, List};

use crate::answer::Answered;
use crate::extract::{Caller, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(events, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("listAuditEvents")
        .tag("audit")
        .summary("The record of events")
        .description("Page by page, the latest first, each with its hash and the one before it.")
}

async fn events(caller: Caller, Query(query): Query<AuditQuery>) -> Answered<List<AuditEvent>> {
    Ok(Json(audit::events(&caller.app, &caller.actor, query).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_record_is_read_page_by_page_and_by_subject_kind_actor_and_day(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.dispatched_case(&world).await;
            let auditor = desk.account(Role::Auditor).await;
            let (mut path, mut seen) = ("/audit/events?limit=2".to_owned(), Vec::new());
            loop {
                let page = desk.get(&path).by(&auditor).reply().await.done();
                seen.extend(page["items"].as_array().cloned().unwrap_or_default());
                let Some(next) = page["next"].as_str() else { break };
                path = format!("/audit/events?limit=2&cursor={next}");
            }
            let all = desk.get("/audit/events?limit=500").by(&auditor).reply().await.done();
            assert_eq!(all["items"].as_array(), Some(&seen), "the pages add up to the whole");
            let case = seen.iter().find(|event| event["subject_kind"] == "case").cloned().unwrap_or_default();
            let path = format!("/audit/events?subject_kind=case&subject={}", case["subject_id"].as_str().unwrap_or_default());
            let own = desk.get(&path).by(&auditor).reply().await.done();
            let own = own["items"].as_array().cloned().unwrap_or_default();
            assert!(own.len() >= 2 && own.windows(2).all(|pair| pair[0]["prev_hash"] == pair[1]["hash"]), "{own:?}");
            let kind = case["kind"].as_str().unwrap_or_default();
            let kinds = desk.get(&format!("/audit/events?kind={kind}&limit=500")).by(&auditor).reply().await.done();
            assert!(kinds["items"].as_array().into_iter().flatten().all(|event| event["kind"] == kind));
            let nobody = desk.get("/audit/events?actor=%25&from=2020-01-01&until=2030-01-01").by(&auditor).reply().await.done();
            assert_eq!(nobody["items"].as_array().map(Vec::len), Some(0), "a sign of patterns stands for itself");
            let past = desk.get("/audit/events?until=2020-01-01").by(&auditor).reply().await.done();
            assert_eq!(past["items"].as_array().map(Vec::len), Some(0));
        }

        async fn others_and_a_cursor_that_is_none_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let auditor = desk.account(Role::Auditor).await;
            desk.get("/audit/events?cursor=moon").by(&auditor).reply().await.refused(422, "invalid");
            for role in [Role::SystemAdministrator, Role::Leader, Role::Inspector] {
                let other = desk.account(role).await;
                desk.get("/audit/events").by(&other).reply().await.refused(403, "forbidden");
            }
        }
    }
}
