//! What holds for every operation and every address.

use axum::http::Method;
use serde_json::{Value, json};
use wangge_domain::permission::Role;
use wangge_testkit::both_databases;

use super::Desk;

/// Everything the document says can be done: method, path, operation.
fn operations() -> Vec<(Method, String, Value)> {
    let document = crate::openapi();
    let paths = document["paths"].as_object().cloned().unwrap_or_default();
    let of_path = |(path, methods): (String, Value)| {
        let methods = methods.as_object().cloned().unwrap_or_default();
        methods.into_iter().filter_map(move |(method, operation)| {
            let method = method.to_uppercase().parse().ok()?;
            Some((method, path.clone(), operation))
        })
    };
    paths.into_iter().flat_map(of_path).collect()
}

/// A path with an identity in the place of each parameter.
fn filled(path: &str) -> String {
    path.replace("{id}", "0199a0c0-0000-7000-8000-000000000000")
        .replace("{kind}", "units")
        .replace("{layer}/{z}/{x}/{y}", "sites/3/1/1")
}

both_databases! {
    async fn whoever_is_not_signed_in_gets_nowhere(store: Store) {
        let desk = Desk::open(store).await;
        let mut asked = 0;
        for (method, path, operation) in operations() {
            if operation.get("security").is_none() {
                continue;
            }
            let path = filled(&path);
            let path = path.trim_start_matches("/api/v1");
            let bare = desk.call(method.clone(), path).with(&json!({})).reply().await;
            bare.refused(401, "unauthenticated");
            let forged = desk.call(method, path).header("cookie", "wangge_session=00").with(&json!({})).reply().await;
            forged.refused(401, "unauthenticated");
            asked += 1;
        }
        let open = operations().len() - asked;
        assert_eq!(open, 2, "only signing in and the campaign are open to everyone");
    }

    async fn whoever_must_change_the_password_gets_no_further(store: Store) {
        let desk = Desk::open(store).await;
        let newcomer = desk.newcomer(Role::Office).await;
        for (method, path, operation) in operations() {
            let own = ["/api/v1/me", "/api/v1/me/password", "/api/v1/me/lang", "/api/v1/session"].contains(&path.as_str());
            if own || operation.get("security").is_none() {
                continue;
            }
            let path = filled(&path);
            let call = desk.call(method, path.trim_start_matches("/api/v1")).by(&newcomer).with(&json!({}));
            call.reply().await.refused(403, "password_change_required");
        }
    }

    async fn what_is_not_there_is_a_problem_and_not_a_page(store: Store) {
        let desk = Desk::open(store).await;
        desk.get("/nothing").reply().await.refused(404, "not_found");
        desk.page("/api/nothing").reply().await.refused(404, "not_found");
        desk.page("/assets/nothing.js").reply().await.refused(404, "not_found");
        let wrong = desk.call(Method::DELETE, "/campaign").reply().await;
        assert_eq!(wrong.header("allow"), "GET,HEAD");
        wrong.refused(405, "method_not_allowed");
        assert!(desk.page("/sites/42").reply().await.text.starts_with("<!"));
        assert_eq!(desk.page("/healthz").reply().await.done()["status"], "ok");
    }

    async fn every_answer_is_guarded_and_can_be_quoted(store: Store) {
        let desk = Desk::open(store).await;
        for path in ["/api/v1/campaign", "/api/v1/me", "/", "/api/nothing"] {
            let reply = desk.page(path).header("x-request-id", "quote-me").reply().await;
            assert_eq!(reply.header("x-request-id"), "quote-me");
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
            assert!(reply.header("content-security-policy").contains("default-src 'self'"), "{path}");
        }
        assert_eq!(desk.page("/api/v1/campaign").reply().await.header("cache-control"), "no-store");
        let strange = desk.page("/").header("x-request-id", "<b>").reply().await;
        assert_eq!(strange.header("x-request-id").len(), 36);
    }

    async fn a_foreign_page_changes_nothing(store: Store) {
        let desk = Desk::open(store).await;
        let office = desk.account(Role::Office).await;
        let call = |origin: &str| desk.call(Method::DELETE, "/session").by(&office).header("origin", origin);
        call("https://evil.example").reply().await.refused(403, "foreign_origin");
        desk.get("/me").by(&office).header("origin", "https://evil.example").reply().await.done();
        assert_eq!(call("http://wangge.local").reply().await.status, 204);
    }

    async fn refusals_speak_the_language_of_the_request(store: Store) {
        let desk = Desk::open(store).await;
        let chinese = desk.get("/me").reply().await.refused(401, "unauthenticated");
        let english = desk.get("/me").in_english().reply().await;
        assert_eq!(english.header("content-language"), "en");
        let english = english.refused(401, "unauthenticated");
        assert_ne!(chinese["detail"], english["detail"]);
        assert!(english["title"].as_str().is_some_and(str::is_ascii));
    }
}

#[test]
fn every_operation_says_what_it_is_and_how_it_is_refused() {
    let document = crate::openapi();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    let mut names = std::collections::BTreeSet::new();
    let tags: Vec<&str> =
        document["tags"].as_array().into_iter().flatten().filter_map(|t| t["name"].as_str()).collect();
    for (method, path, operation) in operations() {
        let at = format!("{method} {path}");
        for key in ["summary", "description", "operationId"] {
            assert!(operation[key].as_str().is_some_and(|text| !text.is_empty()), "{at} has no {key}");
        }
        assert!(names.insert(operation["operationId"].to_string()), "{at} shares its operationId");
        assert!(tags.contains(&operation["tags"][0].as_str().unwrap_or_default()), "{at} has no known tag");
        assert!(operation["responses"]["default"].is_object(), "{at} documents no refusal");
        let parameters: Vec<Value> = operation["parameters"].as_array().cloned().unwrap_or_default();
        let documented = parameters.iter().filter(|parameter| parameter["in"] == "path").count();
        assert_eq!(documented, path.matches('{').count(), "{at} documents its path");
        let success =
            operation["responses"].as_object().into_iter().flatten().any(|(status, _)| status.starts_with('2'));
        assert!(success, "{at} documents no success");
    }
}

/// The client of the web app is generated from this file.
#[test]
fn the_committed_document_is_the_one_served() {
    let committed: Value =
        serde_json::from_str(include_str!("../../../../web/src/shared/api/openapi.json")).unwrap_or_default();
    let made = crate::openapi();
    for part in ["info", "tags", "paths", "components"] {
        let (old, new) = (committed[part].as_object(), made[part].as_object());
        for (name, new) in new.into_iter().flatten() {
            assert!(
                old.is_some_and(|old| old.get(name) == Some(new)),
                "{part} {name} has changed: run scripts/generate"
            );
        }
    }
    assert!(committed == made, "run scripts/generate");
}

#[test]
fn no_two_shapes_share_a_name() {
    let document = crate::openapi();
    for name in document["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name) {
        assert!(!name.ends_with(|c: char| c.is_ascii_digit()), "{name} is the second of its name");
    }
}
