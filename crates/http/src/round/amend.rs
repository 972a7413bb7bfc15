//! `PUT /api/v1/rounds/{id}`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::round;
use wangge_app::view::{AmendRound, RoundDetail};
use wangge_domain::ids::RoundId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendRound").tag("rounds").summary("Change name, days and settings").description(
        "Until the round is closed. Once it is open its first day stays, and whether it gives hints; what photographs \
             are stamped with may still change.",
    )
}

async fn amend(
    caller: Caller,
    Id(id): Id<RoundId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendRound>,
) -> Result<Tagged<RoundDetail>, Refusal> {
    Ok(Tagged(round::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_open_round_may_end_later_and_grow_but_loses_no_site(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            let days = json!({ "name": { "zh": "延期一周", "en": "" }, "opens_on": "2026-11-25", "closes_on": "2026-12-06" });
            let amended = desk.call(Method::PUT, &path).by(&office).on_version(version).with(&days).reply().await.done();
            assert_eq!((amended["opens_on"].as_str(), amended["closes_on"].as_str()), (Some("2026-11-23"), Some("2026-12-06")));
            desk.call(Method::PUT, &path).by(&office).on_version(version).with(&days).reply().await.refused(412, "conflict");
            let fewer = json!({ "site_ids": [world.road] });
            let call = desk.call(Method::PUT, &format!("{path}/sites")).by(&office).on_version(version + 1);
            call.with(&fewer).reply().await.refused(409, "site_leaves_open_round");
        }

        async fn hints_are_settled_when_the_round_opens_and_the_watermark_when_it_closes(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.planned_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let first = desk.get(&path).by(&office).reply().await.done();
            let all = json!({ "time": true, "place": true, "site": true, "inspector": true, "item": true });
            assert_eq!(first["settings"], json!({ "hints": false, "watermark": all }), "blind, and everything printed");
            let mut change = json!({ "name": { "zh": "一", "en": "" }, "opens_on": "2026-11-23", "closes_on": "2026-11-29" });
            let plain = json!({ "time": true, "place": false, "site": true, "inspector": false, "item": true });
            change["settings"] = json!({ "hints": true, "watermark": plain });
            let put = async |body: &serde_json::Value| {
                let version = desk.version_of(&path, &office).await;
                desk.call(Method::PUT, &path).by(&office).on_version(version).with(body).reply().await
            };
            assert_eq!(put(&change).await.done()["settings"], change["settings"]);
            let version = desk.version_of(&path, &office).await;
            let open = desk.post(&format!("{path}/opening")).by(&office).on_version(version);
            open.with(&json!({})).reply().await.done();
            change["settings"]["hints"] = json!(false);
            put(&change).await.refused(409, "round_hints_stay");
            change["settings"] = json!({ "hints": true, "watermark": all });
            assert_eq!(put(&change).await.done()["settings"]["watermark"], all);
            // Whoever does not speak of them leaves them.
            change.as_object_mut().unwrap().remove("settings");
            assert_eq!(put(&change).await.done()["settings"]["hints"], json!(true));
        }

        async fn a_closed_round_an_empty_name_and_a_leader_are_refused(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}");
            let version = desk.version_of(&path, &office).await;
            let mut days = json!({ "name": { "zh": "x", "en": "" }, "opens_on": "2026-11-25", "closes_on": "2026-12-06" });
            let put = |by: &crate::testing::Account, body: &serde_json::Value| {
                desk.call(Method::PUT, &path).by(by).on_version(version).with(body)
            };
            put(&office, &days).reply().await.refused(409, "round_wrong_state");
            let leader = desk.account(Role::Leader).await;
            put(&leader, &days).reply().await.refused(403, "forbidden");
            days["name"]["zh"] = json!(" ");
            put(&office, &days).reply().await.refused(422, "invalid");
        }
    }
}
