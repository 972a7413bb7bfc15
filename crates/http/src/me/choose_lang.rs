//! `PUT /api/v1/me/lang`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::LangChoice;

use crate::extract::{Body, Signed};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(choose_lang, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("chooseLang")
        .tag("session")
        .summary("Choose one's language")
        .description("Kept with the account; each request still says its own in Accept-Language.")
}

async fn choose_lang(signed: Signed, Body(choice): Body<LangChoice>) -> Result<NoContent, Refusal> {
    session::choose_lang(&signed.app, &signed.actor, choice).await?;
    Ok(NoContent)
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_language_is_kept_with_the_account(store: Store) {
            let desk = Desk::open(store).await;
            let leader = desk.account(Role::Leader).await;
            let chosen = desk.call(Method::PUT, "/me/lang").by(&leader).with(&json!({ "lang": "en" })).reply().await;
            assert_eq!(chosen.status, 204);
            assert_eq!(desk.get("/me").by(&leader).reply().await.done()["lang"], "en");
            let other = desk.call(Method::PUT, "/me/lang").by(&leader).with(&json!({ "lang": "fr" })).reply().await;
            let problem = other.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/lang");
        }
    }
}
