//! Routing 派遣规则: the table of rules, trying it out, and what in it leads nowhere.

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::context::App;
use wangge_app::routing;
use wangge_app::view::{RoutingFaults, RoutingRules, RoutingTrace, RoutingTrial, SaveRules, TraceQuery, TryRules};

use crate::answer::{Answered, Tagged};
use crate::extract::{Body, Caller, IfMatch, Query};
use crate::problem::Refusal;

pub(crate) fn routes() -> ApiRouter<App> {
    ApiRouter::new()
        .api_route("/routing/rules", rules_route())
        .api_route("/routing/trial", trial_route())
        .api_route("/routing/trace", trace_route())
        .api_route("/routing/faults", faults_route())
}

fn rules_route() -> ApiMethodRouter<App> {
    get_with(rules, |operation: TransformOperation<'_>| {
        operation.id("showRoutingRules").tag("routing").summary("The table of rules").description(
            "In their order; the first that applies decides. Each in words, with what is to be known of it: that it points \
             to a unit out of use, that a wider one before it leaves it nothing, that it is still to come.",
        )
    })
    .put_with(save, |operation: TransformOperation<'_>| {
        operation.id("saveRoutingRules").tag("routing").summary("Keep a new version of the table").description(
            "The whole table is given, in its order; what changed goes into the record. Earlier versions stay. Cases that \
             were sent stay where they are.",
        )
    })
}

fn trial_route() -> ApiMethodRouter<App> {
    post_with(tried, |operation: TransformOperation<'_>| {
        operation.id("tryRoutingRules").tag("routing").summary("Try a draft of the table").description(
            "On the latest cases: which of them the draft would send elsewhere than the table as it is, from which unit to \
             which. With no cases it only puts the draft into words. Nothing is written.",
        )
    })
}

fn trace_route() -> ApiMethodRouter<App> {
    get_with(trace, |operation: TransformOperation<'_>| {
        operation.id("traceRouting").tag("routing").summary("Where a problem would go, and why").description(
            "At a site, a place or in a node, with an item, a source and a moment or without; or the problem of a case, \
             with where it went then and how that differs. Every rule says why it fired or did not; nothing is written.",
        )
    })
}

fn faults_route() -> ApiMethodRouter<App> {
    get_with(faults, |operation: TransformOperation<'_>| {
        operation.id("listRoutingFaults").tag("routing").summary("What in the rules leads nowhere").description(
            "Rules, items, ownership records, sites and nodes in use whose unit takes no more cases, so that what would go \
             there stays with the office; departments nobody knows; rules that are never reached.",
        )
    })
}

async fn rules(caller: Caller) -> Result<Tagged<RoutingRules>, Refusal> {
    Ok(Tagged(routing::show(&caller.app, &caller.actor, caller.lang).await?))
}

async fn save(
    caller: Caller,
    IfMatch(version): IfMatch,
    Body(command): Body<SaveRules>,
) -> Result<Tagged<RoutingRules>, Refusal> {
    Ok(Tagged(routing::save(&caller.app, &caller.actor, caller.lang, version, command).await?))
}

async fn tried(caller: Caller, Body(command): Body<TryRules>) -> Answered<RoutingTrial> {
    Ok(Json(routing::tried(&caller.app, &caller.actor, caller.lang, command).await?))
}

async fn trace(caller: Caller, Query(query): Query<TraceQuery>) -> Answered<RoutingTrace> {
    Ok(Json(routing::trace(&caller.app, &caller.actor, caller.lang, query).await?))
}

async fn faults(caller: Caller) -> Answered<RoutingFaults> {
    Ok(Json(routing::faults(&caller.app, &caller.actor, caller.lang).await?))
}

#[cfg(test)]
mod table_tests;

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::{Value, json};
    use wangge_domain::permission::Role;
    use wangge_domain::unit::Unit;
    use wangge_storage::{Result, unit};
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    fn fired(trace: &Value) -> Vec<(&str, bool, bool)> {
        let rules = trace["rules"].as_array().unwrap().iter();
        rules.map(|one| (one["rule"].as_str().unwrap(), one["unit"].is_object(), one["why"].is_string())).collect()
    }

    both_databases! {
        async fn a_problem_only_thought_of_is_sent_as_a_real_one_and_every_rule_says_why(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let trace = async |query: &str| desk.get(&format!("/routing/trace?{query}")).by(&office).reply().await;
            let at_site = trace(&format!("site={}", world.road)).await.done();
            assert_eq!(at_site["unit"]["code"], "xishan", "{at_site}");
            let expected = [
                ("ownership_record", false, true),
                ("item_department", false, true),
                ("site_unit", true, true),
                ("territorial_unit", false, false),
            ];
            assert_eq!(fired(&at_site), expected, "{at_site}");
            assert!(at_site["place"].as_str().unwrap().contains("石桥社区"));
            let bare = trace("lon=114.15&lat=37.9").await.done();
            assert_eq!((bare["unit"]["code"].as_str(), fired(&bare)[3]), (Some("donghe"), ("territorial_unit", true, true)), "{bare}");
            let case = desk.dispatched_case(&world).await;
            let sent = desk.get(&format!("/cases/{case}")).by(&office).reply().await.done();
            let item = sent["item"]["code"].as_str().unwrap();
            let thought = trace(&format!("site={}&item={item}", world.road)).await.done();
            assert_eq!(thought["unit"]["id"], sent["unit"]["id"], "{thought}");
            trace("lon=10&lat=10").await.refused(422, "invalid");
            trace("item=A01").await.refused(422, "invalid");
            trace(&format!("site={}&item=Z99", world.road)).await.refused(422, "invalid");
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            desk.get("/routing/faults").by(&worker).reply().await.refused(403, "forbidden");
        }

        async fn what_leads_to_a_unit_that_takes_no_more_cases_is_flagged_and_not_skipped(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let faults = async || desk.get("/routing/faults").by(&office).reply().await.done();
            let before = faults().await["items"].as_array().unwrap().len();
            let west: Unit = unit::get(&desk.app.store.read(), world.west_office).await.unwrap().unwrap();
            let closed = Unit { active: false, ..west };
            let written: Result<()> =
                desk.app.store.write(move |tx| Box::pin(async move { unit::update(tx, &closed).await })).await;
            written.unwrap();
            let found = faults().await;
            let of: Vec<(&str, &str)> = found["items"].as_array().unwrap().iter()
                .filter(|one| one["unit"]["code"] == "xishan")
                .map(|one| (one["of"].as_str().unwrap(), one["about"]["code"].as_str().unwrap())).collect();
            assert_eq!(of, [("site", "E-1"), ("site", "R-1"), ("node", "999901")], "{found}");
            assert_eq!(found["items"].as_array().unwrap().len(), before + 3);
            let traced = desk.get(&format!("/routing/trace?site={}", world.road)).by(&office).reply().await.done();
            assert!(traced["unit"].is_null(), "it stays with the office: {traced}");
            assert!(traced["rules"][2]["why"].as_str().unwrap().contains("已停用"), "{traced}");
            assert_eq!(traced["rules"][2]["outcome"], "flagged");
            assert!(traced["flag"].as_str().unwrap().starts_with("规则3“点位责任单位”指向已停用的单位"), "{traced}");
            assert_eq!(traced["assisting"], json!([]));
        }
    }
}
