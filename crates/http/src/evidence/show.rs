//! `GET /api/v1/evidence/{sha256}`

use aide::OperationOutput;
use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ResponseDoc};
use aide::transform::TransformOperation;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::evidence;
use wangge_app::view::PhotoQuery;

use super::Sha256;
use crate::extract::{Caller, Query};
use crate::problem::Refusal;

/// A photograph never changes under its hash; it is kept by the reader's own browser only.
const FOREVER: &str = "private, max-age=31536000, immutable";

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(show, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("showEvidence").tag("evidence").summary("A photograph").description(
        "As a JPEG, upright and without what the camera wrote beside the pixels, for whoever may see what it is \
         attached to, and for whoever sent it.",
    )
}

async fn show(
    caller: Caller,
    Sha256(hash): Sha256,
    Query(query): Query<PhotoQuery>,
    headers: HeaderMap,
) -> Result<Jpeg, Refusal> {
    let tag = format!("\"{hash}-{}\"", query.size.as_str());
    // Whether it may still be seen is asked even where the reader holds it already.
    let bytes = evidence::show(&caller.app, &caller.actor, &hash, query.size).await?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag);
    Ok(Jpeg { bytes: (!known).then_some(bytes), tag })
}

/// A picture, or nothing where the reader holds it.
struct Jpeg {
    bytes: Option<Vec<u8>>,
    tag: String,
}

impl IntoResponse for Jpeg {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        match self.bytes {
            Some(bytes) => *response.body_mut() = Body::from(bytes),
            None => *response.status_mut() = StatusCode::NOT_MODIFIED,
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(FOREVER));
        if let Ok(tag) = HeaderValue::try_from(self.tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

impl OperationOutput for Jpeg {
    type Inner = Self;

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<ResponseDoc> {
        Some(ResponseDoc {
            description: "The picture.".to_owned(),
            content: [("image/jpeg".to_owned(), MediaType::default())].into_iter().collect(),
            ..ResponseDoc::default()
        })
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        Self::operation_response(context, operation).into_iter().map(|response| (Some(200), response)).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::{Desk, photo};

    both_databases! {
        async fn a_photograph_is_shown_to_whoever_may_see_its_case_and_to_nobody_else(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let hash = desk.sent_photo(&worker, 1).await;
            let path = format!("/evidence/{hash}");
            let (office, far) =
                (desk.account(Role::Office).await, desk.account_at(Role::GridWorker, Some(world.east_street), None).await);
            desk.get(&path).by(&worker).reply().await;
            desk.get(&path).by(&office).reply().await.refused(404, "not_found");
            let mut report = desk.report_of(&world);
            report["photos"] = json!([hash]);
            let case = desk.post("/cases").by(&worker).with(&report).reply().await.done();
            assert_eq!(case["photos"][0]["sha256"].as_str(), Some(hash.as_str()), "{case}");
            for size in ["", "?size=thumb", "?size=view"] {
                let reply = desk.get(&format!("{path}{size}")).by(&office).reply().await;
                assert_eq!((reply.status, reply.header("content-type")), (200, "image/jpeg"), "{}", reply.text);
                assert!(reply.header("cache-control").contains("immutable"));
                let again = desk.get(&format!("{path}{size}")).by(&office);
                assert_eq!(again.header("if-none-match", reply.header("etag")).reply().await.status, 304);
            }
            desk.get(&path).by(&far).reply().await.refused(404, "not_found");
            let administrator = desk.account(Role::SystemAdministrator).await;
            desk.get(&path).by(&administrator).reply().await.refused(404, "not_found");
        }

        async fn a_photograph_of_an_observation_is_seen_with_the_visit_and_with_the_case_it_became(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let inspector = desk.inspector(&world).await;
            let hash = desk.sent_photo(&inspector, 2).await;
            let mut visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 2 })]);
            visit["photos"] = json!({ "A01": [hash] });
            let path = format!("/rounds/{round}/visits");
            desk.post(&path).by(&inspector).with(&visit).reply().await.done();
            let office = desk.account(Role::Office).await;
            let seen = desk.get(&format!("/visits/{}", visit["id"].as_str().unwrap_or_default())).by(&office);
            let seen = seen.reply().await.done();
            assert_eq!(seen["observations"][0]["photos"][0]["sha256"].as_str(), Some(hash.as_str()), "{seen}");
            let case = seen["observations"][0]["case"]["id"].as_str().unwrap_or_default().to_owned();
            let detail = desk.get(&format!("/cases/{case}")).by(&office).reply().await.done();
            assert_eq!(detail["photos"][0]["sha256"].as_str(), Some(hash.as_str()), "{detail}");
            // The department that handles the case sees neither the site nor the visit, but what the case rests on.
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            desk.get(&format!("/evidence/{hash}")).by(&handler).reply().await.refused(404, "not_found");
            desk.hand_over(&case, world.urban_management).await;
            assert_eq!(desk.get(&format!("/evidence/{hash}")).by(&handler).reply().await.status, 200);
        }

        async fn only_who_sent_a_photograph_or_sees_it_attaches_it(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let worker = desk.account_at(Role::GridWorker, Some(world.west_street), None).await;
            let other = desk.account(Role::Office).await;
            let hash = desk.sent_photo(&worker, 3).await;
            let mut report = desk.report_of(&world);
            report["photos"] = json!([hash]);
            let problem = desk.post("/cases").by(&other).with(&report).reply().await.refused(422, "invalid");
            assert_eq!(problem["errors"][0]["pointer"], "/photos/0");
            report["photos"] = json!([hash, hash]);
            desk.post("/cases").by(&worker).with(&report).reply().await.refused(422, "invalid");
            let round = desk.open_round(&world, 1).await;
            let mut visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 2 })]);
            visit["photos"] = json!({ "A02": [hash] });
            let inspector = desk.inspector(&world).await;
            let call = desk.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit);
            assert_eq!(call.reply().await.refused(422, "invalid")["errors"][0]["pointer"], "/photos/A02");
        }

        async fn mending_and_checking_carry_their_photographs(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.accepted_case(&world).await;
            let path = format!("/cases/{case}");
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let after = desk.sent_photo(&handler, 4).await;
            let version = desk.version_of(&path, &handler).await;
            let done = json!({ "measures": "已清运", "photos": [after] });
            let call = desk.post(&format!("{path}/rectification")).by(&handler).on_version(version).with(&done);
            let detail = call.reply().await.done();
            assert_eq!(detail["rectifications"][0]["photos"][0]["sha256"].as_str(), Some(after.as_str()), "{detail}");
            let checker = desk.account(Role::Office).await;
            let seen = desk.sent_photo(&checker, 5).await;
            let version = desk.version_of(&path, &checker).await;
            let call = desk.post(&format!("{path}/check")).by(&checker).on_version(version);
            let detail = call.with(&json!({ "passed": true, "photos": [seen] })).reply().await.done();
            assert_eq!(detail["checks"][0]["photos"][0]["sha256"].as_str(), Some(seen.as_str()), "{detail}");
        }

        async fn what_is_no_hash_is_not_found(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            desk.get("/evidence/nonsense").by(&office).reply().await.refused(404, "not_found");
            let unknown = wangge_domain::evidence::EvidenceHash::of(&photo(9));
            desk.get(&format!("/evidence/{unknown}")).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
