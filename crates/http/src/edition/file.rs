//! `GET /api/v1/editions/{id}/file`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::edition;
use wangge_app::view::EditionFileQuery;
use wangge_domain::ids::EditionId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(file, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("downloadEdition")
        .tag("standards")
        .summary("An edition as a file")
        .description("TOML or a workbook; either reads back as the same edition.")
        .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
}

async fn file(
    caller: Caller,
    Id(id): Id<EditionId>,
    Query(query): Query<EditionFileQuery>,
) -> Result<Response, Refusal> {
    Ok(Download(edition::file(&caller.app, &caller.actor, id, query.format).await?).into_response())
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn an_edition_goes_out_as_the_file_it_came_in_as(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/editions/{}/file", world.edition);
            let toml = desk.get(&path).by(&office).reply().await;
            assert_eq!((toml.status, toml.header("content-type")), (200, "application/toml"));
            let again = toml.text.replace("2026.1", "2026.9");
            let call = desk.post("/imports/standard?dry_run=true&filename=again.toml").by(&office).bytes(again.as_bytes());
            let again = call.reply().await.done();
            assert_eq!(again["faults"].as_array().map(Vec::len), Some(0), "{again}");
            let book = desk.get(&format!("{path}?format=xlsx")).by(&office).reply().await;
            assert!(book.header("content-disposition").contains("sample-monthly-2026.1.xlsx"));
        }

        async fn who_may_not_export_and_an_unknown_edition_get_nothing(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let inspector = desk.inspector(&world).await;
            let call = desk.get(&format!("/editions/{}/file", world.edition)).by(&inspector);
            call.reply().await.refused(403, "forbidden");
            let office = desk.account(Role::Office).await;
            let unknown = format!("/editions/{}/file", world.road);
            desk.get(&unknown).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
