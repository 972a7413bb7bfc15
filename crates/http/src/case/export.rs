//! `GET /api/v1/cases/export`

use aide::axum::routing::{ApiMethodRouter, get_with};
use aide::transform::TransformOperation;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use wangge_app::case;
use wangge_app::context::App;
use wangge_app::error::AppError;
use wangge_app::view::{CaseQuery, ExportFormat, NamedFile};

use crate::answer::Download;
use crate::extract::{Caller, Query};
use crate::problem::Refusal;

pub(crate) fn route() -> ApiMethodRouter<App> {
    get_with(export, document)
}

fn document(operation: TransformOperation<'_>) -> TransformOperation<'_> {
    operation
        .id("exportCases")
        .tag("cases")
        .summary("Cases as a file")
        .description("Every case within reach that fulfils the filters. CSV is sent page by page and has no end.")
        .response_with::<200, Vec<u8>, _>(|response| response.description("The file."))
}

async fn export(caller: Caller, Query(query): Query<CaseQuery>) -> Result<Response, Refusal> {
    if query.format == Some(ExportFormat::Xlsx) {
        let file = case::export_workbook(&caller.app, &caller.actor, caller.lang, query).await?;
        return Ok(Download(file).into_response());
    }
    // The first page is read before anything is answered, so that a refusal still has its sentence.
    let first = page(&caller, &query).await?;
    let mut head = case::export_head(query.ledger, caller.lang)?;
    head.extend_from_slice(&first.0);
    let name = format!("{}.csv", case::export_name(&caller.app, query.ledger, caller.lang).await?);
    let mut answer =
        Download(NamedFile { name, media_type: "text/csv; charset=utf-8", bytes: Vec::new() }).into_response();
    let begun = State { caller, query, next: first.1 };
    let further = stream::try_unfold(begun, State::step);
    let whole = stream::once(async { Ok::<Bytes, AppError>(head.into()) });
    *answer.body_mut() = Body::from_stream(futures_util::StreamExt::chain(whole, further));
    answer.headers_mut().remove(axum::http::header::CONTENT_LENGTH);
    Ok(answer)
}

async fn page(caller: &Caller, query: &CaseQuery) -> Result<(Vec<u8>, Option<String>), AppError> {
    let (rows, next) = case::export_page(&caller.app, &caller.actor, caller.lang, query).await?;
    Ok((case::export_rows(rows)?, next))
}

/// How far the file has come.
struct State {
    caller: Caller,
    query: CaseQuery,
    next: Option<String>,
}

impl State {
    async fn step(mut self) -> Result<Option<(Bytes, Self)>, AppError> {
        let Some(next) = self.next.take() else { return Ok(None) };
        self.query.cursor = Some(next);
        let (bytes, next) = page(&self.caller, &self.query).await?;
        self.next = next;
        Ok(Some((bytes.into(), self)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wangge_domain::permission::Role;
    use wangge_testkit::both_databases;

    use crate::testing::Desk;

    both_databases! {
        async fn the_ledger_of_rectification_says_what_was_asked_done_and_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let case = desk.rectified_case(&world).await.to_string();
            let path = format!("/cases/{case}");
            let checker = desk.account(Role::Office).await;
            desk.step(&path, "check", &json!({ "passed": false, "reason": "仍有垃圾" }), &checker).await;
            let row = async || {
                let file = desk.get("/cases/export?ledger=rectification").by(&checker).reply().await;
                let lines: Vec<Vec<String>> =
                    file.text.lines().map(|line| line.trim_start_matches('\u{feff}').split(',').map(str::to_owned).collect()).collect();
                let (head, cells) = (lines[0].clone(), lines[1].clone());
                move |name: &str| cells[head.iter().position(|heading| heading == name).unwrap_or(usize::MAX)].clone()
            };
            let cell = row().await;
            let shown = desk.get(&path).by(&checker).reply().await.done();
            let last = |field: &str| shown[field].as_array().and_then(|all| all.last()).cloned().unwrap_or_default();
            assert_eq!(cell("整改情况"), last("rectifications")["measures"].as_str().unwrap_or_default());
            assert_eq!((cell("复查结论"), cell("返工次数")), ("退回返工：仍有垃圾".to_owned(), "1".to_owned()));
            assert_eq!(cell("责任单位"), shown["unit"]["name"].as_str().unwrap_or_default());
            assert_eq!(cell("整改要求"), shown["note"].as_str().unwrap_or_default());
            assert_eq!(cell("结案时间"), "", "it is not closed");
            assert!(!cell("签收时间").is_empty() && !cell("交办时间").is_empty() && !cell("街道（乡镇）").is_empty());
        }

        async fn the_ledger_counts_the_photographs_of_the_finding_however_it_was_found(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let round = desk.open_round(&world, 1).await;
            let (office, inspector) = (desk.account(Role::Office).await, desk.inspector(&world).await);
            let mut visit = desk.visit_of(world.road, &world, &[json!({ "item": "A01", "count": 2 })]);
            let photos = [desk.sent_photo(&inspector, 7).await, desk.sent_photo(&inspector, 8).await];
            visit["photos"] = json!({ "A01": photos });
            desk.post(&format!("/rounds/{round}/visits")).by(&inspector).with(&visit).reply().await.done();
            let found = desk.get(&format!("/cases?round={round}")).by(&office).reply().await.done();
            let path = format!("/cases/{}", found["items"][0]["id"].as_str().unwrap_or_default());
            if found["items"][0]["state"] == "reported" {
                desk.step(&path, "filing", &json!({}), &office).await;
            }
            desk.step(&path, "dispatch", &json!({}), &office).await;
            let handler = desk.account_at(Role::UnitHandler, None, Some(world.urban_management)).await;
            desk.step(&path, "acceptance", &json!({}), &handler).await;
            let after = desk.sent_photo(&handler, 9).await;
            desk.step(&path, "rectification", &json!({ "measures": "已清运", "photos": [after] }), &handler).await;
            let file = desk.get("/cases/export?ledger=rectification").by(&office).reply().await;
            let lines: Vec<Vec<&str>> = file.text.lines().map(|line| line.trim_start_matches('\u{feff}').split(',').collect()).collect();
            let cell = |name: &str| lines[0].iter().position(|heading| *heading == name).and_then(|at| lines[1].get(at)).copied();
            assert_eq!((cell("照片数"), cell("整改照片数")), (Some("2"), Some("1")), "{}", file.text);
        }

        async fn the_file_has_the_cases_the_list_has(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.filed_case(&world).await;
            desk.reported_case(&world).await;
            let office = desk.account(Role::Office).await;
            let all = desk.get("/cases/export").by(&office).reply().await;
            assert_eq!(all.status, 200, "{}", all.text);
            assert!(all.text.starts_with("\u{feff}案卷号,状态,"), "{}", all.text);
            assert_eq!(all.text.lines().count(), 3, "{}", all.text);
            assert!(all.header("content-disposition").contains(".csv"));
            let ledger = desk.get("/cases/export?ledger=rectification").by(&office).reply().await;
            assert!(ledger.text.starts_with("\u{feff}案卷号,状态,来源,发现层级,"), "{}", ledger.text);
            let widths: Vec<usize> = ledger.text.lines().map(|line| line.split(',').count()).collect();
            assert_eq!(widths, [38, 38, 38], "a cell for every heading: {}", ledger.text);
            assert!(ledger.header("content-disposition").contains(".csv"));
            let filed = desk.get("/cases/export?state=filed").by(&office).reply().await;
            assert_eq!(filed.text.lines().count(), 2, "{}", filed.text);
            let book = desk.get("/cases/export?format=xlsx&state=filed").by(&office).reply().await;
            assert_eq!((book.status, book.header("content-type").contains("spreadsheetml")), (200, true));
        }

        async fn whoever_may_not_export_is_told_so_before_anything_is_sent(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            desk.filed_case(&world).await;
            let worker = desk.account(Role::GridWorker).await;
            for format in ["csv", "xlsx"] {
                let path = format!("/cases/export?format={format}");
                desk.get(&path).by(&worker).reply().await.refused(403, "forbidden");
            }
            let office = desk.account(Role::Office).await;
            desk.get("/cases/export?state=nonsense").by(&office).reply().await.refused(400, "query_invalid");
        }
    }
}
