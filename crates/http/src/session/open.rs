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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use chrono::Duration;
    use serde_json::json;
    use wangge_app::user;
    use wangge_app::view::{CreateUser, GrantRole};
    use wangge_domain::permission::{Actor, Role};
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    async fn lin(desk: &Desk) {
        let command = CreateUser {
            id: desk.app.new_id(),
            login: "lin".to_owned(),
            name: "林一舟".to_owned(),
            person_id: None,
            roles: vec![GrantRole { role: Role::Office, node_id: None, unit_id: None }],
        };
        user::add(&desk.app, &Actor::system("test"), &command, "Yunling-2026".to_owned(), false).await.unwrap();
    }

    both_databases! {
        async fn the_right_password_opens_a_session_and_its_cookie_carries_it(store: Store) {
            let desk = Desk::open(store).await;
            lin(&desk).await;
            let given = json!({ "login": "lin", "password": "Yunling-2026" });
            let reply = desk.post("/session").with(&given).header("x-forwarded-proto", "https").reply().await;
            let cookie = reply.header("set-cookie").to_owned();
            for part in ["wangge_session=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                assert!(cookie.contains(part), "{part} in {cookie}");
            }
            let me = reply.done();
            assert_eq!((me["login"].as_str(), me["must_change_password"].as_bool()), (Some("lin"), Some(false)));
            assert_eq!(me["campaign"]["days_left"], 55);
            let pair = cookie.split(';').next().unwrap();
            let again = desk.get("/me").header("cookie", pair).reply().await.done();
            assert_eq!(again["roles"][0]["role"], "office");
        }

        async fn a_wrong_password_is_refused_and_many_lock_the_account(store: Store) {
            let desk = Desk::open(store).await;
            lin(&desk).await;
            let wrong = json!({ "login": "lin", "password": "guess" });
            let unknown = json!({ "login": "nobody", "password": "guess" });
            let one = desk.post("/session").with(&wrong).reply().await.refused(401, "login_refused");
            let other = desk.post("/session").with(&unknown).reply().await.refused(401, "login_refused");
            assert_eq!(one["detail"], other["detail"], "which of the two is wrong must not be told");
            let mut locked = None;
            for _ in 0..20 {
                let reply = desk.post("/session").with(&wrong).reply().await;
                if reply.status == 423 {
                    locked = Some(reply);
                    break;
                }
            }
            let locked = locked.unwrap();
            assert!(locked.header("retry-after").parse::<i64>().unwrap() > 0);
            locked.refused(423, "account_locked");
            desk.after(Duration::days(1));
            let right = json!({ "login": "lin", "password": "Yunling-2026" });
            desk.post("/session").with(&right).reply().await.done();
        }

        async fn what_is_no_sign_in_is_refused_by_field(store: Store) {
            let desk = Desk::open(store).await;
            let problem = desk.post("/session").with(&json!({ "login": "lin" })).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/password");
            desk.post("/session").bytes(b"{").header("content-type", "application/json").reply().await.refused(400, "not_json");
            desk.post("/session").bytes(b"login=lin").reply().await.refused(415, "unsupported_media_type");
        }
    }
}
