//! `PATCH /api/v1/sites/{id}`

use aide::axum::routing::{ApiMethodRouter, patch_with};
use aide::transform::TransformOperation;
use wangge_app::context::App;
use wangge_app::site;
use wangge_app::view::{AmendSite, SiteDetail};
use wangge_domain::ids::SiteId;

use crate::answer::Tagged;
use crate::extract::{Body, Caller, Id, IfMatch};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    patch_with(amend, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("amendSite").tag("sites").summary("Change a site").description(
        "Its name, address, place, units, attributes, whether it is a demonstration site, and from which one it took \
         its practice over. What is not said stays; what is null is emptied.",
    )
}

async fn amend(
    caller: Caller,
    Id(id): Id<SiteId>,
    IfMatch(version): IfMatch,
    Body(command): Body<AmendSite>,
) -> Result<Tagged<SiteDetail>, Refusal> {
    Ok(Tagged(site::amend(&caller.app, &caller.actor, caller.lang, id, version, command).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_site_is_described_anew_and_laid_into_the_node_of_its_place(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/sites/{}", world.road);
            let change = |version: i64, body: serde_json::Value| {
                desk.call(Method::PATCH, &path).by(&office).on_version(version).with(&body).reply()
            };
            let body = json!({
                "name": { "zh": "人民路全段", "en": "Renmin Road" }, "address": "", "supporting_unit_id": world.east_office,
                "unit_id": null, "attributes": { "length": "850.5" }, "place": { "lon": 114.15, "lat": 37.9 },
            });
            let site = change(1, body).await.done();
            assert_eq!((site["name"].as_str(), site["version"].as_i64()), (Some("人民路全段"), Some(2)), "{site}");
            assert!(site["unit"].is_null() && site["address"] == "", "{site}");
            assert_eq!((site["node"]["code"].as_str(), site["attributes"]["length"].as_str()), (Some("99990201"), Some("850.5")));
            assert_eq!(site["supporting_unit"]["code"], "donghe");
            change(1, json!({ "demonstration": true })).await.refused(412, "conflict");
            desk.call(Method::PATCH, &path).by(&office).with(&json!({})).reply().await.refused(428, "version_missing");
            let same = change(2, json!({ "demonstration": false })).await.done();
            assert_eq!(same["version"], 2, "nothing changed is nothing recorded: {same}");
        }

        async fn a_practice_is_taken_over_from_a_demonstration_site_and_seen_from_both(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let (road, market) = (format!("/sites/{}", world.road), format!("/sites/{}", world.market));
            let practice = json!({ "practice": { "from": world.market, "since": "2026-11-01" } });
            let call = |body: &serde_json::Value, version| {
                desk.call(Method::PATCH, &road).by(&office).on_version(version).with(body).reply()
            };
            call(&practice, 1).await.refused(409, "practice_other_type");
            let itself = json!({ "practice": { "from": world.road, "since": "2026-11-01" } });
            call(&itself, 1).await.refused(409, "practice_itself");
            let estate = json!({ "practice": { "from": world.estate, "since": "2026-11-01" } });
            call(&estate, 1).await.refused(409, "practice_no_demonstration");
            desk.second_market(&world, "M-2").await;
            let found = desk.get("/sites?code=M-2").by(&office).reply().await.done();
            let other = format!("/sites/{}", found["items"][0]["id"].as_str().unwrap_or_default());
            let call = desk.call(Method::PATCH, &other).by(&office).on_version(1).with(&practice);
            let site = call.reply().await.done();
            assert_eq!((site["practice"]["site"]["code"].as_str(), site["practice"]["since"].as_str()), (Some("M-1"), Some("2026-11-01")), "{site}");
            let source = desk.get(&market).by(&office).reply().await.done();
            assert_eq!(source["copies"][0]["site"]["code"], "M-2", "{source}");
            let call = desk.call(Method::PATCH, &other).by(&office).on_version(2).with(&json!({ "practice": null }));
            assert!(call.reply().await.done()["practice"].is_null());
        }

        async fn what_cannot_be_is_refused_and_others_may_not(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/sites/{}", world.road);
            let call = |body: serde_json::Value| desk.call(Method::PATCH, &path).by(&office).on_version(1).with(&body).reply();
            call(json!({ "place": { "lon": 120.0, "lat": 30.0 } })).await.refused(422, "invalid");
            call(json!({ "name": { "zh": " ", "en": "" } })).await.refused(422, "invalid");
            call(json!({ "attributes": { "length": "-1" } })).await.refused(422, "invalid");
            call(json!({ "unit_id": world.road })).await.refused(404, "not_found");
            call(json!({ "code": "X" })).await.refused(422, "invalid");
            let leader = desk.account(Role::Leader).await;
            let call = desk.call(Method::PATCH, &path).by(&leader).on_version(1).with(&json!({ "demonstration": true }));
            call.reply().await.refused(403, "forbidden");
            let nowhere = desk.call(Method::PATCH, &format!("/sites/{}", world.edition)).by(&office).on_version(1);
            nowhere.with(&json!({})).reply().await.refused(404, "not_found");
        }
    }
}
