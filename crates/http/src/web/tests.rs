//! Files, the app's own addresses, and what is missing.

use super::*;

static BUILT: &[Asset] = &[
    Asset {
        path: "assets/desk-4f2a.js",
        media: "text/javascript",
        tag: "\"a\"",
        bytes: b"plain",
        pressed: Some(b"small"),
    },
    Asset { path: "favicon.svg", media: "image/svg+xml", tag: "\"b\"", bytes: b"<svg/>", pressed: None },
    Asset { path: "field.html", media: "text/html", tag: "\"d\"", bytes: b"<field>", pressed: None },
    Asset { path: "index.html", media: "text/html", tag: "\"c\"", bytes: b"<html>", pressed: None },
];

fn get(assets: &'static [Asset], path: &str, headers: &[(&'static str, &'static str)]) -> Response {
    let headers = headers
        .iter()
        .map(|(name, value)| (axum::http::HeaderName::from_static(name), HeaderValue::from_static(value)))
        .collect();
    serve_from(assets, &Method::GET, path, &headers)
}

fn header_of(response: &Response, name: header::HeaderName) -> &str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[test]
fn addresses_are_the_page_files_are_themselves_and_missing_files_are_missing() {
    for (path, status, media) in [
        ("/", 200, "text/html"),
        ("/sites/42", 200, "text/html"),
        ("/s/A.1", 200, "text/html"),
        ("/favicon.svg", 200, "image/svg+xml"),
        ("/assets/desk-4f2a.js", 200, "text/javascript"),
        ("/assets/desk-0000.js", 404, ""),
        ("/assets/nothing", 404, ""),
        ("/robots.txt", 404, ""),
        ("/api/v1/nothing", 404, ""),
        ("/api", 404, ""),
    ] {
        let response = get(BUILT, path, &[]);
        assert_eq!(response.status().as_u16(), status, "{path}");
        assert_eq!(header_of(&response, header::CONTENT_TYPE), media, "{path}");
    }
}

#[test]
fn the_field_app_has_a_page_of_its_own() {
    for (path, tag) in
        [("/field", "\"d\""), ("/field/sites/7", "\"d\""), ("/fields", "\"c\""), ("/sites/field", "\"c\"")]
    {
        assert_eq!(header_of(&get(BUILT, path, &[]), header::ETAG), tag, "{path}");
    }
}

#[test]
fn hashed_files_are_kept_for_ever_and_the_page_is_asked_for_again() {
    assert_eq!(header_of(&get(BUILT, "/assets/desk-4f2a.js", &[]), header::CACHE_CONTROL), FOREVER);
    assert_eq!(header_of(&get(BUILT, "/", &[]), header::CACHE_CONTROL), ASK_AGAIN);
    let again = get(BUILT, "/", &[("if-none-match", "W/\"c\"")]);
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[test]
fn a_pressed_file_goes_to_whoever_can_unpress_it() {
    let pressed = get(BUILT, "/assets/desk-4f2a.js", &[("accept-encoding", "br, gzip")]);
    assert_eq!(header_of(&pressed, header::CONTENT_ENCODING), "gzip");
    assert_eq!(header_of(&get(BUILT, "/assets/desk-4f2a.js", &[]), header::CONTENT_ENCODING), "");
}

#[test]
fn without_a_built_app_a_page_says_how_to_build_it_and_files_are_missing() {
    assert_eq!(get(&[], "/", &[]).status(), StatusCode::OK);
    assert_eq!(get(&[], "/assets/x.js", &[]).status(), StatusCode::NOT_FOUND);
}
