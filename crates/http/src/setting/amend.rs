//! `PATCH /api/v1/settings`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::campaign::settings;
use wangge_app::context::App;
use wangge_app::view::{AmendSettings, SettingsView};

use crate::answer::Tagged;
use crate::extract::{Body, Caller, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendSettings").tag("settings").summary("Change settings").description(
        "What is not said stays. A deadline that stands is never moved: limits and hours hold for cases filed from \
         now on.",
    )
}

async fn amend(
    caller: Caller,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendSettings>,
) -> Result<Tagged<SettingsView>, Refusal> {
    Ok(Tagged(settings::amend(&caller.app, &caller.actor, caller.lang, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk, Reply};

    async fn change(desk: &Desk, who: &Account, version: i64, body: Value) -> Reply {
        desk.call(Method::PATCH, "/settings").by(who).on_version(version).with(&body).reply().await
    }

    both_databases! {
        async fn a_setting_takes_effect_at_once_and_moves_no_deadline_that_stands(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let case = desk.filed_case(&world).await;
            let due = desk.get(&format!("/cases/{case}")).by(&office).reply().await.done()["deadline_at"].clone();
            let version = desk.version_of("/settings", &office).await;
            let hours = json!([{ "opens": "09:00:00", "closes": "12:00:00" }, { "opens": "13:30:00", "closes": "17:30:00" }]);
            let body = json!({ "working_time": hours, "acceptance_on": "2027-02-01", "default_limit": { "value": 9, "clock": "calendar_days" } });
            let changed = change(&desk, &office, version, body).await.done();
            assert_eq!((&changed["acceptance_on"], changed["version"].as_i64()), (&json!("2027-02-01"), Some(version + 1)));
            assert_eq!(desk.get("/today").by(&office).reply().await.done()["campaign"]["days_left"], 70);
            assert_eq!(desk.get(&format!("/cases/{case}")).by(&office).reply().await.done()["deadline_at"], due);
            let kinds = desk.get("/events?noun=campaign&id=00000000-0000-0000-0000-000000000000").by(&office).reply().await.done();
            assert_eq!(kinds["items"].as_array().and_then(|all| all.last()).map(|event| event["kind"].clone()), Some(json!("amended")));
        }

        async fn what_cannot_be_is_refused_by_its_field_and_a_second_editor_is_told(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/settings", &office).await;
            for (body, pointer) in [
                (json!({ "rebound_days": 0 }), "/rebound_days"),
                (json!({ "feedback_days": 61 }), "/feedback_days"),
                (json!({ "patrol": { "keep_days": 29 } }), "/patrol/keep_days"),
                (json!({ "mark_percent": 49 }), "/mark_percent"),
                (json!({ "name": { "zh": " ", "en": "" } }), "/name/zh"),
                (json!({ "working_time": [] }), "/working_time"),
                (json!({ "base_map": { "kind": "tianditu" } }), "/base_map/key"),
                (json!({ "base_map": { "kind": "xyz", "template": "/{z}/{x}.png" } }), "/base_map/template"),
            ] {
                let problem = change(&desk, &office, version, body).await.refused(422, "invalid");
                assert_eq!(problem["errors"][0]["pointer"], pointer);
            }
            change(&desk, &office, version, json!({ "rebound_days": 45 })).await.done();
            change(&desk, &office, version, json!({ "rebound_days": 60 })).await.refused(412, "conflict");
        }

        async fn what_holds_in_every_street_is_not_one_streets_to_change(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let street = desk.account_at(Role::Office, Some(world.west_street), None).await;
            let version = desk.version_of("/settings", &street).await;
            change(&desk, &street, version, json!({ "rebound_days": 45 })).await.refused(403, "forbidden");
            let causes = desk.get("/causes").by(&street).reply().await.done();
            let body = json!({ "causes": [{ "code": "other", "name": { "zh": "其他" } }], "rules": [] });
            let version = causes["version"].as_i64().unwrap_or_default();
            desk.call(Method::PUT, "/causes").by(&street).on_version(version).with(&body).reply().await.refused(403, "forbidden");
        }

        async fn the_key_of_a_base_map_is_told_only_to_whoever_may_change_it(store: Store) {
            let desk = Desk::open(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let version = desk.version_of("/settings", &office).await;
            let base = json!({ "base_map": { "kind": "tianditu", "key": "secret123" } });
            change(&desk, &office, version, base).await.done();
            assert_eq!(desk.get("/settings").by(&office).reply().await.done()["base_map"]["key"], "secret123");
            assert!(desk.get("/settings").by(&leader).reply().await.done()["base_map"]["key"].is_null());
            assert!(!desk.get("/campaign").reply().await.text.contains("secret123"));
            let record = desk.get("/events?noun=campaign&id=00000000-0000-0000-0000-000000000000").by(&office).reply().await;
            assert!(!record.text.contains("secret123"));
            change(&desk, &leader, version + 1, json!({ "base_map": null })).await.refused(403, "forbidden");
            change(&desk, &office, version + 1, json!({ "base_map": null })).await.done();
        }
    }
}
