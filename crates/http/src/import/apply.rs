//! `POST /api/v1/imports/{kind}`

use aide::axum::routing::{ApiMethodRouter, post_with};
use aide::transform::TransformOperation;
use axum::Json;
use axum::extract::DefaultBodyLimit;
use wangge_app::context::App;
use wangge_app::import;
use wangge_app::view::{ImportQuery, ImportReport};

use super::file::Kind;
use crate::answer::Answered;
use crate::extract::{Caller, File, Query};

/// The largest file taken, for a workbook of a whole city's grid with its boundaries.
pub(super) const LARGEST_FILE_BYTES: usize = 64 * 1024 * 1024;

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

        async fn columns_are_matched_by_hand_remembered_and_previewed_field_by_field(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let (file, _, _) = encoding_rs::GBK.encode("甲,乙,丙,随便\nlin,林一舟,巡查组长,无关\nchen,陈晓,网格员,无关\n");
            let odd = desk.post("/imports/people?filename=a.csv&dry_run=true").by(&office).bytes(&file).reply().await.done();
            assert!(odd["faults"][0]["sentence"].as_str().is_some_and(|said| said.contains("甲")), "{odd}");
            let columns = "%7B%22%E7%94%B2%22%3A%22code%22%2C%22%E4%B9%99%22%3A%22name%22%2C%22%E4%B8%99%22%3A%22title%22%2C%22%E9%9A%8F%E4%BE%BF%22%3A%22%22%7D";
            let path = |more: &str| format!("/imports/people?filename=a.csv&columns={columns}{more}");
            let dry = desk.post(&path("&dry_run=true&changes=true")).by(&office).bytes(&file).reply().await.done();
            assert_eq!(dry["faults"].as_array().map(Vec::len), Some(0), "{dry}");
            let changes = dry["changes"].as_array().cloned().unwrap_or_default();
            assert_eq!((changes[0]["deed"].as_str(), changes[0]["row"].as_u64()), (Some("changed"), Some(2)));
            assert_eq!((changes[0]["fields"][0]["old"].as_str(), changes[0]["fields"][0]["new"].as_str()), (Some(""), Some("巡查组长")));
            assert_eq!((changes[1]["deed"].as_str(), changes[1]["code"].as_str()), (Some("created"), Some("chen")));
            assert_eq!(desk.post(&path("")).by(&office).bytes(&file).reply().await.done()["applied"], true);
            let again = desk.post("/imports/people/columns?filename=b.csv").by(&office).bytes(&file).reply().await.done();
            assert_eq!((again["encoding"].as_str(), again["columns"][0]["key"].as_str()), (Some("GBK"), Some("code")), "{again}");
            assert_eq!((again["columns"][0]["matched_by"].as_str(), again["columns"][3]["key"].as_str()), (Some("memory"), Some("")));
        }

        async fn a_match_to_no_column_or_under_no_heading_is_refused(store: Store) {
            let (desk, _) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "编码,名称,类别\nwater,区水务公司,企业\n";
            let import = async |columns: &str| {
                let path = format!("/imports/units?filename=u.csv&dry_run=true&columns={columns}");
                desk.post(&path).by(&office).bytes(file.as_bytes()).reply().await.done()
            };
            let unknown = import("%7B%22%E7%B1%BB%E5%88%AB%22%3A%22colour%22%7D").await;
            assert!(unknown["faults"][0]["sentence"].as_str().is_some_and(|said| said.contains("colour")), "{unknown}");
            let missing = import("%7B%22%E7%94%B5%E8%AF%9D%22%3A%22phone%22%7D").await;
            assert!(missing["faults"][0]["sentence"].as_str().is_some_and(|said| said.contains("电话")), "{missing}");
            assert_eq!(missing["faults"][0]["severity"], "error");
            let path = "/imports/units?filename=u.csv&columns=nonsense";
            desk.post(path).by(&office).bytes(file.as_bytes()).reply().await.refused(400, "query_invalid");
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
