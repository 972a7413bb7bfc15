//! `POST /api/v1/tables`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse as _, Response};
use wangge_app::context::App;
use wangge_app::table;
use wangge_app::view::MakeTable;

use crate::answer::Download;
use crate::extract::{Body, Caller};
use crate::problem::Refusal;

/// A hundred thousand rows of some width.
const LARGEST_BODY_BYTES: usize = 64 << 20;

pub(crate) fn route() -> ApiMethodRouter<App> {
    post_with(make, document).layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("makeTable")
        .tag("tables")
        .summary("A table as a file")
        .description("The rows, columns and words of a table on the screen, as CSV or XLSX.")
        .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
}

async fn make(caller: Caller, Body(given): Body<MakeTable>) -> Result<Response, Refusal> {
    Ok(Download(table::make(&caller.app, &caller.actor, caller.lang, given).await?).into_response())
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn a_table_becomes_a_table_and_what_is_no_table_is_told_why(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let worker = desk.account(Role::Office).await;
            let table = json!({ "format": "xlsx", "name": "商户/名录", "columns": ["编码", "名称", "数"], "rows": [["007", "早点铺", 3.5], ["008", "=1+1", null]] });
            let made = desk.post("/tables").by(&worker).with(&table).reply().await;
            assert_eq!((made.status, made.header("content-type").contains("spreadsheetml")), (200, true), "{}", made.text);
            assert!(made.header("content-disposition").contains(".xlsx"), "{}", made.header("content-disposition"));
            let text = json!({ "name": "商户", "columns": ["编码", "名称", "数"], "rows": [["007", "甲,乙", 3.5], ["008", "=1+1", null]] });
            let made = desk.post("/tables").by(&worker).with(&text).reply().await;
            assert_eq!(made.text.trim_start_matches('\u{feff}').replace("\r\n", "\n"), "编码,名称,数\n007,\"甲,乙\",3.5\n008,'=1+1,\n");
            for (wrong, code) in [
                (json!({ "name": " ", "columns": ["甲"], "rows": [] }), "table_shape"),
                (json!({ "name": "表", "columns": [], "rows": [] }), "table_shape"),
                (json!({ "name": "表", "columns": ["甲"], "rows": [["1"], ["1", "2"]] }), "table_row"),
            ] {
                desk.post("/tables").by(&worker).with(&wrong).reply().await.refused(409, code);
            }
        }

        async fn who_may_not_export_gets_no_file_of_any_list(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let table = json!({ "name": "商户", "columns": ["编码"], "rows": [["007"]] });
            for (role, status) in [(Role::GridWorker, 403), (Role::UnitHandler, 403), (Role::Leader, 200), (Role::Auditor, 200), (Role::SystemAdministrator, 200)] {
                let account = desk.account(role).await;
                let reply = desk.post("/tables").by(&account).with(&table).reply().await;
                assert_eq!(reply.status, status, "{role:?}: {}", reply.text);
            }
        }
    }
}
