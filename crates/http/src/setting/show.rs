//! `GET /api/v1/settings`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use wangge_app::campaign::settings;
use wangge_app::context::App;
use wangge_app::view::SettingsView;

use crate::answer::Tagged;
use crate::extract::Caller;
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("showSettings")
        .tag("settings")
        .summary("The settings")
        .description("For everyone who works here. The key of a base map is told only to whoever may change it.")
}

async fn show(caller: Caller) -> Result<Tagged<SettingsView>, Refusal> {
    Ok(Tagged(settings::show(&caller.app, &caller.actor, caller.lang).await?))
}
