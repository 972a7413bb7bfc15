//! `PUT /api/v1/me/password`

use aide::axum::routing::{ApiMethodRouter, put_with};
use aide::transform::TransformOperation;
use axum::response::NoContent;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::PasswordChange;

use crate::extract::{Body, Signed};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    put_with(change_password, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("changePassword")
        .tag("session")
        .summary("Change one's password")
        .description("Keeps this session and ends all others of the account.")
}

async fn change_password(signed: Signed, Body(change): Body<PasswordChange>) -> Result<NoContent, Refusal> {
    session::change_password(&signed.app, &signed.actor, &signed.token, change).await?;
    Ok(NoContent)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use axum::http::Method;
    use serde_json::json;
    use wangge_app::user;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_first_password_is_changed_and_then_everything_is_open(store: Store) {
            let desk = Desk::open(store).await;
            let (login, first) = user::first_administrator(&desk.app).await.unwrap().unwrap();
            let given = json!({ "login": login, "password": first });
            let reply = desk.post("/session").with(&given).reply().await;
            let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
            assert_eq!(reply.done()["must_change_password"], true);
            let change = |body: &serde_json::Value| {
                desk.call(Method::PUT, "/me/password").header("cookie", &cookie).with(body).reply()
            };
            let weak = change(&json!({ "current": first, "new": "short" })).await;
            assert_eq!(weak.status / 100, 4, "{}", weak.text);
            let wrong = change(&json!({ "current": "wrong", "new": "Long-enough-2026" })).await;
            assert_eq!(wrong.status / 100, 4, "{}", wrong.text);
            desk.get("/users").header("cookie", &cookie).reply().await.refused(403, "password_change_required");
            assert_eq!(change(&json!({ "current": first, "new": "Long-enough-2026" })).await.status, 204);
            desk.get("/users").header("cookie", &cookie).reply().await.done();
        }
    }
}
