//! Thin axum handlers, OpenAPI, and the embedded web app.
