//! The session cookie.

use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::extract::SESSION_COOKIE;

/// The cookie of a new session. It is `Secure` when the request came over HTTPS, as a proxy before us
/// says; on plain HTTP, as in a district's own network, a browser would not send such a cookie back.
pub(super) fn of_session(token: String, headers: &HeaderMap) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(is_https(headers))
        .build()
}

/// The cookie that takes the session's back.
pub(super) fn to_remove() -> Cookie<'static> {
    let mut cookie = Cookie::build((SESSION_COOKIE, "")).path("/").http_only(true).same_site(SameSite::Lax).build();
    cookie.make_removal();
    cookie
}

fn is_https(headers: &HeaderMap) -> bool {
    let proto = headers.get("x-forwarded-proto").and_then(|value| value.to_str().ok());
    proto.is_some_and(|proto| proto.split(',').next().is_some_and(|first| first.trim().eq_ignore_ascii_case("https")))
}
