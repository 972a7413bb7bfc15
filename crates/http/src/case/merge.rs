//! `POST /api/v1/cases/{id}/merging`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, MergeCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(merge, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("mergeCase")
        .tag("cases")
        .summary("Merge a case into another")
        .description("With a reason. Answers the case that took it in; of both deadlines the earlier one holds.")
}

async fn merge(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<MergeCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::merge(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_other_case_takes_it_in_and_both_say_so(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (kept, gone) = (desk.filed_case(&world).await, desk.reported_case(&world).await);
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{gone}"), &office).await;
            let path = format!("/cases/{gone}/merging");
            let into = json!({ "into": kept, "reason": "同一处垃圾" });
            desk.post(&path).by(&office).with(&into).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&office).on_version(version + 5).with(&into).reply().await.refused(412, "conflict");
            let itself = json!({ "into": gone, "reason": "同一处垃圾" });
            desk.post(&path).by(&office).on_version(version).with(&itself).reply().await.refused(409, "merges_into_itself");
            let nothing = json!({ "into": kept, "reason": " " });
            desk.post(&path).by(&office).on_version(version).with(&nothing).reply().await.refused(409, "reason_missing");
            let nowhere = json!({ "into": world.road, "reason": "同一处垃圾" });
            desk.post(&path).by(&office).on_version(version).with(&nowhere).reply().await.refused(404, "not_found");
            let stale = json!({ "into": kept, "into_version": 99, "reason": "同一处垃圾" });
            desk.post(&path).by(&office).on_version(version).with(&stale).reply().await.refused(412, "conflict");
            let done = desk.post(&path).by(&office).on_version(version).with(&into).reply().await.done();
            assert_eq!((&done["id"], &done["state"]), (&json!(kept), &json!("filed")), "{done}");
            assert_eq!(done["merged"][0]["id"], gone.to_string(), "{done}");
            let seen = desk.get(&format!("/cases/{gone}")).by(&office).reply().await.done();
            assert_eq!((&seen["state"], &seen["merged_into"]["id"]), (&json!("merged"), &json!(kept)), "{seen}");
            assert_eq!(seen["allowed"], json!([]), "{seen}");
            for (case, kind) in [(&done, "case_took_in"), (&seen, "case_merged")] {
                let last = case["timeline"].as_array().and_then(|timeline| timeline.last()).cloned().unwrap_or_default();
                assert_eq!(last["kind"], kind, "{case}");
            }
        }

        async fn what_was_lost_goes_along_and_a_voided_visit_leaves_the_other_report(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let visit = desk.submitted_visit(&world, round).await;
            let (kept, report) = (desk.filed_case(&world).await, desk.reported_case(&world).await);
            let office = desk.account(Role::Office).await;
            let found = desk.get(&format!("/cases?round={round}")).by(&office).reply().await.done();
            let of_item = |code: &str| {
                let items = found["items"].as_array().cloned().unwrap_or_default();
                let item = items.into_iter().find(|case| case["item"]["code"] == code).unwrap_or_default();
                item["id"].as_str().unwrap_or_default().to_owned()
            };
            let (litter, other) = (of_item("A01"), of_item("A02"));
            let both = [(report.to_string(), litter.clone()), (other.clone(), kept.to_string())];
            for (gone, into) in both {
                let version = desk.version_of(&format!("/cases/{gone}"), &office).await;
                let command = json!({ "into": into, "reason": "同一处" });
                desk.post(&format!("/cases/{gone}/merging")).by(&office).on_version(version).with(&command).reply().await.done();
            }
            let seen = desk.get(&format!("/cases/{kept}")).by(&office).reply().await.done();
            assert_eq!(seen["visit_id"], visit.to_string(), "the kept case now costs the points: {seen}");
            let left = desk.get(&format!("/cases/{other}")).by(&office).reply().await.done();
            assert_eq!(left["visit_id"], json!(null), "{left}");
            desk.post(&format!("/visits/{visit}/voiding")).by(&office).with(&json!({ "reason": "走错了路段" })).reply().await.done();
            let stays = desk.get(&format!("/cases/{litter}")).by(&office).reply().await.done();
            assert_eq!(stays["state"], "reported", "somebody else reported it too: {stays}");
        }

        async fn a_filed_case_is_not_merged_into_a_report_and_who_may_not_cannot(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (filed, reported) = (desk.filed_case(&world).await, desk.reported_case(&world).await);
            let office = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{filed}"), &office).await;
            let path = format!("/cases/{filed}/merging");
            let into = json!({ "into": reported, "reason": "同一处垃圾" });
            desk.post(&path).by(&office).on_version(version).with(&into).reply().await.refused(409, "filed_into_unfiled");
            let leader = desk.account(Role::Leader).await;
            desk.post(&path).by(&leader).on_version(version).with(&into).reply().await.refused(403, "forbidden");
        }
    }
}
