//! The whole server: interface, document, web app, and the guards before them.

use std::any::Any;
use std::future::Future;
use std::io;

use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use wangge_app::context::App;
use wangge_domain::text::Message;

use crate::document::{build, document_text};
use crate::problem::{Refusal, word};
use crate::{guard, web};

/// The largest JSON body: a visit with hundreds of long remarks stays far below.
const LARGEST_BODY_BYTES: usize = 2 * 1024 * 1024;

/// The server's router, ready to be called.
pub fn router(app: App) -> Router {
    let (routes, _) = build();
    routes
        .with_state(app.clone())
        .route("/api/openapi.json", get(openapi_json))
        .route("/healthz", get(healthz))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(web::serve)
        .layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
        .layer(from_fn(guard::check_origin))
        .layer(CatchPanicLayer::custom(|panic: Box<dyn Any + Send>| after_panic(panic.as_ref())))
        .layer(from_fn(word))
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::harden))
        .layer(from_fn_with_state(app, guard::observe))
}

/// Serves until `shutdown` is done, then finishes the requests under way.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router(app)).with_graceful_shutdown(shutdown).await
}

async fn openapi_json() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document_text()).into_response()
}

async fn healthz() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "status": "ok" }))
}

async fn method_not_allowed() -> Refusal {
    let message = Message::new("http-method-not-allowed");
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message)
}

fn after_panic(panic: &(dyn Any + Send)) -> Response {
    let said = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = said.unwrap_or("without words"), "a handler panicked");
    Refusal::internal().into_response()
}
