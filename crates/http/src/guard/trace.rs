//! One span per request, with an id the client can quote.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, field};
use uuid::Uuid;
use wangge_app::context::App;

/// The request's id, taken from the client or a proxy when it is a plain one, and answered.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id taken over from a client.
const LONGEST_ID: usize = 64;

/// Opens the span of a request and answers its id.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request.headers().get(&REQUEST_ID).filter(|value| is_plain(value)).cloned();
    let id = id.unwrap_or_else(|| {
        HeaderValue::try_from(app.new_id::<Uuid>().to_string()).unwrap_or(HeaderValue::from_static("-"))
    });
    let span = tracing::info_span!(
        "request",
        id = id.to_str().unwrap_or_default(),
        method = %request.method(),
        path = request.uri().path(),
        status = field::Empty,
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    span.record("status", response.status().as_u16());
    span.in_scope(|| {
        if response.status().is_server_error() {
            tracing::error!("failed");
        } else {
            tracing::debug!("answered");
        }
    });
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

fn is_plain(id: &HeaderValue) -> bool {
    let bytes = id.as_bytes();
    !bytes.is_empty()
        && bytes.len() <= LONGEST_ID
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
