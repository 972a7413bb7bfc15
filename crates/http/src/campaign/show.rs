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
    Ok(Json(campaign::show(&app, lang).await?))
}

#[cfg(test)]
mod tests {
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
            assert!(level(2).is_some_and(|name| name.as_str().is_some_and(|name| name.contains('街'))));
        }
    }
}
