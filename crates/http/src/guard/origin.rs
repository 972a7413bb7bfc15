//! Cross-site request forgery: an unsafe request must come from our own pages, or from no page at all.
//!
//! The cookie is `SameSite=Lax` already; this is the second lock, for browsers and proxies that do not
//! keep the first. Programs send no `Origin` and are not held up.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wangge_domain::text::Message;

use crate::problem::Refusal;

/// Refuses an unsafe request from a foreign page.
pub(crate) async fn check_origin(request: Request, next: Next) -> Response {
    if request.method().is_safe() || from_here(request.headers()) {
        return next.run(request).await;
    }
    Refusal::new(StatusCode::FORBIDDEN, "foreign_origin", Message::new("http-foreign-origin")).into_response()
}

fn from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    };
    let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
    let host = text("x-forwarded-host").or_else(|| text(header::HOST.as_str())).unwrap_or_default();
    !authority.is_empty() && authority.eq_ignore_ascii_case(host)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use super::*;

    #[test]
    fn only_our_own_pages_and_programs_may_change_something() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[("host", "wangge.local:8080")], true),
            (&[("host", "wangge.local:8080"), ("origin", "http://wangge.local:8080")], true),
            (&[("host", "inner:80"), ("x-forwarded-host", "cc.gov.cn"), ("origin", "https://cc.gov.cn")], true),
            (&[("host", "wangge.local:8080"), ("origin", "http://wangge.local")], false),
            (&[("host", "wangge.local"), ("origin", "https://evil.example")], false),
            (&[("host", "wangge.local"), ("origin", "null")], false),
            (&[("host", "wangge.local"), ("sec-fetch-site", "cross-site")], false),
            (&[("host", "wangge.local"), ("sec-fetch-site", "same-origin")], true),
        ];
        for (pairs, expected) in cases {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(axum::http::HeaderName::from_static(name), value.parse().unwrap());
            }
            assert_eq!(from_here(&headers), expected, "{pairs:?}");
        }
    }
}
