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
    let (operations, _) = build();
    let server = operations
        .route("/api/openapi.json", get(openapi_json))
        .route("/healthz", get(healthz))
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(web::serve)
        .with_state(app.clone());
    guarded(server, app)
}

/// Puts the guards before routes, the outermost last.
fn guarded(router: Router, app: App) -> Router {
    router
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
    let ending = app.clone();
    let shutdown = async move {
        shutdown.await;
        // A reader's stream would otherwise keep its connection, and the server, for ever.
        ending.end();
    };
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use std::sync::Arc;

    use axum::http::Method;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::Notify;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use super::*;
    use crate::testing::{Call, Desk};

    /// How a clumsy handler fails.
    async fn stumble() {
        panic!("a handler stumbled");
    }

    both_databases! {
        async fn a_panic_is_a_problem_that_tells_nothing_of_the_inside(store: Store) {
            let desk = Desk::open(store).await;
            let router = guarded(Router::new().route("/api/v1/stumble", get(stumble)), desk.app.clone());
            let reply = Call::new(router, Method::GET, "/api/v1/stumble".to_owned()).reply().await;
            assert!(!reply.text.contains("stumbled") && !reply.header("x-request-id").is_empty());
            reply.refused(500, "internal");
        }

        async fn a_body_too_large_is_refused_and_a_large_file_is_not(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            let large = vec![b' '; LARGEST_BODY_BYTES + 1];
            let json = desk.post("/cases").by(&office).header("content-type", "application/json").bytes(&large);
            json.reply().await.refused(413, "too_large");
            let file = desk.post("/imports/units?filename=units.csv").by(&office).bytes(&large).reply().await;
            assert_ne!(file.status, 413, "{}", file.text);
        }

        async fn answers_are_pressed_for_whoever_can_unpress_them(store: Store) {
            let desk = Desk::open(store).await;
            let pressed = desk.page("/api/openapi.json").header("accept-encoding", "gzip").reply().await;
            assert_eq!(pressed.header("content-encoding"), "gzip");
            let plain = desk.page("/api/openapi.json").reply().await;
            assert_eq!(plain.done(), crate::openapi());
        }

        async fn a_request_under_way_is_finished_when_the_server_stops(store: Store) {
            let desk = Desk::open(store).await;
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let stop = Arc::new(Notify::new());
            let stopped = stop.clone();
            let server = tokio::spawn(serve(desk.app.clone(), listener, async move { stopped.notified().await }));
            let mut connection = TcpStream::connect(address).await.unwrap();
            // The server says "continue" once the handler reads the body: from then on the request is under way.
            let head = "POST /api/v1/session HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\n\
                content-type: application/json\r\ncontent-length: 2\r\n\r\n";
            connection.write_all(head.as_bytes()).await.unwrap();
            let mut go_on = [0; 25];
            connection.read_exact(&mut go_on).await.unwrap();
            assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
            stop.notify_one();
            connection.write_all(b"{}").await.unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).await.unwrap();
            assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
            server.await.unwrap().unwrap();
        }
    }
}
