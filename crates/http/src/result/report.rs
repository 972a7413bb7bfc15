//! `GET /api/v1/rounds/{id}/report` and `GET /api/v1/rounds/{id}/report/file`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::response::{IntoResponse, Response};
use wangge_app::context::App;
use wangge_app::result;
use wangge_app::view::{ReportQuery, RoundReport};
use wangge_domain::ids::RoundId;

use crate::answer::{Answered, Download};
use crate::extract::{Caller, Id, Query};
use crate::problem::Refusal;

pub(crate) fn show_route() -> ApiMethodRouter<App> {
    get_with(show, |operation: TransformOperation<'_>| {
        operation.id("showRoundReport").tag("results").summary("The report of a round").description(
            "The district with the share of sites that reach the mark, the rankings of items, streets and units, and the \
             table streets by items. Streets and units beyond the reader's reach are left out, though ranks count them.",
        )
    })
}

pub(crate) fn file_route() -> ApiMethodRouter<App> {
    get_with(file, |operation: TransformOperation<'_>| {
        operation
            .id("downloadRoundReport")
            .tag("results")
            .summary("The report of a round as a file")
            .description("A workbook with a sheet a part, or a Word file in the layout of official documents.")
            .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
    })
}

async fn show(caller: Caller, Id(id): Id<RoundId>) -> Answered<RoundReport> {
    Ok(Json(result::report(&caller.app, &caller.actor, caller.lang, id).await?))
}

async fn file(caller: Caller, Id(id): Id<RoundId>, Query(query): Query<ReportQuery>) -> Result<Response, Refusal> {
    Ok(Download(result::report_file(&caller.app, &caller.actor, caller.lang, id, query).await?).into_response())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failing test may panic")]
    use serde_json::Value;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_report_says_what_the_results_say(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let leader = desk.account(Role::Leader).await;
            let report = desk.get(&format!("/rounds/{round}/report")).by(&leader).reply().await.done();
            for (part, by) in [("items", "item"), ("streets", "node"), ("units", "unit")] {
                let results = desk.get(&format!("/rounds/{round}/results?by={by}")).by(&leader).reply().await.done();
                let (told, known) = (report[part].as_array().unwrap(), results["rows"].as_array().unwrap());
                assert_eq!(told.len(), known.len(), "{part}");
                assert!(!told.is_empty(), "{part}");
                for row in told {
                    let same = known.iter().find(|other| other["key"] == row["key"]).unwrap();
                    for field in ["rank", "score", "full", "lost", "sites", "name"] {
                        assert_eq!(row[field], same[field], "{field} of {}", row["name"]);
                    }
                }
                assert_eq!(report["district"]["score"], results["score"]);
            }
            assert_eq!(report["district"]["sites"], 3);
            let matrix = &report["matrix"];
            let width = matrix["streets"].as_array().map(Vec::len);
            assert!(matrix["rows"].as_array().unwrap().iter().all(|row| row["cells"].as_array().map(Vec::len) == width));
            let whole = |code: &str| -> Value {
                let row = matrix["rows"].as_array().unwrap().iter().find(|row| row["item"]["code"] == code).unwrap();
                row["whole"]["shown"].clone()
            };
            let item = report["items"].as_array().unwrap().iter().find(|row| row["key"] == "A01").unwrap();
            assert_eq!(whole("A01"), item["share"]["shown"], "{report}");
        }

        async fn it_is_a_file_and_kept_from_inspectors(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.closed_round(&world).await;
            let path = format!("/rounds/{round}/report");
            let office = desk.account(Role::Office).await;
            for (format, begins) in [("xlsx", "PK"), ("docx", "PK")] {
                let file = desk.get(&format!("{path}/file?format={format}")).by(&office).reply().await;
                assert_eq!(file.status, 200, "{}", file.text);
                assert!(file.header("content-disposition").contains(&format!(".{format}")));
                assert!(file.text.starts_with(begins));
            }
            let inspector = desk.account(Role::Inspector).await;
            for part in ["", "/file"] {
                desk.get(&format!("{path}{part}")).by(&inspector).reply().await.refused(403, "forbidden");
            }
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            let own = desk.get(&path).by(&handler).reply().await.done();
            assert!(own["units"].as_array().unwrap().len() < 3, "no other unit's score is told: {own}");
            desk.get(&format!("{path}/file")).by(&handler).reply().await.refused(403, "forbidden");
            desk.get(&format!("/rounds/{}/report", world.road)).by(&office).reply().await.refused(404, "not_found");
        }
    }
}
