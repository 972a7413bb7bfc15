//! The embedded web app: its files as they were built, its page for every address of its own router.
//!
//! A file that is missing is not found; only addresses without a file ending are the app's own.

mod page;
#[cfg(test)]
mod tests;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use wangge_app::campaign;
use wangge_app::context::App;
use wangge_domain::text::Message;

use crate::extract::lang_of;
use crate::guard;
use crate::problem::Refusal;

/// A file of the web app.
struct Asset {
    path: &'static str,
    media: &'static str,
    tag: &'static str,
    bytes: &'static [u8],
    pressed: Option<&'static [u8]>,
}

/// Every file, sorted by path; empty when the web app was not built.
static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Files whose name carries a hash of their content never change under that name.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// Everything else is asked for again, and mostly answered with "not modified".
const ASK_AGAIN: &str = "no-cache";

/// Whether the web app is embedded in this build.
pub fn is_embedded() -> bool {
    !ASSETS.is_empty()
}

/// Serves whatever no route of the interface takes.
pub(crate) async fn serve(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let response = serve_from(ASSETS, &method, uri.path(), &headers);
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/html"));
    if page { let_in_base_map(&app, response).await } else { response }
}

/// Lets the page load the base map the office has set, and nothing else from elsewhere.
async fn let_in_base_map(app: &App, mut response: Response) -> Response {
    let origin = campaign::foreign_origin(app).await.ok().flatten();
    if let Ok(policy) = HeaderValue::try_from(guard::policy(origin.as_deref())) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn serve_from(assets: &'static [Asset], method: &Method, path: &str, headers: &HeaderMap) -> Response {
    let wanted = path.trim_start_matches('/');
    if wanted == "api" || wanted.starts_with("api/") {
        return Refusal::not_found().into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        let message = Message::new("http-method-not-allowed");
        return Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", message).into_response();
    }
    // The code of a site may hold anything; its printed link is always the app's own.
    let own = wanted.starts_with("s/")
        || !wanted.rsplit('/').next().unwrap_or_default().contains('.') && !wanted.starts_with("assets/");
    match find(assets, wanted) {
        Some(asset) => send(asset, headers),
        None if own => match find(assets, page_of(wanted)) {
            Some(page) => send(page, headers),
            None => page::not_built(lang_of(headers)),
        },
        None => Refusal::not_found().into_response(),
    }
}

/// The page whose router has an address: the field app's below `field`, else the desk's.
fn page_of(wanted: &str) -> &'static str {
    if wanted == "field" || wanted.starts_with("field/") { "field.html" } else { "index.html" }
}

fn find(assets: &'static [Asset], path: &str) -> Option<&'static Asset> {
    assets.binary_search_by(|asset| asset.path.cmp(path)).ok().map(|place| &assets[place])
}

fn send(asset: &'static Asset, headers: &HeaderMap) -> Response {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let cache = if asset.path.starts_with("assets/") { FOREVER } else { ASK_AGAIN };
    let known = text(header::IF_NONE_MATCH).split(',').any(|tag| tag.trim().trim_start_matches("W/") == asset.tag);
    let pressed = asset.pressed.filter(|_| text(header::ACCEPT_ENCODING).contains("gzip"));
    let mut response = Response::new(match (known, pressed) {
        (true, _) => Body::empty(),
        (false, Some(pressed)) => Body::from(pressed),
        (false, None) => Body::from(asset.bytes),
    });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.tag));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if asset.pressed.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if pressed.is_some() && !known {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}
