//! `DELETE /api/v1/session`

use aide::axum::routing::{ApiMethodRouter, delete_with};
use aide::transform::TransformOperation;
use axum::http::StatusCode;
use axum::response::{IntoResponse, NoContent, Response};
use axum_extra::extract::CookieJar;
use wangge_app::context::App;
use wangge_app::session;

use super::cookie;
use crate::extract::Signed;
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    delete_with(close, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("closeSession")
        .tag("session")
        .summary("Sign out")
        .description("Ends the session and takes back its cookie.")
        .response::<204, NoContent>()
}

async fn close(signed: Signed) -> Result<Response, Refusal> {
    session::close(&signed.app, &signed.token).await?;
    Ok((StatusCode::NO_CONTENT, CookieJar::new().add(cookie::to_remove())).into_response())
}

#[cfg(test)]
mod tests {
    use axum::http::Method;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_closed_session_is_over_and_its_cookie_taken_back(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let reply = desk.call(Method::DELETE, "/session").by(&office).reply().await;
            assert_eq!(reply.status, 204);
            assert!(reply.header("set-cookie").contains("Max-Age=0"), "{:?}", reply.headers);
            desk.get("/me").by(&office).reply().await.refused(401, "unauthenticated");
        }
    }
}
