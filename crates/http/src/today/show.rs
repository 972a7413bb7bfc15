//! `GET /api/v1/today`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::today;
use wangge_app::view::Today;

use crate::answer::Answered;
use crate::extract::Caller;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showToday").tag("today").summary("What today brings its reader").description(
        "The countdown, what waits for the reader, what is late or due within a day, what others did since the reader \
         last looked, and the week against the week before. Every count is that of the list it leads to.",
    )
}

async fn show(caller: Caller) -> Answered<Today> {
    Ok(Json(today::show(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Account, Desk};

    fn waiting(today: &Value, kind: &str) -> Option<u64> {
        let mut waits = today["waits"].as_array().into_iter().flatten();
        waits.find(|wait| wait["kind"] == kind).and_then(|wait| wait["count"].as_u64())
    }

    async fn today(desk: &Desk, who: &Account) -> Value {
        desk.get("/today").by(who).reply().await.done()
    }

    async fn listed(desk: &Desk, who: &Account, query: &str) -> Option<u64> {
        desk.get(&format!("/cases?{query}")).by(who).reply().await.done()["total"].as_u64()
    }

    both_databases! {
        async fn what_waits_is_what_the_list_shows_and_only_for_whoever_does_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            let inspector = desk.inspector(&world).await;
            assert_eq!(waiting(&today(&desk, &inspector).await, "visit"), Some(3));
            desk.submitted_visit(&world, round).await;
            let morning = today(&desk, &office).await;
            assert_eq!(waiting(&morning, "decide"), Some(2), "{morning}");
            assert_eq!(listed(&desk, &office, "state=reported").await, Some(2));
            assert_eq!(waiting(&morning, "incomplete"), Some(4));
            let of_leader = today(&desk, &leader).await;
            assert_eq!(of_leader["waits"], json!([]), "a leader takes no step, and nothing is late");
            assert_eq!(waiting(&today(&desk, &inspector).await, "visit"), Some(2));
            assert_eq!(morning["campaign"]["days_left"], 55);
            assert_eq!(morning["next_round"]["round"]["id"].as_str(), Some(round.to_string().as_str()));
        }

        async fn what_is_late_or_nearly_is_counted_as_the_list_counts_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let case = desk.filed_case(&world).await;
            let before = today(&desk, &office).await;
            assert_eq!((before["urgent"]["overdue"].as_u64(), before["urgent"]["within_a_day"].as_u64()), (Some(0), Some(1)), "its limit is some hours");
            desk.clock.set("2026-12-20T02:00:00Z".parse().unwrap_or_default());
            let office = desk.account(Role::Office).await;
            let after = today(&desk, &office).await;
            assert_eq!(after["urgent"]["overdue"], 1, "{after}");
            assert_eq!(after["urgent"]["cases"][0]["id"].as_str(), Some(case.to_string().as_str()));
            assert_eq!(listed(&desk, &office, "within_a_day=true").await, Some(1));
            assert_eq!(listed(&desk, &office, "late=true&rebound=false").await, Some(1));
            let leader = desk.account(Role::Leader).await;
            assert_eq!(waiting(&today(&desk, &leader).await, "press"), Some(1), "what is late waits for a leader's word");
            assert_eq!(waiting(&after, "press"), None, "the office acts");
        }

        async fn the_week_counts_up_to_this_hour_of_the_week_before(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.filed_case(&world).await;
            let office = desk.account(Role::Office).await;
            let figure = |today: &Value, kind: &str| {
                let mut all = today["week"].as_array().cloned().unwrap_or_default().into_iter();
                let found = all.find(|figure| figure["kind"] == kind).unwrap_or_default();
                ["count", "last_by_now", "last"].map(|part| found[part].as_u64())
            };
            assert_eq!(figure(&today(&desk, &office).await, "found"), [Some(1), Some(0), Some(0)]);
            // Monday of the week after, an hour before that of the report, and an hour after it.
            for (moment, by_now) in [("2026-11-30T01:00:00Z", 0), ("2026-11-30T03:00:00Z", 1)] {
                desk.clock.set(moment.parse().unwrap_or_default());
                let office = desk.account(Role::Office).await;
                assert_eq!(figure(&today(&desk, &office).await, "found"), [Some(0), Some(by_now), Some(1)]);
            }
        }

        async fn what_others_did_stays_until_it_was_looked_at_and_ones_own_is_not_news(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let office = desk.account(Role::Office).await;
            desk.submitted_visit(&world, round).await;
            let morning = today(&desk, &office).await;
            let group = &morning["changes"]["groups"][0];
            assert_eq!((group["noun"].as_str(), group["count"].as_u64()), (Some("case"), Some(2)), "{morning}");
            assert_eq!(today(&desk, &office).await["changes"]["groups"], morning["changes"]["groups"], "looking is not saying so");
            let looked = |until: Value| desk.post("/today/looked").by(&office).with(&json!({ "until": until })).reply();
            assert_eq!(looked(morning["changes"]["until"].clone()).await.status, 204);
            assert_eq!(today(&desk, &office).await["changes"]["groups"], json!([]));
            assert_eq!(looked(json!("2020-01-01T00:00:00Z")).await.status, 204);
            assert_eq!(today(&desk, &office).await["changes"]["groups"], json!([]), "it never goes back");
        }

        async fn a_unit_is_told_of_its_own_cases_and_a_looker_on_of_none(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.dispatched_case(&world).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            assert_eq!(waiting(&today(&desk, &handler).await, "accept"), Some(1));
            assert_eq!(listed(&desk, &handler, "state=dispatched&mine=true").await, Some(1));
            let worker = desk.account(Role::GridWorker).await;
            assert_eq!(waiting(&today(&desk, &worker).await, "accept"), None, "whoever acts for no unit accepts nothing");
            assert_eq!(listed(&desk, &worker, "state=dispatched&mine=true").await, Some(0));
        }

        async fn an_administrator_sees_accounts_and_no_case(store: Store) {
            let desk = Desk::open(store).await;
            desk.newcomer(Role::GridWorker).await;
            let administrator = desk.account(Role::SystemAdministrator).await;
            let morning = today(&desk, &administrator).await;
            assert_eq!(waiting(&morning, "first_password"), Some(1));
            assert!(morning["urgent"].is_null() && morning["week"] == json!([]), "{morning}");
        }
    }
}
