//! `POST /api/v1/imports/{kind}`

use aide::OperationInput;
use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, RequestBody};
use aide::operation::{add_parameters, set_body};
use aide::transform::TransformOperation;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use wangge_app::context::App;
use wangge_app::import;
use wangge_app::view::{ImportKind, ImportQuery, ImportReport};

use crate::answer::Answered;
use crate::extract::{Caller, Query, bytes_of, path_parameter};
use crate::problem::Refusal;

/// The largest file taken, for a workbook of a whole city's grid with its boundaries.
const LARGEST_FILE_BYTES: usize = 64 * 1024 * 1024;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(apply, document).layer(DefaultBodyLimit::max(LARGEST_FILE_BYTES))
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("applyImport").tag("imports").summary("Import a file").description(
        "The body is the file itself. Everything wrong is said at once, by sheet, row and column; with an error \
         among it nothing is imported. Sent again, it changes only what changed.",
    )
}

async fn apply(
    caller: Caller,
    Kind(kind): Kind,
    Query(query): Query<ImportQuery>,
    File(bytes): File,
) -> Answered<ImportReport> {
    Ok(Json(import::apply(&caller.app, &caller.actor, caller.lang, kind, query, &bytes).await?))
}

/// The `{kind}` of the path.
struct Kind(ImportKind);

impl<S: Send + Sync> FromRequestParts<S> for Kind {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Refusal::not_found())?;
        let (_, text) = params.iter().next().ok_or_else(Refusal::not_found)?;
        let word: StrDeserializer<'_, Error> = text.into_deserializer();
        ImportKind::deserialize(word).map(Self).map_err(|_| Refusal::not_found())
    }
}

impl OperationInput for Kind {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let parameter = path_parameter::<ImportKind>(context, "kind");
        add_parameters(context, operation, [parameter]);
    }
}

/// The body as it is: a file.
struct File(Bytes);

impl<S: Send + Sync> FromRequest<S> for File {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        bytes_of(request, state).await.map(Self)
    }
}

impl OperationInput for File {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let body = RequestBody {
            content: [("application/octet-stream".to_owned(), MediaType::default())].into_iter().collect(),
            required: true,
            ..RequestBody::default()
        };
        set_body(context, operation, body);
    }
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_file_is_imported_and_again_changes_nothing(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "编码,名称,类别,考核分组\nwater,区水务公司,企业,departments\n";
            let import = async |query: &str| {
                let call = desk.post(&format!("/imports/units?filename=units.csv{query}")).by(&office).bytes(file.as_bytes());
                call.reply().await.done()
            };
            let dry = import("&dry_run=true").await;
            assert_eq!((dry["applied"].as_bool(), dry["summary"]["created"].as_u64()), (Some(false), Some(1)), "{dry}");
            let first = import("").await;
            assert_eq!((first["applied"].as_bool(), first["summary"]["created"].as_u64()), (Some(true), Some(1)), "{first}");
            let again = import("").await;
            assert_eq!((again["summary"]["created"].as_u64(), again["summary"]["unchanged"].as_u64()), (Some(0), Some(1)), "{again}");
        }

        async fn every_fault_names_its_cell_and_nothing_is_imported(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "编码,名称,类别\nwater,区水务公司,企业\nwater,区水务公司,龙宫\n";
            let call = desk.post("/imports/units?filename=units.csv").by(&office).bytes(file.as_bytes());
            let report = call.reply().await.done();
            assert_eq!(report["applied"], false);
            let faults = report["faults"].as_array().cloned().unwrap_or_default();
            assert!(faults.iter().any(|fault| fault["row"] == 3 && fault["severity"] == "error"), "{report}");
            let units = desk.get("/units").by(&office).reply().await.done();
            assert_eq!(units["items"].as_array().map(Vec::len), Some(3));
        }

        async fn an_unknown_kind_a_missing_name_and_others_are_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            desk.post("/imports/dragons?filename=a.csv").by(&office).reply().await.refused(404, "not_found");
            desk.post("/imports/units").by(&office).reply().await.refused(400, "query_invalid");
            desk.post("/imports/units?filename=a.csv").by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}
