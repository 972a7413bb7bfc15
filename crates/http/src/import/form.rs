//! `GET /api/v1/imports/{kind}/form`

use aide::OperationOutput;
use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::generate::GenContext;
use aide::openapi::{MediaType, Operation, Response as ResponseDoc};
use aide::transform::TransformOperation;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::import;

use super::file::Kind;
use crate::extract::Caller;
use crate::problem::Refusal;

/// The media type of a workbook.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(form, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation.id("downloadImportForm").tag("imports").summary("A blank form").description(
        "A workbook with the headings, an example row and what to fill in, in the language of the request.",
    )
}

async fn form(caller: Caller, Kind(kind): Kind) -> Result<Workbook, Refusal> {
    let bytes = import::form(&caller.actor, caller.lang, kind)?;
    Ok(Workbook { name: format!("wangge-{}.xlsx", import::word_of(kind)), bytes })
}

/// A workbook to keep.
struct Workbook {
    name: String,
    bytes: Vec<u8>,
}

impl IntoResponse for Workbook {
    fn into_response(self) -> Response {
        let disposition = format!("attachment; filename=\"{}\"", self.name);
        ([(header::CONTENT_TYPE, WORKBOOK.to_owned()), (header::CONTENT_DISPOSITION, disposition)], self.bytes)
            .into_response()
    }
}

impl OperationOutput for Workbook {
    type Inner = Vec<u8>;

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<ResponseDoc> {
        Some(ResponseDoc {
            description: "The workbook.".to_owned(),
            content: [(WORKBOOK.to_owned(), MediaType::default())].into_iter().collect(),
            ..ResponseDoc::default()
        })
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<u16>, ResponseDoc)> {
        Self::operation_response(context, operation).into_iter().map(|response| (Some(200), response)).collect()
    }
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn every_table_has_a_blank_form(store: Store) {
            let desk = Desk::open(store).await;
            let office = desk.account(Role::Office).await;
            for kind in ["grid", "units", "people", "sites", "calendar", "visits"] {
                let reply = desk.get(&format!("/imports/{kind}/form")).by(&office).reply().await;
                assert_eq!(reply.status, 200, "{kind}");
                assert!(reply.text.starts_with("PK") && reply.header("content-disposition").contains(kind), "{kind}");
            }
        }

        async fn kinds_without_a_table_and_others_are_refused(store: Store) {
            let desk = Desk::open(store).await;
            let (office, leader) = (desk.account(Role::Office).await, desk.account(Role::Leader).await);
            desk.get("/imports/scheme/form").by(&office).reply().await.refused(409, "no_form");
            desk.get("/imports/dragons/form").by(&office).reply().await.refused(404, "not_found");
            desk.get("/imports/units/form").by(&leader).reply().await.refused(403, "forbidden");
        }
    }
}
