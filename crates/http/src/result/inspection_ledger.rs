//! `GET /api/v1/rounds/{id}/inspection-ledger`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::InspectionQuery;
use wangge_domain::ids::RoundId;

use crate::answer::Download;
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(inspection_ledger, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("downloadInspectionLedger")
        .tag("results")
        .summary("The inspection ledger of a round as a file")
        .description(
            "Every item judged on a line, of the whole round or one of its days. A workbook also has what is said of it in \
             a sentence, the table street × type and the table item × street.",
        )
        .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
}

async fn inspection_ledger(
    caller: Caller,
    Id(id): Id<RoundId>,
    Query(query): Query<InspectionQuery>,
) -> Result<Response, Refusal> {
    Ok(Download(result::inspection_ledger(&caller.app, &caller.actor, caller.lang, id, query).await?).into_response())
}

#[cfg(test)]
mod tests {
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn every_judgement_has_a_line_and_the_tables_add_up(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let office = desk.account(Role::Office).await;
            let path = format!("/rounds/{round}/inspection-ledger");
            let csv = desk.get(&format!("{path}?format=csv")).by(&office).reply().await;
            assert_eq!(csv.status, 200, "{}", csv.text);
            assert!(csv.text.starts_with("\u{feff}序号,检查时间,街道,社区网格,点位类别,"), "{}", csv.text);
            let lines: Vec<&str> = csv.text.lines().skip(1).collect();
            let failing = lines.iter().filter(|line| line.contains(",不符合,")).count();
            assert_eq!(failing, 2, "as many as the round lost points: {}", csv.text);
            assert!(lines.iter().any(|line| line.contains(",符合,")), "{}", csv.text);
            assert!(lines.iter().all(|line| line.split(',').count() == 16), "{}", csv.text);
            let name = csv.header("content-disposition").to_owned();
            assert!(name.contains(".csv"), "{name}");
            let nothing = desk.get(&format!("{path}?format=csv&day=2020-01-01")).by(&office).reply().await;
            assert_eq!(nothing.text.lines().count(), 1, "no visit on that day: {}", nothing.text);
            let book = desk.get(&format!("{path}?format=xlsx")).by(&office).reply().await;
            assert_eq!(book.status, 200);
            assert!(book.header("content-disposition").contains(".xlsx"));
            let english = desk.get(&format!("{path}?format=csv")).by(&office).in_english().reply().await;
            assert!(english.text.starts_with("\u{feff}No.,Inspected at,Street,"), "{}", english.text);
            desk.get(&path).by(&desk.account_at(Role::Inspector, None, None).await).reply().await.refused(403, "forbidden");
            let nowhere = format!("{path}?node={}", world.road);
            desk.get(&nowhere).by(&office).reply().await.refused(404, "not_found");
            desk.get(&format!("{path}?day=tomorrow")).by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
