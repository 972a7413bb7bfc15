//! `POST /api/v1/cases/{id}/rectification`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{CaseDetail, RectifyCase};
use wangge_domain::ids::CaseId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(rectify, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("rectifyCase")
        .tag("cases")
        .summary("Report a case rectified")
        .description("What was done, and what keeps it from coming back.")
}

async fn rectify(
    caller: Caller,
    Id(id): Id<CaseId>,
    IfMatch(version): IfMatch,
    Body(command): Body<RectifyCase>,
) -> Result<Tagged<CaseDetail>, Refusal> {
    Ok(Tagged(case::rectify(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_act_sent_again_is_answered_as_the_first_and_its_identity_serves_no_other(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let (case, other) = (desk.accepted_case(&world).await, desk.accepted_case(&world).await);
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let version = desk.version_of(&format!("/cases/{case}"), &handler).await;
            let act: uuid::Uuid = desk.app.new_id();
            let body = json!({ "measures": "清运完毕", "act": act });
            let path = format!("/cases/{case}/rectification");
            let first = desk.post(&path).by(&handler).on_version(version).with(&body).reply().await.done();
            let again = desk.post(&path).by(&handler).on_version(version).with(&body).reply().await.done();
            assert_eq!(again, first);
            assert_eq!(again["rectifications"].as_array().map(Vec::len), Some(1));
            let version = desk.version_of(&format!("/cases/{other}"), &handler).await;
            let path = format!("/cases/{other}/rectification");
            desk.post(&path).by(&handler).on_version(version).with(&body).reply().await.refused(409, "act_taken");
        }

        /// What the field app of the first release sends, byte for byte but for the identities. A phone may come back after
        /// weeks without a network, so these are never to be changed; later apps get tests of their own.
        async fn what_a_phone_of_the_first_release_kept_is_understood(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let finder = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let text = |kept: &str, given: &[(&str, String)]| {
                let said = given.iter().fold(kept.to_owned(), |said, (name, value)| said.replace(name, value));
                serde_json::from_str::<serde_json::Value>(&said).unwrap_or_default()
            };
            let id = || desk.app.new_id::<uuid::Uuid>().to_string();
            let photo = desk.sent_photo_saying(&inspector, 3, "&taken_at=2026-11-23T01:58:00.000Z&lon=114.5&lat=38&accuracy_m=12").await;
            let visit = text(
                r#"{"id":"ID","site_id":"SITE","started_at":"2026-11-23T01:55:00.000Z","submitted_at":"2026-11-23T01:59:00.000Z","lon":114.5,"lat":38,"inspector_ids":["PERSON"],"observations":[{"item":"A01","count":2,"remark":"路面有散落垃圾"}],"photos":{"A01":["PHOTO"]}}"#,
                &[("ID", id()), ("SITE", world.road.to_string()), ("PERSON", world.inspector.to_string()), ("PHOTO", photo)],
            );
            let reply = desk.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit).reply().await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            let report = text(
                r#"{"id":"ID","source":"daily_patrol","finder_level":"own","site_id":"SITE","description":"路灯不亮","photos":[]}"#,
                &[("ID", id()), ("SITE", world.road.to_string())],
            );
            let made = desk.post("/cases").by(&finder).with(&report).reply().await;
            assert_eq!(made.status, 201, "{}", made.text);
            let mended = text(r#"{"act":"ID","measures":"当场更换","on_spot":true,"photos":[]}"#, &[("ID", id())]);
            let path = format!("/cases/{}/rectification", made.json["id"].as_str().unwrap_or_default());
            let version = made.json["version"].as_i64().unwrap_or_default();
            desk.post(&path).by(&finder).on_version(version).with(&mended).reply().await.done();
            let case = desk.dispatched_case(&world).await;
            let steps = [
                ("acceptance", r#"{"act":"ID"}"#),
                ("rectification", r#"{"act":"ID","measures":"已清运","long_term_measures":null,"photos":[]}"#),
            ];
            for (step, kept) in steps {
                let version = desk.version_of(&format!("/cases/{case}"), &handler).await;
                let path = format!("/cases/{case}/{step}");
                desk.post(&path).by(&handler).on_version(version).with(&text(kept, &[("ID", id())])).reply().await.done();
            }
            let checker = desk.account(Role::Office).await;
            let version = desk.version_of(&format!("/cases/{case}"), &checker).await;
            let check = text(r#"{"act":"ID","passed":true,"reason":null,"photos":[]}"#, &[("ID", id())]);
            desk.post(&format!("/cases/{case}/check")).by(&checker).on_version(version).with(&check).reply().await.done();
        }

        async fn the_case_moves_on(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.accepted_case(&world).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let version = desk.version_of(&format!("/cases/{case}"), &handler).await;
            let path = format!("/cases/{case}/rectification");
            desk.post(&path).by(&handler).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await.refused(428, "version_missing");
            desk.post(&path).by(&handler).on_version(version + 5).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await.refused(412, "conflict");
            let bad = desk.post(&path).by(&handler).on_version(version).with(&json!({ "measures": " " })).reply().await;
            assert!(matches!(bad.status, 409 | 422), "{}", bad.text);
            let done = desk.post(&path).by(&handler).on_version(version).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await.done();
            assert_eq!(done["state"], "rectified", "{done}");
            let version = done["version"].as_i64().unwrap_or_default();
            let again = desk.post(&path).by(&handler).on_version(version).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await;
            assert_eq!(again.status, 409, "{}", again.text);
        }

        async fn who_may_not_cannot_and_what_is_not_there_is_not_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.accepted_case(&world).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let other = desk.account(Role::Leader).await;
            let path = format!("/cases/{case}/rectification");
            desk.post(&path).by(&other).on_version(1).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await.refused(403, "forbidden");
            let path = format!("/cases/{}/rectification", world.road);
            desk.post(&path).by(&handler).on_version(1).with(&json!({ "measures": "已清运，增派保洁员一名" })).reply().await.refused(404, "not_found");
        }
    }
}
