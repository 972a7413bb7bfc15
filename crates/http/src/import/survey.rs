//! `POST /api/v1/imports/{kind}/columns`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::DefaultBodyLimit;
use wangge_app::context::App;
use wangge_app::import;
use wangge_app::view::{ImportColumns, ImportQuery};

use super::apply::LARGEST_FILE_BYTES;
use super::file::Kind;
use crate::answer::Answered;
use crate::extract::{Caller, File, Query};

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(survey, document).layer(DefaultBodyLimit::max(LARGEST_FILE_BYTES))
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("surveyImport").tag("imports").summary("Look at a file before it is imported").description(
        "Its sheets, the columns of one of them with some values, and what each is taken to mean: as it was matched \
         the last time, else by its heading. Nothing is imported.",
    )
}

async fn survey(
    caller: Caller,
    Kind(kind): Kind,
    Query(query): Query<ImportQuery>,
    File(bytes): File,
) -> Answered<ImportColumns> {
    Ok(Json(import::survey(&caller.app, &caller.actor, caller.lang, kind, query, &bytes).await?))
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn known_headings_are_recognised_and_others_get_a_hint(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "某街道人员名册,,,\n工号,姓名,联系方式,备 注\nA1,张三,199-0000-0001,兼职\nA2,李四,199-0000-0002,\n";
            let found = desk.post("/imports/people/columns?filename=a.csv").by(&office).bytes(file.as_bytes()).reply().await.done();
            assert_eq!((found["matching"].as_bool(), found["header_row"].as_u64(), found["rows"].as_u64()), (Some(true), Some(2), Some(2)));
            let keys: Vec<Option<&str>> = found["columns"].as_array().into_iter().flatten().map(|c| c["key"].as_str()).collect();
            assert_eq!(keys, [Some("code"), Some("name"), Some("phone"), None]);
            assert_eq!(found["columns"][0]["samples"][1], "A2");
            assert!(found["fields"].as_array().is_some_and(|fields| fields.iter().any(|f| f["key"] == "code" && f["required"] == true)));
            let layer = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"XZQDM":"999901","MC":"西山"},"geometry":null}]}"#;
            let found = desk.post("/imports/grid/columns?filename=a.geojson").by(&office).bytes(layer.as_bytes()).reply().await.done();
            assert_eq!((found["records"].as_bool(), found["columns"][0]["key"].as_str()), (Some(true), Some("code")), "{found}");
        }

        async fn what_cannot_be_read_says_why_and_others_are_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            for bytes in [&b""[..], b"\xc4\xe3,\xff\xff\xff\n", b"PK\x03\x04broken", b"<html></html>"] {
                let found = desk.post("/imports/people/columns?filename=a.csv").by(&office).bytes(bytes).reply().await.done();
                assert!(found["fault"]["sentence"].as_str().is_some_and(|said| said.contains('。')), "{found}");
            }
            desk.post("/imports/people/columns?filename=a.csv").by(&leader).reply().await.refused(403, "forbidden");
            desk.post("/imports/dragons/columns?filename=a.csv").by(&office).reply().await.refused(404, "not_found");
        }
    }
}
