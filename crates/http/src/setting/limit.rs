//! `GET /api/v1/settings/limit`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::view::{LimitTry, LimitView};

use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(limit, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("tryLimit").tag("settings").summary("Which limit a case would get").description(
        "By the table of limits as it is kept, the item's own limit and the default, and by which of them.",
    )
}

async fn limit(caller: Caller, Query(query): Query<LimitTry>) -> Result<Json<LimitView>, Refusal> {
    Ok(Json(case::try_limit(&caller.app, &caller.actor, caller.lang, query).await?))
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_table_is_asked_from_the_top_and_seasons_give_the_hours(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let version = desk.version_of("/settings", &office).await;
            let row = |severity: &str, limit: &str| json!({ "severity": severity, "limit": limit });
            let summer = json!([{ "opens": "08:00:00", "closes": "12:00:00" }, { "opens": "15:00:00", "closes": "18:30:00" }]);
            let body = json!({
                "limits": [row("grave", "4小时"), row("serious", "1工作日")],
                "working_seasons": [{ "name": "夏季", "season": { "from": "06-01", "until": "09-30" }, "spans": summer }],
            });
            let patch = |version: i64| desk.call(Method::PATCH, "/settings").by(&office).on_version(version);
            let changed = patch(version).with(&body).reply().await.done();
            assert_eq!(changed["working_seasons"][0]["name"], "夏季", "{changed}");
            let tried = |query: &str| desk.get(&format!("/settings/limit?{query}")).by(&office);
            let grave = tried("severity=grave&on=2027-07-01").reply().await.done();
            // Eight to twelve; one of the hours after the rest of noon is not needed.
            assert_eq!(grave["at"], "2027-07-01T04:00:00Z", "{grave}");
            assert!(grave["rule_text"].as_str().is_some_and(|rule| rule.contains("第 1 行")), "{grave}");
            let day = tried("severity=serious&on=2027-07-01").reply().await.done();
            assert_eq!(day["at"], "2027-07-01T10:30:00Z", "{day}");
            let other = tried("on=2027-07-01").reply().await.done();
            assert_eq!(other["rule_text"], "默认时限", "{other}");
            let dead = json!({ "limits": [{ "limit": "1天" }, row("grave", "4小时")] });
            let problem = patch(version + 1).with(&dead).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/limits/1/limit");
            let twice = json!({ "working_seasons": [changed["working_seasons"][0], changed["working_seasons"][0]] });
            let problem = patch(version + 1).with(&twice).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/working_seasons/1/season");
        }
    }
}
