//! The watch 回头看 over closed cases, and rebounds 反弹.

mod due;
mod figures;
mod hot_spots;
mod re_check;
mod survival;
mod watch;

use aide::axum::ApiRouter;
use wangge_app::context::App;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/cases/{id}/watch", watch::route())
        .api_route("/cases/{id}/re-checks", re_check::route())
        .api_route("/re-checks", due::route())
        .api_route("/rebounds", figures::route())
        .api_route("/rebounds/survival", survival::route())
        .api_route("/rebounds/hot-spots", hot_spots::route())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use axum::http::Method;
    use chrono::Duration;
    use serde_json::{Value, json};
    use wangge_domain::ids::{CaseId, ReCheckId};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk, World};

    /// A case closed now, rectified by urban management.
    async fn closed(desk: &Desk, world: &World) -> CaseId {
        let case = desk.rectified_case(world).await;
        let checker = desk.account(Role::Office).await;
        desk.step(&format!("/cases/{case}"), "check", &json!({ "passed": true }), &checker).await;
        case
    }

    fn looked(desk: &Desk, result: &str, photos: &[String]) -> Value {
        json!({ "id": desk.app.new_id::<ReCheckId>(), "result": result, "photos": photos, "lon": 114.05, "lat": 37.9 })
    }

    async fn send(desk: &Desk, case: CaseId, by: &Account, body: &Value) -> crate::testing::Reply {
        desk.post(&format!("/cases/{case}/re-checks")).by(by).with(body).reply().await
    }

    async fn due(desk: &Desk, by: &Account, query: &str) -> Vec<Value> {
        let list = desk.get(&format!("/re-checks{query}")).by(by).reply().await.done();
        list["items"].as_array().unwrap().clone()
    }

    async fn waits(desk: &Desk, by: &Account) -> Option<u64> {
        let today = desk.get("/today").by(by).reply().await.done();
        let waits = today["waits"].as_array().unwrap().clone();
        waits.iter().find(|wait| wait["kind"] == "re_check").and_then(|wait| wait["count"].as_u64())
    }

    both_databases! {
        async fn a_closed_case_is_re_checked_by_somebody_else_at_set_intervals(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = closed(&desk, &world).await;
            let path = format!("/cases/{case}/watch");
            let office = desk.account(Role::Office).await;
            let fresh = desk.get(&path).by(&office).reply().await.done();
            assert_eq!((fresh["state"].as_str(), fresh["next"]["days"].as_u64()), (Some("watching"), Some(7)), "{fresh}");
            assert_eq!((due(&desk, &office, "").await.len(), waits(&desk, &office).await), (0, None));
            desk.after(Duration::days(8));
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let own = desk.account_at(Role::GridWorker, None, Some(world.urban_management)).await;
            let east = desk.account_at(Role::GridWorker, Some(world.east_street), None).await;
            let waiting = due(&desk, &worker, "?mine=true").await;
            assert_eq!((waiting.len(), waiting[0]["watch"].as_str()), (1, Some("due")), "{waiting:?}");
            assert_eq!((waits(&desk, &worker).await, waits(&desk, &own).await), (Some(1), None));
            desk.get("/re-checks?mine=true").by(&handler).reply().await.refused(403, "forbidden");
            assert_eq!(due(&desk, &handler, "").await[0]["may_re_check"], false, "the unit sees what is due and does not judge");
            let photo = desk.sent_photo(&worker, 3).await;
            let body = looked(&desk, "held", std::slice::from_ref(&photo));
            send(&desk, case, &handler, &body).await.refused(403, "forbidden");
            send(&desk, case, &east, &body).await.refused(404, "not_found");
            let own_photo = desk.sent_photo(&own, 4).await;
            send(&desk, case, &own, &looked(&desk, "held", &[own_photo])).await.refused(409, "re_check_own_work");
            send(&desk, case, &worker, &looked(&desk, "held", &[])).await.refused(409, "re_check_no_photo");
            send(&desk, case, &worker, &looked(&desk, "unjudged", &[])).await.refused(409, "re_check_no_reason");
            let mut early = body.clone();
            early["at"] = json!("2026-11-01T00:00:00Z");
            send(&desk, case, &worker, &early).await.refused(409, "re_check_before_close_out");
            early["at"] = json!(desk.app.now() + Duration::days(1));
            send(&desk, case, &worker, &early).await.refused(409, "re_check_in_the_future");
            let mut unjudged = looked(&desk, "unjudged", &[]);
            unjudged["note"] = json!("大门锁着");
            assert_eq!(send(&desk, case, &worker, &unjudged).await.done()["state"], "due", "it must be looked at again");
            let first = send(&desk, case, &worker, &body).await;
            assert_eq!((first.status, first.json["state"].as_str()), (201, Some("watching")), "{}", first.text);
            assert_eq!(send(&desk, case, &worker, &body).await.status, 200, "sent again");
            let mut other = body.clone();
            other["result"] = json!("rebounded");
            send(&desk, case, &worker, &other).await.refused(409, "re_check_locked");
            let seen = desk.get(&path).by(&handler).reply().await.done();
            let made = seen["re_checks"].as_array().unwrap();
            assert_eq!(made.len(), 2, "{seen}");
            let held = made.iter().find(|one| one["result"] == "held").unwrap();
            assert_eq!((held["days_after"].as_u64(), held["photos"][0]["sha256"].as_str()), (Some(8), Some(photo.as_str())));
            assert!(held["metres"].as_f64().is_some());
            assert_eq!((seen["next"]["days"].as_u64(), seen["may_re_check"].as_bool()), (Some(21), Some(false)));
            let shown = desk.get(&format!("/cases/{case}")).by(&handler).reply().await.done();
            let told = shown["timeline"].as_array().unwrap().last().unwrap().clone();
            assert_eq!(told["kind"], "case_re_checked");
            assert!(told["text"].as_str().unwrap().contains("未反弹"), "{told}");
            assert_eq!(desk.get(&format!("/evidence/{photo}?size=thumb")).by(&handler).reply().await.status, 200);
            let open = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            desk.get(&format!("/cases/{open}/watch")).by(&office).reply().await.refused(409, "re_check_not_closed");
        }

        async fn a_rebound_found_on_day_sixty_one_is_a_case_linked_to_its_root_and_graver(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let root = closed(&desk, &world).await;
            desk.after(Duration::days(61));
            let office = desk.account(Role::Office).await;
            let empty = desk.get("/rebounds").by(&office).reply().await.done();
            assert_eq!((empty["total"]["rate"]["shown"].as_str(), empty["by_unit"].as_array().unwrap().len()), (Some("—"), 0), "{empty}");
            let photo = desk.sent_photo(&office, 5).await;
            let mut body = looked(&desk, "rebounded", std::slice::from_ref(&photo));
            body["note"] = json!("又堆了建筑垃圾");
            let mut calls = Vec::new();
            for _ in 0..6 {
                let mut body = body.clone();
                body["id"] = json!(desk.app.new_id::<ReCheckId>());
                calls.push(tokio::spawn(desk.post(&format!("/cases/{root}/re-checks")).by(&office).with(&body).reply()));
            }
            let mut new = 0;
            for call in calls {
                let reply = call.await.unwrap();
                new += u32::from(reply.status == 201);
                assert!([201, 409].contains(&reply.status), "{}", reply.text);
            }
            assert_eq!(new, 1, "one rebound, however many saw it");
            let watch = desk.get(&format!("/cases/{root}/watch")).by(&office).reply().await.done();
            assert_eq!((watch["state"].as_str(), watch["may_re_check"].as_bool()), (Some("rebounded"), Some(false)), "{watch}");
            let found = watch["re_checks"][0]["found"]["id"].as_str().unwrap().to_owned();
            let chain: Vec<&str> = watch["chain"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
            assert_eq!(chain, [root.to_string().as_str(), found.as_str()]);
            let again = desk.get(&format!("/cases/{found}")).by(&office).reply().await.done();
            assert_eq!((again["source"].as_str(), again["severity"].as_str(), again["state"].as_str()), (Some("re_check"), Some("serious"), Some("reported")), "{again}");
            assert_eq!(again["rebound_of"]["id"], json!(root));
            assert_eq!(again["photos"][0]["sha256"], json!(photo));
            assert!(again["timeline"][0]["text"].as_str().unwrap().contains("由一般升为较重"), "{again}");
            let total = async |query: &str| desk.get(&format!("/rebounds{query}")).by(&office).reply().await.done()["total"]["rate"]["shown"].as_str().unwrap().to_owned();
            assert_eq!(total("").await, "100.00");
            let unit = |id: &dyn std::fmt::Display| format!("?unit={id}");
            assert_eq!((total(&unit(&world.urban_management)).await, total(&unit(&world.west_office)).await), ("100.00".to_owned(), "—".to_owned()));
            let figures = desk.get("/rebounds").by(&office).reply().await.done();
            let months = figures["by_month"].as_array().unwrap();
            let last = months.last().unwrap();
            assert_eq!((last["rate"]["numerator"].as_str(), last["rate"]["denominator"].as_str()), (Some("1"), Some("1")), "{last}");
            assert!(months[..months.len() - 1].iter().all(|month| month["rate"]["shown"] == "—"), "no data is not 0 %");
            assert_eq!(figures["came_back"], 1);
            let (from, until) = (last["from"].as_str().unwrap(), last["until"].as_str().unwrap());
            for (query, count) in [("&came_back=true", 1), ("", 1), ("&item=A02", 0)] {
                let list = format!("/cases?re_checked_from={from}&re_checked_until={until}{query}");
                assert_eq!(desk.get(&list).by(&office).reply().await.done()["total"], count, "{list}");
            }
            let curve = desk.get("/rebounds/survival").by(&office).reply().await.done();
            let points = curve["points"].as_array().unwrap();
            assert_eq!((points.len(), points[0]["days"].as_u64(), points[0]["holds"]["shown"].as_str()), (1, Some(61), Some("0.00")), "{curve}");
            // The office does not take it up: then nothing came back, and the case is to be looked at again.
            desk.step(&format!("/cases/{found}"), "declining", &json!({ "reason": "不是同一处" }), &office).await;
            let watch = desk.get(&format!("/cases/{root}/watch")).by(&office).reply().await.done();
            assert_eq!((watch["state"].as_str(), watch["re_checks"][0]["set_aside"].as_bool()), (Some("due"), Some(true)), "{watch}");
            assert_eq!(total("").await, "—");
            desk.get("/rebounds").by(&desk.inspector(&world).await).reply().await.refused(403, "forbidden");
            desk.get("/rebounds?from=2026-12-01&until=2026-11-01").by(&office).reply().await.refused(422, "invalid");
        }

        async fn a_rebound_goes_to_the_open_case_that_has_it_already(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let root = closed(&desk, &world).await;
            desk.after(Duration::days(45));
            let open = desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let before = desk.get(&format!("/cases/{open}")).by(&office).reply().await.done();
            assert_eq!((before["rebound_of"].is_null(), before["severity"].as_str()), (true, Some("ordinary")), "45 days are out of the window");
            let photo = desk.sent_photo(&office, 6).await;
            let watch = send(&desk, root, &office, &looked(&desk, "rebounded", &[photo])).await.done();
            assert_eq!(watch["re_checks"][0]["found"]["id"], json!(open), "{watch}");
            let after = desk.get(&format!("/cases/{open}")).by(&office).reply().await.done();
            assert_eq!((after["rebound_of"]["id"].as_str(), after["severity"].as_str()), (Some(root.to_string().as_str()), Some("serious")), "{after}");
            assert_eq!(desk.get("/cases?rebound=true").by(&office).reply().await.done()["total"], 1);
            assert_eq!(desk.get("/cases?severity=serious,grave").by(&office).reply().await.done()["total"], 1);
            desk.after(Duration::days(60));
            let office = desk.account(Role::Office).await;
            let photo = desk.sent_photo(&office, 7).await;
            send(&desk, root, &office, &looked(&desk, "held", &[photo])).await.refused(409, "re_check_came_back");
        }

        async fn the_same_class_nearby_is_a_rebound_and_places_with_many_cases_are_hot(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let root = closed(&desk, &world).await;
            desk.after(Duration::days(3));
            let office = desk.account(Role::Office).await;
            let shown = desk.get(&format!("/cases/{root}")).by(&office).reply().await.done();
            let (lon, lat) = (shown["lon"].as_f64().unwrap(), shown["lat"].as_f64().unwrap());
            let near = |metres: f64| {
                let mut body = desk.report_of(&world);
                body.as_object_mut().unwrap().remove("site_id");
                (body["lon"], body["lat"]) = (json!(lon), json!(lat + metres / 111_000.0));
                body
            };
            for (metres, rebound) in [(40.0, true), (70.0, false)] {
                let made = desk.post("/cases").by(&office).with(&near(metres)).reply().await.done();
                assert_eq!(made["rebound_of"]["id"] == json!(root), rebound, "{metres} m: {made}");
            }
            for _ in 0..2 {
                desk.reported_case(&world).await;
            }
            let office = desk.account(Role::Office).await;
            let hot = desk.get("/rebounds/hot-spots").by(&office).reply().await.done();
            assert_eq!(hot["total"], 0, "what nobody has filed yet does not count: {hot}");
            for _ in 0..2 {
                desk.filed_case(&world).await;
            }
            let office = desk.account(Role::Office).await;
            let hot = desk.get("/rebounds/hot-spots").by(&office).reply().await.done();
            assert_eq!((hot["total"].as_u64(), hot["items"][0]["cases"].as_u64(), hot["items"][0]["rebounds"].as_u64()), (Some(1), Some(3), Some(2)), "{hot}");
            let spot = &hot["items"][0];
            assert_eq!(spot["site"]["id"], json!(world.road));
            let states: Vec<&str> = hot["states"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            let beside = format!("items=A01&reported_from={}&reported_until={}&state={}",
                hot["from"].as_str().unwrap(), hot["until"].as_str().unwrap(), states.join(","));
            let list = |place: String| desk.get(&format!("/cases?{place}&{beside}")).by(&office).reply();
            assert_eq!(list(format!("site={}", world.road)).await.done()["total"], 3);
            // A spot at no site is the cases right in its cell: neither those at its sites nor those of cells below.
            let mut ids = Vec::new();
            for metres in [400.0, 410.0, 420.0] {
                let made = desk.post("/cases").by(&office).with(&near(metres)).reply().await.done();
                let path = format!("/cases/{}", made["id"].as_str().unwrap());
                desk.step(&path, "filing", &json!({}), &office).await;
                ids.push(made["node"]["id"].as_str().unwrap().to_owned());
            }
            let hot = desk.get("/rebounds/hot-spots").by(&office).reply().await.done();
            let spot = hot["items"].as_array().unwrap().iter().find(|spot| spot["site"].is_null()).unwrap().clone();
            assert_eq!(spot["node"]["id"], json!(ids[0]), "{hot}");
            assert_eq!(list(format!("at_node={}", ids[0])).await.done()["total"], spot["cases"]);
        }

        async fn the_office_sets_the_schedule(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/settings", &office).await;
            let change = |days: Value, watch: u32| {
                let body = json!({ "rebound": { "re_check_days": days, "grace_days": 5, "watch_days": watch, "near_m": 30, "hot_spot_cases": 4 } });
                desk.call(Method::PATCH, "/settings").by(&office).on_version(version).with(&body).reply()
            };
            for (days, watch, field) in [(json!([]), 90, "re_check_days"), (json!([21, 7]), 90, "re_check_days"), (json!([7, 30]), 30, "watch_days")] {
                let refused = change(days, watch).await.refused(422, "invalid");
                assert_eq!(refused["errors"][0]["pointer"], json!(format!("/rebound/{field}")), "{refused}");
            }
            let set = change(json!([10, 30]), 60).await.done();
            assert_eq!((set["rebound"]["re_check_days"].clone(), set["rebound"]["near_m"].as_u64()), (json!([10, 30]), Some(30)));
        }
    }
}
