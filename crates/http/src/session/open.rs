//! `POST /api/v1/session`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use wangge_app::context::App;
use wangge_app::session;
use wangge_app::view::{Credentials, Me};

use super::cookie;
use crate::extract::{Body, Language};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(open, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("openSession")
        .tag("session")
        .summary("Sign in")
        .description(
            "Sets the session cookie. After too many wrong passwords the account rests: 423, with Retry-After.",
        )
        .response::<200, Json<Me>>()
}

async fn open(
    State(app): State<App>,
    Language(lang): Language,
    headers: HeaderMap,
    Body(credentials): Body<Credentials>,
) -> Result<Response, Refusal> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let opened = session::open(&app, credentials, agent).await?;
    let me = session::me(&app, &opened.actor, lang).await?;
    let jar = CookieJar::new().add(cookie::of_session(opened.token, &headers));
    Ok((jar, Json(me)).into_response())
}
