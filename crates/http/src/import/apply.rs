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

        async fn a_list_of_the_city_becomes_cases_once_and_its_own_words_are_kept(store: Store) {
            let (desk, world) = Desk::with_world(store).await;
            let office = desk.account(Role::Office).await;
            let file = "云岭区第二次模拟测评失分清单,,,,,\n编号,被检点位,失分原因,测评内容,问题数,整改时限\n\
                1,人民路西段,暴露垃圾,A01,3处,立行立改\n2,柳岸市场北门,占道经营,没有的项目,多处,2026/12/1\n3,某新开小区,噪声扰民,,,\n\
                1,人民路西段,暴露垃圾,A01,3处,立行立改\n1,石桥小区,楼道堆物,,,\n";
            let query = "filename=list.csv&sender=%E5%B8%82%E6%96%87%E6%98%8E%E5%8A%9E";
            let import = async |kind: &str, more: &str| {
                let call = desk.post(&format!("/imports/{kind}?{query}{more}")).by(&office).bytes(file.as_bytes());
                call.reply().await.done()
            };
            let found = import("cases/columns", "").await;
            let keys: Vec<Option<&str>> = found["columns"].as_array().into_iter().flatten().map(|c| c["key"].as_str()).collect();
            assert_eq!(keys, ["number", "site", "description", "item", "quantity", "due_on"].map(Some), "{found}");
            desk.reported_case(&world).await;
            let dry = import("cases", "&dry_run=true&changes=true").await;
            assert_eq!((dry["applied"].as_bool(), dry["summary"]["created"].as_u64()), (Some(false), Some(4)), "{dry}");
            assert_eq!(dry["summary"]["unchanged"], 1, "a row that says the same once more");
            let deeds = dry["changes"].as_array().into_iter().flatten().filter(|one| one["deed"] == "created");
            assert_eq!(deeds.count(), 4, "a number that stands twice is another problem: {dry}");
            assert_eq!(dry["changes"][0]["fields"][0]["new"], "人民路西段", "{dry}");
            let said: Vec<&str> = dry["faults"].as_array().into_iter().flatten().filter_map(|f| f["sentence"].as_str()).collect();
            for part in ["没有的项目", "多处", "某新开小区", "已有未结案卷"] {
                assert!(said.iter().any(|one| one.contains(part)), "{part}: {said:?}");
            }
            assert!(dry["faults"].as_array().into_iter().flatten().all(|fault| fault["severity"] == "warning"), "{dry}");
            let columns = "&columns=%7B%22%E7%BC%96%E5%8F%B7%22%3A%22number%22%7D";
            assert_eq!(import("cases", columns).await["summary"]["created"], 4);
            let again = import("cases", "").await;
            assert_eq!((again["summary"]["created"].as_u64(), again["summary"]["unchanged"].as_u64()), (Some(0), Some(5)), "{again}");
            let listed = desk.get("/cases?source=city_notice").by(&office).reply().await.done();
            let of = |words: &str| {
                let items = listed["items"].as_array().cloned().unwrap_or_default();
                items.into_iter().find(|case| case["description"].as_str().is_some_and(|said| said.starts_with(words)))
            };
            let rubbish = of("暴露垃圾").unwrap_or_default();
            assert_eq!(rubbish["description"], "暴露垃圾（市文明办第1号；整改期限：立行立改）", "{listed}");
            assert_eq!((rubbish["site"]["code"].as_str(), rubbish["item"]["code"].as_str()), (Some("R-1"), Some("A01")), "{rubbish}");
            let stalls = of("占道经营").unwrap_or_default();
            assert_eq!(stalls["site"]["code"], "M-1", "the words contain the market's name: {stalls}");
            assert_eq!(stalls["description"], "占道经营（市文明办第2号；地点：柳岸市场北门；项目：没有的项目；整改期限：2026-12-01）");
            assert!(of("噪声扰民").is_some_and(|noise| noise["site"].is_null()), "{listed}");
            let senders = import("cases/columns", "").await;
            assert_eq!((&senders["senders"][0], senders["columns"][0]["matched_by"].as_str()), (&serde_json::json!("市文明办"), Some("memory")));
            let leader = desk.account(Role::Leader).await;
            let refused = desk.post(&format!("/imports/cases?{query}")).by(&leader).bytes(file.as_bytes()).reply().await;
            refused.refused(403, "forbidden");
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
