//! The page that stands in for a web app that was not built.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use wangge_domain::text::{Lang, word};

/// Says how to build it. The interface itself works without.
pub(super) fn not_built(lang: Lang) -> Response {
    let (title, text) = (word("http-web-not-built", lang), word("http-web-how-to-build", lang));
    let page = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\"><title>{title}</title>\
         <body style=\"font:16px/1.7 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem\">\
         <h1 style=\"font-size:1.4rem\">{title}</h1><p>{text}</p>\
         <pre>cd web &amp;&amp; npm ci &amp;&amp; npm run build</pre><p><a href=\"/api/openapi.json\">OpenAPI</a></p>",
        tag = lang.tag(),
    );
    (StatusCode::OK, Html(page)).into_response()
}
