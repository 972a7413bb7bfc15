//! `GET /api/v1/cases/{id}/limit`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{LimitQuery, LimitView};
use wangge_domain::ids::CaseId;

use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(limit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("readLimit")
        .tag("cases")
        .summary("What a limit is understood as")
        .description(
            "A limit as people write it, such as 3个工作日 or 限7月1日前, and when it would end if the case's clock started \
             now. Without words, the limit the case would get by itself, and by which rule. Nothing is changed.",
        )
}

async fn limit(
    caller: Caller,
    Id(id): Id<CaseId>,
    Query(query): Query<LimitQuery>,
) -> Result<Json<LimitView>, Refusal> {
    Ok(Json(case::limit(&caller.app, &caller.actor, caller.lang, id, query).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    /// `限12月1日前`, as a browser sends it.
    const BY_DAY: &str = "%E9%99%9012%E6%9C%881%E6%97%A5%E5%89%8D";

    both_databases! {
        async fn a_day_is_shown_back_before_it_is_set_and_then_holds(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/cases/{case}/limit");
            let own = desk.get(&path).by(&office).reply().await.done();
            assert!(own["rule_text"].as_str().is_some_and(|rule| !rule.is_empty()), "{own}");
            let read = desk.get(&format!("{path}?text={BY_DAY}")).by(&office).reply().await.done();
            assert_eq!(read["text"], "截至 2026年12月1日（周二）18:00", "{read}");
            let problem = desk.get(&format!("{path}?text=soon")).by(&office).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/limit");
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let filing = format!("/cases/{case}/filing");
            for text in ["2020年7月1日前", "2月30日前"] {
                let body = json!({ "limit": text });
                desk.post(&filing).by(&office).on_version(version).with(&body).reply().await.refused(422, "invalid");
            }
            let body = json!({ "limit": "限12月1日前" });
            let done = desk.post(&filing).by(&office).on_version(version).with(&body).reply().await.done();
            assert_eq!((&done["deadline_at"], &done["limit_text"]), (&read["at"], &json!("2026年12月1日前（当日下班前）")));
            assert!(done["limit_rule_text"].as_str().is_some_and(|rule| rule.contains("限12月1日前")), "{done}");
            let foreseen = desk.get(&format!("/cases/{case}/deadline")).by(&office).reply().await.done();
            assert!(foreseen["then"].as_str() > foreseen["now"].as_str(), "{foreseen}");
        }

        async fn a_dispatch_sets_another_limit_and_the_record_says_so(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.filed_case(&world).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &office).await;
            let body = json!({ "unit_id": world.urban_management, "limit": "2紧急工作时" });
            let path = format!("/cases/{case}/dispatch");
            let done = desk.post(&path).by(&office).on_version(version).with(&body).reply().await.done();
            assert_eq!(done["limit_text"], "2紧急工作时", "{done}");
            let last = done["timeline"].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
            assert!(last["text"].as_str().is_some_and(|text| text.contains("2紧急工作时")), "{last}");
        }

        async fn who_may_not_see_the_case_reads_no_limit_of_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.get(&format!("/cases/{}/limit", world.road)).reply().await.refused(401, "unauthenticated");
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/cases/{}/limit", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
