//! `GET /api/v1/rounds/{id}/ledger/file`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::LedgerFileQuery;
use wangge_domain::ids::RoundId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(ledger_file, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("downloadLedger")
        .tag("results")
        .summary("The lost-point ledger as a file")
        .description("The groups with their total, or every line, narrowed like the ledger; CSV or a workbook.")
        .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
}

async fn ledger_file(
    caller: Caller,
    Id(id): Id<RoundId>,
    Query(query): Query<LedgerFileQuery>,
) -> Result<Response, Refusal> {
    Ok(Download(result::ledger_file(&caller.app, &caller.actor, caller.lang, id, query).await?).into_response())
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_groups_and_the_lines_go_out_as_they_are_narrowed(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}/ledger/file");
            let groups = desk.get(&format!("{path}?by=cause")).by(&office).reply().await;
            assert_eq!(groups.status, 200);
            assert!(groups.text.lines().last().is_some_and(|total| total.starts_with("合计,5.00,100.0,2,")), "{}", groups.text);
            assert!(groups.header("content-disposition").contains("filename*=UTF-8"));
            let lines = desk.get(&format!("{path}?part=lines&item=A01")).by(&office).reply().await;
            assert_eq!(lines.text.lines().count(), 2, "a heading and the one line: {}", lines.text);
            let book = desk.get(&format!("{path}?part=lines&format=xlsx")).by(&office).reply().await;
            assert!(book.header("content-type").contains("spreadsheetml"));
        }

        async fn who_may_not_export_and_an_unknown_round_get_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let path = format!("/rounds/{}/ledger/file", world.road);
            let inspector = desk.inspector(&world).await;
            desk.get(&path).by(&inspector).reply().await.refused(403, "forbidden");
            let office = desk.account(Role::Office).await;
            desk.get(&path).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
