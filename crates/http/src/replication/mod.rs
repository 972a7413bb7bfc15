//! Demonstration and replication 示范复制: how far the district is, practice cards, and the sites that take them over.

mod card;
mod overview;
mod plan;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/replication", overview::route())
        .api_route("/practice-cards", card::write_route())
        .api_route("/practice-cards/{id}", card::show_route().merge(card::amend_route()))
        .api_route("/practice-cards/{id}/replications", plan::plan_route())
        .api_route("/replications/{id}/adoption", plan::adopt_route())
        .api_route("/replications/{id}/cancellation", plan::cancel_route())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use axum::http::Method;
    use serde_json::{Value, json};
    use wangge_domain::ids::PracticeCardId;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk, World};

    fn card(desk: &Desk, world: &World, photos: &Value) -> Value {
        json!({ "id": desk.app.new_id::<PracticeCardId>(), "site_id": world.market, "text": {
            "title": "市场保洁“一小时清”", "summary": "摊位划线、每小时清运一次。",
            "measures": [
                { "item_code": "A01", "text": "每小时清运垃圾，摊主轮值。", "cost_yuan": "1200.50", "photos": photos },
                { "text": "市场办每天晨会。" },
            ],
            "contact_id": world.inspector,
        } })
    }

    /// A closed round in which one market is visited and so much rubbish found.
    async fn judged(desk: &Desk, world: &World, number: i64, site: &str, rubbish: u64) {
        let office = desk.account(Role::Office).await;
        let mut plan = desk.round_plan(world, number);
        plan["site_ids"] = json!([site]);
        plan["assignments"] = json!([{ "site_id": site, "person_ids": [world.inspector] }]);
        let round = desk.post("/rounds").by(&office).with(&plan).reply().await.done();
        let path = format!("/rounds/{}", round["id"].as_str().unwrap());
        desk.step(&path, "opening", &json!({}), &office).await;
        desk.after(chrono::Duration::minutes(30));
        let visit = desk.visit_of(
            site.parse::<uuid::Uuid>().unwrap().into(),
            world,
            &[json!({ "item": "A01", "count": rubbish }), json!({ "item": "A02", "count": rubbish })],
        );
        desk.post(&format!("{path}/visits")).by(&desk.inspector(world).await).with(&visit).reply().await.done();
        desk.step(&path, "closing", &json!({}), &office).await;
    }

    async fn overview(desk: &Desk, reader: &Account) -> Value {
        desk.get("/replication").by(reader).reply().await.done()
    }

    both_databases! {
        async fn a_card_rests_on_a_round_in_which_the_demonstration_site_met_the_mark(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let photo = desk.sent_photo(&office, 7).await;
            let body = card(&desk, &world, &json!([photo]));
            let write = |body: Value| desk.post("/practice-cards").by(&office).with(&body).reply();
            write(body.clone()).await.refused(409, "practice_card_not_judged");
            desk.closed_round(&world).await;
            let mut other = body.clone();
            other["site_id"] = json!(world.road);
            write(other).await.refused(409, "practice_card_no_demonstration");
            let mut wrong = body.clone();
            wrong["text"]["title"] = json!(" ");
            wrong["text"]["measures"][0]["item_code"] = json!("Z99");
            wrong["text"]["measures"][1]["cost_yuan"] = json!("一千");
            let refused = write(wrong).await.refused(422, "invalid");
            let told: Vec<&str> = refused["errors"].as_array().unwrap().iter().filter_map(|one| one["pointer"].as_str()).collect();
            assert_eq!(told, ["/text/title", "/text/measures/0/item_code", "/text/measures/1/cost_yuan"], "{refused}");
            let first = write(body.clone()).await;
            assert_eq!(first.status, 201, "{}", first.text);
            assert_eq!(write(body.clone()).await.status, 200, "sent again");
            let path = format!("/practice-cards/{}", body["id"].as_str().unwrap());
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let shown = desk.get(&path).by(&worker).reply().await.done();
            assert_eq!((shown["reached"]["shown"].as_str(), shown["cost_yuan"].as_str()), (Some("100.0"), Some("1200.5")), "{shown}");
            assert_eq!(shown["measures"][0]["photos"][0]["sha256"], json!(photo));
            assert_eq!(shown["contact"]["phone"], "199-0000-0000");
            assert_eq!(desk.get(&format!("/evidence/{photo}?size=thumb")).by(&worker).reply().await.status, 200, "seen by all");
            desk.get(&path).by(&desk.inspector(&world).await).reply().await.refused(403, "forbidden");
            let change = |version, by| desk.call(Method::PUT, &path).by(by).on_version(version).with(&body["text"]).reply();
            change(1, &worker).await.refused(403, "forbidden");
            let mut wrong = body["text"].clone();
            wrong["measures"][1]["text"] = json!("");
            let refused = desk.call(Method::PUT, &path).by(&office).on_version(1).with(&wrong).reply().await.refused(422, "invalid");
            assert_eq!(refused["errors"][0]["pointer"], "/measures/1/text", "within the body of the change: {refused}");
            assert_eq!(change(1, &office).await.done()["version"], 2);
            let sees = async || desk.get(&format!("/evidence/{photo}?size=thumb")).by(&worker).reply().await.status;
            assert_eq!(sees().await, 200, "still on the card");
            let mut without = body["text"].clone();
            without["measures"][0]["photos"] = json!([]);
            desk.call(Method::PUT, &path).by(&office).on_version(2).with(&without).reply().await.done();
            assert_eq!(sees().await, 404, "taken off the card, perhaps for a face in it");
            change(1, &office).await.refused(412, "conflict");
        }

        async fn a_site_that_copies_passes_only_by_a_visit_after_the_practice_was_in_place(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.second_market(&world, "M-2").await;
            desk.closed_round(&world).await;
            let body = card(&desk, &world, &json!([]));
            let written = desk.post("/practice-cards").by(&office).with(&body).reply().await.done();
            let (copy, named) = (written["open_sites"][0]["id"].as_str().unwrap().to_owned(), written["open_sites"].as_array().unwrap().len());
            assert_eq!(named, 1, "the road and the estate are of other types: {written}");
            judged(&desk, &world, 2, &copy, 0).await;
            let path = format!("/practice-cards/{}/replications", body["id"].as_str().unwrap());
            let plan = |body: Value| desk.post(&path).by(&office).with(&body).reply();
            plan(json!({ "due_on": "2026-11-01" })).await.refused(422, "invalid");
            plan(json!({ "due_on": "2026-12-01", "sites": [world.road] })).await.refused(422, "invalid");
            let planned = plan(json!({ "due_on": "2026-12-01" })).await.done();
            assert_eq!((planned["counts"]["waiting"].as_u64(), planned["open_sites"].as_array().unwrap().len()), (Some(1), 0));
            plan(json!({ "due_on": "2026-12-01" })).await.refused(409, "replication_nobody");
            plan(json!({ "due_on": "2026-12-01", "sites": [copy] })).await.refused(409, "replication_planned_already");
            let one = &planned["replications"][0];
            assert_eq!(one["state"], "planned", "the round before does not count");
            let adopt = format!("/replications/{}/adoption", one["id"].as_str().unwrap());
            let told = async |by: &Account| {
                let today = desk.get("/today").by(by).reply().await.done();
                let waits = today["waits"].as_array().unwrap().clone();
                waits.iter().find(|wait| wait["kind"] == "adopt").and_then(|wait| wait["count"].as_u64())
            };
            desk.after(chrono::Duration::days(1));
            let office = desk.account(Role::Office).await;
            let stranger = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let unit = desk.account_at(Role::UnitHandler, None, Some(world.east_office)).await;
            let today = json!({ "on": desk.app.now().date_naive(), "note": "增设清运班" });
            let done = |by, body: &Value| desk.post(&adopt).by(by).on_version(1).with(body).reply();
            assert_eq!((told(&unit).await, told(&stranger).await, told(&office).await), (Some(1), None, None));
            done(&stranger, &today).await.refused(404, "not_found");
            done(&unit, &json!({ "on": "2027-01-01" })).await.refused(409, "replication_future");
            let adopted = done(&unit, &today).await.done();
            assert_eq!(told(&unit).await, None, "it is done");
            let heard = async |by: &Account| -> Vec<String> {
                let today = desk.get("/today").by(by).reply().await.done();
                let groups = today["changes"]["groups"].as_array().unwrap().clone();
                let named = |group: &Value| format!("{} {}", group["noun"].as_str().unwrap(), group["kind_name"].as_str().unwrap());
                groups.iter().map(named).filter(|one| one.contains("replication")).collect()
            };
            assert_eq!((heard(&office).await, heard(&stranger).await), (vec!["replication 报告落实".to_owned()], Vec::new()));
            assert_eq!((adopted["state"].as_str(), adopted["adopted_note"].as_str()), (Some("adopted"), Some("增设清运班")), "{adopted}");
            assert_eq!(desk.get(&format!("/sites/{copy}")).by(&office).reply().await.done()["practice"]["site"]["code"], "M-1");
            desk.after(chrono::Duration::days(1));
            let office = desk.account(Role::Office).await;
            judged(&desk, &world, 3, &copy, 5).await;
            let seen = overview(&desk, &office).await;
            assert_eq!(seen["replications"][0]["state"], "failed", "{seen}");
            assert_eq!(seen["stages"][1]["tally"], json!({ "total": 1, "judged": 1, "reached": 0 }), "{seen}");
            desk.after(chrono::Duration::days(1));
            judged(&desk, &world, 4, &copy, 0).await;
            let office = desk.account(Role::Office).await;
            let seen = overview(&desk, &office).await;
            assert_eq!(seen["replications"][0]["state"], "passed", "{seen}");
            assert_eq!(seen["stages"][0]["tally"], json!({ "total": 1, "judged": 1, "reached": 1 }));
            assert_eq!(seen["stages"][1]["tally"], json!({ "total": 1, "judged": 1, "reached": 1 }));
            assert_eq!(seen["stages"][2]["tally"]["total"], 2, "the road and the estate");
            let stranger = desk.account_at(Role::UnitHandler, None, Some(world.west_office)).await;
            let other = overview(&desk, &stranger).await;
            assert_eq!((other["replications"].as_array().unwrap().len(), other["may_edit"].as_bool()), (0, Some(false)));
        }

        async fn a_replication_is_taken_back_with_a_reason_and_may_be_planned_again(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            desk.second_market(&world, "M-2").await;
            desk.closed_round(&world).await;
            let body = card(&desk, &world, &json!([]));
            desk.post("/practice-cards").by(&office).with(&body).reply().await.done();
            let path = format!("/practice-cards/{}/replications", body["id"].as_str().unwrap());
            let plan = || desk.post(&path).by(&office).with(&json!({ "due_on": "2026-12-01" })).reply();
            let planned = plan().await.done();
            let back = format!("/replications/{}/cancellation", planned["replications"][0]["id"].as_str().unwrap());
            let cancel = |reason: &str, version| {
                desk.post(&back).by(&office).on_version(version).with(&json!({ "reason": reason })).reply()
            };
            cancel(" ", 1).await.refused(422, "invalid");
            assert_eq!(cancel("市场年内拆迁", 1).await.done()["state"], "cancelled");
            cancel("再取消", 2).await.refused(409, "replication_cancelled");
            assert_eq!(plan().await.done()["counts"]["total"], 1);
        }
    }
}
