//! `GET /api/v1/campaign`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::State;
use wangge_app::campaign;
use wangge_app::context::App;
use wangge_app::view::Campaign;

use crate::answer::Answered;
use crate::extract::Language;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showCampaign")
        .tag("session")
        .summary("The campaign")
        .description("Its name, calendar and levels. Open to everyone, for the page to sign in on.")
}

async fn show(State(app): State<App>, Language(lang): Language) -> Answered<Campaign> {
    Ok(Json(campaign::show_anyone(&app, lang).await?))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use wangge_domain::permission::{Actor, Role};
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn everyone_sees_the_campaign_before_signing_in(store: Store) {
            let desk = Desk::open(store).await;
            let campaign = desk.get("/campaign").reply().await.done();
            assert_eq!((campaign["demonstration"].as_bool(), campaign["days_left"].as_i64()), (Some(true), Some(55)));
            assert_eq!((campaign["today"].as_str(), campaign["zone"].as_str()), (Some("2026-11-23"), Some("Asia/Shanghai")));
            let level = |level: i64| {
                let names = campaign["level_names"].as_array().cloned().unwrap_or_default();
                names.into_iter().find(|name| name["level"] == level).map(|name| name["name"].clone())
            };
            assert!(campaign["base_tiles"].is_null());
            assert!(level(2).is_some_and(|name| name.as_str().is_some_and(|name| name.contains('街'))));
        }

        async fn the_page_may_load_from_the_base_map_set_and_from_nowhere_else(store: Store) {
            let desk = Desk::open(store).await;
            let policy = |reply: crate::testing::Reply| reply.header("content-security-policy").to_owned();
            let plain = policy(desk.page("/").reply().await);
            assert!(plain.contains("connect-src 'self';") && !plain.contains("http"), "{plain}");
            let mut campaign = wangge_app::campaign::load(&desk.app.store.read()).await.unwrap();
            campaign.settings.base_map = serde_json::from_value(serde_json::json!({ "kind": "gaode" })).unwrap();
            wangge_app::campaign::amend(&desk.app, &Actor::system("test"), campaign).await.unwrap();
            let with = policy(desk.page("/").reply().await);
            assert_eq!(with.replace(" https://webrd01.is.autonavi.com", ""), plain);
            assert_eq!(with.matches("http").count(), 2, "pictures and connections only: {with}");
            assert_eq!(policy(desk.get("/campaign").reply().await), plain);
            let anyone = desk.get("/campaign").reply().await.done();
            let office = desk.account(Role::Office).await;
            let shown = desk.get("/me").by(&office).reply().await.done();
            let tiles = |campaign: &serde_json::Value| campaign["base_tiles"]["datum"].as_str().map(str::to_owned);
            assert_eq!((tiles(&anyone), tiles(&shown["campaign"])), (None, Some("gcj02".to_owned())));
        }
    }
}
